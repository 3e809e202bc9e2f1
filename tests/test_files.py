"""Writing that leaves the old or the new behind, never a half."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from graph.errors import OutputError
from graph.files import filling, is_aside, write


def tree(folder: Path) -> dict[str, str]:
    """The files below a folder with their texts."""
    return {str(p.relative_to(folder)): p.read_text(encoding="utf-8") for p in folder.rglob("*") if p.is_file()}


def put(folder: Path, **texts: str) -> None:
    """Write files into a folder."""
    for name, text in texts.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")


def test_a_text_is_written_as_utf_8_with_its_newlines_as_they_are(tmp_path: Path) -> None:
    write(tmp_path / "a.txt", "云岭😀\r\n二\n")
    assert (tmp_path / "a.txt").read_bytes() == "云岭😀\r\n二\n".encode()
    write(tmp_path / "a.txt", "新")
    assert tree(tmp_path) == {"a.txt": "新"}


def test_a_text_that_cannot_be_encoded_leaves_the_old_one(tmp_path: Path) -> None:
    write(tmp_path / "a.txt", "旧")
    with pytest.raises(UnicodeEncodeError):
        write(tmp_path / "a.txt", "新\ud800")
    assert tree(tmp_path) == {"a.txt": "旧"}


def test_a_place_that_cannot_be_written_is_named_with_the_reason_of_the_system(tmp_path: Path) -> None:
    (tmp_path / "folder" / "full").mkdir(parents=True)
    put(tmp_path, file="文")
    for name, reason in (("none/a.txt", "No such file"), ("file/a.txt", "Not a directory"), ("folder", "directory")):
        with pytest.raises(OutputError, match=f"{name} cannot be written: .*{reason}"):
            write(tmp_path / name, "新")
    assert tree(tmp_path) == {"file": "文"}
    assert [p for p in tmp_path.rglob("*") if is_aside(p)] == []


def test_a_name_as_long_as_the_system_takes_is_written(tmp_path: Path) -> None:
    write(tmp_path / ("文" * 85), "新")
    assert tree(tmp_path) == {"文" * 85: "新"}


@pytest.mark.parametrize("name", ["a" * 300, "a\x00b"])
def test_a_name_that_no_system_takes_is_an_output_error(tmp_path: Path, name: str) -> None:
    with pytest.raises(OutputError):
        write(tmp_path / name, "新")


def test_a_full_disk_is_an_output_error_with_its_reason() -> None:
    with pytest.raises(OutputError, match="/dev/full/out cannot be written"), filling(Path("/dev/full/out")):
        pass


LIMITED = """
import resource, signal, sys
from pathlib import Path
from graph.errors import OutputError
from graph.files import filling, write
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))
try:
    write(Path(sys.argv[1]) / "a.txt", "x" * 2000)
except OutputError as error:
    print(error)
