"""Gold annotations: what a careful reader found in an article, with the readings that are optional or alternative."""

from __future__ import annotations

import json
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from graph import jsontext
from graph.errors import InputError
from graph.evaluate.items import FaultError, ids, items, listed, located, marked, number, optional, strings, text
from graph.model import Span

SUFFIX = ".gold.json"


@dataclass(frozen=True, slots=True)
class GoldEntity:
    """An annotated entity; `types` holds its class first, then other classes that are right too."""

    id: str
    types: tuple[str, ...]
    name: str
    surfaces: tuple[str, ...]
    mentions: tuple[str, ...]
    optional: bool


@dataclass(frozen=True, slots=True)
class GoldRelation:
    """An annotated statement; of one `group` a single member suffices, and `wide` allows other classes at its ends."""

    id: str
    subject: str
    predicate: str
    object: str
    evidence: str
    span: Span | None
    explicit: bool
    optional: bool
    wide: bool
    group: str | None
    modality: str


@dataclass(frozen=True, slots=True)
class GoldFigure:
    """An annotated number; `subjects` and `units` hold the right answer first, then other right ones."""

    id: str
    subjects: tuple[str, ...]
    indicator: str
    value: Decimal
    units: tuple[str, ...]
    qualifier: str | None
    as_of: str | None
    evidence: str
    span: Span | None
    optional: bool


@dataclass(frozen=True, slots=True)
class Gold:
    """The annotation of one article."""

    entities: dict[str, GoldEntity]
    relations: tuple[GoldRelation, ...]
    figures: tuple[GoldFigure, ...]


def parse(path: Path, raw: str) -> Gold:
    """The annotation in a file, its evidence located in the raw article; a broken file is an InputError."""
    try:
        data = jsontext.loads(path.read_text(encoding="utf-8"))
        found = items(data, "entities"), items(data, "relations"), items(data, "figures")
        entities = [entity(item, where) for where, item in found[0]]
        ids(entities)
        return Gold(
            entities={e.id: e for e in entities},
            relations=tuple(relation(item, where, raw) for where, item in found[1]),
            figures=tuple(figure(item, where, raw) for where, item in found[2]),
        )
    except FaultError as fault:
        raise InputError(f"The gold file {path}: {fault}.") from fault
    except json.JSONDecodeError as error:
        raise InputError(f"The gold file {path}, line {error.lineno} is not JSON: {error.msg}.") from error
    except OSError as error:
        raise InputError(f"The gold file {path} cannot be read: {error.strerror}.") from error
    except UnicodeDecodeError as error:
        raise InputError(f"The gold file {path} is not UTF-8 (byte {error.start}).") from error


def entity(item: dict[str, Any], where: str) -> GoldEntity:
    """An entity of a gold file."""
    name, mentions = text(item, "name", where), strings(item, "mentions", where)
    return GoldEntity(
        id=text(item, "id", where),
        types=(text(item, "type", where), *listed(item, "altType")),
        name=name,
        surfaces=(name, *listed(item, "shortName"), *mentions),
        mentions=mentions,
        optional=marked(item, "optional"),
    )


def relation(item: dict[str, Any], where: str, raw: str) -> GoldRelation:
    """A relation of a gold file."""
    evidence = optional(item, "evidence", where) or ""
    return GoldRelation(
        id=where,
        subject=text(item, "s", where),
        predicate=text(item, "p", where),
        object=text(item, "o", where),
        evidence=evidence,
        span=located(item, evidence, where, raw),
        explicit=bool(item.get("explicit")),
        optional=marked(item, "optional"),
        wide=marked(item, "reading"),
        group=next(iter(listed(item, "altGroup")), None),
        modality=next(iter(listed(item, "modality")), "done").capitalize(),
    )


def figure(item: dict[str, Any], where: str, raw: str) -> GoldFigure:
    """A figure of a gold file."""
    evidence = optional(item, "evidence", where) or ""
    return GoldFigure(
        id=where,
        subjects=(text(item, "subject", where), *listed(item, "subjectAlt")),
        indicator=optional(item, "indicator", where) or "",
        value=number(item, "value", where),
        units=(optional(item, "unit", where) or "", *listed(item, "altUnits")),
        qualifier=optional(item, "qualifier", where),
        as_of=optional(item, "asOf", where),
        evidence=evidence,
        span=located(item, evidence, where, raw),
        optional=marked(item, "optional"),
    )
