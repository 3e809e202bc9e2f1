"""The embedded store: Oxigraph in a folder of its own, written aside and renamed, opened for reading.

A folder is a store of ours when it holds the file `wupian-store.json`, which also says how many triples it was made
with; no other folder is ever opened, replaced or deleted. The file `search.sqlite` in it is the index of words.
"""

from __future__ import annotations

import json
import os
import shutil
import tempfile
from collections.abc import Collection, Iterable
from pathlib import Path
from typing import Any, TypeVar, cast

import pyoxigraph
from pyoxigraph import (
    DefaultGraph,
    NamedNode,
    Quad,
    QueryBoolean,
    QueryResultsFormat,
    QuerySolutions,
    QueryTriples,
    RdfFormat,
    Triple,
)

from graph.errors import OutputError, QueryError, StoreError
from graph.rdf.ntriples import split, value
from graph.store import fulltext
from graph.store.guard import refuse
from graph.store.matching import rewritten
from graph.store.prefixes import PREFIXES
from graph.store.sparql import broken, used
from graph.store.store import KINDS, Hit, Row, Rows, Store

INDEX = "search.sqlite"
MARKER = "wupian-store.json"
KIND = {"kind": "wupian-store", "engine": "oxigraph", "version": 3}
Graphs = tuple[tuple[str, ...], tuple[str, ...]]
ANSWERS = {QuerySolutions: "a SELECT", QueryBoolean: "an ASK", QueryTriples: "a CONSTRUCT or DESCRIBE"}
Answer = TypeVar("Answer", QuerySolutions, QueryBoolean, QueryTriples)


class EmbeddedStore:
    """An Oxigraph store, on disk or in memory.

    `place` is the file of its index, which one in memory makes itself, `triples` how many it has where that is known.
    """

    def __init__(self, inner: pyoxigraph.Store, place: Path | None = None, triples: int | None = None) -> None:
        self.inner: pyoxigraph.Store | None = inner
        self.place, self.triples = place, triples
        self._index: fulltext.Index | None = None

    def solve(
        self,
        sparql: str,
        *,
        dataset: Graphs | None = None,
        base: str | None = None,
        datasets: bool = False,
    ) -> QuerySolutions | QueryBoolean | QueryTriples:
        """The engine's own answer to a query of any form.

        `dataset` names the graphs that are asked together and those that GRAPH may name, None means those of the store;
        where `datasets` are free the query may say so itself with FROM. `base` is what relative IRIs are relative to.
        """
        if self.inner is None:
            raise StoreError("The store is closed.")
        prefixes = {name: PREFIXES[name] for name in used(refuse(sparql, datasets=datasets)) if name in PREFIXES}
        asked = rewritten(sparql, lambda words: self.index().iris(words, fulltext.MOST))
        together, named = (None, None) if dataset is None else (graphs(dataset[0]), graphs(dataset[1]))
        try:
            return self.inner.query(asked, prefixes=prefixes, base_iri=base, default_graph=together, named_graphs=named)
        except SyntaxError as error:
            raise broken(sparql, str(error), PREFIXES) from error
        except RuntimeError as error:
            raise QueryError(f"The query cannot be evaluated: {error}.") from error
        except OSError as error:
            raise StoreError(f"The store failed to answer: {error}.") from error

    def select(self, sparql: str) -> Rows:
        """The solutions of a SELECT query."""
        found = self.answer(sparql, QuerySolutions)
        variables = tuple(v.value for v in found.variables)
        try:
            return Rows(variables, [cast("Row", tuple(solution)) for solution in found])
        except (OSError, RuntimeError) as error:
            raise StoreError(f"The store failed to answer: {error}.") from error

    def texts(self, sparql: str) -> list[list[str]]:
        """The solutions of a SELECT query as texts alone; other threads run while the engine works."""
        try:
            held = self.answer(sparql, QuerySolutions).serialize(format=QueryResultsFormat.TSV)
        except (OSError, RuntimeError) as error:
            raise StoreError(f"The store failed to answer: {error}.") from error
        lines = (held or b"").decode("utf-8").split("\n")[1:-1]
        # An IRI is most of what is asked for; a call for each would take as long as the rest.
        return [[term[1:-1] if term[:1] == "<" else plain(term) for term in line.split("\t")] for line in lines]

    def ask(self, sparql: str) -> bool:
        """The answer to an ASK query."""
        return bool(self.answer(sparql, QueryBoolean))

    def construct(self, sparql: str) -> list[Triple]:
        """The triples of a CONSTRUCT or DESCRIBE query."""
        try:
            return list(self.answer(sparql, QueryTriples))
        except (OSError, RuntimeError) as error:
            raise StoreError(f"The store failed to answer: {error}.") from error

    def lines(self) -> list[str]:
        """Every statement of the graph as an N-Triples line without its full stop."""
        if self.inner is None:
            raise StoreError("The store is closed.")
        try:
            held = self.inner.dump(format=RdfFormat.N_TRIPLES, from_graph=DefaultGraph())
        except (OSError, RuntimeError) as error:
            raise StoreError(f"The store failed to answer: {error}.") from error
        return split(held or b"")

    def answer(self, sparql: str, kind: type[Answer]) -> Answer:
        """What the engine answers to a query of one kind, its rows or triples yet to be read."""
        found = self.solve(sparql)
        if not isinstance(found, kind):
            del found  # which the error's frames would hold, and only this thread may let go of
            raise QueryError(f"The query is not {ANSWERS[kind]} query.")
        return found

    def search(self, words: str, limit: int = 20, kinds: Collection[str] = KINDS) -> list[Hit]:
        """The names, titles and sentences that hold all words, the best first."""
        return self.index().search(words, limit, kinds)

    def index(self) -> fulltext.Index:
        """The index of words, which is opened or made when it is first asked for."""
        if self.inner is None:
            raise StoreError("The store is closed.")
        if self._index is None:
            self._index = fulltext.opened(self.place) if self.place else fulltext.in_memory(self.inner)
        return self._index

    def close(self) -> None:
        """Lets go of the store's files."""
        self.inner = None
        if self._index is not None:
            self._index.close()
            self._index = None


