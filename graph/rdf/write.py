"""Facts as RDF: entities, plain triples, claims, figures, passages, articles and the run, all in one graph.

The gate stands here: a claim or figure without a passage that slices the raw article exactly is a defect of the
program and stops it. Nothing becomes a triple without its quote.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pyoxigraph as ox

from graph.rdf import known
from graph.rdf.names import (
    WP,
    article_iri,
    claim_iri,
    entity_iri,
    figure_iri,
    passage_iri,
    plain,
    run_iri,
    sense_iri,
)
from graph.vocabulary import LABEL, RDF_TYPE, SKOS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from decimal import Decimal
    from pathlib import Path

    from graph.model import Article, Entity, Extraction, Fact, Figure, Moment, Span, Text

DCTERMS = "http://purl.org/dc/terms/"
XSD = "http://www.w3.org/2001/XMLSchema#"
COMPARATORS = {
    "=": "Exactly",
    ">": "GreaterThan",
    ">=": "AtLeast",
    "<": "LessThan",
    "<=": "AtMost",
    "~": "Approximately",
}
A = ox.NamedNode(RDF_TYPE)
DECIMAL = ox.NamedNode(XSD + "decimal")
COUNT = ox.NamedNode(XSD + "integer")
DATE = ox.NamedNode(XSD + "date")


@dataclass(frozen=True, slots=True)
class Run:
    """What made the statements: the versions of the program and of the ontology."""

    program: str
    ontology: str

    @property
    def iri(self) -> str:
        """The IRI of the run, equal for equal versions."""
        return run_iri(self.program, self.ontology)


def triples(extractions: Sequence[Extraction], run: Run, root: Path | None = None) -> list[ox.Triple]:
    """All triples of a build in a fixed order, each once: the articles' statements, what the ontology says of the
    entities in them, and the core vocabulary. `root` is the ontology's folder.
    """
    found = dict.fromkeys(statements(extractions, run))
    mentioned = sorted({entity_iri(e) for x in extractions for e in x.entities if e.known})
    found |= dict.fromkeys(known.entries(mentioned, root))
    found |= dict.fromkeys(known.core(root))
    return sorted(found, key=place)


def statements(extractions: Sequence[Extraction], run: Run) -> Iterator[ox.Triple]:
    """The triples that the articles yield, without the ontology's own."""
    yield from describe_run(run)
    yield from describe_entities(extractions)
    for extraction in extractions:
        yield from Writer(extraction, run).write()


def place(triple: ox.Triple) -> tuple[str, bool, str, str]:
    """The place of a triple in the fixed order: by subject, its types first, then by property and value."""
    return str(triple.subject), triple.predicate.value != RDF_TYPE, triple.predicate.value, str(triple.object)


def describe_run(run: Run) -> Iterator[ox.Triple]:
    """The run and its versions."""
    node = ox.NamedNode(run.iri)
    yield ox.Triple(node, A, wp("ExtractionRun"))
    yield ox.Triple(node, ox.NamedNode(DCTERMS + "identifier"), ox.Literal(f"wupian {run.program}"))
    yield ox.Triple(node, ox.NamedNode(DCTERMS + "hasVersion"), ox.Literal(run.ontology))


def describe_entities(extractions: Iterable[Extraction]) -> Iterator[ox.Triple]:
    """The entities of all articles, each described once: by the article that mentions it most."""
    held: dict[str, list[Entity]] = {}
    for extraction in extractions:
        for entity in extraction.entities:
            held.setdefault(entity_iri(entity), []).append(entity)
    for iri in sorted(held):
        same = sorted(held[iri], key=lambda e: (-len(e.mentions), e.type, e.name))
        yield from describe_entity(ox.NamedNode(iri), same)


def describe_entity(node: ox.NamedNode, same: list[Entity]) -> Iterator[ox.Triple]:
    """Type, names and date of an entity; for a known one only the aliases, the ontology says the rest."""
    first = same[0]
    for alias in sorted({name for e in same for name in (e.name, *e.aliases)} - {first.name}):
        yield ox.Triple(node, ox.NamedNode(SKOS + "altLabel"), ox.Literal(alias, language="zh"))
    if first.known:
        return
    yield ox.Triple(node, A, wp(first.type))
    for name in (LABEL, SKOS + "prefLabel"):
        yield ox.Triple(node, ox.NamedNode(name), ox.Literal(first.name, language="zh"))
    if first.collective:
        yield ox.Triple(node, wp("collective"), truth(True))
    issued = min((e.issued for e in same if e.issued), key=lambda m: (m.date, m.text), default=None)
    if issued:
        yield from describe_moment(node, issued, "issuedOn")


