"""The questions that the site asks of a store: query files with values filled in."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, cast

from graph.resources import asset
from graph.store.sparql import fill

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pyoxigraph import Triple

    from graph.store.store import Rows, Store

ABSOLUTE = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\x00-\x20<>\"{}|^`\\\ud800-\udfff]*")
ROOM = 30_000  # characters of a list, which a query may repeat some times
LONGEST = 2_000  # characters of an IRI that is asked for


@cache
def text(name: str) -> str:
    """A query of the assets."""
    return asset("serve", "site", "assets", f"{name}.rq").read_text(encoding="utf-8")


def rows(store: Store, name: str, **values: str | int | Iterable[str]) -> Rows:
    """The rows of a SELECT: a variable is replaced by an IRI, by a number, or in VALUES by a list of IRIs."""
    return store.select(filled(name, **values))


def triples(store: Store, name: str, **values: str | int | Iterable[str]) -> list[Triple]:
    """The triples of a CONSTRUCT, filled in as `rows` does; long lists are asked for in parts, as a query has room."""
    long = next((key for key, value in values.items() if not isinstance(value, str | int)), None)
    if long is None:
        return store.construct(filled(name, **values))
    held = list(cast("Iterable[str]", values[long]))
    return [triple for part in parts(held) for triple in store.construct(filled(name, **(values | {long: part})))]


def parts(held: list[str]) -> list[list[str]]:
    """A list cut into lists of at most `ROOM` characters, at least one.

    >>> [len(part) for part in parts(["a" * 20_000] * 3)], parts([])
    ([1, 1, 1], [[]])
    """
    found: list[list[str]] = [[]]
    room = ROOM
    for each in held:
        room -= len(each)
        if room < 0 and found[-1]:
            found.append([])
            room = ROOM - len(each)
        found[-1].append(each)
    return found


def filled(name: str, **values: str | int | Iterable[str]) -> str:
    """The text of a query with values in place of variables.

    The name of a list is followed by a blank in its query, which is never so within an IRI.
    """
    from pyoxigraph import NamedNode

    query = fill(text(name), {key: NamedNode(value) for key, value in values.items() if isinstance(value, str)})
    for key, value in values.items():
        if isinstance(value, int):
            query = query.replace(f"?{key}", str(value))
        elif not isinstance(value, str):
            query = query.replace(f"?{key} ", "".join(f"{NamedNode(each)} " for each in value))
    return query


def is_iri(name: str) -> bool:
    """Whether a text is an absolute IRI that a query may hold.

    >>> is_iri("https://example.org/a"), is_iri("no iri"), is_iri("a>b:c")
    (True, False, False)
    """
    from pyoxigraph import NamedNode

    if len(name) > LONGEST or not ABSOLUTE.fullmatch(name):
        return False
    try:
        return bool(NamedNode(name))
    except ValueError:
        return False


def texts(found: Rows) -> list[tuple[str, ...]]:
    """The rows with the values of their terms; an unbound variable is the empty text."""
    return [tuple(str(getattr(term, "value", "")) for term in row) for row in found.rows]
