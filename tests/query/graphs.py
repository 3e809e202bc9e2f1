"""The graph of `fixture.ttl` with the core vocabulary, with and without what breaks the rules, in both engines."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pyoxigraph as ox
import rdflib

from graph.rdf.known import core
from graph.rdf.validate import convert
from graph.store.embedded import in_memory
from graph.store.store import Store

FOLDER = Path(__file__).resolve().parent
ANSWERS = FOLDER / "answers"


@cache
def triples(broken: bool = False) -> tuple[ox.Triple, ...]:
    """The triples of the fixture, with those that break the rules if asked."""
    files = ["fixture.ttl", "violations.ttl"] if broken else ["fixture.ttl"]
    held = [quad.triple for file in files for quad in ox.parse(path=str(FOLDER / file))]
    return (*core(), *held)


@cache
def store(broken: bool = False) -> Store:
    """The triples in our own store."""
    return in_memory(triples(broken))


@cache
def graph(broken: bool = False) -> rdflib.Graph:
    """The triples in rdflib's own memory."""
    return convert(triples(broken))
