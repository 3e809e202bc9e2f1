"""The article view: the raw text with its names and sentences marked, and the graph that lights up beside it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page

from graph.explore.mentions import mentions
from graph.explore.reader import read
from graph.explore.repairs import repaired, repairs
from graph.explore.view import BASE, Edge, View
from graph.pipeline import discovered, read_all, rules, statements
from graph.store.embedded import in_memory
from tests.browser import Opened
from tests.explore.graphs import fixture, made, written

ARTICLES = ("a1", "a2")
LINES = """() => [...document.querySelectorAll("#article-text p")].map((line) => {
  const copy = line.cloneNode(true);
  for (const extra of copy.querySelectorAll("button, svg")) extra.remove();
  return copy.textContent;
})"""
LINKS = """() => [...document.querySelectorAll("#article-text a.mention")].map((link) =>
  [Number(link.dataset.start), link.textContent, graph.nodes[link.dataset.node].iri, link.title])"""
SENTENCES = """() => [...document.querySelectorAll("#article-text .said")].map((said) =>
  [graph.passages[said.dataset.passage].iri, said.textContent])"""
COUNTS = """() => [...document.querySelectorAll("#article-text .statements-count")].map((button) =>
  [graph.passages[button.dataset.passage].iri, Number(button.textContent)])"""
GHOSTS = """() => nodeSet.get().filter(({ color }) => color.background === css("--ghost"))
  .map(({ id }) => graph.nodes[id].iri)"""
EDGES = "[...shown.edge.keys()].filter((number) => shown.edge[number])"
PLACE = """(iri) => { const id = graph.nodes.findIndex((node) => node.iri.endsWith(iri));
  const place = network.canvasToDOM(network.getPosition(id)), box = $("canvas").getBoundingClientRect();
  return [place.x + box.x, place.y + box.y]; }"""
LIT = (
    """() => [...document.querySelectorAll("#article-text a.lit")].map((link) => graph.nodes[link.dataset.node].iri)"""
)
CHOSEN = """() => [...document.querySelectorAll("#article-text .chosen")].map((said) =>
  graph.passages[said.dataset.passage].iri)"""
MARKED = f"(edge) => {{ go({{ edge }}); return ({CHOSEN})(); }}"
IN_SIGHT = """(iri) => { const number = graph.passages.findIndex((passage) => passage.iri === iri);
  const said = document.querySelector(`#article-text [data-passage="${number}"]`).getBoundingClientRect();
  const view = $("article-view").getBoundingClientRect();
  return said.top >= view.top && said.bottom <= Math.min(view.bottom, innerHeight); }"""


@pytest.fixture(scope="module")
def seed() -> tuple[View, str]:
    """What the seed's page shows, and the page."""
    found, _, _ = read_all(discovered(()), "utf-8", rules(), None)
    store = in_memory(statements(found, None))
    return read(store), made(store)


def at(article: str, more: str = "") -> str:
    """The fragment of an article's view."""
    return f"view=article&raw=1&article=article%2F{article}{more}"


def iri(article: str) -> str:
    return f"{BASE}article/{article}"


def stated(view: View, article: str) -> dict[str, int]:
    """How many claims that no reviewer rejected, and figures, each passage of an article proves."""
    claims = [one.passages for edge in view.edges for one in edge.claims if not one.rejected]
    held = Counter(
        passage for passages in (*claims, *(figure.passages for figure in view.figures)) for passage in passages
    )
    return {passage: count for passage, count in held.items() if passage.startswith(iri(article) + "#")}


def told(view: View, article: str) -> list[Edge]:
    """The relations that an article states."""
    return [
        edge
        for edge in view.edges
        if any(p.startswith(iri(article) + "#") for one in edge.claims if not one.rejected for p in one.passages)
    ]


def around(view: View, article: str, node: str) -> set[str]:
    """An entity and those that an article links it with."""
    edges = [(edge.subject, edge.object) for edge in told(view, article)]
    return {node}.union(*(ends for ends in edges if node in ends))


def present(view: View, article: str) -> set[str]:
    """The entities of which an article states anything."""
    figures = {figure.subject for figure in view.figures if figure.passages[0].startswith(iri(article) + "#")}
    return figures.union(*((edge.subject, edge.object) for edge in told(view, article)))


def raw_lines(text: str) -> list[str]:
    return [line for line in text.split("\n") if line.strip()]


@pytest.mark.parametrize("article", ARTICLES)
def test_the_article_reads_exactly_as_its_raw_text(
    open_explorer: Callable[..., Opened], html: str, article: str
) -> None:
    opened, view = open_explorer(html, at(article)), read(fixture())
    (text,) = (each.text for each in view.articles if each.iri == iri(article))
    assert opened.page.evaluate(LINES) == raw_lines(text)


