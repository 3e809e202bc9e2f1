"""Reads self-written texts for the tests: an article from a string, and what extraction finds in it."""

from __future__ import annotations

import hashlib

from graph.facts.extractor import RuleExtractor
from graph.model import Article, Extraction, Fact
from graph.text.clean import clean
from graph.vocabulary import load


def article(raw: str, published: str | None = "2025-07-17", name: str = "sample") -> Article:
    """An article with the given raw text."""
    return Article(name, raw, hashlib.sha256(raw.encode()).hexdigest(), published=published)


def extract(raw: str, published: str | None = "2025-07-17") -> Extraction:
    """What the rules find in a text."""
    return RuleExtractor(load()).extract(clean(article(raw, published)))


def triples(extraction: Extraction, predicate: str | None = None) -> set[tuple[str, str, str]]:
    """The (subject name, predicate, object name) of all positive facts, of one predicate or all."""
    names = {e.id: e.name for e in extraction.entities}
    return {
        (names[f.subject], f.predicate, names[f.object])
        for f in extraction.facts
        if not f.negative and predicate in (None, f.predicate)
    }


def fact(extraction: Extraction, subject: str, predicate: str, target: str) -> Fact:
    """The one fact with the given ends, by name."""
    names = {e.id: e.name for e in extraction.entities}
    found = [
        f for f in extraction.facts if (names[f.subject], f.predicate, names[f.object]) == (subject, predicate, target)
    ]
    assert len(found) == 1, f"{len(found)} facts {subject} {predicate} {target}"
    return found[0]
