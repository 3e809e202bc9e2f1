"""Real servers of SPARQL on loopback ports: Oxigraph's, which keeps to the standard, and Virtuoso 7, which does not."""

from __future__ import annotations

import shutil
import socket
import subprocess
import sysconfig
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

PATIENCE = 60  # seconds that a server may take to begin
VIRTUOSO, ISQL = "virtuoso-t", "isql-vt"
GRAPH = "https://example.org/graph"
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
def virtuoso(folder: Path, files: dict[str, Path], rows: int = 10_000) -> Iterator[str]:
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
