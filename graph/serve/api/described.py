"""What a store says of some nodes: their properties, and the names, sentences and articles that they lead to."""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Any

from graph.analyse.corpus import unknown
from graph.rdf.document import numeral
from graph.rdf.names import plain
from graph.serve.api.asking import ask, portions, text
from graph.serve.api.ontology import deepest
from graph.vocabulary import LABEL, RDF_TYPE, SKOS, WP

if TYPE_CHECKING:
    from collections.abc import Sequence

    from graph.store.store import Store, Term

IDENTIFIER = "http://purl.org/dc/terms/identifier"
LARGEST = 400  # digits before the point of a number that JSON readers can still read


class Nodes:
    """The properties of nodes by their IRIs, every property with its values in a fixed order."""

    def __init__(self) -> None:
        self.held: dict[str, dict[str, set[Term]]] = defaultdict(lambda: defaultdict(set))

    def add(self, row: dict[str, Term]) -> None:
        """Takes up a row of node, property and value."""
        self.held[text(row["node"])][text(row["property"])].add(row["value"])

    def __contains__(self, iri: str) -> bool:
        return iri in self.held

    def all(self, iri: str, name: str, lang: str | None = None) -> list[str]:
        """The values of a property, of one language if one is named, sorted; `name` is a local name or an IRI."""
        found = self.held[iri].get(name if ":" in name else WP + name, set()) if iri in self.held else set()
        return sorted({text(t) for t in found if lang is None or (getattr(t, "language", None) or "").lower() == lang})

    def one(self, iri: str, name: str, lang: str | None = None) -> str:
        """The first value of a property, empty where there is none."""
        return next(iter(self.all(iri, name, lang)), "")

    def local(self, iri: str, name: str) -> str:
        """The local name of a property's value."""
        return self.one(iri, name).removeprefix(WP)

    def true(self, iri: str, name: str) -> bool:
        """Whether a property is true."""
        return self.one(iri, name) in ("true", "1")

    def number(self, iri: str, name: str) -> Decimal | None:
        """A number that is a property's value, None for what is none or beyond all reason."""
        try:
            found = Decimal(self.one(iri, name))
        except InvalidOperation:
            return None
        return found if found.is_finite() and found.adjusted() < LARGEST else None

    def named(self, iri: str) -> dict[str, str]:
        """An entity with its names and class; one without any name has the end of its IRI."""
        zh = self.one(iri, SKOS + "prefLabel", "zh") or self.one(iri, LABEL, "zh") or self.one(iri, LABEL)
        en = self.one(iri, SKOS + "prefLabel", "en") or self.one(iri, LABEL, "en")
        return {"iri": iri, "type": deepest(self.all(iri, RDF_TYPE)), "zh": zh or unknown(iri).zh, "en": en}

    def evidence(self, iri: str) -> list[dict[str, Any]]:
        """The sentences that prove a claim or figure, by article and place."""
        found = [self.sentence(one) for one in self.all(iri, "supportedBy") if self.one(one, "quote")]
        return sorted(found, key=lambda one: (one["article"], one["start"], one["end"]))

    def sentence(self, iri: str) -> dict[str, Any]:
        """A passage: its article's id, its place in the raw text, its raw words and its repaired words."""
        quote = self.one(iri, "quote")
        return {
            "article": self.one(self.one(iri, "inArticle"), IDENTIFIER),
            "start": int(self.number(iri, "start") or 0),
            "end": int(self.number(iri, "end") or 0),
            "quote": quote,
            "text": self.one(iri, "cleanText") or quote,
        }

    def moment(self, iri: str) -> dict[str, str | None]:
        """The date of a claim or figure with its words, basis and precision, named as `wupian extract` names them."""
        return {
            "asOf": self.one(iri, "asOf") or None,
            "asOfText": self.one(iri, "asOfText") or None,
            "asOfBasis": self.local(iri, "asOfBasis") or None,
            "asOfPrecision": self.local(iri, "precision").lower() or None,
        }


def described(store: Store, iris: Sequence[str], *, linked: bool = True) -> Nodes:
    """Some nodes with all their properties, and with `linked` the names and sentences that they lead to."""
    nodes = Nodes()
    for portion in portions(iris):
        for row in ask(store, "described", {"linked"} if linked else (), items=portion):
            nodes.add(row)
    return nodes


def numeric(value: Decimal | None) -> int | float | None:
    """A JSON number."""
    return None if value is None else numeral(value)


def exact(value: Decimal | None) -> str | None:
    """A number in its shortest exact form."""
    return None if value is None else plain(value)
