"""Asks a store with the `.rq` files of the API: filters that are given stand in a query, the others do not.

A line that ends with `# if NAME` belongs to the query only when NAME holds. Values become RDF terms in the engine's
own escaped form, lists of IRIs the data of a VALUES.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from graph.resources import asset
from graph.store.sparql import fill

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from graph.serve.api.call import Call
    from graph.store.store import Store, Term

    Bound = dict[str, Term]

IF = re.compile(r"(.*?) # if (\w+)")
LONGEST = 50_000  # characters of IRIs in one query, far below what a store refuses


@cache
def query(name: str) -> str:
    """The text of a query of the assets."""
    return asset("serve", "api", "assets", name + ".rq").read_text(encoding="utf-8")


def composed(name: str, holds: Collection[str], values: Mapping[str, Term], lists: Mapping[str, Iterable[str]]) -> str:
    """A query with the lines that hold, its lists of IRIs and its values."""
    lines = []
    for line in query(name).splitlines():
        condition = IF.fullmatch(line)
        if condition is None or condition[2] in holds:
            lines.append(condition[1] if condition else line)
    text = "\n".join(lines)
    for variable, iris in lists.items():
        text = text.replace("?" + variable, " ".join(f"<{iri}>" for iri in iris))
    return fill(text, values)


def ask(
    store: Store,
    name: str,
    holds: Collection[str] = (),
    values: Mapping[str, Term] | None = None,
    limit: int | None = None,
    **lists: Iterable[str],
) -> list[Bound]:
    """The rows of a query by variable, the first `limit` of them; what is unbound has no key."""
    sparql = composed(name, holds, values or {}, lists)
    return bound(store, sparql if limit is None else f"{sparql}\nLIMIT {limit}")


def bound(store: Store, sparql: str) -> list[Bound]:
    """The rows of SPARQL text by variable."""
    found = store.select(sparql)
    pairs = (zip(found.variables, row, strict=True) for row in found.rows)
    return [{variable: term for variable, term in row if term is not None} for row in pairs]


def listed_rows(
    store: Store,
    name: str,
    call: Call,
    holds: Collection[str],
    values: Mapping[str, Term],
    **lists: Iterable[str],
) -> tuple[list[Bound], int]:
    """The rows of a page and how many there are in all; a query for the number only where the page does not tell."""
    sparql = composed(name, {*holds, "listed"}, values, lists)
    rows = bound(store, f"{sparql}\nLIMIT {call.limit} OFFSET {call.offset}")
    if len(rows) < call.limit and (rows or not call.offset):
        return rows, call.offset + len(rows)
    counted = ask(store, name, {*holds, "counted"}, values, **lists)
    return rows, int(text(counted[0]["total"])) if counted else 0


def listed(
    store: Store,
    name: str,
    call: Call,
    holds: Collection[str],
    values: Mapping[str, Term],
    **lists: Iterable[str],
) -> tuple[list[str], int]:
    """The IRIs of a page, from rows that hold nothing else, and how many there are in all."""
    rows, total = listed_rows(store, name, call, holds, values, **lists)
    return [text(term) for row in rows for term in row.values()], total


def text(term: Term | None) -> str:
    """The IRI or the text of a term."""
    return str(getattr(term, "value", ""))


def portions(iris: Sequence[str]) -> Iterator[list[str]]:
    """IRIs in portions that fit into one query."""
    held: list[str] = []
    length = 0
    for iri in iris:
        length += len(iri)
        if held and length > LONGEST:
            yield held
            held, length = [], len(iri)
        held.append(iri)
    if held:
        yield held
