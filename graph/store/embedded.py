"""The embedded store: Oxigraph on disk, written aside and renamed, opened for reading."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import cast

import pyoxigraph
from pyoxigraph import Quad, QueryBoolean, QuerySolutions, QueryTriples, Triple

from graph.errors import OutputError, QueryError, StoreError
from graph.store.store import Row, Rows, Store

MARKER = "CURRENT"


class EmbeddedStore:
    """An Oxigraph store, on disk or in memory."""

    def __init__(self, inner: pyoxigraph.Store) -> None:
        self.inner: pyoxigraph.Store | None = inner

    def query(self, sparql: str) -> QuerySolutions | QueryBoolean | QueryTriples:
        """The answer of the engine; a query that is not SPARQL is a QueryError with its position."""
        if self.inner is None:
            raise StoreError("The store is closed.")
        try:
            return self.inner.query(sparql)
        except SyntaxError as error:
            place = f" at line {error.lineno}, column {error.offset}" if error.lineno else ""
            raise QueryError(f"The query is not SPARQL{place}: {error.msg}") from error

    def select(self, sparql: str) -> Rows:
        """The solutions of a SELECT query."""
        found = self.query(sparql)
        if not isinstance(found, QuerySolutions):
            raise QueryError("The query is no SELECT query.")
        variables = tuple(v.value for v in found.variables)
        return Rows(variables, [cast("Row", tuple(solution)) for solution in found])

    def ask(self, sparql: str) -> bool:
        """The answer to an ASK query."""
        found = self.query(sparql)
        if not isinstance(found, QueryBoolean):
            raise QueryError("The query is no ASK query.")
        return bool(found)

    def construct(self, sparql: str) -> list[Triple]:
        """The triples of a CONSTRUCT or DESCRIBE query."""
        found = self.query(sparql)
        if not isinstance(found, QueryTriples):
            raise QueryError("The query is neither a CONSTRUCT nor a DESCRIBE query.")
        return list(found)

    def close(self) -> None:
        """Lets go of the store's files."""
        self.inner = None


def in_memory(triples: Iterable[Triple]) -> Store:
    """A store in memory that holds some triples."""
    inner = pyoxigraph.Store()
    inner.bulk_extend([Quad(t.subject, t.predicate, t.object) for t in triples])
    return EmbeddedStore(inner)


def create(path: Path, triples: Iterable[Triple]) -> None:
    """Writes a store on disk: aside first, then in one rename, so that no reader sees half of it."""
    if path.exists() and not is_store(path):
        raise OutputError(f"{path} exists and is no store; choose another place or move it away.")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        aside = Path(tempfile.mkdtemp(prefix=f".{path.name}-", dir=path.parent))
    except OSError as error:
        raise OutputError(f"{path} cannot be written: {error.strerror}.") from error
    try:
        inner = pyoxigraph.Store(str(aside / "new"))
        inner.bulk_extend([Quad(t.subject, t.predicate, t.object) for t in triples])
        inner.flush()
        del inner
        if path.exists():
            os.replace(path, aside / "old")
        os.replace(aside / "new", path)
    except OSError as error:
        raise OutputError(f"{path} cannot be written: {error.strerror or error}.") from error
    finally:
        shutil.rmtree(aside, ignore_errors=True)


def is_store(path: Path) -> bool:
    """Whether a folder holds an Oxigraph store."""
    return path.is_dir() and (path / MARKER).is_file()


def open_store(path: Path) -> Store:
    """The store in a folder, for reading; one that is not there or broken is a StoreError that says what to do."""
    if not is_store(path):
        raise StoreError(f"There is no store at {path}; make one with `wupian build`, or name it with --store.")
    try:
        return EmbeddedStore(pyoxigraph.Store.read_only(str(path)))
    except OSError as error:
        raise StoreError(f"The store {path} cannot be opened: {error}; make it anew with `wupian build`.") from error
