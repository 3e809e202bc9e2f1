"""The plain JSON document of one article: what `wupian extract` prints.

Offsets are half-open code-point offsets into the raw file, and `text == raw[start:end]` holds for every span. Facts
of every modality and confidence are in it; what the article denies stands apart under `denied`, and what a reviewer
rejected is left out.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from graph.rdf.names import entity_iri, sense_iri

if TYPE_CHECKING:
    from decimal import Decimal

    from graph.model import Article, Entity, Extraction, Fact, Figure, Finding, Moment, Span


def document(extraction: Extraction, lang: str = "en") -> dict[str, Any]:
    """The JSON object of an extraction; messages of findings are in `lang`."""
    article = extraction.article
    held = extraction.findings or extraction.text.findings
    facts = sorted((f for f in extraction.facts if not f.rejected), key=fact_key)
    figures = sorted((f for f in extraction.figures if not f.rejected), key=figure_key)
    return {
        "article": {
            "id": article.id,
            "chars": len(article.raw),
            "title": article.title,
            "published": article.published,
            "repairs": [{"start": r.span.start, "end": r.span.end, "kind": r.kind} for r in extraction.text.repairs],
            "findings": [finding(f, lang) for f in held],
        },
        "entities": [entity(e, article) for e in extraction.entities],
        "relations": [relation(f, article) for f in facts if not f.negative],
        "denied": [relation(f, article) for f in facts if f.negative],
        "figures": [number(f, article) for f in figures],
    }


def dumps(content: dict[str, Any], indent: int | None = 1) -> str:
    """A document as JSON text with Chinese as it is; `indent=None` gives one line, for JSON Lines."""
    return json.dumps(content, ensure_ascii=False, indent=indent)


def fact_key(fact: Fact) -> tuple[object, ...]:
    """The place of a fact in a fixed order: first passage, then its ends and its relation."""
    return (fact.evidence, fact.subject, fact.predicate, fact.object, fact.modality, fact.negative)


def figure_key(figure: Figure) -> tuple[object, ...]:
    """The place of a figure in a fixed order: first passage, then words, subject, indicator and number."""
    return (figure.evidence, figure.text, figure.subject, figure.indicator, figure.unit, figure.value)


def piece(span: Span, article: Article) -> dict[str, Any]:
    """A span with its raw text."""
    return {"start": span.start, "end": span.end, "text": article.raw[span.start : span.end]}


def finding(held: Finding, lang: str) -> dict[str, Any]:
    """A finding with its message."""
    from graph.messages import say

    return {
        "kind": held.kind,
        "start": held.span.start,
        "end": held.span.end,
        "message": say(f"finding.{held.kind}", lang, **dict(held.data)),
    }


def entity(held: Entity, article: Article) -> dict[str, Any]:
    """An entity with its IRI and mentions."""
    shown: dict[str, Any] = {"id": held.id, "type": held.type, "name": held.name, "iri": entity_iri(held)}
    shown["mentions"] = [piece(span, article) for span in held.mentions]
    if held.aliases:
        shown["aliases"] = list(held.aliases)
    if held.collective:
        shown["collective"] = True
    if held.issued:
        shown |= moment(held.issued, "issued")
    return shown


def relation(fact: Fact, article: Article) -> dict[str, Any]:
    """A fact with its evidence; ends, speaker and intermediary are ids of entities."""
    shown: dict[str, Any] = {
        "subject": fact.subject,
        "predicate": fact.predicate,
        "object": fact.object,
        "confidence": float(fact.confidence),
        "explicit": fact.explicit,
        "derived": fact.derived,
        "modality": fact.modality,
        "sense": sense_iri(fact.sense) if fact.sense else None,
        "evidence": [piece(span, article) for span in fact.evidence],
    }
    further = (("role", fact.role), ("voice", fact.voice), ("via", fact.via), ("rule", fact.rule))
    shown |= {key: value for key, value in further if value is not None}
    if fact.as_of:
        shown |= moment(fact.as_of, "asOf")
    if fact.reviewer is not None:
        shown["reviewer"] = fact.reviewer
    return shown


def number(figure: Figure, article: Article) -> dict[str, Any]:
    """A figure with its evidence; whole numbers are integers."""
    shown: dict[str, Any] = {
        "subject": figure.subject,
        "indicator": figure.indicator,
        "value": numeral(figure.value),
        "unit": figure.unit,
        "qualifier": figure.qualifier,
        "asOf": None,
        "confidence": float(figure.confidence),
        "text": figure.text,
        "evidence": [piece(span, article) for span in figure.evidence],
    }
    if figure.maximum is not None:
        shown["max"] = numeral(figure.maximum)
    if figure.base is not None:
        shown["baseText"] = figure.base
    if figure.as_of:
        shown |= moment(figure.as_of, "asOf")
    if figure.reviewer is not None:
        shown["reviewer"] = figure.reviewer
    return shown


def moment(held: Moment, key: str) -> dict[str, str]:
    """A date under a key, with its words, basis and precision.

    >>> from graph.model import Moment
    >>> moment(Moment("2024-12-31", "2024年底", "Stated", "year"), "asOf")
    {'asOf': '2024-12-31', 'asOfText': '2024年底', 'asOfBasis': 'Stated', 'asOfPrecision': 'year'}
    """
    return {key: held.date, f"{key}Text": held.text, f"{key}Basis": held.basis, f"{key}Precision": held.precision}


def numeral(value: Decimal) -> int | float:
    """A JSON number, an integer where it is whole.

    >>> from decimal import Decimal
    >>> numeral(Decimal("2E+8")), numeral(Decimal("70.0")), numeral(Decimal("70.5"))
    (200000000, 70, 70.5)
    """
    return int(value) if value == value.to_integral_value() else float(value)
