"""The terms of the vocabulary as pages name them, and what the ontology itself knows of an IRI."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from graph.explore.view import RECORDS
from graph.rdf.known import CORE, ENTRIES, read
from graph.resources import folder
from graph.vocabulary import LABEL, RDF_TYPE, SUBCLASS, WP, parse

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from pyoxigraph import Triple

RDFS = "http://www.w3.org/2000/01/rdf-schema#"
SKOS = "http://www.w3.org/2004/02/skos/core#"
SCHEMA = "https://schema.org/"
MATCH = SKOS + "closeMatch"
OWL = "http://www.w3.org/2002/07/owl#"
COLOR = re.compile("#[0-9a-f]{6}")
GREY = "#6a7284"
LEXICON = ("lexicon.ttl",)
ALIGNED = ("alignments/schema.ttl",)
OUTLINES = {
    "dot": "M-6 0A6 6 0 1 0 6 0A6 6 0 1 0 -6 0Z",
    "square": "M-5.5 -5.5H5.5V5.5H-5.5Z",
    "diamond": "M0 -7.2L7.2 0L0 7.2L-7.2 0Z",
    "triangle": "M0 -6.5L6.8 5.5H-6.8Z",
    "triangleDown": "M0 6.5L6.8 -5.5H-6.8Z",
    "hexagon": "M-6.6 0L-3.3 -5.7H3.3L6.6 0L3.3 5.7H-3.3Z",
    "star": "M0 -7.5L2 -2.4L7.3 -2.2L3.1 1.1L4.6 6.3L0 3.3L-4.6 6.3L-3.1 1.1L-7.3 -2.2L-2 -2.4Z",
}


@dataclass(frozen=True, slots=True)
class Term:
    """A class, relation, property or value: its local name, labels and definitions, and what it is tied to.

    `kinds`, `parents`, `domains` and `ranges` are local names, or IRIs of other vocabularies.
    """

    name: str
    zh: str
    en: str
    told_zh: str = ""
    told_en: str = ""
    kinds: tuple[str, ...] = ()
    parents: tuple[str, ...] = ()
    domains: tuple[str, ...] = ()
    ranges: tuple[str, ...] = ()
    precise_domains: tuple[str, ...] = ()
    precise_ranges: tuple[str, ...] = ()
    notation: str = ""
    color: str = GREY
    shape: str = "dot"

    def label(self, lang: str) -> str:
        """The label in a language."""
        return self.zh if lang == "zh" else self.en

    def told(self, lang: str) -> str:
        """The definition in a language."""
        return self.told_zh if lang == "zh" else self.told_en

    @property
    def outline(self) -> str:
        """The path of the symbol."""
        return OUTLINES.get(self.shape, OUTLINES["dot"])


@cache
def terms() -> Mapping[str, Term]:
    """The terms of the vocabulary by local name, in the order of its file."""
    found: dict[str, dict[str, list[tuple[str, str]]]] = {}
    for triple in read(folder("ontology"), CORE):
        subject = str(getattr(triple.subject, "value", ""))
        if subject.startswith(WP):
            held = found.setdefault(subject.removeprefix(WP), {})
            value = str(getattr(triple.object, "value", "")).removeprefix(WP)
            held.setdefault(triple.predicate.value, []).append((value, getattr(triple.object, "language", "") or ""))
    return {name: _term(name, held) for name, held in found.items()}


def _term(name: str, held: Mapping[str, list[tuple[str, str]]]) -> Term:
    """A term from its properties."""

    def said(predicate: str, lang: str) -> str:
        return next((text for text, tag in held.get(predicate, ()) if tag == lang), "")

    def all_of(*predicates: str) -> tuple[str, ...]:
        return tuple(dict.fromkeys(text for each in predicates for text, _ in held.get(each, ())))

    color = next(iter(all_of(WP + "color")), "")
    return Term(
        name,
        said(LABEL, "zh") or name,
        said(LABEL, "en") or name,
        said(SKOS + "definition", "zh"),
        said(SKOS + "definition", "en"),
        kinds=all_of(RDF_TYPE),
        parents=all_of(SUBCLASS, RDFS + "subPropertyOf"),
        domains=all_of(RDFS + "domain"),
        ranges=all_of(RDFS + "range"),
        precise_domains=all_of(SCHEMA + "domainIncludes"),
        precise_ranges=all_of(SCHEMA + "rangeIncludes"),
        notation=next(iter(all_of(SKOS + "notation")), ""),
        color=color if COLOR.fullmatch(color) else GREY,
        shape=next(iter(all_of(WP + "shape")), "dot"),
    )


def term(name: str) -> Term:
    """A term by its local name or IRI; one that the vocabulary lacks goes by its own name.

    >>> term("offers").en, term("urn:other#made").en
    ('offers', 'made')
    """
    name = name.removeprefix(WP)
    last = re.split("[/#]", name.rstrip("/#"))[-1] or name
    return terms().get(name) or Term(name, last, last)


@cache
def above(name: str) -> tuple[str, ...]:
    """A class and the classes above it, the nearest first.

    >>> above("Bank")[:3]
    ('Bank', 'FinancialInstitution', 'Institution')
    """
    found = [name]
    for each in found:
        found += [parent for parent in term(each).parents if parent not in found]
    return tuple(found)


@cache
def below(name: str) -> tuple[str, ...]:
    """A class and all classes below it, in the order of the file."""
    return tuple(each for each in terms() if name in above(each))


def is_entity(name: str) -> bool:
    """Whether the members of a class are what articles speak of, not records of the graph itself."""
    return name not in RECORDS and "Entity" in above(name)


def kind(types: Iterable[str]) -> str:
    """The class that a thing of some classes (IRIs) is shown as: the first that the vocabulary knows, else empty.

    >>> kind(["http://www.w3.org/2004/02/skos/core#Concept", "https://w3id.org/wupian/ns#Theme"])
    'Theme'
    """
    known = [iri.removeprefix(WP) for iri in types if iri.startswith(WP) and iri.removeprefix(WP) in terms()]
    return min(known, key=lambda name: (-len(above(name)), name), default="")


@cache
def schema() -> Mapping[str, str]:
    """For each class the class of schema.org that it or the nearest class above it is aligned with."""
    aligned: dict[str, str] = {}
    for triple in read(folder("ontology"), ALIGNED):
        subject, value = (str(getattr(part, "value", "")) for part in (triple.subject, triple.object))
        if subject.startswith(WP) and value.startswith(SCHEMA) and triple.predicate.value in (SUBCLASS, MATCH):
            aligned.setdefault(subject.removeprefix(WP), value.removeprefix(SCHEMA))
    return {name: next((aligned[each] for each in above(name) if each in aligned), "Thing") for name in terms()}


@cache
def ontology() -> Mapping[str, tuple[Triple, ...]]:
    """The triples of the ontology's own files by the IRI of their subject: authority list, schemes, lexicon, terms."""
    found: dict[str, list[Triple]] = {}
    for triple in read(folder("ontology"), ENTRIES + LEXICON + CORE):
        found.setdefault(str(getattr(triple.subject, "value", "")), []).append(triple)
    return {iri: tuple(held) for iri, held in found.items()}


def mentions(iri: str) -> list[Triple]:
    """The triples of the ontology's own files that point to an IRI or use it as their property."""
    return [
        triple
        for triples in ontology().values()
        for triple in triples
        if triple.predicate.value == iri or getattr(triple.object, "value", "") == iri
    ]


def statements() -> tuple[Triple, ...]:
    """The whole core vocabulary as it stands in its file, the lists of disjoint classes included."""
    return tuple(parse(folder("ontology") / CORE[0]))
