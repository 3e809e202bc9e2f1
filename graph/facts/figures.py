"""Gives each quantity its indicator, its date and, with `owners`, its subject."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from graph.facts.confidence import confidence
from graph.facts.owners import Owner, Place, owner
from graph.mentions.dates import Dated, find_dates
from graph.mentions.gazetteer import occurrences
from graph.mentions.quantities import Quantity, find_quantities
from graph.model import Figure, Moment, Quote

if TYPE_CHECKING:
    from collections.abc import Iterator

    from graph.facts.reading import Line, Reading
    from graph.facts.subjects import Scene

SEGMENTS = frozenset({"Segment"})
LONGEST_INDICATOR = 24


def figures(reading: Reading, scenes: list[Scene]) -> Iterator[Figure]:
    """The figures of an article, in order of position."""
    dates = find_dates(reading.text, reading.vocabulary)
    single = [d for d in dates if not bounds_period(reading, d)]
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
            found = owner(Place(reading, line, scene, quantity, tuple(inside))) if unit else None
            if found:
                yield figure(reading, line, scene, replace(quantity, unit=unit), found, single)


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


def figure(reading: Reading, line: Line, scene: Scene, quantity: Quantity, found: Owner, dates: list[Dated]) -> Figure:
    """The figure that a quantity is of its owner."""
    evidence = [reading.text.span(line.sentence.start, line.sentence.end)]
    if found.line not in (scene.line, -1):
        other = reading.lines[found.line].sentence
        evidence.append(reading.text.span(other.start, other.end))
    return Figure(
        subject=reading.entity(found.mention).id,
        indicator=indicator(reading, scene, quantity),
        value=quantity.value,
        unit=quantity.unit,
        qualifier=quantity.qualifier,
        evidence=tuple(evidence),
        text=quantity.text,
        confidence=confidence(reading.vocabulary, f"figure/{found.how}", "figure", found.how),
        maximum=quantity.maximum,
        as_of=as_of(line, scene, quantity, dates),
        rule=f"figure/{found.how}",
    )


def indicator(reading: Reading, scene: Scene, quantity: Quantity) -> str:
    """The words that say what is counted: those before the number in its clause and the noun behind it."""
    head = reading.between(max(scene.start, quantity.start - LONGEST_INDICATOR), quantity.start)
    tail = reading.between(quantity.end, min(scene.end, quantity.end + 12))
    return (head.strip("，,、：: “”") + tail.rstrip("，,、。；;")).strip()


def as_of(line: Line, scene: Scene, quantity: Quantity, dates: list[Dated]) -> Moment | None:
    """The date a number holds for: the last one before it in its sentence, else the first in its clause."""
    before = [d for d in dates if line.sentence.start <= d.start and d.end <= quantity.start]
    if before:
        return before[-1].moment
    inside = [d for d in dates if scene.start <= d.start and d.end <= scene.end]
    return inside[0].moment if inside else None


def bounds_period(reading: Reading, date: Dated) -> bool:
    """Whether a date is the beginning or the end of a period."""
    words = reading.vocabulary
    if words.at("period-after", reading.text.clean, date.end):
        return True
    before = words.words("period-before")
    return reading.precedes(date.start, before | words.words("asof")) in before
