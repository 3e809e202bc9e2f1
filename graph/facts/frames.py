"""Matches the constructions of the lexicon against a reading: each trigger word with its subjects and objects."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from graph.facts.modality import DECOY, modality, negated
from graph.facts.places import Site, find, find_object
from graph.facts.referents import HOUSES, PARTS, echo, echoed_object, last_thing, lift, means
from graph.facts.subjects import BLANKS, Scene

if TYPE_CHECKING:
    from collections.abc import Iterator

    from graph.facts.reading import Line, Reading
    from graph.model import Mention
    from graph.vocabulary import Sense, Vocabulary

APPOSED = 14
STANDING = frozenset({"unitOf", "holdsRoleAt", "subsidiaryOf", "addresses"})
SPOKEN = frozenset({"runs", "issues", "develops", "offers", "announces", "respondsTo"})


class Match(NamedTuple):
    """A construction found in the text: one sense with its ends, before it becomes a fact.

    `how` is named, pronoun, zero, carried, means, collective or juxtaposed for the subject; `line` is the number of
    the sentence, `source` that of the sentence which names the subject, `at` is where the trigger word begins.
    """

    sense: Sense
    subject: Mention
    object: Mention
    how: str
    line: int
    source: int
    modality: str
    at: int = -1
    negative: bool = False
    voice: Mention | None = None
    role: str | None = None
    via: Mention | None = None


class Found(NamedTuple):
    """The subjects of a sense, how they are given, and the number of the line that names them."""

    mentions: tuple[Mention, ...] = ()
    how: str = "none"
    line: int = -1


@lru_cache(maxsize=4)
def wanted(vocabulary: Vocabulary) -> dict[str, frozenset[str]]:
    """The classes of the objects that the senses of each trigger word want, none if one of them wants no object."""
    zero = {word for word, senses in vocabulary.senses.items() if any(s.frame.object.zero for s in senses)}
    return {
        word: frozenset().union(*(sense.objects for sense in senses))
        for word, senses in vocabulary.senses.items()
        if word not in zero
    }


def match_triggers(reading: Reading, scenes: list[Scene]) -> Iterator[Match]:
    """What the trigger words of an article say, clause by clause."""
    objects = wanted(reading.vocabulary)
    for scene in scenes:
        line = reading.lines[scene.line]
        for hit in scene.hits:
            if hit.word in objects and objects[hit.word].isdisjoint(line.kinds):
                continue
            senses = [sense for sense in reading.vocabulary.senses[hit.word] if possible(sense, line)]
            if senses:
                site = Site(reading, line, scene, hit)
                for sense in senses:
                    yield from match(site, sense)


def possible(sense: Sense, line: Line) -> bool:
    """Whether a line names or refers to something that can be the object of a sense, or needs not."""
    return sense.frame.object.zero or not sense.objects.isdisjoint(line.kinds)


def match(site: Site, sense: Sense) -> list[Match]:
    """What one sense of one trigger word says in its clause."""
    reading, scene, hit = site.reading, site.scene, site.hit
    if sense.frame.subject.side == "voice" and not speaking(site):
        return []
    objects, echoed = find_objects(site, sense)
    if not objects:
        return []
    found = find_subjects(ahead(site, sense, objects[0]), sense)
    parts = [lift(reading, part, sense.relation) for part in (*found.mentions, *means(site, sense, found.mentions))]
    agents = {subject.entity for subject, _ in parts} if sense.relation == "subsidiaryOf" else set()
    objects = [target for target in objects if target.entity not in agents]
    pairs = [(subject, via, target) for subject, via in parts for target in objects if subject.entity != target.entity]
    if not pairs:
        return []
    mode = mode_of(site, sense, found)
    if mode == "Proposed" and found.how != "named":
        return []
    voice = scene.voice if speaking(site) else None
    role = hit.word if sense.relation == "holdsRoleAt" else None
    how, negative = "pronoun" if echoed else found.how, negated(reading, scene, hit)
    return [
        Match(sense, subject, target, how, scene.line, found.line, mode, hit.start, negative, voice, role, via)
        for subject, via, target in pairs
    ]


def mode_of(site: Site, sense: Sense, found: Found) -> str:
    """The modality of what a sense says: its own, none for what simply stands, else that of the trigger word."""
    if sense.modality or sense.relation in STANDING:
        return sense.modality or "Done"
    hit = site.hit
    named = found.how == "named" and sense.frame.subject.side != "voice"
    mode = modality(site.reading, site.line, site.scene, hit.start, hit.end, named)
    own = site.reading.vocabulary.cues["modality"].get(hit.word, DECOY)
    return own if mode == "Done" and own != DECOY else mode


def find_objects(site: Site, sense: Sense) -> tuple[list[Mention], bool]:
    """The objects of a sense, and whether something else stands for them: a pronoun, or the house spoken of before."""
    objects = find_object(site, sense)
    if objects:
        return objects, False
    echoed = echoed_object(site, sense)
    if echoed:
        return [echoed], True
    if not sense.frame.object.zero or (sense.relation == "holdsRoleAt" and not opens(site)):
        return [], True
    pronoun = site.reading.vocabulary.at("anaphor", site.said().strip(BLANKS))
    for houses in (site.scene.subject.mentions, () if pronoun else site.scene.house):
        earlier = [m for m in houses if sense.frame.object.side == "topic" or m.end <= site.scene.start]
        fitting = [m for m in earlier if site.reading.is_a(m, sense.objects)]
        if fitting:
            return fitting, True
    return [], True


def opens(site: Site) -> bool:
    """Whether a trigger word opens its clause, or only a pronoun, a date or such stands before it."""
    reading, before = site.reading, site.said().strip(BLANKS)
    for kind in ("leading", "anaphor"):
        before = before.removeprefix(reading.vocabulary.at(kind, before) or "").strip(BLANKS)
    return not before or site.hit.start - len(before) in {d.start for d in reading.dates}


def ahead(site: Site, sense: Sense, target: Mention) -> Site:
    """The place before which a subject stands: the trigger word, or an unmarked object that stands before it too."""
    subject, object_ = sense.frame.subject, sense.frame.object
    unmarked = not (subject.markers or subject.near)
    if subject.side == object_.side == "before" and unmarked and target.start < site.hit.start:
        return Site(site.reading, site.line, site.scene, site.hit._replace(start=target.start, end=target.start))
    return site


def find_subjects(site: Site, sense: Sense) -> Found:
    """The subjects of a sense: written out, or what a pronoun or the topic stands for."""
    reading, scene, argument = site.reading, site.scene, sense.frame.subject
    if argument.side == "voice":
        speaker = site.scene.voice
        said = speaker is not None and site.reading.is_a(speaker, sense.subjects)
        return Found((speaker,), "named", scene.line) if said and speaker else Found()
    if argument.side == "means":
        thing = last_thing(site, sense)
        return Found((thing,), "means", reading.line_of(thing)) if thing else Found()
    parts = [m for m in find(site, argument, sense.subjects | PARTS, sense.relation) if fits(reading, m, sense)]
    named = parts or find(site, argument, sense.subjects, sense.relation)
    if named and argument.zero and not argument.near and oblique(site, named[0]) and not acts(site, named[-1]):
        if reading.precedes(named[0].start, reading.vocabulary.words("passive")):
            return Found()
        named = []
    if named:
        return Found(tuple(named), "named", scene.line)
    echoed = echo(reading, scene.start, site.hit.start, sense.subjects)
    if echoed:
        return Found((echoed,), "pronoun", reading.line_of(echoed))
    if argument.zero:
        return left_out(site, sense)
    plain = argument.side == "before" and not argument.near and not argument.markers
    return Found(tuple(described(site, sense)), "named", scene.line) if plain else Found()


def speaking(site: Site) -> bool:
    """Whether the trigger word is part of what somebody says."""
    return site.scene.voice is not None and site.hit.start >= site.scene.voice_start >= 0


def left_out(site: Site, sense: Sense) -> Found:
    """The topic of a clause without a subject; in reported speech only for what the speaker's house does."""
    scene = site.scene
    after = sense.frame.object.side == "after"
    if after and any(site.hit.end <= m.start < scene.end for m in scene.subject.mentions):
        house = [m for m in scene.house if fits(site.reading, m, sense)]
        return Found(tuple(house), "zero", site.reading.line_of(house[0])) if house else Found()
    fitting = [m for m in scene.subject.mentions if fits(site.reading, m, sense)]
    if not fitting or (speaking(site) and sense.relation not in SPOKEN):
        return Found()
    return Found(tuple(fitting), scene.subject.how, scene.subject.line)


