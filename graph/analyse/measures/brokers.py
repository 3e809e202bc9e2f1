"""Burt's measures of an entity among its neighbours: how many of them it alone joins, and how tightly they hold it.

Both are taken on the simple graph, each neighbour weighing the same (Burt 1992; Borgatti 1997). `near` gives the
neighbours of each node.
"""

from __future__ import annotations

from math import fsum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence, Set

    import networkx as nx

    Near = Sequence[Set[int]]


def neighbours(plain: nx.Graph[int]) -> Near:
    """The neighbours of each node of a simple graph whose nodes are the numbers from 0 on."""
    return [frozenset(plain.adj[node]) for node in range(len(plain))]


def effective(near: Near, node: int) -> float | None:
    """The effective size: the neighbours less the mean number of other neighbours that each is joined to.

    None for an entity on its own.

    >>> star, triangle = [{1, 2, 3}, {0}, {0}, {0}], [{1, 2}, {0, 2}, {0, 1}]
    >>> effective(star, 0), effective(triangle, 0)
    (3.0, 1.0)
    """
    own = near[node]
    return len(own) - sum(len(own & near[other]) for other in own) / len(own) if own else None


def constraint(near: Near, node: int) -> float | None:
    """The constraint: the sum over the neighbours of the squared share of the entity's links that leads to each,
    directly or through another neighbour. None for an entity on its own.

    >>> star, triangle = [{1, 2, 3}, {0}, {0}, {0}], [{1, 2}, {0, 2}, {0, 1}]
    >>> round(constraint(star, 0), 4), constraint(triangle, 0)
    (0.3333, 1.125)
    """
    own = near[node]
    ways = (1 + fsum(1 / len(near[q]) for q in own & near[other]) for other in own)
    return fsum(way**2 for way in ways) / len(own) ** 2 if own else None
