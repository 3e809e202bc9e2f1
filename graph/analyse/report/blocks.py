"""What a report says, before it is drawn: sections of paragraphs, tables, chains and pictures, in both languages.

The sections are composed once; `page` draws them as HTML, `markdown` as Markdown. A number in square brackets leads to
the sentence that proves what it stands behind.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from graph.analyse.report.wording import Words

if TYPE_CHECKING:
    from graph.analyse.corpus import Article, Passage
    from graph.analyse.report.html import Markup

NONE = Words("", "")
BLANK = -1  # the shade of a cell without evidence


class Said(NamedTuple):
    """Words with their look: `strong`, `soft`, `tag`, or plain."""

    words: Words
    look: str = ""


class Cited(NamedTuple):
    """The numbers of the sentences that prove what stands before them."""

    numbers: tuple[int, ...]


Line = tuple[Said | Cited, ...]


class Cell(NamedTuple):
    """A cell of a table; `shade` is its warmth in a heat map from 0 to 4, or `BLANK`."""

    line: Line
    shade: int | None = None


@dataclass(frozen=True, slots=True)
class Recipe:
    """How a reader gets the same numbers: one line of Python, or SPARQL for `wupian query`."""

    python: str = ""
    sparql: str = ""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A line of text; `look` is `note`, `lead`, or plain."""

    line: Line
    look: str = ""
    recipe: Recipe | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under a head; the columns in `numbers` are flush right. `key` is its name in addresses."""

    key: str
    caption: Words
    head: tuple[Words, ...]
    rows: tuple[tuple[Cell, ...], ...]
    numbers: frozenset[int] = frozenset()
    foot: tuple[Cell, ...] = ()
    recipe: Recipe | None = None


@dataclass(frozen=True, slots=True)
class Quote:
    """A numbered sentence and its article."""

    number: int
    passage: Passage
    article: Article | None


@dataclass(frozen=True, slots=True)
class Point:
    """A finding: what is said, the sentences that show it, and how its numbers come about."""

    line: Line
    quotes: tuple[Quote, ...] = ()
    recipe: Recipe | None = None


class Step(NamedTuple):
    """A link of a chain: a thing with its group of classes, and the relation that led to it with its sentences."""

    name: Words
    group: str
    relation: Words = NONE
    cited: Cited = Cited(())
    back: bool = False


@dataclass(frozen=True, slots=True)
class Chain:
    """A way through the graph, step by step, with its strength."""

    steps: tuple[Step, ...]
    note: Line = ()


@dataclass(frozen=True, slots=True)
class Chains:
    """Ways one under the other, the best first."""

    chains: tuple[Chain, ...]
    recipe: Recipe | None = None


@dataclass(frozen=True, slots=True)
class Picture:
    """A drawing with a title and words that say what it shows, for those who do not see it."""

    svg: Markup
    title: Words
    says: Words


@dataclass(frozen=True, slots=True)
class Listing:
    """Lines as items."""

    items: tuple[Line, ...]
    recipe: Recipe | None = None


@dataclass(frozen=True, slots=True)
class Sources:
    """The articles by their numbers, with the counts of claims and figures that came from each."""

    articles: tuple[tuple[Article, int, int], ...]
    recipe: Recipe | None = None


@dataclass(frozen=True, slots=True)
class Quotes:
    """The sentences that the report cites, by their numbers."""

    quotes: tuple[Quote, ...]


Block = Paragraph | Table | Point | Chains | Picture | Listing | Sources | Quotes


@dataclass(frozen=True, slots=True)
class Section:
    """Blocks under a title; `key` is the anchor and the end of the title's message."""

    key: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Report:
    """The whole: a line under the title, sizes with their names, and sections."""

    subtitle: Words
    tiles: tuple[tuple[Words, int], ...]
    tiles_recipe: Recipe
    sections: tuple[Section, ...]


def told(words: Words, python: str = "", look: str = "") -> Paragraph:
    """A paragraph of words alone, with the line of Python that gives its numbers, where it has any."""
    return Paragraph(line(words), look, Recipe(python=python) if python else None)


def line(*parts: Words | Said | Cited) -> Line:
    """A line of words and citations; empty ones are left out."""
    made = (Said(part) if isinstance(part, Words) else part for part in parts)
    return tuple(part for part in made if (part.numbers if isinstance(part, Cited) else any(part.words)))


def cell(*parts: Words | Said | Cited, shade: int | None = None) -> Cell:
    """A cell of words and citations."""
    return Cell(line(*parts), shade)
