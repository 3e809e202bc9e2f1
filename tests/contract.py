"""The contract of `wupian extract --format json`, checked strictly: keys, types, references and spans."""

from __future__ import annotations

import re
from numbers import Real
from typing import Any

from graph.vocabulary import load

ARTICLE = {"id": str, "chars": int, "title": str | None, "published": str | None, "repairs": list, "findings": list}
REPAIR = {"start": int, "end": int, "kind": str}
FINDING = {"kind": str, "start": int, "end": int, "message": str}
PIECE = {"start": int, "end": int, "text": str}
ENTITY = {"id": str, "type": str, "name": str, "iri": str, "mentions": list}
RELATION = {
    "subject": str,
    "predicate": str,
    "object": str,
    "confidence": Real,
    "explicit": bool,
    "derived": bool,
    "modality": str,
    "sense": str | None,
    "evidence": list,
}
FIGURE = {
    "subject": str,
    "indicator": str,
    "value": Real,
    "unit": str,
    "qualifier": str,
    "asOf": str | None,
    "evidence": list,
}
MODALITIES = ("Done", "Planned", "Announced", "Proposed", "Reported", "Ended")
QUALIFIERS = ("=", ">", ">=", "<", "<=", "~")
DATE = re.compile(r"\d{4}-\d{2}-\d{2}")


def check(document: dict[str, Any], raw: str) -> None:
    """Fails with an AssertionError where a document of the article with the text `raw` breaks the contract."""
    typed(document, {"article": dict, "entities": list, "relations": list, "figures": list})
    article = document["article"]
    typed(article, ARTICLE)
    assert article["chars"] == len(raw)
    dated(article["published"])
    for item, shape in [(r, REPAIR) for r in article["repairs"]] + [(f, FINDING) for f in article["findings"]]:
        typed(item, shape)
        within(item, raw)
    for entity in document["entities"]:
        typed(entity, ENTITY)
        assert entity["type"] in load().parents
        assert entity["iri"].startswith("https://w3id.org/wupian/")
        pieces(entity["mentions"], raw)
    ids = [entity["id"] for entity in document["entities"]]
    assert len(ids) == len(set(ids))
    types = {entity["id"]: entity["type"] for entity in document["entities"]}
    for relation in document["relations"]:
        check_relation(relation, types, raw)
    for figure in document["figures"]:
        check_figure(figure, types, raw)


def check_relation(relation: dict[str, Any], types: dict[str, str], raw: str) -> None:
    """A relation has ends that the document describes and the ontology allows, evidence, and known words."""
    typed(relation, RELATION)
    term = load().relations[relation["predicate"]]
    assert load().is_a(types[relation["subject"]], term.domain)
    assert load().is_a(types[relation["object"]], term.range)
    assert {relation[key] for key in ("voice", "via") if key in relation} <= types.keys()
    assert 0 <= relation["confidence"] <= 1
    assert relation["modality"] in MODALITIES
    assert bool(relation["sense"]) != relation["derived"]
    assert relation["evidence"]
    pieces(relation["evidence"], raw)
    dated(relation.get("asOf"))


def check_figure(figure: dict[str, Any], types: dict[str, str], raw: str) -> None:
    """A figure has a subject that the document describes, evidence, and a known qualifier."""
    typed(figure, FIGURE)
    assert figure["subject"] in types
    assert figure["qualifier"] in QUALIFIERS
    assert figure.get("max", figure["value"]) >= figure["value"]
    assert "max" not in figure or figure["qualifier"] == ">="
    assert figure["evidence"]
    pieces(figure["evidence"], raw)
    dated(figure["asOf"])


def typed(held: object, shape: dict[str, Any]) -> None:
    """An object has every key of a shape, with a value of its type; a truth value is no number."""
    assert isinstance(held, dict)
    assert shape.keys() <= held.keys(), shape.keys() - held.keys()
    for key, kind in shape.items():
        assert isinstance(held[key], kind), (key, held[key])
        assert kind is bool or not isinstance(held[key], bool), (key, held[key])


def pieces(found: list[dict[str, Any]], raw: str) -> None:
    """Spans with their text, which is what the raw file holds there."""
    for piece in found:
        typed(piece, PIECE)
        within(piece, raw)
        assert piece["start"] < piece["end"]
        assert piece["text"] == raw[piece["start"] : piece["end"]]


def within(span: dict[str, Any], raw: str) -> None:
    """A half-open range inside the raw file."""
    assert 0 <= span["start"] <= span["end"] <= len(raw)


def dated(date: str | None) -> None:
    """An ISO date, or none."""
    assert date is None or DATE.fullmatch(date)
