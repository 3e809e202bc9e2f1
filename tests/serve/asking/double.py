"""A small server for the query page: the real page and assets, the real engine behind `/sparql`, labels for completion.

What it does not do is what the service is for: it kills nothing and bears no load. A query that holds `# slow` waits
until its client is gone, one that holds `# broken` is answered by a cut connection.
"""

from __future__ import annotations

import json
import re
import threading
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import PurePosixPath
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, urlsplit

from pyoxigraph import QueryResultsFormat, QueryTriples, RdfFormat, Store, serialize

from graph.errors import QueryError
from graph.query.format import shown
from graph.resources import asset
from graph.serve.asking import respond
from graph.serve.exchange import Ask, Reply
from graph.serve.negotiate import choose
from graph.store.embedded import EmbeddedStore
from graph.store.guard import refuse
from graph.store.prefixes import PREFIXES
from graph.store.sparql import broken
from graph.store.store import Store as Answers

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pyoxigraph import Triple

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
ROWS = {
    "application/sparql-results+json": QueryResultsFormat.JSON,
    "text/csv": QueryResultsFormat.CSV,
    "text/tab-separated-values": QueryResultsFormat.TSV,
    "application/sparql-results+xml": QueryResultsFormat.XML,
}
GRAPHS = {
    "application/n-triples": RdfFormat.N_TRIPLES,
    "text/turtle": RdfFormat.TURTLE,
    "application/ld+json": RdfFormat.JSON_LD,
    "application/rdf+xml": RdfFormat.RDF_XML,
}
TYPES = {".js": "text/javascript", ".css": "text/css", ".svg": "image/svg+xml"}
PLACE = re.compile(r"line (\d+), column (\d+): ")
SITE = b"""body { margin: 8px; background: light-dark(#fff, #14171b); color: light-dark(#1b1b1f, #e7e9ec); }
a { color: light-dark(#0b5a9c, #7db8ee); }"""
KEPT = (("Cache-Control", "max-age=600"),)  # the browser of the tests lives shorter
HINT = "Prefixes of the project need no declaration."
LABELS = "SELECT ?s ?l WHERE { ?s skos:prefLabel ?l } ORDER BY ?s ?l"


@dataclass
class Double:
    """The server as a test sees it: its address, its store, what was asked of it, and a switch that ends waiting."""

    address: str
    store: Store
    asked: list[str] = field(default_factory=list)
    terms: bool = True
    ended: threading.Event = field(default_factory=threading.Event)

    def load(self, triples: Iterable[Triple]) -> None:
        """Holds other triples from now on."""
        self.store = filled(triples)


def filled(triples: Iterable[Triple]) -> Store:
    """A store in memory."""
    from pyoxigraph import Quad

    store = Store()
    store.bulk_extend(Quad(t.subject, t.predicate, t.object) for t in triples)
    return store


def sparql(store: Store, query: str, accept: str) -> Reply:
    """The answer of the engine in the format that fits the Accept header, or what is wrong with the query."""
    try:
        refuse(query)
        try:
            found = store.query(query, prefixes=PREFIXES)
        except SyntaxError as error:
            raise broken(query, str(error), PREFIXES) from error
    except QueryError as error:
        return problem(str(error))
    if isinstance(found, QueryTriples):
        media = choose(accept, tuple(GRAPHS)) or "text/turtle"
        prefixes = PREFIXES if media == "text/turtle" else None
        return Reply(200, media, serialize(sorted(found, key=str), format=GRAPHS[media], prefixes=prefixes) or b"")
    media = choose(accept, tuple(ROWS)) or "application/sparql-results+json"
    return Reply(200, media, found.serialize(format=ROWS[media]) or b"")


def problem(message: str) -> Reply:
    """A refused query as the service describes it."""
    head, _, excerpt = message.partition("\n")
    place = PLACE.search(head)
    held: dict[str, object] = {"status": 400, "title": head}
    if place:
        held |= {"line": int(place[1]), "column": int(place[2]), "excerpt": excerpt, "hint": HINT}
    return Reply(400, "application/problem+json", json.dumps(held).encode())


