"""Matches the constructions of the lexicon against a reading: each trigger word with its subjects and objects."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from graph.facts.modality import modality, negated
from graph.facts.subjects import Scene
from graph.mentions.gazetteer import COLLECTION

if TYPE_CHECKING:
    from collections.abc import Iterator

    from graph.facts.reading import Hit, Line, Reading
    from graph.model import Mention
    from graph.vocabulary import Argument, Sense

NEAR = 10
FAR = 600


@dataclass(frozen=True, slots=True)
class Match:
    """A construction found in the text: one sense with its ends, before it becomes a fact.

    `how` is named, pronoun or zero for the subject; `line` is the number of the sentence, `source` that of the
    sentence which names the subject.
    """

    sense: Sense
    subject: Mention
    object: Mention
    how: str
    line: int
    source: int
    modality: str
    negative: bool
    voice: Mention | None
    role: str | None = None
    via: Mention | None = None


def match_all(reading: Reading, scenes: list[Scene]) -> Iterator[Match]:
    """All constructions in an article, clause by clause."""
    for scene in scenes:
        line = reading.lines[scene.line]
        for hit in line.hits_inside(scene.start, scene.end):
            for sense in reading.vocabulary.senses[hit.word]:
                yield from match(reading, line, scene, hit, sense)
    yield from match_names(reading, scenes)
    yield from match_owners(reading, scenes)


def match(reading: Reading, line: Line, scene: Scene, hit: Hit, sense: Sense) -> Iterator[Match]:
    """What one sense of one trigger word says in its clause."""
    objects = find(reading, line, scene, hit, sense.frame.object, sense.objects, sense.relation)
    echoed = None if objects else echoed_object(reading, line, scene, hit, sense)
    if echoed:
        objects = [echoed]
    if not objects and sense.frame.object.zero:
        objects = [m for m in scene.house if reading.is_a(m, sense.objects)]
        echoed = objects[0] if objects else None
    if not objects:
        return
    before = objects[0].start if sense.frame.object.side == sense.frame.subject.side == "before" else hit.start
    subjects, how, source = find_subjects(reading, line, scene, ahead(sense, hit, before), sense)
    role = hit.word if sense.relation == "holdsRoleAt" else None
    for part in [*subjects, *means(reading, line, hit, sense, subjects)]:
        subject, via = lift(reading, part, sense.relation)
        for target in objects:
            if reading.entity(subject).id == reading.entity(target).id:
                continue
            yield Match(
                sense, subject, target, "pronoun" if echoed else how, scene.line, source,
                modality=sense.modality or modality(reading, line, scene, hit.start, hit.end),
                negative=negated(reading, hit),
                voice=scene.voice if hit.start >= scene.voice_start >= 0 else None,
                role=role,
                via=via,
            )  # fmt: skip


def ahead(sense: Sense, hit: Hit, position: int) -> Hit:
    """The place before which a subject stands: the trigger word, or an object that stands before it too and unmarked."""
    marked = sense.frame.object.markers or sense.frame.subject.markers or sense.frame.subject.near
    return hit if marked or position >= hit.start else replace(hit, start=position, end=position)


def echoed_object(reading: Reading, line: Line, scene: Scene, hit: Hit, sense: Sense) -> Mention | None:
    """What a pronoun stands for that takes the place of the object, behind the trigger word or before it."""
    argument = sense.frame.object
    if argument.side == "after":
        return echo(reading, line, hit.end, scene.end, sense.objects)
    if argument.side != "before" or argument.near or argument.markers:
        return None
    echoed = echo(reading, line, scene.start, hit.start, sense.objects)
    if echoed:
        return echoed
    if not any(reading.between(scene.start, hit.start).startswith(w) for w in reading.vocabulary.words("possessive")):
        return None
    earlier = [m for m in line.inside(line.sentence.start, scene.start) if reading.is_a(m, sense.objects)]
    return earlier[-1] if earlier else None


def find_subjects(reading: Reading, line: Line, scene: Scene, hit: Hit, sense: Sense) -> tuple[list[Mention], str, int]:
    """The subjects of a sense, how they are named, and the line that names them."""
    argument = sense.frame.subject
    if argument.side == "voice":
        speaker = scene.voice
        speaks = speaker is not None and reading.is_a(speaker, sense.subjects) and hit.start >= scene.voice_start
        return ([speaker] if speaks and speaker else []), "named", scene.line
    if argument.side == "means":
        thing = last_thing(reading, scene, hit.start, sense)
        return ([thing] if thing else []), "means", line_of(reading, thing) if thing else -1
    found = (
        [] if argument.side == "topic" else find(reading, line, scene, hit, argument, sense.subjects, sense.relation)
    )
    if found and argument.zero and oblique(reading, scene, found[0]) and not acts(reading, found[-1], hit):
        if reading.precedes(found[0].start, reading.vocabulary.words("passive")):
            return [], "none", -1
        found = []
    if found:
        return found, "named", scene.line
    echoed = echo(reading, line, scene.start, hit.start, sense.subjects)
    if echoed:
        return [echoed], "pronoun", line_of(reading, echoed)
    if argument.side == "before" and not argument.zero and not argument.near and not argument.markers:
        return (
            [m for m in line.inside(hit.end, line.sentence.end) if described(reading, m, sense)][:1],
            "named",
            scene.line,
        )
    if argument.zero:
        fitting = [m for m in scene.subject.mentions if fits(reading, m, sense)]
        if fitting and allowed(scene, hit, sense):
            how = "named" if scene.subject.line == scene.line and scene.subject.how == "named" else scene.subject.how
            return fitting, how, scene.subject.line
    return [], "none", -1


def echo(reading: Reading, line: Line, start: int, end: int, classes: frozenset[str]) -> Mention | None:
    """What a pronoun or a short noun at the beginning of a range stands for: the last mention of its class."""
    words = reading.vocabulary.cues.get("anaphor", {})
    said = reading.between(start, end).lstrip(' “”"')
    word = next((w for w in sorted(words, key=lambda w: (-len(w), w)) if said.startswith(w)), None)
    if word is None or words[word] == "Agent" or not reading.vocabulary.is_a(words[word], classes):
        return None
    wanted = frozenset({words[word]})
    earlier = [m for row in reading.lines for m in row.mentions if m.end <= start and reading.is_a(m, wanted)]
    return earlier[-1] if earlier and start - earlier[-1].end < FAR else None


def line_of(reading: Reading, mention: Mention) -> int:
    """The number of the sentence that holds a mention, -1 for one in a heading."""
    rows = enumerate(reading.lines)
    return next((i for i, row in rows if row.sentence.start <= mention.start < row.sentence.end), -1)


def last_thing(reading: Reading, scene: Scene, position: int, sense: Sense) -> Mention | None:
    """The last thing that can be the subject of a sense, named before a position in this sentence or, when the clause
    names none, in the one before it in the paragraph.
    """
    line = reading.lines[scene.line]
    if any(reading.is_a(m, sense.subjects) for m in line.inside(scene.start, position)):
        return None
    echoed = echo(reading, line, line.sentence.start, position, sense.subjects)
    if echoed:
        return echoed
    rows = [line]
    if scene.line and reading.lines[scene.line - 1].sentence.block == line.sentence.block:
        rows.append(reading.lines[scene.line - 1])
    for row in rows:
        named = [m for m in row.mentions if m.end <= position and reading.is_a(m, sense.subjects)]
        if named:
            return named[-1]
    return None


def described(reading: Reading, mention: Mention, sense: Sense) -> bool:
    """Whether a mention is the noun that a relative clause describes."""
    return (
        reading.is_a(mention, sense.subjects)
        and reading.precedes(mention.start, reading.vocabulary.words("of")) is not None
    )


def acts(reading: Reading, mention: Mention, hit: Hit) -> bool:
    """Whether a marked name is the subject of the verb right behind it: marked as a place, or in a relative clause."""
    words = reading.vocabulary
    relative = any(reading.between(hit.end, hit.end + len(w)) == w for w in words.words("of"))
    place = reading.precedes(mention.start, words.words("place-marker")) is not None
    return mention.end == hit.start and (place or relative)


def oblique(reading: Reading, scene: Scene, mention: Mention) -> bool:
    """Whether a marker before a mention, or before the list it closes, makes it something else than the subject."""
    words = reading.vocabulary.words("oblique")
    marker = reading.precedes(mention.start, words)
    if marker in reading.vocabulary.words("list"):
        return any(word in reading.between(scene.start, mention.start) for word in words if word != marker)
    return marker is not None and mention.start - len(marker) >= scene.start


def means(reading: Reading, line: Line, hit: Hit, sense: Sense, subjects: list[Mention]) -> list[Mention]:
    """The product or initiative that shares its owner's statement: what a verb behind in the clause offers (for
    farmers, A offers P), else what is named last before the verb in its sentence.
    """
    if sense.relation not in SHARED or not subjects or not reading.is_a(subjects[0], HOUSES):
        return []

    def fitting(start: int, end: int) -> list[Mention]:
        inside = line.inside(start, end)
        return [m for m in inside if reading.is_a(m, THINGS) and reading.is_a(m, sense.subjects)]

    clause = line.clause_of(hit.start)
    offering = next((h for h in line.hits_inside(hit.start, clause[1]) if gives(reading, h)), None)
    offered = fitting(offering.end, clause[1]) if offering else []
    return offered[:1] or fitting(line.sentence.start, hit.start)[-1:]


def gives(reading: Reading, hit: Hit) -> bool:
    """Whether a trigger word says that something is offered or run."""
    return any(s.relation in ("offers", "runs") for s in reading.vocabulary.senses[hit.word])


def fits(reading: Reading, mention: Mention, sense: Sense) -> bool:
    """Whether a mention, or the house it is a part of, can be the subject of a sense."""
    return reading.is_a(lift(reading, mention, sense.relation)[0], sense.subjects)


def lift(reading: Reading, part: Mention, relation: str) -> tuple[Mention, Mention | None]:
    """The organisation whose part acts, and the part; a part stays itself where its own place is the statement."""
    if relation in OWN or not reading.is_a(part, PARTS):
        return part, None
    house = next((n for n in part.nested if reading.is_a(n, HOUSES) and not reading.is_a(n, PARTS)), None)
    return (house, part) if house else (part, None)


def allowed(scene: Scene, hit: Hit, sense: Sense) -> bool:
    """Whether a left-out subject may be filled in: in reported speech only for what the speaker's house does."""
    speaking = scene.voice is not None and hit.start >= scene.voice_start
    return not speaking or sense.relation in SPOKEN


