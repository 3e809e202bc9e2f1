"""The named queries: which there are, and their answers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from graph.errors import QueryError
from graph.query.catalogue import NamedQuery, catalogue, named
from graph.query.format import node, plain
from graph.query.run import XSD, answer, values
from graph.serve.api.call import sliced
from graph.serve.api.problems import AskError
from graph.store.sparql import fill

if TYPE_CHECKING:
    from collections.abc import Iterable

    from graph.serve.api.call import Call
    from graph.serve.exchange import Reply
    from graph.store.store import Store, Term

WHOLE, TRUTH = XSD + "integer", XSD + "boolean"
SAFE = 2**53  # beyond it a reader of JSON may round


def listed(_: Store, call: Call) -> Reply:
    """All named queries by name."""
    return sliced(call, "queries", [query(one) for one in catalogue()])


def query(held: NamedQuery) -> dict[str, Any]:
    """A named query as JSON."""
    return {
        "name": held.name,
        "group": held.group,
        "question": {"zh": held.question_zh, "en": held.question_en},
        "parameters": [{"name": p.name, "type": p.type, "default": p.default} for p in held.parameters],
        "sparql": held.sparql,
    }


def run(store: Store, call: Call) -> Reply:
    """The answer to a named query, a page of its rows."""
    try:
        held = named(call.name)
    except QueryError as error:
        raise AskError("unknown", 404, str(error), parameter="name") from error
    found = answer(store, fill(held.sparql, terms(held, call)), held.name)
    write = as_terms if call.given.flag("terms") else as_values
    rows = [write(zip(found.variables, row, strict=True)) for row in found.rows]
    return sliced(call, "rows", rows, name=held.name, variables=list(found.variables))


def terms(held: NamedQuery, call: Call) -> dict[str, Term]:
    """The terms of a query's parameters; a wrong one is told with its name."""
    known = {parameter.name for parameter in held.parameters}
    for name, text in call.given.rest:
        try:
            values(held, [(name, text)])
        except QueryError as error:
            kind = "bad-value" if name in known else "unknown-parameter"
            raise AskError(kind, 400, str(error), parameter=name) from error
    return values(held, call.given.rest)


def as_values(pairs: Iterable[tuple[str, Term | None]]) -> dict[str, Any]:
    """A row with bare values; what is unbound is null."""
    return {name: bare(term) for name, term in pairs}


def as_terms(pairs: Iterable[tuple[str, Term | None]]) -> dict[str, Any]:
    """A row with terms as the SPARQL results format writes them; what is unbound has no key."""
    return {name: node(term) for name, term in pairs if term is not None}


def bare(term: Term | None) -> str | int | bool | None:
    """A term's value: whole numbers and truth as JSON has them, all else as text, so that decimals stay exact."""
    if term is None:
        return None
    kind, text = getattr(getattr(term, "datatype", None), "value", ""), plain(term)
    if kind == WHOLE and text.removeprefix("-").isdecimal() and abs(int(text[:20])) < SAFE:
        return int(text)
    return text in ("true", "1") if kind == TRUTH else text
