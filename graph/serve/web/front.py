"""The process that speaks HTTP: it reads requests, lets workers answer them, and says what they answered."""

from __future__ import annotations

import asyncio
import logging
from dataclasses import dataclass, field
from functools import partial
from hashlib import sha256
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl

from graph import __version__
from graph.serve.exchange import JSON, Reply
from graph.serve.negotiate import choose
from graph.serve.problems import problem
from graph.serve.web.cache import Cache
from graph.serve.web.rates import who
from graph.serve.web.requests import Asked, RefusedError, read
from graph.serve.work.answers import ROWS, SHORT, TRIPLES

if TYPE_CHECKING:
    from collections.abc import Coroutine

    from graph.serve.settings import Settings
    from graph.serve.web.gate import Receive, Scope, Send
    from graph.serve.work.pool import Answer, Pool
    from graph.serve.work.snapshots import Snapshot
    from graph.serve.work.wire import Head

log = logging.getLogger("wupian")
METHODS, READING = "GET, HEAD, POST, OPTIONS", "GET, HEAD, OPTIONS"
FIELDS = 200
SHOWN = "application/sparql-results+json, application/n-triples"
ANY = (*ROWS, *TRIPLES, "text/html")
GRACE = 0.5  # seconds that a query goes on whose client has gone away
CACHED = 64 << 20  # bytes of pages, and of answers to queries
ROOM, STUDIO = 20.0, 180.0  # seconds for a page, and for one that is drawn


