"""What Virtuoso 7 does otherwise than the standard says, and how its answers come right all the same.

It gives ASK as rows, truth values in rows as 0 and 1, and blank nodes labels that are none. It cuts answers at 10,000
rows, and says so for rows only. It loses solutions where a path such as `a/rdfs:subClassOf* wp:Product` meets other
patterns, above all within EXISTS; alone it finds them, so that what leads to the end of such a path is asked first.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from pyoxigraph import Literal, NamedNode

from graph.store.embedded import in_memory
from graph.store.sparql import beginning, tokens

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from graph.store.grammar import Token
    from graph.store.store import Term

ASKED = "__ASK_RETVAL"  # the variable of what should be a boolean
NODE = re.compile(rb'("type": *"bnode", *"value": *")nodeID://')
BOOLEAN = NamedNode("http://www.w3.org/2001/XMLSchema#boolean")
NUMERALS = {"0": Literal(False), "1": Literal(True)}
OWN = "wupianEnd"  # how variables begin that a query is given here
NAMED = ("IRI", "PNAME")
SUBJECTS = (*NAMED, "VAR", "BNODE")


@dataclass(frozen=True, slots=True)
class Climb:
    """A path that climbs to a term, `…/step* top`: where it is written from the slash on, where the group around it
    begins, and what its parts are.
    """

    start: int
    end: int
    group: int
    step: str
    mark: str
    top: str


def is_virtuoso(headers: Mapping[str, str]) -> bool:
    """Whether an answer comes from Virtuoso, by its headers."""
    return headers.get("server", "").startswith("Virtuoso") or any(name.startswith("x-sparql-") for name in headers)


def plain(term: Term | None) -> Term | None:
    """A term as the other stores write it."""
    if isinstance(term, Literal) and term.datatype == BOOLEAN:
        return NUMERALS.get(term.value, term)
    return term


def legible(body: bytes) -> bytes:
    """Results whose blank nodes have labels that are some.

    >>> legible(b'{"type": "bnode", "value": "nodeID://b1"}')
    b'{"type": "bnode", "value": "b1"}'
    """
    return NODE.sub(rb"\1", body)


def climbs(sparql: str) -> list[Climb]:
    """The paths of a query that end in a climb to a term.

    None where all variables are asked for, since the query would be given more of them.
    """
    found = tokens(sparql)
    if any(before.kind == "WORD" and token.text == "*" for before, token in pairwise(found)):
        return []
    climbing, groups = [], [0]
    for at, token in enumerate(found):
        if token.kind == "SIGN" and token.text == "{":
            groups.append(token.start + 1)
        elif token.kind == "SIGN" and token.text == "}" and len(groups) > 1:
            groups.pop()
        elif climbs_at(found, at):
            slash, step, mark, top = found[at : at + 4]
            climbing.append(Climb(slash.start, top.start + len(top.text), groups[-1], step.text, mark.text, top.text))
    return climbing


def climbs_at(found: Sequence[Token], at: int) -> bool:
    """Whether a climb to a term begins at a slash, in the path of a triple that has no alternatives."""
    if found[at].text != "/" or at + 3 >= len(found):
        return False
    step, mark, top = found[at + 1 : at + 4]
    if step.kind not in NAMED or mark.text not in ("*", "+") or top.kind not in NAMED:
        return False
    while found[at].text == "/":
        at -= 1
        at -= found[at].text in ("*", "+", "?")
        if found[at].kind not in NAMED and found[at].text != "a":
            return False
        at -= 1
        at -= found[at].text == "^"
    return found[at].kind in SUBJECTS or found[at].text in (";", "]", "[")


def level(sparql: str, ask: Callable[[str], Sequence[str]]) -> str:
    """The query with the ends of its climbs listed in place of the climbs; `ask` gives the terms that a query finds."""
    prologue = sparql[: beginning(tokens(sparql))]
    changes = []
    for number, climb in enumerate(climbs(sparql)):
        [[top]] = in_memory([]).select(f"{prologue}SELECT ({climb.top} AS ?top) WHERE {{ }}")
        below = ask(f"{prologue}SELECT DISTINCT ?below WHERE {{ ?below {climb.step}+ {climb.top} }}")
        ends = dict.fromkeys([*([str(top)] if climb.mark == "*" else []), *below])
        name = f"?{OWN}{number}"
        changes.append((climb.group, climb.group, f" VALUES {name} {{ {' '.join(ends)} }} "))
        changes.append((climb.start, climb.end, f" {name}"))
    for start, end, text in sorted(changes, reverse=True):
        sparql = sparql[:start] + text + sparql[end:]
    return sparql
