"""Finds names that the ontology does not list, by its name patterns, and makes one layer of mentions of all."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from graph.mentions.gazetteer import all_occurrences, find_known, occurrences
from graph.model import Mention, Text

if TYPE_CHECKING:
    from graph.vocabulary import Pattern, Vocabulary

ORGANISATION = frozenset({"Organization"})
LONGEST_STEM = 24
LONGEST_PHRASE = 40


def find(text: Text, vocabulary: Vocabulary) -> tuple[Mention, ...]:
    """All mentions of an article's headings and paragraphs, in order and without overlaps (nested ones inside)."""
    found = [m for m in find_known(text.clean, vocabulary) if not refused(text.clean, m, vocabulary)]
    finder = Finder(text.clean, vocabulary)
    for pattern in vocabulary.patterns:
        found.extend(finder.matches(pattern))
    kept = layer(found, vocabulary)
    readable = [b for b in text.blocks if b.kind in ("paragraph", "heading")]
    return tuple(m for m in kept if any(b.start <= m.start and m.end <= b.end for b in readable))


def refused(clean: str, mention: Mention, vocabulary: Vocabulary) -> bool:
    """Whether the words around a known name make it part of another word."""
    after = clean[mention.end : mention.end + 4]
    return any(after.startswith(word) for word in vocabulary.cues.get("refuse-after", {})) and mention.contextual


class Finder:
    """Finds the names of one text; it remembers where boundaries stand."""

    def __init__(self, clean: str, vocabulary: Vocabulary) -> None:
        self.clean = clean
        self.vocabulary = vocabulary
        stops = set(vocabulary.cues.get("left-stop", {}))
        self.stop_ends = {end for _, end, _ in all_occurrences(stops, clean)}
        self.places = {start: end for start, end, _ in occurrences(vocabulary.words("place"), clean)}
        verbs = [w for w in vocabulary.senses if len(w) > 1] + sorted(vocabulary.words("verb"))
        self.verb_ends = {end for _, end, _ in all_occurrences(verbs, clean)}

    def matches(self, pattern: Pattern) -> list[Mention]:
        """The mentions that one pattern finds."""
        found = []
        for match in pattern.regex.finditer(self.clean):
            begin, end = match.span("name") if "name" in match.groupdict() else match.span()
            start, short = begin, None
            if pattern.stem == "left":
                start = self.stem_start(begin)
                if begin - start < 2 and end - begin < 4 or begin == start and "name" not in match.groupdict():
                    continue
            elif pattern.stem == "phrase":
                start, short = self.phrase_start(begin)
                if start is None:
                    continue
            name = self.clean[start:end]
            if not (pattern.refuse and pattern.refuse.search(name)):
                found.append(Mention(start, end, name, pattern.type, pattern=pattern.id, short=short))
        return found

    def stem_start(self, head: int) -> int:
        """Where the name ends on the left whose head begins at `head`: at punctuation or a stop word."""
        start = head
        while start > 0 and head - start < LONGEST_STEM and is_name_character(self.clean[start - 1]):
            if start in self.stop_ends:
                break
            start -= 1
        places = [p for p in self.places if start <= p < head and self.places[p] <= head]
        return min(places) if places and min(places) - start <= 4 else start

    def phrase_start(self, head: int) -> tuple[int | None, int | None]:
        """Where the noun phrase of a head begins, right behind a verb, and where its last modifier ends."""
        start, depth = head, 0
        while start > 0 and head - start < LONGEST_PHRASE:
            if depth == 0 and (start in self.verb_ends or self.clean[start - 1] in CLAUSE_MARKS):
                break
            depth += (self.clean[start - 1] in CLOSING) - (self.clean[start - 1] in OPENING)
            if depth < 0:
                break
            start -= 1
        if start not in self.verb_ends:
            return None, None
        for filler in sorted(self.vocabulary.words("filler"), key=len, reverse=True):
            if self.clean.startswith(filler, start) and start + len(filler) <= head:
                start += len(filler)
        of = last_modifier(self.clean, start, head)
        return start, of


OPENING = "“「『《（(【‘"
CLOSING = "”」』》）)】’"
CLAUSE_MARKS = "，,。；;！？!?：:\n"


def is_name_character(char: str) -> bool:
    """Whether a character can stand in an organisation's name."""
    return char.isalnum() or char in "·（）()&"


def last_modifier(clean: str, start: int, head: int) -> int | None:
    """Where the last modifier of a phrase ends (behind the particle that closes it), None when it has none."""
    depth, last = 0, None
    for i in range(start, head):
        depth += (clean[i] in OPENING) - (clean[i] in CLOSING)
        if depth == 0 and clean[i] == PARTICLE:
            last = i + 1
    return last


PARTICLE = "\u7684"


def layer(found: list[Mention], vocabulary: Vocabulary) -> list[Mention]:
    """One layer without overlaps: the longest wins, known names win ties; what lies inside becomes nested."""
    ends = {m.end: m for m in found if m.known and not m.contextual}

    def shadowed(m: Mention) -> bool:
        known = ends.get(m.end)
        return bool(
            known and not m.known and m.start < known.start and vocabulary.is_a(known.type, ORGANISATION)
            and vocabulary.is_a(m.type, ORGANISATION)
        )

    ranked = sorted(
        (m for m in found if not shadowed(m)),
        key=lambda m: (-(m.end - m.start), m.known is None, m.contextual, m.start),
    )
    kept: list[Mention] = []
    inner: dict[int, list[Mention]] = {}
    for mention in ranked:
        clash = next((i for i, k in enumerate(kept) if k.start < mention.end and mention.start < k.end), None)
        if clash is None:
            kept.append(mention)
        elif kept[clash].start <= mention.start and mention.end <= kept[clash].end:
            held = inner.setdefault(clash, [])
            same = (kept[clash].start, kept[clash].end) == (mention.start, mention.end)
            if not same and not any(h.start < mention.end and mention.start < h.end for h in held):
                held.append(mention)
    nested = [replace(m, nested=tuple(sorted(inner.get(i, ()), key=lambda n: n.start))) for i, m in enumerate(kept)]
    return sorted(nested, key=lambda m: m.start)
