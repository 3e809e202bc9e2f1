"""Services that several tests ask."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.serve.service import TOKEN, Service, running

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture(scope="session")
def seed_store(seed: Path) -> Path:
    """The folder of the seed's store."""
    return seed / "store"


@pytest.fixture(scope="session")
def service(seed_store: Path) -> Iterator[Service]:
    """The seed's graph, served with little patience."""
    with running(seed_store, "--timeout", "2", "--limit", "2", "--memory", "300", "--quiet") as found:
        yield found


@pytest.fixture(scope="session")
def loading(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    """A store that takes updates."""
    store = tmp_path_factory.mktemp("loading") / "store"
    options = ("--update-port", "0", "--update-token", TOKEN, "--workers", "1", "--quiet")
    with running(store, *options) as found:
        yield found


@pytest.fixture
def writable(loading: Service) -> Service:
    """A store that takes updates and is empty."""
    assert loading.update("DROP ALL").status == 204
    return loading
