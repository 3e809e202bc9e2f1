"""The page of the seed article: small, quiet, true to the raw file, and equal wherever it is made."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

import pytest
from rdflib import Graph
from rdflib.compare import isomorphic

from graph.explore.reading import read_page
from graph.pipeline import discovered, read_all, rules, statements
from graph.rdf import export
from graph.store.embedded import in_memory
from tests.browser import Opened
from tests.explore.graphs import made
from tests.machine import gbk_locale

MARKED = """() => graph.edges.map((edge, number) => {
  go({ edge: number });
  return [...document.querySelectorAll("#panel mark")].map((mark) => {
    const { start, end } = graph.passages[mark.dataset.passage];
    return [mark.textContent, start, end];
  });
})"""
MAKE = """
import hashlib
from tests.explore.graphs import fixture, made
print(hashlib.sha256(made(fixture()).encode("utf-8")).hexdigest())
"""


@dataclass(frozen=True)
class Seed:
    """The seed's page with the article's raw text and its graph as Turtle."""

    html: str
    raw: str
    turtle: str


@pytest.fixture(scope="module")
def seed() -> Seed:
    read, _, _ = read_all(discovered(()), "utf-8", rules(), None)
    held = statements(read, None)
    html = made(in_memory(held))
    (article,) = (extraction.article for extraction in read)
    return Seed(html, article.raw, export.turtle(held))


def test_the_page_is_small(seed: Seed) -> None:
    assert len(seed.html.encode("utf-8")) <= 700_000


def test_the_page_read_back_is_the_exported_graph(seed: Seed) -> None:
    assert isomorphic(read_page(seed.html), Graph().parse(data=seed.turtle))


def test_every_relation_marks_the_very_words_of_the_raw_file(seed: Seed, open_explorer: Callable[..., Opened]) -> None:
    opened = open_explorer(seed.html)
    marked: list[list[tuple[str, int, int]]] = opened.page.evaluate(MARKED)
    assert len(marked) > 80
    assert all(marked)
    assert all(text == seed.raw[start:end] for marks in marked for text, start, end in marks)
    assert opened.quiet()


def test_repaired_words_stand_beside_the_raw_ones(seed: Seed, open_explorer: Callable[..., Opened]) -> None:
    opened = open_explorer(seed.html)
    opened.page.evaluate(
        "go({ edge: graph.edges.findIndex((edge) => graph.passages[edge.claims[0].passages[0]].clean) })"
    )
    mark, clean = opened.page.locator("mark").first.inner_text(), opened.page.locator(".clean").first.inner_text()
    assert "(" in mark
    assert len(clean) < len(mark)


@pytest.mark.parametrize("encoding", ["gbk", "cp1252"])
def test_another_locale_and_another_hash_order_give_the_same_bytes(html: str, tmp_path: Path, encoding: str) -> None:
    plain = {"LC_ALL": "C", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0", "PYTHONIOENCODING": encoding}
    locale = gbk_locale(tmp_path) if encoding == "gbk" else plain
    environment = {**os.environ, **locale, "PYTHONHASHSEED": "4711"}
    root = Path(__file__).resolve().parents[2]
    done = subprocess.run(
        [sys.executable, "-c", MAKE], env=environment, cwd=root, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == sha256(html.encode("utf-8")).hexdigest()
