"""The site in a real browser: readable by everyone, quiet, within its policy, and fitting any screen."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from axe_playwright_python.sync_playwright import Axe

from graph.explore.reader import read
from graph.serve.site import addresses
from graph.vocabulary import BASE
from tests.browser import WATCH
from tests.serve.site.served import served

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page

    from graph.store.store import Store
    from tests.serve.site.served import Site

SCREENS = ((1280, 800), (390, 844))
MODES = (("zh", "light"), ("en", "dark"))


@pytest.fixture(scope="module")
def site(small: Store) -> Iterator[Site]:
    with served(small) as running:
        yield running


@pytest.fixture(scope="module")
def planned(small: Store) -> str:
    """The IRI of a claim that is no fact."""
    return next(claim.iri for edge in read(small).edges for claim in edge.claims if claim.modality == "Planned")


@pytest.fixture(scope="module")
def reports() -> list[str]:
    """What the page writes to the console."""
    return []


@pytest.fixture(scope="module")
def page(browser: Browser, reports: list[str]) -> Iterator[Page]:
    """One page for all tests, which notes what it should not do."""
    context = browser.new_context(reduced_motion="reduce")
    context.add_init_script(WATCH)
    context.set_default_timeout(8000)
    opened = context.new_page()
    opened.on("console", lambda message: reports.append(message.text))
    opened.on("pageerror", lambda error: reports.append(str(error)))
    yield opened
    context.close()


def faults(page: Page) -> list[Any]:
    found = Axe().run(page).response["violations"]
    return [(fault["id"], [node["html"][:200] for node in fault["nodes"]]) for fault in found]


def address(name: str, planned: str) -> str:
    """The address of one page of each template."""
    things = {"entity": "authority/beichen", "theme": "theme/inclusive-finance", "article": "article/a2"}
    iris = {name: BASE + local for name, local in things.items()} | {"claim": planned}
    places = {"home": "/", "themes": "/themes", "entities": "/entities", "missing": "/nobody"}
    return addresses.href(iris[name], "zh") if name in iris else places.get(name, f"/{name}")


@pytest.mark.parametrize("name", ["home", "entity", "theme", "article", "claim", "ns", "themes", "entities", "missing"])
def test_a_page_breaks_no_rule_of_accessibility_or_policy_and_fits_every_screen(
    page: Page, reports: list[str], site: Site, planned: str, name: str
) -> None:
    reports.clear()
    page.set_viewport_size({"width": 1280, "height": 800})
    page.emulate_media(color_scheme="light")
    page.goto(site.address + address(name, planned))
    for lang, scheme in MODES:
        if page.locator("html").get_attribute("lang") != {"zh": "zh-Hans", "en": "en"}[lang]:
            page.click("header.site .lang")
        assert page.locator("html").get_attribute("lang") == {"zh": "zh-Hans", "en": "en"}[lang]
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]  # light or dark
        for width, height in SCREENS:
            page.set_viewport_size({"width": width, "height": height})
            assert page.evaluate("document.documentElement.scrollWidth") == width
        assert (name == "ns" and lang == "en") or faults(page) == []  # the rules take long on its many terms
        assert page.evaluate("window.violations") == []
    assert [text for text in reports if name != "missing" or "404" not in text] == []


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
