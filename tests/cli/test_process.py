"""The program as a process: places that cannot be written, full disks, Ctrl-C, pipes nobody reads, and locales."""

from __future__ import annotations

import ctypes
import os
import resource
import signal
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import pytest

from tests.cli.articles import ARTICLE, contents, write
from tests.cli.conftest import command
from tests.machine import gbk_locale

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.cli.conftest import Run

DROP, OVERRIDE = 24, 1  # prctl's PR_CAPBSET_DROP and the capability CAP_DAC_OVERRIDE


def powerless() -> None:
    """Takes from a child of root the power to write where the permissions forbid it."""
    if os.geteuid() == 0:
        assert ctypes.CDLL(None).prctl(DROP, OVERRIDE, 0, 0, 0) == 0


def short_of_space(size: int) -> Callable[[], None]:
    """Lets a child write no file beyond a size."""
    return lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))


def interruptible() -> None:
    """Lets a child hear Ctrl-C, which a shell's jobs in the background are deaf to."""
    signal.signal(signal.SIGINT, signal.default_int_handler)


def interrupted(place: Path, *arguments: str) -> subprocess.Popen[bytes]:
    """Starts a command that is to be interrupted."""
    return subprocess.Popen(command(*arguments), cwd=place, stderr=subprocess.PIPE, preexec_fn=interruptible)


def run(place: Path, *arguments: object, prepare: Callable[[], None] | None = None) -> subprocess.CompletedProcess[str]:
    """Runs a command as a process to its end."""
    return subprocess.run(
        command(*arguments), cwd=place, capture_output=True, encoding="utf-8", preexec_fn=prepare, check=False
    )


def refused(ran: subprocess.CompletedProcess[str]) -> str:
    """The one sentence with which a process has stopped."""
    assert (ran.returncode, ran.stdout) == (2, "")
    assert ran.stderr.count("\n") == 1
    assert ran.stderr.startswith("wupian: ")
    return ran.stderr


def aside(folder: Path) -> list[str]:
    """What lies in a folder under a name that only something unfinished has."""
    return [p.name for p in folder.iterdir() if p.name.startswith(".")]


def test_a_place_below_a_file_cannot_be_written(wupian: Run, place: Path, store: Path) -> None:
    (place / "file").write_text("x", encoding="utf-8")
    write(place, a=ARTICLE)
    assert "file/out cannot be written: Not a directory" in wupian("build", "a.txt", "--out", "file/out").sentence
    assert "file is a file; name a folder" in wupian("build", "a.txt", "--out", "file").sentence
    for out, sentence in (
        ("file/page.html", "Not a directory"),
        ("missing/page.html", "No such file"),
        (".", "is a folder"),
    ):
        assert sentence in wupian("explore", "--store", store, "--out", out).sentence
    assert sorted(p.name for p in place.iterdir()) == ["a.txt", "file"]


def test_a_folder_that_holds_other_files_is_left_alone(wupian: Run, place: Path) -> None:
    write(place, a=ARTICLE)
    mine = place / "mine"
    mine.mkdir()
    (mine / "notes.txt").write_text("x", encoding="utf-8")
    assert "mine holds other files (notes.txt)" in wupian("build", "a.txt", "--out", "mine").sentence
    (mine / "notes.txt").rename(mine / "graph.ttl")
    assert "mine holds other files (graph.ttl)" in wupian("build", "a.txt", "--out", "mine").sentence
    assert [p.name for p in mine.iterdir()] == ["graph.ttl"]


def test_a_folder_without_permission_to_write_is_refused(place: Path, store: Path) -> None:
    write(place, a=ARTICLE)
    place.chmod(0o555)
    try:
        assert "out cannot be written: Permission denied" in refused(run(place, "build", "a.txt", prepare=powerless))
        assert "Permission denied" in refused(run(place, "explore", "--store", store, prepare=powerless))
    finally:
        place.chmod(0o755)
    assert [p.name for p in place.iterdir()] == ["a.txt"]


@pytest.mark.parametrize("size", [1_000, 200_000])
def test_a_full_place_leaves_an_earlier_build_as_it_is(size: int, place: Path, earlier: dict[str, bytes]) -> None:
    write(place, **{f"a{n}": ARTICLE.replace("雪松", f"雪松{n}号") for n in range(40)})
    ran = run(place, "build", ".", prepare=short_of_space(size))
    assert refused(ran) == "wupian: The folder out cannot be written: File too large.\n"
    assert contents(place / "out") == earlier
    assert aside(place / "out") == []


def test_a_full_place_leaves_no_page(place: Path, store: Path) -> None:
    ran = run(place, "explore", "--store", store, prepare=short_of_space(10_000))
    assert "explorer.html cannot be written: File too large" in refused(ran)
    assert list(place.iterdir()) == []


