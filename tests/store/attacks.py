"""Queries that end the process of an engine without limits, by name, as functions of their size.

`python -m tests.store.attacks NAME` asks one of them in several sizes and prints what comes of each.
"""

from __future__ import annotations

import sys
from bisect import bisect_left
from collections.abc import Callable

from pyoxigraph import NamedNode, Triple

from graph.errors import QueryError
from graph.store.embedded import in_memory
from graph.store.guard import refuse
from graph.store.store import Store

ANSWERED, REFUSED = "answered", "refused"
LARGE = 5_000


def inside(before: str, core: str, behind: str) -> Callable[[int], str]:
    """A query whose pattern is nested n times."""
    return lambda n: "SELECT * { ?s ?p ?o " + before * n + core + behind * n + " }"


def filtered(before: str, core: str, behind: str) -> Callable[[int], str]:
    """A query with a nested expression."""
    return lambda n: f"SELECT * {{ FILTER({before * n}{core}{behind * n}) }}"


def joined(piece: str, sign: str, frame: str) -> Callable[[int], str]:
    """A query with n pieces joined by a sign."""
    return lambda n: frame.format(sign.join([piece] * n))


PATTERN = "SELECT * {{ {} }}"
PATH = "SELECT * {{ ?s {} ?o }}"
FILTER = "SELECT * {{ ?s ?p ?o FILTER({}) }}"
ATTACKS: dict[str, Callable[[int], str]] = {
    "groups": inside("{", "", "}"),
    "open groups": inside("{", "", ""),
    "optionals in optionals": inside("OPTIONAL { ?s ?p ?o ", "", "}"),
    "exists in exists": inside("FILTER EXISTS { ?s ?p ?o ", "", "}"),
    "minus in minus": inside("MINUS { ?s ?p ?o ", "", "}"),
    "graphs in graphs": inside("GRAPH ?g { ", "?s ?p ?o", "}"),
    "selects in selects": inside("{ SELECT * { ", "?s ?p ?o", "} }"),
    "lists in lists": inside("; ?p (", " 1 ", ")"),
    "nested lists": lambda n: "SELECT * { ?s ?p " + "(" * n + "1" + ")" * n + " }",
    "nested blank nodes": lambda n: "SELECT * { ?s ?p " + "[ <x:p> " * n + "1" + " ]" * n + " }",
    "annotations": inside("{| <x:p> <x:o> ", "", "|}"),
    "quoted triples": lambda n: "SELECT * { " + "<< " * n + "?s ?p ?o " + ">> ?p ?o " * n + "}",
    "quoted objects": lambda n: "SELECT * { ?s ?p " + "<<( ?s ?p " * n + "?o " + ")>> " * n + "}",
    "brackets": filtered("(", "1", ")"),
    "negations": filtered("!", "true", ""),
    "spaced negations": filtered("! ", "true", ""),
    "signs": filtered("- ", "1", ""),
    "negated brackets": filtered("!(", "true", ")"),
    "calls": filtered("STR(", "1", ")"),
    "conditions": filtered("IF(true,", "1", ",2)"),
    "coalesces": filtered("COALESCE(", "1", ")"),
    "concats": filtered("CONCAT(", "'a'", ",'b')"),
    "brackets in a false IRI": lambda n: "SELECT * { ?s ?p ?o FILTER(?s<" + "(" * n + "?o" + ")" * n + ">1) }",
    "negations in a false IRI": lambda n: "SELECT * { ?s ?p ?o FILTER(?s<" + "!" * n + "?o>1) }",
    "brackets behind a false string": lambda n: (
        "SELECT * { ?s ?p ?o FILTER(?s<'x>'||" + "(" * n + "1" + ")" * n + "||'') }"
    ),
    "paths in brackets": lambda n: "SELECT * { ?s " + "(" * n + "<x:p>" + ")" * n + " ?o }",
    "inverse paths": lambda n: "SELECT * { ?s " + "^(" * n + "<x:p>" + ")" * n + " ?o }",
    "long paths": joined("<x:p>", "/", PATH),
    "alternative paths": joined("<x:p>", "|", PATH),
    "unions": joined("{ ?s ?p ?o }", " UNION ", PATTERN),
    "optionals": joined("OPTIONAL { ?s ?p ?o }", " ", PATTERN),
    "triples": joined("?s ?p ?o", " . ", PATTERN),
    "objects": joined("?o", ", ", "SELECT * {{ ?s ?p {} }}"),
    "properties": joined("?p ?o", "; ", "SELECT * {{ ?s {} }}"),
    "members": joined("1", " ", "SELECT * {{ ?s ?p ( {} ) }}"),
    "filters": joined("FILTER(1=1)", " ", PATTERN),
    "ors": joined("?s=1", "||", FILTER),
    "ands": joined("?s=1", "&&", FILTER),
    "sums": joined("1", "+", FILTER),
    "products": joined("1", "*", FILTER),
    "alternatives": joined("1", ", ", "SELECT * {{ ?s ?p ?o FILTER(?s IN ({})) }}"),
    "columns": lambda n: "SELECT " + " ".join(f"({i} AS ?v{i})" for i in range(n)) + " {}",
    "conditions of groups": joined("(1=1)", " ", "SELECT ?s {{ ?s ?p ?o }} GROUP BY ?s HAVING {}"),
    "doubled strings": lambda n: (
        f'SELECT (STRLEN(?v{n}) AS ?l) {{ BIND("aaaaaaaa" AS ?v0) '
        + "".join(f"BIND(CONCAT(?v{i}, ?v{i}) AS ?v{i + 1}) " for i in range(n))
        + "}"
    ),
    "doubled strings from inside": lambda n: (
        "SELECT (STRLEN(?v0) AS ?l) {"
        + "".join(f"{{ SELECT (CONCAT(?v{i + 1}, ?v{i + 1}) AS ?v{i}) {{" for i in range(n))
        + f"BIND('aaaaaaaa' AS ?v{n})"
        + "} }" * n
        + "}"
    ),
    "replaced strings": lambda n: (
        f'SELECT (STRLEN(?v{n}) AS ?l) {{ BIND("aaaaaaaa" AS ?v0) '
        + "".join(f'BIND(REPLACE(?v{i}, "a", "aaaaaaaa") AS ?v{i + 1}) ' for i in range(n))
        + "}"
    ),
    "encoded strings": lambda n: "SELECT * { BIND(" + "ENCODE_FOR_URI(" * n + '"云"' + ")" * n + " AS ?x) }",
}


def passes(query: str) -> bool:
    """Whether a query is let through to the engine."""
    try:
        refuse(query)
    except QueryError:
        return False
    return True


def largest(attack: Callable[[int], str]) -> int:
    """The largest size of an attack that is let through, 0 when none is."""
    return max(0, bisect_left(range(LARGE), True, key=lambda size: not passes(attack(size))) - 1)


def said(store: Store, query: str) -> str:
    """What a store says to a query."""
    try:
        return f"{ANSWERED} {len(store.select(query))}"
    except QueryError as error:
        return f"{REFUSED} {error}".splitlines()[0]


def main(name: str) -> None:
    """Ask an attack at the limit, beyond it, and far beyond it."""
    node = NamedNode("x:n")
    store = in_memory([Triple(node, node, node)])
    limit = largest(ATTACKS[name])
    for size in (limit, limit + 1, LARGE, 20 * LARGE):
        print(said(store, ATTACKS[name](size)), flush=True)


if __name__ == "__main__":
    main(sys.argv[1])
