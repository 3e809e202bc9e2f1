"""Makes figures of quantities: with their subject, what they measure, and the date they hold for."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from graph.facts.confidence import confidence
from graph.facts.indicators import base, indicator
from graph.facts.owners import Owner, Place, owner
from graph.mentions.dates import Dated, find_dates
from graph.mentions.gazetteer import occurrences
from graph.mentions.quantities import Quantity, find_quantities
from graph.model import Figure, Moment, Quote

if TYPE_CHECKING:
    from collections.abc import Iterator

    from graph.facts.reading import Reading
    from graph.facts.subjects import Scene

SEGMENTS = frozenset({"Segment"})


def figures(reading: Reading, scenes: list[Scene]) -> Iterator[Figure]:
    """The figures of an article, in order of position."""
    dates = find_dates(reading.text, reading.vocabulary)
    quoted = [q for q in reading.text.quotes if not q.speech]
    quantities = [
        q for q in find_quantities(reading.text.clean, reading.vocabulary) if counts(reading, q, dates, quoted)
    ]
    for scene in scenes:
        line = reading.lines[scene.line]
        inside = [q for q in quantities if scene.start <= q.start and q.end <= scene.end]
        for quantity in inside:
            if any(overlaps(quantity, m.start, m.end) for m in line.mentions if not reading.is_a(m, SEGMENTS)):
                continue
            unit = quantity.unit or implied(reading, scene, quantity)
            place = Place(reading, line, scene, replace(quantity, unit=unit), tuple(inside))
            found = owner(place) if unit else None
            if found:
                yield figure(place, found)


def counts(reading: Reading, quantity: Quantity, dates: list[Dated], quoted: list[Quote]) -> bool:
    """Whether a quantity says how much there is of something: it is no date, no order, no part of a saying."""
    if any(overlaps(quantity, d.start, d.end) for d in dates):
        return False
    if any(q.start <= quantity.start and quantity.end <= q.end for q in quoted):
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


def figure(place: Place, found: Owner) -> Figure:
    """The figure that a quantity is of its owner."""
    reading, quantity = place.reading, place.quantity
    lines = [place.scene.line] + ([found.line] if found.line not in (place.scene.line, -1) else [])
    sentences = [reading.lines[number].sentence for number in lines]
    return Figure(
        subject=reading.entity(found.mention).id,
        indicator=indicator(place),
        value=quantity.value,
        unit=quantity.unit,
        qualifier=quantity.qualifier,
        evidence=tuple(reading.text.span(s.start, s.end) for s in sentences),
        text=quantity.text,
        confidence=confidence(reading.vocabulary, f"figure/{found.how}", "figure", found.how),
        maximum=quantity.maximum,
        base=base(place),
        as_of=as_of(place),
        rule=f"figure/{found.how}",
    )


def as_of(place: Place) -> Moment | None:
    """The date a number holds for: the last one before it up to a full stop, else the first in its clause."""
    dates, start = place.reading.dates, place.reading.period(place.line.sentence)
    before = [d for d in dates if start <= d.start and d.end <= place.quantity.start]
    if before:
        return before[-1].moment
    inside = [d for d in dates if place.scene.start <= d.start and d.end <= place.scene.end]
    return inside[0].moment if inside else None
