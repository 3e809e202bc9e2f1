"""What the explorer shows, read from a store by SPARQL: entities, relations with their claims, passages, articles."""

from __future__ import annotations

import gc
from collections import defaultdict
from contextlib import contextmanager
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, TypeAlias

from graph.resources import asset

if TYPE_CHECKING:
    from collections.abc import Iterator

    from graph.store.store import Store

BASE = "https://w3id.org/wupian/"
WP = BASE + "ns#"
RDF_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
LABEL = "http://www.w3.org/2000/01/rdf-schema#label"
SUBCLASS = "http://www.w3.org/2000/01/rdf-schema#subClassOf"
SKOS = "http://www.w3.org/2004/02/skos/core#"
DCTERMS = "http://purl.org/dc/terms/"
PREF = SKOS + "prefLabel"
IDENTIFIERS = ("nfraCode", "uscc", "lei", "formerName")


@dataclass(frozen=True, slots=True)
class Moment:
    """A date as ISO text, the words it was read from and the basis of its year (`Stated`, `YearInferred`, …)."""

    date: str
    text: str
    basis: str


@dataclass(frozen=True, slots=True)
class Node:
    """An entity; `name` is Chinese, `english` may be empty, `identifiers` are pairs of term and value.

    `change` says how it differs from an earlier graph: `came`, `went`, `changed`, or empty.
    """

    iri: str
    name: str
    english: str
    type: str
    aliases: tuple[str, ...] = ()
    identifiers: tuple[tuple[str, str], ...] = ()
    issued: str = ""
    change: str = ""
    collective: bool = False


@dataclass(frozen=True, slots=True)
class Claim:
    """One statement of one article with the IRIs of the passages that prove it; empty text means not given."""

    iri: str
    passages: tuple[str, ...]
    confidence: Decimal
    explicit: bool
    derived: bool
    modality: str
    negative: bool
    rejected: bool
    voice: str = ""
    sense: str = ""
    rule: str = ""
    reviewer: str = ""
    role: str = ""
    as_of: Moment | None = None


@dataclass(frozen=True, slots=True)
class Edge:
    """One relation between two entities with all claims that state it, sorted by IRI; `change` is as of a node."""

    subject: str
    predicate: str
    object: str
    claims: tuple[Claim, ...]
    change: str = ""


@dataclass(frozen=True, slots=True)
class Figure:
    """A number about an entity; values are exact decimals, `comparator` is a local name such as `GreaterThan`."""

    iri: str
    subject: str
    indicator: str
    value: Decimal
    comparator: str
    unit: str
    text: str
    base: str
    confidence: Decimal
    passages: tuple[str, ...]
    upper: Decimal | None = None
    as_of: Moment | None = None
    change: str = ""


@dataclass(frozen=True, slots=True)
class Passage:
    """A sentence: a half-open range of code points in an article, its raw words and its repaired words."""

    iri: str
    article: str
    start: int
    end: int
    quote: str
    clean: str


@dataclass(frozen=True, slots=True)
class Article:
    """A source text as it was read, with its metadata; empty text means not given."""

    iri: str
    text: str
    title: str = ""
    publisher: str = ""
    author: str = ""
    published: str = ""
    url: str = ""
    rights: str = ""


@dataclass(frozen=True, slots=True)
class Term:
    """A class, relation or value of the vocabulary: labels, superclasses, the colour of a class or relation and the
    shape of a class (else empty).
    """

    name: str
    zh: str
    en: str
    color: str = ""
    shape: str = ""
    parents: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class View:
    """Everything the explorer shows, each part sorted."""

    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    figures: tuple[Figure, ...]
    passages: tuple[Passage, ...]
    articles: tuple[Article, ...]
    terms: tuple[Term, ...]


Literal: TypeAlias = "tuple[str, str]"


class Record:
    """The properties of one subject: for each predicate its sorted pairs of text and language."""

    __slots__ = ("iri", "values")

    def __init__(self, iri: str) -> None:
        self.iri = iri
        self.values: dict[str, list[Literal]] = {}

    def all(self, predicate: str) -> list[str]:
        """The texts of a predicate, sorted."""
        return [text for text, _ in self.values.get(predicate, ())]

    def one(self, predicate: str) -> str:
        """The first text of a predicate, else the empty text."""
        held = self.values.get(predicate)
        return held[0][0] if held else ""

    def local(self, name: str) -> str:
        """The local name that a term of the core vocabulary points to, else the empty text."""
        return self.one(WP + name).removeprefix(WP)

    def flag(self, name: str) -> bool:
        """Whether a boolean of the core vocabulary is true."""
        return self.one(WP + name) in ("true", "1")

    def number(self, name: str, default: str) -> Decimal:
        """A decimal of the core vocabulary."""
        return Decimal(self.one(WP + name) or default)

    def label(self, lang: str) -> str:
        """The preferred label in a language, else the empty text."""
        for predicate in (PREF, LABEL):
            for text, tag in self.values.get(predicate, ()):
                if tag == lang:
                    return text
        return ""

    def moment(self) -> Moment | None:
        """The date as of which it holds."""
        date = self.one(WP + "asOf")
        return Moment(date, self.one(WP + "asOfText"), self.local("asOfBasis")) if date else None


