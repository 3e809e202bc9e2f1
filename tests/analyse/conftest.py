"""A browser for the tests of the report, and pages opened from disk in it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pytest

from tests.browser import chromium

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
    """A page in the browser and everything that it should not have done."""

    page: Page
    requests: list[str] = field(default_factory=list)
    messages: list[str] = field(default_factory=list)

    def quiet(self) -> bool:
        """Whether it asked for nothing, wrote nothing to the console and broke no policy."""
        violations = self.page.evaluate("window.violations")
        assert (self.requests, self.messages, violations) == ([], [], [])
        return True


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    with chromium() as running:
        yield running


@pytest.fixture
def open_html(browser: Browser, tmp_path: Path) -> Iterator[Callable[..., Opened]]:
    """Opens HTML text from disk: `open_html(text, query_or_fragment, theme=…, width=…)`."""
    contexts: list[BrowserContext] = []

    def show(html: str, end: str = "", theme: str = "light", width: int = 1280) -> Opened:
        path = tmp_path / f"{len(contexts)}.html"
        path.write_bytes(html.encode("utf-8"))
        context = browser.new_context(
            viewport={"width": width, "height": 800}, color_scheme="dark" if theme == "dark" else "light"
        )
        contexts.append(context)
        context.add_init_script(WATCH)
        opened = Opened(context.new_page())
        opened.page.on("console", lambda message: opened.messages.append(message.text))
        opened.page.on("pageerror", lambda error: opened.messages.append(str(error)))
        opened.page.on(
            "request",
            lambda request: None if request.url.startswith(path.as_uri()) else opened.requests.append(request.url),
        )
        opened.page.goto(path.as_uri() + end)
        return opened

    yield show
    for context in contexts:
        context.close()
