"""What extraction reaches on the gold articles. These floors only rise: a change that lowers one is no improvement.

Each floor is the figure of the day it was set, rounded down to two digits. The articles were used in development, so
the floors guard against loss; they do not say how extraction does on unseen articles.
"""

from __future__ import annotations

import pytest

from graph.evaluate.measures import count
from graph.evaluate.samples import Scored, samples, score
from graph.evaluate.table import marks_of
from graph.facts.extractor import RuleExtractor
from graph.vocabulary import load
from tests.evaluate.sample import GOLD

SEED = "000_39a2c90d8ccbd885"
F1 = {
    "seed": {"entities": 0.95, "explicit": 0.95, "relations": 0.91, "figures": 0.96},
    "others": {"entities": 0.88, "explicit": 0.83, "relations": 0.77, "figures": 0.85},
}
ORGANISATIONS = {"precision": 0.98, "recall": 0.93}
SHARES = {"modality": 0.98, "qualifier": 0.99, "asOf": 0.75}
PLANS = 0.95
MOST_SPLIT_OR_MERGED = 0.02


@pytest.fixture(scope="module")
def scored() -> list[Scored]:
    """The outcome of every gold article."""
    extractor = RuleExtractor(load())
    return [score(each, extractor.extract(each.text)) for each in samples([GOLD], None, load(), "utf-8")]


def part(scored: list[Scored], name: str) -> list[Scored]:
    """The seed article, or the ten others together."""
    return [each for each in scored if (each.article == SEED) == (name == "seed")]


def test_the_gold_is_the_seed_and_ten_other_articles(scored: list[Scored]) -> None:
    assert [len(part(scored, name)) for name in F1] == [1, 10]


@pytest.mark.parametrize(("name", "measure"), [(name, measure) for name, floors in F1.items() for measure in floors])
def test_f1_reaches_its_floor(name: str, measure: str, scored: list[Scored]) -> None:
    assert count(marks_of(part(scored, name)), measure).f1 >= F1[name][measure]


@pytest.mark.parametrize("score", ORGANISATIONS)
def test_organisations_reach_their_floor(score: str, scored: list[Scored]) -> None:
    assert getattr(count(marks_of(scored), "organisations"), score) >= ORGANISATIONS[score]


@pytest.mark.parametrize("measure", SHARES)
def test_details_of_what_was_found_reach_their_floor(measure: str, scored: list[Scored]) -> None:
    assert count(marks_of(scored), measure).recall >= SHARES[measure]


def test_what_is_not_done_is_rarely_told_as_done(scored: list[Scored]) -> None:
    open_ended = [m for m in marks_of(scored) if m.measures[0] == "modality" and m.kind != "Done"]
    assert len(open_ended) > 15
    assert sum(m.outcome == "right" for m in open_ended) / len(open_ended) >= PLANS


def test_no_span_is_wrong_and_few_entities_are_split_or_merged(scored: list[Scored]) -> None:
    assert sum(each.spans for each in scored) > 1000
    assert sum(each.wrong for each in scored) == 0
    faults = sum(len(each.split) + len(each.merged) for each in scored)
    assert faults <= MOST_SPLIT_OR_MERGED * sum(each.entities for each in scored)
