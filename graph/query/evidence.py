"""The sentences that prove what the graph says: of one statement, or of all statements about an entity."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from graph.query.run import iri
from graph.resources import asset
from graph.store.sparql import fill

if TYPE_CHECKING:
    from graph.store.store import Store, Term


@dataclass(frozen=True, slots=True)
class Evidence:
    """A sentence that proves a statement (the IRI of a claim or figure).

    `start` and `end` are half-open code-point offsets into the raw text of the article with the id `article`, and
    `quote` is what stands there.
    """

    statement: str
    article: str
    start: int
    end: int
    quote: str


def evidence(store: Store, about: str) -> tuple[Evidence, ...]:
    """The sentences that prove a claim, a figure, or what is claimed of an entity and not rejected, by article and
    place.

    `about` is an IRI or a prefixed name (`authority:haier`); anything else is a QueryError. What the store does not
    know has no evidence.
    """
    query = asset("query", "assets", "evidence.rq").read_text(encoding="utf-8")
    found = store.select(fill(query, {"about": iri("about", about)}))
    rows = (tuple(map(text, row)) for row in found.rows)
    return tuple(
        Evidence(statement, article, int(start), int(end), quote) for statement, article, start, end, quote in rows
    )


def text(term: Term | None) -> str:
    """The text of an IRI or literal."""
    return str(getattr(term, "value", ""))
