"""From the statements of a graph to what the explorer shows of it."""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal
from typing import TYPE_CHECKING, TypeAlias

from graph.explore.view import (
    DCTERMS,
    IDENTIFIERS,
    LABEL,
    PREF,
    RDF_TYPE,
    RECORDS,
    SKOS,
    SUBCLASS,
    WP,
    Article,
    Claim,
    Edge,
    Figure,
    Moment,
    Node,
    Passage,
    Term,
    View,
)
from graph.memory import uncollected
from graph.rdf.ntriples import value

if TYPE_CHECKING:
    from collections.abc import Iterable

    from graph.store.store import Store

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


def read(store: Store) -> View:
    """Everything the explorer shows of a store."""
    return view(store.lines())


@uncollected()
def view(lines: Iterable[str]) -> View:
    """Everything the explorer shows of a graph, given as lines (see `graph.rdf.ntriples`) in any order."""
    kinds = _kinds(_records(lines))
    articles = tuple(_article(record) for record in kinds["Article"])
    passages = sorted((_passage(record) for record in kinds["Passage"]), key=lambda p: (p.article, p.start, p.end))
    order = {passage.iri: number for number, passage in enumerate(passages)}
    edges = _edges(kinds["Claim"], order)
    kept = (r for r in kinds["Figure"] if r.one(WP + "figureOf") and not r.flag("rejected"))
    figures = tuple(_figure(record, order) for record in kept)
    terms = _terms(kinds["term"])
    known = {term.name for term in terms}
    described = {record.iri: record for record in kinds["entity"]}
    linked = {iri for edge in edges for iri in (edge.subject, edge.object)} | {figure.subject for figure in figures}
    nodes = tuple(_node(described.get(iri) or Record(iri), known) for iri in sorted({*described, *linked}))
    return View(nodes, edges, figures, tuple(passages), articles, terms)


def _kinds(records: list[Record]) -> dict[str, list[Record]]:
    """Records by what they are: records of the graph itself by their class, terms of the vocabulary, and entities."""
    found: dict[str, list[Record]] = defaultdict(list)
    for record in records:
        types = {iri.removeprefix(WP) for iri in record.all(RDF_TYPE) if iri.startswith(WP)}
        own = types & RECORDS
        for kind in own:
            found[kind].append(record)
        if record.iri.startswith(WP):
            found["term"].append(record)
        elif types - RECORDS:
            found["entity"].append(record)
    return found


def _records(lines: Iterable[str]) -> list[Record]:
    """The subjects of lines, sorted by IRI, with all their properties; blank nodes are left out."""
    records: dict[str, Record] = {}
    for line in lines:
        subject, predicate, term = line.split(" ", 2)
        held = value(term)
        if held is None or subject[0] != "<" or subject[1] == "<":
            continue
        if (record := records.get(subject)) is None:
            record = records[subject] = Record(subject[1:-1])
        record.values.setdefault(predicate[1:-1], []).append(held)
    for record in records.values():
        for name, several in record.values.items():
            if len(several) > 1:
                record.values[name] = sorted(set(several))
    return sorted(records.values(), key=lambda record: record.iri)


def _edges(records: list[Record], order: dict[str, int]) -> tuple[Edge, ...]:
    groups: dict[tuple[str, str, str], list[Claim]] = defaultdict(list)
    for record in records:
        ends = record.one(WP + "subject"), record.local("predicate"), record.one(WP + "object")
        if all(ends):
            groups[ends].append(_claim(record, order))
    return tuple(Edge(*ends, tuple(groups[ends])) for ends in sorted(groups))


def _support(record: Record, order: dict[str, int]) -> tuple[str, ...]:
    """The passages of a claim or figure in reading order, those of which nothing is known last."""
    found = record.all(WP + "supportedBy")
    return tuple(sorted(found, key=lambda iri: (order.get(iri, len(order)), iri)) if len(found) > 1 else found)


def _claim(record: Record, order: dict[str, int]) -> Claim:
    return Claim(
        record.iri,
        _support(record, order),
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


def _figure(record: Record, order: dict[str, int]) -> Figure:
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
        _support(record, order),
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
