"""Whether entities are joined to entities of their own class more often than by chance."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from graph.analyse.measures.net import Net


def assortativity(net: Net) -> float | None:
    """Newman's coefficient by class, −1 to 1: 0 is chance, below 0 joins other classes; None where it is not defined,
    which is without pairs and when one class holds all ends.
    """
    pairs = net.plain.number_of_edges()
    ends = Counter(net.kinds[node] for pair in net.plain.edges() for node in pair)
    same = sum(net.kinds[a] == net.kinds[b] for a, b in net.plain.edges())
    chance = sum(count**2 for count in ends.values())
    # Whole numbers up to the division, so that "no chance of anything else" is exactly zero.
    room = (2 * pairs) ** 2 - chance
    return (4 * pairs * same - chance) / room if room else None
