"""A description as records: for each subject its properties, with the names of what it points to."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING

from graph.serve.site import addresses
from graph.serve.site.terms import kind, term
from graph.vocabulary import LABEL, RDF_TYPE, SKOS, WP

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pyoxigraph import Triple

    from graph.store.store import Term

DCTERMS = "http://purl.org/dc/terms/"
PREF = SKOS + "prefLabel"
MOST = Decimal(10) ** 30  # beyond which a number is kept as its text


@dataclass(frozen=True, slots=True)
class Thing:
    """What a page links to: an IRI with its names, of which either may be empty, and the local name of its class."""

    iri: str
    zh: str = ""
    en: str = ""
    type: str = ""

    def named(self, lang: str) -> tuple[str, str]:
        """The name for a page in `lang` and the tag of the language that it is in; without any, the IRI itself.

        >>> Thing("https://w3id.org/wupian/id/a", zh="甲").named("en")
        ('甲', 'zh-Hans')
        """
        ways = ((self.zh, "zh-Hans"), (self.en, "en"))
        for name, tag in ways if lang == "zh" else ways[::-1]:
            if name:
                return name, tag
        return addresses.short(self.iri), ""

    @property
    def sorting(self) -> tuple[str, str]:
        """What lists are sorted by."""
        return self.zh or self.en or self.iri, self.iri


class Record:
    """One subject with its properties by IRI, the values of each sorted."""

    __slots__ = ("iri", "values")

    def __init__(self, iri: str) -> None:
        self.iri = iri
        self.values: dict[str, list[Term]] = {}

    def all(self, predicate: str) -> list[str]:
        """The texts of a property's values; blank nodes are left out."""
        return [str(value) for term in self.values.get(predicate, ()) if (value := getattr(term, "value", None))]

    def one(self, predicate: str) -> str:
        """The first text of a property, else the empty text."""
        return next(iter(self.all(predicate)), "")

    def own(self, name: str) -> str:
        """The first text of a property of the vocabulary; a term of the vocabulary by its local name."""
        return self.one(WP + name).removeprefix(WP)

    def flag(self, name: str) -> bool:
        """Whether a boolean of the vocabulary is true."""
        return self.own(name) in ("true", "1")

    def number(self, name: str) -> Decimal | None:
        """A number of the vocabulary, None where there is none that can be shown."""
        try:
            found = Decimal(self.own(name))
        except InvalidOperation:
            return None
        return found if found.is_finite() and abs(found) < MOST else None

    def label(self, lang: str) -> str:
        """The preferred name in a language; one without language counts as Chinese."""
        for predicate in (PREF, LABEL):
            for value in self.values.get(predicate, ()):
                tag = (getattr(value, "language", None) or "zh").lower()
                if getattr(value, "value", "") and tag.partition("-")[0] == lang:
                    return str(getattr(value, "value", ""))
        return ""

    @property
    def thing(self) -> Thing:
        """It as pages link to it; an article goes by its title."""
        title = self.one(DCTERMS + "title")
        return Thing(self.iri, self.label("zh") or title, self.label("en"), kind(self.all(RDF_TYPE)))


class Records:
    """All subjects of some triples; what they tell nothing of is an empty record."""

    def __init__(self, triples: Iterable[Triple]) -> None:
        self.held: dict[str, Record] = {}
        self.things: dict[str, Thing] = {}
        for triple in triples:
            iri = getattr(triple.subject, "value", "")
            record = self.held.setdefault(iri, Record(iri))
            record.values.setdefault(triple.predicate.value, []).append(triple.object)
        for record in self.held.values():
            for predicate, values in record.values.items():
                if len(values) > 1:
                    record.values[predicate] = sorted(set(values), key=str)

    def get(self, iri: str) -> Record:
        """The record of a subject."""
        return self.held.get(iri) or Record(iri)

    def thing(self, iri: str) -> Thing:
        """A subject as pages link to it; a term of the vocabulary goes by its label."""
        if iri not in self.things:
            named = term(iri)
            own = iri.startswith(WP)
            self.things[iri] = Thing(iri, named.zh, named.en) if own else self.get(iri).thing
        return self.things[iri]
