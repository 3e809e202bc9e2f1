"""What a query may be: a question to this store alone, of bounded length, depth, joins and strings.

The engine reads by recursion, so that deep nesting overflows its stack and ends the process; it weighs all orders of
many joins, so that a few hundred keep it busy for hours; and a chain of CONCAT doubles a string until the memory is
full. Nothing of this can be caught afterwards, hence the limits here, which no question of a person comes near.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from graph.errors import QueryError
from graph.store.columns import visible
from graph.store.grammar import Token
from graph.store.sparql import opening, tokens

UPDATES = frozenset(["INSERT", "DELETE", "LOAD", "CLEAR", "DROP", "CREATE", "ADD", "MOVE", "COPY", "WITH"])
LENGTH = 200_000  # characters
SIZE = 1_200  # words and signs, the data of VALUES not counted
DEPTH = 32  # levels of brackets and of signs before a term
JOINS = 130  # patterns, steps of paths and members of lists
GROWTH = 10_000_000  # characters of a string that expressions build
VARIABLE = 1_000  # characters that the value of a variable is taken for
HALF = re.compile("[\ud800-\udfff]")
TERMS = frozenset({"VAR", "IRI", "PNAME", "STRING", "NUMBER", "BNODE"})
OPERANDS = TERMS | {"LANG"}
CLOSING = frozenset({")", "]", "}"})
JOINING = frozenset({".", ";", ",", "/", "|", "^"})
PREFIXING = frozenset({"!", "+", "-", "^"})
OPERATORS = frozenset({"=", "!=", "<", ">", "<=", ">=", "+", "-", "*", "/", "&&", "||", "!"})


def refuse(sparql: str, *, datasets: bool = False) -> list[Token]:
    """The tokens of a query.

    Raises QueryError for an update, for SERVICE and FROM, for what could be read in two ways, and beyond the limits.
    Where `datasets` may be chosen FROM is allowed; it names graphs of the store, which the engine never fetches.
    """
    if len(sparql) > LENGTH:
        raise QueryError(f"The query has {len(sparql):,} characters; the most are {LENGTH:,}.")
    refuse_halves(sparql)
    found = tokens(sparql)
    if opening(found) in UPDATES:
        raise QueryError("Updates are refused: a store is only read; change the articles or reviews and build again.")
    refuse_ambiguous(found)
    refuse_sources(found, datasets)
    refuse_excess(counted(found))
    return found


def refuse_halves(text: str) -> None:
    """Raises QueryError for half a character, which is what bytes become that are no UTF-8."""
    if HALF.search(text):
        raise QueryError("The query or one of its values holds half a character; write it in UTF-8.")


def refuse_ambiguous(found: Sequence[Token]) -> None:
    """Raises QueryError for a text that the engine may cut into other tokens than we do.

    In an expression `?a<b>` is two comparisons, whatever IRI it resembles, and what we took for the inside of an IRI
    may then begin a string or a comment.
    """
    opened, values = [""], False
    for before, token in pairwise(found):
        if before.kind == "SIGN" and before.text == "<" and token.start == before.start + 1 and token.text[0] == "<":
            raise QueryError('"<<" is refused: a store holds no quoted triples; put a space between "<" and an IRI.')
        values = (values or is_word(before, "VALUES")) and before.text != "}"
        if token.kind == "IRI" and opened[-1] == "(" and not values and is_operand(before):
            shown = visible(token.text)
            raise QueryError(f"{shown} could be an IRI or two comparisons; put spaces around its < and >, or a prefix.")
        if token.kind == "SIGN" and token.text in "([{":
            opened.append(token.text)
        elif token.kind == "SIGN" and token.text in CLOSING and len(opened) > 1:
            opened.pop()


def is_operand(token: Token) -> bool:
    """Whether a comparison could follow a token."""
    return token.kind in OPERANDS or token.text in CLOSING or is_word(token, "TRUE") or is_word(token, "FALSE")


def is_word(token: Token, word: str) -> bool:
    """Whether a token is a keyword, given in capitals."""
    return token.kind == "WORD" and token.text.upper() == word


def refuse_sources(found: Sequence[Token], datasets: bool) -> None:
    """Raises QueryError for SERVICE and, unless `datasets` may be chosen, FROM.

    The engine reads SERVICE even where other letters touch it.
    """
    for token in found:
        name = token.text.partition(":")[0].upper() if token.kind in ("WORD", "PNAME") else ""
        if "SERVICE" in name:
            raise QueryError("SERVICE is refused: a query makes no requests to other computers.")
        if not datasets and is_word(token, "FROM"):
            raise QueryError("FROM is refused: a store holds one graph only, which every query reads.")


def refuse_excess(found: Sequence[Token]) -> None:
    """Raises QueryError for a query beyond one of the limits."""
    if len(found) > SIZE:
        hint = "put long lists into VALUES"
        raise QueryError(f"The query has {len(found):,} words and signs; the most are {SIZE:,}, so {hint}.")
    if depth(found) > DEPTH:
        raise QueryError(f"The query nests brackets or signs {depth(found)} levels deep; the most are {DEPTH}.")
    if joins(found) > JOINS:
        raise QueryError(f"The query joins {joins(found)} patterns; the most are {JOINS}.")
    if growth(found) > GROWTH:
        raise QueryError(f"The query builds a string of more than {GROWTH:,} characters.")


def counted(found: Sequence[Token]) -> list[Token]:
    """The tokens without the data of VALUES, which may be long since the engine reads it without recursion."""
    kept, inside = [], False
    for token in found:
        if not inside or token.text in ("{", "}", "(", ")"):
            kept.append(token)
        inside = (inside or is_word(token, "VALUES")) and token.text != "}"
    return kept


def depth(found: Sequence[Token]) -> int:
    """The deepest level of brackets and of signs before a term, such as `!` and `-`.

    >>> depth(tokens("ASK { ?s ?p ?o FILTER(!!?o) }"))
    4
    """
    deepest = level = run = 0
    opened: list[int] = []
    for token in found:
        if token.kind != "SIGN":
            run = 0
        elif token.text in "([{":
            opened.append(run + 1)
            level, run = level + run + 1, 0
        elif token.text in CLOSING and opened:
            level, run = level - opened.pop(), 0
        else:
            run = run + 1 if token.text in PREFIXING else 0
        deepest = max(deepest, level + run)
    return deepest


def joins(found: Sequence[Token]) -> int:
    """How many patterns, steps of paths and members of lists are joined.

    >>> joins(tokens("ASK { ?s ?p ?o ; <a:p>/<a:q> (1 2) FILTER(?o IN (1, 2)) }"))
    3
    """
    count, opened = 0, [""]
    for before, token in pairwise(found):
        if token.kind == "SIGN" and token.text in "([{":
            opened.append(token.text)
        elif token.kind == "SIGN" and token.text in CLOSING and len(opened) > 1:
            opened.pop()
        elif token.kind == "SIGN":
            count += token.text in JOINING and not (token.text == "," and opened[-1] == "(")
        elif opened[-1] == "(":
            count += token.kind in TERMS and before.kind in TERMS
    return count


@dataclass(slots=True)
class Call:
    """A bracket that is open: the function before it, the lengths of its finished arguments, and of the last one."""

    name: str = ""
    done: list[int] = field(default_factory=list)
    now: int = 0

    @property
    def length(self) -> int:
        """The most characters that its value can have."""
        arguments = [*self.done, self.now]
        if self.name == "REPLACE" and len(arguments) > 2:
            return arguments[0] * (1 + arguments[2])
        return sum(arguments) * (9 if self.name == "ENCODE_FOR_URI" else 1)


def growth(found: Sequence[Token]) -> int:
    """The most characters of a string that an expression builds and names by AS.

    >>> growth(tokens('ASK { BIND(CONCAT(?a, "-", ?a) AS ?b) BIND(CONCAT(?b, ?b) AS ?c) }'))
    4002
    """
    lengths: dict[str, int] = {}
    for _ in range(DEPTH):
        earlier = dict(lengths)
        swell(found, lengths)
        if lengths == earlier or max(lengths.values(), default=0) > GROWTH:
            break
    return max(lengths.values(), default=0)


def swell(found: Sequence[Token], lengths: dict[str, int]) -> None:
    """Sets the length of every variable that an expression gives a value, from those of the variables in it.

    Once is enough unless a variable is used further up than it is made, as the outer of two SELECTs does.
    """
    calls = [Call()]
    for before, token in pairwise(found):
        call = calls[-1]
        word = before.text.upper() if before.kind == "WORD" else ""
        if token.kind == "VAR" and word == "AS":
            lengths[token.text[1:]] = max(lengths.get(token.text[1:], 0), call.now)
        elif token.kind == "VAR":
            call.now += lengths.get(token.text[1:], VARIABLE)
        elif token.kind == "STRING":
            call.now += len(token.text.strip("\"'"))
        elif token.kind != "SIGN":
            continue
        elif token.text in ("(", "{"):
            calls.append(Call(word))
        elif token.text == ")" and len(calls) > 1:
            calls.pop()
            calls[-1].now += call.length
        elif token.text == "}" and len(calls) > 1:
            calls.pop()
        elif token.text == ",":
            call.done.append(call.now)
            call.now = 0
        elif token.text in OPERATORS:
            call.now = 0
