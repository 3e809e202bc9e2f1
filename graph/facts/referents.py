"""Tells what stands in for a name: a pronoun's antecedent, the thing named last, the house of a part."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from graph.facts.places import Site
    from graph.facts.reading import Hit, Reading
    from graph.model import Mention
    from graph.vocabulary import Sense

FAR = 600
MARKS = ' “”"'
SHARED = frozenset({"serves", "advances"})
THINGS = frozenset({"LoanProduct", "App", "Initiative", "System", "AIModel"})
PARTS = frozenset({"Department"})
HOUSES = frozenset({"Organization"})
OWN = frozenset({"unitOf", "holdsRoleAt"})


def echo(reading: Reading, start: int, end: int, classes: frozenset[str]) -> Mention | None:
    """What a pronoun or a short noun at the beginning of a range stands for: the last mention of its class."""
    one = which_of_two(reading, start, end)
    if one:
        return one_of_two(reading, start, classes, one)
    name = pronoun(reading, start, end)
    return meant(reading, name, start, classes) if name else None


def pronoun(reading: Reading, start: int, end: int) -> str | None:
    """The class of what a pronoun or a short noun at the beginning of a range stands for, None without one."""
    clean = reading.text.clean
    while start < end and clean[start] in MARKS:
        start += 1
    word = reading.vocabulary.at("anaphor", clean[start:end])
    name = reading.vocabulary.cues["anaphor"][word] if word else None
    return None if name == "Agent" else name


def meant(reading: Reading, name: str, position: int, classes: frozenset[str]) -> Mention | None:
    """The last mention of a class before a position, if it is one of some classes."""
    return reading.last(frozenset({name}), position, FAR) if reading.vocabulary.is_a(name, classes) else None


def which_of_two(reading: Reading, start: int, end: int) -> str | None:
    """Whether a range begins with the former or the latter, None for neither."""
    words = reading.vocabulary
    said = reading.text.clean[start:end].lstrip(MARKS)
    word = words.at("one-of-two", said)
    return words.cues["one-of-two"][word] if word else None


def one_of_two(reading: Reading, position: int, classes: frozenset[str], which: str) -> Mention | None:
    """The thing of some classes named last before a position (the latter), or the first of two coordinated ones."""
    last = reading.last(classes, position, FAR)
    pair = reading.group(last, reading.lines[reading.line_of(last)], classes) if last else []
    if which == "latter":
        return last
    return pair[0] if len(pair) == 2 else None


def echoed_object(site: Site, sense: Sense) -> Mention | None:
    """What a pronoun stands for that takes the place of the object, behind the trigger word or before it."""
    argument, reading = sense.frame.object, site.reading
    if argument.side == "after":
        name = site.referred()
        return meant(reading, name, site.hit.end, sense.objects) if name else None
    if argument.side != "before" or argument.near or argument.markers:
        return None
    echoed = echo(reading, site.scene.start, site.hit.start, sense.objects)
    words = reading.vocabulary
    if echoed or not (words.at("possessive", site.said()) or words.at("passive", site.said())):
        return echoed
    earlier = [m for m in site.line.of(sense.objects) if m.end <= site.scene.start]
    return earlier[-1] if earlier else None


def last_thing(site: Site, sense: Sense) -> Mention | None:
    """The last thing that can be the subject of a sense: named before its trigger in the clause, else what a pronoun
    stands for, else named in the sentence or in the one before it in the paragraph.
    """
    reading, line, scene, position = site.reading, site.line, site.scene, site.hit.start
    own = [m for m in line.of(sense.subjects) if scene.start <= m.start and m.end <= position]
    if own:
        return own[-1]
    for start in (scene.start, line.sentence.start):
        echoed = echo(reading, start, position, sense.subjects)
        if echoed:
            return echoed
    if reading.vocabulary.at("one-of-two", reading.between(scene.start, position)):
        return None
    rows = [line]
    if scene.line and reading.lines[scene.line - 1].sentence.block == line.sentence.block:
        rows.append(reading.lines[scene.line - 1])
    for row in rows:
        named = [m for m in row.of(sense.subjects) if m.end <= position]
        if named:
            return named[-1]
    return None


def means(site: Site, sense: Sense, subjects: tuple[Mention, ...]) -> list[Mention]:
    """The product or initiative that shares its owner's statement: what a verb behind in the clause offers (for
    farmers, A offers P), else what is named last before the verb in its sentence.
    """
    reading, line = site.reading, site.line
    if sense.relation not in SHARED or not subjects or not reading.is_a(subjects[0], HOUSES):
        return []

    def fitting(start: int, end: int) -> list[Mention]:
        things = (m for m in line.of(THINGS) if start <= m.start and m.end <= end)
        return [m for m in things if reading.is_a(m, sense.subjects)]

    end = line.clause_of(site.hit.start)[1]
    offering = next((h for h in line.hits_inside(site.hit.start, end) if gives(reading, h)), None)
    offered = fitting(offering.end, end) if offering else []
    return offered[:1] or fitting(line.sentence.start, site.hit.start)[-1:]


def gives(reading: Reading, hit: Hit) -> bool:
    """Whether a trigger word says that something is offered or run."""
    return any(s.relation in ("offers", "runs") for s in reading.vocabulary.senses[hit.word])


def lift(reading: Reading, part: Mention, relation: str) -> tuple[Mention, Mention | None]:
    """The organisation whose part acts, and the part; a part stays itself where its own place is the statement."""
    if relation in OWN or not reading.is_a(part, PARTS):
        return part, None
    house = next((n for n in part.nested if reading.is_a(n, HOUSES) and not reading.is_a(n, PARTS)), None)
    return (house, part) if house else (part, None)
