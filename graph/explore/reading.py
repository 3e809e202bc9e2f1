"""Reads the graph back out of an explorer page, plain or compressed; nothing of the page runs or is fetched."""

from __future__ import annotations

import json
import zlib
from base64 import b64decode
from html.parser import HTMLParser
from pathlib import Path
from typing import TYPE_CHECKING

from graph.errors import InputError
from graph.explore.dataset import whole

if TYPE_CHECKING:
    import rdflib

DATASET, PATCH, DATA = "dataset", "patch", "data"
JSON_LD, PACKED = "application/ld+json", "application/octet-stream"
REMAKE = "make the page anew with `wupian explore`."


class Islands(HTMLParser):
    """The script elements of a page that have an id: the type and the text of each; of one id the first counts."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: dict[str, tuple[str, str]] = {}
        self._inside: str | None = None
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Notes where an element begins."""
        held = dict(attrs)
        name = held.get("id") if tag == "script" else None
        self._inside = name if name and name not in self.found else None
        if self._inside:
            self.found[self._inside] = held.get("type") or "", ""

    def handle_endtag(self, tag: str) -> None:
        """Notes where it ends."""
        self._inside = None if tag == "script" else self._inside

    def handle_data(self, data: str) -> None:
        """Keeps its text."""
        if self._inside:
            kind, text = self.found[self._inside]
            self.found[self._inside] = kind, text + data

    def text(self, name: str) -> str:
        """The text of an element, unpacked where it is packed."""
        kind, text = self.found[name]
        if kind != PACKED:
            return text
        try:
            return zlib.decompress(b64decode(text, validate=True)).decode("utf-8")
        except (ValueError, zlib.error) as error:
            raise InputError(f"The page's dataset is damaged; {REMAKE}") from error


def read_page(source: str | Path) -> rdflib.Graph:
    """The graph that an explorer page holds, from the page's path or from its HTML text (which begins with `<`).

    A file that cannot be read, and a page without a dataset, is an InputError.
    """
    import rdflib

    return rdflib.Graph().parse(data=ntriples(Islands(html(source))), format="nt")


def ntriples(islands: Islands) -> str:
    """The graph of a page as N-Triples."""
    import pyoxigraph as ox

    try:
        if PATCH in islands.found and DATA in islands.found:
            held = whole(json.loads(islands.text(DATA)), json.loads(islands.text(PATCH)))
            return "".join(f"{line} .\n" for line in held)
        if DATASET not in islands.found:
            raise InputError("The page holds no dataset; name a page that `wupian build` or `wupian explore` has made.")
        found = [quad.triple for quad in ox.parse(islands.text(DATASET), format=ox.RdfFormat.JSON_LD)]
    except (SyntaxError, ValueError, LookupError, TypeError, AttributeError) as error:
        raise InputError(f"The page's dataset is damaged ({error}); {REMAKE}") from error
    return (ox.serialize(found, format=ox.RdfFormat.N_TRIPLES) or b"").decode("utf-8")


def html(source: str | Path) -> str:
    """The HTML of a page: `source` itself where it is HTML, else the content of the file that it names.

    >>> html(" <!DOCTYPE html>")
    ' <!DOCTYPE html>'
    """
    if isinstance(source, str) and source.lstrip("\ufeff \t\r\n").startswith("<"):
        return source
    try:
        return Path(source).read_text(encoding="utf-8")
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise InputError(f"The page {source} cannot be read: {reason}.") from error
