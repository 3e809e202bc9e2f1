"""A store made of an annotation alone, as if an extractor had found just what the annotators require."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from graph.jsontext import loads
from graph.model import Entity, Extraction, Fact, Figure, Span
from graph.rdf.known import segments, themes
from graph.rdf.write import Run, triples
from graph.store.embedded import in_memory
from graph.text.clean import clean
from graph.text.reader import read
from graph.vocabulary import BASE

if TYPE_CHECKING:
    from pathlib import Path

    from graph.model import Text
    from graph.store.store import Store


def required(gold: Any) -> list[Any]:
    """The relations that an annotation requires: none that is optional or has an optional end, and of the alternatives
    of a group the first.
    """
    loose = {entity["id"] for entity in gold["entities"] if entity.get("attrs", {}).get("optional")}
    groups: set[str] = set()
    kept = []
    for relation in gold["relations"]:
        attrs = relation.get("attrs", {})
        group = attrs.get("altGroup")
        if attrs.get("optional") or {relation["s"], relation["o"]} & loose or group in groups:
            continue
        groups |= {group} if group else set()
        kept.append(relation)
    return kept


def entity(held: Any) -> Entity:
    """An annotated entity; themes and segments of the ontology are those of the ontology."""
    topics = {topic["zh"]: topic["iri"].removeprefix(BASE) for topic in (*themes(), *segments())}
    name, kind = held["name"], held["type"]
    known = topics.get(name) if kind in ("Theme", "Segment") else None
    collective = bool(held.get("attrs", {}).get("collective"))
    return Entity(known or f"{kind.lower()}/{name}", kind, name, known=known is not None, collective=collective)


def extraction(gold_file: Path, article_file: Path) -> Extraction:
    """What an extractor would find that finds exactly the required relations, all sure."""
    gold: Any = loads(gold_file.read_text(encoding="utf-8"))
    text = clean(read(article_file))
    entities = {held["id"]: entity(held) for held in gold["entities"]}
    kept = required(gold)
    facts = tuple(fact(relation, entities, text) for relation in kept)
    figures = tuple(figure(held, entities, text) for held in gold["figures"] if not held["attrs"].get("optional"))
    named = {end for one in facts for end in (one.subject, one.object)} | {one.subject for one in figures}
    return Extraction(text, tuple(one for one in entities.values() if one.id in named), facts, figures)


def fact(relation: Any, entities: dict[str, Entity], text: Text) -> Fact:
    """An annotated relation."""
    return Fact(
        entities[relation["s"]].id,
        relation["p"],
        entities[relation["o"]].id,
        (located(relation, text),),
        Decimal(1),
        relation["explicit"],
        modality=relation["attrs"].get("modality", "done").capitalize(),
        rule="gold",
    )


def figure(held: Any, entities: dict[str, Entity], text: Text) -> Figure:
    """An annotated figure; its date is left out."""
    return Figure(
        entities[held["subject"]].id,
        held["indicator"],
        Decimal(str(held["value"])),
        held["unit"],
        held["qualifier"],
        (located(held, text),),
        held["attrs"]["surface"],
        rule="gold",
    )


def located(held: Any, text: Text) -> Span:
    """Where the evidence stands in the raw article."""
    span = Span(*held["attrs"]["span"])
    assert text.article.raw[span.start : span.end].startswith(held["evidence"][:2])
    return span


def store(gold_file: Path, article_file: Path) -> Store:
    """The store of an annotation."""
    return in_memory(triples([extraction(gold_file, article_file)], Run("0.1.0", "gold")))
