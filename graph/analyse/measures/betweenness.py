"""Betweenness with its error: from how many sources it is sampled, and what ten independent batches of them give."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

EXACT = 400
BATCHES = 10
# The least and most sources, and how many steps along nodes and pairs may be taken; networkx takes some 4 µs a step.
PIVOTS = (30, 200)
STEPS = 3_500_000


@dataclass(frozen=True, slots=True)
class Estimate:
    """The betweenness (0 to 1) of each node, with its standard error when it was sampled from `pivots` sources."""

    values: tuple[float, ...]
    errors: tuple[float, ...] | None = None
    pivots: int | None = None


def sample(nodes: int, edges: int) -> int | None:
    """How many sources networkx samples betweenness from; None up to `EXACT` nodes, where it is exact.

    >>> sample(400, 900), sample(5_000, 7_000), sample(24_000, 36_000), sample(90_000, 600_000)
    (None, 200, 50, 30)
    """
    if nodes <= EXACT:
        return None
    least, most = PIVOTS
    return max(least, min(most, STEPS // (nodes + edges))) // BATCHES * BATCHES


def pooled(batches: Sequence[Sequence[float]], pivots: int) -> Estimate:
    """The mean of independent batches of sources; their spread tells how far off it may be."""
    import numpy as np

    held = np.array(batches)
    errors = held.std(axis=0, ddof=1) / len(held) ** 0.5
    return Estimate(tuple(held.mean(axis=0).tolist()), tuple(errors.tolist()), pivots)
