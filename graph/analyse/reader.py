"""From a store to a `Corpus`: eight queries, their rows sorted, of several values of one property the first."""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal
from typing import TYPE_CHECKING

from graph.analyse.corpus import (
    DONE,
    NEGATIVE,
    Article,
    Claim,
    Corpus,
    Entity,
    Figure,
    Passage,
    Run,
    Term,
    local,
    unknown,
)
from graph.rdf import known
from graph.resources import asset

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from graph.store.store import Store

    Row = dict[str, str]
    Links = dict[str, list[str]]


def read(store: Store) -> Corpus:
    """The corpus of a store; needs only the store's `select`."""
    terms = _terms(_rows(store, "terms"))
    passages = _passages(_rows(store, "passages"))
    articles = _articles(_rows(store, "articles"))
    support = _support(_rows(store, "supports"), passages, articles)
    claims = tuple(_claim(row, support) for row in _first(_rows(store, "claims"), "claim"))
    figures = tuple(_figure(row, support) for row in _first(_rows(store, "figures"), "figure"))
    entities = _entities(_rows(store, "entities"), Corpus(terms=terms))
    linked = {iri for c in claims for iri in (c.subject, c.object)} | {f.subject for f in figures}
    missing = linked - {e.iri for e in entities}
    entities = tuple(sorted((*entities, *map(unknown, missing)), key=lambda e: e.iri))
    runs = tuple(Run(row["program"], row["ontology"]) for row in _first(_rows(store, "runs"), "run"))
    return Corpus(entities, claims, figures, passages, articles, terms, runs, _themes(entities))


def _rows(store: Store, query: str) -> list[Row]:
    """The rows of a query of the assets as texts by variable (unbound is empty), sorted; blank nodes are left out."""
    from pyoxigraph import BlankNode, Triple

    found = store.select(asset("analyse", "assets", query + ".rq").read_text(encoding="utf-8"))
    texts = set()
    for row in found.rows:
        if not any(isinstance(term, BlankNode | Triple) for term in row):
            texts.add(tuple("" if term is None else term.value for term in row))  # type: ignore[union-attr]  # no others
    return [dict(zip(found.variables, row, strict=True)) for row in sorted(texts)]


def _first(rows: Iterable[Row], key: str) -> Iterator[Row]:
    """The first row for each value of a variable."""
    seen: set[str] = set()
    for row in rows:
        if row[key] not in seen:
            seen.add(row[key])
            yield row


def _terms(rows: list[Row]) -> tuple[Term, ...]:
    kinds, parents = defaultdict(set), defaultdict(set)
    for row in rows:
        kinds[row["term"]].add(local(row["kind"]))
        if row["parent"]:
            parents[row["term"]].add(local(row["parent"]))
    return tuple(
        Term(
            name := local(row["term"]),
            row["zh"] or row["en"] or name,
            row["en"] or row["zh"] or name,
            tuple(sorted(kinds[row["term"]])),
            tuple(sorted(parents[row["term"]])),
        )
        for row in _first(rows, "term")
    )


def _passages(rows: list[Row]) -> tuple[Passage, ...]:
    found = (
        Passage(
            row["passage"], row["article"], int(row["start"] or 0), int(row["end"] or 0), row["quote"], row["clean"]
        )
        for row in _first(rows, "passage")
    )
    return tuple(sorted(found, key=lambda p: (p.article, p.start, p.end)))


def _articles(rows: list[Row]) -> tuple[Article, ...]:
    """The articles by date, the undated last, then by id."""
    texts = ("id", "title", "publisher", "author", "published", "url", "rights", "sha256")
    ordered = sorted(_first(rows, "article"), key=lambda row: (not row["published"], row["published"], row["id"]))
    return tuple(
        Article(row["article"], number, *(row[text] for text in texts)) for number, row in enumerate(ordered, 1)
    )


def _support(rows: list[Row], passages: tuple[Passage, ...], articles: tuple[Article, ...]) -> Links:
    """The passages of each claim and figure by the number of their article, then by place."""
    numbers = {article.iri: article.number for article in articles}
    places = {p.iri: (numbers.get(p.article, len(numbers) + 1), p.article, p.start, p.end) for p in passages}
    links: Links = defaultdict(list)
    for row in rows:
        if row["passage"] in places:
            links[row["node"]].append(row["passage"])
    for held in links.values():
        held.sort(key=lambda iri: places[iri])
    return links


def _claim(row: Row, support: Links) -> Claim:
    return Claim(
        row["claim"],
        row["subject"],
        local(row["predicate"]),
        row["object"],
        tuple(support.get(row["claim"], ())),
        _number(row["confidence"]) or Decimal(0),
        _true(row["explicit"]),
        _true(row["derived"]),
        local(row["modality"]) or DONE,
        local(row["polarity"]) == NEGATIVE,
        _true(row["rejected"]),
        row["reviewer"],
        row["voice"],
        row["role"],
        row["asOf"],
        local(row["basis"]),
    )


def _figure(row: Row, support: Links) -> Figure:
    return Figure(
        row["figure"],
        row["subject"],
        row["indicator"],
        _number(row["value"]) or Decimal(0),
        local(row["comparator"]),
        row["unit"],
        row["text"],
        row["base"],
        _number(row["upper"]),
        _number(row["confidence"]) or Decimal(0),
        row["asOf"],
        local(row["basis"]),
        _true(row["rejected"]),
        tuple(support.get(row["figure"], ())),
    )


def _number(text: str) -> Decimal | None:
    """A decimal, None for a missing one."""
    return Decimal(text) if text else None


def _true(text: str) -> bool:
    return text in ("true", "1")


def _entities(rows: list[Row], vocabulary: Corpus) -> tuple[Entity, ...]:
    """The entities, each with the deepest of its classes."""
    types = defaultdict(set)
    for row in rows:
        types[row["entity"]].add(local(row["type"]))
    found = []
    for row in _first(rows, "entity"):
        iri = row["entity"]
        deepest = min(types[iri], key=lambda name: (-len(vocabulary.lineage(name)), name))
        name = row["zh"] or row["any"] or row["en"] or unknown(iri).zh
        found.append(Entity(iri, name, row["en"], deepest, _true(row["collective"]), row["issued"]))
    return tuple(found)


def _themes(entities: tuple[Entity, ...]) -> tuple[Entity, ...]:
    """The themes of the ontology in its order, then others of the store: also a theme that no article names is a
    column, as an empty one tells most.
    """
    held = {e.iri: e for e in entities if e.type == "Theme"}
    found = {t["iri"]: held.get(t["iri"]) or Entity(t["iri"], t["zh"], t["en"], "Theme") for t in known.themes()}
    return tuple({**found, **{iri: e for iri, e in held.items() if iri not in found}}.values())
