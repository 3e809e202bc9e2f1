"""A store behind the SPARQL 1.1 Protocol: any endpoint that answers queries sent as a form.

A query is read here before it is sent, so that it is refused with the same words as for a store in a folder, and that
nothing but SPARQL 1.1 ever leaves. What an endpoint may cut (Virtuoso gives 10,000 rows and says so for a SELECT only)
is counted, and never taken for the whole.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar, cast

import pyoxigraph
from pyoxigraph import (
    BlankNode,
    Literal,
    NamedNode,
    QueryBoolean,
    QueryResultsFormat,
    QuerySolutions,
    QueryTriples,
    RdfFormat,
    Triple,
)

from graph.errors import QueryError, StoreError
from graph.rdf import ntriples
from graph.store import matching, scanning, virtuoso
from graph.store.embedded import EmbeddedStore
from graph.store.endpoint import LIMITS, Endpoint, Limits, words
from graph.store.prefixes import PREFIXES
from graph.store.rewriting import SOLUTION, counting, declare, is_ordered, paging, solving
from graph.store.sparql import tokens
from graph.store.store import EVERYTHING, KINDS, Hit, Row, Rows, Term

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from graph.store.endpoint import Answer

Read = TypeVar("Read", QuerySolutions, QueryBoolean, QueryTriples)
RESULTS = ("application/sparql-results+json", "application/json")
TRIPLES = {
    "application/n-triples": RdfFormat.N_TRIPLES,
    "text/turtle": RdfFormat.TURTLE,
    "application/x-turtle": RdfFormat.TURTLE,
}
ACCEPTED = "application/n-triples, text/turtle;q=0.5"
HOW_MANY = "SELECT (COUNT(*) AS ?count) WHERE { { SELECT DISTINCT ?s ?p ?o WHERE { ?s ?p ?o } } }"
ROUND = 1_000  # answers of so many rows, and of multiples, may be cut


class RemoteStore:
    """A store at the address of a SPARQL endpoint; nothing is asked before the first query."""

    def __init__(self, place: str, *, token: str | None = None, limits: Limits = LIMITS) -> None:
        self.endpoint = Endpoint(place, token=token, limits=limits)
        self.reader = EmbeddedStore(pyoxigraph.Store())
        self.is_virtuoso: bool | None = None

    def select(self, sparql: str) -> Rows:
        """The solutions of a SELECT query, all of them."""
        variables = tuple(v.value for v in self._read(sparql, QuerySolutions).variables)
        found, whole = self._counted(sparql, variables)
        if len(found) < whole:
            found = self._paged(sparql, variables, found, whole)
        return Rows(variables, found)

    def texts(self, sparql: str) -> list[list[str]]:
        """The solutions of a SELECT query as texts alone."""
        return [[text(term) for term in row] for row in self.select(sparql)]

    def ask(self, sparql: str) -> bool:
        """The answer to an ASK query."""
        self._read(sparql, QueryBoolean)
        found = self._results(self._asked(sparql, RESULTS[0]))
        if isinstance(found, bool):
            return found
        if found.variables != (virtuoso.ASKED,):
            raise StoreError(f"{self.endpoint.name} answers an ASK query with rows.")
        return found.rows == [(Literal(1),)]

    def construct(self, sparql: str) -> list[Triple]:
        """The triples of a CONSTRUCT or DESCRIBE query, all of them."""
        self._read(sparql, QueryTriples)
        answer = self._asked(sparql, ACCEPTED)
        found = self._triples(answer)
        if (self.is_virtuoso or is_round(len(found))) and (solutions := solving(sparql)):
            rows, whole = self._counted(solutions, (SOLUTION,))
            if len(rows) < whole:
                raise self._cut(len(rows), whole)
        return found

    def search(self, words: str, limit: int = 20, kinds: Collection[str] = KINDS) -> list[Hit]:
        """The names, titles and sentences that hold all words, found without an index."""
        return scanning.search(self.select, words, limit, kinds)

    def lines(self) -> list[str]:
        """Every statement of the endpoint's default graph as an N-Triples line without its full stop.

        A graph that the endpoint cuts is asked for by parts; they are the whole when they are as many as it counts.
        """
        answer = self._asked(EVERYTHING, ACCEPTED)
        first = ntriples.lines(self._triples(answer))
        found, count = dict.fromkeys(first), self.count(HOW_MANY)
        at = len(first)
        while first and len(found) < count:
            if not self.is_virtuoso and any(map(ntriples.has_blank, found)):
                raise StoreError(f"{self.endpoint.name} cuts a graph that has blank nodes; raise its limit of rows.")
            part = self._asked(f"{EVERYTHING} LIMIT {len(first)} OFFSET {at}", ACCEPTED)
            more = ntriples.lines(self._triples(part))
            if not more:
                break
            found.update(dict.fromkeys(more))
            at += len(first)
        if len(found) != count:
            raise StoreError(
                f"{self.endpoint.name} holds {count:,} statements and gives {len(found):,} of them; name one graph in "
                "the address (?default-graph-uri=…), raise the endpoint's limit of rows, and ask while nobody writes."
            )
        return list(found)

    def count(self, sparql: str) -> int:
        """The one number that a SELECT query answers with."""
        rows = self.select(sparql).rows
        value = getattr(rows[0][0], "value", "") if len(rows) == 1 and rows[0] else ""
        if not (value.isascii() and value.isdigit()):
            raise StoreError(f"{self.endpoint.name} answers with something else where it was asked for a number.")
        return int(value)

    def _read(self, sparql: str, kind: type[Read]) -> Read:
        """What an empty store answers to a query, which so is known to be one; the index of words is not asked for."""
        if "search" in sparql and matching.uses(tokens(sparql)):
            raise QueryError("search:matches asks the index of a store in a folder; an endpoint has none.")
        return self.reader.answer(sparql, kind)

    def close(self) -> None:
        """Lets go of the connections."""
        self.reader.close()
        self.endpoint.close()

    def _asked(self, sparql: str, accept: str) -> Answer:
        """What the endpoint answers to a query that was read; half an answer is a StoreError."""
        if self.reader.inner is None:
            raise StoreError("The store is closed.")
        whole = declare(sparql, PREFIXES)
        if virtuoso.climbs(whole) and self._knows_virtuoso():
            whole = virtuoso.level(whole, self._terms)
        answer = self.endpoint.form({"query": whole}, accept)
        self.is_virtuoso = virtuoso.is_virtuoso(answer.headers)
        if "x-sql-state" in answer.headers:
            raise StoreError(f"{self.endpoint.name} gives a part of the answer only, since it took long; ask for less.")
        return answer

    def _knows_virtuoso(self) -> bool:
        """Whether the endpoint is Virtuoso, which a first question tells."""
        if self.is_virtuoso is None:
            self.ask("ASK { ?s ?p ?o }")
        return bool(self.is_virtuoso)

    def _terms(self, sparql: str) -> list[str]:
        """The IRIs that a SELECT query of one variable finds, as SPARQL writes them."""
        return sorted(str(row[0]) for row in self.select(sparql) if isinstance(row[0], NamedNode))

    def _rows(self, answer: Answer, variables: tuple[str, ...]) -> list[Row]:
        """The rows of an answer, their terms in the order of some variables, which are those of the answer."""
        found = self._results(answer)
        if isinstance(found, bool):
            raise StoreError(f"{self.endpoint.name} answers a SELECT query with yes or no.")
        if sorted(found.variables) != sorted(variables):
            held = words(", ".join(found.variables))
            raise StoreError(f"{self.endpoint.name} answers with other variables than were asked for: {held}.")
        order = [found.variables.index(variable) for variable in variables]
        return [tuple(virtuoso.plain(row[i]) for i in order) for row in found]

    def _results(self, answer: Answer) -> Rows | bool:
        """The rows of an answer, or its yes or no."""
        if answer.media not in RESULTS:
            raise self._foreign(answer, "SPARQL results in JSON")
        try:
            return results(virtuoso.legible(answer.body))
        except (SyntaxError, ValueError) as error:
            fault = str(error)
        raise self._illegible(fault)  # not from the error, whose frames hold what only this thread may let go of

    def _triples(self, answer: Answer) -> list[Triple]:
        """The triples of an answer, each once."""
        if answer.media not in TRIPLES:
            raise self._foreign(answer, "N-Triples or Turtle")
        try:
            quads: Iterable[pyoxigraph.Quad] = pyoxigraph.parse(answer.body, format=TRIPLES[answer.media])
            return list(dict.fromkeys(quad.triple for quad in quads))
        except (SyntaxError, ValueError) as error:
            raise self._illegible(str(error)) from error

    def _counted(self, sparql: str, variables: tuple[str, ...]) -> tuple[list[Row], int]:
        """The rows that are given for a SELECT, and how many there are: these are counted where they may be cut."""
        answer = self._asked(sparql, RESULTS[0])
        found = self._rows(answer, variables)
        if "x-sparql-maxrows" not in answer.headers and not is_round(len(found)):
            return found, len(found)
        return found, self.count(counting(sparql))

    def _paged(self, sparql: str, variables: tuple[str, ...], first: list[Row], whole: int) -> list[Row]:
        """All rows of a SELECT of which the first are given, asked for by parts.

        Rows that are all different and as many as there are must be all of them; others may be, and are refused, as
        are those in an order, which parts do not keep.
        """
        found = list(first)
        labelled = self.is_virtuoso or not any(isinstance(term, BlankNode) for row in first for term in row)
        while labelled and not is_ordered(sparql) and first and len(found) < whole:
            part = self._rows(self._asked(paging(sparql, len(first), len(found)), RESULTS[0]), variables)
            if not part:
                break
            found += part
        if len(set(found)) != whole:
            raise self._cut(len(first), whole)
        return found

    def _cut(self, given: int, whole: int) -> StoreError:
        """The error of an answer that is cut."""
        return StoreError(
            f"{self.endpoint.name} gives {given:,} rows of {whole:,}; ask for fewer, or raise its limit "
            "(ResultSetMaxRows in virtuoso.ini)."
        )

    def _foreign(self, answer: Answer, wanted: str) -> StoreError:
        """The error of an answer of another media type."""
        kind = words(answer.media) or "an unnamed type"
        return StoreError(
            f"{self.endpoint.name} answers with {kind} where {wanted} were asked for; check that the address is that "
            "of a SPARQL endpoint."
        )

    def _illegible(self, fault: str) -> StoreError:
        """The error of an answer that is not what its media type says."""
        return StoreError(f"{self.endpoint.name} answers with what cannot be read ({words(fault)}).")


def text(term: Term | None) -> str:
    """The text of a term, that of a blank node and of nothing an empty one."""
    return "" if term is None or isinstance(term, BlankNode) else str(getattr(term, "value", ""))


def results(body: bytes) -> Rows | bool:
    """The rows of SPARQL results in JSON, or their yes or no; a SyntaxError or ValueError when they are none."""
    found = pyoxigraph.parse_query_results(body, format=QueryResultsFormat.JSON)
    if isinstance(found, QueryBoolean):
        return bool(found)
    return Rows(tuple(v.value for v in found.variables), [cast("Row", tuple(row)) for row in found])


def is_round(number: int) -> bool:
    """Whether a number of rows looks like a limit.

    >>> is_round(10_000), is_round(9_999), is_round(0)
    (True, False, False)
    """
    return number > 0 and number % ROUND == 0
