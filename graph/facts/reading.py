"""An article laid out for matching: each sentence with its mentions, trigger words and cue words."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from graph.facts.confidence import confidence
from graph.mentions.dates import Dated, find_dates
from graph.mentions.gazetteer import occurrences
from graph.mentions.quantities import find_quantities
from graph.mentions.scan import starts
from graph.model import Entity, Mention, Sentence, Span, Text, to_raw

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from decimal import Decimal

    from graph.mentions.quantities import Quantity
    from graph.mentions.resolve import Resolved
    from graph.vocabulary import Vocabulary


class Hit(NamedTuple):
    """A trigger or cue word in the text, in clean offsets."""

    start: int
    end: int
    word: str


# A few hundred rules speak, each often.
counted = lru_cache(maxsize=4096)(confidence)
Item = TypeVar("Item", Mention, Hit)


@dataclass(slots=True, eq=False)
class Line:
    """A sentence with its raw span and with what stands in it, all in order of position.

    `classes` are those of each mention with the classes above them; `kinds` holds the classes of all that it names or
    refers to by a pronoun. What is asked of a line more than once is kept with it.
    """

    sentence: Sentence
    span: Span
    mentions: tuple[Mention, ...]
    hits: tuple[Hit, ...]
    classes: tuple[frozenset[str], ...] = ()
    kinds: frozenset[str] = frozenset()
    named: dict[frozenset[str], list[Mention]] = field(default_factory=dict, compare=False, repr=False)
    groups: dict[int, list[Mention]] = field(default_factory=dict, compare=False, repr=False)

    def of(self, classes: frozenset[str]) -> list[Mention]:
        """The mentions of some classes."""
        found = self.named.get(classes)
        if found is None:
            pairs = zip(self.mentions, self.classes, strict=True)
            found = self.named[classes] = [m for m, own in pairs if not classes.isdisjoint(own)]
        return found

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

    `kinds` gives the classes of each entity with those above them, `counts` where each quantity that ends at a
    position begins; `moments` are its dates, `dates` those of them that bound no period; `cues` keeps where cue words
    begin.
    """

    text: Text
    resolved: Resolved
    vocabulary: Vocabulary
    lines: tuple[Line, ...]
    kinds: dict[str, frozenset[str]]
    quantities: tuple[Quantity, ...]
    counts: dict[int, int]
    moments: tuple[Dated, ...]
    cues: dict[tuple[str, ...], list[int]] = field(default_factory=dict, compare=False, repr=False)
    dates: tuple[Dated, ...] = ()

    def may_hold(self, start: int, end: int, *kinds: str) -> bool:
        """Whether a cue word of some kinds begins in a range, so that it is worth to look for it there."""
        found = self.cues.get(kinds)
        if found is None:
            found = self.cues[kinds] = starts(self.text.clean, self.vocabulary, kinds)
        at = bisect_left(found, start)
        return at < len(found) and found[at] < end

    def entity(self, mention: Mention) -> Entity:
        """The entity a mention names."""
        return self.resolved.entities[mention.entity]

    def is_a(self, mention: Mention, classes: frozenset[str]) -> bool:
        """Whether a mention's entity belongs to one of the classes."""
        return not classes.isdisjoint(self.kinds[mention.entity])

    def confidence(self, rule: str, relation: str, how: str) -> Decimal:
        """How often a rule was right for a kind of subject."""
        return counted(self.vocabulary, rule, relation, how)

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
        if begin == sentence.start:
            return begin
        return max(begin, *[self.text.clean.rfind(mark, begin, sentence.start) + 1 for mark in FULL_STOPS])

    def precedes(self, position: int, words: frozenset[str]) -> str | None:
        """The longest of `words` that ends right before a position (an opening quotation mark may stand between)."""
        clean = self.text.clean
        position = self.counts.get(position, position)
        while position > 0 and clean[position - 1] in OPENING:
            position -= 1
        if clean[position - 1 : position] in last_characters(words):
            for length in range(min(4, position), 0, -1):
                if clean[position - length : position] in words:
                    return clean[position - length : position]
        return None

    def group(self, mention: Mention, line: Line, classes: frozenset[str]) -> list[Mention]:
        """The mentions coordinated with one (itself included) whose classes fit."""
        if not line.groups:
            self.join(line)
        return [m for m in line.groups[mention.start] if self.is_a(m, classes)]

    def join(self, line: Line) -> None:
        """Notes for each mention of a line, by where it begins, those that it is coordinated with and itself."""
        group: list[Mention] = []
        for mention in line.mentions:
            if not (group and self.joined(group[-1], mention)):
                group = []
            group.append(mention)
            line.groups[mention.start] = group

    def joined(self, left: Mention, right: Mention) -> bool:
        """Whether only words of coordination stand between two mentions."""
        gap = self.text.clean[left.end : right.start].strip(AROUND)
        word = self.vocabulary.at("after-name", gap)
        if word and gap != word:
            gap = gap.removeprefix(word)
        return gap in self.vocabulary.words("and") or (gap == "" and right.start - left.end >= 2)


