"""The network as arrays of integers is the network of networkx with parallel claims summed."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.analyse.networks.arrays import Arrays, paired, to_arrays
from graph.analyse.networks.shapes import to_networkx
from graph.errors import QueryError
from tests.analyse.networks.corpora import extractions
from tests.analyse.sample import store

if TYPE_CHECKING:
    from graph.model import Extraction


def weights(held: Arrays) -> dict[tuple[str, str], int]:
    """The number of claims by the ends of the edges."""
    triples = zip(held.sources.tolist(), held.targets.tolist(), held.weights.tolist(), strict=True)
    return {(held.nodes[a], held.nodes[b]): count for a, b, count in triples}


@settings(max_examples=25, deadline=None)
@given(
    extractions(),
    st.sampled_from((0, 0.5, 0.9)),
    st.sampled_from((("Done",), ("Planned",), ("Done", "Ended"))),
    st.booleans(),
)
def test_the_arrays_hold_the_nodes_and_collapsed_edges_of_networkx(
    held: tuple[Extraction, ...], least: float, modality: tuple[str, ...], negative: bool
) -> None:
    made = store(held)
    drawn = to_networkx(made, min_confidence=least, modality=modality, negative=negative)
    found = to_arrays(made, min_confidence=least, modality=modality, negative=negative)
    assert list(found.nodes) == sorted(drawn)
    assert weights(found) == Counter((a, b) for a, b in drawn.edges())


def test_the_sample_has_a_weight_for_each_ordered_pair() -> None:
    found = to_arrays(store())
    assert (len(found.nodes), len(found), int(found.weights.sum())) == (16, 16, 18)
    assert sorted(found.weights.tolist())[-2:] == [1, 3]


def test_edges_are_sorted_and_occur_once() -> None:
    found = to_arrays(store())
    pairs = list(zip(found.sources.tolist(), found.targets.tolist(), strict=True))
    assert pairs == sorted(set(pairs))
    assert {array.dtype for array in (found.sources, found.targets, found.weights)} == {np.dtype(np.int64)}


def test_loops_and_both_directions_stay_apart() -> None:
    found = paired(("a", "b"), ["a", "b", "a", "a"], ["b", "a", "a", "b"])
    assert weights(found) == {("a", "a"): 1, ("a", "b"): 2, ("b", "a"): 1}


def test_a_store_without_articles_has_no_edges() -> None:
    found = to_arrays(store([]))
    assert (len(found), found.sources.tolist()) == (0, [])
    assert paired((), [], []).nodes == ()


def test_what_networkx_refuses_is_refused_in_the_same_words() -> None:
    with pytest.raises(QueryError, match="There is no modality Dreamt; choose from Announced"):
        to_arrays(store(), modality=("Dreamt",))
    with pytest.raises(QueryError, match="between 0 and 1, not at -1"):
        to_arrays(store(), min_confidence=-1)
