"""What computes the two costly measures: networkx, or networkit where it is installed and the network is large."""

from __future__ import annotations

from importlib.util import find_spec
from typing import TYPE_CHECKING, Protocol

from graph.analyse.measures.betweenness import BATCHES, Estimate, pooled, sample
from graph.analyse.measures.net import SEED

if TYPE_CHECKING:
    import networkx as nx

FAST = 2_000


class Engine(Protocol):
    """Computes on a simple graph whose nodes are the numbers from 0 on, the same at every run."""

    @property
    def name(self) -> str:
        """What computes, with its version."""

    def betweenness(self, plain: nx.Graph[int]) -> Estimate:
        """The betweenness of each node, sampled in a large graph."""

    def communities(self, plain: nx.Graph[int]) -> list[set[int]]:
        """The joined nodes in groups that are joined more closely within than between."""


def choose(nodes: int) -> Engine:
    """The engine for a network of so many entities; below `FAST` it is networkx whatever is installed, so that a small
    graph gives the same bytes everywhere.
    """
    if nodes >= FAST and find_spec("networkit"):
        from graph.analyse.measures.fast import Networkit

        return Networkit()
    return Networkx()


class Networkx:
    """The engine that is always there."""

    @property
    def name(self) -> str:
        """What computes, with its version."""
        import networkx as nx

        return f"networkx {nx.__version__}"

    def betweenness(self, plain: nx.Graph[int]) -> Estimate:
        """Brandes' betweenness, exact in a small graph."""
        import networkx as nx

        pivots = sample(len(plain), plain.number_of_edges())
        if pivots is None:
            return Estimate(listed(nx.betweenness_centrality(plain)))
        draws = (SEED + number for number in range(BATCHES))
        found = (nx.betweenness_centrality(plain, k=pivots // BATCHES, seed=seed) for seed in draws)
        return pooled([listed(one) for one in found], pivots)

    def communities(self, plain: nx.Graph[int]) -> list[set[int]]:
        """Louvain's groups with a fixed seed."""
        import networkx as nx

        ordered: nx.Graph[int] = nx.Graph()
        ordered.add_nodes_from(node for node in plain if plain.degree(node))
        ordered.add_edges_from(sorted((min(a, b), max(a, b)) for a, b in plain.edges()))
        found: list[set[int]] = nx.community.louvain_communities(ordered, seed=SEED) if ordered else []
        return found


def listed(values: dict[int, float]) -> tuple[float, ...]:
    """The values of the nodes in the order of their numbers."""
    return tuple(float(values[node]) for node in range(len(values)))
