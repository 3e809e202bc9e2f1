"""The types that flow through the pipeline: frozen, slotted values and nothing else.

Every offset in this module is a half-open range of code points. `Span` always counts in the raw article as
decoded from its file; a clean offset (after repair and script folding) occurs only in `Text` and its parts.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from decimal import Decimal
from typing import NamedTuple


class Span(NamedTuple):
    """A half-open range of code points in the raw article.

    >>> raw = "招联推出智鹿"
    >>> raw[slice(*Span(0, 2))]
    '招联'
    """

    start: int
    end: int

    def overlaps(self, other: Span) -> bool:
        """Whether both ranges share a code point."""
        return self.start < other.end and other.start < self.end


# The offset map of a clean text: sorted triples (clean start, raw start, length) of stretches that were kept one code
# point for one code point.
Runs = tuple[tuple[int, int, int], ...]


def to_raw(runs: Runs, start: int, end: int) -> Span:
    """The raw span of a clean range; damage that follows its last character belongs to it.

    >>> to_raw(((0, 0, 1), (1, 7, 2)), 0, 1)
    Span(start=0, end=7)
    >>> to_raw(((0, 0, 1), (1, 7, 2)), 1, 3)
    Span(start=7, end=9)
    """
    if len(runs) == 1:
        shift = runs[0][1] - runs[0][0]
        return Span(start + shift, (end if end > start else start) + shift)
    if not runs:
        return Span(0, 0)
    if end <= start:
        at = position(runs, start)
        return Span(at, at)
    last = bisect_right(runs, (end - 1, 1 << 62, 0)) - 1
    clean, raw, length = runs[last]
    stop = raw + end - clean
    if end - clean == length and last + 1 < len(runs):
        stop = runs[last + 1][1]
    return Span(position(runs, start), stop)


def position(runs: Runs, clean: int) -> int:
    """Where a clean offset lies in the raw text."""
    if not runs:
        return 0
    begin, raw, _ = runs[max(0, bisect_right(runs, (clean, 1 << 62, 0)) - 1)]
    return raw + clean - begin


@dataclass(frozen=True, slots=True)
class Article:
    """One source file: its raw text and what its metadata file says of it; `published` is an ISO date or None."""

    id: str
    raw: str
    sha256: str
    title: str | None = None
    publisher: str | None = None
    author: str | None = None
    published: str | None = None
    url: str | None = None
    rights: str | None = None
    path: str | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """Something a reader should know about the article; never an exception.

    `kind` is a key of the `finding` table in the messages file, `data` fills its message.
    """

    kind: str
    span: Span
    data: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Repair:
    """A piece of the raw text that cleaning took out or replaced; `kind` is pinyin, gbk, invisible or markup."""

    kind: str
    span: Span


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence in clean offsets, with its clauses (split at commas and semicolons) and its block's number."""

    start: int
    end: int
    block: int
    clauses: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Quote:
    """Text between quotation marks, in clean offsets without the marks; `speech` when a verb of saying governs it."""

    start: int
    end: int
    speech: bool = False


@dataclass(frozen=True, slots=True)
class Block:
    """A line or paragraph in clean offsets; `kind` is heading, paragraph, byline, caption or boilerplate.

    `heading` is the number of the heading block that governs this one, or None; `story` counts the unrelated
    stories of a digest from 0.
    """

    start: int
    end: int
    kind: str
    heading: int | None = None
    story: int = 0


@dataclass(frozen=True, slots=True)
class Text:
    """An article made readable: repaired, in Simplified characters, cut into blocks, sentences and clauses.

    `clean[i:j]` came from `article.raw[slice(*text.span(i, j))]`; `runs` is the offset map.
    """

    article: Article
    clean: str
    runs: Runs
    script: str
    repairs: tuple[Repair, ...]
    findings: tuple[Finding, ...]
    blocks: tuple[Block, ...]
    sentences: tuple[Sentence, ...]
    quotes: tuple[Quote, ...]

    def span(self, start: int, end: int) -> Span:
        """The raw span of a clean range: from its first code point to its last, repairs between them included."""
        return to_raw(self.runs, start, end)