"""


def test_a_text_for_which_there_is_no_room_leaves_the_old_one(tmp_path: Path) -> None:
    put(tmp_path, **{"a.txt": "旧"})
    done = subprocess.run([sys.executable, "-c", LIMITED, str(tmp_path)], capture_output=True, text=True, check=True)
    assert done.stdout == f"{tmp_path / 'a.txt'} cannot be written: File too large.\n"
    assert tree(tmp_path) == {"a.txt": "旧"}


def test_a_folder_is_filled_as_a_whole(tmp_path: Path) -> None:
    with filling(tmp_path / "deep" / "out") as aside:
        put(aside, **{"a.txt": "甲", "store/b": "乙"})
        assert not (tmp_path / "deep" / "out" / "a.txt").exists()
    assert tree(tmp_path) == {"deep/out/a.txt": "甲", "deep/out/store/b": "乙"}


def test_new_files_and_folders_replace_the_old_and_others_stay(tmp_path: Path) -> None:
    put(tmp_path, **{"a.txt": "旧", "store/b": "旧", "store/old": "旧", "mine": "留"})
    with filling(tmp_path) as aside:
        put(aside, **{"a.txt": "新", "store/b": "新"})
    assert tree(tmp_path) == {"a.txt": "新", "store/b": "新", "mine": "留"}


def test_a_folder_may_take_the_place_of_a_file_and_a_file_that_of_a_folder(tmp_path: Path) -> None:
    put(tmp_path, **{"a": "旧", "b/c": "旧"})
    with filling(tmp_path) as aside:
        put(aside, **{"a/d": "新", "b": "新"})
    assert tree(tmp_path) == {"a/d": "新", "b": "新"}


@pytest.mark.parametrize("error", [ValueError, KeyboardInterrupt, SystemExit])
def test_an_error_leaves_everything_as_it_was(tmp_path: Path, error: type[BaseException]) -> None:
    put(tmp_path, **{"out/a.txt": "旧"})

    def interrupted(folder: Path) -> None:
        with filling(folder) as aside:
            put(aside, **{"a.txt": "新", "b.txt": "新"})
            raise error

    for name in ("out", "new/deep"):
        with pytest.raises(error):
            interrupted(tmp_path / name)
    assert tree(tmp_path) == {"out/a.txt": "旧"}
    assert not (tmp_path / "new" / "deep").exists()


def test_an_error_of_the_system_inside_is_an_output_error(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="out cannot be written: No space left"), filling(tmp_path / "out"):
        raise OSError(28, "No space left on device")
    assert list(tmp_path.iterdir()) == []


def test_a_file_in_the_place_of_the_folder_is_an_output_error(tmp_path: Path) -> None:
    put(tmp_path, out="文")
    with pytest.raises(OutputError, match="out cannot be written"), filling(tmp_path / "out"):
        pass
    assert tree(tmp_path) == {"out": "文"}


KILLED = """
import os, signal, sys
from pathlib import Path
from graph.files import filling
with filling(Path(sys.argv[1])) as aside:
    (aside / "a.txt").write_text("half")
    os.kill(os.getpid(), signal.SIGKILL)
"""


def test_a_run_that_is_killed_leaves_the_old_and_the_next_one_clears_up(tmp_path: Path) -> None:
    put(tmp_path, **{"a.txt": "旧"})
    killed = subprocess.run([sys.executable, "-c", KILLED, str(tmp_path)], check=False)
    assert killed.returncode == -signal.SIGKILL
    left = [p for p in tmp_path.iterdir() if is_aside(p)]
    assert len(left) == 1
    assert (tmp_path / "a.txt").read_text(encoding="utf-8") == "旧"
    with filling(tmp_path) as aside:
        put(aside, **{"a.txt": "新"})
    assert tree(tmp_path) == {"a.txt": "新"}
    assert [p.name for p in tmp_path.iterdir()] == ["a.txt"]


DENIED = """
import os, sys
from pathlib import Path
from graph.errors import OutputError
from graph.files import filling, write
from graph.store.embedded import create
os.setuid(65534)
place = Path(sys.argv[1])
for attempt in (lambda: write(place / "a.txt", "x"), lambda: filling(place).__enter__(),
                lambda: filling(place / "new").__enter__(), lambda: create(place / "store", [])):
    try:
        attempt()
    except OutputError as error:
        print(error)
"""


def test_a_folder_without_permission_is_an_output_error(tmp_path: Path) -> None:
    script = DENIED if os.geteuid() == 0 else DENIED.replace("os.setuid(65534)", "")
    for folder in (tmp_path, *tmp_path.parents[:3]):
        if "pytest" in str(folder):
            folder.chmod(0o755)
    put(tmp_path / "out", **{"a.txt": "旧"})
    (tmp_path / "out").chmod(0o555)
    done = subprocess.run([sys.executable, "-c", script, str(tmp_path / "out")], capture_output=True, text=True)
    assert done.stdout.count("cannot be written: Permission denied.") == 4, done.stderr
    assert tree(tmp_path) == {"out/a.txt": "旧"}


def test_names_made_aside_are_told_from_others() -> None:
    assert is_aside(Path("x/.wupian-out-12.tmp"))
    for name in ("graph.ttl", ".wupian-x", "a.tmp", "wupian-a.tmp"):
        assert not is_aside(Path(name))
