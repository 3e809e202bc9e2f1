"""Tells whose number a quantity is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from graph.facts.frames import echo, lift, line_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from graph.facts.reading import Line, Reading
    from graph.facts.subjects import Scene
    from graph.mentions.quantities import Quantity
    from graph.model import Mention

THINGS = frozenset({"Product", "Initiative"})
COUNTED = THINGS | {"Policy"}
ORGANIZATIONS = frozenset({"Organization"})
AUTHORITIES = frozenset({"Authority"})
INSTITUTIONS = frozenset({"Institution"})
MARKS = "“‘「『《〈 "
SUBJECTS = THINGS | ORGANIZATIONS
CLOSE = 2
FEW = 10
POLICIES = frozenset({"Policy"})
SEGMENTS = frozenset({"Segment"})
NEAR = 8


@dataclass(frozen=True, slots=True)
class Owner:
    """Whose number it is: the name, the number of the line it stands in, and how it was found."""

    mention: Mention
    line: int
    how: str


def owner(reading: Reading, line: Line, scene: Scene, quantity: Quantity, others: Sequence[Quantity]) -> Owner | None:
    """Whose number a quantity of a clause is, by the first rule that tells."""
    if quantity.unit in reading.vocabulary.words("duration-unit") and not about_terms(reading, scene, quantity):
        return None
    if quantity.value <= FEW and not any(c.isdigit() for c in quantity.text) and not about_terms(reading, scene, quantity):
        return None
    for rule in (
        qualified, respective, referred, said_by_policy, terms, existing, named_thing, segment, earlier_thing, agent,
    ):  # fmt: skip
        found = rule(reading, line, scene, quantity, others)
        if found:
            return fined(reading, line, scene, quantity, found)
    return None


def qualified(reading: Reading, line: Line, scene: Scene, quantity: Quantity, _: Sequence[Quantity]) -> Owner | None:
    """The thing right behind the number, which the number describes."""
    behind = [m for m in line.inside(quantity.end, scene.end) if reading.is_a(m, THINGS)]
    near = [m for m in behind if m.start - quantity.end <= CLOSE]
    return Owner(near[0], scene.line, "qualified") if near else None


def respective(
    reading: Reading, line: Line, scene: Scene, quantity: Quantity, others: Sequence[Quantity]
) -> Owner | None:
    """The member of a list of organisations or things that a list of as many numbers gives it, one each."""
    before = reading.between(scene.start, quantity.start)
    if not any(word in before for word in reading.vocabulary.words("respectively")):
        return None
    named = [m for m in line.inside(line.sentence.start, quantity.start) if reading.is_a(m, SUBJECTS)]
    group = reading.group(named[-1], line, SUBJECTS) if named else []
    row = [q for q in others if group and q.start > group[-1].end]
    if len(group) < 2 or len(row) != len(group):
        return None
    return Owner(group[row.index(quantity)], scene.line, "respective")


def about_terms(reading: Reading, scene: Scene, quantity: Quantity) -> bool:
    """Whether the words around a number speak of the terms on which something is offered."""
    said = reading.between(scene.start, min(scene.end, quantity.end + NEAR))
    return any(word in said for word in reading.vocabulary.words("term"))


def referred(reading: Reading, line: Line, scene: Scene, quantity: Quantity, _: Sequence[Quantity]) -> Owner | None:
    """The thing that a pronoun before the number in its clause stands for."""
    said = reading.between(scene.start, quantity.start)
    for word in reading.vocabulary.cues.get("anaphor", {}):
        at = said.rfind(word)
        thing = echo(reading, line, scene.start + at, quantity.start, THINGS) if at >= 0 else None
        if thing:
            return Owner(thing, line_of(reading, thing), "referred")
    return None


def said_by_policy(
    reading: Reading, line: Line, scene: Scene, quantity: Quantity, _: Sequence[Quantity]
) -> Owner | None:
    """The policy that a clause begins with, or that the authority it speaks of issues in the same sentence."""
    named = [m for m in line.inside(line.sentence.start, quantity.start) if reading.is_a(m, POLICIES)]
    if not named:
        echoed = echo(reading, line, line.sentence.start, quantity.start, POLICIES)
        return Owner(echoed, line_of(reading, echoed), "policy") if echoed else None
    opens = [m for m in named if not reading.between(scene.start, m.start).strip(MARKS)]
    authority = any(reading.is_a(m, AUTHORITIES) for m in scene.subject.mentions)
    between = line.inside(named[-1].end, quantity.start)
    other = any(reading.is_a(m, INSTITUTIONS) and not reading.entity(m).collective for m in between)
    if opens and opens[0].start >= scene.start:
        return Owner(opens[0], scene.line, "policy")
    return Owner(named[-1], scene.line, "policy") if authority and not other else None


def segment(reading: Reading, line: Line, scene: Scene, quantity: Quantity, _: Sequence[Quantity]) -> Owner | None:
    """The group of people or firms that a clause counts or measures, where it speaks of no organisation."""
    if any(reading.is_a(m, SUBJECTS) for m in line.inside(line.sentence.start, quantity.start)):
        return None
    if scene.subject.mentions and not reading.is_a(scene.subject.mentions[0], AUTHORITIES):
        return None
    named = [m for m in line.inside(scene.start, quantity.start) if reading.is_a(m, SEGMENTS)]
    return Owner(named[-1], scene.line, "segment") if named else None


def terms(reading: Reading, line: Line, scene: Scene, quantity: Quantity, _: Sequence[Quantity]) -> Owner | None:
    """The product or initiative of the paragraph, for a number about terms on which such a thing is offered."""
    if not about_terms(reading, scene, quantity):
        return None
    for number in range(scene.line, -1, -1):
        row = reading.lines[number]
        if row.sentence.block != line.sentence.block:
            return None
        things = [m for m in row.mentions if m.end <= quantity.start and reading.is_a(m, THINGS)]
        if things:
            return Owner(things[-1], number, "terms")
    return None


def existing(reading: Reading, line: Line, scene: Scene, quantity: Quantity, _: Sequence[Quantity]) -> Owner | None:
    """The thing that a clause says so and so many have or offer; a number that sums up names is not theirs."""
    listed = any(m.end == quantity.start and reading.is_a(m, ORGANIZATIONS) for m in line.mentions)
    there = reading.precedes(quantity.start, reading.vocabulary.words("there-is")) is not None
    behind = [m for m in line.inside(quantity.end, scene.end) if reading.is_a(m, COUNTED)]
    return Owner(behind[0], scene.line, "existing") if behind and (listed or there) else None


def named_thing(reading: Reading, line: Line, scene: Scene, quantity: Quantity, _: Sequence[Quantity]) -> Owner | None:
    """The thing that is named last before the number in its clause."""
    before = [m for m in line.inside(scene.start, quantity.start) if reading.is_a(m, SUBJECTS | {"Policy"})]
    return Owner(before[-1], scene.line, "thing") if before and reading.is_a(before[-1], COUNTED) else None


def earlier_thing(
    reading: Reading, line: Line, scene: Scene, quantity: Quantity, _: Sequence[Quantity]
) -> Owner | None:
    """The thing that is named last in the sentence, where the clause itself names nobody."""
    earlier = [m for m in line.inside(line.sentence.start, scene.start) if reading.is_a(m, THINGS)]
    own = any(reading.is_a(m, ORGANIZATIONS) for m in scene.subject.mentions) and scene.subject.line == scene.line
    return Owner(earlier[-1], scene.line, "earlier") if earlier and not own else None


def agent(reading: Reading, line: Line, scene: Scene, quantity: Quantity, _: Sequence[Quantity]) -> Owner | None:
    """The organisation that the clause speaks of, or the last one named before the number in it."""
    parts = [m for m in scene.subject.mentions if reading.is_a(m, ORGANIZATIONS)]
    if parts:
        house = lift(reading, parts[0], "figure")[0]
        distant = scene.subject.how in ("zero", "carried") and scene.voice is None
        if not (distant and reading.is_a(house, AUTHORITIES)):
            return Owner(house, scene.subject.line, scene.subject.how)
        return None
    before = [m for m in line.inside(scene.start, quantity.start) if reading.is_a(m, ORGANIZATIONS)]
    return Owner(lift(reading, before[-1], "figure")[0], scene.line, "before") if before else None


def fined(reading: Reading, line: Line, scene: Scene, quantity: Quantity, found: Owner) -> Owner | None:
    """The owner of a number; a fine is the number of the institution that pays it, not of the authority."""
    said = reading.between(scene.start, quantity.end)
    penal = any(word in said for word in reading.vocabulary.words("penalty"))
    if not (penal and reading.is_a(found.mention, AUTHORITIES)):
        return found
    for number in range(scene.line, -1, -1):
        row = reading.lines[number]
        if row.sentence.block != line.sentence.block:
            return None
        paying = [
            m
            for m in row.mentions
            if m.end <= quantity.start and reading.is_a(m, ORGANIZATIONS) and not reading.is_a(m, AUTHORITIES)
        ]
        if paying:
            return Owner(paying[-1], number, "fined")
    return None
