"""A worker: a process that answers what needs the store, one job after another, and may be killed at any time.

It is started by the pool with one end of a socket, and ends when the other end is closed. Jobs and answers are frames
(see `graph.serve.work.wire`); the head of a job says its `kind`:

- `query`: the body is SPARQL; `accept`, `dataset` and `base` as in the SPARQL Protocol; with `parameters` the body may
  be the name of a query;
- `room`: a page or document, asked as in `graph.serve.exchange.Ask`, with the body that was `found`;
- `open`: nothing but to open the snapshot, which is answered with the number of its triples;
- `check`: whether the snapshot is as it was made, for which all is counted.

Each names the `snapshot` that it is about and the `seconds` that it may take.
"""

from __future__ import annotations

import argparse
import re
from typing import TYPE_CHECKING

from graph.serve.exchange import Ask
from graph.serve.work import confine
from graph.serve.work.answers import serialize
from graph.serve.work.attending import attend, text_of
from graph.serve.work.engine import check, engine, question
from graph.serve.work.wire import Head, frame

if TYPE_CHECKING:
    from graph.serve.work.engine import Engine


FRESH = re.compile(rb"\b(?:RAND|UUID|STRUUID|NOW|BNODE)\s*\(", re.IGNORECASE)  # what answers anew every time


class Worker:
    """Holds one snapshot open and answers jobs about it."""

    def __init__(self, limit: int, memory: int) -> None:
        self.limit, self.memory = limit, memory
        self.place = ""
        self.engine: Engine | None = None

    def work(self, job: Head, body: bytes) -> bytes:
        """The frame that answers a job."""
        confine.bound_time(job["seconds"])
        if job["kind"] == "check":
            check(job["snapshot"])
            return frame({"status": 200})
        held = self.open(job["snapshot"])
        match job["kind"]:
            case "query":
                return query(held, job, body, self.limit)
            case "room":
                return room(held, job, body)
        return frame({"status": 200, "triples": held.triples()})

    def open(self, place: str) -> Engine:
        """The engine of a snapshot, which stays open until another one is asked for."""
        if self.engine is None or place != self.place:
            if self.engine is not None:
                self.engine.store.close()
            self.engine = None
            self.engine, self.place = engine(place), place
            confine.bound_memory(self.memory)
        return self.engine


def query(held: Engine, job: Head, body: bytes, limit: int) -> bytes:
    """The answer to a query."""
    from graph.store.prefixes import PREFIXES

    found = held.solve(question(spelled(text_of(body), job), job))
    media, data = serialize(found, job["accept"], limit, PREFIXES)
    return frame({"status": 200, "media": media, "fresh": bool(FRESH.search(body))}, data)


def spelled(text: str, job: Head) -> str:
    """SPARQL, which a named query stands for with its `parameters` where the job brings some."""
    from graph.query.run import sparql

    return sparql(text, [(name, value) for name, value in job["parameters"]]) if "parameters" in job else text


def room(held: Engine, job: Head, body: bytes) -> bytes:
    """The reply of a room."""
    from graph.serve.rooms import respond

    params = tuple((name, value) for name, value in job["params"])
    found = (job["found"], body) if "found" in job else None
    ask = Ask(job["path"], params, job["lang"], job["accept"], job["base"], found)
    reply = respond(held.store, ask)
    return frame({"status": reply.status, "media": reply.media, "headers": reply.headers}, reply.body)


def main() -> None:
    """Answer jobs until the other side closes the socket."""
    read = argparse.ArgumentParser()
    for name in ("channel", "limit", "memory"):
        read.add_argument(name, type=int)
    read.add_argument("--online", action="store_true")
    given = read.parse_args()
    if not given.online:
        confine.isolate()
    confine.restrict()
    attend(given.channel, Worker(given.limit, given.memory).work)


if __name__ == "__main__":
    main()
