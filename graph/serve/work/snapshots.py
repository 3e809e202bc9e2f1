"""What is served: a copy of the store that never changes, made of hard links, and replaced when a build replaces it.

Readers open snapshots alone, so that a build may put another store in its place at any time. The copies lie beside the
store, in a folder that a build leaves alone, else where temporary files go.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from contextlib import suppress
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

from graph.errors import StoreError
from graph.files import SERVED
from graph.store.embedded import MARKER, is_store

FINAL = (".sst", ".sqlite")


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A state of a store: the place where it is opened, and a name that no other state has.

    Behind an address the state may change at any time; it is not `lasting`, and nothing about it is kept.
    """

    place: str
    name: str
    lasting: bool = True


@dataclass(slots=True)
class Snapshots:
    """The snapshots of the store in a folder that one process serves; `current` is the newest."""

    store: Path
    room: Path = field(init=False)
    current: Snapshot = field(init=False)
    kept: list[Snapshot] = field(default_factory=list)

    def __post_init__(self) -> None:
        if not is_store(self.store):
            raise StoreError(
                f"There is no store at {self.store}; make one with `wupian build`, or name it with --store."
            )
        self.room = self.made()
        self.renew()

    def made(self) -> Path:
        """The folder of this process, beside the store where that can be written."""
        beside = self.store.resolve().parent / SERVED
        with suppress(OSError):
            sweep(beside)
            beside.mkdir(exist_ok=True)
            return Path(tempfile.mkdtemp(prefix=f"{os.getpid()}-", dir=beside))
        return Path(tempfile.mkdtemp(prefix="wupian-"))

    def stale(self) -> bool:
        """Whether another store than the current snapshot's lies in the folder."""
        with suppress(OSError):
            return name(self.store) != self.current.name
        return False

    def renew(self) -> Snapshot:
        """Makes the store as it is now the current snapshot; StoreError when it cannot be copied whole."""
        for _ in range(3):
            with suppress(OSError):
                found = name(self.store)
                target = self.room / found
                if not target.exists():
                    copy(self.store, target)
                if found == name(self.store):
                    self.current = Snapshot(str(target), found)
                    self.kept.append(self.current)
                    return self.current
                shutil.rmtree(target, ignore_errors=True)
        raise StoreError(f"The store {self.store} cannot be copied; is it being built, or unreadable?")

    def adopt(self, snapshot: Snapshot) -> None:
        """Makes a snapshot that somebody else has made here the current one."""
        self.current = snapshot
        self.kept.append(snapshot)

    def drop(self, used: set[str]) -> None:
        """Removes the snapshots that are neither current nor at one of the places in use."""
        for snapshot in [s for s in self.kept if s != self.current and s.place not in used]:
            shutil.rmtree(snapshot.place, ignore_errors=True)
            self.kept.remove(snapshot)

    def close(self) -> None:
        """Removes all of them."""
        shutil.rmtree(self.room, ignore_errors=True)
        with suppress(OSError):
            self.room.parent.rmdir()


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """The one snapshot of a store behind an address."""

    current: Snapshot

    def close(self) -> None:
        """Nothing is held."""


def name(store: Path) -> str:
    """The name of a store's state: the same as long as nobody writes it anew."""
    state = (store / MARKER).stat()
    return sha256(f"{state.st_ino} {state.st_mtime_ns} {state.st_size}".encode()).hexdigest()[:16]


def copy(store: Path, target: Path) -> None:
    """Copies the files of a store, by hard links where that is possible; the target is whole or not there."""
    aside = target.with_name(target.name + ".part")
    shutil.rmtree(aside, ignore_errors=True)
    aside.mkdir()
    for file in sorted(store.iterdir()):
        link(file, aside / file.name)
    os.rename(aside, target)


def link(file: Path, target: Path) -> None:
    """A hard link to a file that nobody ever changes, a copy of another and where there can be no link."""
    if file.suffix in FINAL:
        with suppress(OSError):
            return os.link(file, target)
    shutil.copy2(file, target)
    return None


def sweep(folder: Path) -> None:
    """Removes what processes left that are no more."""
    if not folder.is_dir():
        return
    for left in folder.iterdir():
        process = left.name.partition("-")[0]
        if process.isdecimal() and not alive(int(process)):
            shutil.rmtree(left, ignore_errors=True)


def alive(process: int) -> bool:
    """Whether a process of this number runs."""
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True
