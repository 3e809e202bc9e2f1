"""The engine of the extra `fast`: networkit, on one thread and with a fixed seed, so that it repeats itself."""

from __future__ import annotations

from collections import defaultdict
from contextlib import contextmanager
from typing import TYPE_CHECKING

from graph.analyse.measures.betweenness import BATCHES, Estimate, pooled
from graph.analyse.measures.net import SEED

if TYPE_CHECKING:
    from collections.abc import Iterator

    import networkit as nk
    import networkx as nx

# Networkit takes some 0.2 µs a step.
LEAST = 50
STEPS = 20_000_000


class Networkit:
    """Computes what networkx computes, ten to a hundred times as quickly."""

    @property
    def name(self) -> str:
        """What computes, with its version."""
        import networkit as nk

        return f"networkit {nk.__version__}"

    def betweenness(self, plain: nx.Graph[int]) -> Estimate:
        """Brandes' betweenness; exact where the steps suffice for all sources."""
        import networkit as nk

        pivots = sample(len(plain), plain.number_of_edges())
        with repeatable():
            held = converted(plain)
            if pivots is None:
                return Estimate(tuple(nk.centrality.Betweenness(held, normalized=True).run().scores()))
            return pooled([batch(held, pivots // BATCHES, SEED + number) for number in range(BATCHES)], pivots)

    def communities(self, plain: nx.Graph[int]) -> list[set[int]]:
        """Louvain's groups, each refined after it was merged."""
        import networkit as nk

        with repeatable():
            nk.setSeed(SEED, False)
            labels = nk.community.PLM(converted(plain), refine=True, par="none").run().getPartition().getVector()
        groups: dict[int, set[int]] = defaultdict(set)
        for node, label in enumerate(labels):
            if plain.degree(node):
                groups[label].add(node)
        return list(groups.values())


def sample(nodes: int, edges: int) -> int | None:
    """How many sources networkit samples betweenness from; None where all are within the steps.

    >>> sample(2_500, 4_000), sample(10_000, 14_000), sample(100_000, 150_000), sample(10**6, 10**7)
    (None, 830, 80, 50)
    """
    pivots = STEPS // (nodes + edges)
    return None if pivots >= nodes else max(LEAST, pivots // BATCHES * BATCHES)


def batch(held: nk.Graph, pivots: int, seed: int) -> list[float]:
    """The betweenness estimated from so many sources that a seed draws."""
    import networkit as nk

    nk.setSeed(seed, False)
    estimate = nk.centrality.EstimateBetweenness(held, pivots, True, False)
    found: list[float] = estimate.run().scores()
    return found


def converted(plain: nx.Graph[int]) -> nk.Graph:
    """The same simple graph for networkit."""
    import networkit as nk
    import numpy as np

    pairs = np.array(list(plain.edges()), np.uint64).reshape(-1, 2)
    ends = (np.ascontiguousarray(pairs[:, 0]), np.ascontiguousarray(pairs[:, 1]))
    return nk.GraphFromCoo(ends, n=len(plain), weighted=False, directed=False)


@contextmanager
def repeatable() -> Iterator[None]:
    """Holds networkit to one thread, as the sums of several come in another order each time."""
    import networkit as nk

    threads = nk.getMaxNumberOfThreads()
    nk.setNumberOfThreads(1)
    try:
        yield
    finally:
        nk.setNumberOfThreads(threads)