TECHNOLOGIES = frozenset({"Technology"})
SHARED = frozenset({"serves", "advances"})
THINGS = frozenset({"LoanProduct", "App", "Initiative", "System", "AIModel"})
PARTS = frozenset({"Department"})
HOUSES = frozenset({"Organization"})
OWN = frozenset({"unitOf", "holdsRoleAt", "issues"})
SPOKEN = frozenset({"runs", "issues", "develops", "offers", "announces", "respondsTo"})


def find(
    reading: Reading, line: Line, scene: Scene, hit: Hit, argument: Argument, classes: frozenset[str], relation: str
) -> list[Mention]:
    """The mentions that stand where an argument of a frame says."""
    if argument.side == "after":
        return find_after(reading, line, scene, hit, argument, classes, relation)
    if argument.markers:
        return find_marked(reading, line, scene, hit, argument, classes, relation)
    return find_before(reading, line, scene, hit, argument, classes, relation)


def find_after(
    reading: Reading, line: Line, scene: Scene, hit: Hit, argument: Argument, classes: frozenset[str], relation: str
) -> list[Mention]:
    """The mentions behind a trigger word, up to the next one or to the end of the clause."""
    end = line.sentence.end if counted(reading, hit.end, scene.end) else scene.end
    for mention in line.inside(hit.end, end):
        if argument.near and not close(reading, line, hit.end, mention.start, relation):
            return []
        if not argument.near and not reachable(reading, line, hit.end, mention.start):
            return []
        if reading.is_a(mention, classes):
            group = [m for m in reading.group(mention, line, classes) if m.start >= hit.end]
            if reading.is_a(mention, TECHNOLOGIES) and modifies(reading, group[-1]):
                return []
            return group + examples(reading, line, scene, classes)
        inner = [n for n in mention.nested if reading.is_a(n, classes) and n.start == mention.start]
        if argument.near and inner and not reading.is_a(mention, reading.vocabulary.relations[relation].range):
            return inner
    return []


