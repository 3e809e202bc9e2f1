"""Finds names that the ontology does not list, by its name patterns, and makes one layer of mentions of all."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import replace
from functools import lru_cache
from operator import attrgetter
from typing import TYPE_CHECKING

from graph.mentions.elliptical import spread
from graph.mentions.gazetteer import COLLECTION, all_occurrences, find_known, occurrences
from graph.mentions.heads import find_matches, prepared
from graph.mentions.quantities import find_quantities
from graph.model import Mention, Text

if TYPE_CHECKING:
    import re
    from collections.abc import Iterable, Iterator, Mapping

    from graph.vocabulary import Pattern, Vocabulary

ORGANISATION = frozenset({"Organization"})
VERBAL = frozenset({"Organization", "Policy"})
STEP = frozenset({"BusinessFunction"})
UNIT = frozenset({"Department"})
LONGEST_STEM = 24
LONGEST_PHRASE = 40
LONGEST_UNIT = 40
SHORT = 4
FAR_PLACE = 4


def find(text: Text, vocabulary: Vocabulary) -> tuple[Mention, ...]:
    """All mentions of an article's headings and paragraphs, in order and without overlaps (nested ones inside).

    Headings are searched for the ontology's names only.
    """
    known = [m for m in find_known(text.clean, vocabulary) if not refused(text.clean, m, vocabulary)]
    known = within(known, text, ("paragraph", "heading"))
    words = all_occurrences(scanned(vocabulary), text.clean)
    finder = Finder(text.clean, words, known, vocabulary)
    matches = find_matches(text.clean, words, vocabulary)
    found = [m for pattern, match in matches for m in finder.told(pattern, match)]
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
    kinds = ("refuse-known-after", "refuse-after") if mention.contextual else ("refuse-known-after",)
    return any(vocabulary.at(kind, clean, mention.end) for kind in kinds)


@lru_cache(maxsize=4)
def verbs(vocabulary: Vocabulary) -> frozenset[str]:
    """The verbs at which a name or a noun phrase can end on its left."""
    return frozenset(w for w in vocabulary.senses if len(w.strip()) > 1) | vocabulary.words("verb")


@lru_cache(maxsize=4)
def scanned(vocabulary: Vocabulary) -> frozenset[str]:
    """The words of which it matters for names where they stand, all looked for in one pass."""
    return verbs(vocabulary) | vocabulary.words("left-stop") | prepared(vocabulary).words


@lru_cache(maxsize=256)
def takers(vocabulary: Vocabulary, type_name: str) -> frozenset[str]:
    """The trigger words that can have an object of a class behind them."""
    return frozenset(
        word
        for word, senses in vocabulary.senses.items()
        for s in senses
        if s.frame.subject.side != "voice" and s.frame.object.side == "after" and vocabulary.is_a(type_name, s.objects)
    )


def positions(ranges: Iterable[tuple[int, int]]) -> set[int]:
    """The positions strictly inside some ranges."""
    return set().union(*(range(start + 1, end) for start, end in ranges))


class Finder:
    """Finds the names of one text; it remembers where stop words, verbs, places and known names stand."""

    def __init__(
        self, clean: str, words: Mapping[str, list[int]], known: list[Mention], vocabulary: Vocabulary
    ) -> None:
        self.clean = clean
        self.vocabulary = vocabulary
        self.conjunctions = vocabulary.words("and")
        self.particles = vocabulary.words("of")
        inside = positions((m.start, m.end + 1) for m in known if not m.contextual)
        inside |= positions((a, b) for a, b, _ in occurrences(vocabulary.words("verb-decoy"), clean))
        self.verbs = {
            start + len(word): word
            for word in sorted(words.keys() & verbs(vocabulary), key=len, reverse=True)
            for start in words[word]
            if start + len(word) not in inside
        }
        self.places = {start: end for start, end, _ in occurrences(vocabulary.words("place"), clean)}
        inside |= positions((a, b + 1) for a, b in self.places.items())
        common = vocabulary.words("name-verb")
        verbal = {end for end, word in self.verbs.items() if word not in common}
        hard = self.left_stops(words) - inside
        self.stops = {True: hard | verbal, False: hard | self.verbs.keys()}
        self.counts = {q.start: q.end for q in find_quantities(clean, vocabulary)}
        self.accepted = {m.end: m.type for m in known}
        self.types: dict[str, str] = {}
        self.ends: dict[str, set[int]] = {}

    def left_stops(self, words: Mapping[str, list[int]]) -> set[int]:
        """Where words end that end a name's search; a word of coordination only behind something to coordinate."""
        stops = words.keys() & self.vocabulary.words("left-stop")
        plain = {start + len(word) for word in stops - self.conjunctions for start in words[word]}
        joining = [(start, start + len(word)) for word in stops & self.conjunctions for start in words[word]]
        return plain | {end for start, end in joining if start not in plain and self.coordinates(start)}

    def coordinates(self, start: int) -> bool:
        """Whether something stands before a position that a word at it can coordinate."""
        return start > 0 and is_name_character(self.clean[start - 1])

    def told(self, pattern: Pattern, match: re.Match[str]) -> list[Mention]:
        """The mentions that a match of a pattern tells of: one, none, or one for each item of a list."""
        if "each" in pattern.regex.groupindex:
            return list(spread(match, pattern, lambda end: self.stem_start(end, verbal=False)))
        named = self.named(pattern, match)
        return [named] if named else []

    def named(self, pattern: Pattern, match: re.Match[str]) -> Mention | None:
        """The mention that a match of a pattern tells of, if it is one."""
        groups = pattern.regex.groupindex
        begin, end = match.span("name" if "name" in groups else "head" if "head" in groups else 0)
        short = match.span("short") if "short" in groups and match["short"] else None
        start: int | None = begin
        if pattern.stem == "left":
            start = self.stem_start(begin, self.vocabulary.is_a(pattern.type, VERBAL))
            if "head" in groups and begin - start < 2:
                return None
        elif pattern.stem == "phrase":
            start, short = self.phrase(begin, end, pattern.type)
        if start is None:
            return None
        name = self.clean[start:end]
        if pattern.stem == "none" and self.types.setdefault(name, pattern.type) != pattern.type:
            return None
        if pattern.refuse and pattern.refuse.search(name):
            return None
        self.accepted[end] = pattern.type
        return Mention(start, end, name, pattern.type, pattern=pattern.id, short=short)

    def units(self, pattern: Pattern, kept: list[Mention]) -> list[Mention]:
        """The parts of organisations that one pattern finds: a name directly behind an organisation's."""
        found = []
        for mention in kept:
            if not self.vocabulary.is_a(mention.type, pattern.owner or ORGANISATION):
                continue
            match = pattern.regex.match(self.clean, mention.end)
            while match and match.end() - mention.end <= LONGEST_UNIT:
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
            depth += NESTING.get(self.clean[start - 1], 0)
            if depth < 0 or start in stops:
                break
            start -= 1
        near = range(start, min(head, start + FAR_PLACE + 1))
        return next((at for at in near if self.places.get(at, head + 1) <= head), start)

    def phrase(self, head: int, end: int, type_name: str) -> tuple[int | None, tuple[int, int] | None]:
        """Where the noun phrase of a head begins, right behind a verb that can take it, and its short form."""
        taken = self.taken(type_name)
        start, depth = head, 0
        while start > 0 and head - start < LONGEST_PHRASE:
            before = self.clean[start - 1]
            if depth == 0 and (start in taken or before in CLAUSE_MARKS):
                break
            if before in self.conjunctions and self.accepted.get(start - 1) == type_name:
                return start, None
            depth += NESTING.get(before, 0)
            if depth < 0:
                return None, None
            start -= 1
        modifier = last_modifier(self.clean, start, head, self.particles)
        if start not in taken:
            if self.clean[start - 1 : start] not in COMMAS or modifier is None or end - modifier < 5:
                return None, None
            return modifier, None
        start = self.skip(start, head)
        return start, (modifier, end) if modifier and modifier > start and end - modifier >= 4 else None

    def taken(self, type_name: str) -> set[int]:
        """Where verbs end that can have an object of a class."""
        if type_name not in self.ends:
            fitting = takers(self.vocabulary, type_name)
            self.ends[type_name] = {end for end, word in self.verbs.items() if word in fitting}
        return self.ends[type_name]

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