NAME = "\ufffc"
FULL_STOPS = "。！？"
OPENING = '“「『《‘"（('
CLOSING = '”」』》’"）)'
AROUND = OPENING + CLOSING + " "


@lru_cache(maxsize=256)
def last_characters(words: frozenset[str]) -> frozenset[str]:
    """The characters that some words of the ontology end with."""
    return frozenset(word[-1] for word in words)


@lru_cache(maxsize=4)
def triggers(vocabulary: Vocabulary) -> frozenset[str]:
    """The trigger words of a vocabulary, and the words that hold one and are none."""
    return frozenset(word for word in vocabulary.senses if word.strip()) | vocabulary.words("verb-decoy")


def lay_out(text: Text, resolved: Resolved, vocabulary: Vocabulary) -> Reading:
    """The reading of an article: its paragraphs' sentences with their mentions and trigger words."""
    parents = vocabulary.parents
    kinds = {key: parents.get(entity.type, frozenset((entity.type,))) for key, entity in resolved.entities.items()}
    sentences = [s for s in text.sentences if text.blocks[s.block].kind == "paragraph"]
    lines = []
    for sentence, mentions, hits, anaphors in zip(
        sentences,
        by_sentence(resolved.mentions, sentences),
        by_sentence(find_triggers(without_names(text.clean, resolved.mentions), vocabulary), sentences),
        by_sentence(find_hits(vocabulary.words("anaphor"), text.clean), sentences),
        strict=True,
    ):
        classes = tuple([kinds[m.entity] for m in mentions])
        inner = [kinds[n.entity] for m in mentions if m.nested for n in m.nested]
        said = classes[0] if len(classes) == 1 and not inner else frozenset().union(*classes, *inner)
        if anaphors:
            said |= referred(anaphors, vocabulary)
        span = to_raw(text.runs, sentence.start, sentence.end)
        lines.append(Line(sentence, span, mentions, apart(hits, mentions), classes, said))
    quantities, moments = find_quantities(text.clean, vocabulary), find_dates(text, vocabulary)
    counts = {q.end: q.start for q in quantities}
    reading = Reading(text, resolved, vocabulary, tuple(lines), kinds, quantities, counts, tuple(moments))
    return replace(reading, dates=tuple(d for d in moments if not bounds_period(reading, d)))


def bounds_period(reading: Reading, date: Dated) -> bool:
    """Whether a date is the beginning or the end of a period."""
    words = reading.vocabulary
    if words.at("period-after", reading.text.clean, date.end):
        return True
    before = words.words("period-before")
    return reading.precedes(date.start, words.words("period-before", "asof")) in before


def by_sentence(items: Sequence[Item], sentences: Sequence[Sentence]) -> Iterator[tuple[Item, ...]]:
    """For each sentence those of some things in order that lie in it."""
    starts = [item.start for item in items]
    after = 0
    for sentence in sentences:
        first = bisect_left(starts, sentence.start, after)
        after = bisect_left(starts, sentence.end, first)
        row = tuple(items[first:after])
        yield row if not row or row[-1].end <= sentence.end else row[:-1]


def find_triggers(clean: str, vocabulary: Vocabulary) -> list[Hit]:
    """The trigger words of a text, without those in words that hold one and are none."""
    decoys = vocabulary.words("verb-decoy")
    return [hit for hit in find_hits(triggers(vocabulary), clean) if hit.word not in decoys]


def find_hits(words: frozenset[str], clean: str) -> list[Hit]:
    """Where words stand in a text."""
    return list(map(Hit._make, occurrences(words, clean)))


def without_names(clean: str, mentions: Sequence[Mention]) -> str:
    """A text with blanks for its names, so that no word is read that begins in one."""
    parts, at = [], 0
    for mention in mentions:
        parts += [clean[at : mention.start], NAME * (mention.end - mention.start)]
        at = mention.end
    return "".join((*parts, clean[at:]))


def apart(hits: tuple[Hit, ...], mentions: tuple[Mention, ...]) -> tuple[Hit, ...]:
    """The words among some that share no character with a name."""
    if not hits or not mentions:
        return hits
    starts = [m.start for m in mentions]
    before = [bisect_left(starts, hit.end) for hit in hits]
    return tuple([h for h, at in zip(hits, before, strict=True) if not at or mentions[at - 1].end <= h.start])


def referred(anaphors: tuple[Hit, ...], vocabulary: Vocabulary) -> frozenset[str]:
    """The classes, with those above them, of what some pronouns can stand for."""
    names = {vocabulary.cues["anaphor"][pronoun.word] for pronoun in anaphors}
    return frozenset().union(*(vocabulary.parents.get(name, (name,)) for name in names))