def terms(store: Store, wanted: str) -> Reply:
    """The entities whose label or name holds a text."""
    labels: dict[str, dict[str, str]] = {}
    for subject, label in EmbeddedStore(store).select(LABELS):
        labels.setdefault(str(getattr(subject, "value", "")), {})[str(getattr(label, "language", ""))] = label.value  # type: ignore[union-attr]  # labels are literals
    held = [
        {"iri": iri, "prefixed": shown_iri(iri), "zh": names.get("zh", ""), "en": names.get("en", ""), "kind": "entity"}
        for iri, names in labels.items()
        if any(wanted.lower() in text.lower() for text in (*names.values(), iri.rpartition("/")[2]))
    ]
    return Reply(200, "application/json", json.dumps({"terms": held[:20]}).encode())


def shown_iri(iri: str) -> str:
    """An IRI as a prefixed name."""
    from pyoxigraph import NamedNode

    return shown(NamedNode(iri))


class Handler(BaseHTTPRequestHandler):
    """Answers one request."""

    protocol_version = "HTTP/1.1"
    double: Double

    def do_GET(self) -> None:
        """A page, an asset, a completion, or a page that only names its address."""
        url = urlsplit(self.path)
        pairs = tuple(parse_qsl(url.query, keep_blank_values=True))
        ask = Ask(url.path, pairs, dict(pairs).get("lang", "zh"))
        self.double.asked.append(f"GET {self.path}")
        if url.path.startswith("/static/"):
            self.send(static(url.path))
        elif url.path == "/api/terms":
            self.send(terms(self.double.store, ask.get("q")) if self.double.terms else Reply(500, "text/plain", b"no"))
        elif url.path.startswith("/query"):
            self.send(respond(room(self.double.store), ask))
        else:
            self.send(Reply(200, "text/plain", self.path.encode()))

    def do_POST(self) -> None:
        """A query."""
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        query = dict(parse_qsl(body, keep_blank_values=True)).get("query", "")
        self.double.asked.append(f"POST {self.headers['Accept']} {query}")
        if "# slow" in query:
            self.double.ended.wait(20)
        if "# broken" in query:
            self.close_connection = True
        else:
            self.send(sparql(self.double.store, query, self.headers["Accept"]))

    def send(self, reply: Reply) -> None:
        """Writes the reply under the policy of the service; a client that is gone is no error."""
        try:
            self.send_response(reply.status)
            for name, value in (
                ("Content-Type", reply.media),
                ("Content-Length", str(len(reply.body))),
                ("Content-Security-Policy", POLICY),
                ("X-Content-Type-Options", "nosniff"),
                *reply.headers,
            ):
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(reply.body)
        except OSError:
            self.close_connection = True

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  # the name of the base class
        """Writes nothing."""


def room(store: Store) -> Answers:
    """The store as a room of the service is given it."""
    return EmbeddedStore(store)


def static(path: str) -> Reply:
    """An asset of the service; the style of the whole site has a stand-in where it is missing."""
    name = PurePosixPath(path).name
    file = asset("serve", "assets", name)
    body = file.read_bytes() if file.is_file() else b""
    if not body and name == "site.css":
        body = SITE
    return Reply(200 if body else 404, TYPES.get(file.suffix, "text/plain"), body, KEPT)


@contextmanager
def serving(triples: Iterable[Triple]) -> Iterator[Double]:
    """A running double on a free port of this machine."""
    held = type("Own", (Handler,), {})
    server = ThreadingHTTPServer(("127.0.0.1", 0), held)
    server.daemon_threads = True
    double = Double(f"http://127.0.0.1:{server.server_port}", filled(triples))
    held.double = double  # type: ignore[attr-defined]  # the class made above
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield double
    finally:
        double.ended.set()
        server.shutdown()
        thread.join()
        server.server_close()
