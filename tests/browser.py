"""A real headless Chromium for the tests: found on the machine, started without network or first-run chatter."""

from __future__ import annotations

import os
import shutil
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page

NAMES = ("chromium", "chromium-browser", "google-chrome")
ARGUMENTS = (
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)

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

    def to(self, fragment: str) -> None:
        """Follows a deep link within the page."""
        self.page.evaluate("(fragment) => { location.hash = fragment; }", fragment)
        self.page.wait_for_timeout(15)


def open_file(
    browser: Browser, file: Path, end: str = "", *, theme: str = "light", width: int = 1280, height: int = 800
) -> Opened:
    """A page opened from disk; `end` is its query or fragment. Anything but the file itself counts as a request."""
    return open_address(browser, file.as_uri(), end, theme=theme, width=width, height=height)


def open_address(
    browser: Browser, address: str, end: str = "", *, theme: str = "light", width: int = 1280, height: int = 800
) -> Opened:
    """A page at an address; anything that does not begin with the address, without what follows it, is a request."""
    context = browser.new_context(
        viewport={"width": width, "height": height},
        color_scheme="dark" if theme == "dark" else "light",
        reduced_motion="reduce",
    )
    context.add_init_script(WATCH)
    context.set_default_timeout(8000)
    opened = Opened(context.new_page())
    opened.page.on("console", lambda message: opened.messages.append(message.text))
    opened.page.on("pageerror", lambda error: opened.messages.append(str(error)))
    opened.page.on(
        "request",
        lambda request: None if request.url.startswith((address, "data:")) else opened.requests.append(request.url),
    )
    opened.page.goto(address + end)
    return opened


def executable() -> str | None:
    """The Chromium of `WUPIAN_CHROMIUM` or of the path; None means the one that Playwright brings."""
    return os.environ.get("WUPIAN_CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)


@contextmanager
def chromium() -> Iterator[Browser]:
    """A running browser, closed with everything in it at the end."""
    from playwright.sync_api import sync_playwright

    arguments = list(ARGUMENTS) + (["--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else [])
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable(), args=arguments)
        try:
            yield browser
        finally:
            browser.close()
