"""Stores for the tests of the explorer: the fixture graph and graphs made of a few lines of Turtle."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pyoxigraph

FIXTURE = Path(__file__).with_name("fixture.ttl")
PREFIXES = """
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix wp: <https://w3id.org/wupian/ns#> .
@prefix id: <https://w3id.org/wupian/id/> .
"""


@dataclass(frozen=True)
class Rows:
    """The answer to a SELECT."""

    variables: tuple[str, ...]
    rows: list[tuple[pyoxigraph.NamedNode | pyoxigraph.BlankNode | pyoxigraph.Literal | pyoxigraph.Triple | None, ...]]


class Memory:
    """A store in memory that has the part of the store protocol that the explorer uses."""

    def __init__(self, turtle: str) -> None:
        self.inner = pyoxigraph.Store()
        self.inner.load(turtle.encode("utf-8"), format=pyoxigraph.RdfFormat.TURTLE)

    def select(self, sparql: str) -> Rows:
        found = self.inner.query(sparql)
        assert isinstance(found, pyoxigraph.QuerySolutions)
        names = tuple(variable.value for variable in found.variables)
        return Rows(names, [tuple(row[name] for name in names) for row in found])


def fixture() -> Memory:
    return Memory(FIXTURE.read_text(encoding="utf-8"))


def written(lines: str = "") -> Memory:
    return Memory(PREFIXES + lines)


def jsonld(store: Memory) -> str:
    """The store's graph as JSON-LD."""
    text = pyoxigraph.serialize((quad.triple for quad in store.inner), format=pyoxigraph.RdfFormat.JSON_LD)
    assert text is not None
    return text.decode("utf-8")
