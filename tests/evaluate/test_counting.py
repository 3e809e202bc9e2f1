"""Confidence is counted on the gold articles: the shipped counts, and how they fit articles that they do not know."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest
from rdflib import Graph

from graph.evaluate.calibration import error
from graph.evaluate.counting import add_up, leave_one_out, made, main, tally, turtle
from graph.evaluate.marks import ASSERTED
from graph.evaluate.samples import Sample, samples
from graph.resources import folder
from graph.vocabulary import load
from tests.evaluate.sample import GOLD, drafted, sample


@pytest.fixture(scope="module")
def gold() -> list[Sample]:
    """The gold articles of the project."""
    return samples([GOLD], None, load(), "utf-8")


def test_the_shipped_counts_are_those_of_the_gold_articles(gold: list[Sample]) -> None:
    shipped = (folder("ontology") / "precision.ttl").read_text(encoding="utf-8")
    assert shipped == made(gold, load()), "run `python -m graph.evaluate.counting`"
    assert main([str(GOLD), "--check"]) == 0


def test_other_gold_gives_other_counts(tmp_path: Path) -> None:
    for file in GOLD.glob("broker-note.*"):
        shutil.copy(file, tmp_path)
    assert main([str(tmp_path), "--check"]) == 1


def test_the_counts_are_turtle_that_the_vocabulary_reads(gold: list[Sample]) -> None:
    counts = add_up(tally(each, load()) for each in gold)
    assert counts == load().precision
    assert all(0 <= right <= counted for right, counted in counts.values())
    parsed = Graph().parse(data=turtle(counts, len(gold)), format="turtle")
    assert len(parsed) == 4 * len(counts)


def test_every_statement_is_counted_once_for_all_and_once_for_its_kind_of_subject(tmp_path: Path) -> None:
    counts = tally(sample(tmp_path, drafted()), load())
    right, counted = counts["all"]
    assert right == counted > 3
    kinds = {level: pair for level, pair in counts.items() if "/" not in level and level != "all"}
    assert add_up([{"all": pair} for pair in kinds.values()])["all"] == counts["all"]


def test_a_wrong_statement_lowers_the_counts_of_its_rule_and_of_no_other(tmp_path: Path) -> None:
    right, gold = tally(sample(tmp_path, drafted()), load()), drafted()
    gold["relations"] = [r for r in gold["relations"] if r["p"] != "serves"]
    wrong = tally(sample(tmp_path, gold), load())
    changed = {level for level in right if wrong[level] != right[level]}
    assert changed == {"all", "named", *(level for level in changed if "serves" in level or "frame/" in level)}
    assert "serves/named" in changed
    assert not any("offers" in level for level in changed)


def test_confidences_counted_on_the_other_articles_fit_each_article(gold: list[Sample]) -> None:
    judged = [each for article in leave_one_out(gold, load()) for each in article.judged]
    assert len(judged) > 400
    assert error(judged) <= 0.12
    asserted = [each.right for each in judged if each.confidence >= ASSERTED]
    assert sum(asserted) / len(asserted) >= 0.9


def test_an_article_has_no_part_in_its_own_confidences(tmp_path: Path) -> None:
    one = sample(tmp_path, drafted(), name="a")
    none: dict[str, Any] = {"entities": [], "relations": []}
    other = sample(tmp_path, none, "江苏银行推出“松果贷”。\n", name="b")
    first, second = leave_one_out([one, other], load())
    assert max(each.confidence for each in first.judged) < ASSERTED
    assert all(each.right for each in first.judged)
    assert min(each.confidence for each in second.judged) > ASSERTED
    assert not any(each.right for each in second.judged)
