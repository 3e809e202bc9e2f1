"""What reviewers decide, and the format in which they write it: `NAME.review.ttl` beside `NAME.txt`.

The file is Turtle in the terms of `ontology/review.ttl`, comfortable to write by hand:

```turtle
@prefix authority: <https://w3id.org/wupian/authority/> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix my: <https://w3id.org/wupian/review/sample#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix wp: <https://w3id.org/wupian/ns#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .

# Who decided when, for all decisions that say nothing else; the article and the SHA-256 of its file.
my:review a wp:Review ;
  wp:reviewOf <https://w3id.org/wupian/article/sample> ;
  wp:reviewedHash "…" ;
  wp:reviewer "林木" ;
  dcterms:created "2026-11-24"^^xsd:date .

# Things that the ontology does not know: class, name, and how the article writes them.
my:loan a wp:LoanProduct ; skos:prefLabel "雪松贷"@zh ; wp:form "雪松貸" .

# Sentences, exactly as in the raw file; `wp:occurrence 2` when the words stand there more than once.
my:s2 wp:quote "云杉消費金融推出“雪松貸”，面向新市民。" .

[] a wp:Addition ;
  wp:claim [ wp:subject authority:haier ; wp:predicate wp:offers ; wp:object my:loan ] ;
  wp:supportedBy my:s2 ;
  rdfs:comment "第二句明说。"@zh , "The second sentence says so."@en .

[] a wp:Rejection ; wp:claim <https://w3id.org/wupian/claim/0123456789abcdef> ; wp:supportedBy my:s2 .
```

A described entity may have `wp:collective true` and a date of issue: `wp:issuedOn` in the place of the `wp:asOf` below.
A claim may further have `wp:modality wp:polarity wp:explicit wp:derived wp:roleTitle wp:voice wp:via` and a date in
`wp:asOf wp:asOfText wp:asOfBasis wp:precision`; it is explicit when both ends are mentioned in the quoted words, unless
it says otherwise. A figure has `wp:figureOf wp:indicator wp:value wp:unitText` and may have `wp:comparator
wp:upperBound wp:valueText wp:baseText` and a date.

| decision | is about | and says |
|---|---|---|
| `wp:Acceptance` | `wp:claim` or `wp:figure` | |
| `wp:Rejection` | `wp:claim`, `wp:figure` or `wp:entity` | |
| `wp:Addition` | `wp:claim`, `wp:figure` or `wp:entity`, fully described | |
| `wp:Correction` | `wp:claim`, `wp:figure` or `wp:entity` | `wp:replacement [ … ]`, the parts that change |
| `wp:Merge` | one or more `wp:entity` | `wp:into` |
| `wp:Separation` | two or more `wp:entity` | |

What a decision is about is found by its IRI or by what the file says of it, so a decision outlives changes of the
extraction as long as its sentence stands.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from decimal import Decimal

    from graph.model import Entity, Moment

ACTIONS = ("Rejection", "Acceptance", "Correction", "Merge", "Separation", "Addition")


@dataclass(frozen=True, slots=True)
class Named:
    """An entity as a decision names it: the IRIs it may have, and its description when the file or ontology has one.

    `forms` are the words of the article that mention it; `stated` when the file gives them.
    """

    iris: tuple[str, ...]
    entity: Entity | None = None
    forms: tuple[str, ...] = ()
    stated: bool = False

    @property
    def shown(self) -> str:
        """How messages call it."""
        return self.entity.name if self.entity else self.iris[0]


@dataclass(frozen=True, slots=True)
class Statement:
    """A claim as a decision names it; None where the decision leaves a part open."""

    iri: str = ""
    subject: Named | None = None
    predicate: str | None = None
    object: Named | None = None
    modality: str | None = None
    negative: bool | None = None
    explicit: bool | None = None
    derived: bool | None = None
    role: str | None = None
    voice: Named | None = None
    via: Named | None = None
    as_of: Moment | None = None

    @property
    def whole(self) -> bool:
        """Whether both ends and the relation are given."""
        return bool(self.subject and self.predicate and self.object)

    @property
    def named(self) -> tuple[Named, ...]:
        """The entities it names."""
        return tuple(each for each in (self.subject, self.object, self.voice, self.via) if each)


@dataclass(frozen=True, slots=True)
class Number:
    """A figure as a decision names it; None where the decision leaves a part open."""

    iri: str = ""
    subject: Named | None = None
    indicator: str | None = None
    value: Decimal | None = None
    maximum: Decimal | None = None
    unit: str | None = None
    qualifier: str | None = None
    text: str | None = None
    base: str | None = None
    as_of: Moment | None = None

    @property
    def whole(self) -> bool:
        """Whether subject, indicator, number and unit are given."""
        return bool(self.subject and self.indicator) and self.value is not None and self.unit is not None

    @property
    def named(self) -> tuple[Named, ...]:
        """The entities it names."""
        return (self.subject,) if self.subject else ()


@dataclass(frozen=True, slots=True)
class Quoted:
    """Words of the raw article, and which of their occurrences is meant, counted from one."""

    quote: str
    occurrence: int | None = None


@dataclass(frozen=True, slots=True)
class Decision:
    """One decision: what is done (`action`, a class of the vocabulary) to what, by whom, when and on which words.

    `targets` has one member but for merges and separations; `replacement` is the right thing of a correction or what
    remains of a merge.
    """

    action: str
    targets: tuple[Statement | Number | Named, ...]
    replacement: Statement | Number | Named | None
    evidence: tuple[Quoted, ...]
    reviewer: str
    created: str
    rationale: tuple[tuple[str, str], ...] = ()

    @property
    def order(self) -> tuple[str, int, str]:
        """Its place among all decisions: by date, then by action, then by content; later ones prevail."""
        return self.created, ACTIONS.index(self.action), repr(self)


@dataclass(frozen=True, slots=True)
class Decisions:
    """The decisions about one article, by IRI, with the fingerprint of the content that was reviewed, if known."""

    article: str
    sha256: str | None
    items: tuple[Decision, ...]