def plain(term: str) -> str:
    r"""The text of a term of a TSV answer.

    >>> [plain(term) for term in ("<urn:a>", '"a\\tb"@zh', "1.5", "", "_:b")]
    ['urn:a', 'a\tb', '1.5', '', '']
    """
    first = term[:1]
    if first == "<":
        return term[1:-1]
    if first == "_":
        return ""
    return (value(term) or ("",))[0] if first == '"' else term


def graphs(iris: Iterable[str]) -> list[Any]:
    """The names of graphs; what is no IRI is a QueryError."""
    try:
        return [NamedNode(iri) for iri in iris]
    except ValueError as error:
        raise QueryError(f"The name of a graph is no IRI: {error}.") from error


def in_memory(triples: Iterable[Triple]) -> Store:
    """A store in memory that holds some triples."""
    inner = pyoxigraph.Store()
    inner.bulk_extend(_quads(triples))
    return EmbeddedStore(inner)


def create(path: Path, triples: Iterable[Triple]) -> None:
    """Writes a store in the folder `path`, in place of an earlier one.

    It is built beside the folder and renamed, so that neither a reader nor an interruption ever meets half a store. A
    place that holds anything else, or that cannot be written, is an OutputError.
    """
    target = path.resolve()
    try:
        if not (is_store(target) or _free(target)):
            raise OutputError(f"{path} exists and is no store of wupian; choose another place or move it away.")
        target.parent.mkdir(parents=True, exist_ok=True)
        aside = Path(tempfile.mkdtemp(prefix=f".{target.name}-", suffix=".tmp", dir=target.parent))
    except OSError as error:
        raise OutputError(f"The store {path} cannot be written: {error.strerror or error}.") from error
    try:
        _fill(aside / "new", triples)
        _swap(aside / "new", target, aside / "old")
    except OSError as error:
        raise OutputError(f"The store {path} cannot be written: {error.strerror or error}.") from error
    finally:
        shutil.rmtree(aside, ignore_errors=True)


