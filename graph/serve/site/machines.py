"""What robots ask of a site: which addresses there are, which to leave alone, an icon, what it serves."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from graph.resources import asset
from graph.serve import describing
from graph.serve.exchange import TEXT, Reply
from graph.serve.site import addresses, questions
from graph.serve.site.data import FORMATS
from graph.serve.site.lists import iris
from graph.serve.site.terms import is_entity, terms

if TYPE_CHECKING:
    from graph.serve.exchange import Ask
    from graph.store.store import Store

MOST = 50_000  # addresses that a map of a site may hold
MAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
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
    """What the service and its data are, in the format that is accepted."""
    return describing.respond(store, ask)


def void_document(store: Store, ask: Ask, ext: str) -> Reply:
    """What the service and its data are, in the format of an extension."""
    return describing.respond(store, replace(ask, accept=FORMATS[ext]))
