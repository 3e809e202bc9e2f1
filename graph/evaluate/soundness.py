"""Counts what must not be there at all: entities split or merged, and spans that do not cut the raw article well."""

from __future__ import annotations

from collections.abc import Iterator

from graph.evaluate.gold import Gold
from graph.evaluate.pairing import Pairs
from graph.model import Extraction, Span


def split(gold: Gold, pairs: Pairs) -> tuple[str, ...]:
    """The names of annotated entities that share names with more than one extracted entity."""
    touching = [g for reached in pairs.touched.values() for g in reached]
    return tuple(sorted(g.name for g in gold.entities.values() if touching.count(g.id) > 1))


def merged(answer: Extraction, pairs: Pairs) -> tuple[str, ...]:
    """The names of extracted entities that share names with more than one annotated entity."""
    return tuple(sorted(e.name for e in answer.entities if len(pairs.touched[e.id]) > 1))


def spans(answer: Extraction) -> Iterator[Span]:
    """Every span of an extraction: mentions and evidence."""
    for entity in answer.entities:
        yield from entity.mentions
    for fact in answer.facts:
        yield from fact.evidence
    for figure in answer.figures:
        yield from figure.evidence


def wrong(span: Span, answer: Extraction) -> bool:
    """Whether a span lies outside the raw article, holds nothing, or cuts a repair in two."""
    raw = answer.article.raw
    if not (0 <= span.start < span.end <= len(raw) and raw[slice(*span)].strip()):
        return True
    return any(cut.start < end < cut.end for end in span for cut in (r.span for r in answer.text.repairs))
