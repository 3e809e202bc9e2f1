"""The tables for people: aligned in both languages, with every measure, and what was missed with its sentence."""

from __future__ import annotations

from pathlib import Path

import pytest

from graph.evaluate.marks import Mark
from graph.evaluate.samples import Scored, score
from graph.evaluate.table import table
from graph.store.columns import width
from tests.evaluate.sample import drafted, extraction, sample

KINDS = {
    "entities": "ConsumerFinanceCompany",
    "relations": "offers",
    "modality": "Done",
    "qualifier": "=",
    "asOf": "dated",
}


@pytest.fixture
def scored(tmp_path: Path) -> Scored:
    """The outcome against an annotation that lacks a relation and has a figure that is not in the text."""
    gold = drafted()
    gold["relations"] = [r for r in gold["relations"] if r["p"] != "serves"]
    gold["figures"][0]["value"] += 1
    return score(sample(tmp_path, gold), extraction())


def sections(text: str) -> list[list[str]]:
    """The parts of a table, each with its title first."""
    return [part.splitlines() for part in text.rstrip("\n").split("\n\n")]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_table_is_aligned(lang: str, scored: Scored) -> None:
    text = table([scored, scored], lang)
    assert len(sections(text)) == 7
    for _, *lines in sections(text):
        assert len(lines) > 1
        assert len({width(line) for line in lines}) == 1


def test_the_tables_speak_one_language() -> None:
    marks = tuple(Mark((measure,), "right", kind, "") for measure, kind in KINDS.items())
    outcome = Scored("a", marks, (), 0, (), (), 0, 0)
    english, chinese = table([outcome], "en"), table([outcome], "zh")
    assert all(character < "\u2e80" for character in english)
    assert "消费金融公司 ConsumerFinanceCompany" in chinese
    assert "提供 offers" in chinese
    assert "spurious" not in chinese


def test_one_article_needs_no_table_of_articles(scored: Scored) -> None:
    assert len(sections(table([scored], "en"))) == 6


def test_misses_are_listed_with_article_kind_and_sentence(scored: Scored) -> None:
    text = table([scored], "en", misses=True)
    lists = {title: lines for title, *lines in sections(text)[6:]}
    assert list(lists) == ["Relations: spurious", "Figures: missed", "Figures: spurious"]
    assert lists["Relations: spurious"] == ["  a: serves 雪松贷 serves 新市民", "    «雪松贷面向新市民。»"]
    assert "3000001" in lists["Figures: missed"][0]
    assert lists["Figures: missed"][1].startswith("    «云杉消费金融自主研发")
