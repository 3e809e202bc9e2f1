"""The report in a real browser: quiet, safe, readable by everyone, in both languages, on a phone and on paper."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from axe_playwright_python.sync_playwright import Axe

from graph.analyse.analysis import analyse
from graph.analyse.report.compose import compose
from graph.analyse.report.page import page as drawn
from tests.analyse.sample import QINGHE_RAW, YUNSHAN_RAW, hostile, sample, store

if TYPE_CHECKING:
    from collections.abc import Callable

    from graph.analyse.analysis import Analysis
    from tests.browser import Opened

PHONE = 360
PAPER = 688  # the width of A4 between its margins
OUTSIDE = """() => [...document.querySelectorAll(".picture text")].filter((text) => {
  const inner = text.getBoundingClientRect(), outer = text.closest("figure").getBoundingClientRect();
  return inner.width && (inner.left < outer.left - 1 || inner.right > outer.right + 1);
}).map((text) => text.textContent)"""


def made(analysis: Analysis) -> str:
    return drawn(compose(analysis))


@pytest.fixture(scope="module")
def html() -> str:
    return made(sample())


def faults(opened: Opened) -> list[Any]:
    found = Axe().run(opened.page).response["violations"]
    return [(fault["id"], [node["html"][:200] for node in fault["nodes"]]) for fault in found]


def test_the_page_opens_from_disk_without_a_request_a_report_or_an_error(
    open_html: Callable[..., Opened], html: str
) -> None:
    opened = open_html(html)
    opened.page.click("#language")
    opened.page.click("nav a >> nth=3")
    opened.page.locator(".recipe summary").first.click()
    assert opened.page.locator("h2").count() > 10
    assert opened.quiet()


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_page_breaks_no_rule_of_accessibility(
    open_html: Callable[..., Opened], html: str, lang: str, theme: str
) -> None:
    opened = open_html(html, f"?lang={lang}", theme=theme)
    assert opened.page.locator("html").get_attribute("lang") == lang
    opened.page.evaluate("document.querySelectorAll('details').forEach((fold) => { fold.open = true; })")
    assert faults(opened) == []


def test_the_dark_page_is_dark_and_the_light_one_light(open_html: Callable[..., Opened], html: str) -> None:
    paper = "getComputedStyle(document.body).backgroundColor"
    light, dark = (open_html(html, theme=theme).page.evaluate(paper) for theme in ("light", "dark"))
    assert (light, dark) == ("rgb(251, 250, 247)", "rgb(20, 23, 27)")


def test_the_pictures_follow_the_page_from_light_to_dark(open_html: Callable[..., Opened], html: str) -> None:
    ink = "getComputedStyle(document.querySelector('.picture text')).fill"
    light, dark = (open_html(html, theme=theme).page.evaluate(ink) for theme in ("light", "dark"))
    assert light != dark


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_no_word_of_a_picture_leaves_its_frame(open_html: Callable[..., Opened], html: str, lang: str) -> None:
    page = open_html(html, f"?lang={lang}").page
    assert page.locator(f".picture text:visible:not(.{'en' if lang == 'zh' else 'zh'})").count() > 10
    assert page.evaluate(OUTSIDE) == []


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
def test_the_page_fits_a_phone_and_wide_tables_scroll_in_their_own_box(
    open_html: Callable[..., Opened], html: str, lang: str
) -> None:
    page = open_html(html, f"?lang={lang}", width=PHONE).page
    page.evaluate("document.querySelectorAll('details').forEach((fold) => { fold.open = true; })")
    assert page.evaluate("document.documentElement.scrollWidth") == PHONE
    boxes = page.locator(".scroll").evaluate_all("boxes => boxes.filter((box) => box.scrollWidth > box.clientWidth)")
    assert boxes


def test_a_citation_leads_to_its_sentence(open_html: Callable[..., Opened], html: str) -> None:
    page = open_html(html).page
    link = page.locator(".matrix tbody tr").nth(1).locator("td").nth(3).locator("a").first
    link.click()
    assert "青禾银行计划发展养老金融。" in page.locator(":target").inner_text()
    assert page.locator(":target").is_visible()


def test_on_paper_nothing_is_cut_off_and_what_cannot_be_clicked_is_gone(
    open_html: Callable[..., Opened], html: str
) -> None:
    page = open_html(html, theme="dark").page
    assert len(page.pdf(format="A4")) > 10_000
    page.emulate_media(media="print")
    page.set_viewport_size({"width": PAPER, "height": 1000})
    assert page.evaluate("document.documentElement.scrollWidth") == PAPER
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    for hidden in ("nav", "#print", "#language", ".recipe"):
        assert not page.locator(hidden).first.is_visible()
    cut = page.locator(".scroll").evaluate_all("boxes => boxes.filter((b) => b.scrollWidth > b.clientWidth + 1).length")
    assert cut == 0


def test_every_citation_in_the_browser_is_the_slice_of_its_article(open_html: Callable[..., Opened], html: str) -> None:
    read = """found => found.map((one) =>
      [one.querySelector("footer .place").textContent, one.querySelector("footer a").getAttribute("href"),
       one.querySelector(".raw").textContent])"""
    found = open_html(html).page.locator(".quotes blockquote").evaluate_all(read)
    assert len(found) > 8
    raw = {"#source-1": YUNSHAN_RAW, "#source-2": QINGHE_RAW}
    for place, source, quote in found:
        start, end = map(int, place.split("–"))
        assert quote == raw[source][start:end]


def test_a_hostile_graph_runs_nothing_and_breaks_no_layout(open_html: Callable[..., Opened]) -> None:
    opened = open_html(made(analyse(store(hostile()))), width=PHONE)
    opened.page.on("dialog", lambda dialog: pytest.fail(dialog.message))
    assert opened.page.locator("img, iframe, script[src]").count() == 0
    assert opened.page.evaluate("document.documentElement.scrollWidth") == PHONE
    assert opened.quiet()


def test_an_empty_graph_opens(open_html: Callable[..., Opened]) -> None:
    opened = open_html(made(analyse(store([]))), "?lang=en")
    assert "There are no articles." in opened.page.locator("header").inner_text()
    assert faults(opened) == []
    assert opened.quiet()
