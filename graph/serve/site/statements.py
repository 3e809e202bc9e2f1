"""What the graph states, ready to be shown: claims and figures with the sentences that prove them."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from graph.explore.view import ASSERTED, Moment, asserted
from graph.serve.site.records import DCTERMS, Thing
from graph.vocabulary import RDF_TYPE, WP

if TYPE_CHECKING:
    from collections.abc import Iterable

    from graph.serve.site.records import Record, Records

NOTHING = Thing("")


@dataclass(frozen=True, slots=True)
class Source:
    """An article as it is cited; empty text means not given."""

    iri: str
    title: str = ""
    publisher: str = ""
    issued: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class Quote:
    """A passage: its raw words, its repaired words, and its half-open range of code points in the article."""

    iri: str
    source: Source
    start: int
    end: int
    text: str
    clean: str

    @property
    def legible(self) -> str:
        """The words as they are read."""
        return self.clean or self.text


@dataclass(frozen=True, slots=True)
class Statement:
    """One claim; `predicate` is a local name or an IRI, `standing` tells how far it holds.

    `standing` is `fact`, or why it is none: `rejected`, `denied`, `open` (not done) or `weak` (not sure enough).
    """

    iri: str
    subject: Thing
    predicate: str
    object: Thing
    quotes: tuple[Quote, ...]
    confidence: Decimal = Decimal(1)
    modality: str = "Done"
    denied: bool = False
    rejected: bool = False
    explicit: bool = False
    derived: bool = False
    voice: Thing = NOTHING
    via: Thing = NOTHING
    role: str = ""
    as_of: Moment | None = None
    precision: str = ""
    sense: str = ""
    rule: str = ""
    reviewer: str = ""
    run: str = ""

    @property
    def standing(self) -> str:
        """How far it holds."""
        if self.rejected:
            return "rejected"
        if self.denied:
            return "denied"
        if self.modality != "Done":
            return "open"
        return "fact" if asserted(self.confidence, self.modality, False) else "weak"

    @property
    def doubts(self) -> tuple[str, ...]:
        """All reasons why it is no fact; none for a fact."""
        reasons = {
            "rejected": self.rejected,
            "denied": self.denied,
            "open": self.modality != "Done",
            "weak": self.confidence < ASSERTED,
        }
        return tuple(name for name, holds in reasons.items() if holds)


@dataclass(frozen=True, slots=True)
class Figure:
    """A number about a thing; `value` is None where the store holds none that can be shown."""

    iri: str
    subject: Thing
    indicator: str
    value: Decimal | None
    quotes: tuple[Quote, ...]
    comparator: str = "Exactly"
    lower: Decimal | None = None
    upper: Decimal | None = None
    unit: str = ""
    text: str = ""
    base: str = ""
    confidence: Decimal = Decimal(1)
    rejected: bool = False
    as_of: Moment | None = None
    precision: str = ""
    rule: str = ""
    reviewer: str = ""
    run: str = ""


def statements(records: Records, iris: Iterable[str]) -> list[Statement]:
    """The claims among some IRIs, in their order."""
    held = (records.get(iri) for iri in iris)
    return [_statement(records, record) for record in held if record.values.get(WP + "predicate")]


def figures(records: Records, iris: Iterable[str]) -> list[Figure]:
    """The figures among some IRIs, in their order."""
    held = (records.get(iri) for iri in iris)
    return [_figure(records, record) for record in held if record.values.get(WP + "figureOf")]


def _statement(records: Records, record: Record) -> Statement:
    confidence = record.number("confidence")
    voice, via = record.one(WP + "voice"), record.one(WP + "via")
    return Statement(
        record.iri,
        records.thing(record.one(WP + "subject")),
        record.own("predicate"),
        records.thing(record.one(WP + "object")),
        quotes(records, record),
        confidence=Decimal(1) if confidence is None else confidence,
        modality=record.own("modality") or "Done",
        denied=record.own("polarity") == "Negative",
        rejected=record.flag("rejected"),
        explicit=record.flag("explicit"),
        derived=record.flag("derived"),
        voice=records.thing(voice) if voice else NOTHING,
        via=records.thing(via) if via else NOTHING,
        role=record.own("roleTitle"),
        as_of=moment(record),
        precision=record.own("precision"),
        sense=record.one(WP + "firedSense"),
        rule=record.own("rule"),
        reviewer=record.own("reviewedBy"),
        run=record.one(WP + "extractedBy"),
    )


def _figure(records: Records, record: Record) -> Figure:
    confidence = record.number("confidence")
    return Figure(
        record.iri,
        records.thing(record.one(WP + "figureOf")),
        record.own("indicator"),
        record.number("value"),
        quotes(records, record),
        comparator=record.own("comparator") or "Exactly",
        lower=record.number("lowerBound"),
        upper=record.number("upperBound"),
        unit=record.own("unitText"),
        text=record.own("valueText"),
        base=record.own("baseText"),
        confidence=Decimal(1) if confidence is None else confidence,
        rejected=record.flag("rejected"),
        as_of=moment(record),
        precision=record.own("precision"),
        rule=record.own("rule"),
        reviewer=record.own("reviewedBy"),
        run=record.one(WP + "extractedBy"),
    )


def quotes(records: Records, record: Record) -> tuple[Quote, ...]:
    """The passages of a claim or figure, in the order of articles and places."""
    found = [quote(records, iri) for iri in record.all(WP + "supportedBy")]
    return tuple(sorted(found, key=lambda each: (each.source.iri, each.start, each.end, each.iri)))


def quote(records: Records, iri: str) -> Quote:
    """A passage; one of which nothing is known has no words."""
    record = records.get(iri)
    start, end = (int(record.number(name) or 0) for name in ("start", "end"))
    article = record.one(WP + "inArticle")
    return Quote(iri, source(records.get(article)), start, end, record.own("quote"), record.own("cleanText"))


def source(record: Record) -> Source:
    """An article as it is cited."""
    return Source(record.iri, *(record.one(DCTERMS + name) for name in ("title", "publisher", "issued", "source")))


def moment(record: Record) -> Moment | None:
    """The date as of which a claim or figure holds."""
    date = record.own("asOf")
    return Moment(date, record.own("asOfText"), record.own("asOfBasis")) if date else None


def passages(records: Records, article: str) -> list[Quote]:
    """The passages of an article among some records, in reading order."""
    kind = WP + "Passage"
    found = [iri for iri, record in records.held.items() if kind in record.all(RDF_TYPE)]
    own = (quote(records, iri) for iri in found)
    return sorted((q for q in own if q.source.iri == article), key=lambda q: (q.start, q.end, q.iri))
