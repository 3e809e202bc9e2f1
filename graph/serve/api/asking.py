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
MOST = 100_000  # IRIs that are read to be sorted here
ROUND = 1000  # servers cut long answers at a multiple of it
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
    found = store.select(sparql if limit is None else f"{sparql}\nLIMIT {limit}")
    pairs = (zip(found.variables, row, strict=True) for row in found.rows)
    return [{variable: term for variable, term in row if term is not None} for row in pairs]


def listed(
    store: Store,
    name: str,
    call: Call,
    holds: Collection[str],
    values: Mapping[str, Term],
    **lists: Iterable[str],
) -> tuple[list[str], int]:
    """The IRIs of a page, in the order of their characters, and how many there are in all.

    They are read whole and sorted here: engines sort IRIs far more slowly (40,000 in 4 s, where reading takes 0.15 s).
    Only a list beyond `MOST`, and one that the store may have cut at a round number, is left to the store to sort.
    """
    sparql = composed(name, {*holds, "listed"}, values, lists)
    rows = store.select(f"{sparql}\nLIMIT {MOST}").rows
    if len(rows) % ROUND or not rows:
        iris = sorted({text(row[0]) for row in rows})
        return iris[call.offset : call.offset + call.limit], len(iris)
    counted = ask(store, name, {*holds, "counted"}, values, limit=None, **lists)
    sparql = composed(name, {*holds, "listed", "ordered"}, values, lists)
    page = store.select(f"{sparql}\nLIMIT {call.limit} OFFSET {call.offset}").rows
    return [text(row[0]) for row in page], int(text(counted[0]["total"]))


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
