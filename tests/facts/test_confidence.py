"""Confidence counted on annotated articles."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.facts.confidence import confidence
from graph.facts.extractor import RuleExtractor
from graph.text.clean import clean
from graph.vocabulary import Vocabulary, load
from tests.reading import article

COUNTS = st.integers(0, 50).flatmap(lambda counted: st.tuples(st.integers(0, counted), st.just(counted)))


def counted(**precision: tuple[int, int]) -> Vocabulary:
    """The ontology with other counts; `__` in a name stands for `/`, `_` for `-`."""
    named = {name.replace("__", "/").replace("_", "-"): value for name, value in precision.items()}
    return replace(load(), precision=named)


def test_without_counts_a_rule_is_as_likely_wrong_as_right() -> None:
    assert confidence(counted(), "a", "offers", "named") == Decimal("0.5")


@pytest.mark.parametrize(
    ("precision", "expected"),
    [
        ({"all": (6, 6)}, "0.8"),
        ({"all": (6, 6), "offers": (0, 4)}, "0.4"),
        ({"all": (6, 6), "offers": (0, 4), "offers__zero": (4, 4)}, "0.4"),
        ({"all": (6, 6), "offers": (0, 4), "offers__named": (4, 4)}, "0.7"),
        ({"all": (6, 6), "offers": (0, 4), "offers__named": (4, 4), "a": (11, 12)}, "0.86"),
    ],
)
def test_each_level_weighs_as_four_cases_of_the_next(precision: dict[str, tuple[int, int]], expected: str) -> None:
    assert confidence(counted(**precision), "a", "offers", "named") == Decimal(expected)


@settings(deadline=None)
@given(COUNTS, COUNTS, COUNTS, COUNTS)
def test_it_is_a_share_of_two_digits_and_grows_with_what_was_right(
    everything: tuple[int, int], relation: tuple[int, int], kind: tuple[int, int], sense: tuple[int, int]
) -> None:
    held = {"all": everything, "offers": relation, "offers__named": kind}
    value = confidence(counted(**held, a=sense), "a", "offers", "named")
    assert 0 <= value <= 1
    assert value == value.quantize(Decimal("0.01"))
    better = confidence(counted(**held, a=(sense[0] + 1, sense[1] + 1)), "a", "offers", "named")
    assert better >= value


def test_a_rule_that_was_mostly_wrong_states_a_candidate_that_is_not_asserted() -> None:
    text = clean(article("海尔消费金融推出“海享贷”。"))
    (sure,) = RuleExtractor(counted(all=(90, 100))).extract(text).facts
    (doubtful,) = RuleExtractor(counted(all=(10, 100), offers=(5, 60))).extract(text).facts
    assert sure.asserted
    assert doubtful.confidence < Decimal("0.5")
    assert not doubtful.asserted