def test_the_readable_words_are_those_that_were_read_with_every_name_in_its_place(
    open_explorer: Callable[..., Opened], html: str, seed: tuple[View, str]
) -> None:
    for page, view in ((html, read(fixture())), (seed[1], seed[0])):
        opened = open_explorer(page)
        for article in view.articles:
            opened.to(f"view=article&article={article.iri.removeprefix(BASE)}")
            clean = repaired(article.text, repairs(article.text))
            assert "".join(opened.page.evaluate(LINES)) == "".join(raw_lines(clean))
            links: list[Any] = opened.page.evaluate(LINKS)
            places = [(m.start, m.entity) for m in mentions(view) if m.article == article.iri]
            assert [(start, entity) for start, _, entity, _ in links] == places


@pytest.mark.parametrize("article", ARTICLES)
def test_every_name_is_a_link_with_the_raw_words_to_its_entity(
    open_explorer: Callable[..., Opened], html: str, article: str
) -> None:
    opened, view = open_explorer(html, at(article)), read(fixture())
    (text,) = (each.text for each in view.articles if each.iri == iri(article))
    wanted = [(m.start, text[m.start : m.end], m.entity) for m in mentions(view) if m.article == iri(article)]
    links: list[Any] = opened.page.evaluate(LINKS)
    names = {node.iri: node.name for node in view.nodes}
    assert [tuple(link[:3]) for link in links] == wanted
    assert len(wanted) > 8
    assert all(title.startswith(names[entity] + " · ") for _, _, entity, title in links)
    opened.page.locator("#article-text a.mention").first.click()
    assert opened.page.locator("#panel h2").inner_text() == names[wanted[0][2]]
    assert opened.page.evaluate("state.view") == "article"


@pytest.mark.parametrize("article", ARTICLES)
def test_every_sentence_with_statements_is_marked_and_ends_in_their_number(
    open_explorer: Callable[..., Opened], html: str, article: str
) -> None:
    opened, view = open_explorer(html, at(article)), read(fixture())
    wanted = stated(view, article)
    quotes = {passage.iri: passage.quote for passage in view.passages}
    assert dict(opened.page.evaluate(SENTENCES)) == {passage: quotes[passage] for passage in wanted}
    counts: list[Any] = opened.page.evaluate(COUNTS)
    assert len(counts) == len(wanted) > 3
    assert dict(counts) == wanted
    label = opened.page.locator(".statements-count").first.get_attribute("aria-label")
    assert label == f"本句的陈述：{counts[0][1]}"


def test_the_seed_reads_exactly_too_with_every_statement_behind_a_button(
    open_explorer: Callable[..., Opened], seed: tuple[View, str]
) -> None:
    opened, view = open_explorer(seed[1], "view=article&raw=1"), seed[0]
    (article,) = view.articles
    assert opened.page.evaluate(LINES) == raw_lines(article.text)
    links = [tuple(link[:3]) for link in opened.page.evaluate(LINKS)]
    assert links == [(m.start, article.text[m.start : m.end], m.entity) for m in mentions(view)]
    assert opened.page.locator("#article-choice").count() == 0
    assert sorted(opened.page.evaluate(COUNTS)) == sorted(map(list, stated(view, article.iri.split("/")[-1]).items()))


def test_every_relation_of_the_seed_marks_its_sentences(
    open_explorer: Callable[..., Opened], seed: tuple[View, str]
) -> None:
    opened, view = open_explorer(seed[1], "view=article&raw=1"), seed[0]
    marked: list[list[str]] = opened.page.evaluate(
        f"[...graph.edges.keys()].filter((edge) => edge % 3 === 0).map({MARKED})"
    )
    for edge, chosen in zip(view.edges[::3], marked, strict=True):
        live = [one for one in edge.claims if not one.rejected]
        assert {passage for one in live for passage in one.passages} <= set(chosen)


def test_a_click_on_a_sentence_or_its_number_opens_what_was_read_from_it(
    open_explorer: Callable[..., Opened], html: str
) -> None:
    opened, view = open_explorer(html, at("a1")), read(fixture())
    (passage, count), *_ = opened.page.evaluate(COUNTS)
    (quote,) = (each.quote for each in view.passages if each.iri == passage)
    opened.page.locator("#article-text .said").first.click(position={"x": 8, "y": 12})
    assert opened.page.locator("#panel mark").inner_text() == quote
    assert opened.page.locator("#panel .statements li").count() == count
    opened.to(at("a1"))
    assert opened.page.locator("#panel mark").count() == 0
    opened.page.locator("#article-text .statements-count").first.press("Enter")
    assert opened.page.locator("#panel mark").inner_text() == quote
    assert opened.page.evaluate("document.activeElement.tagName") == "H2"
    assert f"本句读出 {count} 项" in opened.page.locator("#panel h2").inner_text()
    assert opened.page.evaluate(CHOSEN) == [passage]


