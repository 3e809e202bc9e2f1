"""Writing that leaves the old or the new behind, never a half: files and folders are made aside and renamed."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from secrets import token_hex

from graph.errors import OutputError

MARK = ".wupian-"
ASIDE = ".tmp"
SERVED = ".wupian-served"  # where a running service keeps its copies of a store
NAME = 32  # characters of a name that its name aside keeps, so that it is not too long where the name is not


def write(path: Path, text: str) -> None:
    """Write a text as UTF-8 with its newlines as they are; a place that cannot be written is an OutputError."""
    data = text.encode("utf-8")
    aside = path.with_name(f"{MARK}{path.name[:NAME]}-{os.getpid()}{ASIDE}")
    try:
        aside.write_bytes(data)
        os.replace(aside, path)
    except (OSError, ValueError) as error:
        raise unwritable(path, error) from error
    finally:
        with suppress(OSError, ValueError):
            aside.unlink()


def unwritable(path: Path, error: Exception) -> OutputError:
    """The error of a place that cannot be written, with the system's reason.

    >>> str(unwritable(Path("out"), OSError(28, "No space left on device")))
    'out cannot be written: No space left on device.'
    """
    return OutputError(f"{path} cannot be written: {getattr(error, 'strerror', None) or error}.")


def is_aside(path: Path) -> bool:
    """Whether a name is that of something made aside, which an interrupted run may have left."""
    return path.name.startswith(MARK) and path.name.endswith(ASIDE)


def is_ours(path: Path) -> bool:
    """Whether something in a folder of results is none of them: made aside, or kept by a running service."""
    return is_aside(path) or path.name == SERVED


@contextmanager
def filling(folder: Path) -> Iterator[Path]:
    """An empty folder inside `folder`, whose content takes its place in `folder` when the block ends well.

    The folder is made when it is missing. When the block ends by an error, nothing in `folder` has changed, and a
    folder that was made here is gone again. What an interrupted run left aside is cleared away.
    """
    made = False
    aside = folder / f"{MARK}{token_hex(8)}{ASIDE}"
    try:
        made = not folder.exists()
        folder.mkdir(parents=True, exist_ok=True)
        aside.mkdir(mode=0o700)
        yield aside
        move(aside, folder)
        made = False
    except OSError as error:
        raise unwritable(folder, error) from error
    finally:
        shutil.rmtree(aside, ignore_errors=True)
        if made:
            shutil.rmtree(folder, ignore_errors=True)


def is_folder(path: Path) -> bool:
    """Whether a path is a folder itself and no link to one."""
    return path.is_dir() and not path.is_symlink()


def move(aside: Path, folder: Path) -> None:
    """Put everything from `aside` in its place in `folder`; what a file cannot replace at once goes aside first."""
    old = Path(tempfile.mkdtemp(prefix="old-", dir=aside))
    for new in sorted(p for p in aside.iterdir() if p != old):
        target = folder / new.name
        if os.path.lexists(target) and (is_folder(target) or is_folder(new)):
            os.rename(target, old / new.name)
        os.replace(new, target)
    for left in folder.iterdir():
        if is_aside(left) and left != aside:
            shutil.rmtree(left, ignore_errors=True)
