"""The one process that changes a store: it takes updates and graphs, and leaves a snapshot after each.

It works as a worker does (see `graph.serve.work.worker`), with jobs of other kinds, whose bodies are SPARQL or RDF:

- `update`: a SPARQL update; `put` and `post`: RDF of the type `media` in place of the graph `graph`, or added to it;
- `add`: a document of several graphs, added to them; `drop`: the end of a graph;
- `get`: a graph as `accept` asks; `query`: a query, answered from what is stored now;
- `open`: nothing but the number of triples.

A job that changes something names the folder `target`, where the snapshot is made. Each change is one transaction.
"""

from __future__ import annotations

import argparse
import re
from pathlib import Path
from typing import TYPE_CHECKING

import pyoxigraph as ox

from graph.errors import QueryError, StoreError
from graph.serve.work import confine
from graph.serve.work.answers import serialize
from graph.serve.work.attending import AbsentError, UnsupportedError, attend, text_of
from graph.serve.work.engine import question, solve
from graph.serve.work.wire import Head, frame
from graph.store import fulltext
from graph.store.embedded import INDEX, EmbeddedStore, graphs, mark
from graph.store.guard import refuse_ambiguous
from graph.store.prefixes import PREFIXES
from graph.store.sparql import tokens

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from graph.store.grammar import Token

OUTSIDE = re.compile("LOAD|SERVICE", re.IGNORECASE)
FORMATS = {
    "text/turtle": ox.RdfFormat.TURTLE,
    "application/n-triples": ox.RdfFormat.N_TRIPLES,
    "application/rdf+xml": ox.RdfFormat.RDF_XML,
    "application/ld+json": ox.RdfFormat.JSON_LD,
    "application/n-quads": ox.RdfFormat.N_QUADS,
    "application/trig": ox.RdfFormat.TRIG,
    "text/plain": ox.RdfFormat.N_TRIPLES,
}
DOCTYPE = re.compile(rb"<!DOCTYPE", re.IGNORECASE)


class Writer:
    """The store, open for writing."""

    def __init__(self, folder: Path, limit: int) -> None:
        self.folder, self.limit = folder, limit
        try:
            self.store = ox.Store(str(folder))
        except OSError as error:
            raise StoreError(f"The store {folder} cannot be opened for writing; is it in use? ({error})") from error
        mark(folder, None)
        self.reader = EmbeddedStore(self.store)

    def work(self, job: Head, body: bytes) -> bytes:
        """The frame that answers a job."""
        match job["kind"]:
            case "update":
                return self.change(job, self.update(text_of(body), job.get("base")))
            case "add":
                self.store.extend(document(body, job["media"], None))
                return self.change(job, 204)
            case "put" | "post" | "drop":
                return self.change(job, self.replace(job, body))
            case "get":
                return self.graph(job)
            case "query":
                found = solve(self.reader, question(text_of(body), job))
                media, data = serialize(found, job["accept"], self.limit, PREFIXES)
                return frame({"status": 200, "media": media}, data)
        return frame({"status": 200, "triples": len(self.store)})

    def change(self, job: Head, status: int) -> bytes:
        """The answer to a change, once it is kept for good and a snapshot shows it."""
        self.store.flush()
        self.store.backup(job["target"])
        mark(Path(job["target"]), None)
        return frame({"status": status, "media": "", "snapshot": job["target"]})

    def update(self, sparql: str, base: str | None) -> int:
        """Carries out a SPARQL update, whole or not at all."""
        if OUTSIDE.search(sparql):
            refuse_outside(tokens(sparql))
        try:
            self.store.update(sparql, prefixes=PREFIXES, base_iri=base)
        except SyntaxError as error:
            raise QueryError(f"The update is not SPARQL: {error}.") from error
        except RuntimeError as error:
            raise QueryError(f"The update cannot be carried out: {error}.") from error
        return 204

    def replace(self, job: Head, body: bytes) -> int:
        """Puts a graph in place of another, adds to it, or ends it."""
        name = job["graph"]
        there = name is None or self.store.contains_named_graph(graphs([name])[0])
        if job["kind"] == "drop":
            if not there:
                raise AbsentError(f"There is no graph {name}.")
            self.store.update(f"DROP SILENT {spelled(name)}")
            return 204
        found = parsed(body, job["media"], name)
        clear = f"DROP SILENT {spelled(name)} ;" if job["kind"] == "put" else ""
        create = "" if name is None else f"CREATE SILENT {spelled(name)} ;"
        self.store.update(f"{clear} {create} INSERT DATA {{ {block(name, found)} }}")
        return 204 if there else 201

    def graph(self, job: Head) -> bytes:
        """A graph as it is now."""
        name = job["graph"]
        if name is not None and not self.store.contains_named_graph(graphs([name])[0]):
            raise AbsentError(f"There is no graph {name}.")
        dataset = None if name is None else ((name,), ())
        found = self.reader.solve("CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }", dataset=dataset)
        media, data = serialize(found, job["accept"], self.limit, PREFIXES)
        return frame({"status": 200, "media": media}, data)

    def close(self) -> None:
        """Makes the index anew and says in the marker how many triples there are, as after a build."""
        (self.folder / INDEX).unlink(missing_ok=True)
        fulltext.create(self.folder / INDEX, self.store)
        mark(self.folder, len(self.store))


