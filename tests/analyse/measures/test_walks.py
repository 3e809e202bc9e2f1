"""PageRank: by hand, as networkx has it, and for many weights at once."""

from __future__ import annotations

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings

from graph.analyse.measures.net import Net
from graph.analyse.measures.walks import directed, pageranks, walked
from tests.analyse.measures.nets import anything, net


def theirs(held: Net) -> list[float]:
    """The PageRank of networkx, the claims of a pair as weight."""
    graph: nx.DiGraph[int] = nx.DiGraph()
    graph.add_nodes_from(range(len(held.iris)))
    for a, b in held.links:
        if a != b:
            graph.add_edge(a, b, weight=graph.get_edge_data(a, b, {"weight": 0})["weight"] + 1)
    return list(nx.pagerank(graph, tol=1e-12, max_iter=1_000).values())


def test_two_that_point_to_each_other_share_and_an_only_object_gets_more() -> None:
    assert walked(net("ab", "ba")) == pytest.approx((0.5, 0.5))
    # x = 0.15/2 + 0.85·y/2 for the subject and y = x + 0.85·x for the object that passes on to both.
    assert walked(net("ab")) == pytest.approx((1 / 2.85, 1.85 / 2.85))


def test_entities_without_any_claim_and_about_themselves_alone_share_equally() -> None:
    assert walked(net(alone="abcd")) == pytest.approx((0.25,) * 4)
    assert walked(net("aa", "bb", alone="c")) == pytest.approx((1 / 3,) * 3)
    assert walked(net(alone="a")) == (1.0,)


def test_more_claims_to_one_object_give_it_more() -> None:
    a, b, c = walked(net("ab", "ab", "ac"))
    assert a < c < b


@settings(deadline=None)
@given(anything.filter(bool))
def test_it_sums_to_one_and_is_that_of_networkx(pairs: list[str]) -> None:
    held = net(*pairs)
    found = walked(held)
    assert sum(found) == pytest.approx(1)
    assert found == pytest.approx(theirs(held), abs=1e-9)


def test_rows_of_weights_are_walked_apart_from_each_other() -> None:
    held = net("ab", "bc", "ca", "ad")
    sources, targets = directed(held)
    weights = np.array([[1, 1, 1, 1], [3, 0, 1, 0], [0, 0, 0, 0]], float)
    found = pageranks(4, sources, targets, weights)
    for row, alone in zip(found, weights, strict=True):
        assert row == pytest.approx(pageranks(4, sources, targets, alone[None])[0], abs=1e-9)
    assert found[2] == pytest.approx([0.25] * 4)
