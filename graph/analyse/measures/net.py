"""The graph as the measures take it: entities by number, every claim as a link, and joined pairs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from graph.analyse.networks.project import simple

if TYPE_CHECKING:
    import networkx as nx

SEED = 20240501
RANKED = 5

# Is told what is under way, how much of it is done, and of how much.
Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class Net:
    """A graph whose nodes are numbers, the places of their IRIs in `iris`.

    `kinds` are the classes of the nodes, `links` the counted claims from subject to object (loops and repetitions
    too), `claims` how many each node is an end of, and `plain` joins two nodes once when any claim joins them.
    """

    iris: tuple[str, ...]
    kinds: tuple[str, ...]
    links: tuple[tuple[int, int], ...]
    claims: tuple[int, ...]
    plain: nx.Graph[int]

    @property
    def candidates(self) -> tuple[int, ...]:
        """The nodes with enough claims to be ranked."""
        return tuple(node for node, count in enumerate(self.claims) if count >= RANKED)


def numbered(graph: nx.MultiDiGraph[str]) -> Net:
    """The net of a graph made by `project`; nodes and links stand in an order that depends on their IRIs alone."""
    iris = tuple(graph)
    order = {iri: number for number, iri in enumerate(iris)}
    links = tuple(sorted((order[a], order[b]) for a, b in graph.edges()))
    ends = Counter(node for link in links for node in set(link))
    kinds = tuple(str(kind) for _, kind in graph.nodes(data="type", default=""))
    return Net(iris, kinds, links, tuple(ends[node] for node in range(len(iris))), simple(graph))
