"""Assortativity by class and density."""

from __future__ import annotations

from dataclasses import replace

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.analyse.measures.measures import measure
from graph.analyse.measures.mixing import assortativity
from graph.analyse.networks.project import project
from tests.analyse.measures.nets import TRIANGLES, anything, net
from tests.analyse.sample import network


def kinds(text: str, *pairs: str) -> float | None:
    """The coefficient of pairs of letters whose classes are the letters of a text."""
    return assortativity(replace(net(*pairs), kinds=tuple(text)))


def test_only_own_class_is_one_and_only_the_other_is_minus_one() -> None:
    assert kinds("xxyy", "ab", "cd") == 1.0
    assert kinds("xyxy", "ab", "cd") == -1.0


def test_two_triangles_of_two_classes_are_worked_out_by_hand() -> None:
    # 6 of 7 pairs lie within; each class holds half of the ends: (6/7 − 1/2) / (1 − 1/2).
    assert kinds("xxxyyy", *TRIANGLES) == pytest.approx(5 / 7)


def test_one_class_and_no_pairs_have_no_coefficient() -> None:
    assert kinds("xx", "ab") is None
    assert kinds("x", "aa") is None
    assert measure(project(*network("ab"))).assortativity is None


@settings(deadline=None)
@given(anything, st.text("xyz", min_size=8, max_size=8))
def test_it_is_that_of_networkx_where_it_is_defined(pairs: list[str], classes: str) -> None:
    found = replace(net(*pairs, alone="abcdefgh"), kinds=tuple(classes))
    value = assortativity(found)
    if value is not None:
        nx.set_node_attributes(found.plain, dict(enumerate(classes)), "kind")
        assert value == pytest.approx(nx.attribute_assortativity_coefficient(found.plain, "kind"))
        assert -1 <= value <= 1


def test_density_is_the_share_of_joined_pairs_and_not_defined_for_one_entity() -> None:
    assert measure(project(*network("ab", "bc"))).density == pytest.approx(2 / 3)
    assert measure(project(*network("ab", "bc", "ca", "aa"))).density == 1.0
    assert measure(project(*network(alone="a"))).density is None
