"""What every request passes: host names, lengths, rates, the headers of every reply, counts and the access log."""

from __future__ import annotations

import logging
import re
import time
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from graph.serve.exchange import TEXT
from graph.serve.web.rates import Rates, who

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, MutableMapping

    from graph.serve.settings import Settings
    from graph.serve.web.metrics import Metrics

    Scope = MutableMapping[str, Any]
    Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
    Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]
    App = Callable[[Scope, Receive, Send], Awaitable[None]]

POLICY = (
    b"default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    b"form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
ALWAYS = (
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"same-origin"),
    (b"cross-origin-opener-policy", b"same-origin"),
)
OPEN = (
    (b"access-control-allow-origin", b"*"),
    (b"access-control-expose-headers", b"ETag, Link, Retry-After"),
)
ROOMS = frozenset(("api", "data", "explore", "health", "metrics", "ns", "page", "query", "search", "sparql", "static"))
NOT_MODIFIED = 304
LINE = 500  # bytes of an address that the log keeps
SAFE = "/?&=+%:;,@~"
HOST = re.compile(r"(\[[^]]*\]|[^:]*)(?::[0-9]{0,5})?", re.ASCII)
FREE = frozenset(("/health", "/metrics"))
log = logging.getLogger("wupian.access")


class Gate:
    """Stands before an application."""

    def __init__(self, app: App, settings: Settings, metrics: Metrics) -> None:
        self.app, self.settings, self.metrics = app, settings, metrics
        self.rates = Rates(settings.rate)
        self.hosts = settings.hosts

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Lets a request through, or says why not."""
        if scope["type"] != "http":
            return await self.app(scope, receive, send)
        started, told = time.perf_counter(), Told(scope, send)
        refusal = self.refusal(scope, started)
        try:
            if refusal is None:
                await self.app(scope, receive, told)
            else:
                await self.refuse(told, *refusal)
        finally:
            self.count(scope, told, time.perf_counter() - started)
        return None

    def refusal(self, scope: Scope, now: float) -> tuple[int, str, str, float] | None:
        """Status, reason, sentence and seconds to wait of a request that is let no further."""
        hosts = [hostname(value) for name, value in scope["headers"] if name == b"host"]
        if len(hosts) != 1 or hosts[0] not in self.hosts:
            return 421, "host", "This service does not answer under that host name.", 0
        if not scope["path"].startswith("/") and scope["method"] != "OPTIONS":
            return 400, "address", "The address of a request begins with a slash.", 0
        if sum(len(name) + len(value) + 4 for name, value in scope["headers"]) > self.settings.head:
            return 431, "head", f"The headers have more than {self.settings.head:,} bytes.", 0
        if len(scope["query_string"]) + len(scope["raw_path"]) > self.settings.address:
            return 414, "address", f"The address has more than {self.settings.address:,} bytes; send a POST.", 0
        if self.settings.rate and scope["path"] not in FREE:
            wait = self.rates.wait(who(scope), now)
            if wait:
                return 429, "rate", "Too many requests; wait a little.", wait
        return None

    async def refuse(self, send: Send, status: int, reason: str, words: str, wait: float) -> None:
        """Tells why a request is let no further."""
        self.metrics.refused.labels(reason).inc()
        more = [(b"retry-after", str(int(wait) + 1).encode())] if wait else []
        headers = [(b"content-type", TEXT.encode()), (b"content-length", str(len(words) + 1).encode()), *more]
        await send({"type": "http.response.start", "status": status, "headers": headers})
        await send({"type": "http.response.body", "body": words.encode() + b"\n"})

    def count(self, scope: Scope, told: Told, seconds: float) -> None:
        """Counts a request, and writes a line of the log."""
        first = scope["path"].split("/", 2)[1] if scope["path"].startswith("/") else ""
        room = first if first in ROOMS else "site"
        self.metrics.count(room, told.status, seconds)
        if self.settings.log:
            address = scope["raw_path"] + (b"?" + scope["query_string"] if scope["query_string"] else b"")
            shown = quote(address[:LINE], safe=SAFE)
            line = (who(scope), scope["method"], shown, told.status, told.size, seconds * 1000)
            log.info("%s %s %s %d %d %.1f ms", *line)


class Told:
    """What a request was told: passes messages on, with the headers that every reply has."""

    __slots__ = ("app", "opened", "send", "size", "status")

    def __init__(self, scope: Scope, send: Send) -> None:
        self.send, self.status, self.size = send, 500, 0
        self.opened = scope["method"] in ("GET", "HEAD", "POST", "OPTIONS")

    async def __call__(self, message: MutableMapping[str, Any]) -> None:
        """Passes a message on."""
        if message["type"] == "http.response.start":
            self.status = message["status"]
            headers = [*message["headers"], *ALWAYS]
            own = any(name == b"content-security-policy" for name, _ in headers)
            if not own and self.status != NOT_MODIFIED:  # whose headers take the place of those that were kept
                headers.append((b"content-security-policy", POLICY))
            message["headers"] = [*headers, *OPEN] if self.opened else headers
        else:
            self.size += len(message.get("body", b""))
        await self.send(message)


def hostname(header: bytes) -> str:
    """The host name of a Host header, in lower case and without port; empty when it is none.

    >>> hostname(b"Example.org:8000"), hostname(b"[::1]:80"), hostname(b"example.org:8000/evil")
    ('example.org', '[::1]', '')
    """
    found = HOST.fullmatch(header.decode("latin-1").lower())
    return found[1] if found else ""
