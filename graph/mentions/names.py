"""Finds names that the ontology does not list, by its name patterns, and makes one layer of mentions of all."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING

from graph.mentions.elliptical import spread
from graph.mentions.gazetteer import COLLECTION, all_occurrences, find_known, occurrences
from graph.mentions.quantities import find_quantities
from graph.model import Mention, Text

if TYPE_CHECKING:
    from graph.vocabulary import Pattern, Vocabulary

ORGANISATION = frozenset({"Organization"})
VERBAL = frozenset({"Organization", "Policy"})
STEP = frozenset({"BusinessFunction"})
UNIT = frozenset({"Department"})
LONGEST_STEM = 24
LONGEST_PHRASE = 40
SHORT = 4


def find(text: Text, vocabulary: Vocabulary) -> tuple[Mention, ...]:
    """All mentions of an article's headings and paragraphs, in order and without overlaps (nested ones inside).

    Headings are searched for the ontology's names only.
    """
    known = [m for m in find_known(text.clean, vocabulary) if not refused(text.clean, m, vocabulary)]
    known = within(known, text, ("paragraph", "heading"))
    finder = Finder(text.clean, vocabulary, known)
    found = [m for p in vocabulary.patterns if p.stem != "unit" for m in finder.matches(p)]
    kept = layer([*known, *within(found, text, ("paragraph",))], vocabulary)
    units = within(
        [m for p in vocabulary.patterns if p.stem == "unit" for m in finder.units(p, kept)], text, ("paragraph",)
    )
    if units:
        kept = layer([*units, *kept, *(n for m in kept for n in m.nested)], vocabulary)
    return tuple(without_collections(m) for m in kept if m.type != COLLECTION)


def without_collections(mention: Mention) -> Mention:
    """A mention without the collections nested in it; their members stay."""
    nested = tuple(n for n in mention.nested if n.type != COLLECTION)
    return mention if nested == mention.nested else replace(mention, nested=nested)


def within(mentions: list[Mention], text: Text, kinds: tuple[str, ...]) -> list[Mention]:
    """The mentions that lie wholly inside blocks of some kinds."""
    blocks = [b for b in text.blocks if b.kind in kinds]
    starts = [b.start for b in blocks]
    kept = []
    for mention in mentions:
        at = bisect_right(starts, mention.start) - 1
        if at >= 0 and mention.end <= blocks[at].end:
            kept.append(mention)
    return kept


def refused(clean: str, mention: Mention, vocabulary: Vocabulary) -> bool:
    """Whether the words behind a known name, or a contextual one, make it part of another word."""
    after = clean[mention.end : mention.end + 6]
    kinds = ("refuse-known-after", "refuse-after") if mention.contextual else ("refuse-known-after",)
    return any(after.startswith(word) for kind in kinds for word in vocabulary.words(kind))


@lru_cache(maxsize=4)
def verbs(vocabulary: Vocabulary) -> frozenset[str]:
    """The verbs at which a name or a noun phrase can end on its left."""
    return frozenset(w for w in vocabulary.senses if len(w.strip()) > 1) | vocabulary.words("verb")


class Finder:
    """Finds the names of one text; it remembers where stop words, verbs, places and known names stand."""

    def __init__(self, clean: str, vocabulary: Vocabulary, known: list[Mention]) -> None:
        self.clean = clean
        self.vocabulary = vocabulary
        inside = {i for m in known if not m.contextual for i in range(m.start + 1, m.end)}
        inside |= {m.end for m in known if not m.contextual}
        decoys = occurrences(vocabulary.words("verb-decoy"), clean)
        inside |= {i for start, end, _ in decoys for i in range(start + 1, end)}
        self.verbs = {end: word for _, end, word in all_occurrences(verbs(vocabulary), clean) if end not in inside}
        stops = all_occurrences(vocabulary.words("left-stop"), clean)
        self.places = {start: end for start, end, _ in occurrences(vocabulary.words("place"), clean)}
        inside |= {i for start, end in self.places.items() for i in range(start + 1, end + 1)}
        common = vocabulary.words("name-verb")
        verbal = {end for end, word in self.verbs.items() if word not in common}
        plain = {e for _, e, w in stops if w not in vocabulary.words("and")}
        hard = {e for s, e, w in stops if e not in inside and self.bounds(s, w, plain)}
        self.stops = {True: hard | verbal, False: hard | set(self.verbs)}
        self.counts = {q.start: q.end for q in find_quantities(clean, vocabulary)}
        self.accepted: set[int] = set()
        self.named: dict[str, str] = {}
        self.conjunctions = vocabulary.words("and")
        self.particles = vocabulary.words("of")

    def bounds(self, start: int, word: str, stops: set[int]) -> bool:
        """Whether a stop word can end a name's search: a word of coordination only behind something to coordinate."""
        if word not in self.vocabulary.words("and"):
            return True
        return start > 0 and is_name_character(self.clean[start - 1]) and start not in stops

    def matches(self, pattern: Pattern) -> list[Mention]:
        """The mentions that one pattern finds."""
        found = []
        for match in pattern.regex.finditer(self.clean):
            groups = match.groupdict()
            if "each" in groups:
                found.extend(spread(match, pattern, lambda end: self.stem_start(end, verbal=False)))
                continue
            begin, end = match.span("name") if "name" in groups else match.span("head" if "head" in groups else 0)
            short = match.span("short") if groups.get("short") else None
            start: int | None = begin
            if pattern.stem == "left":
                start = self.stem_start(begin, self.vocabulary.is_a(pattern.type, VERBAL))
                if "head" in groups and begin - start < 2:
                    continue
            elif pattern.stem == "phrase":
                start, short = self.phrase(begin, end, pattern.type)
            if start is None:
                continue
            name = self.clean[start:end]
            if pattern.stem == "none" and self.named.setdefault(name, pattern.type) != pattern.type:
                continue
            if not (pattern.refuse and pattern.refuse.search(name)):
                found.append(Mention(start, end, name, pattern.type, pattern=pattern.id, short=short))
                self.accepted.add(end)
        return found

    def units(self, pattern: Pattern, kept: list[Mention]) -> list[Mention]:
        """The parts of organisations that one pattern finds: a name directly behind an organisation's."""
        found = []
        for mention in kept:
            if not self.vocabulary.is_a(mention.type, pattern.owner or ORGANISATION):
                continue
            match = pattern.regex.match(self.clean, mention.end)
            while match:
                name = self.clean[mention.start : match.end()]
                if not (pattern.refuse and pattern.refuse.search(self.clean[mention.end : match.end()])):
                    found.append(Mention(mention.start, match.end(), name, pattern.type, pattern=pattern.id))
                match = pattern.regex.match(self.clean, match.end())
        return found

    def stem_start(self, head: int, verbal: bool) -> int:
        """Where the name ends on the left whose head begins at `head`: at punctuation, a verb or a stop word.

        The name of an organisation or policy may hold some verbs (those the ontology lists).
        """
        stops = self.stops[verbal]
        start, depth = head, 0
        while start > 0 and head - start < LONGEST_STEM and is_name_character(self.clean[start - 1]):
            depth += (self.clean[start - 1] in CLOSING) - (self.clean[start - 1] in OPENING)
            if depth < 0 or start in stops:
                break
            start -= 1
        places = [p for p in self.places if start <= p < head and self.places[p] <= head]
        return min(places) if places and min(places) - start <= 4 else start

    def phrase(self, head: int, end: int, type_name: str) -> tuple[int | None, tuple[int, int] | None]:
        """Where the noun phrase of a head begins, right behind a verb that can take it, and its short form."""
        start, depth = head, 0
        while start > 0 and head - start < LONGEST_PHRASE:
            if depth == 0 and (self.takes(start, type_name) or self.clean[start - 1] in CLAUSE_MARKS):
                break
            if start - 1 in self.accepted and self.clean[start - 1] in self.conjunctions:
                return start, None
            depth += (self.clean[start - 1] in CLOSING) - (self.clean[start - 1] in OPENING)
            if depth < 0:
                return None, None
            start -= 1
        modifier = last_modifier(self.clean, start, head, self.particles)
        if not self.takes(start, type_name):
            if self.clean[start - 1 : start] not in COMMAS or modifier is None or end - modifier < 5:
                return None, None
            return modifier, None
        start = self.skip(start, head)
        return start, (modifier, end) if modifier and modifier > start and end - modifier >= 4 else None

    def takes(self, end: int, type_name: str) -> bool:
        """Whether the verb that ends at a position can have an object of a class."""
        senses = self.vocabulary.senses.get(self.verbs.get(end, ""), ())
        return any(
            self.vocabulary.is_a(type_name, s.objects)
            for s in senses
            if s.frame.subject.side != "voice" and s.frame.object.side == "after"
        )

    def skip(self, start: int, head: int) -> int:
        """The beginning of a phrase behind particles, measures and numbers."""
        while True:
            word = self.vocabulary.at("filler", self.clean, start)
            step = len(word) if word else self.measured(start) - start
            if not step or start + step > head:
                return start
            start += step

    def measured(self, start: int) -> int:
        """Where a number at a position ends, with the noun it counts when that only describes (six dimensions of …)."""
        end = self.counts.get(start, start)
        if end == start:
            return start
        particle = next((i for i in range(end + 1, end + SHORT) if self.clean[i : i + 1] in self.particles), None)
        return end if particle is None else particle + 1