def describe_moment(node: ox.NamedNode, moment: Moment, term: str) -> Iterator[ox.Triple]:
    """A date under a property, with its words, basis and precision."""
    yield ox.Triple(node, wp(term), ox.Literal(moment.date, datatype=DATE))
    yield ox.Triple(node, wp("asOfText"), ox.Literal(moment.text))
    yield ox.Triple(node, wp("asOfBasis"), wp(moment.basis))
    yield ox.Triple(node, wp("precision"), wp(moment.precision.capitalize()))


class Writer:
    """Writes one extraction; remembers the IRIs of its entities and the passages it has used."""

    def __init__(self, extraction: Extraction, run: Run) -> None:
        self.extraction = extraction
        self.article = extraction.article
        self.run = ox.NamedNode(run.iri)
        self.iris = {e.id: entity_iri(e) for e in extraction.entities}
        self.passages: set[Span] = set()

    def write(self) -> Iterator[ox.Triple]:
        """The article, its facts and figures, and the passages they stand on."""
        yield from describe_article(self.article)
        for fact in self.extraction.facts:
            yield from self.fact(fact)
        for figure in self.extraction.figures:
            yield from self.figure(figure)
        for span in sorted(self.passages):
            yield from describe_passage(self.extraction.text, span)

    def node(self, entity_id: str) -> ox.NamedNode:
        """The node of an entity of this extraction."""
        if entity_id not in self.iris:
            raise AssertionError(
                f"a statement of article {self.article.id} names {entity_id}, which is no entity of it"
            )
        return ox.NamedNode(self.iris[entity_id])

    def support(self, node: ox.NamedNode, evidence: tuple[Span, ...]) -> Iterator[ox.Triple]:
        """The links to the passages of a claim or figure; none is a defect."""
        if not evidence:
            raise AssertionError(f"{node.value} has no passage")
        for span in evidence:
            gate(self.article.raw, span, node)
            self.passages.add(span)
            yield ox.Triple(node, wp("supportedBy"), ox.NamedNode(passage_iri(self.article.id, span)))
        yield ox.Triple(node, wp("extractedBy"), self.run)

    def fact(self, fact: Fact) -> Iterator[ox.Triple]:
        """The claim of a fact, and the plain triple when it may stand."""
        subject, predicate, object_ = self.node(fact.subject), wp(fact.predicate), self.node(fact.object)
        claim = ox.NamedNode(claim_iri(self.article.id, fact, subject.value, object_.value))
        yield from self.support(claim, fact.evidence)
        if fact.asserted:
            yield ox.Triple(subject, predicate, object_)
        yield ox.Triple(claim, A, wp("Claim"))
        yield ox.Triple(claim, wp("subject"), subject)
        yield ox.Triple(claim, wp("predicate"), predicate)
        yield ox.Triple(claim, wp("object"), object_)
        yield ox.Triple(claim, wp("explicit"), truth(fact.explicit))
        yield ox.Triple(claim, wp("derived"), truth(fact.derived))
        yield ox.Triple(claim, wp("confidence"), decimal(fact.confidence))
        yield ox.Triple(claim, wp("modality"), wp(fact.modality))
        yield ox.Triple(claim, wp("polarity"), wp("Negative" if fact.negative else "Positive"))
        for name, entity_id in (("voice", fact.voice), ("via", fact.via)):
            if entity_id is not None:
                yield ox.Triple(claim, wp(name), self.node(entity_id))
        if fact.sense is not None:
            yield ox.Triple(claim, wp("firedSense"), ox.NamedNode(sense_iri(fact.sense)))
        if fact.role is not None:
            yield ox.Triple(claim, wp("roleTitle"), ox.Literal(fact.role))
        yield from origin(claim, fact)

    def figure(self, figure: Figure) -> Iterator[ox.Triple]:
        """A figure with its number, bounds, words and date."""
        subject = self.node(figure.subject)
        node = ox.NamedNode(figure_iri(self.article.id, figure, subject.value))
        yield from self.support(node, figure.evidence)
        yield ox.Triple(node, A, wp("Figure"))
        yield ox.Triple(node, wp("figureOf"), subject)
        yield ox.Triple(node, wp("indicator"), ox.Literal(figure.indicator))
        yield ox.Triple(node, wp("value"), decimal(figure.value))
        yield ox.Triple(node, wp("comparator"), wp(COMPARATORS[figure.qualifier]))
        yield ox.Triple(node, wp("unitText"), ox.Literal(figure.unit))
        yield ox.Triple(node, wp("valueText"), ox.Literal(figure.text))
        yield ox.Triple(node, wp("confidence"), decimal(figure.confidence))
        if figure.maximum is not None:
            yield ox.Triple(node, wp("lowerBound"), decimal(figure.value))
            yield ox.Triple(node, wp("upperBound"), decimal(figure.maximum))
        if figure.base is not None:
            yield ox.Triple(node, wp("baseText"), ox.Literal(figure.base))
        yield from origin(node, figure)


