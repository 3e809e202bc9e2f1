"""Putting a graph into somebody's server, in place of what the graph held there.

By the Graph Store HTTP Protocol the graph goes in one request, which a server takes whole or not at all. By SPARQL
Update it goes in several, of which a failure leaves the first ones behind. For Virtuoso the fastest way is neither: its
bulk loader reads the file `graph.nq` of a build (`ld_dir('/folder', 'graph.nq', 'https://example.org/graph');
rdf_loader_run();`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import parse_qs, quote, urlsplit

from graph.errors import StoreError
from graph.rdf.ntriples import has_blank
from graph.store.endpoint import Endpoint, Limits

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from graph.store.remote import RemoteStore

PROTOCOLS = ("gsp", "update")
STATEMENTS = 500  # of one update; Virtuoso 7 takes no more than some thousands
PATIENCE = Limits(silence=900)  # a server is silent while it takes a graph in
LETTERS = 500_000  # characters of one update


def publish(
    lines: Sequence[str],
    place: str,
    *,
    graph: str | None = None,
    protocol: str = "gsp",
    token: str | None = None,
    progress: Callable[[str, int, int], None] | None = None,
    limits: Limits = PATIENCE,
) -> None:
    """Put statements (see `graph.rdf.ntriples`) into a graph of the server at an address, in place of what it held.

    `graph` is the IRI of a named graph, None the default graph. `protocol` is `gsp` for an address of the SPARQL 1.1
    Graph Store HTTP Protocol, `update` for one of SPARQL 1.1 Update. What is refused, and what fails, is a StoreError.
    """
    endpoint = Endpoint(place, token=token, limits=limits)
    name = target(graph)
    try:
        if protocol == "gsp":
            put(endpoint, lines, name)
        else:
            insert(endpoint, lines, name, progress)
    finally:
        endpoint.close()


def target(graph: str | None) -> str | None:
    """The IRI of a graph as it is sent; what is none is a StoreError."""
    from pyoxigraph import NamedNode

    try:
        return None if graph is None else NamedNode(graph).value
    except ValueError as error:
        raise StoreError(
            f"{graph} is no IRI for a graph; write it whole, such as https://example.org/graph."
        ) from error


def put(endpoint: Endpoint, lines: Sequence[str], graph: str | None) -> None:
    """Replaces a graph in one request; an address that names a graph by itself keeps its own."""
    own = parse_qs(urlsplit(endpoint.address.url).query, keep_blank_values=True).keys() & {"graph", "default"}
    if own and graph is not None:
        raise StoreError("The address names a graph already; leave out --graph.")
    more = "" if own else "default" if graph is None else "graph=" + quote(graph, safe="")
    body = "".join(f"{line} .\n" for line in lines).encode("utf-8")
    endpoint.send("PUT", endpoint.address.within(more), body, {"Content-Type": "application/n-triples"})


def insert(
    endpoint: Endpoint,
    lines: Sequence[str],
    graph: str | None,
    progress: Callable[[str, int, int], None] | None = None,
) -> None:
    """Empties a graph and inserts statements, so many at a time; the first request empties it."""
    chunks = list(portions(lines))
    if len(chunks) > 1 and any(has_blank(line) for line in lines):
        raise StoreError("The graph has blank nodes, which several updates would tear apart; use --protocol gsp.")
    for number, chunk in enumerate(chunks or [[]]):
        if progress:
            progress("INSERT DATA", number, len(chunks))
        try:
            endpoint.form({"update": update(chunk, graph, clear=number == 0)}, "*/*")
        except StoreError as error:
            if number == 0:
                raise
            raise StoreError(
                f"{str(error)[:-1]}; {number} of {len(chunks)} parts were written, so publish again."
            ) from error


def update(lines: Sequence[str], graph: str | None, *, clear: bool) -> str:
    r"""The update that inserts statements into a graph, which it empties first if asked to.

    >>> update(["<urn:a> <urn:b> 1"], "urn:g", clear=True)
    'CLEAR SILENT GRAPH <urn:g> ;\nINSERT DATA { GRAPH <urn:g> {\n<urn:a> <urn:b> 1\n} }'
    """
    place = "DEFAULT" if graph is None else f"GRAPH <{graph}>"
    text = "\n" + " .\n".join(lines) + "\n"
    held = f"{{{text}}}" if graph is None else f"{{ {place} {{{text}}} }}"
    return (f"CLEAR SILENT {place} ;\n" if clear else "") + f"INSERT DATA {held}"


def portions(lines: Sequence[str]) -> Iterator[list[str]]:
    """The lines in order, in lists that stay within the limits of one update, or hold one long line.

    >>> [len(portion) for portion in portions(["<urn:a> <urn:b> <urn:c>"] * 1200)]
    [500, 500, 200]
    """
    chunk: list[str] = []
    size = 0
    for line in lines:
        if chunk and (len(chunk) == STATEMENTS or size + len(line) > LETTERS):
            yield chunk
            chunk, size = [], 0
        chunk.append(line)
        size += len(line)
    if chunk:
        yield chunk


def count(store: RemoteStore, graph: str | None) -> int:
    """How many statements a graph of an endpoint has."""
    pattern = "?s ?p ?o" if graph is None else f"GRAPH <{target(graph)}> {{ ?s ?p ?o }}"
    return store.count(f"SELECT (COUNT(*) AS ?count) WHERE {{ {pattern} }}")
