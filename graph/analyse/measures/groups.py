"""The communities with their names: members in order, the first of which are the hubs that name a group."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from graph.analyse.corpus import Corpus
    from graph.analyse.measures.net import Net

HUBS = 3
LEADING = ("Institution", "Policy", "Regulator", "Theme")


@dataclass(frozen=True, slots=True)
class Community:
    """Entities joined more closely to each other than to the rest; `members` are IRIs by falling degree, of equal
    degree those of a leading class first; the first of them, `hubs`, name the community.
    """

    members: tuple[str, ...]
    hubs: tuple[str, ...]


def leading(corpus: Corpus) -> frozenset[str]:
    """The classes that name a community before others: those of `LEADING` and all below them."""
    kinds = {entity.type for entity in corpus.entities}
    return frozenset(kind for kind in kinds if corpus.lineage(kind).intersection(LEADING))


def named(net: Net, groups: Iterable[set[int]], leading: Collection[str]) -> tuple[Community, ...]:
    """The communities of at least two entities, from the largest."""
    kept = [one(net, group, leading) for group in groups if len(group) > 1]
    return tuple(sorted(kept, key=lambda c: (-len(c.members), c.members)))


def one(net: Net, group: set[int], leading: Collection[str]) -> Community:
    """A community with its members in order."""
    ordered = sorted(group, key=lambda n: (-net.plain.degree(n), net.kinds[n] not in leading, net.iris[n]))
    members = tuple(net.iris[node] for node in ordered)
    return Community(members, members[:HUBS])


def modularity(net: Net, groups: Iterable[set[int]]) -> float:
    """How far more pairs lie within the groups than by chance, at most 1; 0 where nothing is joined."""
    import networkx as nx

    pairs = net.plain.number_of_edges()
    alone = ({node} for node in net.plain if not net.plain.degree(node))
    return float(nx.community.modularity(net.plain, [*groups, *alone])) if pairs else 0.0