@dataclass(slots=True)
class Front:
    """What requests are answered from: the pools of workers, and the snapshot that counts now.

    `queries` evaluate what others wrote; `pages` only our own questions; `studio` draws explorers, which takes long.
    """

    settings: Settings
    queries: Pool
    pages: Pool
    studio: Pool
    snapshot: Snapshot
    cache: Cache = field(default_factory=lambda: Cache(CACHED))
    answers: Cache = field(default_factory=lambda: Cache(CACHED))

    async def sparql(self, scope: Scope, receive: Receive, send: Send) -> None:
        """The SPARQL 1.1 Protocol."""
        headers = named(scope)
        accept = headers.get("accept", "")
        try:
            if scope["method"] not in ("GET", "HEAD", "POST"):
                raise RefusedError(405, f"This service takes {METHODS}.")
            body = (
                await collect(receive, self.settings.body, self.settings.patience) if scope["method"] == "POST" else b""
            )
            if scope["method"] != "POST" and not has_query(scope["query_string"]):
                await self.door(scope, accept, send)
                return
            asked = read(scope["method"], scope["query_string"], headers, body)
            answering = self.answer(scope, asked, accept, headers.get("if-none-match", ""))
            reply = await unless_gone(receive, answering)
        except RefusedError as error:
            reply = problem(error.status, error.title, accept, beside(error.status))
        await tell(send, reply)

    async def door(self, scope: Scope, accept: str, send: Send) -> None:
        """Without a query: the query page for people, the description of the service for programs."""
        person = choose(accept, ("text/turtle", "text/html")) == "text/html"
        target = "/query" if person else "/void"
        await self.room({**scope, "path": target, "raw_path": target.encode()}, send)

    async def answer(self, scope: Scope, asked: Asked, accept: str, known: str) -> Reply:
        """The reply to a query."""
        if asked.form and asked.form not in {*SHORT, *ROWS, *TRIPLES}:
            raise RefusedError(400, f"No form is named “{asked.form}”; the names are: {', '.join(SHORT)}.")
        if not asked.form and person(scope, accept):
            return Reply(303, "", b"", (("Location", "/query?" + scope["query_string"].decode("latin-1")),))
        seconds = patience(asked.seconds, self.settings.timeout)
        snapshot = self.snapshot
        tag = etag(snapshot.name, asked.sparql, repr((asked.dataset, asked.form or accept)).encode())
        if snapshot.lasting and scope["method"] != "POST" and is_known(tag, known):
            return Reply(304, "", b"", caching(tag))
        name = tag + base(scope)
        if snapshot.lasting and (held := self.answers.look(name)) is not None:
            return self.reply(held, accept, tag)
        job: Head = {"kind": "query", "snapshot": snapshot.place, "accept": asked.form or accept, "base": base(scope)}
        if asked.dataset:
            job["dataset"] = asked.dataset
        found = await self.queries.ask(job, asked.sparql, seconds, who(scope))
        if snapshot.lasting:
            self.answers.keep(name, found)
        return self.reply(found, accept, tag)

    async def room(self, scope: Scope, send: Send) -> None:
        """A page or document."""
        headers = named(scope)
        accept = headers.get("accept", "")
        if scope["method"] not in ("GET", "HEAD"):
            await tell(send, problem(405, "Here is only to read.", accept, [("Allow", READING)]))
            return
        try:
            given = parse_qsl(scope["query_string"].decode("utf-8"), keep_blank_values=True, max_num_fields=FIELDS)
        except ValueError:
            await tell(send, problem(400, "The address is not UTF-8 or has too many fields.", accept))
            return
        lang = language(dict(given).get("lang", ""), headers.get("accept-language", ""))
        snapshot = self.snapshot
        tag = etag(snapshot.name, scope["raw_path"], scope["query_string"], accept.encode("latin-1"), lang.encode())
        if snapshot.lasting and is_known(tag, headers.get("if-none-match", "")):
            await tell(send, Reply(304, "", b"", caching(tag)))
            return
        job = {"kind": "room", "snapshot": snapshot.place, "path": scope["path"], "params": given, "lang": lang}
        asked = {**job, "accept": accept, "base": base(scope)}
        name = tag + base(scope)
        make = partial(self.draw, asked, who(scope))
        await tell(send, self.reply(await (self.cache.get(name, make) if snapshot.lasting else make()), accept, tag))

    async def draw(self, job: Head, client: str) -> Answer:
        """A page, made anew; the explorer shows what the query of its address is answered with."""
        if not drawn(job["path"]):
            return await self.pages.ask(job, b"", ROOM, client)
        given = dict(job["params"])
        if not given.get("query"):
            return await self.studio.ask(job, b"", STUDIO, client)
        parameters = [(name[2:], value) for name, value in job["params"] if name.startswith("p.")]
        asked = {**job, "kind": "query", "parameters": parameters, "accept": SHOWN}
        found = await self.queries.ask(asked, given["query"].encode(), self.settings.timeout, client)
        if found.status != 200:
            return found
        return await self.studio.ask({**job, "found": found.head["media"]}, found.body, STUDIO, client)

    def reply(self, found: Answer, accept: str, tag: str) -> Reply:
        """The reply that a worker's answer is."""
        if (wrong := found.head.get("problem")) is not None:
            after = [("Retry-After", "5")] if found.status == 503 else []
            if "log" in wrong:
                log.error("A job failed: %s", wrong["log"])
            told = {name: value for name, value in wrong.items() if name not in ("title", "log")}
            return problem(found.status, wrong["title"], accept, after, **told)
        more = kept(found, tag) if self.snapshot.lasting else (("Cache-Control", "no-store"),)
        given = tuple((name, value) for name, value in found.head.get("headers", ()))
        media = found.head["media"]
        saved = (("Content-Disposition", 'attachment; filename="result.csv"'),) if media.startswith("text/csv") else ()
        return Reply(found.status, media, found.body, (*given, *more, *saved))

    @property
    def pools(self) -> tuple[Pool, Pool, Pool]:
        """All its pools."""
        return self.queries, self.pages, self.studio

    def places(self) -> set[str]:
        """The places of the snapshots that workers hold open, or jobs wait to be asked of."""
        return {place for pool in self.pools for place in (*pool.places, *(worker.snapshot for worker in pool.alive))}

    def health(self) -> Reply:
        """Whether the service answers: 200 while there are workers, else 503."""
        alive = bool(self.queries.alive and self.pages.alive)
        state = b'{"status":"%s","snapshot":"%s"}' % (b"ok" if alive else b"no workers", self.snapshot.name.encode())
        return Reply(200 if alive else 503, JSON, state, (("Cache-Control", "no-store"),))


def beside(status: int) -> list[tuple[str, str]]:
    """The headers that belong to an error: a body that was not read to its end ends the connection."""
    if status == 405:
        return [("Allow", METHODS)]
    return [("Connection", "close")] if status in (408, 413) else []


async def collect(receive: Receive, most: int, seconds: float) -> bytes:
    """The body of a request; a RefusedError when it is longer than `most` bytes or does not come whole and in time."""
    parts = bytearray()
    try:
        async with asyncio.timeout(seconds):
            while True:
                message = await receive()
                if message["type"] == "http.disconnect":
                    raise RefusedError(400, "The body did not come to its end.")
                parts += message.get("body", b"")
                if len(parts) > most:
                    raise RefusedError(413, f"The body has more than {most:,} bytes.")
                if not message.get("more_body"):
                    return bytes(parts)
    except TimeoutError:
        raise RefusedError(408, "The body came too slowly.") from None