@pytest.mark.parametrize("arguments", [("query", "products"), ("analyse",), ("explore", "--out", "-"), ("check",)])
def test_a_full_device_behind_stdout_is_an_error(arguments: tuple[str, ...], place: Path, store: Path) -> None:
    with open("/dev/full", "wb") as full:
        words = command(*arguments, "--store", store)
        ran = subprocess.run(words, cwd=place, stdout=full, stderr=subprocess.PIPE, encoding="utf-8", check=False)
    assert ran.returncode == 2
    assert ran.stderr == "wupian: The output cannot be written: No space left on device.\n"


@pytest.mark.parametrize("arguments", [("query", "products"), ("analyse",), ("explore", "--out", "-"), ("check",)])
def test_a_pipe_that_nobody_reads_ends_a_command_quietly(arguments: tuple[str, ...], place: Path, store: Path) -> None:
    words = command(*arguments, "--store", store)
    with subprocess.Popen(words, cwd=place, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as child:
        assert child.stdout is not None
        assert child.stderr is not None
        child.stdout.close()
        assert child.stderr.read() == b""
        assert child.wait() == 0


def test_ctrl_c_while_articles_are_read_changes_nothing(place: Path, earlier: dict[str, bytes]) -> None:
    write(place, **{f"a{n}": ARTICLE for n in range(20)})
    os.mkfifo(place / "late.txt")
    with interrupted(place, "build", ".", "late.txt") as child:
        assert child.stderr is not None
        with open(place / "late.txt", "wb"):  # opens when the build has come to this article and waits for its words
            child.send_signal(signal.SIGINT)
            assert child.wait() == 130
        assert child.stderr.read().decode() == "\nwupian: Interrupted; nothing was changed.\n"
    assert contents(place / "out") == earlier
    assert aside(place / "out") == []


def test_ctrl_c_while_files_are_written_changes_nothing(place: Path, earlier: dict[str, bytes]) -> None:
    write(place, **{f"a{n}": ARTICLE.replace("雪松", f"雪松{n}号") for n in range(60)})
    with interrupted(place, "build", ".") as child:
        assert child.stderr is not None
        while not aside(place / "out"):
            time.sleep(0.002)
        child.send_signal(signal.SIGINT)
        assert child.wait() == 130
        assert child.stderr.read().decode().endswith("wupian: Interrupted; nothing was changed.\n")
    assert contents(place / "out") == earlier
    assert aside(place / "out") == []


def test_ctrl_c_amid_code_that_was_made_while_running_ends_in_130_too(place: Path) -> None:
    words = """
import graph.cli
graph.cli.commands.main = lambda *arguments, **options: exec("raise KeyboardInterrupt")
graph.cli.main([])
"""
    (place / "amid.py").write_text(words, encoding="utf-8")
    ran = subprocess.run([sys.executable, "-m", "amid"], cwd=place, capture_output=True, encoding="utf-8", check=False)
    assert (ran.returncode, ran.stdout) == (130, "")
    assert ran.stderr == "wupian: Interrupted; nothing was changed.\n"


def test_what_a_killed_build_left_aside_is_cleared_by_the_next(place: Path) -> None:
    write(place, a=ARTICLE)
    with subprocess.Popen(command("build", "a.txt"), cwd=place) as child:
        while not ((place / "out").is_dir() and aside(place / "out")):
            time.sleep(0.002)
        child.kill()
    assert aside(place / "out") != []
    assert run(place, "build", "a.txt").returncode == 0
    assert aside(place / "out") == []


def test_stdout_is_utf_8_with_plain_newlines_in_a_gbk_locale(place: Path, store: Path) -> None:
    environment = {**os.environ, **gbk_locale(place)}
    for arguments in (("query", "--lang", "zh"), ("analyse", "--store", store), ("query", "--help")):
        ran = subprocess.run(command(*arguments), cwd=place, env=environment, capture_output=True, check=True)
        assert "机构" in ran.stdout.decode("utf-8") or "建信" in ran.stdout.decode("utf-8")
        assert b"\r" not in ran.stdout


def test_a_chinese_locale_chooses_chinese_and_words_on_stderr_are_in_its_encoding(place: Path) -> None:
    write(place, a=ARTICLE)
    environment = {**os.environ, **gbk_locale(place)}
    ran = subprocess.run(command("read", "a.txt"), cwd=place, env=environment, capture_output=True, check=True)
    assert ran.stdout.decode("utf-8") == ARTICLE
    assert ran.stderr.decode("gbk") == "a：73 字，修复 0 处\n"


def test_a_closed_stdout_and_stdin_end_in_no_traceback(place: Path, store: Path) -> None:
    for line in ("query products --store {} >&-", "query - --store {} <&-", "check --store {} >&- 2>&-"):
        words = " ".join(command()) + " " + line.format(store)
        ran = subprocess.run(["sh", "-c", words], cwd=place, capture_output=True, encoding="utf-8", check=False)
        assert "Traceback" not in ran.stderr
