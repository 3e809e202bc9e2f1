"""Finds the mentions that stand where an argument of a frame says, seen from its trigger word."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from graph.facts.referents import pronoun

if TYPE_CHECKING:
    from graph.facts.reading import Hit, Line, Reading
    from graph.facts.subjects import Scene
    from graph.model import Mention
    from graph.vocabulary import Argument, Sense

NEAR = 10
FAR = 40
OPENING = ("“", "‘", "「")
TECHNOLOGIES = frozenset({"Technology"})
UNKNOWN = "?"


@dataclass(slots=True)
class Site:
    """A trigger word where it stands: in a clause (its scene) of a sentence (its line).

    What the senses of the word have to ask for again and again is kept.
    """

    reading: Reading
    line: Line
    scene: Scene
    hit: Hit
    leading: list[Mention] | None = None
    following: list[Mention] | None = None
    pronoun: str | None = UNKNOWN

    def said(self) -> str:
        """The words of the clause before the trigger."""
        return self.reading.between(self.scene.start, self.hit.start)

    def before(self) -> list[Mention]:
        """The mentions of the clause before the trigger."""
        if self.leading is None:
            self.leading = self.line.inside(self.scene.start, self.hit.start)
        return self.leading

    def behind(self) -> list[Mention]:
        """The mentions behind the trigger, up to the end of the clause, or of the sentence if only a number follows."""
        if self.following is None:
            end = self.line.sentence.end if only_counts(self) else self.scene.end
            self.following = self.line.inside(self.hit.end, end)
        return self.following

    def referred(self) -> str | None:
        """The class that a pronoun right behind the trigger stands for, None without one."""
        if self.pronoun == UNKNOWN:
            self.pronoun = pronoun(self.reading, self.hit.end, self.scene.end)
        return self.pronoun


def find(site: Site, argument: Argument, classes: frozenset[str], relation: str) -> list[Mention]:
    """The mentions of some classes that stand where an argument of a frame says."""
    if argument.side == "after":
        return find_after(site, argument, classes, relation)
    if argument.side != "before":
        return []
    if argument.markers:
        return find_marked(site, argument.markers, classes)
    return find_before(site, argument, classes, relation)


def find_object(site: Site, sense: Sense) -> list[Mention]:
    """The objects of a sense that the text writes out."""
    return find(site, sense.frame.object, sense.objects, sense.relation)


def find_after(site: Site, argument: Argument, classes: frozenset[str], relation: str) -> list[Mention]:
    """The mentions behind a trigger word, up to the next one or to the end of the clause."""
    reading, line, start = site.reading, site.line, site.hit.end
    for mention in site.behind():
        reached = near(site, start, mention.start, relation) if argument.near else reachable(site, mention.start)
        if not reached:
            return []
        if reading.is_a(mention, classes):
            group = [m for m in reading.group(mention, line, classes) if m.start >= start]
            verb = any(hit.start == group[-1].end for hit in line.hits)
            if reading.is_a(mention, TECHNOLOGIES) and not verb and describes(reading, group[-1]):
                return []
            return group + examples(site, classes)
        inner = [n for n in mention.nested if reading.is_a(n, classes) and n.start == mention.start]
        if argument.near and inner and not reading.is_a(mention, reading.vocabulary.relations[relation].range):
            return inner
    return []


def find_marked(site: Site, markers: frozenset[str], classes: frozenset[str]) -> list[Mention]:
    """The mentions before a trigger word whose group a marker introduces."""
    reading, line = site.reading, site.line
    for mention in reversed(site.before()):
        if not reading.is_a(mention, classes):
            continue
        group = [m for m in reading.group(mention, line, classes) if m.end <= site.hit.start]
        for i, member in enumerate(group):
            if reading.precedes(member.start, markers):
                return group[i:]
    return []


def find_before(site: Site, argument: Argument, classes: frozenset[str], relation: str) -> list[Mention]:
    """The mentions before a trigger word, the nearest group first."""
    reading, line = site.reading, site.line
    for mention in reversed(site.before()):
        if argument.near and not close(site, mention.end, site.hit.start, relation):
            return []
        if reading.is_a(mention, classes):
            return [m for m in reading.group(mention, line, classes) if m.end <= site.hit.start]
    return []


def near(site: Site, start: int, end: int, relation: str) -> bool:
    """Whether a mention stands next to a trigger before it, or only a relative clause about it stands between."""
    if close(site, start, end, relation):
        return True
    verbs, words = site.line.hits_inside(start, end), site.reading.vocabulary
    of = words.at("of", site.reading.text.clean, verbs[-1].end) if verbs else None
    return of is not None and end - verbs[-1].end - len(of) <= 1 and end - start <= FAR


def close(site: Site, start: int, end: int, relation: str) -> bool:
    """Whether a mention stands next to a trigger: few characters and no verb of another relation between."""
    verbs = site.line.hits_inside(start, end)
    same = [any(s.relation == relation for s in site.reading.vocabulary.senses[h.word]) for h in verbs]
    kin = all(same) or (same[0] and verbs[0].start == start)
    return end - start <= (2 * NEAR if verbs else NEAR) and kin


def reachable(site: Site, end: int) -> bool:
    """Whether no other verb stands between a trigger and a mention, one in a relative clause apart.

    The verb right behind a trigger may form one verb with it (announce to start).
    """
    verbs = site.line.hits_inside(site.hit.end, end)
    if verbs and verbs[0].start == site.hit.end:
        verbs = verbs[1:]
    of = site.reading.vocabulary.words("of")
    return not verbs or any(word in site.reading.between(verbs[-1].end, end) for word in of)


def only_counts(site: Site) -> bool:
    """Whether only a number follows a verb in its clause, so that what is counted comes in a later one."""
    reading = site.reading
    said = reading.between(site.hit.end, site.scene.end).rstrip(",，")
    if site.hit.end + len(said) not in reading.counts:
        return False
    rest = said
    while word := reading.vocabulary.at("filler", rest):
        rest = rest[len(word) :]
    return 0 < len(rest) < NEAR


def examples(site: Site, classes: frozenset[str]) -> list[Mention]:
    """The examples that the next clause gives for a list."""
    reading, line = site.reading, site.line
    if reading.vocabulary.at("example", reading.text.clean, site.scene.end) is None:
        return []
    after = next(((a, b) for a, b in line.sentence.clauses if a == site.scene.end), None)
    if after is None:
        return []
    said = reading.between(*after)
    word = reading.vocabulary.at("example", said)
    first = next(iter(line.inside(*after)), None)
    if word is None or first is None or first.start - after[0] > len(word) or not reading.is_a(first, classes):
        return []
    return reading.group(first, line, classes)


def describes(reading: Reading, mention: Mention) -> bool:
    """Whether a technology only describes the noun or the quoted name behind it (an AI assistant)."""
    clean, end = reading.text.clean, mention.end
    if clean[end : end + 1] in OPENING:
        return True
    if reading.vocabulary.longest_first("technology-head") and mention.text.endswith(
        reading.vocabulary.longest_first("technology-head")
    ):
        return False
    return clean[end : end + 1].isalnum() and reading.vocabulary.at("after-technology", clean, end) is None
