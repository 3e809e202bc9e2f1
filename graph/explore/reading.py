"""Reads the graph back out of an explorer page, plain or compressed; nothing of the page runs or is fetched."""

from __future__ import annotations

import zlib
from base64 import b64decode
from html.parser import HTMLParser
from pathlib import Path
from typing import TYPE_CHECKING

from graph.errors import InputError

if TYPE_CHECKING:
    import rdflib

ISLAND = "dataset"
PLAIN = "application/ld+json"


class Island(HTMLParser):
    """The text of the script element that holds the dataset, and its type; None where the page has no such element."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.kind: str | None = None
        self.text = ""
        self._inside = False
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Notes where the element begins; of several the first counts."""
        held = dict(attrs)
        if tag == "script" and held.get("id") == ISLAND and self.kind is None:
            self.kind, self._inside = held.get("type") or "", True

    def handle_endtag(self, tag: str) -> None:
        """Notes where it ends."""
        self._inside = self._inside and tag != "script"

    def handle_data(self, data: str) -> None:
        """Keeps its text."""
        if self._inside:
            self.text += data


def read_page(source: str | Path) -> rdflib.Graph:
    """The graph that an explorer page holds, from the page's path or from its HTML text (which begins with `<`).

    A file that cannot be read, and a page without a dataset, is an InputError.
    """
    import pyoxigraph as ox
    import rdflib

    text = dataset(html(source))
    try:
        found = [quad.triple for quad in ox.parse(text, format=ox.RdfFormat.JSON_LD)]
    except SyntaxError as error:
        raise InputError(
            f"The page's dataset is damaged ({error}); make the page anew with `wupian explore`."
        ) from error
    lines = ox.serialize(found, format=ox.RdfFormat.N_TRIPLES) or b""
    return rdflib.Graph().parse(data=lines, format="nt")


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


def dataset(page: str) -> str:
    """The JSON-LD text that a page's HTML holds.

    >>> dataset('<script type="application/ld+json" id="dataset">{}</script>')
    '{}'
    """
    island = Island(page)
    if island.kind is None:
        raise InputError("The page holds no dataset; name a page that `wupian build` or `wupian explore` has made.")
    if island.kind == PLAIN:
        return island.text
    try:
        return zlib.decompress(b64decode(island.text, validate=True)).decode("utf-8")
    except (ValueError, zlib.error) as error:
        raise InputError("The page's dataset is damaged; make the page anew with `wupian explore`.") from error
