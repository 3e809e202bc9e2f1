"""Corpora written as short sentences: `corpus("R1 issues P1", "P1 addresses T1")`; a name's letters are its class."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any, TypeAlias

from graph.analyse.corpus import Article, Claim, Corpus, Entity, Figure, Passage, Term
from graph.analyse.networks.project import counted

Said: TypeAlias = str | Claim
CLASSES = {
    "R": "Regulator",
    "P": "Policy",
    "T": "Theme",
    "B": "Bank",
    "C": "Institution",  # a collective
    "L": "LoanProduct",
    "I": "Initiative",
    "S": "Segment",
    "N": "Technology",
}
PARENTS = {"Regulator": "Authority", "Bank": "Institution", "LoanProduct": "Product"}
TERMS = tuple(
    Term(name, name, name, (), (PARENTS[name],) if name in PARENTS else ())
    for name in sorted({*CLASSES.values(), *PARENTS.values()})
)


def claim(words: str, **more: Any) -> Claim:
    """The claim of `subject predicate object`, sure and explicit unless said otherwise; its IRI is the sentence."""
    subject, predicate, end = words.split()
    given = {"iri": words, "confidence": Decimal(1), "explicit": True, **more}
    return Claim(subject=subject, predicate=predicate, object=end, **given)


def figure(subject: str, value: str, **more: Any) -> Figure:
    """A figure about a subject; its comparator is Exactly and its day the last of 2024 unless said otherwise."""
    given: dict[str, Any] = {
        "iri": f"{subject} {value} {more.get('comparator', '')} {more.get('upper', '')}",
        "indicator": "users",
        "comparator": "Exactly",
        "unit": "人",
        "text": value,
        "base": "",
        "upper": None,
        "confidence": Decimal(1),
        "as_of": "2024-12-31",
        "basis": "Stated",
        "rejected": False,
        "passages": (),
        **more,
    }
    return Figure(subject=subject, value=Decimal(value), **given)


def entity(name: str) -> Entity:
    """The entity of a name."""
    return Entity(name, name, "", CLASSES[name[0]], collective=name[0] == "C")


def corpus(*said: Said, figures: tuple[Figure, ...] = (), also: str = "") -> Corpus:
    """The corpus of some claims, of figures, and of names that nothing is said of.

    A passage `a:1` is the first sentence of article `a`.
    """
    claims = tuple(sorted((claim(one) if isinstance(one, str) else one for one in said), key=lambda c: c.iri))
    names = {name for c in claims for name in (c.subject, c.object)} | {f.subject for f in figures} | {*also.split()}
    entities = tuple(map(entity, sorted(names)))
    passages = [held.passages for held in claims] + [held.passages for held in figures]
    places = sorted({iri for held in passages for iri in held})
    articles = sorted({place.partition(":")[0] for place in places})
    return Corpus(
        entities,
        claims,
        figures,
        tuple(Passage(place, place.partition(":")[0], 0, 1, place, "") for place in places),
        tuple(Article(iri, at, iri, "", "", "", "", "", "", "") for at, iri in enumerate(articles, 1)),
        TERMS,
        themes=tuple(e for e in entities if e.type == "Theme"),
        segments=tuple(e for e in entities if e.type == "Segment"),
    )


def standing(held: Corpus) -> tuple[Claim, ...]:
    """The claims of a corpus that count."""
    return counted(held)


def at(one: Said, *passages: str) -> Claim:
    """A claim proved by some passages."""
    return replace(claim(one) if isinstance(one, str) else one, passages=passages)
