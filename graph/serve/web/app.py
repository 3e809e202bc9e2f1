"""The application: which path is answered by what."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from graph.serve.exchange import Reply
from graph.serve.problems import problem
from graph.serve.web import metrics as counted
from graph.serve.web.front import METHODS, READING, named, tell
from graph.serve.web.gate import Gate
from graph.serve.web.statics import static

if TYPE_CHECKING:
    from graph.serve.web.front import Front
    from graph.serve.web.gate import App, Receive, Scope, Send
    from graph.serve.web.metrics import Metrics

HEADERS = "Accept, Content-Type, If-None-Match"


@dataclass(slots=True)
class Paths:
    """Gives each request to what answers it."""

    front: Front
    metrics: Metrics
    public: bool = field(default=False)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answers one request."""
        if scope["type"] != "http":
            return
        path, method = scope["path"], scope["method"]
        if method == "OPTIONS":
            await tell(send, preflight(path))
        elif path == "/sparql":
            await self.front.sparql(scope, receive, send)
        elif path == "/health":
            await tell(send, self.front.health())
        elif path == "/metrics":
            await tell(send, self.counts(scope))
        elif path.startswith("/static/"):
            await tell(send, static(path, named(scope)))
        else:
            await self.front.room(scope, send)

    def counts(self, scope: Scope) -> Reply:
        """The counters; of a public service only for who comes from this machine and through no proxy."""
        headers = named(scope)
        near = not self.public or (scope["client"] or ("",))[0] in ("127.0.0.1", "::1")
        if not near or (self.public and "x-forwarded-for" in headers):
            return problem(403, "The counters are for this machine only.", headers.get("accept", ""))
        return Reply(200, counted.MEDIA, self.metrics.text(), (("Cache-Control", "no-store"),))


def preflight(path: str) -> Reply:
    """What a browser asks before it lets a page of elsewhere ask here."""
    methods = METHODS if path == "/sparql" else READING
    allowed = (("Allow", methods), ("Access-Control-Allow-Methods", methods), ("Access-Control-Allow-Headers", HEADERS))
    return Reply(204, "", b"", (*allowed, ("Access-Control-Max-Age", "86400")))


def application(front: Front, metrics: Metrics) -> App:
    """The whole application of a service."""
    metrics.watch("workers", "Workers that evaluate queries", lambda: len(front.queries.alive))
    metrics.watch("waiting", "Queries that wait for a worker", lambda: len(front.queries.queue))
    metrics.watch("slow_queries", "Queries that were ended at their deadline", lambda: front.queries.killed[504])
    metrics.watch("large_queries", "Queries that ended their worker", lambda: front.queries.killed[507])
    return Gate(Paths(front, metrics, front.settings.public), front.settings, metrics)