def refuse_outside(found: Sequence[Token]) -> None:
    """Raises QueryError for LOAD and SERVICE, which the engine reads even where other letters touch them."""
    refuse_ambiguous(found)
    names = [token.text.partition(":")[0].upper() for token in found if token.kind in ("WORD", "PNAME")]
    if any(name.startswith("LOAD") or "SERVICE" in name for name in names):
        raise QueryError("LOAD and SERVICE are refused: an update makes no requests to other computers.")


def parsed(body: bytes, media: str, name: str | None) -> list[ox.Triple]:
    """The triples of a document about one graph; a QueryError when it is broken or names graphs itself."""
    quads = document(body, media, name)
    if any(not isinstance(quad.graph_name, ox.DefaultGraph) for quad in quads):
        raise QueryError("The document names graphs itself; send it without ?graph and ?default.")
    return [quad.triple for quad in quads]


def document(body: bytes, media: str, base: str | None) -> list[ox.Quad]:
    """The statements of a document; a QueryError when it is broken, UnsupportedError when its type is not read."""
    if media not in FORMATS:
        raise UnsupportedError(f"RDF of the type {media or 'unknown'} is not read; send one of {', '.join(FORMATS)}.")
    if media == "application/rdf+xml" and DOCTYPE.search(body):
        raise QueryError("RDF/XML with a DOCTYPE is refused, since its entities can be bombs.")
    try:
        return list(ox.parse(body, format=FORMATS[media], base_iri=base, rename_blank_nodes=True))
    except SyntaxError as error:
        raise QueryError(f"The document is no {media}: {error}.", error.lineno, error.offset) from error
    except MemoryError as error:  # one term is longer than the parser holds
        raise QueryError(f"The document is too large to be read: {error}.") from error


def block(name: str | None, triples: Iterable[ox.Triple]) -> str:
    """Triples as the data of an update."""
    lines = (ox.serialize(triples, format=ox.RdfFormat.N_TRIPLES) or b"").decode("utf-8")
    return lines if name is None else f"GRAPH {graphs([name])[0]} {{ {lines} }}"


def spelled(name: str | None) -> str:
    """A graph as updates name it."""
    return "DEFAULT" if name is None else f"GRAPH {graphs([name])[0]}"


def main() -> None:
    """Answer jobs until the other side closes the socket, then leave the store as a build does."""
    read = argparse.ArgumentParser()
    read.add_argument("channel", type=int)
    read.add_argument("limit", type=int)
    read.add_argument("folder", type=Path)
    given = read.parse_args()
    confine.isolate()
    writer = Writer(given.folder, given.limit)
    attend(given.channel, writer.work)
    writer.close()


if __name__ == "__main__":
    main()
