"""The review that is shipped beside the seed article: all of it applies, gives reasons, and makes the graph right."""

from __future__ import annotations

import hashlib

import pytest

from graph.evaluate.measures import count
from graph.evaluate.samples import Sample, samples, score
from graph.evaluate.table import marks_of
from graph.facts.extractor import RuleExtractor
from graph.model import Extraction
from graph.resources import folder
from graph.review.apply import apply
from graph.review.decisions import Decisions
from graph.review.reader import beside, read
from graph.vocabulary import load
from tests.evaluate.sample import GOLD

SEED = folder("seeds") / "000_39a2c90d8ccbd885.txt"


@pytest.fixture(scope="module")
def decisions() -> Decisions:
    """The reviewers' decisions about the seed article."""
    return read(beside(SEED))


@pytest.fixture(scope="module")
def sample() -> Sample:
    """The seed article with its annotation."""
    return samples([GOLD / f"{SEED.stem}.gold.json"], None, load(), "utf-8")[0]


@pytest.fixture(scope="module")
def extraction(sample: Sample) -> Extraction:
    """What extraction alone reads in the seed article."""
    return RuleExtractor(load()).extract(sample.text)


@pytest.fixture(scope="module")
def reviewed(extraction: Extraction, decisions: Decisions) -> Extraction:
    """The same after the review."""
    return apply(extraction, decisions)


def test_the_review_is_of_the_article_as_it_is(decisions: Decisions) -> None:
    assert decisions.article == f"https://w3id.org/wupian/article/{SEED.stem}"
    assert decisions.sha256 == hashlib.sha256(SEED.read_bytes()).hexdigest()


def test_every_decision_finds_its_place(extraction: Extraction, reviewed: Extraction) -> None:
    assert reviewed.findings == extraction.findings


def test_whatever_changes_extraction_says_why_in_both_languages(decisions: Decisions) -> None:
    changing = [d for d in decisions.items if d.action in ("Addition", "Rejection", "Merge", "Separation")]
    assert len(changing) > 15
    for decision in changing:
        assert {language for language, _ in decision.rationale} == {"zh", "en"}, decision.targets


def test_every_statement_of_the_graph_was_decided_on(reviewed: Extraction) -> None:
    assert {f.reviewer for f in reviewed.facts if f.asserted} == {"Wupian maintainers"}
    assert {f.reviewer for f in reviewed.figures} == {"Wupian maintainers"}


@pytest.mark.parametrize(("measure", "floor"), [("entities", 0.98), ("relations", 0.98), ("figures", 0.98)])
def test_the_reviewed_graph_is_right(
    measure: str, floor: float, sample: Sample, extraction: Extraction, reviewed: Extraction
) -> None:
    before, after = (count(marks_of([score(sample, each)]), measure).f1 for each in (extraction, reviewed))
    assert before < after
    assert after >= floor


def test_every_entity_is_mentioned_somewhere(reviewed: Extraction) -> None:
    assert [entity.name for entity in reviewed.entities if not entity.mentions] == []
