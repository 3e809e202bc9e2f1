"""The second port: SPARQL 1.1 Update and the Graph Store Protocol, for trusted loaders on this machine.

What is asked is told by the request itself, whatever its path: `?graph=IRI` or `?default` names a graph of the Graph
Store Protocol; else a POST of N-Quads or TriG adds to the graphs that these name, and everything else is an update, or
a query of what is stored now. Every request is authorized by a token, and
none comes from a web page. A change is answered when all readers see it.
"""

from __future__ import annotations

import hmac
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from graph.serve.exchange import Reply
from graph.serve.problems import problem
from graph.serve.settings import LOOPBACK_NAMES
from graph.serve.web.front import base, beside, collect, has_query, named, tell
from graph.serve.web.gate import hostname
from graph.serve.web.requests import FORM, UPDATE, RefusedError, content, pairs, read
from graph.serve.work.snapshots import Snapshot

if TYPE_CHECKING:
    from graph.serve.web.front import Front
    from graph.serve.web.gate import Receive, Scope, Send
    from graph.serve.work.pool import Pool
    from graph.serve.work.snapshots import Snapshots
    from graph.serve.work.wire import Head

PATIENCE = 600.0  # seconds for a change
BODY = 512 << 20
DATASETS = ("application/n-quads", "application/trig")
GRAPHS = {"GET": "get", "HEAD": "get", "PUT": "put", "POST": "post", "DELETE": "drop"}


@dataclass(slots=True)
class Updates:
    """Changes the store, and puts a new snapshot before the readers after each change."""

    token: str
    writer: Pool
    front: Front
    snapshots: Snapshots
    made: int = field(default=0)
    first: str = field(init=False)

    def __post_init__(self) -> None:
        self.first = self.snapshots.current.name

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answers one request."""
        if scope["type"] != "http":
            return
        headers = named(scope)
        accept = headers.get("accept", "")
        try:
            self.admit(headers)
            body = await collect(receive, BODY, PATIENCE) if scope["method"] in ("PUT", "POST") else b""
            await tell(send, await self.answer(self.job(scope, headers, body), accept))
        except RefusedError as error:
            more = [("WWW-Authenticate", "Bearer")] if error.status == 401 else beside(error.status)
            await tell(send, problem(error.status, error.title, accept, more))

    def admit(self, headers: dict[str, str]) -> None:
        """Raises RefusedError for a request without the token, and for one that a web page sends."""
        if hostname(headers.get("host", "").encode("latin-1")) not in LOOPBACK_NAMES:
            raise RefusedError(421, "This service does not answer under that host name.")
        if "origin" in headers or headers.get("sec-fetch-site", "none") != "none":
            raise RefusedError(403, "Web pages change nothing here.")
        kind, _, token = headers.get("authorization", "").partition(" ")
        if kind.lower() != "bearer" or not hmac.compare_digest(token.strip().encode(), self.token.encode()):
            raise RefusedError(401, "Send the token of --update-token as Authorization: Bearer.")

    def job(self, scope: Scope, headers: dict[str, str], body: bytes) -> tuple[Head, bytes]:
        """The job of the writer that a request asks for."""
        method, (media, charset) = scope["method"], content(headers.get("content-type", ""))
        if body and charset not in ("", "utf-8"):
            raise RefusedError(415, f"The body is in {charset}; send it in UTF-8.")
        graphs = [pair for pair in pairs(scope["query_string"]) if pair[0] in ("graph", "default")]
        if graphs:
            return graph(method, media, graphs), body
        if method == "POST" and media in DATASETS:
            return {"kind": "add", "media": media}, body
        if method not in ("GET", "POST"):
            raise RefusedError(405, "Name a graph with ?graph=IRI or ?default, or POST an update.")
        updating = media == UPDATE or (media == FORM and any(name == "update" for name, _ in pairs(body)))
        if not updating and not has_query(scope["query_string"]) and not body:
            raise RefusedError(400, "There is neither an update nor a query.")
        asked = read(method, scope["query_string"], headers, body, word="update" if updating else "query")
        if updating and asked.dataset:
            raise RefusedError(400, "Graphs are named in the update itself, with WITH and USING.")
        kind = "update" if updating else "query"
        return {"kind": kind, "dataset": asked.dataset, "form": asked.form, "base": base(scope)}, asked.sparql

    async def answer(self, job: tuple[Head, bytes], accept: str) -> Reply:
        """The reply to a job, once all readers see what it changed."""
        head, body = job
        self.made += 1
        name = f"{self.first}+{self.made}"
        target = self.snapshots.room / name
        found = await self.writer.ask(
            {**head, "accept": head.get("form") or accept, "target": str(target), "snapshot": ""}, body, PATIENCE
        )
        if "problem" in found.head:
            return self.front.reply(found, accept, "")
        if "snapshot" in found.head:
            self.publish(Snapshot(str(target), name))
        return Reply(found.status, found.head["media"], found.body)

    def publish(self, snapshot: Snapshot) -> None:
        """Lets all readers see a snapshot; those that nobody reads any more are removed."""
        self.snapshots.adopt(snapshot)
        self.front.snapshot = snapshot
        self.snapshots.drop(self.front.places())


def graph(method: str, media: str, names: list[tuple[str, str]]) -> Head:
    """The job of the Graph Store Protocol about one graph, None for the default one."""
    if method not in GRAPHS:
        raise RefusedError(405, f"A graph takes {', '.join(GRAPHS)}.")
    if len(names) > 1:
        raise RefusedError(400, "The request names several graphs; name one.")
    [(kind, name)] = names
    return {"kind": GRAPHS[method], "graph": name if kind == "graph" else None, "media": media}
