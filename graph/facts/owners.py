"""Tells whose number a quantity is."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from graph.facts.referents import echo, lift
from graph.mentions.gazetteer import all_occurrences

if TYPE_CHECKING:
    from collections.abc import Iterator

    from graph.facts.reading import Line, Reading
    from graph.facts.subjects import Scene
    from graph.mentions.quantities import Quantity
    from graph.model import Mention

ORGANIZATIONS = frozenset({"Organization"})
AUTHORITIES = frozenset({"Authority"})
INSTITUTIONS = frozenset({"Institution"})
POLICIES = frozenset({"Policy"})
SEGMENTS = frozenset({"Segment"})
THINGS = frozenset({"Product", "Initiative"})
COUNTED = THINGS | POLICIES
SUBJECTS = THINGS | ORGANIZATIONS
MARKS = "“‘「『《〈 "
CLOSE = 2
NEAR = 8
FEW = 10


class Owner(NamedTuple):
    """Whose number it is: the name, the number of the line it stands in, and how it was found."""

    mention: Mention
    line: int
    how: str


class Place(NamedTuple):
    """A quantity where it stands: in a clause (its scene) of a sentence (its line), with the clause's other ones."""

    reading: Reading
    line: Line
    scene: Scene
    quantity: Quantity
    all: tuple[Quantity, ...]

    def before(self, classes: frozenset[str], start: int | None = None) -> list[Mention]:
        """The mentions of some classes before the number, from a position or the clause's beginning."""
        begin = self.scene.start if start is None else start
        return [m for m in self.line.of(classes) if begin <= m.start and m.end <= self.quantity.start]

    def behind(self, classes: frozenset[str]) -> list[Mention]:
        """The mentions of some classes behind the number in its clause."""
        return [m for m in self.line.of(classes) if self.quantity.end <= m.start and m.end <= self.scene.end]

    def says(self, kind: str, more: int = 0) -> bool:
        """Whether the clause holds a cue word of a kind up to the number and some characters more."""
        start, end = self.scene.start, min(self.scene.end, self.quantity.end + more)
        if not self.reading.may_hold(start, end, kind):
            return False
        return self.reading.vocabulary.stands_in(kind, self.reading.between(start, end))

    def rows_up(self) -> Iterator[tuple[int, list[Mention]]]:
        """The sentences of the paragraph from this one upwards: their numbers and what they name before the number."""
        for number in range(self.scene.line, -1, -1):
            row = self.reading.lines[number]
            if row.sentence.block != self.line.sentence.block:
                return
            yield number, [m for m in row.mentions if m.end <= self.quantity.start]


def owner(place: Place) -> Owner | None:
    """Whose number a quantity is, by the first rule that tells."""
    if not counts(place):
        return None
    for rule in (
        qualified, respective, referred, said_by_policy, terms, existing, named_thing, segment, earlier_thing, agent,
    ):  # fmt: skip
        found = rule(place)
        if found:
            return fined(place, found)
    return None


def counts(place: Place) -> bool:
    """Whether a number measures something; a duration or a small number in words does so only among terms."""
    quantity = place.quantity
    few = quantity.value <= FEW and not any(c.isdigit() for c in quantity.text)
    duration = quantity.unit in place.reading.vocabulary.words("duration-unit")
    return not (few or duration) or place.says("term", NEAR)


def qualified(place: Place) -> Owner | None:
    """The thing right behind the number, which the number describes."""
    behind = [m for m in place.behind(THINGS) if m.start - place.quantity.end <= CLOSE]
    return Owner(behind[0], place.scene.line, "qualified") if behind else None


def respective(place: Place) -> Owner | None:
    """The member of a list of organisations or things that a list of as many numbers gives it, one each."""
    named = place.before(SUBJECTS, place.line.sentence.start)
    if not named or not place.says("respectively"):
        return None
    group = place.reading.group(named[-1], place.line, SUBJECTS)
    row = [q for q in place.all if q.start > group[-1].end]
    if len(group) < 2 or len(row) != len(group):
        return None
    return Owner(
        group[next(i for i, q in enumerate(row) if q.start == place.quantity.start)], place.scene.line, "respective"
    )


def referred(place: Place) -> Owner | None:
    """The thing that a pronoun before the number in its clause stands for."""
    reading, start, end = place.reading, place.scene.start, place.quantity.start
    if not reading.may_hold(start, end, "anaphor"):
        return None
    said = all_occurrences(reading.vocabulary.words("anaphor"), reading.between(start, end))
    for word in reading.vocabulary.cues.get("anaphor", {}) if said else ():
        thing = echo(reading, start + said[word][-1], end, THINGS) if word in said else None
        if thing:
            return Owner(thing, reading.line_of(thing), "referred")
    return None