def modifies(reading: Reading, mention: Mention) -> bool:
    """Whether a technology only describes the noun behind it (an AI assistant)."""
    behind = reading.between(mention.end, mention.end + 2)
    words = reading.vocabulary.words("after-technology")
    return behind[:1].isalnum() and not any(behind.startswith(w) for w in words)


def counted(reading: Reading, start: int, end: int) -> bool:
    """Whether only a number follows a verb in its clause, so that what is counted comes in a later one."""
    rest = reading.between(start, end).rstrip(",，")
    for word in sorted(reading.vocabulary.words("filler"), key=len, reverse=True):
        rest = rest.removeprefix(word)
    return (
        bool(rest)
        and reading.counts.get(start + len(reading.between(start, end).rstrip(",，"))) is not None
        and len(rest) < NEAR
    )


def examples(reading: Reading, line: Line, scene: Scene, classes: frozenset[str]) -> list[Mention]:
    """The examples that the next clause gives for a list."""
    after = next(((a, b) for a, b in line.sentence.clauses if a == scene.end), None)
    if after is None:
        return []
    said = reading.between(*after)
    word = next((w for w in sorted(reading.vocabulary.words("example")) if said.startswith(w)), None)
    first = next(iter(line.inside(*after)), None)
    if word is None or first is None or first.start - after[0] > len(word) or not reading.is_a(first, classes):
        return []
    return reading.group(first, line, classes)