def described(site: Site, sense: Sense) -> list[Mention]:
    """The noun behind a trigger word that its relative clause describes."""
    reading, line = site.reading, site.line
    of = reading.vocabulary.words("of")
    behind = [m for m in line.of(sense.subjects) if m.start >= site.hit.end]
    direct = [m for m in behind if reading.precedes(m.start, of)]
    return direct[:1] or [m for m in behind[:1] if apposed(site, m)]


def apposed(site: Site, mention: Mention) -> bool:
    """Whether a name stands behind the noun of a relative clause that it names (for farmers the new loan “P”)."""
    phrase = site.reading.between(site.hit.end, mention.start)
    at = max(phrase.rfind(word) for word in site.reading.vocabulary.words("of"))
    near = at >= 0 and len(phrase) - at <= APPOSED and mention.end <= site.scene.end
    return near and not site.line.hits_inside(site.hit.end + at, mention.start)


def fits(reading: Reading, mention: Mention, sense: Sense) -> bool:
    """Whether a mention, or the house it is a part of, can be the subject of a sense."""
    return reading.is_a(lift(reading, mention, sense.relation)[0], sense.subjects)


def acts(site: Site, mention: Mention) -> bool:
    """Whether a marked name is the subject of the verb right behind it: marked as a place, or in a relative clause."""
    reading, hit, words = site.reading, site.hit, site.reading.vocabulary
    if words.at("of", reading.text.clean, hit.end) is not None:
        between = site.line.inside(mention.end, hit.start)
        return not any(reading.is_a(m, HOUSES) for m in between)
    return mention.end == hit.start and reading.precedes(mention.start, words.words("place-marker")) is not None


def oblique(site: Site, mention: Mention) -> bool:
    """Whether a marker before a mention, or before the list it closes, makes it something else than the subject."""
    words = site.reading.vocabulary.words("oblique")
    marker = site.reading.precedes(mention.start, words)
    if marker in site.reading.vocabulary.words("list"):
        said = site.reading.between(site.scene.start, mention.start)
        return any(word in said for word in words if word != marker)
    return marker is not None and mention.start - len(marker) >= site.scene.start
