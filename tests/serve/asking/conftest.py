"""One double and one page in the browser for all tests of the query page; each test ends with both still quiet."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pytest

from tests.browser import WATCH, Opened
from tests.query.graphs import triples
from tests.serve.asking.double import Double, serving

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Locator, Page

REFUSED = re.compile(r"Failed to load resource: (the server responded with a status of|net::ERR_EMPTY_RESPONSE)")
WIDE, PHONE = {"width": 1280, "height": 900}, {"width": 390, "height": 844}


@dataclass
class Desk:
    """The query page in the browser, and the double that serves it."""

    opened: Opened
    double: Double

    @property
    def page(self) -> Page:
        """The page."""
        return self.opened.page

    @property
    def source(self) -> Locator:
        """The text field of the editor."""
        return self.page.locator("#source")

    def open(self, end: str = "?lang=zh", *, theme: str = "light", phone: bool = False) -> Desk:
        """Opens the page afresh, with no history."""
        if "#" in end:
            self.page.goto("about:blank")
        self.page.set_viewport_size(PHONE if phone else WIDE)  # type: ignore[arg-type]  # a size
        self.page.emulate_media(color_scheme="dark" if theme == "dark" else "light")
        self.page.goto(f"{self.double.address}/query{end}")
        self.page.wait_for_selector("html[data-ready]")
        return self

    def write(self, query: str) -> Desk:
        """Puts a text into the editor as typing does, the cursor behind it."""
        self.source.fill("")
        self.page.keyboard.insert_text(query)
        self.page.keyboard.press("Escape")
        return self

    def ask(self, query: str) -> Desk:
        """Asks a query by the keyboard and waits for its answer."""
        self.write(query)
        self.page.keyboard.press("Control+Enter")
        self.page.wait_for_selector("#answer .summary, #problem .problem")
        self.page.wait_for_selector("#results:not([aria-busy])")
        return self

    def module(self, name: str, script: str, data: Any = None) -> Any:
        """What a script makes of a module of the page (as `it`) and some data."""
        code = f"async (data) => {{ const it = await import('/static/query-{name}.js'); return ({script}); }}"
        return self.page.evaluate(code, data)

    def cells(self, column: int) -> list[str]:
        """The texts of a column of the answer's table, counted from one."""
        return self.page.locator(f"#view tbody tr td:nth-child({column + 1})").all_inner_texts()


@pytest.fixture(scope="session")
def double() -> Iterator[Double]:
    with serving(triples()) as running:
        yield running


@pytest.fixture(scope="session")
def only_desk(browser: Browser, double: Double) -> Iterator[Desk]:
    context = browser.new_context(reduced_motion="reduce")
    context.add_init_script(WATCH)
    context.set_default_timeout(5000)
    opened = Opened(context.new_page())
    opened.page.on("console", lambda message: opened.messages.append(message.text))
    opened.page.on("pageerror", lambda error: opened.messages.append(str(error)))
    own = (double.address, "data:", "blob:", "about:")
    opened.page.on("request", lambda asked: None if asked.url.startswith(own) else opened.requests.append(asked.url))
    yield Desk(opened, double)
    context.close()


@pytest.fixture
def scripts(only_desk: Desk) -> Desk:
    """The Chinese page as an earlier test left it, for tests of its scripts alone."""
    return only_desk if "/query?lang=zh" in only_desk.page.url else only_desk.open()


@pytest.fixture
def desk(only_desk: Desk) -> Iterator[Desk]:
    """The page, opened in Chinese; afterwards it has asked nobody else, complained of nothing, broken no policy."""
    only_desk.open()
    only_desk.page.evaluate("localStorage.clear()")
    only_desk.opened.messages.clear()
    yield only_desk
    only_desk.double.ended.clear()
    only_desk.double.terms = True
    only_desk.opened.messages[:] = [text for text in only_desk.opened.messages if not REFUSED.match(text)]
    assert only_desk.opened.quiet()
