"""What robots ask of a site: which addresses there are, which to leave alone, an icon, and what the dataset is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graph.resources import asset
from graph.serve.exchange import TEXT, Reply
from graph.serve.negotiate import choose
from graph.serve.site import addresses, questions
from graph.serve.site.data import FORMATS, document, unacceptable
from graph.serve.site.lists import counted, iris
from graph.serve.site.terms import is_entity, terms
from graph.vocabulary import BASE, LABEL, RDF_TYPE, WP

if TYPE_CHECKING:
    from graph.serve.exchange import Ask
    from graph.store.store import Store

MOST = 50_000  # addresses that a map of a site may hold
MAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
VOID = "http://rdfs.org/ns/void#"
LICENCE = "https://creativecommons.org/licenses/by/4.0/"
DAY = ("Cache-Control", "max-age=86400")
PLACES = ("/", "/entities", "/themes", "/articles", "/ns")
CLOSED = ("/sparql", "/api", "/explore", "/query", "/search", "/data", "/about")


def robots(_: Store, ask: Ask) -> Reply:
    """What robots should leave alone: everything that computes."""
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in CLOSED), f"Sitemap: {ask.base}/sitemap.xml"]
    return Reply(200, TEXT, "".join(f"{line}\n" for line in lines).encode(), (DAY,))


def sitemap(store: Store, ask: Ask) -> Reply:
    """The addresses of the pages of all entities and articles, as many as a map may hold."""
    from xml.sax.saxutils import escape

    classes = iris([*filter(is_entity, terms()), "Article"])
    found = questions.texts(questions.rows(store, "entities", classes=classes, most=MOST - len(PLACES), skip=0))
    paths = [*PLACES, *sorted(addresses.href(iri, "").partition("?")[0] for (iri,) in found if addresses.own(iri))]
    lines = "".join(f"<url><loc>{escape(ask.base + path)}</loc></url>\n" for path in paths)
    body = f'<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="{MAP}">\n{lines}</urlset>\n'
    return Reply(200, "application/xml", body.encode())


def icon(_: Store, __: Ask) -> Reply:
    """The icon of the site."""
    return Reply(200, "image/svg+xml", asset("serve", "assets", "icon.svg").read_bytes(), (DAY,))


def void(store: Store, ask: Ask) -> Reply:
    """What the dataset is, in the format that is accepted."""
    media = choose(ask.accept, tuple(FORMATS.values()))
    if media is None:
        return unacceptable("", "/void.{}".format)
    return void_document(store, ask, next(ext for ext, kind in FORMATS.items() if kind == media))


def void_document(store: Store, ask: Ask, ext: str) -> Reply:
    """What the dataset is, in the words of VoID: where to ask it, how its IRIs begin, how much it holds of what."""
    from pyoxigraph import Literal, NamedNode, Triple

    from graph.messages import say
    from graph.store.prefixes import PREFIXES

    base = ask.base or BASE.removesuffix("/")
    dataset, count = NamedNode(f"{base}/void#dataset"), NamedNode(VOID + "entities")
    found = [
        Triple(dataset, NamedNode(RDF_TYPE), NamedNode(VOID + "Dataset")),
        *(Triple(dataset, NamedNode(LABEL), Literal(say("serve.site", lang), language=lang)) for lang in ("zh", "en")),
        Triple(dataset, NamedNode(VOID + "uriSpace"), Literal(BASE)),
        Triple(dataset, NamedNode(VOID + "sparqlEndpoint"), NamedNode(f"{base}/sparql")),
        Triple(dataset, NamedNode(VOID + "vocabulary"), NamedNode(WP)),
        Triple(dataset, NamedNode(PREFIXES["dcterms"] + "license"), NamedNode(LICENCE)),
    ]
    for name, number in counted(store).items():
        part = NamedNode(f"{base}/void#{name}")
        found += [
            Triple(dataset, NamedNode(VOID + "classPartition"), part),
            Triple(part, NamedNode(VOID + "class"), NamedNode(WP + name)),
            Triple(part, count, Literal(number)),
        ]
    return document(found, ext, ("Vary", "Accept"))