@dataclass(frozen=True, slots=True)
class Mention:
    """A name found in the clean text, in clean offsets; `entity` is the id of what it names, once it is resolved.

    `known` is the id of the ontology's entry it names, `pattern` the name pattern that found it. `short` is the
    range of the shorter name inside a longer phrase; `nested` are mentions inside this one (the bank in a branch's
    name).
    """

    start: int
    end: int
    text: str
    type: str
    known: str | None = None
    pattern: str | None = None
    contextual: bool = False
    short: tuple[int, int] | None = None
    nested: tuple[Mention, ...] = ()
    entity: str = ""

    def __hash__(self) -> int:
        """A hash of where the mention stands, which is quicker than one of all its parts."""
        return hash((self.start, self.end, self.type))


@dataclass(frozen=True, slots=True)
class Moment:
    """A resolved date: ISO `date`, the words it was read from, and how sure its year is.

    `basis` is Stated, YearInferred or FromPublication; `precision` is day, month, quarter or year (the date is then
    the last day of that period).
    """

    date: str
    text: str
    basis: str
    precision: str = "day"


@dataclass(frozen=True, slots=True)
class Entity:
    """A node: an organisation, person, policy, initiative, product or topic.

    `id` is a readable key, equal for equal things in any article: `authority/<slug>`, `theme/<slug>`,
    `segment/<slug>`, `technology/<slug>`, `function/<slug>` for entries of the ontology (`known`), else
    `<kind>/<normalised name>[@<owner id>]`. `type` is a class's local name. `mentions` are raw spans.
    """

    id: str
    type: str
    name: str
    known: bool = False
    mentions: tuple[Span, ...] = ()
    aliases: tuple[str, ...] = ()
    owner: str | None = None
    collective: bool = False
    issued: Moment | None = None


@dataclass(frozen=True, slots=True)
class Fact:
    """One statement between two entities, with the sentences that prove it.

    `evidence` holds at least one raw span (a whole sentence). `rule` names the frame and `sense` the lexicon's
    sense (its local name) that fired; a reviewer's statement has `reviewer` instead. `voice` is the id of the
    person or organisation whose statement it is, None for the article itself. `how` tells in which way the subject
    is given: named, pronoun, zero, carried, juxtaposed or heading.
    """

    subject: str
    predicate: str
    object: str
    evidence: tuple[Span, ...]
    confidence: Decimal
    explicit: bool
    derived: bool = False
    modality: str = "Done"
    negative: bool = False
    sense: str | None = None
    rule: str | None = None
    voice: str | None = None
    role: str | None = None
    via: str | None = None
    as_of: Moment | None = None
    reviewer: str | None = None
    rejected: bool = False
    how: str = "named"

    @property
    def asserted(self) -> bool:
        """Whether the plain triple may stand: done, positive, confident and not rejected."""
        return self.modality == "Done" and not self.negative and not self.rejected and self.confidence >= Decimal("0.5")


@dataclass(frozen=True, slots=True)
class Figure:
    """A number about an entity. `value` is the full number (200000000); `qualifier` is one of `= > >= < <= ~`.

    A range has its lower bound in `value`, `>=` as qualifier and its upper bound in `maximum`. `text` is the words
    of the value, `base` what a share is a share of.
    """

    subject: str
    indicator: str
    value: Decimal
    unit: str
    qualifier: str
    evidence: tuple[Span, ...]
    text: str
    confidence: Decimal = Decimal(1)
    maximum: Decimal | None = None
    base: str | None = None
    as_of: Moment | None = None
    rule: str | None = None
    reviewer: str | None = None
    rejected: bool = False


@dataclass(frozen=True, slots=True)
class Extraction:
    """All that was read from one article; entities, facts and figures in a fixed order (by position, then id)."""

    text: Text
    entities: tuple[Entity, ...]
    facts: tuple[Fact, ...]
    figures: tuple[Figure, ...]
    findings: tuple[Finding, ...] = field(default=())

    @property
    def article(self) -> Article:
        """The article it was read from."""
        return self.text.article
