"""The graphs that the tests of the service ask: of the seed article, and a small one with every kind of statement."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from graph.pipeline import discovered, read_all, rules, statements
from graph.store.embedded import in_memory
from tests.explore.graphs import fixture

if TYPE_CHECKING:
    import pyoxigraph as ox

    from graph.store.store import Store


@pytest.fixture(scope="session")
def seed_triples() -> list[ox.Triple]:
    read, _, _ = read_all(discovered(()), "utf-8", rules(), None)
    return statements(read, None)


@pytest.fixture(scope="session")
def seed(seed_triples: list[ox.Triple]) -> Store:
    return in_memory(seed_triples)


@pytest.fixture(scope="session")
def small() -> Store:
    return fixture()


@pytest.fixture(scope="session")
def empty() -> Store:
    return in_memory([])
