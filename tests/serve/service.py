"""A service of its own process, as people start it, and plain requests to it."""

from __future__ import annotations

import asyncio
import http.client
import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode, urlsplit

if TYPE_CHECKING:
    from collections.abc import Coroutine, Iterator, Mapping

ROOT = Path(__file__).resolve().parents[2]
ADDRESS = re.compile(r"http://[0-9.]+:[0-9]+")
TOKEN = "a-token-of-the-tests"
JSON = "application/sparql-results+json"


@dataclass(frozen=True)
class Response:
    """What a request was answered with; header names are in lower case."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode("utf-8")

    @property
    def json(self) -> Any:
        return json.loads(self.body)

    @property
    def media(self) -> str:
        return self.headers.get("content-type", "").partition(";")[0]


@dataclass
class Service:
    """A service that runs."""

    process: subprocess.Popen[str]
    address: str
    updates: str = ""

    @property
    def port(self) -> int:
        return urlsplit(self.address).port or 0

    def request(
        self,
        method: str,
        path: str,
        body: bytes | None = None,
        *,
        headers: Mapping[str, str] | None = None,
        updates: bool = False,
        seconds: float = 30,
    ) -> Response:
        """The response to one request on a connection of its own."""
        host = urlsplit(self.updates if updates else self.address).netloc
        connection = http.client.HTTPConnection(host, timeout=seconds)
        try:
            connection.request(method, path, body, dict(headers or {}))
            found = connection.getresponse()
            return Response(found.status, {k.lower(): v for k, v in found.getheaders()}, found.read())
        finally:
            connection.close()

    def get(self, path: str, **headers: str) -> Response:
        """The response to a GET; names of headers are written with `_` for `-`."""
        return self.request("GET", path, headers={k.replace("_", "-"): v for k, v in headers.items()})

    def ask(self, sparql: str, accept: str = JSON, **more: str) -> Response:
        """The response to a query by GET."""
        return self.get("/sparql?" + urlencode({"query": sparql, **more}), Accept=accept)

    def rows(self, sparql: str) -> list[list[str]]:
        """The values of a SELECT query."""
        found = self.ask(sparql)
        assert found.status == 200, found.text
        names = found.json["head"]["vars"]
        return [[row.get(name, {}).get("value", "") for name in names] for row in found.json["results"]["bindings"]]

    def post(self, body: bytes, media: str, path: str = "/sparql", **headers: str) -> Response:
        """The response to a POST."""
        return self.request("POST", path, body, headers={"Content-Type": media, **headers})

    def update(self, sparql: str, token: str = TOKEN, **headers: str) -> Response:
        """The response to an update."""
        given = {"Content-Type": "application/sparql-update", "Authorization": f"Bearer {token}", **headers}
        return self.request("POST", "/update", sparql.encode(), headers=given, updates=True)

    def graph(self, method: str, name: str, body: bytes | None = None, media: str = "text/turtle") -> Response:
        """The response of the Graph Store Protocol."""
        given = {"Content-Type": media, "Authorization": f"Bearer {TOKEN}"}
        query = "default" if name == "default" else urlencode({"graph": name})
        return self.request(method, f"/store?{query}", body, headers=given, updates=True)

    def raw(self, data: bytes, seconds: float = 5) -> bytes:
        """What comes back for some bytes on a connection, until it is closed or nothing more comes."""
        with socket.create_connection(("127.0.0.1", self.port), seconds) as held:
            held.sendall(data)
            found = b""
            try:
                while more := held.recv(65536):
                    found += more
            except TimeoutError:
                pass
            return found

    def processes(self) -> list[int]:
        """The numbers of all processes of the service."""
        children = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text(encoding="ascii")
        return [self.process.pid, *map(int, children.split())]

    def processor_time(self) -> float:
        """The seconds of processor time that those processes took that run now."""
        ticks = 0
        for number in self.processes():
            fields = (
                Path(f"/proc/{number}/stat").read_text(encoding="ascii", errors="replace").rpartition(")")[2].split()
            )
            ticks += int(fields[11]) + int(fields[12])
        return ticks / os.sysconf("SC_CLK_TCK")


def run(work: Coroutine[Any, Any, None]) -> None:
    """Does some work in an event loop of a thread of its own, since a browser may run one in this."""
    with ThreadPoolExecutor(1) as thread:
        thread.submit(asyncio.run, work).result()


@contextmanager
def running(store: Path | str, *options: str, seconds: float = 20) -> Iterator[Service]:
    """A service of a store on free ports, which is ended with the block."""
    command = [sys.executable, "-m", "graph", "serve", "--store", str(store), "--port", "0", "--lang", "en", *options]
    process = subprocess.Popen(command, cwd=ROOT, stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True)
    try:
        yield opened(process, "--update-port" in options, seconds)
    finally:
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(20)
        finally:
            process.kill()
            process.communicate()


def opened(process: subprocess.Popen[str], updates: bool, seconds: float) -> Service:
    """The service of a process, once it has said its addresses."""
    assert process.stderr is not None
    until = time.monotonic() + seconds
    lines: list[str] = []
    while time.monotonic() < until and len(lines) < 1 + updates:
        line = process.stderr.readline()
        if not line:
            raise AssertionError("".join(lines) + f"ended with {process.wait()}")
        lines.append(line)
    found = [ADDRESS.findall(line)[-1] for line in lines]
    return Service(process, *found)
