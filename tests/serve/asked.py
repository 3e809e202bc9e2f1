"""Asks the API of stores: the reviewed seed, the fixture of the named queries, and one with hostile words."""

from __future__ import annotations

import json
from functools import cache
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl, urlsplit

from graph.pipeline import discovered, extract, reviewed
from graph.rdf.write import Run, triples
from graph.serve.api import respond
from graph.serve.exchange import Ask, Reply
from graph.store.embedded import in_memory

if TYPE_CHECKING:
    from graph.store.store import Store

(ARTICLE,) = discovered(())


@cache
def seed() -> Store:
    """The graph of the seed article as its review leaves it."""
    extraction, _ = reviewed(ARTICLE, extract(ARTICLE))
    return in_memory(triples([extraction], Run("test", "test")))


def ask(store: Store, address: str, accept: str = "*/*", lang: str = "zh") -> Reply:
    """The reply to a path with its query string, which is given as it is read."""
    parts = urlsplit(address)
    pairs = tuple(parse_qsl(parts.query, keep_blank_values=True))
    return respond(store, Ask(parts.path, pairs, lang, accept))


def get(store: Store, address: str) -> dict[str, Any]:
    """The JSON of a reply that is no error."""
    found = ask(store, address)
    assert (found.status, found.media) == (200, "application/json"), found.body
    held: dict[str, Any] = json.loads(found.body)
    return held


def params(store: Store, path: str, **given: str) -> Reply:
    """The reply to parameters that are given as they are, without any encoding."""
    return respond(store, Ask(path, tuple(given.items())))


def pages(store: Store, address: str, key: str) -> list[Any]:
    """The items of all pages of a list."""
    items: list[Any] = []
    behind: str | None = address
    while behind:
        found = get(store, behind)
        items += found[key]
        behind = found["next"]
    return items
