"""The explorer page: one HTML file that is viewer and dataset, with no request and no foreign script."""

from __future__ import annotations

import json
import re
import zlib
from base64 import b64encode
from hashlib import sha256
from html import escape
from typing import TYPE_CHECKING, Any

from graph.explore.document import document
from graph.explore.reading import DATASET, JSON_LD, PACKED, PATCH
from graph.memory import uncollected
from graph.messages import table
from graph.resources import asset

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from graph.explore.layout import Place
    from graph.explore.network import Explorer
    from graph.explore.view import View

PROGRAM = (
    "base.js",
    "model.js",
    "address.js",
    "filters.js",
    "scope.js",
    "backdrop.js",
    "labels.js",
    "canvas.js",
    "search.js",
    "evidence.js",
    "panels.js",
    "widen.js",
    "article.js",
    "matrix.js",
    "timeline.js",
    "tables.js",
    "paths.js",
    "responses.js",
    "export.js",
    "main.js",
)
CLAIMS = 2_000
DATA_FROM, DATASET_FROM = 20_000, 600_000
FIRST = "zh"
STRICT = '"use strict";\n'


@uncollected()
def page(view: View, graph: Sequence[str], *, beyond: Mapping[str, int] | None = None) -> str:
    """The page of a view as HTML text; `graph` is what the page carries as its dataset (see `graph.rdf.ntriples`).

    The page of a part that a service shows can be widened there; `beyond` says by how many neighbours of whom.
    """
    return network(view, graph, beyond).generate_html()


def network(view: View, graph: Sequence[str] = (), beyond: Mapping[str, int] | None = None) -> Explorer:
    """The pyvis network of a view; its `generate_html` gives the page."""
    from graph.explore.layout import places
    from graph.explore.network import Explorer

    found = places(view)
    return Explorer(view, found, lambda explorer: _assemble(view, found, explorer, graph, beyond))


def _assemble(
    view: View,
    places: tuple[Place, ...],
    explorer: Explorer,
    graph: Sequence[str],
    beyond: Mapping[str, int] | None,
) -> str:
    """The template with its style, scripts and data islands, under a policy that allows just these."""
    from graph.explore.dataset import run
    from graph.explore.mentions import mentions
    from graph.explore.network import library

    style, boot, source = _read("page.css"), STRICT + _read("boot.js"), library()
    program = STRICT + "\n".join(_read(name) for name in PROGRAM)
    lean = sum(len(edge.claims) for edge in view.edges) > CLAIMS
    held = document(view, places, explorer, mentions(view), lean=lean) | {"run": run(graph)}
    if beyond is not None:
        held["beyond"] = [beyond.get(node.iri, 0) for node in view.nodes]
    parts = {
        "policy": _policy((source, program, boot), style),
        "style": style,
        "boot": boot,
        "program": _pack(program),
        "library": _pack(source),
        "dataset": _dataset(held, graph, lean),
        "data": _island("data", "application/json", _json(held), DATA_FROM),
    }
    template = _speak(_read("page.html"))
    return re.sub(r"\{\{(\w+)\}\}", lambda match: parts[match[1]], template)


def _dataset(held: dict[str, Any], graph: Sequence[str], lean: bool) -> str:
    """The island of the graph: JSON-LD, of a graph with many claims what the page's data does not say of it."""
    from graph.explore.dataset import patch
    from graph.rdf.export import jsonld
    from graph.rdf.ntriples import triples
    from graph.rdf.write import place

    if lean:
        return _island(PATCH, "application/json", _json(patch(held, graph)), 0)
    return _island(DATASET, JSON_LD, _json(json.loads(jsonld(sorted(triples(graph), key=place)))), DATASET_FROM)


def _json(value: object) -> str:
    """JSON without blanks between its parts."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _read(name: str) -> str:
    return asset("explore", "assets", name).read_text(encoding="utf-8").replace("\r\n", "\n")


def _speak(template: str) -> str:
    """The template with the first language's words in every element that has a `data-t` key."""
    words = table()["explore"]
    return re.sub(r'data-t="(\w+)">', lambda match: match[0] + escape(words[match[1]][FIRST]), template)


def _policy(scripts: tuple[str, ...], style: str) -> str:
    """The content security policy: only these scripts, only this style, no request at all."""
    sources = {
        "default-src": "'none'",
        "script-src": " ".join(_hash(script) for script in scripts),
        "style-src": _hash(style),
        "img-src": "data:",
        "base-uri": "'none'",
        "form-action": "'none'",
    }
    return "; ".join(f"{name} {value}" for name, value in sources.items())


def _hash(text: str) -> str:
    return "'sha256-" + b64encode(sha256(text.encode("utf-8")).digest()).decode("ascii") + "'"


def _island(name: str, kind: str, text: str, limit: int) -> str:
    r"""The script element that holds JSON text, which cannot end it; packed where the text is longer than `limit`.

    >>> _island("data", "application/json", '{"name":"</script>"}', 99)
    '<script type="application/json" id="data">{"name":"\\u003c/script>"}</script>'
    """
    packed = len(text) > limit
    content = _pack(text) if packed else text.replace("<", r"\u003c")
    return f'<script type="{PACKED if packed else kind}" id="{name}">{content}</script>'


def _pack(text: str) -> str:
    """Text as base64 of its zlib stream, which the page and `read_page` unpack."""
    return b64encode(zlib.compress(text.encode("utf-8"), 9)).decode("ascii")
