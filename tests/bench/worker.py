"""Extracts so many articles in a process of its own and prints what that took, as JSON."""

from __future__ import annotations

import json
import resource
import sys
import time
from pathlib import Path

started = time.perf_counter()

from graph.pipeline import rules  # noqa: E402 # the import is part of what is measured
from graph.text.clean import clean  # noqa: E402


def peak() -> float:
    """The peak memory of this process in MB.

    Linux tells it in a file of its own, for `getrusage` counts what the parent held before this program was loaded.
    """
    status = Path("/proc/self/status")
    if status.is_file():
        return int(status.read_text().partition("VmHWM:")[2].split()[0]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024 / 1024


def main() -> None:
    """Get ready, then extract as many articles as the command line says."""
    extractor = rules()
    ready, memory_ready = time.perf_counter() - started, peak()
    from tests.bench.articles import many

    articles = many(int(sys.argv[1]))
    begun = time.perf_counter()
    for article in articles:
        extractor.extract(clean(article))
    taken = {"ready": ready, "seconds": time.perf_counter() - begun, "memory_ready": memory_ready, "memory": peak()}
    print(json.dumps(taken))


if __name__ == "__main__":
    main()
