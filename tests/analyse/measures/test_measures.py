"""The measures against small graphs worked out by hand."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest

from graph.analyse.corpus import Corpus, Term
from graph.analyse.measures.betweenness import sample
from graph.analyse.measures.groups import leading
from graph.analyse.measures.measures import STEPS, Measures, measure
from graph.analyse.networks.project import project
from tests.analyse.sample import network


def measured(*pairs: str, alone: str = "") -> Measures:
    return measure(project(*network(*pairs, alone=alone)))


def standings(found: Measures) -> dict[str, tuple[int, int, float]]:
    return {one.entity: (one.degree, one.claims, one.betweenness) for one in found.standings}


def test_the_middle_of_a_path_lies_on_its_only_way() -> None:
    assert standings(measured("ab", "bc")) == {"a": (1, 1, 0.0), "b": (2, 2, 1.0), "c": (1, 1, 0.0)}


def test_the_centre_of_a_star_lies_on_every_way_and_a_circle_shares_them() -> None:
    star = standings(measured("ab", "ac", "ad", "ae"))
    assert star["a"] == (4, 4, 1.0)
    assert {star[leaf] for leaf in "bcde"} == {(1, 1, 0.0)}
    assert set(standings(measured("ab", "bc", "cd", "da")).values()) == {(2, 2, 0.1667)}


def test_two_triangles_with_a_bridge_are_two_groups() -> None:
    found = measured("ab", "bc", "ca", "cd", "de", "ef", "fd")
    assert [one.members for one in found.communities] == [("c", "a", "b"), ("d", "e", "f")]
    assert found.modularity == pytest.approx(6 / 7 - 1 / 2, abs=1e-4)
    assert standings(found)["c"] == (3, 3, 0.6)
    assert [one.entity for one in found.by_betweenness()] == ["c", "d"]


def test_several_claims_and_directions_between_two_entities_join_them_once() -> None:
    found = measured("ab", "ba", "ab", "bc", "cc")
    assert standings(found) == {"a": (1, 3, 0.0), "b": (2, 4, 1.0), "c": (1, 2, 0.0)}
    assert (found.pairs, found.pieces, found.alone) == (2, 1, 0)


def test_entities_on_their_own_are_counted_and_are_no_groups() -> None:
    found = measured("ab", "cd", alone="xyz")
    assert (found.pairs, found.pieces, found.alone) == (2, 2, 3)
    assert [one.members for one in found.communities] == [("a", "b"), ("c", "d")]
    assert [one.entity for one in found.by_degree()] == ["a", "b", "c", "d"]


def test_an_empty_graph_and_one_without_edges_have_no_groups_and_no_modularity() -> None:
    assert measured() == Measures()
    found = measured(alone="ab")
    assert (found.pairs, found.pieces, found.alone, found.modularity) == (0, 0, 2, 0.0)
    assert found.communities == ()


def test_ties_are_ranked_by_claims_then_by_name() -> None:
    found = measured("ab", "ab", "cd")
    assert [one.entity for one in found.by_degree()] == ["a", "b", "c", "d"]
    assert [one.entity for one in measured("cd", "cd", "ab").by_degree()] == ["c", "d", "a", "b"]


def test_a_large_graph_is_sampled_and_gives_the_same_numbers_again() -> None:
    names = [chr(0x4E00 + at) for at in range(500)]
    ring = [one + other for one, other in pairwise([*names, names[0]])]
    found = measured(*ring)
    assert found == measured(*ring)
    assert found.pivots == sample(500, 500) == 200
    assert len({one.degree for one in found.standings}) == 1


def test_the_core_of_a_triangle_with_a_tail_is_two_and_that_of_its_tail_one() -> None:
    cores = {one.entity: one.core for one in measured("ab", "bc", "ca", "cd", "cd", "ee").standings}
    assert cores == {"a": 2, "b": 2, "c": 2, "d": 1, "e": 0}


def test_small_networks_state_their_engine_and_no_error() -> None:
    found = measured("ab", "bc")
    assert found.engine.startswith("networkx ")
    assert {one.error for one in found.standings} == {None}


def test_a_sampled_network_states_the_error_of_every_entity() -> None:
    names = [chr(0x4E00 + at) for at in range(450)]
    found = measured(*(names[0] + name for name in names[1:]))
    errors = {one.entity: one.error for one in found.standings}
    assert errors[names[1]] == 0.0
    assert errors[names[0]] is not None
    assert found.by_betweenness()[0].entity == names[0]


def test_every_step_is_told_before_it_begins() -> None:
    told: list[tuple[str, int, int]] = []
    corpus, claims = network(*["ab", "bc"])
    assert measure(project(corpus, claims), lambda *step: told.append(step)) == measured("ab", "bc")
    assert told == [(name, at, len(STEPS)) for at, name in enumerate(STEPS)]
    told.clear()
    measure(project(*network()), lambda *step: told.append(step))
    assert told == []


def test_a_group_is_named_by_institutions_policies_and_themes_before_others_of_equal_degree() -> None:
    corpus, claims = network("ab", "bc", "ca")
    kinds = (Term("Bank", "", "", parents=("Institution",)),)
    entities = tuple(replace(one, type="Bank" if one.iri == "c" else "App") for one in corpus.entities)
    named = Corpus(entities, claims, terms=kinds)
    assert leading(named) == {"Bank"}
    graph = project(named, claims)
    assert measure(graph, leading=leading(named)).communities[0].hubs == ("c", "a", "b")
    assert measure(graph).communities[0].hubs == ("a", "b", "c")


def test_leaves_lie_between_nobody_and_names_change_nothing() -> None:
    words = ("ab", "bc", "ca", "cd", "de", "df", "fg")
    other = tuple(word.translate(str.maketrans("abcdefg", "gfedcba")) for word in words)
    one, two = measured(*words), measured(*other)
    assert {s.betweenness for s in one.standings if s.degree == 1} == {0.0}
    assert sorted(s.core for s in one.standings) == sorted(s.core for s in two.standings)
    for s, t in zip(one.standings, reversed(two.standings), strict=True):
        assert (s.degree, s.claims, s.betweenness, s.core) == (t.degree, t.claims, t.betweenness, t.core)
        assert s.pagerank == pytest.approx(t.pagerank, abs=1e-7)
