"""What a store of triples can do; every reader of the graph asks through this protocol."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

Term = NamedNode | BlankNode | Literal | Triple
Row = tuple[Term | None, ...]
EVERYTHING = "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }"


@dataclass(frozen=True, slots=True)
class Rows:
    """The answer to a SELECT: its variables without question marks, and a row of terms for each solution."""

    variables: tuple[str, ...]
    rows: list[Row]

    def __iter__(self) -> Iterator[Row]:
        """The rows."""
        return iter(self.rows)

    def __len__(self) -> int:
        """How many rows there are."""
        return len(self.rows)


class Store(Protocol):
    """A graph that answers SPARQL 1.1 queries and is never changed.

    Queries may use the prefixes of `graph.store.prefixes` undeclared. A query that is not SPARQL, one that
    `graph.store.guard` refuses (an update, SERVICE, FROM, beyond a limit) and one of another form than the method's are
    QueryErrors; an answer that fails to come is a StoreError.
    """

    def select(self, sparql: str) -> Rows:
        """The solutions of a SELECT query."""
        ...

    def ask(self, sparql: str) -> bool:
        """The answer to an ASK query."""
        ...

    def construct(self, sparql: str) -> list[Triple]:
        """The triples of a CONSTRUCT or DESCRIBE query."""
        ...

    def lines(self) -> list[str]:
        """Every statement of the graph as an N-Triples line without its full stop, in any order."""
        ...

    def close(self) -> None:
        """Lets go of the store; asking afterwards is a StoreError."""
        ...
