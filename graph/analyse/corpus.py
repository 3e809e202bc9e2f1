"""What the analysis reads of a store, by SPARQL alone: entities, claims, figures, passages, articles and terms.

Every tuple is sorted, so that equal graphs give equal values in whatever order a store answers.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING

from graph.vocabulary import BASE, WP

if TYPE_CHECKING:
    from collections.abc import Iterable

DONE, NEGATIVE = "Done", "Negative"


@dataclass(frozen=True, slots=True)
class Entity:
    """A node of the graph; `en` and `issued` (an ISO date) may be empty, `type` is a class's local name."""

    iri: str
    zh: str
    en: str
    type: str
    collective: bool = False
    issued: str = ""

    def name(self, lang: str) -> str:
        """The name in a language, the Chinese one where there is no other."""
        return (self.en if lang == "en" else "") or self.zh


@dataclass(frozen=True, slots=True)
class Claim:
    """One statement of one article; `passages` are IRIs in reading order, empty text means not given."""

    iri: str
    subject: str
    predicate: str
    object: str
    passages: tuple[str, ...] = ()
    confidence: Decimal = Decimal(1)
    explicit: bool = False
    derived: bool = False
    modality: str = DONE
    negative: bool = False
    rejected: bool = False
    reviewer: str = ""
    voice: str = ""
    role: str = ""
    as_of: str = ""
    basis: str = ""


@dataclass(frozen=True, slots=True)
class Figure:
    """A number about an entity; `comparator` and `basis` are local names, `upper` is the upper end of a range."""

    iri: str
    subject: str
    indicator: str
    value: Decimal
    comparator: str
    unit: str
    text: str
    base: str
    upper: Decimal | None
    confidence: Decimal
    as_of: str
    basis: str
    rejected: bool
    passages: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Passage:
    """A sentence: its place in the raw article (code points, half-open), its raw words and its repaired words."""

    iri: str
    article: str
    start: int
    end: int
    quote: str
    clean: str

    @property
    def repaired(self) -> bool:
        """Whether the readable words differ from the raw ones."""
        return bool(self.clean) and self.clean != self.quote


@dataclass(frozen=True, slots=True)
class Article:
    """A source, numbered from one by date and id; empty text means not given."""

    iri: str
    number: int
    id: str
    title: str
    publisher: str
    author: str
    published: str
    url: str
    rights: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Term:
    """A class, relation or value of the vocabulary with its labels, its kinds and its superclasses."""

    name: str
    zh: str
    en: str
    kinds: tuple[str, ...] = ()
    parents: tuple[str, ...] = ()

    def label(self, lang: str) -> str:
        """The label in a language."""
        return self.en if lang == "en" else self.zh


@dataclass(frozen=True, slots=True)
class Run:
    """The versions of the program and of the ontology that made the statements."""

    program: str
    ontology: str


@dataclass(frozen=True, slots=True)
class Corpus:
    """Everything the analysis reads, with look-ups by IRI and local name; `themes` are the columns of the matrix,
    `segments` those of the ontology and of the store.
    """

    entities: tuple[Entity, ...] = ()
    claims: tuple[Claim, ...] = ()
    figures: tuple[Figure, ...] = ()
    passages: tuple[Passage, ...] = ()
    articles: tuple[Article, ...] = ()
    terms: tuple[Term, ...] = ()
    runs: tuple[Run, ...] = ()
    themes: tuple[Entity, ...] = ()
    segments: tuple[Entity, ...] = ()
    _entities: dict[str, Entity] = field(init=False, repr=False, compare=False)
    _passages: dict[str, Passage] = field(init=False, repr=False, compare=False)
    _articles: dict[str, Article] = field(init=False, repr=False, compare=False)
    _terms: dict[str, Term] = field(init=False, repr=False, compare=False)
    _figures: dict[str, Figure] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        for name, values in (
            ("_entities", {e.iri: e for e in (*self.themes, *self.segments, *self.entities)}),
            ("_passages", {p.iri: p for p in self.passages}),
            ("_articles", {a.iri: a for a in self.articles}),
            ("_terms", {t.name: t for t in self.terms}),
            ("_figures", {f.iri: f for f in self.figures}),
        ):
            object.__setattr__(self, name, values)

    def __contains__(self, iri: str) -> bool:
        """Whether an entity with an IRI is described here."""
        return iri in self._entities

    def entity(self, iri: str) -> Entity:
        """The entity with an IRI; one that the store does not describe has the end of its IRI as name."""
        return self._entities.get(iri) or unknown(iri)

    def has(self, iri: str) -> bool:
        """Whether an entity with an IRI is described."""
        return iri in self._entities

    def term(self, name: str) -> Term:
        """The term with a local name; one without labels is named by it."""
        return self._terms.get(name) or Term(name, name, name)

    def article(self, iri: str) -> Article | None:
        """The article with an IRI, if the store has it."""
        return self._articles.get(iri)

    def figure(self, iri: str) -> Figure:
        """The figure with an IRI; one that the store does not have is a KeyError."""
        return self._figures[iri]

    def passage(self, iri: str) -> Passage:
        """The passage with an IRI; one that the store does not have is a KeyError."""
        return self._passages[iri]

    def sentences(self, held: Claim | Figure) -> tuple[Passage, ...]:
        """The passages that prove a claim or figure, in reading order."""
        return tuple(self._passages[iri] for iri in held.passages if iri in self._passages)

    def place(self, held: Claim | Figure) -> tuple[int, int, int, str]:
        """Where a claim or figure stands, to sort by: article, last sentence, a figure's words in it, IRI; what has no
        sentence comes last.
        """
        found = self.sentences(held)[-1:]
        if not found:
            return (len(self.articles) + 1, 0, 0, held.iri)
        article = self.article(found[0].article)
        words = found[0].clean.find(held.text) if isinstance(held, Figure) else 0
        return (article.number if article else len(self.articles) + 1, found[0].start, words, held.iri)

    def sources(self, held: Iterable[Claim | Figure]) -> frozenset[str]:
        """The IRIs of the articles that prove any of some claims or figures."""
        return frozenset(p.article for one in held for p in self.sentences(one))

    def is_a(self, entity: Entity, ancestor: str) -> bool:
        """Whether an entity belongs to a class, named by its local name, or to a class below it."""
        return ancestor in self.lineage(entity.type)

    def members(self, ancestor: str) -> tuple[Entity, ...]:
        """The entities of a class, named by its local name, and of the classes below it, in their order."""
        kinds = {name for name in {e.type for e in self.entities} if ancestor in self.lineage(name)}
        return tuple(e for e in self.entities if e.type in kinds)

    def lineage(self, name: str) -> frozenset[str]:
        """A class with all classes above it."""
        found: set[str] = set()
        todo = [name]
        while todo:
            if (one := todo.pop()) not in found:
                found.add(one)
                todo += self.term(one).parents
        return frozenset(found)


def unknown(iri: str) -> Entity:
    """An entity of which only the IRI is known."""
    return Entity(iri, iri.removeprefix(BASE), "", "Entity")


def local(iri: str) -> str:
    """The local name of a term of the core vocabulary; another IRI stays as it is."""
    return iri.removeprefix(WP)
