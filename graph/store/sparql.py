"""SPARQL as text: its tokens, its form, values put in for variables, and errors with their place."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from graph.errors import QueryError
from graph.store.columns import visible, width
from graph.store.grammar import Token, misfit
from graph.store.store import Term

LETTER = (
    r"A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02ff\u0370-\u037d\u037f-\u1fff\u200c\u200d\u2070-\u218f"
    r"\u2c00-\u2fef\u3001-\ud7ff\uf900-\ufdcf\ufdf0-\ufffd\U00010000-\U000effff"
)
NAME = rf"0-9_\u00b7\u0300-\u036f\u203f\u2040{LETTER}"
LOCAL = rf"(?:[{NAME}:]|%[0-9A-Fa-f]{{2}}|\\[_~.\-!$&'()*+,;=/?#@%])"
PREFIX = rf"[{LETTER}](?:[{NAME}.-]{{0,100}}[{NAME}-])?"  # bounded, else `a.a.a…` is read to its end at every `a`
HEX = "[0-9A-Fa-f]"
SURROGATE = "[dD][89A-Fa-f]"
UNICODE = rf"\\u(?!{SURROGATE}){HEX}{{4}}|\\U(?!0000{SURROGATE})(?:000{HEX}|0010){HEX}{{4}}"
ESCAPE = rf"\\[tbnrf\"'\\]|{UNICODE}"
EXPONENT = r"[eE][+-]?[0-9]+"
KINDS = (
    ("SPACE", r"[ \t\r\n]+|#[^\n\r]*"),
    ("IRI", rf"<(?:[^\x00-\x20<>\"{{}}|^`\\]|{UNICODE})*>"),
    ("STRING", rf'"""(?:"{{0,2}}(?:[^"\\]|{ESCAPE}))*"""|' + rf"'''(?:'{{0,2}}(?:[^'\\]|{ESCAPE}))*'''"),
    ("SHORT", rf'"(?:[^"\\\n\r]|{ESCAPE})*"|' + rf"'(?:[^'\\\n\r]|{ESCAPE})*'"),
    ("VAR", rf"[?$][0-9_{LETTER}][{NAME}]*"),
    ("BNODE", rf"_:[0-9_{LETTER}](?:[{NAME}.-]*[{NAME}-])?"),
    ("LANG", r"@[A-Za-z]+(?:-+[A-Za-z0-9]+)*"),
    ("PNAME", rf"(?:{PREFIX})?:(?:{LOCAL}(?:(?:{LOCAL}|[.-])*(?:{LOCAL}|-))?)?"),
    ("NUMBER", rf"[0-9]+\.[0-9]*{EXPONENT}|[0-9]*\.[0-9]+(?:{EXPONENT})?|[0-9]+(?:{EXPONENT})?"),
    ("WORD", rf"[_{LETTER}][_0-9{LETTER}]*"),
    ("SIGN", r"\^\^|&&|\|\||!=|<=|>=|[][{}(),;.=<>+*/!|^?-]"),
    ("OPEN", r"[\"'][^\n\r]*"),
    ("BAD", r"."),
)
SAME = {"SHORT": "STRING", "OPEN": "BAD"}  # a string that is not closed is bad to the end of its line
QUERY_FORMS = frozenset({"SELECT", "ASK", "CONSTRUCT", "DESCRIBE"})
NAMES = {
    "VAR": "a variable",
    "IRI": "an IRI",
    "PNAME": "a prefixed name",
    "STRING": "a string",
    "NUMBER": "a number",
    "BNODE": "a blank node",
    "LANG": "a language tag",
    "FUNCTION": "a function",
    "END": "the end of the query",
}
SCHEME = re.compile(r"<[A-Za-z][A-Za-z0-9+.-]*:")
SENTENCE = re.compile(r"(?:expected|one of|,) ([A-Z][A-Za-z?]*(?: [A-Za-z?]+){3,})")
SHOWN, WINDOW = 6, 100


@dataclass(frozen=True, slots=True)
class Place:
    """A place in a query: line and column count from one, the column in code points."""

    line: int
    column: int


def tokens(sparql: str) -> list[Token]:
    """The tokens of a query without space and comments; the last is of kind END."""
    found = [(match.lastgroup or "", match[0], match.start()) for match in pattern().finditer(sparql)]
    kept = [Token(SAME.get(kind, kind), text, start) for kind, text, start in found if kind != "SPACE"]
    return [*kept, Token("END", "", len(sparql.rstrip()))]


@cache
def pattern() -> re.Pattern[str]:
    """All kinds of tokens as one expression."""
    return re.compile("|".join(f"(?P<{kind}>{regex})" for kind, regex in KINDS), re.DOTALL)


def form(sparql: str) -> str:
    """The form of a query in capitals (SELECT, ASK, CONSTRUCT, DESCRIBE), or the first word that stands for it.

    >>> form("prefix a: <http://a/> ask { ?s ?p ?o }")
    'ASK'
    """
    return opening(tokens(sparql))


def opening(found: list[Token]) -> str:
    """The form of a query by its tokens, or the first word that stands for it."""
    words = iter(found)
    for token in words:
        if token.kind != "WORD":
            return ""
        if token.text.upper() not in ("BASE", "PREFIX"):
            return token.text.upper()
        for _ in range(1 + (token.text.upper() == "PREFIX")):
            next(words, None)
    return ""


def fill(sparql: str, values: Mapping[str, Term | Sequence[Term]]) -> str:
    r"""The query with RDF terms in place of some variables, each written in the engine's own escaped form; several
    terms, such as VALUES takes, are parted by spaces.

    >>> from pyoxigraph import Literal
    >>> fill('SELECT ?s { ?s ?p ?name } # ?name', {"name": Literal('a"}b')})
    'SELECT ?s { ?s ?p "a\\"}b" } # ?name'
    """
    parts, at = [], 0
    for token in tokens(sparql):
        if token.kind == "VAR" and token.text[1:] in values:
            value = values[token.text[1:]]
            terms = value if isinstance(value, Sequence) else [value]
            parts += [sparql[at : token.start], " ".join(map(str, terms))]
            at = token.start + len(token.text)
    return "".join([*parts, sparql[at:]])


def broken(sparql: str, reason: str, prefixes: Mapping[str, str]) -> QueryError:
    """The error of a query that the engine refused for `reason`: its place, what is wrong, the line and a caret.

    A rule beyond the grammar (a variable assigned twice) is marked at the word that opens the query.
    """
    found = tokens(sparql)
    if len(found) == 1:
        return QueryError("The query is empty.")
    start, what = fault(found, prefixes) or (beginning(found), rule(reason))
    place = locate(sparql, start)
    head = f"The query is not SPARQL at line {place.line}, column {place.column}: {what}."
    return QueryError(f"{head}\n{excerpt(sparql, place)}", place.line, place.column)


def fault(found: list[Token], prefixes: Mapping[str, str]) -> tuple[int, str] | None:
    """Where and how tokens break the grammar, use an undeclared prefix or a relative IRI: the earliest of these."""
    faults = []
    if wrong := misfit(found):
        token, expected = wrong
        faults.append((token.start, f"{named(token)} cannot stand here; {hope(expected)}"))
    if bare := undeclared(found, prefixes):
        prefix = bare.text.split(":", 1)[0]
        faults.append((bare.start, f'the prefix "{prefix}:" is not declared'))
    if not any(t.kind == "WORD" and t.text.upper() == "BASE" for t in found):
        relative = (t for t in found if t.kind == "IRI" and not SCHEME.match(t.text))
        faults += [(t.start, f"the IRI {named(t)} is relative and there is no BASE") for t in relative]
    return min(faults, default=None)


def beginning(found: list[Token]) -> int:
    """Where the word that names the form of a query stands."""
    words = (t.start for t in found if t.kind == "WORD" and t.text.upper() in QUERY_FORMS)
    return next(words, 0)


def used(found: list[Token]) -> set[str]:
    """The prefixes that tokens use or declare."""
    return {token.text.partition(":")[0] for token in found if token.kind == "PNAME"}


def undeclared(found: list[Token], prefixes: Mapping[str, str]) -> Token | None:
    """The first prefixed name whose prefix nobody declared."""
    known = set(prefixes)
    for before, token in pairwise(found):
        if token.kind != "PNAME":
            continue
        prefix = token.text.split(":", 1)[0]
        if before.kind == "WORD" and before.text.upper() == "PREFIX":
            known.add(prefix)
        elif prefix not in known:
            return token
    return None


def named(token: Token) -> str:
    """A token as a message names it."""
    if token.kind == "END":
        return "the end of the query"
    if token.kind == "BAD" and token.text[0] in "\"'":
        return "a string that is not closed"
    text = visible(token.text)
    return f'"{text if len(text) <= 40 else text[:39] + "…"}"'


def hope(expected: tuple[str, ...]) -> str:
    """What could have stood there, in words."""
    kinds = [NAMES[e] for e in NAMES if e in expected]
    words = [f'"{e}"' for e in expected if e not in NAMES]
    listed = [*kinds, *words]
    more = ", …" if len(listed) > SHOWN else ""
    return "expected " + ", ".join(listed[:SHOWN]).replace(", ", " or ", len(listed) == 2) + more


def rule(reason: str) -> str:
    """What the engine says about a query that keeps the grammar and breaks another rule of the language.

    >>> rule("error at 1:46: expected one of The SELECT contains a variable that is unbound, [_]")
    'the SELECT contains a variable that is unbound'
    """
    said = SENTENCE.search(reason)
    if said:
        return said[1][0].lower() + said[1][1:]
    return "it breaks a rule beyond the grammar, such as a variable assigned twice or selected beside a group"


def locate(sparql: str, start: int) -> Place:
    """Line and column of an offset."""
    lines = re.split(r"\r\n|\n|\r", sparql[:start])
    return Place(len(lines), len(lines[-1]) + 1)


def excerpt(sparql: str, place: Place) -> str:
    """The line of a place with a caret under it; a long line is cut around the place."""
    lines = re.split(r"\r\n|\n|\r", sparql)
    line, at = lines[place.line - 1], place.column - 1
    cut = max(0, at - WINDOW // 2)
    before, behind = visible(line[cut:at].replace("\t", " ")), visible(line[at : cut + WINDOW].replace("\t", " "))
    return f"  {before}{behind}\n  {' ' * width(before)}^"