START = attrgetter("start")
COMMAS = (",", "\uff0c")
OPENING = "“「『《（(【‘"
CLOSING = "”」』》）)】’"
# How a mark changes the number of open brackets when a text is read to the left.
NESTING = dict.fromkeys(OPENING, -1) | dict.fromkeys(CLOSING, 1)
CLAUSE_MARKS = "，,。；;！？!?：:\n"


def is_name_character(char: str) -> bool:
    """Whether a character can stand in an organisation's name."""
    return char.isalnum() or char in "·（）()&"


def last_modifier(clean: str, start: int, head: int, particles: frozenset[str]) -> int | None:
    """Where the last modifier of a phrase ends (behind the particle that closes it), None when it has none."""
    depth, last = 0, None
    for i in range(start, head):
        depth -= NESTING.get(clean[i], 0)
        if depth == 0 and clean[i] in particles:
            last = i + 1
    return last


def layer(found: list[Mention], vocabulary: Vocabulary) -> list[Mention]:
    """One layer without overlaps: the longest wins, known names win ties; what lies inside becomes nested.

    As the longest come first, a name that overlaps one of the layer has its first or its last character in it.
    """
    ranked = sorted(standing(found, vocabulary), key=rank)
    kept: list[Mention] = []
    owner: dict[int, int] = {}
    inner: dict[int, list[Mention]] = {}
    for mention in ranked:
        clash = owner.get(mention.start, owner.get(mention.end - 1))
        if clash is None:
            owner.update(dict.fromkeys(range(mention.start, mention.end), len(kept)))
            kept.append(mention)
        elif kept[clash].start <= mention.start and mention.end <= kept[clash].end:
            held = inner.setdefault(clash, [])
            if nests(kept[clash], mention, vocabulary) and not any(crosses(h, mention) for h in held):
                held.append(mention)
    nested = (tuple(sorted(inner[i], key=START)) if i in inner else () for i in range(len(kept)))
    held = [m if m.nested == n else replace(m, nested=n) for m, n in zip(kept, nested, strict=True)]
    return sorted(held, key=START)


