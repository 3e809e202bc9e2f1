"""Services that several tests ask."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.serve.service import TOKEN, Service, running

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from graph.pipeline import Build


@pytest.fixture(scope="session")
def service(seed_build: Build) -> Iterator[Service]:
    """The seed's graph, served with little patience."""
    with running(seed_build.out / "store", "--timeout", "2", "--limit", "2", "--memory", "300", "--quiet") as found:
        yield found


@pytest.fixture
def writable(tmp_path: Path) -> Iterator[Service]:
    """An empty store that takes updates."""
    with running(tmp_path / "store", "--update-port", "0", "--update-token", TOKEN, "--quiet") as found:
        yield found
