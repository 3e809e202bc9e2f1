"""What a store of triples can do; every reader of the graph asks through this protocol."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Protocol

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

Term = NamedNode | BlankNode | Literal | Triple
Row = tuple[Term | None, ...]
EVERYTHING = "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }"
KINDS = ("entity", "article", "passage")  # what is searched, in the order of the hits


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


@dataclass(frozen=True, slots=True)
class Hit:
    """Something that a search found: an entity by one of its names, an article by its title, or a passage.

    `text` is the name, title or sentence that holds the words, `marks` are half-open ranges of its code points where
    they stand. `type` is the local name of the class of an entity, else `Article` or `Passage`. A higher `score` is a
    better one among hits of the same kind that are alike (names, aliases).
    """

    kind: str
    iri: str
    text: str
    type: str
    score: float
    marks: tuple[tuple[int, int], ...]


class Store(Protocol):
    """A graph that answers SPARQL 1.1 queries and is never changed.

    Queries may use the prefixes of `graph.store.prefixes` undeclared. A query that is not SPARQL, one that
    `graph.store.guard` refuses (an update, SERVICE, FROM, beyond a limit) and one of another form than the method's are
    QueryErrors; an answer that fails to come is a StoreError.
    """

    def select(self, sparql: str) -> Rows:
        """The solutions of a SELECT query."""
        ...

    def texts(self, sparql: str) -> list[list[str]]:
        """The solutions of a SELECT query as texts alone, which is quicker where there are many: of an IRI itself, of a
        literal its words, of a blank node and of what is unbound nothing.
        """
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

    def search(self, words: str, limit: int = 20, kinds: Collection[str] = KINDS) -> list[Hit]:
        """The names, titles and sentences that hold all words (see `graph.store.words.parse`), each thing once.

        Entities come first: those of exactly that name, those whose preferred label holds the words, the rest; then
        articles, then passages. Within each the best scores come first, equal ones by IRI. Too long a search and an
        unknown kind are QueryErrors.
        """
        ...

    def close(self) -> None:
        """Lets go of the store; asking afterwards is a StoreError."""
        ...