def pointed(page: Page, how: str, locator: str) -> None:
    target = page.locator(locator).first
    target.scroll_into_view_if_needed()
    target.hover() if how == "hover" else target.focus()


def left(page: Page, how: str) -> None:
    page.mouse.move(5, 5) if how == "hover" else page.locator("#search").focus()


@pytest.mark.parametrize("how", ["hover", "focus"])
@pytest.mark.parametrize("article", ARTICLES)
def test_pointing_at_a_name_lights_its_surroundings_until_it_is_left(
    open_explorer: Callable[..., Opened], html: str, article: str, how: str
) -> None:
    opened, view = open_explorer(html, at(article)), read(fixture())
    links: list[Any] = opened.page.evaluate(LINKS)
    name = links[0][2]
    assert opened.page.evaluate(GHOSTS) == []
    pointed(opened.page, how, "#article-text a.mention")
    ghosts = present(view, article) - around(view, article, name)
    assert set(opened.page.evaluate(GHOSTS)) == ghosts != set()
    left(opened.page, how)
    assert opened.page.evaluate(GHOSTS) == []


@pytest.mark.parametrize("how", ["hover", "focus"])
def test_pointing_at_a_sentence_lights_what_it_is_about(
    open_explorer: Callable[..., Opened], html: str, how: str
) -> None:
    opened, view = open_explorer(html, at("a1")), read(fixture())
    (passage, _), *_ = opened.page.evaluate(COUNTS)
    about = {
        end
        for edge in view.edges
        for one in edge.claims
        if passage in one.passages
        for end in (edge.subject, edge.object)
    }
    pointed(opened.page, how, "#article-text .statements-count")
    assert set(opened.page.evaluate(GHOSTS)) == present(view, "a1") - about
    left(opened.page, how)
    assert opened.page.evaluate(GHOSTS) == []


def test_pointing_at_a_node_marks_where_the_text_names_it(open_explorer: Callable[..., Opened], html: str) -> None:
    opened = open_explorer(html, at("a1"))
    links: list[Any] = opened.page.evaluate(LINKS)
    named = [entity for _, _, entity, _ in links if entity.endswith("/hailan")]
    assert len(named) > 1
    x, y = opened.page.evaluate(PLACE, "/hailan")
    opened.page.mouse.move(x + 3, y + 3)
    opened.page.mouse.move(x, y)
    opened.page.wait_for_timeout(60)
    assert opened.page.evaluate(LIT) == named
    opened.page.mouse.move(5, 5)
    opened.page.mouse.move(x + 60, 200)
    opened.page.wait_for_timeout(60)
    assert opened.page.evaluate(LIT) == []
    opened.to(at("a1", "&node=authority%2Fhailan"))
    assert opened.page.evaluate(LIT) == named


@pytest.mark.parametrize("article", ARTICLES)
def test_a_chosen_relation_marks_its_sentences(open_explorer: Callable[..., Opened], html: str, article: str) -> None:
    opened, view = open_explorer(html, at(article)), read(fixture())
    numbers = [view.edges.index(edge) for edge in told(view, article)]
    marked: list[list[str]] = opened.page.evaluate(f"(numbers) => numbers.map({MARKED})", numbers)
    for number, chosen in zip(numbers, marked, strict=True):
        live = [one for one in view.edges[number].claims if not one.rejected]
        assert set(chosen) == {p for one in live for p in one.passages if p.startswith(iri(article) + "#")}


def test_a_chosen_figure_marks_its_sentence(open_explorer: Callable[..., Opened], html: str) -> None:
    figure = read(fixture()).figures[0]
    opened = open_explorer(html, at("a1", f"&figure={figure.iri.removeprefix(BASE)}"))
    assert opened.page.evaluate(CHOSEN) == list(figure.passages)


def test_the_choice_of_an_article_switches_the_text_and_the_graph(
    open_explorer: Callable[..., Opened], html: str
) -> None:
    opened, view = open_explorer(html, "raw=1"), read(fixture())
    opened.page.keyboard.press("2")
    choice = opened.page.locator("#article-choice")
    assert choice.locator("option").all_inner_texts() == [article.title for article in view.articles]
    for number, article in [(0, "a1"), (1, "a2"), (0, "a1")]:
        choice.select_option(str(number))
        assert opened.page.evaluate(LINES) == raw_lines(view.articles[number].text)
        assert opened.page.evaluate(EDGES) == [view.edges.index(edge) for edge in told(view, article)]
        held = opened.page.evaluate("nodeSet.get().map(({ id }) => graph.nodes[id].iri)")
        assert set(held) == present(view, article)


