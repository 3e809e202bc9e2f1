"""What a worker may not do: reach the network, write files, leave a core, or take more memory and time than allowed.

Each limit holds as far as the platform has it; a query is refused by its text in any case when it asks for such.
"""

from __future__ import annotations

import ctypes
import os
import resource
import time
from contextlib import suppress
from functools import lru_cache
from pathlib import Path

NEW_USER, NEW_NETWORK = 0x1000_0000, 0x4000_0000
DIE_WITH_PARENT, KILL = 1, 9
GRACE = 2  # seconds of processor time beyond a deadline, after which a worker that nobody ends ends itself


def isolate() -> bool:
    """Leaves the network for an empty one; False where the platform does not let it. Before any thread is made."""
    with suppress(OSError, AttributeError):
        system = ctypes.CDLL(None, use_errno=True)
        system.prctl(DIE_WITH_PARENT, KILL, 0, 0, 0)
        return any(system.unshare(flags) == 0 for flags in (NEW_NETWORK, NEW_USER | NEW_NETWORK))
    return False


def restrict() -> None:
    """Takes from this process the right to write files and to leave a core."""
    limit(resource.RLIMIT_CORE, 0)
    limit(resource.RLIMIT_FSIZE, 0)
    with suppress(OSError):
        os.nice(5)


def bound_memory(more: int) -> None:
    """Allows this process as many bytes of memory as it has now and `more`."""
    limit(resource.RLIMIT_AS, occupied() + more)


def bound_time(seconds: float) -> None:
    """Allows this process at least so many seconds of processor time from now on, and not many more."""
    allow(int(time.process_time() + seconds) + GRACE)


@lru_cache(maxsize=1)
def allow(seconds: int) -> None:
    """Allows this process so many seconds of processor time in all; the same again is nothing to do."""
    limit(resource.RLIMIT_CPU, seconds)


def limit(what: int, value: int) -> None:
    """Sets a soft limit as far as the hard one lets it."""
    with suppress(OSError, ValueError):
        hard = resource.getrlimit(what)[1]
        resource.setrlimit(what, (value if hard == resource.RLIM_INFINITY else min(value, hard), hard))


def occupied() -> int:
    """The bytes of address space that this process holds; zero where the platform does not tell."""
    try:
        return int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0]) * resource.getpagesize()
    except (OSError, ValueError):
        return 0
