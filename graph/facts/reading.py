"""An article laid out for matching: each sentence with its mentions, trigger words and cue words."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING

from graph.mentions.dates import Dated, find_dates
from graph.mentions.gazetteer import occurrences
from graph.mentions.quantities import find_quantities
from graph.model import Entity, Mention, Sentence, Text

if TYPE_CHECKING:
    from graph.mentions.resolve import Resolved
    from graph.vocabulary import Vocabulary


@dataclass(frozen=True, slots=True)
class Hit:
    """A trigger or cue word in the text, in clean offsets."""

    start: int
    end: int
    word: str


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence with what stands in it, all in order of position.

    `kinds` holds the classes of all that it names or refers to by a pronoun, with the classes above them.
    """

    sentence: Sentence
    mentions: tuple[Mention, ...]
    hits: tuple[Hit, ...]
    kinds: frozenset[str] = frozenset()

    def clause_of(self, position: int) -> tuple[int, int]:
        """The clause that holds a position."""
        clauses = self.sentence.clauses
        return next((c for c in clauses if c[0] <= position < c[1]), (self.sentence.start, self.sentence.end))

    def inside(self, start: int, end: int) -> list[Mention]:
        """The mentions within a range."""
        return [m for m in self.mentions if start <= m.start and m.end <= end]

    def hits_inside(self, start: int, end: int) -> list[Hit]:
        """The trigger words within a range."""
        return [h for h in self.hits if start <= h.start and h.end <= end]


@dataclass(frozen=True, slots=True)
class Reading:
    """An article with its entities, ready for constructions to be matched.

    `counts` gives where each quantity that ends at a position begins; `dates` are those that bound no period.
    """

    text: Text
    resolved: Resolved
    vocabulary: Vocabulary
    lines: tuple[Line, ...]
    counts: dict[int, int]
    dates: tuple[Dated, ...] = ()

    def entity(self, mention: Mention) -> Entity:
        """The entity a mention names."""
        return self.resolved.entity(mention)

    def is_a(self, mention: Mention, classes: frozenset[str]) -> bool:
        """Whether a mention's entity belongs to one of the classes."""
        return self.vocabulary.is_a(self.entity(mention).type, classes)

    def between(self, start: int, end: int) -> str:
        """The clean text of a range."""
        return self.text.clean[start:end]

    def line_of(self, mention: Mention) -> int:
        """The number of the sentence that holds a mention, -1 for one in a heading."""
        at = bisect_right(self.lines, mention.start, key=lambda row: row.sentence.start) - 1
        return at if at >= 0 and mention.start < self.lines[at].sentence.end else -1

    def last(self, classes: frozenset[str], position: int, reach: int) -> Mention | None:
        """The last mention in a sentence, of some classes, that ends at most `reach` characters before a position."""
        mentions = self.resolved.mentions
        for at in range(bisect_left(mentions, position, key=lambda m: m.start) - 1, -1, -1):
            if position - mentions[at].end >= reach:
                return None
            if mentions[at].end <= position and self.is_a(mentions[at], classes) and self.line_of(mentions[at]) >= 0:
                return mentions[at]
        return None

    def period(self, sentence: Sentence) -> int:
        """Where the full sentence begins of which a sentence is a part between semicolons."""
        begin = self.text.blocks[sentence.block].start
        return max(begin, *(self.text.clean.rfind(mark, begin, sentence.start) + 1 for mark in FULL_STOPS))

    def precedes(self, position: int, words: frozenset[str]) -> str | None:
        """The longest of `words` that ends right before a position (an opening quotation mark may stand between)."""
        clean = self.text.clean
        position = self.counts.get(position, position)
        while position > 0 and clean[position - 1] in OPENING:
            position -= 1
        for length in range(min(4, position), 0, -1):
            if clean[position - length : position] in words:
                return clean[position - length : position]
        return None

    def group(self, mention: Mention, line: Line, classes: frozenset[str]) -> list[Mention]:
        """The mentions coordinated with one (itself included) whose classes fit."""
        row = list(line.mentions)
        at = row.index(mention)
        first = last = at
        while first > 0 and self.joined(row[first - 1], row[first]):
            first -= 1
        while last + 1 < len(row) and self.joined(row[last], row[last + 1]):
            last += 1
        return [m for m in row[first : last + 1] if self.is_a(m, classes)]

    def joined(self, left: Mention, right: Mention) -> bool:
        """Whether only words of coordination stand between two mentions."""
        gap = self.between(left.end, right.start).strip(OPENING + CLOSING + " ")
        for word in self.vocabulary.words("after-name"):
            if gap.startswith(word) and gap != word:
                gap = gap.removeprefix(word)
                break
        return gap in self.vocabulary.words("and") or (gap == "" and right.start - left.end >= 2)


FULL_STOPS = "。！？"
OPENING = '“「『《‘"（('
CLOSING = '”」』》’"）)'


def classes(mentions: tuple[Mention, ...], said: str, resolved: Resolved, vocabulary: Vocabulary) -> frozenset[str]:
    """The classes of what a sentence names, of names in these names, and of what its pronouns can stand for."""
    anaphors = vocabulary.cues.get("anaphor", {})
    found = {resolved.entity(n).type for m in mentions for n in (m, *m.nested)}
    found |= {anaphors[word] for _, _, word in occurrences(vocabulary.words("anaphor"), said)}
    return frozenset().union(*(vocabulary.parents.get(name, (name,)) for name in found))


@lru_cache(maxsize=4)
def triggers(vocabulary: Vocabulary) -> frozenset[str]:
    """The trigger words of a vocabulary."""
    return frozenset(word for word in vocabulary.senses if word.strip())


def lay_out(text: Text, resolved: Resolved, vocabulary: Vocabulary) -> Reading:
    """The reading of an article: its paragraphs' sentences with their mentions and trigger words."""
    decoys = vocabulary.words("verb-decoy")
    words = triggers(vocabulary) | decoys
    starts = [m.start for m in resolved.mentions]
    lines = []
    for sentence in text.sentences:
        if text.blocks[sentence.block].kind != "paragraph":
            continue
        low, high = bisect_left(starts, sentence.start), bisect_left(starts, sentence.end)
        mentions = tuple(m for m in resolved.mentions[low:high] if m.end <= sentence.end)
        found = occurrences(words, text.clean[sentence.start : sentence.end])
        hits = tuple(
            Hit(sentence.start + a, sentence.start + b, w)
            for a, b, w in found
            if w not in decoys
            and not any(m.start < sentence.start + b and sentence.start + a < m.end for m in mentions)
        )
        kinds = classes(mentions, text.clean[sentence.start : sentence.end], resolved, vocabulary)
        lines.append(Line(sentence, mentions, hits, kinds))
    counts = {q.end: q.start for q in find_quantities(text.clean, vocabulary)}
    reading = Reading(text, resolved, vocabulary, tuple(lines), counts)
    return replace(reading, dates=tuple(d for d in find_dates(text, vocabulary) if not bounds_period(reading, d)))


def bounds_period(reading: Reading, date: Dated) -> bool:
    """Whether a date is the beginning or the end of a period."""
    words = reading.vocabulary
    if words.at("period-after", reading.text.clean, date.end):
        return True
    before = words.words("period-before")
    return reading.precedes(date.start, words.words("period-before", "asof")) in before
