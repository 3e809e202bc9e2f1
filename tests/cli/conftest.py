"""Runs the command line in a folder of its own: inside the test's process, or as a process where that matters."""

from __future__ import annotations

import io
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from graph.cli import main
from tests.cli.articles import ARTICLE, contents

if TYPE_CHECKING:
    from collections.abc import Callable

    Run = Callable[..., "Ran"]


@dataclass(frozen=True)
class Ran:
    """What a command left: its exit code and what it wrote."""

    code: int
    out: str
    err: str

    @property
    def sentence(self) -> str:
        """The one line on stderr; nothing else may stand there or on stdout."""
        assert self.out == ""
        assert self.err.count("\n") == 1
        assert self.err.startswith("wupian: ")
        assert self.err.endswith(".\n")
        return self.err


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder, which is the current one; the words for people are English."""
    folder = tmp_path / "place"
    folder.mkdir()
    monkeypatch.chdir(folder)
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    return folder


@pytest.fixture
def wupian(place: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs a command in the test's own process: `wupian("query", "products", stdin=b"…")`."""

    def run(*arguments: object, stdin: bytes = b"") -> Ran:
        assert place.is_dir()
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin)))
        with pytest.raises(SystemExit) as ended:
            main([str(argument) for argument in arguments])
        out, err = capsys.readouterr()
        assert isinstance(ended.value.code, int)
        return Ran(ended.value.code, out, err)

    return run


def command(*arguments: object) -> list[str]:
    """The words that start a command as a process."""
    return [sys.executable, "-m", "graph", *map(str, arguments)]


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a build of the sample article; no test may change it."""
    folder = tmp_path_factory.mktemp("built")
    (folder / "sample.txt").write_text(ARTICLE, encoding="utf-8")
    subprocess.run(command("build", "sample.txt"), cwd=folder, check=True, capture_output=True)
    return folder / "out"


@pytest.fixture
def store(built: Path) -> Path:
    """The store of that build."""
    return built / "store"


@pytest.fixture
def earlier(place: Path, built: Path) -> dict[str, bytes]:
    """An earlier build in `out`: the content of its files by name."""
    shutil.copytree(built, place / "out")
    return contents(place / "out")
