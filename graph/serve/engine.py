"""What a worker asks: a snapshot of a store on this machine, or an endpoint elsewhere."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from graph.serve.answers import Answer
    from graph.serve.wire import Head
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
    """The question of a job (see `graph.serve.worker`)."""
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

    def solve(self, asked: Question) -> Answer:
        """The answer of the engine; a QueryError for what it cannot answer."""
        ...


class Embedded:
    """The store in a folder."""

    def __init__(self, folder: str) -> None:
        from graph.store.embedded import open_store

        self.held = open_store(folder)

    @property
    def store(self) -> Store:
        """The store itself."""
        return self.held

    def solve(self, asked: Question) -> Answer:
        """The answer of the engine."""
        return solve(self.held, asked)


def engine(place: str) -> Engine:
    """The engine of a place."""
    return Embedded(place)
