"""Finds names that the ontology does not list, by its name patterns, and makes one layer of mentions of all."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from functools import lru_cache
from operator import attrgetter
from typing import TYPE_CHECKING, NamedTuple

from graph.mentions.elliptical import spread
from graph.mentions.gazetteer import COLLECTION, find_known
from graph.mentions.heads import find_matches
from graph.mentions.quantities import find_quantities
from graph.mentions.scan import longest, scan, verbs
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
    words = scan(text.clean, vocabulary)
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
    return holding(mention, tuple(n for n in mention.nested if n.type != COLLECTION)) if mention.nested else mention


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
    if vocabulary.at("refuse-known-after", clean, mention.end):
        return True
    return mention.contextual and vocabulary.at("refuse-after", clean, mention.end) is not None


class Parts(NamedTuple):
    """What a name pattern captures: the group that holds the name or its head, and which others there are.

    `verbal` tells that its names may hold verbs.
    """

    name: str | int
    head: bool
    short: bool
    each: bool
    verbal: bool


@lru_cache(maxsize=4)
def parts(vocabulary: Vocabulary) -> dict[str, Parts]:
    """What each name pattern captures, by its id."""
    found = {}
    for pattern in vocabulary.patterns:
        groups = pattern.regex.groupindex
        name = next((group for group in ("name", "head") if group in groups), 0)
        verbal = vocabulary.is_a(pattern.type, VERBAL)
        found[pattern.id] = Parts(name, "head" in groups, "short" in groups, "each" in groups, verbal)
    return found


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
        inside |= positions((a, b) for a, b, _ in longest(words, vocabulary.words("verb-decoy")))
        self.verbs = {
            start + len(word): word
            for word in sorted(words.keys() & verbs(vocabulary), key=len, reverse=True)
            for start in words[word]
            if start + len(word) not in inside
        }
        self.places = {start: end for start, end, _ in longest(words, vocabulary.words("place"))}
        self.inside = inside | positions((a, b + 1) for a, b in self.places.items())
        common = vocabulary.words("name-verb")
        verbal = {end for end, word in self.verbs.items() if word not in common}
        self.verbal = {True: verbal, False: self.verbs.keys()}
        self.stops = vocabulary.words("left-stop")
        self.plain = self.stops - self.conjunctions
        found = [(start, start + len(w), w) for w in words.keys() & self.stops if len(w) > 1 for start in words[w]]
        self.closed = {end for _, end, word in found if word in self.plain}
        self.joints: dict[int, list[int]] = defaultdict(list)
        for start, end, word in found:
            if word not in self.plain:
                self.joints[end].append(start)
        self.counts = {q.start: q.end for q in find_quantities(clean, vocabulary)}
        self.parts = parts(vocabulary)
        self.accepted = {m.end: m.type for m in known}
        self.types: dict[str, str] = {}
        self.ends: dict[str, set[int]] = {}

    def stopped(self, at: int, verbal: bool) -> bool:
        """Whether a name's search to the left ends at a position: behind a verb or a stop word, not inside a name.

        A word of coordination ends it only behind something to coordinate.
        """
        if at in self.verbal[verbal]:
            return True
        if at in self.inside:
            return False
        if self.closes(at):
            return True
        if at in self.joints and any(map(self.coordinates, self.joints[at])):
            return True
        return self.clean[at - 1] in self.stops and self.coordinates(at - 1)

    def closes(self, at: int) -> bool:
        """Whether a stop word that coordinates nothing ends at a position."""
        return at in self.closed or self.clean[at - 1 : at] in self.plain

    def coordinates(self, start: int) -> bool:
        """Whether something stands before a position that a word at it can coordinate."""
        return start > 0 and not self.closes(start) and is_name_character(self.clean[start - 1])

    def told(self, pattern: Pattern, match: re.Match[str]) -> list[Mention]:
        """The mentions that a match of a pattern tells of: one, none, or one for each item of a list."""
        if self.parts[pattern.id].each:
            return list(spread(match, pattern, lambda end: self.stem_start(end, verbal=False)))
        named = self.named(pattern, match)
        return [named] if named else []

    def named(self, pattern: Pattern, match: re.Match[str]) -> Mention | None:
        """The mention that a match of a pattern tells of, if it is one."""
        parts = self.parts[pattern.id]
        begin, end = match.span(parts.name)
        short = match.span("short") if parts.short and match["short"] else None
        start: int | None = begin
        if pattern.stem == "left":
            start = self.stem_start(begin, parts.verbal)
            if parts.head and begin - start < 2:
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
        owners = self.vocabulary.below(pattern.owner or ORGANISATION)
        for mention in kept:
            if mention.type not in owners:
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
        clean, start, depth = self.clean, head, 0
        while start > 0 and head - start < LONGEST_STEM and is_name_character(clean[start - 1]):
            if clean[start - 1] in NESTING:
                depth += NESTING[clean[start - 1]]
            if depth < 0 or self.stopped(start, verbal):
                break
            start -= 1
        near = range(start, min(head, start + FAR_PLACE + 1))
        return next((at for at in near if self.places.get(at, head + 1) <= head), start)

    def phrase(self, head: int, end: int, type_name: str) -> tuple[int | None, tuple[int, int] | None]:
        """Where the noun phrase of a head begins, right behind a verb that can take it, and its short form."""
        taken = self.taken(type_name)
        clean, start, depth = self.clean, head, 0
        while start > 0 and head - start < LONGEST_PHRASE:
            before = clean[start - 1]
            if depth == 0 and (start in taken or before in CLAUSE_MARKS):
                break
            if before in self.conjunctions and self.accepted.get(start - 1) == type_name:
                return start, None
            if before in NESTING:
                depth += NESTING[before]
                if depth < 0:
                    return None, None
            start -= 1
        if start not in taken and clean[start - 1 : start] not in COMMAS:
            return None, None
        modifier = last_modifier(clean, start, head, self.particles)
        if start not in taken:
            return (None if modifier is None or end - modifier < 5 else modifier), None
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
FREE = -1
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
    for at, char in enumerate(clean[start:head], start + 1):
        if char in NESTING:
            depth -= NESTING[char]
        if depth == 0 and char in particles:
            last = at
    return last


def layer(found: list[Mention], vocabulary: Vocabulary) -> list[Mention]:
    """One layer without overlaps: the longest wins, known names win ties; what lies inside becomes nested.

    As the longest come first, a name that overlaps one of the layer has its first or its last character in it.
    """
    ranked = sorted(standing(found, vocabulary), key=rank)
    kept: list[Mention] = []
    owner = [FREE] * max((m.end for m in ranked), default=0)
    inner: dict[int, list[Mention]] = {}
    for mention in ranked:
        clash = owner[mention.start]
        if clash == FREE:
            clash = owner[mention.end - 1]
        if clash == FREE:
            owner[mention.start : mention.end] = [len(kept)] * (mention.end - mention.start)
            kept.append(mention)
        elif kept[clash].start <= mention.start and mention.end <= kept[clash].end:
            held = inner.setdefault(clash, [])
            if nests(kept[clash], mention, vocabulary) and not any(crosses(h, mention) for h in held):
                held.append(mention)
    held = [
        holding(m, tuple(sorted(inner.get(i, ()), key=START))) if m.nested or i in inner else m
        for i, m in enumerate(kept)
    ]
    return sorted(held, key=START)


def holding(m: Mention, nested: tuple[Mention, ...]) -> Mention:
    """A mention with some nested in it (written out, for `replace` takes several times as long)."""
    if m.nested == nested:
        return m
    return Mention(m.start, m.end, m.text, m.type, m.known, m.pattern, m.contextual, m.short, nested, m.entity)


def rank(mention: Mention) -> tuple[int, bool, bool, int]:
    """The place of a mention among those that want to stand in a layer."""
    return mention.start - mention.end, mention.known is None, mention.contextual, mention.start


def standing(found: list[Mention], vocabulary: Vocabulary) -> Iterator[Mention]:
    """The mentions without those names found by a pattern that only add words in front of a known name of their kind,
    or that begin or end inside a known name without holding it.
    """
    known = [m for m in found if m.known and not m.contextual]
    ends = {m.end: m for m in known}
    covered: list[tuple[int, int] | None] = [None] * max((m.end for m in found), default=0)
    for m in known:
        covered[m.start : m.end] = [(m.start, m.end)] * (m.end - m.start)
    for m in found:
        if m.known:
            yield m
            continue
        last = ends.get(m.end)
        if last and m.start < last.start and any(both_are(m, last, kind, vocabulary) for kind in (ORGANISATION, STEP)):
            continue
        left, right = covered[m.start], covered[m.end - 1]
        begins_inside = left is not None and left[0] < m.start < left[1] < m.end
        if not begins_inside and not (right is not None and m.start < right[0] < m.end < right[1]):
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
