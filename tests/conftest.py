"""One browser for all tests with pages opened from disk in it, and the seed graph in a folder and on real servers."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from graph.pipeline import discovered, extract, reviewed
from graph.rdf.export import nquads
from graph.rdf.write import Run, triples
from graph.store.embedded import create
from tests import servers
from tests.browser import Opened, chromium, open_file

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from playwright.sync_api import Browser


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with chromium() as running:
        yield running


@pytest.fixture
def open_html(browser: Browser, tmp_path: Path) -> Iterator[Callable[..., Opened]]:
    """Opens HTML text from disk: `open_html(text, query_or_fragment, theme=…, width=…, height=…)`."""
    opened: list[Opened] = []

    def show(html: str, end: str = "", **how: object) -> Opened:
        path = tmp_path / f"{len(opened)}.html"
        path.write_bytes(html.encode("utf-8"))
        opened.append(open_file(browser, path, end, **how))  # type: ignore[arg-type]  # the caller's theme and size
        return opened[-1]

    yield show
    for each in opened:
        each.page.context.close()


@pytest.fixture(scope="session")
def seed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the graph of the seed article as `graph.nq` and as `store`, and a larger one as `large.nq`."""
    folder = tmp_path_factory.mktemp("seed")
    (article,) = discovered(())
    extraction, _ = reviewed(article, extract(article))
    held = triples([extraction], Run("test", "test"))
    (folder / "graph.nq").write_text(nquads(held), encoding="utf-8")
    (folder / "large.nq").write_text(servers.large(), encoding="utf-8")
    create(folder / "store", held)
    return folder


@pytest.fixture(scope="session")
def oxigraph(seed: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The query address of an Oxigraph server that holds the seed graph."""
    folder = tmp_path_factory.mktemp("oxigraph")
    servers.load(folder / "data", seed / "graph.nq")
    with servers.oxigraph(folder, folder / "data") as address:
        yield f"{address}/query"


@pytest.fixture(scope="session")
def virtuoso(seed: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a Virtuoso without parameters, which holds the seed graph and the larger one."""
    files = {servers.GRAPH: seed / "graph.nq", servers.LARGE: seed / "large.nq"}
    with servers.virtuoso(tmp_path_factory.mktemp("virtuoso"), files) as address:
        yield f"{address}/sparql"