def open_store(path: Path | str, *, counted: bool = True) -> EmbeddedStore:
    """The store in a folder, for reading; one that is missing, broken or of another kind is a StoreError that says
    what to do. Its triples are `counted`, and compared with what they were, which takes seconds where there are
    millions, or taken for what they were.
    """
    folder = Path(path)
    if not folder.exists():
        raise StoreError(f"There is no store at {path}; make one with `wupian build`, or name it with --store.")
    if not is_store(folder):
        raise StoreError(f"{path} is no store of wupian; make one with `wupian build`, or name it with --store.")
    marker = _marker(folder)
    if {**KIND, "triples": marker.get("triples"), "index": marker.get("index")} != marker:
        raise StoreError(f"The store {path} is of another version of wupian; make it anew with `wupian build`.")
    try:
        inner = pyoxigraph.Store.read_only(str(folder))
        held = len(inner) if counted else marker["triples"]
    except (OSError, RuntimeError, ValueError) as error:
        raise damaged(path, " ".join(str(error).split()).rstrip(".")) from error
    if marker["triples"] not in (held, None):
        raise damaged(path, f"it has {held} triples and was made with {marker['triples']}")
    place = folder / INDEX
    if marker["index"] is None:
        return EmbeddedStore(inner, triples=held)
    size = place.stat().st_size if place.is_file() else 0
    if size != marker["index"]:
        raise damaged(path, f"its index has {size} bytes and was made with {marker['index']}")
    return EmbeddedStore(inner, place, held)


def damaged(path: Path | str, reason: str) -> StoreError:
    """The error of a store whose files are not what they were."""
    return StoreError(f"The store {path} is damaged ({reason}); make it anew with `wupian build`.")


def is_store(path: Path) -> bool:
    """Whether a folder is a store of ours, of whatever version and in whatever state."""
    return path.is_dir() and (path / MARKER).is_file()


def _fill(folder: Path, triples: Iterable[Triple]) -> None:
    """Writes a whole store into a new folder, the marker last, and lets go of its files."""
    inner = pyoxigraph.Store(str(folder))
    inner.bulk_extend(_quads(triples))
    inner.flush()
    fulltext.create(folder / INDEX, inner)
    mark(folder, len(inner))
    del inner


def mark(folder: Path, triples: int | None) -> None:
    """Marks a folder as a store of so many triples with its index; None while it is being changed, when the number is
    not known, and the index in its folder, if there is one, does not count.
    """
    size = None if triples is None else (folder / INDEX).stat().st_size
    aside = folder / f"{MARKER}.new"
    text = json.dumps({**KIND, "triples": triples, "index": size}) + "\n"
    aside.write_text(text, encoding="utf-8", newline="\n")
    aside.replace(folder / MARKER)


def _swap(new: Path, target: Path, old: Path) -> None:
    """Puts `new` in the place of `target`; when that is interrupted the earlier store goes back to its place."""
    moved = target.is_dir()
    try:
        if moved:
            os.rename(target, old)
        os.rename(new, target)
    except BaseException:
        if moved and old.exists() and not target.exists():
            os.rename(old, target)
        raise


def _free(target: Path) -> bool:
    """Whether nothing of value stands at a place: nothing at all, or an empty folder."""
    return not target.exists() or (target.is_dir() and not any(target.iterdir()))


def _marker(folder: Path) -> dict[str, Any]:
    """What the marker says; nothing when it cannot be read."""
    try:
        said = json.loads((folder / MARKER).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return said if isinstance(said, dict) else {}


def _quads(triples: Iterable[Triple]) -> Iterable[Quad]:
    """The triples as statements of the default graph."""
    return (Quad(t.subject, t.predicate, t.object) for t in triples)
