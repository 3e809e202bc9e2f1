"""The README's examples, run as they stand there: what it shows is what a reader gets."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.M | re.S)
ELLIPSIS = "…"


def blocks(kind: str) -> list[str]:
    """The code blocks of a kind."""
    return [text for name, text in BLOCK.findall(README) if name == kind]


def commands() -> list[tuple[str, str]]:
    """Each command of the console blocks, continued by lines of `> `, with the output that stands below it."""
    found = []
    for block in blocks("console"):
        for part in re.split(r"^\$ ", block, flags=re.M)[1:]:
            lines = part.splitlines(keepends=True)
            rest = [line.startswith("> ") for line in [*lines[1:], ""]].index(False) + 1
            command = lines[0] + "".join(line.removeprefix("> ") for line in lines[1:rest])
            found.append((command, "".join(lines[rest:])))
    return found


def pattern(shown: str) -> re.Pattern[str]:
    """What a shown output matches: a line of three dots any lines, three dots in a line any words."""
    lines = []
    for line in shown.splitlines():
        parts = [re.escape(part) for part in line.split(ELLIPSIS)]
        lines.append("(?:.*\n)*" if line.strip() == ELLIPSIS else ".*".join(parts) + "\n")
    return re.compile("".join(lines))


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("readme")


def run(command: str, place: Path) -> subprocess.CompletedProcess[str]:
    """A command of the README, in a shell as a reader has it, with `wupian` on the path."""
    wupian = place / "bin" / "wupian"
    wupian.parent.mkdir(exist_ok=True)
    wupian.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m graph "$@"\n')
    wupian.chmod(0o755)
    search = f"{wupian.parent}{os.pathsep}{os.environ['PATH']}"
    environment = {**os.environ, "PATH": search, "LC_ALL": "C.UTF-8", "PYTHONPATH": str(ROOT)}
    return subprocess.run(
        command, shell=True, cwd=place, env=environment, capture_output=True, text=True, encoding="utf-8"
    )


def test_every_example_gives_what_the_readme_shows(place: Path) -> None:
    examples = commands()
    assert len(examples) >= 6
    for command, shown in examples:
        done = run(command, place)
        assert done.returncode == 0, (command, done.stderr)
        assert pattern(shown).fullmatch(done.stdout), (command, done.stdout)


@pytest.mark.parametrize("example", blocks("python"))
def test_the_python_examples_run(example: str, place: Path) -> None:
    done = run("wupian build", place)
    assert done.returncode == 0, done.stderr
    code = subprocess.run(
        [sys.executable, "-c", example],
        cwd=place,
        env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8"},
        capture_output=True,
        text=True,
        encoding="utf-8",
    )
    assert code.returncode == 0, code.stderr
    shown = [line.partition("# ")[2] for line in example.splitlines() if "print(" in line]
    assert code.stdout.splitlines() == shown


def test_both_set_up_commands_are_one_line_each() -> None:
    (block,) = blocks("sh")
    lines = [line for line in block.splitlines() if line and not line.startswith("#")]
    assert len(lines) == 2
    assert all(line.startswith("python3 -m venv .venv && .venv/bin/pip install ") for line in lines)
    assert lines[1] in (ROOT / ".ci" / "run").read_text(encoding="utf-8")


def test_every_command_is_documented_in_both_languages() -> None:
    from graph.cli import commands as group

    before, _, rest = README.partition("\n## 中文\n")
    chinese, _, after = rest.partition("\n## ")
    for name in group.commands:
        assert f"`wupian {name}" in before + after
        assert f"`wupian {name}" in chinese


def test_every_file_and_link_of_the_readme_is_there() -> None:
    links = re.findall(r"\]\((?!https?:)([^)#]+)\)", README) + re.findall(r'src="(?!https?:)([^"]+)"', README)
    assert links
    assert [link for link in links if not (ROOT / link).exists()] == []
