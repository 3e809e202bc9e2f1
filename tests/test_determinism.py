"""The same articles give the same bytes: in any locale, time zone and folder, with any hash seed, in any order."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from graph.resources import folder
from graph.store.embedded import open_store
from graph.store.store import EVERYTHING
from tests.machine import gbk_locale

if TYPE_CHECKING:
    from pathlib import Path

ARTICLES = {
    "birch": "白桦银行發(fā)布“白桦贷”，面向新市民。\n截至2024年底，该行服务小微企业主2万户。\n",
    "cedar": "云杉消费金融与白桦银行合作，推出“雪松贷”。\n白桦贷由白桦银行推出，年轻人也可以申请。\n",
}
NAIVE = {"PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
PLACES = {
    "plain": {"PYTHONHASHSEED": "0", "LC_ALL": "C", "TZ": "UTC", **NAIVE},
    "chinese": {"PYTHONHASHSEED": "1", "TZ": "Asia/Shanghai"},
    "random": {"PYTHONHASHSEED": "random", "LC_ALL": "C.UTF-8", "TZ": "America/New_York"},
}


def laid_out(root: Path) -> list[str]:
    """The seed article with all that stands beside it, and two small articles, in a folder; their names in order."""
    root.mkdir()
    for file in folder("seeds").iterdir():
        if not file.name.endswith(".md"):
            shutil.copy(file, root)
    for stem, text in ARTICLES.items():
        (root / f"{stem}.txt").write_text(text, encoding="utf-8")
    return sorted(file.name for file in root.glob("*.txt"))


@pytest.fixture(scope="module")
def runs(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, bytes]]:
    """What a process in each place leaves and prints, by name; the second one is given the articles backwards."""
    return {name: leave(tmp_path_factory.mktemp(name), name) for name in PLACES}


def leave(root: Path, name: str) -> dict[str, bytes]:
    """The files of a build in a place, its store as N-Triples, and what `extract` and `query` print."""
    names = laid_out(root / name)
    settings = PLACES[name] if name != "chinese" else PLACES[name] | gbk_locale(root)
    environment = {key: value for key, value in os.environ.items() if not key.startswith(("LC_", "LANG"))} | settings

    def run(*words: str) -> bytes:
        command = [sys.executable, "-m", "graph", *words]
        return subprocess.run(command, cwd=root / name, env=environment, capture_output=True, check=True).stdout

    printed = {"summary": run("build", *(names[::-1] if name == "chinese" else names), "--lang", "zh")}
    printed["summary"] = printed["summary"].rpartition("，用时".encode())[0]
    printed["extract"] = run("extract", *names)
    printed["query"] = run("query", "mentions", "--lang", "zh")
    printed["analyse"] = run("analyse", "--lang", "zh")
    out = root / name / "out"
    files = {p.name: p.read_bytes() for p in sorted(out.iterdir()) if p.is_file()}
    triples = open_store(out / "store").construct(EVERYTHING)
    return {**files, "store": "\n".join(sorted(map(str, triples))).encode(), **printed}


@pytest.mark.parametrize("name", ["chinese", "random"])
def test_every_byte_is_the_same(name: str, runs: dict[str, dict[str, bytes]]) -> None:
    expected = runs["plain"]
    assert expected.keys() >= {"graph.ttl", "graph.nq", "graph.jsonld", "explorer.html", "report.html", "store"}
    assert [each for each in expected if runs[name][each] != expected[each]] == []
    assert runs[name].keys() == expected.keys()


def test_what_is_printed_is_utf_8_with_plain_newlines(runs: dict[str, dict[str, bytes]]) -> None:
    for name in ("summary", "extract", "query", "analyse"):
        data = runs["chinese"][name]
        assert "银行" in data.decode("utf-8")
        assert b"\r" not in data


def test_the_order_of_articles_is_the_order_of_their_extraction(runs: dict[str, dict[str, bytes]]) -> None:
    lines = runs["plain"]["extract"].decode("utf-8").splitlines()
    assert [line.partition('"id": "')[2].partition('"')[0] for line in lines][1:] == ["birch", "cedar"]