COMMAS = (",", "\uff0c")
OPENING = "“「『《（(【‘"
CLOSING = "”」』》）)】’"
CLAUSE_MARKS = "，,。；;！？!?：:\n"


def is_name_character(char: str) -> bool:
    """Whether a character can stand in an organisation's name."""
    return char.isalnum() or char in "·（）()&"


def last_modifier(clean: str, start: int, head: int, particles: frozenset[str]) -> int | None:
    """Where the last modifier of a phrase ends (behind the particle that closes it), None when it has none."""
    depth, last = 0, None
    for i in range(start, head):
        depth += (clean[i] in OPENING) - (clean[i] in CLOSING)
        if depth == 0 and clean[i] in particles:
            last = i + 1
    return last


def layer(found: list[Mention], vocabulary: Vocabulary) -> list[Mention]:
    """One layer without overlaps: the longest wins, known names win ties; what lies inside becomes nested."""
    ends = {m.end: m for m in found if m.known and not m.contextual}

    def shadowed(m: Mention) -> bool:
        """Whether a name that a pattern found only adds words in front of a known name of its kind."""
        known = ends.get(m.end)
        if known is None or m.known or m.start >= known.start:
            return False
        return any(vocabulary.is_a(known.type, kind) and vocabulary.is_a(m.type, kind) for kind in (ORGANISATION, STEP))

    covered = {i: (m.start, m.end) for m in found if m.known and not m.contextual for i in range(m.start, m.end)}

    def cut(m: Mention) -> bool:
        """Whether a name that a pattern found begins or ends inside a known name without holding it."""
        first, last = covered.get(m.start, (m.start, m.end)), covered.get(m.end - 1, (m.start, m.end))
        return m.known is None and (first[0] < m.start < first[1] < m.end or m.start < last[0] < m.end < last[1])

    ranked = sorted(
        (m for m in found if not shadowed(m) and not cut(m)),
        key=lambda m: (-(m.end - m.start), m.known is None, m.contextual, m.start),
    )
    kept: list[Mention] = []
    owner: dict[int, int] = {}
    inner: dict[int, list[Mention]] = {}
    for mention in ranked:
        clash = next((owner[i] for i in range(mention.start, mention.end) if i in owner), None)
        if clash is None:
            owner.update(dict.fromkeys(range(mention.start, mention.end), len(kept)))
            kept.append(mention)
        elif kept[clash].start <= mention.start and mention.end <= kept[clash].end:
            held = inner.setdefault(clash, [])
            if nests(kept[clash], mention, vocabulary) and not any(crosses(h, mention) for h in held):
                held.append(mention)
    nested = [tuple(sorted(inner.get(i, ()), key=lambda n: n.start)) for i in range(len(kept))]
    held = [m if m.nested == n else replace(m, nested=n) for m, n in zip(kept, nested, strict=True)]
    return sorted(held, key=lambda m: m.start)


def nests(outer: Mention, inner: Mention, vocabulary: Vocabulary) -> bool:
    """Whether a name inside another one is a name of its own: a known one, one of another class, or a unit's house."""
    if (outer.start, outer.end) == (inner.start, inner.end):
        return False
    return bool(inner.known) or inner.type != outer.type or vocabulary.is_a(inner.type, UNIT)


def crosses(held: Mention, mention: Mention) -> bool:
    """Whether two nested names overlap, members of one collection apart."""
    same = (held.start, held.end) == (mention.start, mention.end)
    return held.start < mention.end and mention.start < held.end and not (same and held.known != mention.known)
