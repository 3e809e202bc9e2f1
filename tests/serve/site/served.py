"""The site over HTTP on this machine, as a browser meets it: pages, static files and the headers of the service."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, unquote, urlsplit

from graph.resources import asset
from graph.serve.exchange import Ask, Reply
from graph.serve.site import respond

if TYPE_CHECKING:
    from collections.abc import Iterator

    from graph.store.store import Store

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
TYPES = {"css": "text/css", "svg": "image/svg+xml", "js": "text/javascript"}


def asking(address: str, accept: str = "text/html", base: str = "") -> Ask:
    """What a GET of an address asks."""
    parts = urlsplit(address)
    params = tuple(parse_qsl(parts.query, keep_blank_values=True))
    lang = next((value for name, value in params if name == "lang" and value in ("zh", "en")), "zh")
    return Ask(unquote(parts.path), params, lang, accept, base)


def get(store: Store, address: str, accept: str = "text/html", base: str = "") -> Reply:
    """The reply of the site to a GET of an address."""
    return respond(store, asking(address, accept, base))


def static(path: str) -> Reply | None:
    """A static file."""
    file = asset("serve", "assets", path.removeprefix("/static/"))
    kind = TYPES.get(file.suffix[1:])
    return Reply(200, kind, file.read_bytes()) if kind and file.is_file() else None


@dataclass
class Site:
    """A running service: where it is, and every address that was asked of it with the status of the reply."""

    address: str
    asked: list[tuple[str, int]] = field(default_factory=list)


@contextmanager
def served(store: Store) -> Iterator[Site]:
    """The site of a store, on a free port of this machine."""

    class Handler(BaseHTTPRequestHandler):
        """Answers one connection."""

        def do_GET(self) -> None:
            """Replies as the service does."""
            path = self.path
            reply = static(urlsplit(path).path) if path.startswith("/static/") else get(store, path, "text/html")
            reply = reply or Reply(404, "text/plain", b"")
            site.asked.append((path, reply.status))
            self.send_response(reply.status)
            self.send_header("Content-Type", reply.media)
            self.send_header("Content-Length", str(len(reply.body)))
            self.send_header("Content-Security-Policy", POLICY)
            for name, value in reply.headers:
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(reply.body)

        def log_message(self, *_: object) -> None:
            """Writes nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    site = Site(f"http://127.0.0.1:{server.server_port}")
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield site
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
