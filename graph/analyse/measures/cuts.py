"""Where a network hangs by a thread: pairs and entities without which a connected part falls into several.

One walk in depth numbers the nodes; the least number that a node or anything below it reaches tells whether its link
upwards is the only one (Hopcroft and Tarjan 1973).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    import networkx as nx


@dataclass(frozen=True, slots=True)
class Forest:
    """A walk in depth: nodes as first met, the node above each (itself for a root), how many nodes each has below it
    and is, the least number reached from there by one link back, and the root of each.
    """

    order: tuple[int, ...]
    above: dict[int, int]
    size: dict[int, int]
    low: dict[int, int]
    root: dict[int, int]

    def whole(self, node: int) -> int:
        """How many nodes the connected part of a node has."""
        return self.size[self.root[node]]


def walk(plain: nx.Graph[int]) -> Forest:
    """The walk through all joined nodes of a simple graph."""
    import networkx as nx

    above: dict[int, int] = {}
    root: dict[int, int] = {}
    for upper, lower in nx.dfs_edges(plain):
        if upper not in above:
            above[upper] = root[upper] = upper
        above[lower], root[lower] = upper, root[upper]
    order = tuple(above)
    return Forest(order, above, sizes(order, above), reached(plain, order, above), root)


def sizes(order: tuple[int, ...], above: dict[int, int]) -> dict[int, int]:
    """How many nodes each node has below it, itself counted."""
    size = dict.fromkeys(order, 1)
    for node in reversed(order):
        if above[node] != node:
            size[above[node]] += size[node]
    return size


def reached(plain: nx.Graph[int], order: tuple[int, ...], above: dict[int, int]) -> dict[int, int]:
    """The least number that each node reaches from itself or from below by one link outside the walk."""
    number = {node: at for at, node in enumerate(order)}
    low = dict(number)
    for node in reversed(order):
        back = (number[other] for other in plain.adj[node] if other != above[node])
        low[node] = min(low[node], min(back, default=low[node]))
        low[above[node]] = min(low[above[node]], low[node])
    return low


def bridges(forest: Forest) -> Iterator[tuple[int, int, int, int]]:
    """The pairs whose link is the only one between two sides, the lower number first, with the sizes of their sides."""
    number = {node: at for at, node in enumerate(forest.order)}
    for node in forest.order:
        upper = forest.above[node]
        if upper != node and forest.low[node] == number[node]:
            below = forest.size[node]
            found = (upper, node, forest.whole(node) - below, below)
            yield found if upper < node else (node, upper, below, forest.whole(node) - below)


def joints(forest: Forest) -> Iterator[tuple[int, int]]:
    """The nodes without which their part falls apart, with how many nodes would lose the largest part left."""
    number = {node: at for at, node in enumerate(forest.order)}
    hanging: dict[int, list[int]] = {}
    for node in forest.order:
        upper = forest.above[node]
        if upper != node and forest.low[node] >= number[upper]:
            hanging.setdefault(upper, []).append(forest.size[node])
    for node, parts in hanging.items():
        rest = forest.whole(node) - 1 - sum(parts)
        sides = [*parts, rest] if rest else parts
        if len(sides) > 1:
            yield node, sum(sides) - max(sides)
