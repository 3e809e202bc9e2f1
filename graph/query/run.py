"""Asking a store: a named query with its parameters, or a SPARQL query of one's own."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from pyoxigraph import Literal, NamedNode, Triple

from graph.errors import QueryError
from graph.query.catalogue import NAME, NamedQuery, Parameter, named
from graph.store.guard import refuse_halves
from graph.store.prefixes import PREFIXES
from graph.store.sparql import fill, form
from graph.store.store import Row, Store, Term

XSD = "http://www.w3.org/2001/XMLSchema#"
NUMBERS = {"integer": re.compile(r"[+-]?[0-9]+"), "decimal": re.compile(r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)")}


@dataclass(frozen=True, slots=True)
class Result:
    """The answer to a query. `form` is SELECT (then `variables` and `rows` count), ASK (`truth`), CONSTRUCT or
    DESCRIBE (`triples`); `name` is the name of a named query, else None.
    """

    form: str
    variables: tuple[str, ...] = ()
    rows: tuple[Row, ...] = ()
    truth: bool = False
    triples: tuple[Triple, ...] = ()
    name: str | None = None


def run(store: Store, name_or_sparql: str, parameters: Sequence[tuple[str, str]] = ()) -> Result:
    """The answer of a store to a named query or to SPARQL.

    A text of only `a-z`, `0-9` and `-` is a name. `parameters` are names and values as text; each becomes an RDF term
    of its declared type and is never read as SPARQL. An unknown name, parameter or value, broken SPARQL and
    what a store refuses are QueryErrors.
    """
    name = name_or_sparql if NAME.fullmatch(name_or_sparql) else None
    return answer(store, sparql(name_or_sparql, parameters), name)


def sparql(name_or_sparql: str, parameters: Sequence[tuple[str, str]] = ()) -> str:
    """The SPARQL text of a named query with its parameters, or the text itself."""
    if NAME.fullmatch(name_or_sparql):
        query = named(name_or_sparql)
        return fill(query.sparql, values(query, parameters))
    if parameters:
        raise QueryError("Parameters go with named queries only; write the values into the query itself.")
    return name_or_sparql


def answer(store: Store, text: str, name: str | None) -> Result:
    """The answer of a store to SPARQL text."""
    kind = form(text)
    if kind == "ASK":
        return Result(kind, truth=store.ask(text), name=name)
    if kind in ("CONSTRUCT", "DESCRIBE"):
        return Result(kind, triples=tuple(store.construct(text)), name=name)
    found = store.select(text)
    return Result("SELECT", found.variables, tuple(found.rows), name=name)


def values(query: NamedQuery, parameters: Sequence[tuple[str, str]]) -> dict[str, Term]:
    """The value of every parameter of a query, the given ones before the defaults."""
    known = {parameter.name: parameter for parameter in query.parameters}
    given: dict[str, str] = {}
    for name, text in parameters:
        if name not in known:
            has = f"its parameters are {', '.join(known)}" if known else "it has none"
            raise QueryError(f"The query {query.name} has no parameter {name}; {has}.")
        if name in given:
            raise QueryError(f"The parameter {name} is given twice.")
        refuse_halves(text)
        given[name] = text
    return {name: value(parameter, given.get(name, parameter.default)) for name, parameter in known.items()}


def value(parameter: Parameter, text: str) -> Term:
    r"""The RDF term of a parameter's text.

    >>> str(value(Parameter("name", "", "string"), 'a" } #'))
    '"a\\" } #"'
    """
    match parameter.type:
        case "string":
            return Literal(text)
        case "iri":
            return iri(parameter.name, text)
        case "date":
            if not is_day(text):
                raise wrong(parameter, text, "a date such as 2025-07-17")
            return Literal(text, datatype=NamedNode(XSD + "date"))
    if not NUMBERS[parameter.type].fullmatch(text):
        raise wrong(parameter, text, "a whole number" if parameter.type == "integer" else "a number such as 0.8")
    return Literal(text, datatype=NamedNode(XSD + parameter.type))


def is_day(text: str) -> bool:
    """Whether a text is a day of the calendar, written as in 2025-07-17.

    >>> is_day("2025-07-17"), is_day("2025-02-30"), is_day("20250717")
    (True, False, False)
    """
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def iri(name: str, text: str) -> NamedNode:
    """An IRI, given whole (with or without angle brackets) or as a prefixed name of the project's prefixes."""
    prefix, colon, local = text.partition(":")
    if colon and prefix in PREFIXES:
        text = PREFIXES[prefix] + local
    try:
        return NamedNode(text.removeprefix("<").removesuffix(">"))
    except ValueError:
        raise QueryError(f"The parameter {name} takes an IRI or a prefixed name, and {text} is neither.") from None


def wrong(parameter: Parameter, text: str, wanted: str) -> QueryError:
    """The error of a value that does not fit its parameter."""
    return QueryError(f"The parameter {parameter.name} takes {wanted}, and {text!r} is not one.")
