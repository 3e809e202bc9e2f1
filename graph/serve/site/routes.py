"""Which page or document an address of the site means."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graph.serve.site import addresses, data, lists, machines, questions, things, vocabulary
from graph.serve.site.missing import missing

if TYPE_CHECKING:
    from collections.abc import Callable

    from graph.serve.exchange import Ask, Reply
    from graph.store.store import Store

PLACES: dict[str, Callable[[Store, Ask], Reply]] = {
    "": lists.home,
    "about": things.about,
    "articles": lists.articles,
    "entities": lists.entities,
    "favicon.ico": machines.icon,
    "ns": vocabulary.terms_of,
    "robots.txt": machines.robots,
    "sitemap.xml": machines.sitemap,
    "themes": lists.themes,
    "void": machines.void,
}


def respond(store: Store, ask: Ask) -> Reply:
    """The page, document or redirection at an address; what nobody knows is a page that says so."""
    first, _, rest = ask.path.removeprefix("/").partition("/")
    stem, _, ext = first.partition(".")
    if not rest and first in PLACES:
        return PLACES[first](store, ask)
    if first == "page" and rest:
        return things.page_of(store, ask, "/" + rest)
    if first == "data" and rest:
        return data.document_of(store, ask, "/" + rest)
    if not rest and ext in data.FORMATS and stem in ("data", "ns", "void"):
        return {"data": data.document_about, "ns": vocabulary.document, "void": machines.void_document}[stem](
            store, ask, ext
        )
    if first == "ns":
        return vocabulary.version(ask)
    if first.startswith("ns#"):
        return vocabulary.version(ask, first.removeprefix("ns#"))
    if ask.path == "/.well-known/void":
        return data.redirect(ask, "/void", 302)
    known = next(
        (iri for iri in addresses.spellings(ask.path) if questions.is_iri(iri) and data.is_known(store, iri)), ""
    )
    return data.see_other(ask, known) if known else missing(ask)
