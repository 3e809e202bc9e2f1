"""The answer to a SPARQL query as bytes in the form that was asked for, never more of them than allowed."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING, Any

from graph.serve.negotiate import choose

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pyoxigraph import QueryBoolean, QueryResultsFormat, QuerySolutions, QueryTriples, RdfFormat, Triple

    Answer = QuerySolutions | QueryBoolean | QueryTriples | list[Triple]

ROWS = {
    "application/sparql-results+json": "JSON",
    "application/sparql-results+xml": "XML",
    "text/csv": "CSV",
    "text/tab-separated-values": "TSV",
    "application/json": "JSON",
    "application/xml": "XML",
    "text/xml": "XML",
}
TRIPLES = {
    "text/turtle": "TURTLE",
    "application/n-triples": "N_TRIPLES",
    "application/ld+json": "JSON_LD",
    "application/rdf+xml": "RDF_XML",
    "application/n-quads": "N_QUADS",
    "application/trig": "TRIG",
    "text/n3": "N3",
    "application/json": "JSON_LD",
    "application/xml": "RDF_XML",
    "text/xml": "RDF_XML",
    "text/plain": "N_TRIPLES",
}
SHORT = {
    "json": ("application/sparql-results+json", "application/ld+json"),
    "xml": ("application/sparql-results+xml", "application/rdf+xml"),
    "csv": ("text/csv",),
    "tsv": ("text/tab-separated-values",),
    "ttl": ("text/turtle",),
    "nt": ("application/n-triples",),
    "jsonld": ("application/ld+json",),
    "rdf": ("application/rdf+xml",),
    "turtle": ("text/turtle",),
    "n3": ("text/n3",),
    "json-ld": ("application/ld+json",),
    "rdf+xml": ("application/rdf+xml",),
}
SHORTENED = ("TURTLE", "TRIG", "N3")
TEXTUAL = ("text/", "application/n-")


class TooLargeError(Exception):
    """An answer has more bytes than are allowed."""


class UnacceptableError(Exception):
    """No form of an answer is among those asked for; the argument names the forms there are."""


class Sink(BytesIO):
    """A file of at most `limit` bytes in memory; to write more ends what is written."""

    def __init__(self, limit: int) -> None:
        super().__init__()
        self.limit = limit

    def write(self, data: Any) -> int:
        """Keeps data; a TooLargeError when it is too much."""
        if self.tell() + len(data) > self.limit:
            raise TooLargeError
        return super().write(data)


def serialize(answer: Answer, accept: str, limit: int, prefixes: dict[str, str]) -> tuple[str, bytes]:
    """The media type and bytes of an answer.

    `accept` is an Accept header or one of the short names of `SHORT`, the last four of which are SPARQLWrapper's.
    Raises UnacceptableError when nothing fits and TooLargeError when there are more than `limit` bytes.
    """
    from pyoxigraph import QueryResultsFormat, QueryTriples, RdfFormat
    from pyoxigraph import serialize as serialize_all

    graph = isinstance(answer, QueryTriples | list)
    forms = TRIPLES if graph else ROWS
    media = fitting(accept, tuple(forms))
    kind: type[RdfFormat | QueryResultsFormat] = RdfFormat if graph else QueryResultsFormat
    sink = Sink(limit)
    if isinstance(answer, list) or forms[media] in SHORTENED:
        serialize_all(answer, sink, format=getattr(kind, forms[media]), prefixes=prefixes)  # type: ignore[arg-type]  # triples
    else:
        answer.serialize(sink, format=getattr(kind, forms[media]))
    return f"{media}; charset=utf-8" if media.startswith(TEXTUAL) else media, sink.getvalue()


def serialize_triples(triples: Iterable[Triple], accept: str, prefixes: dict[str, str]) -> tuple[str, bytes]:
    """The media type and bytes of some triples, in their order; UnacceptableError when nothing fits."""
    from pyoxigraph import RdfFormat
    from pyoxigraph import serialize as written

    media = fitting(accept, tuple(TRIPLES))
    data = written(triples, format=getattr(RdfFormat, TRIPLES[media]), prefixes=prefixes)
    return f"{media}; charset=utf-8" if media.startswith(TEXTUAL) else media, data or b""


def fitting(accept: str, offers: tuple[str, ...]) -> str:
    """The media type among offers that is asked for, by an Accept header or a short name."""
    if accept in SHORT:
        found = next((media for media in SHORT[accept] if media in offers), None)
    else:
        found = choose(accept, offers)
    if found is None:
        raise UnacceptableError(", ".join(offers))
    return found