def origin(node: ox.NamedNode, held: Fact | Figure) -> Iterator[ox.Triple]:
    """What claims and figures share: date, rule, reviewer, and whether a reviewer rejected it."""
    if held.as_of is not None:
        yield from describe_moment(node, held.as_of, "asOf")
    if held.rule is not None:
        yield ox.Triple(node, wp("rule"), ox.Literal(held.rule))
    if held.reviewer is not None:
        yield ox.Triple(node, wp("reviewedBy"), ox.Literal(held.reviewer))
    if held.rejected:
        yield ox.Triple(node, wp("rejected"), truth(True))


def describe_article(article: Article) -> Iterator[ox.Triple]:
    """An article with its raw text, fingerprint and metadata."""
    node = ox.NamedNode(article_iri(article.id))
    yield ox.Triple(node, A, wp("Article"))
    yield ox.Triple(node, wp("text"), ox.Literal(article.raw))
    yield ox.Triple(node, wp("sha256"), ox.Literal(article.sha256))
    words = (
        ("identifier", article.id),
        ("title", article.title),
        ("publisher", article.publisher),
        ("creator", article.author),
        ("rights", article.rights),
    )
    for name, value in words:
        if value:
            yield ox.Triple(node, ox.NamedNode(DCTERMS + name), ox.Literal(value))
    if article.published:
        yield ox.Triple(node, ox.NamedNode(DCTERMS + "issued"), ox.Literal(article.published, datatype=DATE))
    if article.url:
        yield ox.Triple(node, ox.NamedNode(DCTERMS + "source"), address(article.url))


def describe_passage(text: Text, span: Span) -> Iterator[ox.Triple]:
    """A passage with its raw quote, its readable form and its place."""
    article = text.article
    node = ox.NamedNode(passage_iri(article.id, span))
    yield ox.Triple(node, A, wp("Passage"))
    yield ox.Triple(node, wp("quote"), ox.Literal(article.raw[span.start : span.end]))
    yield ox.Triple(node, wp("cleanText"), ox.Literal(readable(text, span)))
    yield ox.Triple(node, wp("start"), ox.Literal(str(span.start), datatype=COUNT))
    yield ox.Triple(node, wp("end"), ox.Literal(str(span.end), datatype=COUNT))
    yield ox.Triple(node, wp("inArticle"), ox.NamedNode(article_iri(article.id)))


def gate(raw: str, span: Span, node: ox.NamedNode) -> None:
    """Stop unless the span is a real piece of the raw text: inside it, in order, and not blank."""
    quote = raw[span.start : span.end]
    if span.start < 0 or len(quote) != span.end - span.start or not quote.strip():
        raise AssertionError(f"{node.value} rests on no quote: the article has no text at {span.start},{span.end}")


def readable(text: Text, span: Span) -> str:
    """The repaired, Simplified text of a raw span."""
    kept = [
        (clean + max(span.start - raw, 0), clean + min(span.end - raw, length))
        for clean, raw, length in text.runs
        if raw < span.end and span.start < raw + length
    ]
    return text.clean[kept[0][0] : kept[-1][1]] if kept else ""


def wp(name: str) -> ox.NamedNode:
    """A term of the vocabulary."""
    return ox.NamedNode(WP + name)


def truth(value: bool) -> ox.Literal:
    """A boolean literal."""
    return ox.Literal(value)


def decimal(value: Decimal) -> ox.Literal:
    """A decimal literal in canonical form, as stores keep it."""
    return ox.Literal(plain(value), datatype=DECIMAL)


def address(url: str) -> ox.NamedNode | ox.Literal:
    """A web address as an IRI, as a literal when it is none."""
    try:
        return ox.NamedNode(url)
    except ValueError:
        return ox.Literal(url)
