"""The explorer page: one HTML file that is viewer and dataset, with no request and no foreign script."""

from __future__ import annotations

import json
import os
import re
import zlib
from base64 import b64encode
from hashlib import sha256
from html import escape
from typing import TYPE_CHECKING, Any

from graph.errors import OutputError
from graph.explore.view import BASE, Edge, Figure, Moment, Node, View, read
from graph.messages import table
from graph.resources import asset

if TYPE_CHECKING:
    from pathlib import Path

    from graph.explore.layout import Place
    from graph.explore.network import Explorer
    from graph.store.store import Store

SCRIPTS = ("base.js", "canvas.js", "controls.js", "panels.js", "main.js")
COMPRESS_FROM = 300_000
FIRST = "zh"


def page(store: Store, *, jsonld: str | None = None) -> str:
    """The page of a store's graph as HTML text; `jsonld` is the exported graph, embedded as the page's dataset."""
    return network(read(store), jsonld=jsonld).generate_html()


def network(view: View, *, jsonld: str | None = None) -> Explorer:
    """The pyvis network of a view; its `generate_html` gives the page."""
    from graph.explore.layout import places
    from graph.explore.network import Explorer

    found = places(view)
    return Explorer(view, found, lambda explorer: _assemble(view, found, explorer, jsonld))


def write(path: Path, html: str) -> None:
    """Writes the page as UTF-8 with `\\n`, whole or not at all; raises OutputError."""
    aside = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        aside.write_bytes(html.encode("utf-8"))
        aside.replace(path)
    except OSError as error:
        aside.unlink(missing_ok=True)
        raise OutputError(f"The explorer cannot be written to {path}: {error.strerror}.") from error


def _assemble(view: View, places: tuple[Place, ...], explorer: Explorer, jsonld: str | None) -> str:
    """The template with its style, scripts and data islands, under a policy that allows just these."""
    from graph.explore.network import library

    style = _read("page.css")
    script = '"use strict";\n' + "\n".join(_read(name) for name in SCRIPTS)
    source = library()
    data = json.dumps(document(view, places, explorer), ensure_ascii=False, separators=(",", ":"))
    dataset = json.loads(jsonld) if jsonld else None
    parts = {
        "policy": _policy((source, script), style),
        "style": style,
        "script": script,
        "library": _pack(source),
        "data": _pack(data) if len(data) > COMPRESS_FROM else _island(data),
        "kind": "application/octet-stream" if len(data) > COMPRESS_FROM else "application/json",
        "dataset": _island(json.dumps(dataset, ensure_ascii=False, separators=(",", ":"))) if jsonld else "{}",
    }
    template = _speak(_read("page.html"))
    return re.sub(r"\{\{(\w+)\}\}", lambda match: parts[match[1]], template)


def _read(name: str) -> str:
    return asset("explore", "assets", name).read_text(encoding="utf-8").replace("\r\n", "\n")


def _speak(template: str) -> str:
    """The template with the first language's words in every element that has a `data-t` key."""
    words = table()["explore"]
    return re.sub(r'data-t="(\w+)">', lambda match: match[0] + escape(words[match[1]][FIRST]), template)


def _policy(scripts: tuple[str, ...], style: str) -> str:
    """The content security policy: only these scripts, only this style, no request at all."""
    hashes = " ".join(_hash(script) for script in scripts)
    return f"default-src 'none'; script-src {hashes}; style-src {_hash(style)}; img-src data:; base-uri 'none'; form-action 'none'"


def _hash(text: str) -> str:
    return "'sha256-" + b64encode(sha256(text.encode("utf-8")).digest()).decode("ascii") + "'"


def _island(text: str) -> str:
    """JSON text that cannot end its script element.

    >>> _island('{"name":"</script>"}')
    '{"name":"\\\\u003c/script>"}'
    """
    return text.replace("<", "\\u003c")


def _pack(text: str) -> str:
    """Text as base64 of its zlib stream, which the page unpacks itself."""
    return b64encode(zlib.compress(text.encode("utf-8"), 9)).decode("ascii")


