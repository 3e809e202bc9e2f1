"""Checks a gold annotation against its article and the ontology, for what a person may get wrong."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from graph.errors import InputError
from graph.evaluate.gold import Gold, GoldEntity, GoldFigure, GoldRelation, parse

if TYPE_CHECKING:
    from pathlib import Path

    from graph.vocabulary import Vocabulary

MODALITIES = ("Done", "Planned", "Announced", "Proposed", "Reported", "Ended")
QUALIFIERS = ("=", ">", ">=", "<", "<=", "~")
DATE = re.compile(r"\d{4}-\d{2}-\d{2}")


def load(path: Path, raw: str, vocabulary: Vocabulary) -> Gold:
    """The annotation in a file; the first fault in it is an InputError that names the item."""
    gold = parse(path, raw)
    for fault in faults(gold, raw, vocabulary):
        raise InputError(f"The gold file {path}: {fault}.")
    return gold


def faults(gold: Gold, raw: str, vocabulary: Vocabulary) -> Iterator[str]:
    """What is wrong with an annotation, one sentence without its full stop for each fault."""
    for entity in gold.entities.values():
        yield from entity_faults(entity, raw, vocabulary)
    for relation in gold.relations:
        yield from relation_faults(relation, gold.entities, vocabulary)
    for figure in gold.figures:
        yield from figure_faults(figure, gold.entities)


def entity_faults(entity: GoldEntity, raw: str, vocabulary: Vocabulary) -> Iterator[str]:
    """A class the ontology does not have, and mentions that the article does not have."""
    if entity.types[0] not in vocabulary.parents:
        yield f"entity {entity.id} has the type {entity.types[0]}, which is no class of the ontology"
    for mention in entity.mentions:
        if mention not in raw:
            yield f"entity {entity.id} has a mention that does not occur in the article: {mention}"


def relation_faults(relation: GoldRelation, entities: dict[str, GoldEntity], vocabulary: Vocabulary) -> Iterator[str]:
    """Unknown ends, a predicate or modality that does not exist, and ends of a class the relation does not have."""
    unknown = [end for end in (relation.subject, relation.object) if end not in entities]
    yield from (f"{relation.id} names {end}, which is the id of no entity" for end in unknown)
    if relation.modality not in MODALITIES:
        known = ", ".join(m.lower() for m in MODALITIES)
        yield f"{relation.id} has the modality {relation.modality.lower()}; there are {known}"
    term = vocabulary.relations.get(relation.predicate)
    if term is None:
        yield f"{relation.id} has the predicate {relation.predicate}, which is no relation of the ontology"
    elif not unknown and not relation.wide:
        for side, end, classes in (("s", relation.subject, term.domain), ("o", relation.object, term.range)):
            if not any(vocabulary.is_a(name, classes) for name in entities[end].types):
                wanted = " or ".join(sorted(classes))
                yield (
                    f"{relation.id} has {end} as {side}, a {entities[end].types[0]}; {relation.predicate} wants "
                    f"{wanted} (attrs.reading marks a wider reading)"
                )


def figure_faults(figure: GoldFigure, entities: dict[str, GoldEntity]) -> Iterator[str]:
    """Unknown subjects, and a qualifier or date of another form."""
    yield from (
        f"{figure.id} names {end}, which is the id of no entity" for end in figure.subjects if end not in entities
    )
    if figure.qualifier is not None and figure.qualifier not in QUALIFIERS:
        yield f"{figure.id} has the qualifier {figure.qualifier}; there are {' '.join(QUALIFIERS)}"
    if figure.as_of is not None and not DATE.fullmatch(figure.as_of):
        yield f"{figure.id} has asOf {figure.as_of}; a date looks like 2024-12-31"
