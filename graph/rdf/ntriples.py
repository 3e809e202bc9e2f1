"""Statements as N-Triples lines without their full stops: plain text that is quick to compare, sort and take apart."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    import pyoxigraph as ox

ESCAPE = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.))")
SIGNS = {"n": "\n", "r": "\r", "t": "\t", "b": "\b", "f": "\f"}


def lines(triples: Iterable[ox.Triple]) -> list[str]:
    """The lines of some triples, in their order."""
    import pyoxigraph as ox

    return split(ox.serialize(triples, format=ox.RdfFormat.N_TRIPLES) or b"")


def split(text: bytes) -> list[str]:
    r"""The lines of an N-Triples file.

    >>> split(b'<urn:a> <urn:b> "c" .\n')
    ['<urn:a> <urn:b> "c"']
    """
    return [line.removesuffix(" .") for line in text.decode("utf-8").split("\n") if line]


def triples(held: Sequence[str]) -> list[ox.Triple]:
    """The triples of some lines, in their order; what is no N-Triples line is a SyntaxError."""
    import pyoxigraph as ox

    text = "".join(f"{line} .\n" for line in held)
    return [quad.triple for quad in ox.parse(text, format=ox.RdfFormat.N_TRIPLES)]


def value(term: str) -> tuple[str, str] | None:
    r"""The text and language of a literal, or an IRI without language; None for a blank node or a triple.

    >>> value(r'"a\"b"@zh'), value("<urn:a>"), value("_:a")
    (('a"b', 'zh'), ('urn:a', ''), None)
    """
    if term[0] == '"':
        end = term.rindex('"')
        text = term[1:end]
        language = term[end + 2 :] if term[end + 1 : end + 2] == "@" else ""
        return (ESCAPE.sub(_sign, text) if "\\" in text else text), language
    return (term[1:-1], "") if term[0] == "<" and term[1] != "<" else None


def has_blank(line: str) -> bool:
    """Whether a statement has a blank node.

    >>> has_blank("_:a <urn:b> <urn:c>"), has_blank("<urn:a> <urn:b> _:c"), has_blank('<urn:a> <urn:b> " _:c"')
    (True, True, False)
    """
    last = line.rpartition(" ")[2]
    return line.startswith("_:") or (last.startswith("_:") and '"' not in last)


def _sign(match: re.Match[str]) -> str:
    """The character that an escape stands for."""
    point = match[1] or match[2]
    return chr(int(point, 16)) if point else SIGNS.get(match[3], match[3])
