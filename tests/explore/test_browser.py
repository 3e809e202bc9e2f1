"""The page in a real browser: safe, quiet, readable by everyone, every relation with its sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from axe_playwright_python.sync_playwright import Axe

from graph.explore.reader import read
from graph.explore.view import BASE
from tests.explore.graphs import fixture, written

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.browser import Opened

BEICHEN = "node=authority%2Fbeichen"
PATH = "path=authority%2Fbeichen+authority%2Fshifan"
RESPONSE = "response=id%2Fpolicy-1+authority%2Fbeichen"
LOCAL = "local=authority%2Fbeichen&depth=2&node=authority%2Fbeichen"
CELL = "cell=authority%2Fbeichen+theme%2Finclusive-finance&view=matrix"
SENTENCE = "sentence=article%2Fa1%23char%3D90%2C120&view=article"
VIEWS = ("view=article", "view=matrix", "view=timeline", "view=figures", "view=list", "view=paths")
FIGURE = "figure=" + read(fixture()).figures[0].iri.removeprefix(BASE)


def claim(predicate: str, end: str) -> str:
    """The fragment of the first claim of a relation to an object."""
    edge = next(edge for edge in read(fixture()).edges if edge.predicate == predicate and edge.object.endswith(end))
    return "claim=" + edge.claims[0].iri.removeprefix(BASE)


def faults(opened: Opened) -> list[Any]:
    found = Axe().run(opened.page).response["violations"]
    return [(fault["id"], [node["html"][:200] for node in fault["nodes"]]) for fault in found]


def test_the_page_opens_from_disk_without_a_request_a_report_or_an_error(
    open_explorer: Callable[..., Opened], html: str
) -> None:
    opened = open_explorer(html)
    for fragment in (BEICHEN, claim("develops", "zhushou"), "view=list", "lang=en&theme=dark", ""):
        opened.to(fragment)
    opened.page.hover("#canvas")
    assert opened.quiet()
    assert opened.page.locator("#canvas canvas").count() == 1


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_no_view_breaks_a_rule_of_accessibility(
    open_explorer: Callable[..., Opened], html: str, lang: str, theme: str
) -> None:
    opened = open_explorer(html, f"lang={lang}", theme=theme)
    assert opened.page.locator("html").get_attribute("lang") == lang
    assert opened.page.locator("html").get_attribute("data-theme") == theme
    opened.page.fill("#search", "金融")
    assert opened.page.locator("#results li").count() > 5
    assert faults(opened) == []
    opened.page.fill("#search", "")
    for fragment in (BEICHEN, FIGURE, claim("offers", "lvya"), PATH, RESPONSE, LOCAL, CELL, SENTENCE, *VIEWS):
        opened.to(f"lang={lang}&{fragment}")
        assert (fragment, faults(opened)) == (fragment, [])
    assert opened.quiet()


def test_the_page_fits_a_phone_and_breaks_no_rule_there(open_explorer: Callable[..., Opened], html: str) -> None:
    opened = open_explorer(html, BEICHEN, width=390, height=844)
    for fragment in (BEICHEN, claim("develops", "zhushou"), PATH, RESPONSE, LOCAL, CELL, *VIEWS):
        opened.to(f"{fragment}&lang=en")
        assert (fragment, opened.page.evaluate("document.documentElement.scrollWidth")) == (fragment, 390)
    opened.page.click("#filter-box summary")
    assert faults(opened) == []


def test_every_relation_opens_its_sentence_exactly(open_explorer: Callable[..., Opened], html: str) -> None:
    opened, view = open_explorer(html), read(fixture())
    quotes = {passage.iri: passage.quote for passage in view.passages}
    for edge in view.edges:
        opened.to("claim=" + edge.claims[0].iri.removeprefix(BASE))
        for number, one in enumerate(edge.claims):
            marks = (
                opened.page.locator(".claim")
                .nth(number)
                .locator("mark")
                .evaluate_all("marks => marks.map((mark) => mark.textContent)")
            )
            assert marks == [quotes[passage] for passage in one.passages]


def test_the_start_counts_the_graph_and_says_how_to_begin(open_explorer: Callable[..., Opened], html: str) -> None:
    opened, view = open_explorer(html), read(fixture())
    live = sum(any(not one.rejected for one in edge.claims) for edge in view.edges)
    totals = opened.page.locator(".totals dd").all_inner_texts()
    assert list(map(int, totals)) == [len(view.nodes), live, len(view.figures), len(view.articles)]
    assert opened.page.locator(".steps li").count() == 3
    themes = opened.page.locator(".hubs.themes li")
    assert themes.count() == sum(node.type == "Theme" for node in view.nodes)
    name = themes.first.locator("bdi").inner_text()
    themes.first.locator("button").click()
    assert opened.page.locator("#panel h2").inner_text() == name


def test_a_plan_is_tagged_with_its_confidence_and_its_speaker(open_explorer: Callable[..., Opened], html: str) -> None:
    opened = open_explorer(html, claim("runs", "yinling"))
    assert opened.page.locator(".claim .tag.open").inner_text() == "计划"
    assert "置信度 80%" in opened.page.locator(".claim .tags").inner_text()
    assert "周衡" in opened.page.locator(".claim dl").inner_text()


def test_an_entity_lists_each_of_its_relations_with_its_confidence(
    open_explorer: Callable[..., Opened], html: str
) -> None:
    opened, view = open_explorer(html, BEICHEN), read(fixture())
    own = [edge for edge in view.edges if "/beichen" in edge.subject + edge.object]
    rows = opened.page.locator(".relations tbody tr")
    assert rows.count() == len([edge for edge in own if any(not one.rejected for one in edge.claims)]) > 5
    assert all("%" in text for text in rows.locator(".standing").all_inner_texts())


def test_figures_open_their_sentence_too(open_explorer: Callable[..., Opened], html: str) -> None:
    opened = open_explorer(html, BEICHEN)
    assert "> 1,200万人" in opened.page.locator("#panel").inner_text()
    opened.page.locator("#panel table").first.locator("button").last.click()
    assert "1200万人" in opened.page.locator("mark").inner_text()
    assert "figure=" in opened.page.url


def test_the_language_switches_in_place_and_stays_in_the_link(open_explorer: Callable[..., Opened], html: str) -> None:
    opened = open_explorer(html, BEICHEN)
    assert opened.page.locator("#panel h2").inner_text() == "北辰消费金融有限公司"
    opened.page.click("#language")
    assert opened.page.locator("#panel h2").inner_text() == "Beichen Consumer Finance"
    assert opened.page.title() == "Five Chapters of Finance"
    assert "lang=en" in opened.page.url
    assert opened.page.locator("#filter-form").locator("legend").all_inner_texts() == [
        "Classes",
        "Relations",
        "Status",
    ]


def test_search_finds_names_english_names_and_aliases_by_keyboard(
    open_explorer: Callable[..., Opened], html: str
) -> None:
    opened = open_explorer(html)
    for words, name in (
        ("beichen", "北辰消费金融有限公司"),
        ("北辰消金", "北辰消费金融有限公司"),
        ("贷前", "贷前审批"),
    ):
        opened.page.keyboard.press("/")
        opened.page.keyboard.insert_text(words)
        opened.page.keyboard.press("ArrowDown")
        opened.page.keyboard.press("Enter")
        assert opened.page.locator("#panel h2").inner_text() == name
        assert opened.page.evaluate("document.activeElement.tagName") == "H2"


def test_the_canvas_is_walked_by_arrow_keys(open_explorer: Callable[..., Opened], html: str) -> None:
    opened = open_explorer(html)
    opened.page.focus("#canvas")
    opened.page.keyboard.press("ArrowRight")
    first = opened.page.url
    opened.page.keyboard.press("ArrowLeft")
    assert "node=" in first
    assert opened.page.url != first
    assert opened.page.locator("#status").inner_text()
    opened.page.keyboard.press("Escape")
    assert "node=" not in opened.page.url


def test_a_click_on_a_node_opens_it_and_a_click_on_an_edge_its_evidence(
    open_explorer: Callable[..., Opened], html: str
) -> None:
    opened = open_explorer(html)
    where = """(iri) => { const id = graph.nodes.findIndex((node) => node.iri.endsWith(iri));
      const place = network.canvasToDOM(network.getPosition(id)), box = $("canvas").getBoundingClientRect();
      return [place.x + box.x, place.y + box.y]; }"""
    start, end = (opened.page.evaluate(where, iri) for iri in ("authority/beichen", "loan-xinghuo"))
    opened.page.mouse.click(*start)
    opened.page.wait_for_timeout(80)
    assert opened.page.locator("#panel h2").inner_text() == "北辰消费金融有限公司"
    opened.page.mouse.click((start[0] + end[0]) / 2, (start[1] + end[1]) / 2)
    opened.page.wait_for_timeout(80)
    assert "星火贷" in opened.page.locator("mark").inner_text()


def test_filters_narrow_the_list_and_say_so(open_explorer: Callable[..., Opened], html: str) -> None:
    opened = open_explorer(html, "view=list")
    relations = opened.page.locator("#list-view table").nth(1).locator("tbody tr")
    assert relations.count() == 29
    opened.page.get_by_label("仅看原文明示的关系").check()
    explicit = relations.count()
    assert 0 < explicit < 29
    opened.page.locator("#confidence").fill("0.9")
    opened.page.wait_for_timeout(60)
    assert 0 < relations.count() < explicit
    assert f"{relations.count()}/29" in opened.page.locator("#status").inner_text()
    opened.page.click("#reset")
    opened.page.get_by_label("显示已被否决的断言").check()
    assert relations.count() == 30
    opened.page.select_option("#about-filter", label="绿色金融")
    assert opened.page.locator("#list-view table").nth(0).locator("tbody tr").count() == 3
    opened.page.click("#reset")
    opened.page.locator(".modalities input[value=Done]").uncheck()
    assert relations.count() == 3


def test_the_legend_counts_every_class(open_explorer: Callable[..., Opened], html: str) -> None:
    opened, nodes = open_explorer(html), read(fixture()).nodes
    counts = opened.page.locator(".types .count").all_inner_texts()
    assert sum(map(int, counts)) == len(nodes)
    assert opened.page.locator(".types svg").count() == len({node.type for node in nodes})


def test_the_relation_filter_counts_what_no_reviewer_rejected(open_explorer: Callable[..., Opened], html: str) -> None:
    opened, edges = open_explorer(html), read(fixture()).edges
    live = [edge for edge in edges if not all(claim.rejected for claim in edge.claims)]
    counts = opened.page.locator(".predicates .count").all_inner_texts()
    assert sum(map(int, counts)) == len(live) < len(edges)
    assert len(counts) == len({edge.predicate for edge in edges})


def test_an_empty_graph_and_a_single_entity_open(open_store: Callable[..., Opened]) -> None:
    empty = open_store(written())
    assert empty.page.locator("#canvas-empty").is_visible()
    assert empty.quiet()
    assert faults(empty) == []
    single = open_store(written('id:a a wp:App ; skos:prefLabel "独一"@zh .'), "node=id%2Fa")
    assert single.page.locator("#panel h2").inner_text() == "独一"
    assert single.quiet()


def test_a_compressed_graph_opens(open_store: Callable[..., Opened]) -> None:
    text = "字" * 1000
    opened = open_store(written("".join(f'id:n{n} a wp:App ; skos:prefLabel "{n}{text}"@zh .\n' for n in range(350))))
    assert "350" in opened.page.locator("#counts").inner_text()
    assert opened.quiet()
