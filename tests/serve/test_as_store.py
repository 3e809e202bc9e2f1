"""Our own service as a remote store: it is asked, and published to, like any other endpoint."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from graph.errors import StoreError
from graph.query.run import run
from graph.store.embedded import open_store
from graph.store.publishing import count, publish
from graph.store.remote import RemoteStore
from tests.serve.service import TOKEN

if TYPE_CHECKING:
    from pathlib import Path

    from tests.serve.service import Service


def test_the_service_answers_as_the_store_that_it_serves(service: Service, seed_store: Path) -> None:
    with closing(RemoteStore(f"{service.address}/sparql")) as store:
        assert sorted(store.lines()) == sorted(open_store(seed_store).lines())
        for name in ("products", "policy-paths", "theme-matrix"):
            assert run(store, name) == run(open_store(seed_store), name)
        assert store.ask("ASK { ?s a wp:Policy }")


@pytest.mark.parametrize("graph", [None, "https://example.org/图"])
@pytest.mark.parametrize("protocol", ["gsp", "update"])
def test_the_service_takes_what_is_published_with_its_token(
    writable: Service, seed_store: Path, protocol: str, graph: str | None
) -> None:
    lines = open_store(seed_store).lines()
    publish(lines, f"{writable.updates}/", graph=graph, protocol=protocol, token=TOKEN)
    with closing(RemoteStore(f"{writable.address}/sparql")) as store:
        assert count(store, graph) == len(lines)
    for token in (None, "another"):
        with pytest.raises(StoreError, match="answers 401 Unauthorized"):
            publish([], f"{writable.updates}/", graph=graph, protocol=protocol, token=token)
