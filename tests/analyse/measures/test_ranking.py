"""Rankings: who is ranked, shared places, and the words where too few statements are there."""

from __future__ import annotations

import pytest
from hypothesis import given, settings

from graph.analyse.measures.catalogue import CATALOGUE
from graph.analyse.measures.intervals import intervals
from graph.analyse.measures.measures import Measures, measure
from graph.analyse.measures.net import RANKED
from graph.analyse.measures.ranking import Rank, ranking, remark, unranked
from graph.analyse.networks.project import project
from tests.analyse.measures.nets import anything
from tests.analyse.sample import network

# a is joined to five others, b by five claims to one other, which has them too.
STAR = ("ax", "ay", "az", "av", "aw", *["bc"] * 5)


def ranks(key: str, *pairs: str) -> tuple[Rank, ...]:
    corpus, claims = network(*pairs)
    return ranking(corpus, measure(project(corpus, claims)), key)


def test_only_entities_with_five_claims_are_ranked_and_ties_share_a_place() -> None:
    assert [(r.entity.iri, r.place, r.value, r.claims) for r in ranks("degree", *STAR)] == [
        ("a", 1, 5, 5),
        ("b", 2, 1, 5),
        ("c", 2, 1, 5),
    ]
    assert {rank.place for rank in ranks("claims", *STAR)} == {1}


def test_a_place_after_a_tie_counts_all_before_it() -> None:
    found = ranks("claims", *["ab"] * 6, *["cd"] * 5)
    assert [(r.entity.iri, r.place) for r in found] == [("a", 1), ("b", 1), ("c", 3), ("d", 3)]


def test_constraint_ranks_the_lowest_first() -> None:
    found = ranks("constraint", *STAR)
    assert [(r.entity.iri, r.value) for r in found] == [("a", 0.2), ("b", 1.0), ("c", 1.0)]


def test_an_entity_that_is_only_an_object_ranks_too() -> None:
    assert [r.entity.iri for r in ranks("pagerank", "at", "bt", "ct", "dt", "et")] == ["t"]


def test_an_entity_whose_claims_are_about_itself_has_no_constraint_and_is_left_out() -> None:
    corpus, claims = network(*["aa"] * 5, *["bc"] * 5)
    found = measure(project(corpus, claims))
    assert (unranked(found, "constraint"), unranked(found, "degree")) == (1, 0)


def test_what_is_left_out_is_said_and_when_nobody_can_be_ranked_too() -> None:
    found = measure(project(*network(*STAR)))
    assert unranked(found, "degree") == 5
    assert remark(found, "degree", "en") == "Entities with fewer than 5 counted claims, which are not ranked: 5."
    assert ranks("degree", "ab", "bc") == ()
    for bare in (measure(project(*network("ab", "bc"))), Measures()):
        assert remark(bare, "degree", "zh").startswith("陈述太少")
        assert remark(bare, "degree", "en").startswith("Too few statements to rank")
    assert remark(measure(project(*network(*["bc"] * 5))), "degree", "zh") == ""


def test_intervals_stand_beside_the_values_they_are_of() -> None:
    corpus, claims = network(*STAR)
    graph = project(corpus, claims)
    held = intervals(graph)
    for rank in ranking(corpus, measure(graph), "claims", held):
        (own,) = (one for one in held if (one.key, one.entity) == ("claims", rank.entity.iri))
        assert (rank.low, rank.high, rank.places) == (own.low, own.high, own.places)
    assert {rank.low for rank in ranking(corpus, measure(graph), "core", held)} == {None}


@pytest.mark.parametrize("key", [one.key for one in CATALOGUE if one.ranks])
@settings(deadline=None, max_examples=25)
@given(pairs=anything)
def test_places_rise_as_values_fall_whatever_the_network(key: str, pairs: list[str]) -> None:
    corpus, claims = network(*pairs)
    found = measure(project(corpus, claims))
    held = ranking(corpus, found, key)
    assert len(held) + unranked(found, key) == len(found.standings)
    assert all(rank.claims >= RANKED for rank in held)
    sign = -1 if key == "constraint" else 1
    assert [r.place for r in held] == [1 + sum(sign * o.value > sign * r.value for o in held) for r in held]