def document(view: View, places: tuple[Place, ...], explorer: Explorer) -> dict[str, Any]:
    """The page's data as plain JSON: the view with positions in its lists instead of IRIs, and the network."""
    nodes = {node.iri: number for number, node in enumerate(view.nodes)}
    passages = {passage.iri: number for number, passage in enumerate(view.passages)}
    articles = {article.iri: number for number, article in enumerate(view.articles)}
    texts = {article.iri: article.text for article in view.articles}
    return {
        "base": BASE,
        "nodes": [_node(node) | {"community": place.community} for node, place in zip(view.nodes, places, strict=True)],
        "edges": [_edge(edge, nodes, passages) for edge in view.edges],
        "figures": [_figure(figure, nodes, passages) for figure in view.figures if figure.subject in nodes],
        "passages": [
            _kept(
                article=articles.get(p.article),
                start=p.start,
                end=p.end,
                clean=p.clean if p.clean != p.quote else None,
                quote=p.quote if texts.get(p.article, "")[p.start : p.end] != p.quote else None,
            )
            for p in view.passages
        ],
        "articles": [
            _kept(
                iri=a.iri,
                text=a.text,
                title=a.title,
                publisher=a.publisher,
                author=a.author,
                published=a.published,
                url=a.url,
                rights=a.rights,
            )
            for a in view.articles
        ],
        "terms": _terms(view),
        "palette": json.loads(_read("palette.json")),
        "words": table()["explore"],
        "network": {"nodes": explorer.nodes, "edges": explorer.edges, "options": explorer.options},
    }


def _kept(**values: object) -> dict[str, object]:
    """The values that say something; what is missing means false, empty or unknown."""
    return {key: value for key, value in values.items() if value is not None and value is not False and value != ""}


def _node(node: Node) -> dict[str, object]:
    identifiers = [list(pair) for pair in node.identifiers]
    return _kept(
        iri=node.iri,
        name=node.name,
        en=node.english,
        type=node.type,
        aliases=list(node.aliases) or None,
        ids=identifiers or None,
        issued=node.issued,
    )


def _edge(edge: Edge, nodes: dict[str, int], passages: dict[str, int]) -> dict[str, object]:
    claims = [
        _kept(
            iri=claim.iri,
            passages=[passages[iri] for iri in claim.passages if iri in passages],
            confidence=float(claim.confidence),
            explicit=claim.explicit,
            derived=claim.derived,
            modality=claim.modality,
            negative=claim.negative,
            rejected=claim.rejected,
            voice=nodes.get(claim.voice),
            sense=claim.sense.removeprefix(BASE + "lexicon/"),
            rule=claim.rule,
            reviewer=claim.reviewer,
            role=claim.role,
            asOf=_moment(claim.as_of),
        )
        for claim in edge.claims
    ]
    return {"from": nodes[edge.subject], "to": nodes[edge.object], "predicate": edge.predicate, "claims": claims}


def _figure(figure: Figure, nodes: dict[str, int], passages: dict[str, int]) -> dict[str, object]:
    return _kept(
        iri=figure.iri,
        node=nodes[figure.subject],
        indicator=figure.indicator,
        value=format(figure.value, "f"),
        upper=format(figure.upper, "f") if figure.upper is not None else None,
        comparator=figure.comparator,
        unit=figure.unit,
        text=figure.text,
        base=figure.base,
        confidence=float(figure.confidence),
        asOf=_moment(figure.as_of),
        passages=[passages[iri] for iri in figure.passages if iri in passages],
    )


def _moment(moment: Moment | None) -> list[str] | None:
    return [moment.date, moment.text, moment.basis] if moment else None


def _terms(view: View) -> dict[str, object]:
    """The labels of the terms that the view uses, with the colour and shape of classes where they have them."""
    used = {node.type for node in view.nodes} | {edge.predicate for edge in view.edges}
    used |= {term for node in view.nodes for term, _ in node.identifiers}
    claims = [claim for edge in view.edges for claim in edge.claims]
    used |= {claim.modality for claim in claims} | {"explicit", "derived"}
    moments = [claim.as_of for claim in claims] + [figure.as_of for figure in view.figures]
    used |= {moment.basis for moment in moments if moment}
    return {
        term.name: _kept(zh=term.zh, en=term.en, color=term.color, shape=term.shape)
        for term in view.terms
        if term.name in used
    }
