"""Where a query leaves the grammar of SPARQL: a small interpreter of `sparql.peg` that remembers how far it came.

The engine's own positions are of no use to a reader (they count past the keywords that were tried), so the place of an
error is found here.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import NamedTuple

from graph.resources import asset

PART = re.compile(r"'[^']+'|\w+|[()|?*+]")
FUNCTIONS = frozenset(
    ["STR", "LANG", "LANGMATCHES", "DATATYPE", "BOUND", "IRI", "URI", "BNODE", "RAND", "ABS", "CEIL", "FLOOR", "ROUND", "CONCAT", "STRLEN", "SUBSTR", "UCASE", "LCASE", "ENCODE_FOR_URI", "CONTAINS", "STRSTARTS", "STRENDS", "STRBEFORE", "STRAFTER", "YEAR", "MONTH", "DAY", "HOURS", "MINUTES", "SECONDS", "TIMEZONE", "TZ", "NOW", "UUID", "STRUUID", "MD5", "SHA1", "SHA256", "SHA384", "SHA512", "COALESCE", "IF", "STRLANG", "STRDT", "SAMETERM", "ISIRI", "ISURI", "ISBLANK", "ISLITERAL", "ISNUMERIC", "REGEX", "REPLACE", "SUM", "MIN", "MAX", "AVG", "SAMPLE", "TRIPLE", "SUBJECT", "PREDICATE", "OBJECT", "ISTRIPLE", "ADJUST"]
)


class Token(NamedTuple):
    """A piece of a query: its kind, its text and where it starts (in code points)."""

    kind: str
    text: str
    start: int


@dataclass(frozen=True, slots=True)
class Expression:
    """A node of the grammar: `of` is what it joins (`sequence`, `choice`, `?`, `*`, `+`, `rule`, `word`, `kind`)."""

    of: str
    text: str = ""
    parts: tuple[Expression, ...] = ()


@dataclass(slots=True)
class Reading:
    """One attempt to read tokens: the furthest token that did not fit, and what could have stood there."""

    tokens: Sequence[Token]
    furthest: int = 0
    expected: set[str] = field(default_factory=set)

    def match(self, expression: Expression, at: int) -> int | None:
        """The index behind what the expression matches from `at` on, None when it does not match."""
        match expression.of:
            case "rule":
                return self.match(rules()[expression.text], at)
            case "sequence":
                for part in expression.parts:
                    behind = self.match(part, at)
                    if behind is None:
                        return None
                    at = behind
                return at
            case "choice":
                found = (self.match(part, at) for part in expression.parts)
                return next((behind for behind in found if behind is not None), None)
            case "?" | "*" | "+":
                return self.repeat(expression, at)
            case _:
                return self.terminal(expression, at)

    def repeat(self, expression: Expression, at: int) -> int | None:
        """The index behind a repetition."""
        count, behind = 0, self.match(expression.parts[0], at)
        while behind is not None and behind > at:
            count, at = count + 1, behind
            behind = self.match(expression.parts[0], at) if expression.of != "?" else None
        return None if expression.of == "+" and not count else at

    def terminal(self, expression: Expression, at: int) -> int | None:
        """The index behind one token."""
        if fits(self.tokens[at], expression):
            return at + 1
        if at > self.furthest:
            self.furthest, self.expected = at, set()
        if at == self.furthest:
            self.expected.add(expression.text)
        return None


def fits(token: Token, expression: Expression) -> bool:
    """Whether a token is what a terminal asks for; keywords count in any case, `a` only as it is."""
    if expression.of == "kind":
        return token.kind == expression.text or (
            expression.text == "FUNCTION" and token.kind == "WORD" and token.text.upper() in FUNCTIONS
        )
    if token.kind not in ("WORD", "SIGN"):
        return False
    return token.text == expression.text or (len(token.text) > 1 and token.text.upper() == expression.text.upper())


def misfit(tokens: Sequence[Token]) -> tuple[Token, tuple[str, ...]] | None:
    """The first token that breaks the grammar and what could have stood there; None when there is none.

    `tokens` ends with a token of kind END.
    """
    reading = Reading(tokens)
    try:
        if reading.match(rules()["Query"], 0) is not None:
            return None
    except RecursionError:
        return None
    return tokens[reading.furthest], tuple(sorted(reading.expected))


@cache
def rules() -> dict[str, Expression]:
    """The grammar: every rule by its name."""
    lines = asset("store", "sparql.peg").read_text(encoding="utf-8").splitlines()
    split = [line.split(" = ", 1) for line in lines if line and not line.startswith("#")]
    return {name: parse(PART.findall(body)) for name, body in split}


def parse(parts: list[str]) -> Expression:
    """The expression that a list of parts spells; takes the parts it reads off the front of the list."""
    choices: list[Expression] = []
    sequence: list[Expression] = []
    while parts and parts[0] != ")":
        part = parts.pop(0)
        if part == "|":
            choices.append(Expression("sequence", parts=tuple(sequence)))
            sequence = []
        elif part in ("?", "*", "+"):
            sequence.append(Expression(part, parts=(sequence.pop(),)))
        elif part == "(":
            sequence.append(parse(parts))
            parts.pop(0)
        else:
            sequence.append(atom(part))
    choices.append(Expression("sequence", parts=tuple(sequence)))
    return choices[0] if len(choices) == 1 else Expression("choice", parts=tuple(choices))


def atom(part: str) -> Expression:
    """A quoted word, a kind of token in capitals, or the name of a rule."""
    if part.startswith("'"):
        return Expression("word", part[1:-1])
    return Expression("kind" if part.isupper() else "rule", part)
