"""The pattern `?x search:matches "words"` of a query: the entities, articles and passages that the index finds.

`search:` is `https://w3id.org/wupian/search#`, and the pattern a function of the store and no statement of the graph:
before the engine reads a query, the best hits of each kind take its place, first among the patterns it stands with. So
it goes with everything else that is said of `?x`:

    SELECT ?sentence { ?p a wp:Passage ; search:matches "养老 贷" ; wp:quote ?sentence }

The words are those of `wupian search`. The subject is a variable and the object a plain string, alone or anywhere in a
list of `;`; lists of `,`, paths, blank nodes and all else are refused.

The hits come as a subquery of VALUES: with bare VALUES of 3,000 terms the engine compares each of them with every row
of another pattern, and takes 20 s for what it then does in 0.4 s.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

import pyoxigraph as ox

from graph.errors import QueryError
from graph.store.grammar import Token
from graph.store.prefixes import PREFIXES, SEARCH
from graph.store.sparql import broken, fault, locate, tokens

MATCHES = SEARCH + "matches"
PATTERNS = 5  # in one query
OPENING, CLOSING = frozenset("([{"), frozenset(")]}")
KEYWORDS = frozenset(
    ("BIND", "FILTER", "GRAPH", "LATERAL", "MINUS", "OPTIONAL", "SERVICE", "UNION", "VALUES", "SELECT", "WHERE")
)
Find = Callable[[str], list[str]]
Edit = tuple[int, int, str]


@dataclass(slots=True)
class Level:
    """Brackets that are open: which they are, and where the last statement and the patterns it stands with begin."""

    bracket: str
    block: int
    start: int
    template: bool = False
    constraint: bool = False


@dataclass(frozen=True, slots=True)
class Statement:
    """Patterns about one subject, as a half-open range of tokens; `block` is the first token of all patterns that stand
    together with it, parted by full stops alone.
    """

    block: int
    start: int
    end: int


def rewritten(sparql: str, find: Find) -> str:
    """The query with what `find` finds (IRIs for words) in place of every such pattern.

    Any other use of the term and too many patterns are QueryErrors; what `find` raises goes through.
    """
    if "search" not in sparql:
        return sparql
    found = tokens(sparql)
    left = uses(found)
    edits: list[Edit] = []
    for statement in statements(found) if left else ():
        asked = [part for part in parts(found, statement) if is_match(found, statement, part, left)]
        if asked:
            left -= {start for start, _ in asked}
            edits += replaced(sparql, found, statement, asked, find)
    if left:
        raise misused(sparql, found, min(left))
    if edits:
        refuse_broken(sparql)
    return edited(sparql, edits)


def refuse_broken(sparql: str) -> None:
    """Raises QueryError for a query that is no SPARQL before it is rewritten, which it may be no more afterwards."""
    try:
        nothing().query(sparql, prefixes=PREFIXES)
    except SyntaxError as error:
        raise broken(sparql, str(error), PREFIXES) from error


@cache
def nothing() -> ox.Store:
    """A store without statements, in which every query is soon answered."""
    return ox.Store()


def uses(found: Sequence[Token]) -> set[int]:
    """Where the term stands among the tokens, its own declaration as a prefix not counted."""
    known = dict(PREFIXES)
    places = set()
    for i, token in enumerate(found):
        if i > 1 and token.kind == "IRI" and found[i - 2].text.upper() == "PREFIX" and found[i - 1].kind == "PNAME":
            known[found[i - 1].text[:-1]] = token.text[1:-1]
        elif named(token, known) == MATCHES:
            places.add(i)
    if len(places) > PATTERNS:
        raise QueryError(f"The query searches {len(places)} times; the most are {PATTERNS}.")
    return places


def named(token: Token, known: dict[str, str]) -> str:
    """The IRI that a token names, else the empty text."""
    if token.kind == "PNAME":
        prefix, _, local = token.text.partition(":")
        return known.get(prefix, "") + local
    return token.text[1:-1] if token.kind == "IRI" else ""


def statements(found: Sequence[Token]) -> Iterator[Statement]:
    """The statements in all groups of patterns, but not those of templates, lists and blank nodes."""
    levels = [Level("", 0, 0)]
    for i, token in enumerate(found):
        level = levels[-1]
        if breaks(token) and level.bracket == "{" and not level.template and level.start < i:
            yield Statement(level.block, level.start, i)
        if token.kind == "SIGN" and token.text in OPENING:
            levels.append(Level(token.text, i + 1, i + 1, is_template(found, i)))
        elif token.kind == "SIGN" and token.text in CLOSING and len(levels) > 1:
            levels.pop()
            close(levels[-1], token.text, i)
        elif token.kind == "SIGN" and token.text == ".":
            level.start = i + 1
        elif token.kind == "WORD" and token.text.upper() in KEYWORDS:
            level.block = level.start = i + 1
            level.constraint = token.text.upper() in ("FILTER", "BIND")


def breaks(token: Token) -> bool:
    """Whether a statement ends before a token on the level of its brackets."""
    if token.kind == "SIGN":
        return token.text in (".", "{", "}")
    return token.kind == "WORD" and token.text.upper() in KEYWORDS


def close(level: Level, bracket: str, at: int) -> None:
    """Goes on behind a bracket: a group and the brackets of FILTER and BIND part the patterns around them."""
    if bracket == "}" or (bracket == ")" and level.constraint):
        level.block = level.start = at + 1
        level.constraint = False


def is_template(found: Sequence[Token], at: int) -> bool:
    """Whether a bracket opens what a CONSTRUCT makes, which is its pattern too when that has no other."""
    before = [token.text.upper() for token in found[max(at - 2, 0) : at] if token.kind == "WORD"]
    return before[-1:] == ["CONSTRUCT"] or before == ["CONSTRUCT", "WHERE"]


def parts(found: Sequence[Token], statement: Statement) -> list[tuple[int, int]]:
    """The ranges of tokens between the semicolons of a statement, behind its subject; empty ones are left out."""
    ranges, depth, start = [], 0, statement.start + 1
    for i in range(start, statement.end):
        if found[i].kind == "SIGN":
            depth += (found[i].text in OPENING) - (found[i].text in CLOSING)
            if found[i].text == ";" and not depth:
                ranges.append((start, i))
                start = i + 1
    return [(first, last) for first, last in [*ranges, (start, statement.end)] if first < last]


def is_match(found: Sequence[Token], statement: Statement, part: tuple[int, int], places: set[int]) -> bool:
    """Whether a part of a statement is the term and a plain string, and its subject a variable."""
    start, end = part
    whole = end - start == 2 and start in places and found[start + 1].kind == "STRING"
    return whole and found[statement.start].kind == "VAR"


def replaced(
    sparql: str, found: Sequence[Token], statement: Statement, asked: list[tuple[int, int]], find: Find
) -> Iterator[Edit]:
    """What changes for one statement: the hits before all patterns around it, and the statement without its search."""
    subject = found[statement.start]
    for start, _ in asked:
        hits = " ".join(str(ox.NamedNode(iri)) for iri in find(text(found[start + 1])))
        at = found[statement.block].start
        yield at, at, f"{{ SELECT {subject.text} {{ VALUES {subject.text} {{ {hits} }} }} }} "
    kept = [slice_(sparql, found, part) for part in parts(found, statement) if part not in asked]
    last = found[statement.end - bool(kept or found[statement.end].text != ".")]
    yield subject.start, last.start + len(last.text), f"{subject.text} {' ; '.join(kept)}" if kept else ""


def slice_(sparql: str, found: Sequence[Token], part: tuple[int, int]) -> str:
    """The text of some tokens with what stands between them."""
    first, last = found[part[0]], found[part[1] - 1]
    return sparql[first.start : last.start + len(last.text)]


def text(token: Token) -> str:
    r"""The text of a string as it is written in a query.

    >>> text(Token("STRING", "'a\\tb'", 0))
    'a\tb'
    """
    (quad,) = ox.parse(f"<a:a> <a:a> {token.text} .", format=ox.RdfFormat.TURTLE)
    assert isinstance(quad.object, ox.Literal)
    return quad.object.value


def edited(sparql: str, edits: list[Edit]) -> str:
    """The text after some changes that do not overlap."""
    pieces, at = [], 0
    for start, end, new in sorted(edits, key=lambda edit: edit[:2]):
        pieces += [sparql[at:start], new]
        at = end
    return "".join([*pieces, sparql[at:]])


def misused(sparql: str, found: list[Token], at: int) -> QueryError:
    """The error of the term in any other place; a query that is no SPARQL is told as such."""
    if fault(found, PREFIXES):
        return broken(sparql, "", PREFIXES)
    place = locate(sparql, found[at].start)
    return QueryError(
        f"search:matches at line {place.line}, column {place.column} is not of the form ?variable search:matches "
        '"words", alone or among others that a semicolon parts.'
    )
