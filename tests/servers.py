"""Servers of SPARQL on loopback ports: Oxigraph's, which keeps to the standard, Virtuoso 7, which does not, and one
that says whatever it is told to.
"""

from __future__ import annotations

import re
import shutil
import socket
import subprocess
import sysconfig
import threading
import time
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

PATIENCE = 60  # seconds that a server may take to begin
VIRTUOSO, ISQL = "virtuoso-t", "isql-vt"
GRAPH, LARGE = "https://example.org/graph", "https://example.org/large"
ROWS = 5_000  # that our Virtuoso gives at most
RING = 5  # blank nodes of the larger graph
INI = """
[Database]
DatabaseFile = {folder}/virtuoso.db
ErrorLogFile = {folder}/virtuoso.log
LockFile = {folder}/virtuoso.lck
TransactionFile = {folder}/virtuoso.trx
xa_persistent_file = {folder}/virtuoso.pxa
FileExtend = 100
TempStorage = Temporary

[Temporary]
DatabaseFile = {folder}/temporary.db
TransactionFile = {folder}/temporary.trx

[Parameters]
ServerPort = 127.0.0.1:{sql}
DisableUnixSocket = 1
ServerThreads = 10
CheckpointInterval = 0
NumberOfBuffers = 2000
MaxDirtyBuffers = 1500
MaxOptimizeLayouts = 50
DirsAllowed = {folder}

[HTTPServer]
ServerPort = 127.0.0.1:{port}
ServerRoot = {folder}
ServerThreads = 5

[SPARQL]
ResultSetMaxRows = {rows}
"""
RIGHTS = (
    'GRANT SPARQL_UPDATE TO "SPARQL";',
    'GRANT EXECUTE ON DB.DBA.SPARQL_INSERT_DICT_CONTENT TO "SPARQL";',
)


def large() -> str:
    """N-Triples of more statements than Virtuoso gives in one answer, a ring of blank nodes among them."""
    numbers = (f"<urn:s{n % 3000}> <urn:p> <urn:o{n}> .\n" for n in range(2 * ROWS + 1))
    ring = (f"_:n{n} <urn:q> _:n{(n + 1) % RING} .\n" for n in range(RING))
    return "".join([*numbers, *ring])


def load(location: Path, file: Path) -> None:
    """Makes the folder of an Oxigraph server that holds a file."""
    import pyoxigraph

    store = pyoxigraph.Store(str(location))
    store.bulk_load(path=str(file), format=pyoxigraph.RdfFormat.N_QUADS)
    store.flush()


def free_port() -> int:
    """A port of the loopback device that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def await_port(port: int, process: subprocess.Popen[bytes]) -> None:
    """Waits until a process listens on a port."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end and process.poll() is None:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.02)
        else:
            return
    raise AssertionError(f"The server {process.args!r} does not begin (exit code {process.poll()}).")


@contextmanager
def running(command: Sequence[str], port: int, folder: Path) -> Iterator[None]:
    """A server while it listens on a port; it is killed at the end, since nothing that it holds is wanted then."""
    log = folder / "server.log"
    with log.open("wb") as out:
        process = subprocess.Popen(command, cwd=folder, stdin=subprocess.DEVNULL, stdout=out, stderr=out)
        try:
            await_port(port, process)
            yield
        finally:
            process.kill()
            process.wait()


@contextmanager
def oxigraph(folder: Path, location: Path | None = None) -> Iterator[str]:
    """The address of an `oxigraph serve` without its path: /query, /update and /store answer."""
    port = free_port()
    binary = Path(sysconfig.get_path("scripts")) / "oxigraph"
    command = [str(binary if binary.exists() else shutil.which("oxigraph")), "serve", "--bind", f"127.0.0.1:{port}"]
    with running([*command, *(["--location", str(location)] if location else [])], port, folder):
        yield f"http://127.0.0.1:{port}"


@contextmanager
def virtuoso(folder: Path, files: dict[str, Path], rows: int = ROWS) -> Iterator[str]:
    """The address of a Virtuoso without its path, which holds files as graphs and lets everybody write by SPARQL."""
    port, sql = free_port(), free_port()
    (folder / "virtuoso.ini").write_text(INI.format(folder=folder, sql=sql, port=port, rows=rows), encoding="utf-8")
    command = [str(shutil.which(VIRTUOSO)), "-f", "-c", str(folder / "virtuoso.ini")]
    with running(command, port, folder):
        loads = []
        for iri, file in files.items():
            held = folder / file.name
            shutil.copyfile(file, held)
            loads.append(f"ld_dir('{folder}', '{held.name}', '{iri}');")
        isql(sql, [*RIGHTS, *loads, "rdf_loader_run();"])
        yield f"http://127.0.0.1:{port}"


def isql(port: int, statements: Sequence[str]) -> str:
    """What Virtuoso's own client prints for some statements; an error in it is an AssertionError."""
    command = [str(shutil.which(ISQL)), f"127.0.0.1:{port}", "dba", "dba", "VERBOSE=OFF", "ERRORS=STDOUT"]
    done = subprocess.run(command, input="\n".join(statements), capture_output=True, text=True, check=True)
    assert "*** Error" not in done.stdout, done.stdout
    return done.stdout


@dataclass
class Fake:
    """A server that says whatever a test wants: its address, and what it was sent by whom."""

    address: str
    requests: list[bytes] = field(default_factory=list)
    connections: int = 0


@contextmanager
def fake(
    reply: Callable[[socket.socket], None], read: Callable[[socket.socket], bytes] | None = None
) -> Iterator[Fake]:
    """A server on a loopback port that reads each request, whole by default, and then lets `reply` write an answer."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        held = Fake(f"http://127.0.0.1:{listening.getsockname()[1]}/sparql")

        def serve() -> None:
            with suppress(OSError):
                while True:
                    connection, _ = listening.accept()
                    held.connections += 1
                    threading.Thread(target=answer, args=[connection], daemon=True).start()

        def answer(connection: socket.socket) -> None:
            with connection, suppress(OSError):
                while request := (read or whole_request)(connection):
                    held.requests.append(request)
                    reply(connection)

        threading.Thread(target=serve, daemon=True).start()
        yield held
        listening.shutdown(socket.SHUT_RDWR)


def whole_request(connection: socket.socket) -> bytes:
    """A request with its body; nothing when the other side has gone or speaks no HTTP."""
    held = b""
    while b"\r\n\r\n" not in held:
        part = connection.recv(1 << 16)
        if not part:
            return b""
        held += part
    head, _, body = held.partition(b"\r\n\r\n")
    length = re.search(rb"content-length: *(\d+)", head, re.IGNORECASE)
    while length and len(body) < int(length[1]):
        body += connection.recv(1 << 16)
    return head + b"\r\n\r\n" + body


def response(body: bytes, media: str = "application/sparql-results+json", status: str = "200 OK", *more: str) -> bytes:
    """An HTTP response with its length, and further header lines."""
    lines = [f"HTTP/1.1 {status}", f"Content-Type: {media}", f"Content-Length: {len(body)}", *more]
    return "\r\n".join([*lines, "", ""]).encode("latin-1") + body
