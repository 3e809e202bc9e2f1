"""One browser for all tests, and pages opened from disk in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

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
