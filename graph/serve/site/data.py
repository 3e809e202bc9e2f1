"""The graph for programs: content negotiation, and the description of an IRI in the formats of RDF."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from graph.serve.exchange import TEXT, Reply
from graph.serve.negotiate import choose
from graph.serve.site import addresses, questions
from graph.serve.site.description import ARTICLE, DATA, describe
from graph.serve.site.terms import mentions, ontology

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from pyoxigraph import Triple

    from graph.serve.exchange import Ask
    from graph.store.store import Store

FORMATS = {
    "ttl": "text/turtle",
    "jsonld": "application/ld+json",
    "nt": "application/n-triples",
    "rdf": "application/rdf+xml",
}
PAGES = ("text/html", "application/xhtml+xml")
SPOKEN = {"text/turtle": "text/turtle; charset=utf-8", "application/n-triples": "application/n-triples; charset=utf-8"}
REFERRING = 100  # how many things that point to another one are named
VARY = ("Vary", "Accept")
NAMED = re.compile(r"[A-Za-z_\u00c0-\U000effff][\w.\-]*$")
UNSPEAKABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def is_known(store: Store, iri: str) -> bool:
    """Whether the store or the ontology mentions an IRI."""
    return iri in ontology() or store.ask(questions.filled("mentioned", thing=iri)) or bool(mentions(iri))


def see_other(ask: Ask, iri: str) -> Reply:
    """Sends on from a thing to its page or to its data, whichever is accepted."""
    media = choose(ask.accept, (*PAGES, *FORMATS.values()))
    if media is None:
        return unacceptable(addresses.href(iri, ask.lang), lambda ext: addresses.data(iri, ext))
    if media in PAGES:
        return redirect(ask, addresses.href(iri, ""), 303, VARY)
    ext = next(ext for ext, kind in FORMATS.items() if kind == media)
    return redirect(ask, addresses.data(iri, ext), 303, VARY)


def redirect(ask: Ask, address: str, status: int, *headers: tuple[str, str]) -> Reply:
    """Sends on to an address on the service, in the language that was asked for by name."""
    address, _, fragment = address.partition("#")
    path, _, query = address.partition("?")
    kept = [part for part in query.split("&") if part and not part.startswith("lang=")]
    if lang := ask.get("lang"):
        kept.append(urlencode({"lang": lang}))
    place = path + ("?" + "&".join(kept) if kept else "") + ("#" + fragment if fragment else "")
    return Reply(status, TEXT, f"{place}\n".encode(), (("Location", place), *headers))


def unacceptable(page: str, address: Callable[[str], str]) -> Reply:
    """Says in which formats something is to be had: as a page, unless that is empty, and by ending as data."""
    ways = [f"{PAGES[0]} {page}"] if page else []
    ways += [f"{media} {address(ext)}" for ext, media in FORMATS.items()]
    return Reply(406, TEXT, "".join(f"{way}\n" for way in ways).encode(), (VARY,))


def document_of(store: Store, ask: Ask, path: str) -> Reply:
    """The description of the thing at a path that ends with the format."""
    stem, _, ext = path.rpartition(".")
    if ext not in FORMATS:
        return nothing(path)
    for iri in addresses.spellings(stem):
        reply = about(store, ask, iri, ext)
        if reply.status == 200:
            return reply
    return nothing(path)


def document_about(store: Store, ask: Ask, ext: str) -> Reply:
    """The description of the IRI that a parameter names."""
    return about(store, ask, ask.get("iri"), ext)


def about(store: Store, ask: Ask, iri: str, ext: str) -> Reply:
    """The description of an IRI in a format; long ones have several pages."""
    if not questions.is_iri(iri):
        return nothing(iri)
    page = number(ask.get("page"))
    most = ARTICLE if "/article/" in iri else DATA
    found = describe(store, iri, page, most)
    told = found.triples if found.known else (*found.triples, *referring(store, iri))
    if not told:
        return nothing(iri)
    links = [f'<{addresses.href(iri, ask.lang)}>; rel="alternate"; type="text/html"']
    if found.more:
        address = addresses.data(iri, ext)
        links.append(f'<{address}{"&" if "?" in address else "?"}page={page + 1}>; rel="next"')
    return document(told, ext, ("Link", ", ".join(links)))


def referring(store: Store, iri: str) -> list[Triple]:
    """Triples that point to an IRI or use it as their property: of the store, else of the ontology."""
    found = questions.triples(store, "referring", thing=iri, most=REFERRING)
    return found or mentions(iri)[:REFERRING]


def document(triples: Iterable[Triple], ext: str, *headers: tuple[str, str]) -> Reply:
    """Triples as a document."""
    media = FORMATS[ext]
    body = written(tuple(triples), ext)
    return Reply(200, SPOKEN.get(media, media), body, headers)


def written(triples: tuple[Triple, ...], ext: str) -> bytes:
    """Triples in a format, sorted."""
    from graph.query.format import GRAPHS, graph

    return graph(triples, ext).encode() if ext in GRAPHS else xml(triples)


def xml(triples: tuple[Triple, ...]) -> bytes:
    """Triples as RDF/XML. What it cannot write is left out (a predicate that ends in no name), and characters that it
    cannot hold are shown as U+FFFD.
    """
    from pyoxigraph import RdfFormat, serialize

    from graph.query.format import canonical
    from graph.store.prefixes import PREFIXES

    kept = (clear(triple) for triple in canonical(triples) if NAMED.search(triple.predicate.value))
    ordered = sorted(kept, key=lambda t: (str(t.subject), str(t.predicate), str(t.object)))
    text: bytes = serialize(ordered, format=RdfFormat.RDF_XML, prefixes=PREFIXES) or b""
    return text.replace(b"\r", b"&#13;")  # which a reader of XML would take for the end of a line


def clear(triple: Triple) -> Triple:
    """A triple whose literal holds only characters of XML."""
    from pyoxigraph import Literal, Triple

    held = triple.object
    if not isinstance(held, Literal) or not UNSPEAKABLE.search(held.value):
        return triple
    text = UNSPEAKABLE.sub("\ufffd", held.value)
    if held.language:
        return Triple(triple.subject, triple.predicate, Literal(text, language=held.language))
    return Triple(triple.subject, triple.predicate, Literal(text, datatype=held.datatype))


def nothing(what: str) -> Reply:
    """Says that there is no such document."""
    return Reply(404, TEXT, f"There is no document about {what}.\n".encode(errors="replace"))


def number(text: str) -> int:
    """The number of a page, the first where it is none.

    >>> number("3"), number(""), number("-1"), number("9" * 5000)
    (3, 1, 1, 1)
    """
    return int(text) if text.isascii() and text.isdigit() and len(text) < 7 and int(text) else 1
