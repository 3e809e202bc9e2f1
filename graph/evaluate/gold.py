"""Gold annotations: what a careful reader found in an article, with the readings that are optional or alternative."""

from __future__ import annotations

import json
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from graph.errors import InputError
from graph.model import Span


@dataclass(frozen=True, slots=True)
class GoldEntity:
    """An annotated entity; `types` holds its class first, then other classes that are right too."""

    id: str
    types: tuple[str, ...]
    name: str
    surfaces: tuple[str, ...]
    optional: bool


@dataclass(frozen=True, slots=True)
class GoldRelation:
    """An annotated statement; of one `group` a single member suffices."""

    subject: str
    predicate: str
    object: str
    evidence: str
    span: Span | None
    explicit: bool
    optional: bool
    group: str | None
    modality: str | None


@dataclass(frozen=True, slots=True)
class GoldFigure:
    """An annotated number; `subjects` and `units` hold the right answer first, then other right ones."""

    subjects: tuple[str, ...]
    indicator: str
    value: Decimal | None
    units: tuple[str, ...]
    qualifier: str | None
    as_of: str | None
    optional: bool


@dataclass(frozen=True, slots=True)
class Gold:
    """The annotation of one article."""

    id: str
    entities: dict[str, GoldEntity]
    relations: tuple[GoldRelation, ...]
    figures: tuple[GoldFigure, ...]


def listed(item: dict[str, Any], key: str) -> list[str]:
    """An attribute as a list, whatever its form."""
    value = (item.get("attrs") or {}).get(key)
    if value is None:
        return []
    return [str(v) for v in value] if isinstance(value, list) else [str(value)]


def flag(item: dict[str, Any], key: str) -> bool:
    """An attribute as yes or no."""
    return bool((item.get("attrs") or {}).get(key))


def load(path: Path, raw: str) -> Gold:
    """The annotation in a file, its evidence located in the raw article; a broken file is an InputError."""
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
        return Gold(
            id=str((data.get("article") or {}).get("id") or path.name.removesuffix(".gold.json")),
            entities={e["id"]: entity(e) for e in data["entities"]},
            relations=tuple(relation(r, raw) for r in data["relations"]),
            figures=tuple(figure(f) for f in data.get("figures") or []),
        )
    except json.JSONDecodeError as error:
        raise InputError(f"The gold file {path}, line {error.lineno} is not JSON: {error.msg}.") from error
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"The gold file {path} cannot be read: {error}.") from error
    except (KeyError, TypeError, AttributeError) as error:
        raise InputError(f"The gold file {path} lacks the key {error} of a gold annotation.") from error


def entity(item: dict[str, Any]) -> GoldEntity:
    """An entity of a gold file."""
    texts = [m["text"] if isinstance(m, dict) else str(m) for m in item.get("mentions") or []]
    return GoldEntity(
        id=item["id"],
        types=(item["type"], *listed(item, "altType")),
        name=item["name"],
        surfaces=(item["name"], *listed(item, "shortName"), *texts),
        optional=flag(item, "optional"),
    )


def relation(item: dict[str, Any], raw: str) -> GoldRelation:
    """A relation of a gold file."""
    modality = listed(item, "modality")
    group = listed(item, "altGroup")
    return GoldRelation(
        subject=item["s"],
        predicate=item["p"],
        object=item["o"],
        evidence=item.get("evidence") or "",
        span=located(item, raw),
        explicit=bool(item.get("explicit")),
        optional=flag(item, "optional"),
        group=group[0] if group else None,
        modality=modality[0] if modality else None,
    )


def located(item: dict[str, Any], raw: str) -> Span | None:
    """Where a gold item's evidence stands in the raw article."""
    span = item.get("span") or (item.get("attrs") or {}).get("span")
    if isinstance(span, dict):
        return Span(int(span["start"]), int(span["end"]))
    if span:
        return Span(int(span[0]), int(span[1]))
    at = raw.find(item.get("evidence") or "\0")
    return Span(at, at + len(item["evidence"])) if at >= 0 else None


def figure(item: dict[str, Any]) -> GoldFigure:
    """A figure of a gold file."""
    value = item.get("value")
    return GoldFigure(
        subjects=(item["subject"], *listed(item, "subjectAlt")),
        indicator=str(item.get("indicator") or ""),
        value=Decimal(str(value)) if isinstance(value, int | float) else None,
        units=(str(item.get("unit") or ""), *listed(item, "altUnits")),
        qualifier=item.get("qualifier"),
        as_of=item.get("asOf"),
        optional=flag(item, "optional"),
    )
