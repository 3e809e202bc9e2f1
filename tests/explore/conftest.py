"""One browser for all tests of the explorer, and pages opened from disk in it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pytest

from graph.explore.page import page as build
from graph.files import write
from tests.browser import chromium
from tests.explore.graphs import fixture, fixture_jsonld

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, BrowserContext, Page

WATCH = """
window.violations = [];
document.addEventListener("securitypolicyviolation", (event) => window.violations.push(event.violatedDirective));
"""


@dataclass
class Opened:
    """A page in the browser and everything it should not have done."""

    page: Page
    requests: list[str] = field(default_factory=list)
    messages: list[str] = field(default_factory=list)

    def quiet(self) -> bool:
        """Whether it made no request, wrote nothing to the console and broke no policy."""
        violations = self.page.evaluate("window.violations")
        assert (self.requests, self.messages, violations) == ([], [], [])
        return True

    def to(self, fragment: str) -> None:
        """Follows a deep link within the page."""
        self.page.evaluate("(fragment) => { location.hash = fragment; }", fragment)
        self.page.wait_for_timeout(15)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with chromium() as running:
        yield running


@pytest.fixture(scope="session")
def html() -> str:
    return build(fixture(), jsonld=fixture_jsonld())


@pytest.fixture
def open_html(browser: Browser, tmp_path: Path) -> Iterator[Callable[..., Opened]]:
    """Opens HTML text from disk: `open_html(text, fragment, theme=…, width=…, height=…)`."""
    contexts: list[BrowserContext] = []

    def show(html: str, fragment: str = "", theme: str = "light", width: int = 1280, height: int = 800) -> Opened:
        path = tmp_path / f"{len(contexts)}.html"
        write(path, html)
        context = browser.new_context(
            viewport={"width": width, "height": height},
            color_scheme="dark" if theme == "dark" else "light",
            reduced_motion="reduce",
        )
        contexts.append(context)
        context.add_init_script(WATCH)
        opened = Opened(context.new_page())
        opened.page.on("console", lambda message: opened.messages.append(message.text))
        opened.page.on("pageerror", lambda error: opened.messages.append(str(error)))
        opened.page.on(
            "request", lambda request: None if request.url.startswith("file:") else opened.requests.append(request.url)
        )
        opened.page.goto(path.as_uri() + (f"#{fragment}" if fragment else ""))
        opened.page.wait_for_selector("html[data-ready]", timeout=10_000)
        return opened

    yield show
    for context in contexts:
        context.close()


@pytest.fixture
def open_store(open_html: Callable[..., Opened]) -> Callable[..., Opened]:
    """Opens the page of a store."""
    return lambda store, *rest, **more: open_html(build(store), *rest, **more)
