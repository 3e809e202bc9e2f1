"""What the explorer shows: entities, relations with their claims, figures, passages, articles and terms."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    pass

BASE = "https://w3id.org/wupian/"
WP = BASE + "ns#"
RDF_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
LABEL = "http://www.w3.org/2000/01/rdf-schema#label"
SUBCLASS = "http://www.w3.org/2000/01/rdf-schema#subClassOf"
SKOS = "http://www.w3.org/2004/02/skos/core#"
DCTERMS = "http://purl.org/dc/terms/"
PREF = SKOS + "prefLabel"
RECORDS = frozenset(("Article", "Claim", "ExtractionRun", "Figure", "Passage"))
ASSERTED = Decimal("0.5")
IDENTIFIERS = ("nfraCode", "uscc", "lei", "formerName")


def asserted(confidence: Decimal, modality: str, denied: bool) -> bool:
    """Whether a claim of such confidence and modality, denied or not, makes its relation a fact."""
    return modality == "Done" and not denied and confidence >= ASSERTED


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

    @property
    def asserted(self) -> bool:
        """Whether it lets the plain triple stand: done, affirmed, confident and not rejected."""
        return asserted(self.confidence, self.modality, self.negative or self.rejected)


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
