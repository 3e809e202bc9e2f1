"""Bridges and articulation points: by hand, and that without them a network really falls apart."""

from __future__ import annotations

from typing import Any

import networkx as nx
from hypothesis import given, settings

from graph.analyse.measures.cuts import bridges, joints, walk
from graph.analyse.measures.measures import Bridge, Joint, measure
from graph.analyse.networks.project import project
from tests.analyse.measures.nets import TRIANGLES, anything, plain
from tests.analyse.sample import network


def test_the_link_between_two_triangles_is_the_only_bridge_and_parts_three_from_three() -> None:
    found = measure(project(*network(*TRIANGLES)))
    assert found.bridges == (Bridge("c", "d", (3, 3), ("claim-03",)),)
    # Without c, a and b lose d, e and f: the largest piece left has three of the five.
    assert [one.apart for one in found.joints] == [2, 2]


def test_every_pair_of_a_path_is_a_bridge_and_the_middle_comes_first() -> None:
    found = measure(project(*network("ab", "bc", "cd", "de")))
    assert [(one.left, one.right, one.sides) for one in found.bridges] == [
        ("b", "c", (2, 3)),
        ("c", "d", (3, 2)),
        ("a", "b", (1, 4)),
        ("d", "e", (4, 1)),
    ]
    assert found.joints == (Joint("c", 2), Joint("b", 1), Joint("d", 1))


def test_the_centre_of_a_star_holds_all_but_one_of_its_leaves() -> None:
    found = measure(project(*network("ab", "ac", "ad")))
    assert found.joints == (Joint("a", 2),)
    assert {one.sides for one in found.bridges} == {(3, 1)}


def test_a_bridge_brings_all_claims_of_its_pair_in_both_directions() -> None:
    found = measure(project(*network("ab", "ba", "ab", "aa")))
    assert found.bridges == (Bridge("a", "b", (1, 1), ("claim-00", "claim-01", "claim-02")),)


def test_a_circle_and_single_entities_have_neither() -> None:
    for pairs in (("ab", "bc", "cd", "da"), ("aa",), ()):
        forest = walk(plain(*pairs, alone="xy"))
        assert (list(bridges(forest)), list(joints(forest))) == ([], [])


def test_sides_are_counted_within_their_own_part() -> None:
    assert [one.sides for one in measure(project(*network("ab", "cd", "de"))).bridges] == [(1, 2), (2, 1), (1, 1)]


@settings(deadline=None)
@given(anything)
def test_they_are_those_of_networkx_and_their_sides_are_what_is_left(pairs: list[str]) -> None:
    graph = plain(*pairs)
    forest = walk(graph)
    found = list(bridges(forest))
    theirs: Any = nx.bridges(graph)
    assert {(a, b) for a, b, _, _ in found} == {(min(pair), max(pair)) for pair in theirs}
    for a, b, near, far in found:
        cut = graph.copy()
        cut.remove_edge(a, b)
        assert [len(nx.node_connected_component(cut, node)) for node in (a, b)] == [near, far]
    held = dict(joints(forest))
    assert held.keys() == set(nx.articulation_points(graph))
    for node, apart in held.items():
        others = nx.node_connected_component(graph, node) - {node}
        pieces = sorted(map(len, nx.connected_components(graph.subgraph(others))))
        assert len(pieces) > 1
        assert apart == sum(pieces[:-1])


def test_a_path_of_many_entities_needs_no_deep_recursion() -> None:
    forest = walk(nx.path_graph(5_000))
    assert len(list(bridges(forest))) == 4_999
    assert max(apart for _, apart in joints(forest)) == 2_499