async def unless_gone(receive: Receive, work: Coroutine[Any, Any, Reply]) -> Reply:
    """What some work gives, which ends soon after its client has gone away.

    Not at once: to start a worker anew costs more than a short query that nobody waits for.
    """
    working = asyncio.ensure_future(work)
    try:
        done, _ = await asyncio.wait((working,), timeout=GRACE)
        if not done:
            leaving = asyncio.ensure_future(gone(receive))
            await asyncio.wait((working, leaving), return_when=asyncio.FIRST_COMPLETED)
            leaving.cancel()
        return working.result() if working.done() else problem(408, "Nobody waits for the answer.")
    finally:
        working.cancel()


async def gone(receive: Receive) -> None:
    """Waits until a client has gone away."""
    while (await receive())["type"] != "http.disconnect":
        pass


async def tell(send: Send, reply: Reply) -> None:
    """Sends a reply."""
    headers = [(name.lower().encode("latin-1"), value.encode("latin-1")) for name, value in reply.headers]
    if reply.media:
        headers.append((b"content-type", reply.media.encode("latin-1")))
    if reply.status not in (204, 304):
        headers.append((b"content-length", str(len(reply.body)).encode("ascii")))
    await send({"type": "http.response.start", "status": reply.status, "headers": headers})
    await send({"type": "http.response.body", "body": reply.body})


def named(scope: Scope) -> dict[str, str]:
    """The headers of a request by their names."""
    found: dict[bytes, list[bytes]] = {}
    for name, value in scope["headers"]:
        found.setdefault(name, []).append(value)
    return {name.decode("latin-1"): b", ".join(values).decode("latin-1") for name, values in found.items()}


def has_query(text: bytes) -> bool:
    """Whether a query string asks anything."""
    return any(part.startswith((b"query=", b"update=")) for part in text.split(b"&"))


def person(scope: Scope, accept: str) -> bool:
    """Whether a request for an answer would rather have HTML, as the address line of a browser does."""
    return scope["method"] != "POST" and choose(accept, ANY) == "text/html"


def patience(text: str, most: float) -> float:
    """The seconds that a request gives its query, never more than the service does."""
    try:
        return min(most, max(0.01, float(text))) if text else most
    except ValueError:
        raise RefusedError(400, f"The timeout is a number of seconds, and {text[:20]!r} is none.") from None


def etag(*parts: bytes | str) -> str:
    """The name of a reply: the same for the same question to the same snapshot by the same program."""
    held = __version__.encode() + b"\x1f".join(part.encode() if isinstance(part, str) else part for part in parts)
    return f'"{sha256(held).hexdigest()[:32]}"'


def is_known(tag: str, known: str) -> bool:
    """Whether an If-None-Match header names a reply."""
    return tag in known or known.strip() == "*"


def kept(found: Answer, tag: str) -> tuple[tuple[str, str], ...]:
    """The headers that say how long an answer holds: to the next snapshot, or not at all."""
    if found.head.get("fresh"):
        return (("Cache-Control", "no-store"),)
    return caching(tag) if found.status == 200 else ()


def caching(tag: str) -> tuple[tuple[str, str], ...]:
    """The headers that let a cache keep a reply, and ask whether it still holds."""
    return ("ETag", tag), ("Cache-Control", "no-cache"), ("Vary", "Accept, Accept-Language")


def language(chosen: str, header: str) -> str:
    """The language of a page: the chosen one, else the first of a browser's that is Chinese or English.

    >>> language("", "de, en;q=0.8, zh;q=0.5"), language("zh", "en"), language("", "")
    ('en', 'zh', 'zh')
    """
    if chosen in ("zh", "en"):
        return chosen
    liked = (part.strip().lower()[:2] for part in header.split(",")[:20])
    return next((lang for lang in liked if lang in ("zh", "en")), "zh")


def base(scope: Scope) -> str:
    """The address of the service as the request names it."""
    host = next((value.decode("latin-1") for name, value in scope["headers"] if name == b"host"), "localhost")
    return f"{scope['scheme']}://{host}"


def drawn(path: str) -> bool:
    """Whether a page is one that takes long to make."""
    return path.split("/", 2)[1] == "explore"
