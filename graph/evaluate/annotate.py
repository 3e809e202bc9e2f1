"""Drafts a gold annotation from an extraction, for a person to correct."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from graph.errors import OutputError
from graph.evaluate.gold import SUFFIX
from graph.evaluate.marks import numbers, statements
from graph.files import write
from graph.messages import LANGUAGES, say
from graph.model import Article, Entity, Extraction, Fact, Figure, Moment, Span
from graph.rdf.document import dumps, numeral

STDOUT = Path("-")


def draft(extraction: Extraction) -> dict[str, Any]:
    """The annotation that an extraction would be right by: its entities, and what scoring counts as stated."""
    article = extraction.article
    facts, figures = statements(extraction), numbers(extraction)
    return {
        "article": {
            "id": article.id,
            "title": article.title,
            "url": article.url,
            "publisher": article.publisher,
            "author": article.author,
            "published": article.published,
            "chars": len(article.raw),
        },
        "howToCorrect": {lang: say("annotate.note", lang) for lang in LANGUAGES},
        "entities": [entity(e, article) for e in extraction.entities],
        "relations": [relation(f, article, f"R{place}") for place, f in enumerate(facts, 1)],
        "figures": [figure(f, article, f"F{place}") for place, f in enumerate(figures, 1)],
        "outOfSchema": [],
    }


def entity(held: Entity, article: Article) -> dict[str, Any]:
    """An entity with its distinct mentions, in the order in which they occur."""
    mentions = dict.fromkeys(article.raw[slice(*span)] for span in held.mentions)
    attrs = {"collective": True} if held.collective else {}
    return {"id": held.id, "type": held.type, "name": held.name, "mentions": list(mentions), "attrs": attrs}


def relation(held: Fact, article: Article, name: str) -> dict[str, Any]:
    """A relation with its first passage; a modality is given where it is not done."""
    attrs = {
        "span": list(held.evidence[0]),
        "modality": held.modality.lower() if held.modality != "Done" else None,
        "role": held.role,
        "voice": held.voice,
        "via": held.via,
        **dated(held.as_of),
        "confidence": float(held.confidence),
    }
    return {
        "id": name,
        "s": held.subject,
        "p": held.predicate,
        "o": held.object,
        "evidence": quote(held.evidence[0], article),
        "explicit": held.explicit,
        "attrs": given(attrs),
    }


def figure(held: Figure, article: Article, name: str) -> dict[str, Any]:
    """A figure with its first passage."""
    details = dated(held.as_of)
    attrs = {
        "surface": held.text,
        "span": list(held.evidence[0]),
        "max": None if held.maximum is None else numeral(held.maximum),
        "baseText": held.base,
        **{key: value for key, value in details.items() if key != "asOf"},
        "confidence": float(held.confidence),
    }
    return {
        "id": name,
        "subject": held.subject,
        "indicator": held.indicator,
        "value": numeral(held.value),
        "unit": held.unit,
        "qualifier": held.qualifier,
        "asOf": details.get("asOf"),
        "evidence": quote(held.evidence[0], article),
        "attrs": given(attrs),
    }


def dated(moment: Moment | None) -> dict[str, str]:
    """A date with the words it was read from and how its year is known."""
    return {} if moment is None else {"asOf": moment.date, "asOfText": moment.text, "asOfBasis": moment.basis}


def given(attrs: dict[str, Any]) -> dict[str, Any]:
    """The attributes that have a value."""
    return {key: value for key, value in attrs.items() if value is not None}


def quote(span: Span, article: Article) -> str:
    """The raw words of a span."""
    return article.raw[slice(*span)]


def place(article: Path, out: Path | None, force: bool) -> Path | None:
    """The file to write a draft to, by default beside the article, or None for stdout.

    A file that is there stays unless `force` is set.
    """
    if out == STDOUT:
        return None
    target = out or article.with_name(article.name.removesuffix(".txt") + SUFFIX)
    if target.is_dir():
        raise OutputError(f"{target} is a folder; name a file with --out.")
    if target.exists() and not force:
        raise OutputError(f"{target} is there already; name another file with --out, or replace it with --force.")
    return target


def text(extraction: Extraction) -> str:
    """A draft as JSON text, ending with a newline."""
    return dumps(draft(extraction)) + "\n"


def save(target: Path, held: str, lang: str) -> str:
    """Write a draft, of which a link is followed, and say so."""
    write(target.resolve(), held)
    return say("annotate.written", lang, out=target)
