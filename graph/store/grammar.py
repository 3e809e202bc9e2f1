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
        while expression.of == "rule":
            expression = rules()[expression.text]
        match expression.of:
            case "sequence":
                return self.sequence(expression, at)
            case "choice":
                return self.choice(expression, at)
            case "?" | "*" | "+":
                return self.repeat(expression, at)
            case _:
                return self.terminal(expression, at)

    def sequence(self, expression: Expression, at: int) -> int | None:
        """The index behind all parts, one after the other."""
        for part in expression.parts:
            behind = self.match(part, at)
            if behind is None:
                return None
            at = behind
        return at

    def choice(self, expression: Expression, at: int) -> int | None:
        """The index behind the first part that matches."""
        for part in expression.parts:
            behind = self.match(part, at)
            if behind is not None:
                return behind
        return None

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
        return token.kind == expression.text or (token.kind == "WORD" and token.text.upper() in words(expression.text))
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
def words(kind: str) -> frozenset[str]:
    """The words that the grammar counts to a kind of token, none for most kinds."""
    listed = rules().get(kind)
    return frozenset(word.text for alternative in listed.parts for word in alternative.parts) if listed else frozenset()


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
