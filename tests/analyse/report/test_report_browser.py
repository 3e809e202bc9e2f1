"""The report in a real browser: quiet, safe, readable by everyone, in both languages, on a phone and on paper."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from axe_playwright_python.sync_playwright import Axe

from graph.analyse.analysis import analyse
from graph.analyse.report import page as report
from tests.analyse.sample import QINGHE_RAW, YUNSHAN_RAW, hostile, sample, store

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.browser import Opened

PHONE = 360
PAPER = 688  # the width of A4 between its margins


@pytest.fixture(scope="module")
def html() -> str:
    return report.page(sample())


def faults(opened: Opened) -> list[Any]:
    found = Axe().run(opened.page).response["violations"]
    return [(fault["id"], [node["html"][:200] for node in fault["nodes"]]) for fault in found]


def test_the_page_opens_from_disk_without_a_request_a_report_or_an_error(
    open_html: Callable[..., Opened], html: str
) -> None:
    opened = open_html(html)
    opened.page.click("#unfold")
    opened.page.click("#language")
    opened.page.click("nav a >> nth=3")
    assert opened.page.locator("h2").count() > 10
    assert opened.quiet()


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_page_breaks_no_rule_of_accessibility(
    open_html: Callable[..., Opened], html: str, lang: str, theme: str
) -> None:
    opened = open_html(html, f"?lang={lang}", theme=theme)
    assert opened.page.locator("html").get_attribute("lang") == lang
    opened.page.click("#unfold")
    assert faults(opened) == []


def test_the_dark_page_is_dark_and_the_light_one_light(open_html: Callable[..., Opened], html: str) -> None:
    paper = "getComputedStyle(document.body).backgroundColor"
    light, dark = (open_html(html, theme=theme).page.evaluate(paper) for theme in ("light", "dark"))
    assert (light, dark) == ("rgb(251, 250, 247)", "rgb(20, 23, 27)")


def test_the_language_switches_in_place_and_the_page_starts_in_chinese(
    open_html: Callable[..., Opened], html: str
) -> None:
    page = open_html(html).page
    assert (page.title(), page.locator("#language").inner_text()) == ("金融“五篇大文章”分析报告", "English")
    chinese = page.locator("#findings").inner_text()
    page.click("#language")
    assert page.locator("html").get_attribute("lang") == "en"
    assert (page.title(), page.locator("#language").inner_text()) == (
        "Five Chapters of Finance: analysis report",
        "中文",
    )
    assert "Main findings" in page.locator("#findings").inner_text()
    assert "主要发现" not in page.locator("#findings").inner_text()
    page.click("#language")
    assert page.locator("#findings").inner_text() == chinese


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("unfold", [False, True])
def test_the_page_fits_a_phone_and_wide_tables_scroll_in_their_own_box(
    open_html: Callable[..., Opened], html: str, lang: str, unfold: bool
) -> None:
    page = open_html(html, f"?lang={lang}", width=PHONE).page
    if unfold:
        page.click("#unfold")
    assert page.evaluate("document.documentElement.scrollWidth") == PHONE
    boxes = page.locator(".scroll").evaluate_all("boxes => boxes.filter((box) => box.scrollWidth > box.clientWidth)")
    assert boxes


def test_a_cell_leads_to_its_sentence_and_opens_it(open_html: Callable[..., Opened], html: str) -> None:
    page = open_html(html).page
    sentence = page.locator("blockquote .raw", has_text="青禾银行计划发展养老金融。").first
    assert not sentence.is_visible()
    page.locator(".matrix tbody tr").nth(1).locator("td").nth(3).locator("a").click()
    assert page.locator("#matrix blockquote .raw", has_text="青禾银行计划发展养老金融。").is_visible()
    assert page.locator(":target").inner_text().startswith("养老金融")


def test_a_link_to_a_cell_opens_it_from_outside(open_html: Callable[..., Opened], html: str) -> None:
    page = open_html(html, "#cell-1-1").page
    assert page.locator("#cell-1-1").is_visible()
    assert page.locator("#matrix blockquote").first.is_visible()


def test_one_button_opens_all_sentences_and_closes_them_again(open_html: Callable[..., Opened], html: str) -> None:
    page = open_html(html).page
    closed = "document.querySelectorAll('details:not([open])').length"
    folds = page.evaluate(closed)
    page.click("#unfold")
    assert page.evaluate(closed) == 0
    assert page.locator("blockquote:visible").count() == page.locator("blockquote").count()
    assert page.locator("#unfold").get_attribute("aria-pressed") == "true"
    page.click("#unfold")
    assert page.evaluate(closed) == folds > 20


def test_on_paper_every_sentence_is_open_and_afterwards_closed_again(
    open_html: Callable[..., Opened], html: str
) -> None:
    page = open_html(html).page
    closed = "document.querySelectorAll('details:not([open])').length"
    folds = page.evaluate(closed)
    assert len(page.pdf(format="A4")) > 10_000
    assert page.evaluate(closed) == folds
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print")
    assert page.evaluate(closed) == 0
    assert not page.locator("nav").is_visible()
    page.set_viewport_size({"width": PAPER, "height": 1000})
    assert page.evaluate("document.documentElement.scrollWidth") == PAPER
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert page.evaluate(closed) == folds


def test_every_quotation_in_the_browser_is_the_slice_of_its_article(
    open_html: Callable[..., Opened], html: str
) -> None:
    read = """found => found.map((one) =>
      [one.querySelector("footer").textContent, one.querySelector(".raw").textContent])"""
    found = open_html(html).page.locator("blockquote").evaluate_all(read)
    assert len(found) > 40
    raw = {"1": YUNSHAN_RAW, "2": QINGHE_RAW}
    for place, quote in found:
        source, span = place.split()
        start, end = map(int, span.split("–"))
        assert quote == raw[source.strip("[]")][start:end]


def test_a_hostile_graph_runs_nothing_and_breaks_no_layout(open_html: Callable[..., Opened]) -> None:
    opened = open_html(report.page(analyse(store(hostile()))), width=PHONE)
    opened.page.on("dialog", lambda dialog: pytest.fail(dialog.message))
    opened.page.click("#unfold")
    assert opened.page.locator("img, iframe, script[src]").count() == 0
    assert opened.page.evaluate("document.documentElement.scrollWidth") == PHONE
    assert opened.quiet()


def test_an_empty_graph_opens(open_html: Callable[..., Opened]) -> None:
    opened = open_html(report.page(analyse(store([]))), "?lang=en")
    assert "There are no articles." in opened.page.locator("header").inner_text()
    assert faults(opened) == []
    assert opened.quiet()
