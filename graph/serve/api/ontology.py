"""What the ontology tells the API: its classes, relations and properties with their labels, and the modalities."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from graph.explore.view import ASSERTED, RECORDS
from graph.vocabulary import LABEL, RDF_TYPE, SUBCLASS, WP

OWL = "http://www.w3.org/2002/07/owl#"
LEAST: Decimal = ASSERTED
KINDS = {
    "class": OWL + "Class",
    "relation": WP + "Relation",
    "modality": WP + "Modality",
    "property": OWL + "ObjectProperty",
    "datatype": OWL + "DatatypeProperty",
}


@dataclass(frozen=True, slots=True)
class Word:
    """A term of the core vocabulary: class, relation, property or modality, with labels and superclasses."""

    iri: str
    name: str
    kind: str
    zh: str
    en: str
    parents: tuple[str, ...]


@cache
def words() -> dict[str, Word]:
    """The classes, relations, properties and modalities of the ontology by local name."""
    from graph.rdf.known import core

    held: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for triple in core():
        language = getattr(triple.object, "language", None)
        name = triple.predicate.value + (f"@{language}" if triple.predicate.value == LABEL else "")
        held[str(getattr(triple.subject, "value", ""))][name].append(str(getattr(triple.object, "value", "")))
    found = (word(iri, values) for iri, values in sorted(held.items()) if iri.startswith(WP))
    return {one.name: one for one in found if one.kind}


def word(iri: str, values: dict[str, list[str]]) -> Word:
    """A term from the values of its properties; one of no kind that is asked for has an empty kind."""
    types = set(values.get(RDF_TYPE, ()))
    kind = next((kind for kind, of in KINDS.items() if of in types), "")
    zh, en = (min(values.get(f"{LABEL}@{language}", [""])) for language in ("zh", "en"))
    above = sorted(parent.removeprefix(WP) for parent in values.get(SUBCLASS, ()) if parent.startswith(WP))
    return Word(iri, iri.removeprefix(WP), "property" if kind == "datatype" else kind, zh, en, tuple(above))


def of_kind(kind: str) -> tuple[str, ...]:
    """The local names of a kind, sorted."""
    return tuple(sorted(name for name, one in words().items() if one.kind == kind))


def relations() -> tuple[str, ...]:
    """The local names of the relations between entities."""
    return of_kind("relation")


def modalities() -> tuple[str, ...]:
    """The local names of the modalities."""
    return of_kind("modality")


@cache
def entity_classes() -> tuple[str, ...]:
    """The local names of the classes of entities, without those of the records of the graph itself."""
    return tuple(name for name in of_kind("class") if "Entity" in lineage(name) and name not in RECORDS)


@cache
def lineage(name: str) -> tuple[str, ...]:
    """A class and all classes above it, the nearest first."""
    found = [name]
    for one in found:
        found += [parent for parent in (words()[one].parents if one in words() else ()) if parent not in found]
    return tuple(found)


def below(name: str) -> tuple[str, ...]:
    """A class of entities and the classes below it."""
    return tuple(one for one in entity_classes() if name in lineage(one))


def deepest(types: list[str]) -> str:
    """Of the classes of an entity, as IRIs, the local name of the most specific one; empty where there is none."""
    names = sorted(iri.removeprefix(WP) for iri in types if iri.startswith(WP))
    return min(names, key=lambda name: (-len(lineage(name)), name), default="")
