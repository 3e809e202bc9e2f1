"""Gives each quantity its subject, its indicator and its date."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graph.facts.confidence import confidence
from graph.mentions.dates import Dated, find_dates
from graph.mentions.quantities import Quantity, find_quantities
from graph.model import Figure, Mention, Moment

if TYPE_CHECKING:
    from collections.abc import Iterator

    from graph.facts.reading import Line, Reading
    from graph.facts.subjects import Scene

SUBJECTS = frozenset({"Organization", "Product", "Initiative"})
ORGANIZATIONS = frozenset({"Organization"})
THINGS = frozenset({"Product", "Initiative"})
LONGEST_INDICATOR = 24


def figures(reading: Reading, scenes: list[Scene]) -> Iterator[Figure]:
    """The figures of an article, in order of position."""
    dates = find_dates(reading.text, reading.vocabulary)
    quantities = find_quantities(reading.text.clean, reading.vocabulary)
    for scene in scenes:
        line = reading.lines[scene.line]
        for quantity in quantities:
            if scene.start <= quantity.start and quantity.end <= scene.end:
                figure = read(reading, line, scene, quantity, dates)
                if figure:
                    yield figure


def read(reading: Reading, line: Line, scene: Scene, quantity: Quantity, dates: list[Dated]) -> Figure | None:
    """The figure of a quantity, None when it is part of a date or a name or nobody's."""
    if any(d.start < quantity.end and quantity.start < d.end for d in dates):
        return None
    if any(m.start < quantity.end and quantity.start < m.end for m in line.mentions if not reading.is_a(m, SEGMENTS)):
        return None
    if reading.precedes(quantity.start, reading.vocabulary.words("figure-skip")):
        return None
    if quantity.unit in reading.vocabulary.words("figure-skip-unit"):
        return None
    subject, source, how = subject_of(reading, line, scene, quantity)
    if subject is None:
        return None
    evidence = [reading.text.span(line.sentence.start, line.sentence.end)]
    if source not in (scene.line, -1):
        other = reading.lines[source].sentence
        evidence.append(reading.text.span(other.start, other.end))
    return Figure(
        subject=reading.entity(subject).id,
        indicator=indicator(reading, scene, quantity),
        value=quantity.value,
        unit=quantity.unit,
        qualifier=quantity.qualifier,
        evidence=tuple(evidence),
        text=quantity.text,
        confidence=confidence(reading.vocabulary, "figure", "figure", how),
        maximum=quantity.maximum,
        as_of=as_of(line, scene, quantity, dates),
        rule=f"figure/{how}",
    )


SEGMENTS = frozenset({"Segment"})


def subject_of(reading: Reading, line: Line, scene: Scene, quantity: Quantity) -> tuple[Mention | None, int, str]:
    """Whose number it is, the line that names it, and how.

    The thing that the number qualifies directly, else the last thing named before it in its clause, else the
    organisation the clause speaks of, else a thing earlier in the sentence.
    """
    behind = [
        m for m in line.inside(quantity.end, scene.end) if reading.is_a(m, THINGS) and m.start - quantity.end <= 2
    ]
    if behind:
        return behind[0], scene.line, "qualified"
    before = [m for m in line.inside(scene.start, quantity.start) if reading.is_a(m, SUBJECTS)]
    if before and reading.is_a(before[-1], THINGS):
        return before[-1], scene.line, "thing"
    organisations = [m for m in scene.subject.mentions if reading.is_a(m, ORGANIZATIONS)]
    earlier = [m for m in line.inside(line.sentence.start, scene.start) if reading.is_a(m, THINGS)]
    if earlier and (not organisations or scene.subject.line != scene.line):
        return earlier[-1], scene.line, "earlier"
    if organisations:
        return organisations[0], scene.subject.line, scene.subject.how
    return (before[-1], scene.line, "before") if before else (None, -1, "none")


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