def said_by_policy(place: Place) -> Owner | None:
    """The policy that a clause begins with, or that the authority it speaks of issues in the same sentence."""
    reading, scene, start = place.reading, place.scene, place.line.sentence.start
    named = place.before(POLICIES, start)
    if not named:
        echoed = echo(reading, start, place.quantity.start, POLICIES)
        return Owner(echoed, reading.line_of(echoed), "policy") if echoed else None
    opens = [m for m in place.before(POLICIES) if not reading.between(scene.start, m.start).strip(MARKS)]
    if opens:
        return Owner(opens[0], scene.line, "policy")
    authority = any(reading.is_a(m, AUTHORITIES) for m in scene.subject.mentions)
    others = [m for m in place.before(INSTITUTIONS, named[-1].end) if not reading.entity(m).collective]
    return Owner(named[-1], scene.line, "policy") if authority and not others else None


def terms(place: Place) -> Owner | None:
    """The product or initiative of the paragraph, for a number about terms on which such a thing is offered."""
    if not place.says("term", NEAR):
        return None
    for number, mentions in place.rows_up():
        things = [m for m in mentions if place.reading.is_a(m, THINGS)]
        if things:
            return Owner(things[-1], number, "terms")
    return None


def existing(place: Place) -> Owner | None:
    """The thing that a clause says so and so many have or offer; a number that sums up names is not theirs."""
    behind = place.behind(COUNTED)
    if not behind:
        return None
    listed = any(m.end == place.quantity.start for m in place.before(ORGANIZATIONS))
    there = place.reading.precedes(place.quantity.start, place.reading.vocabulary.words("there-is")) is not None
    return Owner(behind[0], place.scene.line, "existing") if listed or there else None


def named_thing(place: Place) -> Owner | None:
    """The thing that is named last before the number in its clause."""
    before = place.before(SUBJECTS | POLICIES)
    return Owner(before[-1], place.scene.line, "thing") if before and place.reading.is_a(before[-1], COUNTED) else None


def segment(place: Place) -> Owner | None:
    """The group of people or firms that a clause counts or measures, where it speaks of no organisation."""
    topic = place.scene.subject.mentions
    if place.before(SUBJECTS, place.line.sentence.start) or (topic and not place.reading.is_a(topic[0], AUTHORITIES)):
        return None
    named = place.before(SEGMENTS)
    return Owner(named[-1], place.scene.line, "segment") if named else None


def earlier_thing(place: Place) -> Owner | None:
    """The thing that is named last in the sentence, where the clause itself names nobody."""
    subject = place.scene.subject
    own = subject.line == place.scene.line and any(place.reading.is_a(m, ORGANIZATIONS) for m in subject.mentions)
    earlier = [m for m in place.before(THINGS, place.line.sentence.start) if m.end <= place.scene.start]
    return Owner(earlier[-1], place.scene.line, "earlier") if earlier and not own else None


def agent(place: Place) -> Owner | None:
    """The organisation that the clause speaks of, or the last one named before the number in it."""
    reading, subject = place.reading, place.scene.subject
    parts = [m for m in subject.mentions if reading.is_a(m, ORGANIZATIONS)]
    if not parts:
        before = place.before(ORGANIZATIONS)
        return Owner(lift(reading, before[-1], "figure")[0], place.scene.line, "before") if before else None
    house = lift(reading, parts[0], "figure")[0]
    acted = place.before(INSTITUTIONS, place.line.sentence.start) if reading.is_a(house, AUTHORITIES) else []
    alone = acted and len(reading.group(acted[-1], place.line, INSTITUTIONS)) == 1
    if alone and subject.how == "named" and not reading.entity(acted[-1]).collective:
        return Owner(acted[-1], place.scene.line, "acted")
    distant = subject.how in ("zero", "carried") and place.scene.voice is None
    return None if distant and reading.is_a(house, AUTHORITIES) else Owner(house, subject.line, subject.how)


def fined(place: Place, found: Owner) -> Owner | None:
    """The owner of a number; a fine is the number of the institution that pays it, not of the authority."""
    reading = place.reading
    if not (reading.is_a(found.mention, AUTHORITIES) and place.says("penalty")):
        return found
    for number, mentions in place.rows_up():
        paying = [m for m in mentions if reading.is_a(m, ORGANIZATIONS) and not reading.is_a(m, AUTHORITIES)]
        if paying:
            return Owner(paying[-1], number, "fined")
    return None
