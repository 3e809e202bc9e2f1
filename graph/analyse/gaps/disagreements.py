"""Figures that cannot all be true: of one subject, indicator, unit, base and date, with ranges that do not meet.

The named query `contradictory-figures` asks more loosely: it pairs any two figures whose numbers differ, whatever their
comparators (more than 200 and 250 are a pair there and agree here), compares undated figures too, and gives pairs,
while here all figures that contradict one another are one disagreement.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterable

    from graph.analyse.corpus import Corpus, Entity, Figure

# A lower and an upper bound; the second number of each is not 0 where the bound itself is left out, so that a range
# meets another one when its lower bound is at most the other's upper bound.
Bound: TypeAlias = tuple[Decimal, int]

ENDLESS = Decimal("Infinity")
ABOUT = Decimal("0.1")


@dataclass(frozen=True, slots=True)
class Disagreement:
    """Figures of which each contradicts another one, from the smallest number on."""

    subject: Entity
    indicator: str
    unit: str
    base: str
    as_of: str
    figures: tuple[Figure, ...]


def disagree(corpus: Corpus, figures: Iterable[Figure]) -> tuple[Disagreement, ...]:
    """The disagreements among some figures, by subject, indicator, unit, base and date; undated ones are left out."""
    held = defaultdict(list)
    for one in figures:
        if one.as_of:
            held[one.subject, one.indicator, one.unit, one.base, one.as_of].append(one)
    found = ((key, opposed(group)) for key, group in sorted(held.items()) if len(group) > 1)
    return tuple(Disagreement(corpus.entity(key[0]), *key[1:], group) for key, group in found if group)


def opposed(figures: list[Figure]) -> tuple[Figure, ...]:
    """Of some figures about one thing those that another one contradicts."""
    ranges = [bounds(figure) for figure in figures]
    highest, lowest = max(low for low, _ in ranges), min(high for _, high in ranges)
    apart = [f for f, (low, high) in zip(figures, ranges, strict=True) if low > lowest or high < highest]
    return tuple(sorted(apart, key=lambda figure: (figure.value, figure.iri)))


def bounds(figure: Figure) -> tuple[Bound, Bound]:
    """The numbers that a figure allows; one whose comparator is not known allows all."""
    low, high = sorted((figure.value, figure.value if figure.upper is None else figure.upper))
    if figure.comparator == "Approximately":
        return (low - abs(low) * ABOUT, 0), (high + abs(high) * ABOUT, 0)
    if figure.comparator == "Exactly" or figure.upper is not None:
        return (low, 0), (high, 0)
    return {
        "GreaterThan": ((low, 1), (ENDLESS, 0)),
        "AtLeast": ((low, 0), (ENDLESS, 0)),
        "LessThan": ((-ENDLESS, 0), (high, -1)),
        "AtMost": ((-ENDLESS, 0), (high, 0)),
    }.get(figure.comparator, ((-ENDLESS, 0), (ENDLESS, 0)))
