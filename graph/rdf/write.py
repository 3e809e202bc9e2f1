"""From extractions to triples: entities, plain statements, claims, passages, figures and articles.

No quote, no triple: a passage whose text is not the raw article's own slice stops the build.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal

from pyoxigraph import Literal, NamedNode, Triple

from graph.model import Article, Entity, Extraction, Fact, Figure, Moment, Span, Text
from graph.rdf.names import article_iri, claim_iri, entity_iri, figure_iri, passage_iri, run_iri, sense_iri
from graph.text.offsets import to_clean
from graph.vocabulary import WP

RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS = "http://www.w3.org/2000/01/rdf-schema#"
SKOS = "http://www.w3.org/2004/02/skos/core#"
XSD = "http://www.w3.org/2001/XMLSchema#"
DCTERMS = "http://purl.org/dc/terms/"
PROV = "http://www.w3.org/ns/prov#"
COMPARATORS = {
    "=": "Exactly", ">": "GreaterThan", ">=": "AtLeast", "<": "LessThan", "<=": "AtMost", "~": "Approximately",
}  # fmt: skip


def node(iri: str) -> NamedNode:
    """An IRI as a term."""
    return NamedNode(iri)


def wp(name: str) -> NamedNode:
    """A term of the vocabulary."""
    return NamedNode(WP + name)


def typed(value: object, datatype: str) -> Literal:
    """A literal of an XML Schema datatype."""
    return Literal(str(value), datatype=NamedNode(XSD + datatype))


def text(value: str) -> Literal:
    """A plain string."""
    return Literal(value)


def zh(value: str) -> Literal:
    """A Chinese string."""
    return Literal(value, language="zh")


def decimal(value: Decimal) -> Literal:
    """A decimal literal, never in exponent form."""
    return typed(format(value, "f"), "decimal")


def triples(extractions: Iterable[Extraction], version: str) -> list[Triple]:
    """All triples of some extractions, sorted and without repetitions."""
    found: set[Triple] = set()
    for extraction in extractions:
        found.update(of_extraction(extraction, version))
    return sorted(found, key=str)


def of_extraction(extraction: Extraction, version: str) -> Iterator[Triple]:
    """The triples of one article."""
    article = extraction.article
    iris = {e.id: entity_iri(e) for e in extraction.entities}
    run = run_iri(article.id, article.sha256, version)
    yield from of_article(article, run, version)
    used: set[Span] = set()
    for entity in extraction.entities:
        yield from of_entity(entity)
    for fact in extraction.facts:
        used.update(fact.evidence)
        yield from of_fact(fact, article, iris, run)
    for figure in extraction.figures:
        used.update(figure.evidence)
        yield from of_figure(figure, article, iris, run)
    for span in sorted(used):
        yield from of_passage(span, extraction.text)


def of_article(article: Article, run: str, version: str) -> Iterator[Triple]:
    """The article with its raw text and metadata, and the run that read it."""
    subject = node(article_iri(article.id))
    yield Triple(subject, node(RDF + "type"), wp("Article"))
    yield Triple(subject, wp("text"), text(article.raw))
    yield Triple(subject, wp("sha256"), text(article.sha256))
    yield Triple(subject, node(DCTERMS + "identifier"), text(article.id))
    if article.title:
        yield Triple(subject, node(DCTERMS + "title"), zh(article.title))
    for prop, value in (("publisher", article.publisher), ("creator", article.author), ("rights", article.rights)):
        if value:
            yield Triple(subject, node(DCTERMS + prop), text(value))
    if article.url:
        yield Triple(subject, node(DCTERMS + "source"), text(article.url))
    if article.published:
        yield Triple(subject, node(DCTERMS + "issued"), typed(article.published, "date"))
    activity = node(run)
    yield Triple(activity, node(RDF + "type"), wp("ExtractionRun"))
    yield Triple(activity, node(PROV + "used"), subject)
    yield Triple(activity, node(RDFS + "label"), Literal(f"wupian {version}", language="en"))


def of_entity(entity: Entity) -> Iterator[Triple]:
    """An entity; of a known one the ontology says the rest."""
    subject = node(entity_iri(entity))
    yield Triple(subject, node(RDF + "type"), wp(entity.type))
    if entity.known:
        return
    yield Triple(subject, node(SKOS + "prefLabel"), zh(entity.name))
    yield Triple(subject, node(RDFS + "label"), zh(entity.name))
    for alias in entity.aliases:
        yield Triple(subject, node(SKOS + "altLabel"), zh(alias))
    if entity.collective:
        yield Triple(subject, wp("collective"), typed("true", "boolean"))
    if entity.issued:
        yield Triple(subject, wp("issuedOn"), typed(entity.issued.date, "date"))


def of_fact(fact: Fact, article: Article, iris: dict[str, str], run: str) -> Iterator[Triple]:
    """A claim, and the plain triple where it may stand."""
    subject, target = iris[fact.subject], iris[fact.object]
    claim = node(claim_iri(article.id, subject, fact, target))
    if fact.asserted:
        yield Triple(node(subject), wp(fact.predicate), node(target))
    yield Triple(claim, node(RDF + "type"), wp("Claim"))
    yield Triple(claim, wp("subject"), node(subject))
    yield Triple(claim, wp("predicate"), wp(fact.predicate))
    yield Triple(claim, wp("object"), node(target))
    yield Triple(claim, wp("explicit"), typed(str(fact.explicit).lower(), "boolean"))
    yield Triple(claim, wp("derived"), typed(str(fact.derived).lower(), "boolean"))
    yield Triple(claim, wp("confidence"), decimal(fact.confidence))
    yield Triple(claim, wp("modality"), wp(fact.modality))
    yield Triple(claim, wp("polarity"), wp("Negative" if fact.negative else "Positive"))
    yield Triple(claim, wp("extractedBy"), node(run))
    for span in fact.evidence:
        yield Triple(claim, wp("supportedBy"), node(passage_iri(article.id, span)))
    if fact.sense:
        yield Triple(claim, wp("firedSense"), node(sense_iri(fact.sense)))
    for prop, other in (("voice", fact.voice), ("via", fact.via)):
        if other:
            yield Triple(claim, wp(prop), node(iris[other]))
    for prop, said in (("rule", fact.rule), ("roleTitle", fact.role), ("reviewedBy", fact.reviewer)):
        if said:
            yield Triple(claim, wp(prop), text(said))
    if fact.rejected:
        yield Triple(claim, wp("rejected"), typed("true", "boolean"))
    yield from of_moment(claim, fact.as_of)


def of_moment(subject: NamedNode, moment: Moment | None) -> Iterator[Triple]:
    """A resolved date with the words and the basis it was read from."""
    if moment:
        yield Triple(subject, wp("asOf"), typed(moment.date, "date"))
        yield Triple(subject, wp("asOfText"), text(moment.text))
        yield Triple(subject, wp("asOfBasis"), wp(moment.basis))
        yield Triple(subject, wp("precision"), wp(moment.precision.capitalize()))


def of_figure(figure: Figure, article: Article, iris: dict[str, str], run: str) -> Iterator[Triple]:
    """A figure."""
    subject = iris[figure.subject]
    item = node(figure_iri(article.id, subject, figure))
    yield Triple(item, node(RDF + "type"), wp("Figure"))
    yield Triple(item, wp("figureOf"), node(subject))
    yield Triple(item, wp("indicator"), text(figure.indicator))
    yield Triple(item, wp("value"), decimal(figure.value))
    yield Triple(item, wp("comparator"), wp(COMPARATORS[figure.qualifier]))
    yield Triple(item, wp("unitText"), text(figure.unit))
    yield Triple(item, wp("valueText"), text(figure.text))
    yield Triple(item, wp("confidence"), decimal(figure.confidence))
    yield Triple(item, wp("extractedBy"), node(run))
    for span in figure.evidence:
        yield Triple(item, wp("supportedBy"), node(passage_iri(article.id, span)))
    if figure.maximum is not None:
        yield Triple(item, wp("lowerBound"), decimal(figure.value))
        yield Triple(item, wp("upperBound"), decimal(figure.maximum))
    for prop, said in (("baseText", figure.base), ("rule", figure.rule), ("reviewedBy", figure.reviewer)):
        if said:
            yield Triple(item, wp(prop), text(said))
    if figure.rejected:
        yield Triple(item, wp("rejected"), typed("true", "boolean"))
    yield from of_moment(item, figure.as_of)


def of_passage(span: Span, source: Text) -> Iterator[Triple]:
    """A passage with its raw quote and its repaired wording."""
    article = source.article
    quote = article.raw[span.start : span.end]
    if not quote or span.end > len(article.raw):
        raise AssertionError(f"the span {span} of {article.id} has no text")
    subject = node(passage_iri(article.id, span))
    readable = source.clean[to_clean(source.runs, span.start) : to_clean(source.runs, span.end)]
    yield Triple(subject, node(RDF + "type"), wp("Passage"))
    yield Triple(subject, wp("quote"), text(quote))
    yield Triple(subject, wp("cleanText"), text(readable))
    yield Triple(subject, wp("start"), typed(span.start, "nonNegativeInteger"))
    yield Triple(subject, wp("end"), typed(span.end, "nonNegativeInteger"))
    yield Triple(subject, wp("inArticle"), node(article_iri(article.id)))
