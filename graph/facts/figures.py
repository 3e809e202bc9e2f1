"""Makes figures of quantities: with their subject, what they measure, and the date they hold for."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from itertools import accumulate
from typing import TYPE_CHECKING

from graph.facts.indicators import base, head, indicator
from graph.facts.owners import Owner, Place, owner
from graph.mentions.gazetteer import occurrences
from graph.model import Figure, Moment, Quote

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from graph.facts.reading import Reading
    from graph.facts.subjects import Scene
    from graph.mentions.dates import Dated
    from graph.mentions.quantities import Quantity

SEGMENTS = frozenset({"Segment"})


def figures(reading: Reading, scenes: list[Scene]) -> Iterator[Figure]:
    """The figures of an article, in order of position."""
    quoted = Quoted([q for q in reading.text.quotes if not q.speech])
    quantities = [q for q in reading.quantities if counts(reading, q, quoted)]
    starts, at = [q.start for q in quantities], 0
    for scene in scenes:
        first = bisect_left(starts, scene.start, at)
        at = bisect_left(starts, scene.end, first)
        if first == at:
            continue
        line = reading.lines[scene.line]
        inside = tuple(q for q in quantities[first:at] if q.end <= scene.end)
        for quantity in inside:
            if any(overlaps(quantity, m.start, m.end) and not reading.is_a(m, SEGMENTS) for m in line.mentions):
                continue
            unit = quantity.unit or implied(reading, scene, quantity)
            place = Place(reading, line, scene, quantity, inside)
            found = owner(place) if unit else None
            if found:
                yield figure(place, unit, found)


class Quoted:
    """Quotes in order, to be asked whether one of them holds a quantity."""

    def __init__(self, quotes: list[Quote]) -> None:
        self.starts = [q.start for q in quotes]
        self.reach = list(accumulate((q.end for q in quotes), max))

    def hold(self, quantity: Quantity) -> bool:
        """Whether a quantity lies in a quote: one that begins before it reaches behind it."""
        before = bisect_right(self.starts, quantity.start)
        return before > 0 and self.reach[before - 1] >= quantity.end


def starting(dates: Sequence[Dated], start: int, end: int) -> Sequence[Dated]:
    """Those of some dates in order that begin within a range."""
    return dates[bisect_left(dates, start, key=begin) : bisect_left(dates, end, key=begin)]


def begin(date: Dated) -> int:
    """Where a date begins."""
    return date.start


def counts(reading: Reading, quantity: Quantity, quoted: Quoted) -> bool:
    """Whether a quantity says how much there is of something: it is no date, no order, no part of a saying."""
    before = bisect_left(reading.moments, quantity.end, key=begin)
    if any(overlaps(quantity, d.start, d.end) for d in reading.moments[before - 1 : before]):
        return False
    if quoted.hold(quantity):
        return False
    words = reading.vocabulary
    if quantity.unit in words.words("figure-skip-unit"):
        return False
    order = reading.precedes(quantity.start, words.words("figure-skip"))
    return order is None or (
        quantity.unit in words.words("rank-unit")
        and reading.precedes(quantity.start - len(order), words.words("rank")) is not None
    )


def implied(reading: Reading, scene: Scene, quantity: Quantity) -> str:
    """The unit that the last noun before a number without one implies, empty when none does."""
    units = reading.vocabulary.cues.get("implied-unit", {})
    said = occurrences(reading.vocabulary.words("implied-unit"), reading.between(scene.start, quantity.start))
    return units[said[-1][2]] if said else ""


def overlaps(quantity: Quantity, start: int, end: int) -> bool:
    """Whether a quantity shares a character with a range."""
    return start < quantity.end and quantity.start < end


def figure(place: Place, unit: str, found: Owner) -> Figure:
    """The figure that a quantity is of its owner."""
    reading, quantity = place.reading, place.quantity
    lines = [place.scene.line] + ([found.line] if found.line not in (place.scene.line, -1) else [])
    leading = head(place)
    return Figure(
        subject=reading.entity(found.mention).id,
        indicator=indicator(place, leading),
        value=quantity.value,
        unit=unit,
        qualifier=quantity.qualifier,
        evidence=tuple(reading.lines[number].span for number in lines),
        text=quantity.text,
        confidence=reading.confidence(f"figure/{found.how}", "figure", found.how),
        maximum=quantity.maximum,
        base=base(place, leading),
        as_of=as_of(place),
        rule=f"figure/{found.how}",
    )


def as_of(place: Place) -> Moment | None:
    """The date a number holds for: the last one before it up to a full stop, else the first in its clause."""
    dates, quantity, scene = place.reading.dates, place.quantity, place.scene
    begun = starting(dates, place.reading.period(place.line.sentence), quantity.start)
    before = [d for d in begun if d.end <= quantity.start]
    if before:
        return before[-1].moment
    inside = [d for d in starting(dates, scene.start, scene.end) if d.end <= scene.end]
    return inside[0].moment if inside else None
