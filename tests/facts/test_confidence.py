"""Confidence counted on annotated articles."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.facts.confidence import confidence, levels
from graph.facts.extractor import RuleExtractor
from graph.text.clean import clean
from graph.vocabulary import Vocabulary, load
from tests.reading import article

COUNTS = st.integers(0, 50).flatmap(lambda counted: st.tuples(st.integers(0, counted), st.just(counted)))
RULE = "推出-offers"
LEVELS = ("all", "named", "lexicon/frame/agent-verb-object/named", "offers/named", "推出-offers/named")


def counted(*counts: tuple[int, int]) -> Vocabulary:
    """The ontology with other counts, for the levels from the widest to the narrowest."""
    return replace(load(), precision=dict(zip(LEVELS, counts, strict=False)))


def test_a_rule_backs_off_to_its_relation_its_frame_and_its_kind_of_subject() -> None:
    assert levels(load(), RULE, "offers", "named") == LEVELS


def test_what_no_sense_of_the_lexicon_says_stands_in_no_frame() -> None:
    assert levels(load(), "heading-theme", "advances", "heading") == ("all", "heading", "advances/heading")
    assert levels(load(), "figure/zero", "figure", "zero") == ("all", "zero", "figure/zero")


def test_without_counts_a_rule_is_as_likely_wrong_as_right() -> None:
    assert confidence(counted(), RULE, "offers", "named") == Decimal("0.5")


@pytest.mark.parametrize(
    ("counts", "expected"),
    [
        ([(6, 6)], "0.8"),
        ([(6, 6), (0, 4)], "0.4"),
        ([(6, 6), (0, 4), (4, 4)], "0.7"),
        ([(6, 6), (0, 4), (4, 4), (11, 12)], "0.86"),
        ([(6, 6), (0, 4), (4, 4), (11, 12), (0, 4)], "0.43"),
    ],
)
def test_each_level_weighs_as_four_cases_of_the_next(counts: list[tuple[int, int]], expected: str) -> None:
    assert confidence(counted(*counts), RULE, "offers", "named") == Decimal(expected)


def test_the_counts_of_another_kind_of_subject_do_not_matter() -> None:
    held = counted((9, 10), (9, 10), (9, 10), (9, 10), (0, 40))
    assert confidence(held, RULE, "offers", "named") < Decimal("0.2")
    assert confidence(held, RULE, "offers", "zero") > Decimal("0.7")


@settings(deadline=None)
@given(st.lists(COUNTS, min_size=5, max_size=5), st.integers(0, 4))
def test_it_is_a_share_of_two_digits_and_grows_with_what_was_right(counts: list[tuple[int, int]], level: int) -> None:
    value = confidence(counted(*counts), RULE, "offers", "named")
    assert 0 <= value <= 1
    assert value == value.quantize(Decimal("0.01"))
    right, cases = counts[level]
    counts[level] = (right + 1, cases + 1)
    assert confidence(counted(*counts), RULE, "offers", "named") >= value


def test_a_rule_that_was_mostly_wrong_states_a_candidate_that_is_not_asserted() -> None:
    text = clean(article("海尔消费金融推出“海享贷”。"))
    (sure,) = RuleExtractor(counted((90, 100))).extract(text).facts
    (doubtful,) = RuleExtractor(counted((10, 100), (8, 90), (5, 60))).extract(text).facts
    assert sure.asserted
    assert doubtful.confidence < Decimal("0.5")
    assert not doubtful.asserted
