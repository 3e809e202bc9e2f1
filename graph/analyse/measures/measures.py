"""How the entities stand in the network, and how the network hangs together; the same at every run.

Except for claims and PageRank all measures are taken on the simple graph: two entities are joined when any counted
claim joins them, whatever its direction.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from graph.analyse.measures.betweenness import EXACT as EXACT
from graph.analyse.measures.brokers import constraint, effective, neighbours
from graph.analyse.measures.cuts import Forest, bridges, joints, walk
from graph.analyse.measures.engine import choose
from graph.analyse.measures.groups import LEADING, modularity, named
from graph.analyse.measures.groups import Community as Community
from graph.analyse.measures.mixing import assortativity
from graph.analyse.measures.net import SEED as SEED
from graph.analyse.measures.net import Net, Progress, numbered
from graph.analyse.measures.walks import walked

if TYPE_CHECKING:
    from collections.abc import Collection

    import networkx as nx

    from graph.analyse.measures.betweenness import Estimate

DIGITS = 4
FINE = 8
STEPS = ("links", "betweenness", "pagerank", "communities", "bridges")


@dataclass(frozen=True, slots=True)
class Standing:
    """The measures of one entity: `degree` counts the other entities joined to it, `claims` the claims that it is an
    end of, `betweenness` is the share (0 to 1) of shortest ways between two others that lead through it, `error` its
    standard error where it was sampled, `pagerank` the share (0 to 1) of a walk along the claims that it holds, `core`
    the largest k such that it belongs to entities each joined to k of them. `effective` size and `constraint` (Burt)
    are None for an entity on its own or with too few claims to be ranked.
    """

    entity: str
    degree: int
    claims: int
    betweenness: float
    error: float | None = None
    pagerank: float = 0.0
    core: int = 0
    effective: float | None = None
    constraint: float | None = None


@dataclass(frozen=True, slots=True)
class Bridge:
    """Two entities whose `claims` (IRIs) are all that joins two sides; `sides` counts the entities on the side of
    `left` and on that of `right`.
    """

    left: str
    right: str
    sides: tuple[int, int]
    claims: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Joint:
    """An entity without which its part falls apart; `apart` entities would then not reach the largest piece left."""

    entity: str
    apart: int


@dataclass(frozen=True, slots=True)
class Measures:
    """The measures of a network: `standings` by IRI, communities from the largest.

    `pairs` counts joined pairs, `pieces` the connected parts with at least two entities, `alone` the entities without
    any counted claim to another. `pivots` is None when betweenness is exact, else how many sources were sampled.
    `bridges` begin with those that part most from most, `joints` (articulation points) with those that hold most.
    `density` is the share of all possible pairs that are joined, `assortativity` goes by class; both are None where
    they are not defined. `engine` names what computed.
    """

    standings: tuple[Standing, ...] = ()
    communities: tuple[Community, ...] = ()
    pairs: int = 0
    pieces: int = 0
    alone: int = 0
    modularity: float = 0.0
    pivots: int | None = None
    bridges: tuple[Bridge, ...] = ()
    joints: tuple[Joint, ...] = ()
    density: float | None = None
    assortativity: float | None = None
    engine: str = ""

    def by_degree(self) -> tuple[Standing, ...]:
        """The joined entities from the best connected on."""
        return tuple(sorted((s for s in self.standings if s.degree), key=lambda s: (-s.degree, -s.claims, s.entity)))

    def by_betweenness(self) -> tuple[Standing, ...]:
        """The entities that lie between others, from the one that most do on."""
        return tuple(sorted((s for s in self.standings if s.betweenness), key=lambda s: (-s.betweenness, s.entity)))


def measure(
    graph: nx.MultiDiGraph[str], progress: Progress | None = None, leading: Collection[str] = LEADING
) -> Measures:
    """The measures of a graph made by `project`.

    `progress` is told the name of each step, how many are done and how many there are. Entities of the classes in
    `leading` come before others of equal degree when a community is named.
    """
    if not graph:
        return Measures()
    tell = progress or quiet
    tell(STEPS[0], 0, len(STEPS))
    net = numbered(graph)
    engine = choose(len(net.iris))
    tell(STEPS[1], 1, len(STEPS))
    between = engine.betweenness(net.plain)
    tell(STEPS[2], 2, len(STEPS))
    held = standings(net, between)
    tell(STEPS[3], 3, len(STEPS))
    groups = engine.communities(net.plain)
    communities, clear = named(net, groups, leading), modularity(net, groups)
    tell(STEPS[4], 4, len(STEPS))
    forest = walk(net.plain)
    return Measures(
        held,
        communities,
        net.plain.number_of_edges(),
        len(set(forest.root.values())),
        len(net.iris) - len(forest.order),
        round(clear, DIGITS) + 0.0,
        between.pivots,
        parting(graph, net, forest),
        holding(net, forest),
        density(net),
        rounded(assortativity(net)),
        engine.name,
    )


def quiet(name: str, done: int, total: int) -> None:
    """Progress that nobody sees."""


def rounded(value: float | None, digits: int = DIGITS) -> float | None:
    """A value with so many digits, never minus zero."""
    return None if value is None else round(float(value), digits) + 0.0


def density(net: Net) -> float | None:
    """The share of all pairs of entities that are joined; None for a single entity."""
    count = len(net.iris)
    return rounded(2 * net.plain.number_of_edges() / (count * (count - 1)), FINE) if count > 1 else None


def standings(net: Net, between: Estimate) -> tuple[Standing, ...]:
    """The measures of each entity, by IRI."""
    import networkx as nx

    ranks, cores, ranked = walked(net), nx.core_number(net.plain), set(net.candidates)
    near = neighbours(net.plain)
    found = (
        Standing(
            iri,
            net.plain.degree(node),
            net.claims[node],
            round(between.values[node], DIGITS) + 0.0,
            None if between.errors is None else rounded(between.errors[node], FINE),
            round(ranks[node], FINE),
            cores[node],
            rounded(effective(near, node)) if node in ranked else None,
            rounded(constraint(near, node)) if node in ranked else None,
        )
        for node, iri in enumerate(net.iris)
    )
    return tuple(sorted(found, key=lambda standing: standing.entity))


def parting(graph: nx.MultiDiGraph[str], net: Net, forest: Forest) -> tuple[Bridge, ...]:
    """The bridges, those first that part most entities from most."""
    found = (
        Bridge(net.iris[left], net.iris[right], (near, far), between(graph, net.iris[left], net.iris[right]))
        for left, right, near, far in bridges(forest)
    )
    return tuple(sorted(found, key=lambda one: (-min(one.sides), -max(one.sides), one.left, one.right)))


def between(graph: nx.MultiDiGraph[str], left: str, right: str) -> tuple[str, ...]:
    """The claims that join two entities in either direction."""
    ways = (graph.get_edge_data(a, b) or {} for a, b in ((left, right), (right, left)))
    return tuple(sorted(str(claim) for held in ways for claim in held))


def holding(net: Net, forest: Forest) -> tuple[Joint, ...]:
    """The articulation points, those first that hold most together."""
    found = (Joint(net.iris[node], apart) for node, apart in joints(forest))
    return tuple(sorted(found, key=lambda one: (-one.apart, one.entity)))
