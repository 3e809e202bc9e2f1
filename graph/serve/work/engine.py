"""What a worker asks: a snapshot of a store on this machine, or an endpoint elsewhere."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from graph.errors import QueryError
from graph.store.address import is_address

if TYPE_CHECKING:
    from graph.serve.work.answers import Answer
    from graph.serve.work.wire import Head
    from graph.store.embedded import EmbeddedStore
    from graph.store.store import Store


@dataclass(frozen=True, slots=True)
class Question:
    """A query of the SPARQL Protocol: its text, the graphs of its dataset (None: those of the store) and its base.

    A dataset is the graphs that are asked together, and those that GRAPH may name.
    """

    sparql: str
    dataset: tuple[tuple[str, ...], tuple[str, ...]] | None = None
    base: str | None = None


def question(sparql: str, job: Head) -> Question:
    """The question of a job (see `graph.serve.work.worker`)."""
    dataset = job.get("dataset")
    return Question(sparql, (tuple(dataset[0]), tuple(dataset[1])) if dataset else None, job.get("base"))


def solve(store: EmbeddedStore, asked: Question) -> Answer:
    """The answer of a store on this machine, where the question may choose the graphs that it is about."""
    return store.solve(asked.sparql, dataset=asked.dataset, base=asked.base, datasets=True)


class Engine(Protocol):
    """A store that is served: itself for pages, `solve` for queries of others."""

    @property
    def store(self) -> Store:
        """The store, for pages."""
        ...

    def triples(self) -> int:
        """How many triples the store has."""
        ...

    def solve(self, asked: Question) -> Answer:
        """The answer of the engine; a QueryError for what it cannot answer."""
        ...


class Embedded:
    """The store in a folder."""

    def __init__(self, folder: str) -> None:
        from graph.store.embedded import open_store

        self.held = open_store(folder, counted=False)

    @property
    def store(self) -> Store:
        """The store itself."""
        return self.held

    def triples(self) -> int:
        """How many triples it has."""
        return self.held.triples if self.held.triples is not None else counted(self.held)

    def solve(self, asked: Question) -> Answer:
        """The answer of the engine."""
        return solve(self.held, asked)


class Remote:
    """A store behind an address; its graphs are not chosen, and what it cuts is never taken for the whole."""

    def __init__(self, address: str) -> None:
        from graph.store.opening import open_store

        self.held = open_store(address)

    @property
    def store(self) -> Store:
        """The store itself."""
        return self.held

    def triples(self) -> int:
        """How many triples it has."""
        return counted(self.held)

    def solve(self, asked: Question) -> Answer:
        """The answer of the endpoint."""
        if asked.dataset:
            raise QueryError("This service asks another endpoint, whose graphs cannot be chosen here.")
        return answer(self.held, asked.sparql)


def counted(store: Store) -> int:
    """How many triples a store has, counted."""
    row = store.select("SELECT (COUNT(*) AS ?count) { ?s ?p ?o }").rows[0]
    return int(getattr(row[0], "value", 0))


def answer(store: Store, sparql: str) -> Answer:
    """The answer of any store as the engine's own values."""
    from pyoxigraph import QueryResultsFormat, parse_query_results

    from graph.query.format import as_json, bindings
    from graph.query.run import run

    found = run(store, sparql)
    if found.form in ("CONSTRUCT", "DESCRIBE"):
        return list(found.triples)
    told = {"boolean": found.truth} if found.form == "ASK" else {"results": {"bindings": bindings(found)}}
    head = {} if found.form == "ASK" else {"vars": list(found.variables)}
    return parse_query_results(as_json(head, told).encode(), format=QueryResultsFormat.JSON)


def check(folder: str) -> None:
    """Raises StoreError for a store in a folder that is not as it was made."""
    from graph.store.embedded import open_store

    open_store(folder).close()


def engine(place: str) -> Engine:
    """The engine of a place: a folder or an address."""
    return Remote(place) if is_address(place) else Embedded(place)