def reachable(reading: Reading, line: Line, start: int, end: int) -> bool:
    """Whether no other verb stands between a trigger and a mention, one in a relative clause apart."""
    verbs = line.hits_inside(start, end)
    return not verbs or any(word in reading.between(verbs[-1].end, end) for word in reading.vocabulary.words("of"))


def close(reading: Reading, line: Line, start: int, end: int, relation: str) -> bool:
    """Whether a mention stands next to a trigger: few characters and no verb of another relation between."""
    verbs = line.hits_inside(start, end)
    same = [any(s.relation == relation for s in reading.vocabulary.senses[h.word]) for h in verbs]
    kin = all(same) or (same[0] and verbs[0].start == start)
    return end - start <= (2 * NEAR if verbs else NEAR) and kin


def find_marked(
    reading: Reading, line: Line, scene: Scene, hit: Hit, argument: Argument, classes: frozenset[str], relation: str
) -> list[Mention]:
    """The mentions before a trigger word whose group a marker introduces."""
    for mention in reversed(line.inside(scene.start, hit.start)):
        if not reading.is_a(mention, classes):
            continue
        group = [m for m in reading.group(mention, line, classes) if m.end <= hit.start]
        for i, member in enumerate(group):
            if reading.precedes(member.start, argument.markers):
                return group[i:]
    return []


def find_before(
    reading: Reading, line: Line, scene: Scene, hit: Hit, argument: Argument, classes: frozenset[str], relation: str
) -> list[Mention]:
    """The mentions before a trigger word, the nearest group first."""
    for mention in reversed(line.inside(scene.start, hit.start)):
        if argument.near and not close(reading, line, mention.end, hit.start, relation):
            return []
        if reading.is_a(mention, classes):
            group = reading.group(mention, line, classes)
            return [m for m in group if m.end <= hit.start]
    return []


def match_names(reading: Reading, scenes: list[Scene]) -> Iterator[Match]:
    """What names say by the names inside them: a branch's bank, a policy's theme."""
    senses = reading.vocabulary.senses.get("", ())
    for scene in scenes:
        line = reading.lines[scene.line]
        for mention in line.inside(scene.start, scene.end):
            for sense in senses:
                if not reading.is_a(mention, sense.subjects):
                    continue
                for nested in mention.nested:
                    if reading.is_a(nested, sense.objects):
                        mode = "Done" if sense.relation in TIMELESS else modality(reading, line, scene, mention.start, mention.end)
                        if nested.pattern == COLLECTION:
                            listed = listing(reading, nested)
                            yield Match(sense, mention, nested, "collective", scene.line, listed, mode, False, None)
                        elif nested.end <= mention.start:
                            yield Match(sense, mention, nested, "zero", scene.line, line_of(reading, nested), mode, False, None)
                        else:
                            yield Match(sense, mention, nested, "named", scene.line, scene.line, mode, False, None)


def listing(reading: Reading, member: Mention) -> int:
    """The number of the first sentence that names a collection's member by its own name, -1 when none does."""
    meant = reading.entity(member).id
    rows = enumerate(reading.lines)
    named = (i for i, row in rows for m in row.mentions if reading.entity(m).id == meant and m.pattern != COLLECTION)
    return next(named, -1)


TIMELESS = frozenset({"unitOf", "addresses"})


def match_owners(reading: Reading, scenes: list[Scene]) -> Iterator[Match]:
    """What names say by standing side by side: an organisation directly before its product or initiative."""
    for scene in scenes:
        line = reading.lines[scene.line]
        row = line.inside(scene.start, scene.end)
        for owner, thing in zip(row, row[1:], strict=False):
            if reading.between(owner.end, thing.start).strip(QUOTES) or not reading.is_a(owner, HOUSES):
                continue
            for sense in reading.vocabulary.senses.get(SIDE_BY_SIDE, ()):
                if reading.is_a(owner, sense.subjects) and reading.is_a(thing, sense.objects):
                    mode = modality(reading, line, scene, owner.start, thing.end)
                    yield Match(sense, owner, thing, "juxtaposed", scene.line, scene.line, mode, False, None)


SIDE_BY_SIDE = " "
QUOTES = "“‘「"
