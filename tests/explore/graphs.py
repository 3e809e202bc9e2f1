"""Stores for the tests of the explorer: the fixture graph, graphs made of a few lines of Turtle, and large ones."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox

from graph.explore.page import page
from graph.explore.reader import read
from graph.rdf.write import place
from graph.store.embedded import in_memory
from graph.store.store import Store

FIXTURE = Path(__file__).with_name("fixture.ttl")
PREFIXES = """
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix wp: <https://w3id.org/wupian/ns#> .
@prefix id: <https://w3id.org/wupian/id/> .
"""


def triples(turtle: str) -> list[ox.Triple]:
    """The triples of a Turtle text, in the order of the exported files."""
    return sorted({quad.triple for quad in ox.parse(turtle, format=ox.RdfFormat.TURTLE)}, key=place)


def fixture_triples() -> list[ox.Triple]:
    return triples(FIXTURE.read_text(encoding="utf-8"))


def fixture() -> Store:
    return in_memory(fixture_triples())


def written(lines: str = "") -> Store:
    return in_memory(triples(PREFIXES + lines))


def made(store: Store) -> str:
    """The explorer page of a store, with the store's graph in it."""
    return page(read(store), store.lines())


def ring(count: int) -> str:
    """Turtle of a ring of `count` apps and banks by turns; the last one, the hub, is linked with all others."""
    lines = [
        f'id:n{number:04} a wp:{("App", "Bank")[number % 2]} ; skos:prefLabel "应用{number}"@zh .'
        for number in range(count)
    ]
    for number in range(count - 1):
        for kind, end in (("a", (number + 1) % count), ("b", count - 1)):
            lines.append(
                f"<https://w3id.org/wupian/claim/{kind}{number}> a wp:Claim ; wp:subject id:n{number:04} ; "
                f"wp:predicate wp:uses ; wp:object id:n{end:04} ; wp:modality wp:Done ; wp:confidence 0.9 ."
            )
    return PREFIXES + "\n".join(lines)
