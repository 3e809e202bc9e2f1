"""The same question in other words: with its prefixes declared, and as the count or the solutions behind its answer."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from graph.store.sparql import beginning, tokens

if TYPE_CHECKING:
    from collections.abc import Mapping

    from graph.store.grammar import Token

COUNT, SOLUTION = "wupianCount", "wupianSolution"


def declare(sparql: str, prefixes: Mapping[str, str]) -> str:
    """A query with a declaration, in front of its form, of each of some prefixes that it uses and does not declare.

    >>> declare("SELECT ?x { ?x a wp:Bank }", {"wp": "https://example.org/", "xsd": "https://example.net/"})
    'PREFIX wp: <https://example.org/> SELECT ?x { ?x a wp:Bank }'
    """
    found = tokens(sparql)
    used = {token.text.partition(":")[0] for token in found if token.kind == "PNAME"}
    known = {
        token.text.partition(":")[0]
        for before, token in pairwise(found)
        if before.kind == "WORD" and before.text.upper() == "PREFIX"
    }
    start = beginning(found)
    missing = [f"PREFIX {name}: <{iri}> " for name, iri in sorted(prefixes.items()) if name in used - known]
    return sparql[:start] + "".join(missing) + sparql[start:]


def counting(sparql: str) -> str:
    r"""The query for how many rows a SELECT has.

    >>> counting("BASE <urn:x> SELECT ?s { ?s ?p ?o } LIMIT 9")
    'BASE <urn:x> SELECT (COUNT(*) AS ?wupianCount) WHERE { { SELECT ?s { ?s ?p ?o } LIMIT 9\n} }'
    """
    found = tokens(sparql)
    start = beginning(found)
    return f"{sparql[:start]}SELECT (COUNT(*) AS ?{COUNT}) WHERE {{ {{ {sparql[start:]}\n}} }}"


def paging(sparql: str, limit: int, offset: int) -> str:
    r"""The query for some rows of a SELECT, whose order it does not keep.

    >>> paging("SELECT ?s { ?s ?p ?o }", 10, 20)
    'SELECT * WHERE { { SELECT ?s { ?s ?p ?o }\n} } LIMIT 10 OFFSET 20'
    """
    start = beginning(tokens(sparql))
    return f"{sparql[:start]}SELECT * WHERE {{ {{ {sparql[start:]}\n}} }} LIMIT {limit} OFFSET {offset}"


def is_ordered(sparql: str) -> bool:
    """Whether a query asks for an order, in itself or in a part of it."""
    return any(token.kind == "WORD" and token.text.upper() == "ORDER" for token in tokens(sparql))


def solving(sparql: str) -> str | None:
    """The SELECT that has a row for each solution of a CONSTRUCT or DESCRIBE; None for a DESCRIBE of IRIs only.

    >>> solving("CONSTRUCT { ?s a ?o } WHERE { ?s ?p ?o } LIMIT 9")
    'SELECT (1 AS ?wupianSolution) WHERE { ?s ?p ?o } LIMIT 9'
    """
    found = tokens(sparql)
    start = beginning(found)
    at = next(i for i, token in enumerate(found) if token.start == start) + 1
    if found[at - 1].text.upper() == "CONSTRUCT" and found[at].text == "{":
        at = behind(found, at)
    while found[at].kind != "END" and found[at].text != "{" and found[at].text.upper() != "WHERE":
        at += 1
    if found[at].kind == "END":
        return None
    return f"{sparql[:start]}SELECT (1 AS ?{SOLUTION}) {sparql[found[at].start :]}"


def behind(found: list[Token], at: int) -> int:
    """The index behind the group that opens at an index."""
    level = 0
    for index in range(at, len(found)):
        level += (found[index].text == "{") - (found[index].text == "}")
        if level == 0:
            return index + 1
    return len(found) - 1