def test_the_article_that_is_chosen_is_the_one_whose_statements_count_whatever_the_filter_says(
    open_explorer: Callable[..., Opened], html: str
) -> None:
    opened, view = open_explorer(html, "source=article%2Fa1&view=article&raw=1"), read(fixture())
    opened.page.locator("#article-choice").select_option("1")
    assert opened.page.evaluate(LINES) == raw_lines(view.articles[1].text)
    assert opened.page.evaluate(EDGES) == [view.edges.index(edge) for edge in told(view, "a2")]
    assert dict(opened.page.evaluate(COUNTS)) == stated(view, "a2")


def test_the_numbers_in_the_text_follow_every_filter(open_explorer: Callable[..., Opened], html: str) -> None:
    opened, view = open_explorer(html, at("a1"), width=1440), read(fixture())
    whole = stated(view, "a1")
    for box in (".predicates input[value=serves]", ".types input[value=Theme]", ".modalities input[value=Planned]"):
        opened.page.locator(box).uncheck()
        counts: dict[str, int] = dict(opened.page.evaluate(COUNTS))
        on: list[int] = opened.page.evaluate(EDGES)
        hidden = opened.page.evaluate("[...filter.modalities]")
        claims = [one for number in on for one in view.edges[number].claims if one.modality not in hidden]
        held = Counter(p for one in claims if not one.rejected for p in one.passages if p.startswith(iri("a1") + "#"))
        held.update(p for figure in view.figures for p in figure.passages)
        assert (box, counts) == (box, dict(held))
        assert counts != whole
        opened.page.locator(box).check()
    assert dict(opened.page.evaluate(COUNTS)) == whole


def test_read_in_the_article_scrolls_to_the_sentence(open_explorer: Callable[..., Opened], html: str) -> None:
    opened, view = open_explorer(html, height=420), read(fixture())
    for end in ("/shifan-zx", "/loan-lvya", "/policy-1"):
        edge = next(edge for edge in view.edges if edge.object.endswith(end))
        opened.to(f"claim={edge.claims[0].iri.removeprefix(BASE)}")
        assert opened.page.locator("#article-view").is_hidden()
        opened.page.locator("#panel .read").first.click()
        (passage,) = edge.claims[0].passages
        assert opened.page.evaluate("graph.articles[articleShown()].iri") == passage.split("#")[0]
        assert opened.page.evaluate(IN_SIGHT, passage)
        assert opened.page.evaluate(CHOSEN) == [passage]


def test_an_entity_leads_to_where_an_article_names_it_first(open_explorer: Callable[..., Opened], html: str) -> None:
    opened = open_explorer(html, "node=authority%2Fshifan-zx", height=420)
    opened.page.locator(".actions button", has_text="文").last.click()
    link = opened.page.locator("#article-text a.lit").first
    assert link.inner_text() == "示范征信有限公司"
    box, view = link.bounding_box(), opened.page.locator("#article-view").bounding_box()
    assert box
    assert view
    assert view["y"] <= box["y"] <= box["y"] + box["height"] <= view["y"] + view["height"]


def test_offsets_behind_an_emoji_and_in_traditional_characters_are_those_of_the_raw_file(
    open_explorer: Callable[..., Opened], html: str
) -> None:
    opened, view = open_explorer(html, at("a2")), read(fixture())
    text = view.articles[1].text
    links: list[Any] = opened.page.evaluate(LINKS)
    behind = [(start, words) for start, words, _, _ in links if start > text.index("😀")]
    assert (text.index("綠芽分期"), "綠芽分期") in behind
    passage = next(passage for passage in view.passages if passage.iri.endswith("a2#char=142,176"))
    opened.page.locator("#article-text .statements-count").last.click()
    assert opened.page.locator("#panel mark").inner_text() == passage.quote == text[142:176]
    assert "142" in opened.page.locator("#panel .source").inner_text()
    assert opened.page.locator("#panel .clean").inner_text() == passage.clean


def test_a_graph_without_articles_says_so(open_store: Callable[..., Opened]) -> None:
    opened = open_store(written('id:a a wp:App ; skos:prefLabel "独一"@zh .'), "view=article&raw=1")
    assert opened.page.locator("#article-text .hint").inner_text()
    assert opened.quiet()
