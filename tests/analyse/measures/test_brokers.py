"""Effective size and constraint: by hand, as networkx has them, and only where they are asked for."""

from __future__ import annotations

import networkx as nx
import pytest
from hypothesis import given, settings

from graph.analyse.measures.brokers import constraint, effective, neighbours
from graph.analyse.measures.measures import measure
from graph.analyse.networks.project import project
from tests.analyse.measures.nets import TRIANGLES, anything, busy, plain
from tests.analyse.sample import network


def test_the_end_of_a_bridge_is_worked_out_by_hand() -> None:
    near = neighbours(plain(*TRIANGLES))
    # c has a, b and d; a and b are joined to each other: 3 − (1 + 1 + 0) / 3.
    assert effective(near, 2) == pytest.approx(7 / 3)
    # To a: 1/3 + 1/3 · 1/2 by b; to b alike; to d: 1/3.
    assert constraint(near, 2) == pytest.approx(2 * (1 / 2) ** 2 + (1 / 3) ** 2)


def test_an_entity_on_its_own_has_neither_and_one_with_a_single_neighbour_is_held_wholly() -> None:
    near = neighbours(plain("ab", "cc"))
    assert (effective(near, 2), constraint(near, 2)) == (None, None)
    assert (effective(near, 0), constraint(near, 0)) == (1.0, 1.0)


@settings(deadline=None)
@given(anything.filter(bool))
def test_both_are_those_of_networkx(pairs: list[str]) -> None:
    graph = plain(*pairs)
    near, sizes, held = neighbours(graph), nx.effective_size(graph), nx.constraint(graph)
    for node in graph:
        if graph.degree(node):
            assert effective(near, node) == pytest.approx(sizes[node])
            assert constraint(near, node) == pytest.approx(held[node])


def test_a_large_network_agrees_with_networkx_too() -> None:
    graph = busy(300)
    near, held = neighbours(graph), nx.constraint(graph)
    assert [constraint(near, node) for node in graph] == pytest.approx([held[node] for node in graph])


def test_they_are_given_only_for_entities_with_enough_claims() -> None:
    # Of a: its five neighbours less 2/5 for b and c, which are joined; 2 · (1/5 + 1/5 · 1/2)² + 3 · (1/5)².
    found = {one.entity: one for one in measure(project(*network("ab", "ac", "ad", "ae", "af", "bc"))).standings}
    assert (found["a"].effective, found["a"].constraint) == (4.6, 0.3)
    assert (found["b"].effective, found["b"].constraint) == (None, None)
    assert measure(project(*network(*["aa"] * 5))).standings[0].effective is None