@contextmanager
def uncollected() -> Iterator[None]:
    """Holds the garbage collector back, which takes most of the time while millions of values come that all stay."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


@uncollected()
def read(store: Store) -> View:
    """Everything the explorer shows of a store; needs only the store's `select`."""
    edges = _edges(_records(store, "claims"))
    terms = _terms(_records(store, "terms"))
    articles = tuple(_article(record) for record in _records(store, "articles"))
    passages = sorted(
        (_passage(record) for record in _records(store, "passages")), key=lambda p: (p.article, p.start, p.end)
    )
    kept = (r for r in _records(store, "figures") if r.one(WP + "figureOf") and not r.flag("rejected"))
    figures = tuple(_figure(record) for record in kept)
    known = {term.name for term in terms}
    described = {record.iri: record for record in _records(store, "entities")}
    linked = {iri for edge in edges for iri in (edge.subject, edge.object)} | {figure.subject for figure in figures}
    nodes = tuple(_node(described.get(iri) or Record(iri), known) for iri in sorted({*described, *linked}))
    return View(nodes, edges, figures, tuple(passages), articles, terms)


def _records(store: Store, query: str) -> list[Record]:
    """The subjects a query gives, sorted by IRI, with all their properties."""
    import pyoxigraph

    records: dict[str, Record] = {}
    sparql = asset("explore", "assets", query + ".rq").read_text(encoding="utf-8")
    for subject, predicate, value in store.select(sparql):
        if not isinstance(subject, pyoxigraph.NamedNode) or not isinstance(predicate, pyoxigraph.NamedNode):
            continue
        iri, name = subject.value, predicate.value
        record = records.get(iri)
        if record is None:
            record = records[iri] = Record(iri)
        if isinstance(value, pyoxigraph.Literal):
            record.values.setdefault(name, []).append((value.value, value.language or ""))
        elif isinstance(value, pyoxigraph.NamedNode):
            record.values.setdefault(name, []).append((value.value, ""))
    for record in records.values():
        for held in record.values.values():
            held.sort()
    return [records[iri] for iri in sorted(records)]


def _edges(records: list[Record]) -> tuple[Edge, ...]:
    groups: dict[tuple[str, str, str], list[Claim]] = defaultdict(list)
    for record in records:
        ends = record.one(WP + "subject"), record.local("predicate"), record.one(WP + "object")
        if all(ends):
            groups[ends].append(_claim(record))
    return tuple(Edge(*ends, tuple(groups[ends])) for ends in sorted(groups))


def _claim(record: Record) -> Claim:
    return Claim(
        record.iri,
        tuple(record.all(WP + "supportedBy")),
        record.number("confidence", "1"),
        record.flag("explicit"),
        record.flag("derived"),
        record.local("modality") or "Done",
        record.local("polarity") == "Negative",
        record.flag("rejected"),
        record.one(WP + "voice"),
        record.one(WP + "firedSense"),
        record.one(WP + "rule"),
        record.one(WP + "reviewedBy"),
        record.one(WP + "roleTitle"),
        record.moment(),
    )


def _figure(record: Record) -> Figure:
    upper = record.one(WP + "upperBound")
    return Figure(
        record.iri,
        record.one(WP + "figureOf"),
        record.one(WP + "indicator"),
        record.number("value", "0"),
        record.local("comparator") or "Exactly",
        record.one(WP + "unitText"),
        record.one(WP + "valueText"),
        record.one(WP + "baseText"),
        record.number("confidence", "1"),
        tuple(record.all(WP + "supportedBy")),
        Decimal(upper) if upper else None,
        record.moment(),
    )


def _passage(record: Record) -> Passage:
    return Passage(
        record.iri,
        record.one(WP + "inArticle"),
        int(record.one(WP + "start") or 0),
        int(record.one(WP + "end") or 0),
        record.one(WP + "quote"),
        record.one(WP + "cleanText"),
    )


def _article(record: Record) -> Article:
    parts = ("title", "publisher", "creator", "issued", "source", "rights")
    return Article(record.iri, record.one(WP + "text"), *(record.one(DCTERMS + part) for part in parts))


def _node(record: Record, known: set[str]) -> Node:
    """An entity; of several classes the first that the vocabulary labels counts."""
    types = [iri.removeprefix(WP) for iri in record.all(RDF_TYPE) if iri.startswith(WP)]
    named = [name for name in types if name in known] or types or ["Entity"]
    name = record.label("zh") or record.one(PREF) or record.one(LABEL) or record.iri
    english = record.label("en")
    aliases = {*record.all(SKOS + "altLabel"), *record.all(WP + "contextualName")} - {name, english}
    identifiers = ((term, value) for term in IDENTIFIERS for value in record.all(WP + term))
    return Node(
        record.iri,
        name,
        english,
        named[0],
        tuple(sorted(aliases)),
        tuple(identifiers),
        record.one(WP + "issuedOn"),
        collective=record.flag("collective"),
    )


def _terms(records: list[Record]) -> tuple[Term, ...]:
    terms = []
    for record in records:
        name = record.iri.removeprefix(WP)
        zh, en = record.label("zh"), record.label("en")
        parents = tuple(iri.removeprefix(WP) for iri in record.all(SUBCLASS) if iri.startswith(WP))
        look = record.one(WP + "color"), record.one(WP + "shape")
        terms.append(Term(name, zh or en or name, en or zh or name, *look, parents))
    return tuple(terms)