def rank(mention: Mention) -> tuple[int, bool, bool, int]:
    """The place of a mention among those that want to stand in a layer."""
    return mention.start - mention.end, mention.known is None, mention.contextual, mention.start


def standing(found: list[Mention], vocabulary: Vocabulary) -> Iterator[Mention]:
    """The mentions without those names found by a pattern that only add words in front of a known name of their kind,
    or that begin or end inside a known name without holding it.
    """
    known = [m for m in found if m.known and not m.contextual]
    ends = {m.end: m for m in known}
    covered: dict[int, tuple[int, int]] = {}
    for mention in known:
        covered.update(dict.fromkeys(range(mention.start, mention.end), (mention.start, mention.end)))
    for m in found:
        if m.known:
            yield m
            continue
        last = ends.get(m.end)
        if last and m.start < last.start and any(both_are(m, last, kind, vocabulary) for kind in (ORGANISATION, STEP)):
            continue
        whole = (m.start, m.end)
        left, right = covered.get(m.start, whole), covered.get(m.end - 1, whole)
        if not (left[0] < m.start < left[1] < m.end or m.start < right[0] < m.end < right[1]):
            yield m


def both_are(one: Mention, other: Mention, kind: frozenset[str], vocabulary: Vocabulary) -> bool:
    """Whether two mentions are of one kind."""
    return vocabulary.is_a(one.type, kind) and vocabulary.is_a(other.type, kind)


def nests(outer: Mention, inner: Mention, vocabulary: Vocabulary) -> bool:
    """Whether a name inside another one is a name of its own: a known one, one of another class, or a unit's house."""
    if (outer.start, outer.end) == (inner.start, inner.end):
        return False
    return bool(inner.known) or inner.type != outer.type or vocabulary.is_a(inner.type, UNIT)


def crosses(held: Mention, mention: Mention) -> bool:
    """Whether two nested names overlap, members of one collection apart."""
    same = (held.start, held.end) == (mention.start, mention.end)
    return (
        held.start < mention.end
        and mention.start < held.end
        and not (same and held.known and mention.known and held.known != mention.known)
    )
