"""Betweenness of many resamples at once is that of networkx for each of them."""

from __future__ import annotations

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.analyse.measures import shortest
from tests.analyse.measures.nets import busy

PAIRS = np.array([(a, b) for a in range(7) for b in range(a)]).T


def theirs(size: int, pairs: list[tuple[int, int]]) -> list[float]:
    graph: nx.Graph[int] = nx.Graph()
    graph.add_nodes_from(range(size))
    graph.add_edges_from(pairs)
    return list(nx.betweenness_centrality(graph).values())


@settings(deadline=None)
@given(st.lists(st.lists(st.booleans(), min_size=21, max_size=21), min_size=1, max_size=5))
def test_every_row_is_that_of_networkx(rows: list[list[bool]]) -> None:
    found = shortest.betweenness(7, PAIRS, np.array(rows))
    for values, kept in zip(found, rows, strict=True):
        pairs = [(int(a), int(b)) for (a, b), keep in zip(PAIRS.T, kept, strict=True) if keep]
        assert values == pytest.approx(theirs(7, pairs))


def test_it_is_the_same_when_the_rows_come_in_several_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    graph = busy(40)
    pairs = np.array(sorted((min(a, b), max(a, b)) for a, b in graph.edges())).T
    kept = np.random.RandomState(1).rand(9, len(pairs[0])) < 0.7
    whole = shortest.betweenness(40, pairs, kept)
    monkeypatch.setattr(shortest, "CELLS", 2 * 40**2)
    assert (shortest.betweenness(40, pairs, kept) == whole).all()


def test_a_long_path_and_two_entities_have_values_too() -> None:
    path = np.array([(at, at + 1) for at in range(99)]).T
    found = shortest.betweenness(100, path, np.ones((1, 99), bool))[0]
    assert found == pytest.approx(theirs(100, [(at, at + 1) for at in range(99)]))
    assert (shortest.betweenness(2, path[:, :1], np.ones((3, 1), bool)) == np.zeros((3, 2))).all()
