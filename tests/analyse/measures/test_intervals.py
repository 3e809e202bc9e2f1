"""Intervals by resampling: what they hold, for whom, and for which measures."""

from __future__ import annotations

from random import Random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.analyse.measures.intervals import LIMIT, TIMES, Interval, draws, intervals, ranked, rule
from graph.analyse.measures.measures import measure
from graph.analyse.measures.net import RANKED
from graph.analyse.networks.project import project
from tests.analyse.sample import network

ALL = ("betweenness", "claims", "degree", "pagerank")


def found(*pairs: str, shown: tuple[str, ...] | None = None) -> dict[tuple[str, str], Interval]:
    return {(one.key, one.entity): one for one in intervals(project(*network(*pairs)), shown)}


def test_claims_that_always_come_again_leave_nothing_open() -> None:
    held = found(*["ab"] * 6)
    assert {(one.low, one.high) for (key, _), one in held.items() if key == "degree"} == {(1.0, 1.0)}
    # However often it is drawn, each of six claims has a and b as its ends.
    assert {(one.low, one.high) for (key, _), one in held.items() if key == "claims"} == {(6.0, 6.0)}
    assert {one.places for one in held.values()} == {(1, 1)} | {
        one.places for (key, _), one in held.items() if key == "pagerank"
    }


def test_half_of_many_claims_spread_like_a_coin_thrown_as_often() -> None:
    held = found(*["ab"] * 100, *["cd"] * 100)["claims", "a"]
    # A binomial of 200 with a half: mean 100, deviation √50, so 95 % lie within about 14 on either side.
    assert held.low == pytest.approx(86, abs=4)
    assert held.high == pytest.approx(114, abs=4)
    assert held.places == (1, 3)


def test_a_degree_of_single_claims_falls_to_about_two_thirds_and_its_interval_still_holds_it() -> None:
    held = found(*("h" + end for end in "abcdefgijklmnopqrstu"))["degree", "h"]
    assert held.high == 20.0
    assert 8 <= held.low <= 12


def test_only_entities_with_enough_claims_have_intervals_and_of_all_four_measures() -> None:
    held = found(*["ab"] * 5, "bc", "cd")
    assert {entity for _, entity in held} == {"a", "b"}
    assert {key for key, _ in held} == set(ALL)
    assert found("ab", "bc") == {}
    assert intervals(project(*network())) == ()


def test_those_shown_alone_have_the_same_intervals_as_among_all() -> None:
    pairs = [*["ab"] * 5, *["bc"] * 6, "cd"]
    whole, part = found(*pairs), found(*pairs, shown=("b", "d"))
    assert part == {key: one for key, one in whole.items() if key[1] == "b"}


def test_above_the_limit_only_those_shown_have_intervals_of_degree_and_claims() -> None:
    random = Random(1)
    pairs = ["".join(random.sample("abcdefghij", 2)) for _ in range(LIMIT + 1)]
    assert found(*pairs) == {}
    held = found(*pairs, shown=("a", "b"))
    assert set(held) == {(key, entity) for key in ("claims", "degree") for entity in "ab"}
    assert {key for key, _ in found(*pairs[:LIMIT], shown=("a",))} == set(ALL)


def test_the_draws_begin_with_the_claims_themselves_and_always_take_as_many() -> None:
    held = draws(30)
    assert held.shape == (TIMES + 1, 30)
    assert (held[0] == 1).all()
    assert (held.sum(axis=1) == 30).all()
    assert held[1].tolist() == np.bincount(np.random.RandomState(20240501).randint(0, 30, 30), minlength=30).tolist()


def test_equal_values_of_a_row_share_a_place() -> None:
    assert ranked(np.array([[3.0, 1.0, 3.0, 2.0], [0.0, 0.0, 0.0, 0.0]])).tolist() == [[1, 4, 1, 3], [1, 1, 1, 1]]


def test_the_rule_states_how_many_draws_and_up_to_how_many_claims() -> None:
    for lang in ("zh", "en"):
        assert str(TIMES) in rule(lang)
        assert str(LIMIT) in rule(lang)


@settings(deadline=None, max_examples=20)
@given(st.lists(st.sampled_from(["ab", "bc", "cd", "ca", "dd", "da"]), min_size=5, max_size=25))
def test_an_interval_holds_its_value_and_place_and_stays_in_bounds(pairs: list[str]) -> None:
    graph = project(*network(*pairs))
    standings = {one.entity: one for one in measure(graph).standings}
    held = intervals(graph)
    many = sum(one.claims >= RANKED for one in standings.values())
    assert len(held) == 4 * many
    for one in held:
        value = getattr(standings[one.entity], one.key)
        others = [getattr(s, one.key) for s in standings.values() if s.claims >= RANKED]
        assert one.low - 1e-8 <= value <= one.high + 1e-8
        assert 1 <= one.places[0] <= one.places[1] <= many
        assert one.places[0] <= 1 + sum(other > value for other in others) <= one.places[1]
