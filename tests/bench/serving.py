"""The service beside its peers, and under load: `python -m tests.bench serving [--soak SECONDS] [--entities N]`.

Small queries are asked of the service, of `oxigraph serve` and of rdflib-endpoint (`wupian[bench]`) on the same graph
in one run, by clients that keep their connection and by clients that open one for each request. What counts is the
processor time of all processes of a server for a request. `--entities` makes the graph; 34,000 make 1.5 million
triples. A soak mixes questions whose answers are known with bombs, and prints what was wrong and how memory went.
"""

from __future__ import annotations

import argparse
import asyncio
import itertools
import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote

from graph.rdf import ntriples
from graph.store.embedded import create
from tests.explore.generated import generated
from tests.serve.service import running
from tests.servers import free_port

LOOKUP = "SELECT ?p ?o {{ <{iri}> ?p ?o }} LIMIT 5"
JOIN = """PREFIX wp: <https://w3id.org/wupian/ns#> PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
SELECT ?relation ?name ?quote {{
  ?claim wp:subject <{iri}> ; wp:predicate ?relation ; wp:object ?other ; wp:supportedBy ?passage .
  ?passage wp:quote ?quote . ?other skos:prefLabel ?name
}} LIMIT 10"""
REQUESTS, CLIENTS = 4_000, 16
PEER_REQUESTS = 200
BOMBS = (
    "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }",
    "SELECT * { ?a ?b ?c . ?d ?e ?f } ORDER BY ?c ?f",
    "SELECT (GROUP_CONCAT(?c) AS ?x) { ?a ?b ?c . ?d ?e ?f }",
    "SELECT (COUNT(*) AS ?n) { ?s (<urn:x>|!<urn:x>)*/(<urn:x>|!<urn:x>)* ?o }",
    "SELECT * { " + "{" * 900 + "}" * 900 + " }",
)
PEER = """
import sys, uvicorn, rdflib
from rdflib_endpoint import SparqlEndpoint
graph = rdflib.Dataset(default_union=True)
graph.parse(sys.argv[1], format="nt")
uvicorn.run(SparqlEndpoint(graph=graph), port=int(sys.argv[2]), log_level="error")
"""
TICKS, PAGE = os.sysconf("SC_CLK_TCK"), os.sysconf("SC_PAGE_SIZE")


@dataclass(frozen=True, slots=True)
class Peer:
    """A server: its port, the path of its endpoint, and the process that all its others belong to."""

    name: str
    port: int
    path: str
    process: int

    def processes(self) -> list[int]:
        """The numbers of its processes."""
        children = Path(f"/proc/{self.process}/task/{self.process}/children").read_text(encoding="ascii")
        return [self.process, *map(int, children.split())]

    def seconds(self) -> float:
        """The processor time of its processes, those that have ended included."""
        fields = (stat(number) for number in self.processes())
        own = sum(int(field[11]) + int(field[12]) for field in fields if field)
        return (own + sum(map(int, stat(self.process)[13:15]))) / TICKS

    def memory(self) -> int:
        """The bytes that its processes hold."""
        return sum(int(field[21]) * PAGE for number in self.processes() if (field := stat(number)))


@dataclass(slots=True)
class Tally:
    """What clients saw: seconds of each request, and how many were not as they should be."""

    seconds: list[float] = field(default_factory=list)
    wrong: int = 0
    ended: int = 0

    def quantile(self, share: float) -> float:
        """A quantile of the seconds."""
        return sorted(self.seconds)[min(len(self.seconds) - 1, int(len(self.seconds) * share))] if self.seconds else 0.0


def stat(number: int) -> list[str]:
    """What the system tells of a process, nothing when it is gone."""
    try:
        return Path(f"/proc/{number}/stat").read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()
    except OSError:
        return []


@contextmanager
def ours(store: Path, *options: str) -> Iterator[Peer]:
    """The service."""
    with running(store, "--quiet", *options, seconds=60) as service:
        yield Peer("wupian serve", service.port, "/sparql", service.process.pid)


@contextmanager
def program(name: str, path: str, command: list[str], port: int) -> Iterator[Peer]:
    """Another server, once it answers."""
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        try:
            peer = Peer(name, port, path, process.pid)
            for _ in range(600):
                if asyncio.run(answers(peer)):
                    break
                time.sleep(0.1)
            yield peer
        finally:
            process.terminate()


