"""The site in a real browser: what is in sight, what a search asks, what looks other than a fact, what is printed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from graph.explore.reader import read
from graph.serve.site import addresses
from tests.serve.site.served import served

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page

    from graph.store.store import Store
    from tests.serve.site.served import Site


@pytest.fixture(scope="module")
def site(small: Store) -> Iterator[Site]:
    with served(small) as running:
        yield running


@pytest.fixture(scope="module")
def page(browser: Browser) -> Iterator[Page]:
    """One page for all tests."""
    context = browser.new_context(reduced_motion="reduce")
    context.set_default_timeout(8000)
    yield context.new_page()
    context.close()


def test_a_place_in_an_article_is_in_sight_and_its_words_can_be_selected(page: Page, site: Site, small: Store) -> None:
    page.set_viewport_size({"width": 1280, "height": 400})
    passage = read(small).passages[-1]
    page.goto(site.address + addresses.href(passage.iri, "zh"))
    mark = page.locator("#mark")
    box = mark.bounding_box()
    assert box is not None
    assert 0 <= box["y"] < 400
    page.evaluate("getSelection().selectAllChildren(document.querySelector('#mark').parentElement)")
    selected = page.evaluate("getSelection().toString()")
    assert passage.clean in selected
    assert not any(badge in selected for badge in page.locator("#mark ~ .badge").all_inner_texts())


def test_search_asks_the_room_of_search_in_the_language_of_the_page(page: Page, site: Site) -> None:
    page.goto(site.address + "/?lang=en")
    page.fill("header.site input[type=search]", "海尔 & co")
    page.press("header.site input[type=search]", "Enter")
    page.wait_for_url("**/search?*")
    assert "/search?lang=en&q=%E6%B5%B7%E5%B0%94+%26+co" in [asked for asked, _ in site.asked]


def test_a_plan_looks_other_than_a_fact(page: Page, site: Site) -> None:
    page.set_viewport_size({"width": 1280, "height": 800})
    page.goto(site.address + "/page/authority/beichen")
    border = "(each) => getComputedStyle(document.querySelector(each)).borderLeftStyle"
    borders = [page.evaluate(border, each) for each in (".proof.fact", ".proof.open")]
    assert borders == ["solid", "dashed"]


def test_on_paper_the_statements_stand_without_the_controls(page: Page, site: Site) -> None:
    page.goto(site.address + "/page/authority/yuanshan")
    page.emulate_media(media="print")
    assert not page.locator("header.site").is_visible()
    assert not page.locator(".contents").is_visible()
    assert page.locator("blockquote").first.is_visible()
    assert page.locator(".from details p").first.is_visible()
    page.emulate_media(media="screen")
