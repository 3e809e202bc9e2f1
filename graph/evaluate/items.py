"""Reads the items of a gold file, and says of each which part of it is not as the format has it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Any, Protocol

from graph.model import Span

SINGULAR = {"entities": "entity", "relations": "relation", "figures": "figure"}


class FaultError(Exception):
    """What is wrong with one item, as a sentence without its full stop."""


class Named(Protocol):
    """Anything with an id."""

    @property
    def id(self) -> str:
        """What names it."""
        ...


def items(data: object, section: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """The items of a section, each with what to call it: its kind and its id, or its number where it has none.

    >>> list(items({"figures": [{"id": "F7"}, {}]}, "figures"))
    [('figure F7', {'id': 'F7'}), ('figure number 2', {})]
    """
    if not isinstance(data, dict):
        raise FaultError("it must hold one JSON object with entities, relations and figures")
    held = data.get(section, [] if section == "figures" else None)
    if not isinstance(held, list):
        raise FaultError(f"it needs the key {section} with a list")
    for place, item in enumerate(held, 1):
        name = item.get("id") if isinstance(item, dict) else None
        where = f"{SINGULAR[section]} {name or f'number {place}'}"
        if not isinstance(item, dict) or not isinstance(item.get("attrs") or {}, dict):
            raise FaultError(f"{where} and its attrs must be JSON objects")
        yield where, item


def ids(held: Iterable[Named]) -> None:
    """A FaultError when two items have one id."""
    seen = set()
    for item in held:
        if item.id in seen:
            raise FaultError(f"two entities have the id {item.id}")
        seen.add(item.id)


def optional(item: dict[str, Any], key: str, where: str) -> str | None:
    """A text that may be absent."""
    value = item.get(key)
    if value is not None and not isinstance(value, str):
        raise FaultError(f"{where} gives {key} {value!r}; it must be text in quotes")
    return value


def text(item: dict[str, Any], key: str, where: str) -> str:
    """A text that is needed."""
    value = optional(item, key, where)
    if not value:
        raise FaultError(f"{where} lacks the key {key}")
    return value


def number(item: dict[str, Any], key: str, where: str) -> Decimal:
    """A number that is needed."""
    value = item.get(key)
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise FaultError(f"{where} gives {key} {value!r}; it must be a full number, as 200000000")
    return Decimal(str(value))


def strings(item: dict[str, Any], key: str, where: str) -> tuple[str, ...]:
    """A list of texts; the document of `wupian extract` has objects with a `text` instead."""
    held = item.get(key) or []
    found = [m.get("text") if isinstance(m, dict) else m for m in held] if isinstance(held, list) else [None]
    if not all(isinstance(m, str) and m for m in found):
        raise FaultError(f"{where} gives {key} that are no list of texts")
    return tuple(map(str, found))


def listed(item: dict[str, Any], key: str) -> tuple[str, ...]:
    """An attribute as texts, whether it holds one or a list of them.

    >>> listed({"attrs": {"altType": "System"}}, "altType"), listed({}, "altType")
    (('System',), ())
    """
    value = (item.get("attrs") or {}).get(key)
    return tuple(map(str, value)) if isinstance(value, list) else () if value is None else (str(value),)


def marked(item: dict[str, Any], key: str) -> bool:
    """Whether an attribute is set."""
    return bool((item.get("attrs") or {}).get(key))


def located(item: dict[str, Any], evidence: str, where: str, raw: str) -> Span | None:
    """Where an item's evidence stands in the raw article: at its span, else where it occurs first."""
    span = item.get("span") or (item.get("attrs") or {}).get("span")
    if span:
        place = placed(span, where)
        if evidence and raw[slice(*place)] != evidence:
            raise FaultError(f"{where} has the span {place.start} to {place.end}, where its evidence does not stand")
        return place
    at = raw.find(evidence)
    if at < 0:
        raise FaultError(f"{where} has evidence that does not occur in the article: {evidence}")
    return Span(at, at + len(evidence)) if evidence else None


def placed(span: object, where: str) -> Span:
    """A span given as `[start, end]` or `{"start": …, "end": …}`."""
    ends = [span.get("start"), span.get("end")] if isinstance(span, dict) else span
    if not isinstance(ends, list) or len(ends) != 2 or not all(type(end) is int for end in ends):
        raise FaultError(f"{where} has a span that is not two whole numbers")
    return Span(*ends)
