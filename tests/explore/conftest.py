"""Explorer pages opened in the browser, ready to be used."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.explore.graphs import fixture, made

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.browser import Opened


@pytest.fixture(scope="session")
def html() -> str:
    return made(fixture())


@pytest.fixture
def open_explorer(open_html: Callable[..., Opened]) -> Callable[..., Opened]:
    """Opens an explorer page and waits until it is ready: `open_explorer(text, fragment, theme=…, …)`."""

    def show(html: str, fragment: str = "", **how: object) -> Opened:
        opened = open_html(html, f"#{fragment}" if fragment else "", **how)
        opened.page.wait_for_selector("html[data-ready]", timeout=10_000)
        return opened

    return show


@pytest.fixture
def open_store(open_explorer: Callable[..., Opened]) -> Callable[..., Opened]:
    """Opens the page of a store."""
    return lambda store, *rest, **more: open_explorer(made(store), *rest, **more)