async def answers(peer: Peer) -> bool:
    """Whether a server answers."""
    try:
        return (await ask(Connection(peer), "ASK {}"))[0] == 200
    except OSError:
        return False


class Connection:
    """A connection to a server, which is opened when it is needed."""

    def __init__(self, peer: Peer) -> None:
        self.peer = peer
        self.streams: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None

    async def get(self, path: str) -> tuple[int, bytes]:
        """The status and body of a GET."""
        if self.streams is None:
            self.streams = await asyncio.open_connection("127.0.0.1", self.peer.port)
        reader, writer = self.streams
        writer.write(f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{self.peer.port}\r\n{ACCEPT}\r\n\r\n".encode())
        head = (await reader.readuntil(b"\r\n\r\n")).lower()
        if b"content-length: " in head:
            body = await reader.readexactly(int(head.partition(b"content-length: ")[2].split(b"\r\n")[0]))
        else:
            body = await chunked(reader)
        return int(head.split(b" ", 2)[1]), body

    def close(self) -> None:
        """Lets go of the connection."""
        if self.streams:
            self.streams[1].close()
            self.streams = None


ACCEPT = "Accept: application/sparql-results+json"


async def chunked(reader: asyncio.StreamReader) -> bytes:
    """The body of a reply that comes in parts."""
    parts = b""
    while size := int((await reader.readline()).strip() or b"0", 16):
        parts += (await reader.readexactly(size + 2))[:-2]
    await reader.readexactly(2)
    return parts


async def ask(connection: Connection, sparql: str) -> tuple[int, bytes]:
    """The status and body of the answer to a query."""
    return await connection.get(f"{connection.peer.path}?query={quote(sparql)}")


async def many(peer: Peer, queries: Iterator[str], count: int, *, kept: bool) -> Tally:
    """What clients see of so many requests, who keep their connections or open one for each."""
    tally = Tally()

    async def client() -> None:
        connection = Connection(peer)
        for _ in range(count // CLIENTS):
            started = time.perf_counter()
            status, _ = await ask(connection, next(queries))
            tally.seconds.append(time.perf_counter() - started)
            tally.wrong += status != 200
            if not kept:
                connection.close()
        connection.close()

    await asyncio.gather(*(client() for _ in range(CLIENTS)))
    return tally


def measured(peer: Peer, queries: Iterator[str], count: int, *, kept: bool) -> float:
    """The milliseconds of processor time that a request takes a server; prints them with what the clients saw."""
    asyncio.run(many(peer, queries, CLIENTS * 4, kept=kept))
    before, started = peer.seconds(), time.perf_counter()
    tally = asyncio.run(many(peer, queries, count, kept=kept))
    passed = time.perf_counter() - started
    cost = (peer.seconds() - before) * 1000 / len(tally.seconds)
    told = (
        f"{len(tally.seconds) / passed:7,.0f} requests/s, p99 {tally.quantile(0.99) * 1000:.1f} ms, {tally.wrong} wrong"
    )
    print(
        f"  {peer.name:<16} {'kept' if kept else 'new '} connections: {cost:.3f} ms of CPU a request, {told}",
        flush=True,
    )
    return cost


def beside(store: Path, file: Path, iris: list[str]) -> None:
    """Prints what a small query costs the service and its peers."""
    with ExitStack() as stack:
        place = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        oxigraph = str(Path(sys.executable).with_name("oxigraph"))
        subprocess.run([oxigraph, "load", "--location", place, "--file", file], check=True, capture_output=True)
        quick, slow = free_port(), free_port()
        serving = [oxigraph, "serve-read-only", "--location", str(place), "--bind", f"127.0.0.1:{quick}"]
        peers = [
            stack.enter_context(program("oxigraph serve", "/query", serving, quick)),
            stack.enter_context(
                program("rdflib-endpoint", "/", [sys.executable, "-c", PEER, str(file), str(slow)], slow)
            ),
        ]
        own = stack.enter_context(ours(store))
        for (name, query), kept in itertools.product({"lookup": LOOKUP, "join": JOIN}.items(), (True, False)):
            print(f"  {name}, connections {'kept' if kept else 'new for each request'}, each question new")
            queries = distinct(query, iris)
            mine = measured(own, queries, REQUESTS, kept=kept)
            other = measured(peers[0], queries, REQUESTS, kept=kept)
            slowest = measured(peers[1], queries, PEER_REQUESTS, kept=kept)
            print(f"  x {other / mine:.2f} oxigraph serve, x {slowest / mine:.0f} rdflib-endpoint")


def distinct(query: str, iris: list[str]) -> Iterator[str]:
    """Small queries, each about another entity until all had their turn, and no two of the same text."""
    order = random.Random(1).sample(iris, len(iris))
    numbers = itertools.count(random.randrange(1 << 40))
    return (f"{query.format(iri=iri)} # {next(numbers)}" for iri in itertools.cycle(order))


def start(store: Path, iri: str) -> None:
    """Prints how long it takes from the start of the service to its first answer."""
    started = time.perf_counter()
    with ours(store) as peer:
        status, _ = asyncio.run(ask(Connection(peer), LOOKUP.format(iri=iri)))
        print(f"  first answer {time.perf_counter() - started:.2f} s after the start ({status})")


async def soaked(peer: Peer, iris: list[str], seconds: float) -> None:
    """Prints, each minute, what clients saw of a service that is bombed meanwhile."""
    until, bombs, health, tally = time.monotonic() + seconds, Tally(), Tally(), Tally()
    known = {sparql: (await ask(Connection(peer), sparql))[1] for sparql in itertools.islice(distinct(JOIN, iris), 50)}
    order = itertools.cycle(known.items())

    async def questions() -> None:
        connection = Connection(peer)
        while time.monotonic() < until:
            sparql, wanted = next(order)
            started = time.perf_counter()
            status, body = await ask(connection, f"{sparql} # {random.random()}")
            tally.seconds.append(time.perf_counter() - started)
            tally.wrong += status == 200 and body != wanted
            tally.ended += status != 200
            await asyncio.sleep(0.005)

    async def bombing() -> None:
        for bomb in itertools.cycle(BOMBS):
            if time.monotonic() >= until:
                return
            status, _ = await ask(Connection(peer), bomb)
            bombs.wrong += status not in (400, 503, 504, 507)
            bombs.seconds.append(0)

    async def looking() -> None:
        connection = Connection(peer)
        while time.monotonic() < until:
            started = time.perf_counter()
            status, _ = await connection.get("/health")
            health.seconds.append(time.perf_counter() - started)
            health.wrong += status != 200
            await asyncio.sleep(0.05)

    def tell(passed: float) -> None:
        asked = f"{len(tally.seconds):,} questions, {tally.wrong} wrong, {tally.ended} not answered, p99 {late(tally)}"
        alive = f"health p99 {late(health)}, {health.wrong} wrong; {peer.memory() / 1e6:.0f} MB"
        print(f"  {passed:4.0f} s: {asked}; {len(bombs.seconds)} bombs, {bombs.wrong} wrong; {alive}", flush=True)

    async def telling() -> None:
        for minute in range(int(seconds // 60) + 1):
            tell(60.0 * minute)
            await asyncio.sleep(min(60.0, max(0.0, seconds - 60.0 * minute)))
        tell(seconds)

    await asyncio.gather(*(questions() for _ in range(4)), *(bombing() for _ in range(2)), looking(), telling())
    before = peer.seconds()
    await asyncio.sleep(5)
    print(f"  afterwards {(peer.seconds() - before) / 5:.1%} of a processor, {peer.memory() / 1e6:.0f} MB")


def late(tally: Tally) -> str:
    """The time that one request in a hundred took longer than."""
    return f"{tally.quantile(0.99) * 1000:.0f} ms"


def main(arguments: list[str]) -> None:
    """Prints all measurements."""
    read = argparse.ArgumentParser(prog="python -m tests.bench serving")
    read.add_argument("--soak", type=float, default=0, help="Seconds of mixed load with bombs, and nothing else.")
    read.add_argument("--entities", type=int, default=2_000)
    given = read.parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder:
        file, store = Path(folder) / "graph.nt", Path(folder) / "store"
        triples = generated(given.entities)
        file.write_text("".join(f"{line} .\n" for line in ntriples.lines(triples)), encoding="utf-8")
        create(store, triples)
        iris = sorted({str(t.object)[1:-1] for t in triples if t.predicate.value.endswith("ns#subject")})
        print(f"{len(triples):,} triples")
        if given.soak:
            with ours(store, "--timeout", "3") as peer:
                asyncio.run(soaked(peer, iris, given.soak))
            return
        start(store, iris[0])
        beside(store, file, iris)
