"""The page in a notebook: a frame that holds it whole, shows it, and lets it reach nothing outside."""

from __future__ import annotations

import copy
import pickle
from html.parser import HTMLParser
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.explore.notebook import HEIGHT, Page, attribute
from tests.explore.graphs import fixture, made
from tests.hostile import HOSTILE

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import FrameLocator

    from tests.browser import Opened

HOST = (
    '<!DOCTYPE html><html lang="en"><meta charset="utf-8"><title>Notebook</title><body><p id="mine">mine</p>{}</html>'
)
SECRET = "<script>window.secret = 1; document.cookie = 'a=b';</script>"
PROBE = """<!DOCTYPE html><meta charset="utf-8"><p id="found"></p><script>
const tried = [() => parent.secret, () => parent.document.body, () => localStorage.length, () => document.cookie,
  () => top.location.href, () => frameElement.title];
const reached = tried.filter((get) => { try { return get() !== null; } catch { return false; } });
document.getElementById("found").textContent = `reached ${reached.length} of ${tried.length}`;
</script>"""


class Frames(HTMLParser):
    """The elements of a text with their attributes, and the text between them."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.text += data


def frame(page: str) -> dict[str, str | None]:
    """The attributes of the one element that a notebook is given."""
    parsed = Frames(Page(page)._repr_html_())
    assert ([tag for tag, _ in parsed.found], parsed.text) == (["iframe"], "")
    return parsed.found[0][1]


@given(st.text())
@settings(deadline=None)
def test_the_frame_gives_back_every_text(text: str) -> None:
    assert frame(text)["srcdoc"] == text


@given(st.lists(st.sampled_from(['"', "'", "&", "&amp;", "&#34", ";", "<", ">", "</iframe>", "\r", "\n", "\0", "x"])))
@settings(deadline=None)
def test_the_frame_gives_back_every_text_of_marks_that_could_break_it(parts: list[str]) -> None:
    assert frame("".join(parts))["srcdoc"] == "".join(parts)


@pytest.mark.parametrize("words", HOSTILE.values(), ids=HOSTILE)
def test_the_frame_gives_back_hostile_texts(words: str) -> None:
    assert frame(words)["srcdoc"] == words


@given(st.text())
@settings(deadline=None)
def test_no_quote_and_no_line_end_that_a_browser_would_change_stands_in_an_attribute(text: str) -> None:
    assert not {'"', "'", "<", ">", "\r"} & set(attribute(text))


def test_the_frame_gives_back_the_whole_explorer(html: str) -> None:
    assert frame(html)["srcdoc"] == html


def test_the_frame_is_titled_wide_and_without_the_origin_of_its_host() -> None:
    held = frame("")
    assert held["title"] == "金融“五篇大文章”知识图谱 · Five Chapters of Finance"
    assert (held["width"], held["height"]) == ("100%", str(HEIGHT))
    assert "border: 0" in str(held["style"])
    assert set(str(held["sandbox"]).split()) == {"allow-scripts", "allow-downloads", "allow-popups"}
    assert "src" not in held


def test_a_page_is_its_text() -> None:
    page = Page("<!DOCTYPE html>")
    assert page == "<!DOCTYPE html>"
    assert isinstance(page, str)
    assert (str(page), f"{page}", page.encode()) == (str(page), "<!DOCTYPE html>", b"<!DOCTYPE html>")
    assert hash(page) == hash("<!DOCTYPE html>")
    assert pickle.loads(pickle.dumps(page))._repr_html_() == copy.copy(page)._repr_html_() == page._repr_html_()


def test_a_page_does_not_fill_the_terminal() -> None:
    assert repr(Page("长" * 1_000_000)).startswith("Page of 1,000,000 characters")


def hosted(open_html: Callable[..., Opened], page: str) -> tuple[Opened, FrameLocator]:
    """A notebook's page that shows another page in its frame."""
    opened = open_html(HOST.format(SECRET + Page(page)._repr_html_()))
    return opened, opened.page.frame_locator("iframe")


def test_a_notebook_shows_the_explorer_and_what_is_clicked_in_it(open_html: Callable[..., Opened], html: str) -> None:
    opened, inside = hosted(open_html, html)
    inside.locator("html[data-ready]").wait_for(timeout=10_000)
    before = inside.locator("#panel h2").inner_text()
    inside.locator("#search").fill("北辰")
    inside.locator("#results li button, #results li a, #results li").first.click()
    inside.locator("#panel h2", has_text="北辰消费金融有限公司").wait_for(timeout=5_000)
    assert inside.locator("#panel h2").inner_text() != before
    assert opened.quiet()


def test_the_frame_is_as_wide_as_the_notebook_and_as_high_as_it_says(open_html: Callable[..., Opened]) -> None:
    opened, _ = hosted(open_html, "<!DOCTYPE html><p>seen")
    box = opened.page.locator("iframe").bounding_box()
    assert box is not None
    assert box["height"] == HEIGHT
    assert box["width"] == opened.page.evaluate("document.getElementById('mine').getBoundingClientRect().width")


def test_a_page_in_the_frame_reaches_nothing_of_the_notebook(open_html: Callable[..., Opened]) -> None:
    _, inside = hosted(open_html, PROBE)
    inside.locator("#found", has_text="reached").wait_for(timeout=5_000)
    assert inside.locator("#found").inner_text() == "reached 0 of 6"


def test_the_probe_reaches_everything_without_a_sandbox(open_html: Callable[..., Opened]) -> None:
    frame_ = Page(PROBE)._repr_html_().replace("sandbox=", "data-sandbox=")
    inside = open_html(HOST.format(SECRET + frame_)).page.frame_locator("iframe")
    inside.locator("#found", has_text="reached").wait_for(timeout=5_000)
    assert inside.locator("#found").inner_text() != "reached 0 of 6"


def test_two_pages_in_one_notebook_do_not_disturb_each_other(open_html: Callable[..., Opened], html: str) -> None:
    other = made(fixture())
    opened = open_html(HOST.format(Page(html)._repr_html_() + Page(other)._repr_html_()))
    for number in (0, 1):
        inside = opened.page.frame_locator("iframe").nth(number)
        inside.locator("html[data-ready]").wait_for(timeout=10_000)
    assert opened.quiet()
