"""The ontology's files as graphs, read once."""

from __future__ import annotations

from pathlib import Path

import pytest
from rdflib import Graph

ONTOLOGY = Path(__file__).resolve().parents[2] / "ontology"
FIXTURES = Path(__file__).resolve().parent / "fixtures"


@pytest.fixture(scope="session")
def core() -> Graph:
    return Graph().parse(ONTOLOGY / "wupian.ttl")


@pytest.fixture(scope="session")
def schemes() -> Graph:
    graph = Graph()
    for file in sorted((ONTOLOGY / "schemes").glob("*.ttl")):
        graph.parse(file)
    return graph


@pytest.fixture(scope="session")
def authority() -> Graph:
    return Graph().parse(ONTOLOGY / "authority.ttl")
