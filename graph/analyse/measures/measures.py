"""How the entities stand in the network: degree, betweenness and communities, the same at every run.

All measures are taken on the simple graph: two entities are joined when any counted claim joins them.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from graph.analyse.networks.project import simple

if TYPE_CHECKING:
    import networkx as nx

SEED = 20240501
EXACT = 400
STEPS = 600_000
PIVOTS = (20, 200)
DIGITS = 4
HUBS = 3


@dataclass(frozen=True, slots=True)
class Standing:
    """The measures of one entity: `degree` counts the other entities joined to it, `claims` the claims that it is an
    end of, `betweenness` is the share (0 to 1) of shortest ways between two others that lead through it.
    """

    entity: str
    degree: int
    claims: int
    betweenness: float


@dataclass(frozen=True, slots=True)
class Community:
    """Entities joined more closely to each other than to the rest; `members` are IRIs by falling degree, the first
    of them, `hubs`, name the community.
    """

    members: tuple[str, ...]
    hubs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Measures:
    """The measures of a network: `standings` by IRI, communities from the largest.

    `pairs` counts joined pairs, `pieces` the connected parts with at least two entities, `alone` the entities without
    any counted claim to another. `pivots` is None when betweenness is exact, else how many sources were sampled.
    """

    standings: tuple[Standing, ...] = ()
    communities: tuple[Community, ...] = ()
    pairs: int = 0
    pieces: int = 0
    alone: int = 0
    modularity: float = 0.0
    pivots: int | None = None

    def by_degree(self) -> tuple[Standing, ...]:
        """The joined entities from the best connected on."""
        return tuple(sorted((s for s in self.standings if s.degree), key=lambda s: (-s.degree, -s.claims, s.entity)))

    def by_betweenness(self) -> tuple[Standing, ...]:
        """The entities that lie between others, from the one that most do on."""
        return tuple(sorted((s for s in self.standings if s.betweenness), key=lambda s: (-s.betweenness, s.entity)))


def measure(graph: nx.MultiDiGraph[str]) -> Measures:
    """The measures of a graph made by `project`."""
    import networkx as nx

    iris = list(graph)
    plain = simple(graph)
    degrees = [plain.degree(node) for node in plain]
    pivots = sample(len(iris), plain.number_of_edges())
    between = nx.betweenness_centrality(plain, k=pivots, seed=SEED) if plain.number_of_edges() else {}
    claims = Counter(iri for a, b in graph.edges() for iri in {a, b})
    standings = (
        Standing(iri, degrees[node], claims[iri], round(float(between.get(node, 0)), DIGITS) + 0.0)
        for node, iri in enumerate(iris)
    )
    groups = communities(plain)
    modularity = nx.community.modularity(plain, groups) if plain.number_of_edges() else 0.0
    kept = [ranked(group, iris, degrees) for group in groups if len(group) > 1]
    return Measures(
        tuple(sorted(standings, key=lambda s: s.entity)),
        tuple(sorted(kept, key=lambda c: (-len(c.members), c.members))),
        plain.number_of_edges(),
        sum(len(piece) > 1 for piece in nx.connected_components(plain)),
        degrees.count(0),
        round(float(modularity), DIGITS) + 0.0,
        pivots,
    )


def sample(nodes: int, edges: int) -> int | None:
    """How many sources betweenness is sampled from; None up to `EXACT` nodes, where it is exact.

    >>> sample(400, 900), sample(1000, 2000), sample(90_000, 600_000)
    (None, 200, 20)
    """
    if nodes <= EXACT:
        return None
    least, most = PIVOTS
    return max(least, min(most, STEPS // (nodes + edges)))


def communities(plain: nx.Graph[int]) -> list[set[int]]:
    """The communities of a simple graph by Louvain's method with a fixed seed; entities alone are none."""
    import networkx as nx

    joined = plain.subgraph([node for node in plain if plain.degree(node)])
    if not joined.number_of_edges():
        return [{node} for node in plain]
    ordered: nx.Graph[int] = nx.Graph()
    ordered.add_nodes_from(sorted(joined))
    ordered.add_edges_from(sorted((min(a, b), max(a, b)) for a, b in joined.edges()))
    found: list[set[int]] = nx.community.louvain_communities(ordered, seed=SEED)
    return [*found, *({node} for node in plain if not plain.degree(node))]


def ranked(group: set[int], iris: list[str], degrees: list[int]) -> Community:
    """A community with its members in order."""
    members = tuple(iris[node] for node in sorted(group, key=lambda node: (-degrees[node], iris[node])))
    return Community(members, members[:HUBS])
