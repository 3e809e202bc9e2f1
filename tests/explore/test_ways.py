"""The ways through the graph: local graphs, expanding, paths, undo, exact links, keys, and the Tab key everywhere."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal
from itertools import combinations
from typing import Any

import networkx as nx
import pytest
from playwright.sync_api import Page

from graph.explore.reader import read
from graph.explore.view import BASE, Claim, Edge, View
from tests.browser import Opened
from tests.explore.graphs import fixture, written

VIEWS = ("graph", "article", "matrix", "timeline", "figures", "list", "paths")
BEICHEN = "node=authority%2Fbeichen"
MASKS = "[Array.from(shown.node), Array.from(shown.edge)]"
NODES = "graph.nodes.filter((_, id) => shown.node[id]).map(({ iri }) => iri)"
EDGES = "[...shown.edge.keys()].filter((number) => shown.edge[number])"
WAYS = "graph.nodes.map((_, a) => graph.nodes.map((_, b) => wayBetween(a, b)))"
HOPS = """(start) => graph.nodes.map((_, end) => { go({ path: [start, end] });
  return [...document.querySelectorAll("#panel .hop mark")].map((mark, at) => [state.way[at], mark.textContent]); })"""
SEEN = f"""[{MASKS}, state.node, state.view, state.local, state.depth, lang, document.documentElement.dataset.theme,
  [...filter.types], filter.least, $("confidence").value]"""
CAMERA = "[network.getViewPosition().x, network.getViewPosition().y, network.getScale()]"
STOP = """() => { const element = document.activeElement;
  if (!element || element === document.body) return null;
  if (!stops.has(element)) stops.set(element, stops.size);
  return stops.get(element); }"""
MISSED = """() => [...document.querySelectorAll("button, a[href], input, select, textarea, summary, [tabindex='0']")]
  .filter((element) => element.checkVisibility({ visibilityProperty: true }) && !element.disabled
    && !element.closest("details:not([open]) > :not(summary)") && !stops.has(element))
  .map((element) => element.outerHTML)"""
# A little of everything, so that the way through each view with the Tab key is short.
SMALL = f"""
wp:Institution a owl:Class . wp:Bank a owl:Class ; rdfs:subClassOf wp:Institution .
<{BASE}article/x> a wp:Article ; wp:text "甲银行推出乙应用。\\n甲银行落实丙政策。" ; dcterms:title "文一" .
<{BASE}article/y> a wp:Article ; wp:text "甲银行推出乙应用。" ; dcterms:title "文二" .
<{BASE}article/x#char=0,9> a wp:Passage ; wp:inArticle <{BASE}article/x> ; wp:start 0 ; wp:end 9 ;
  wp:quote "甲银行推出乙应用。" .
id:a a wp:Bank ; skos:prefLabel "甲银行"@zh . id:b a wp:App ; skos:prefLabel "乙应用"@zh .
id:p a wp:Policy ; skos:prefLabel "丙政策"@zh ; wp:issuedOn "2025-02-28" .
<{BASE}theme/green-finance> a wp:Theme ; skos:prefLabel "绿色金融"@zh .
id:c a wp:Claim ; wp:subject id:a ; wp:predicate wp:offers ; wp:object id:b ; wp:confidence 0.9 ; wp:modality wp:Done ;
  wp:supportedBy <{BASE}article/x#char=0,9> .
id:d a wp:Claim ; wp:subject id:a ; wp:predicate wp:advances ; wp:object <{BASE}theme/green-finance> ;
  wp:confidence 0.9 ; wp:modality wp:Done ; wp:supportedBy <{BASE}article/x#char=0,9> .
id:f a wp:Figure ; wp:figureOf id:a ; wp:indicator "用户" ; wp:value 5 ; wp:asOf "2024-12-31" ;
  wp:supportedBy <{BASE}article/x#char=0,9> .
"""


def passing(claim: Claim, fragment: str) -> bool:
    """Whether a claim passes the filters of a fragment of these tests."""
    least = Decimal(match[1]) if (match := re.search(r"least=([\d.]+)", fragment)) else Decimal(0)
    article = match[1] if (match := re.search(r"source=article%2F(\w+)", fragment)) else ""
    within = not article or any(f"/{article}#" in passage for passage in claim.passages)
    return (
        not claim.rejected and claim.confidence >= least and within and ("explicit" not in fragment or claim.explicit)
    )


def kept(view: View, fragment: str) -> dict[int, Edge]:
    """The edges that pass the filters of a fragment, by number."""
    hidden = set(match[1].split(",")) if (match := re.search(r"no-relation=([\w,]+)", fragment)) else set()
    return {
        number: edge
        for number, edge in enumerate(view.edges)
        if edge.predicate not in hidden and any(passing(claim, fragment) for claim in edge.claims)
    }


def linked(view: View, fragment: str = "") -> nx.Graph[str]:
    found: nx.Graph[str] = nx.Graph()
    found.add_nodes_from(node.iri for node in view.nodes)
    found.add_edges_from((edge.subject, edge.object) for edge in kept(view, fragment).values())
    return found


def star(shared: int, pairs: int = 0) -> str:
    """Turtle of a root with a hub of 45 neighbours, of which `shared` are the root's too; `pairs` know one another."""
    links = [("root", "hub"), *(("hub", f"n{number:02}") for number in range(45))]
    links += [("root", f"n{number:02}") for number in range(shared)]
    links += [(f"n{44 - 2 * number:02}", f"n{43 - 2 * number:02}") for number in range(pairs)]
    names = sorted({name for link in links for name in link})
    lines = [f'id:{name} a wp:App ; skos:prefLabel "{name}"@zh .' for name in names]
    for number, (start, end) in enumerate(links):
        lines.append(f"id:c{number} a wp:Claim ; wp:subject id:{start} ; wp:predicate wp:uses ; wp:object id:{end} .")
    return "\n".join(lines)


def act(page: Page, word: str) -> int:
    """Presses the button of the entity's panel that begins with a word, and gives the first number it shows."""
    button = page.locator(".actions button", has_text=re.compile(f"^{word}"))
    found = re.search(r"\d+", button.inner_text())
    button.click()
    return int(found[0]) if found else 0


@pytest.mark.parametrize("more", ["", "&no-relation=advances,serves", "&least=0.85"])
def test_a_local_graph_holds_what_lies_within_its_depth(
    open_explorer: Callable[..., Opened], html: str, more: str
) -> None:
    opened, view = open_explorer(html), read(fixture())
    for root in ("authority/beichen", "id/model-qiming"):
        opened.to(f"node={root.replace('/', '%2F')}{more}")
        act(opened.page, "局部图")
        for depth in (1, 2, 3):
            opened.page.locator("#depth").fill(str(depth))
            wanted = set(nx.single_source_shortest_path_length(linked(view, more), BASE + root, cutoff=depth))
            assert set(opened.page.evaluate(NODES)) == wanted
            ends = {n for n, e in kept(view, more).items() if {e.subject, e.object} <= wanted}
            assert set(opened.page.evaluate(EDGES)) == ends
            assert set(opened.page.evaluate("nodeSet.get().map(({ id }) => graph.nodes[id].iri)")) == wanted
            assert f"{depth} 步 · {len(wanted)} 个实体" in opened.page.locator("#depth-value").inner_text()
        opened.page.click("#scope-whole")
        assert opened.page.locator("#scope").is_hidden()


@pytest.mark.parametrize("shared", [0, 15])
def test_expanding_brings_as_many_neighbours_as_it_says_and_at_most_twenty(
    open_store: Callable[..., Opened], shared: int
) -> None:
    opened = open_store(written(star(shared)), "local=id%2Froot&node=id%2Fhub")
    left = 45 - shared
    while left:
        before: int = opened.page.evaluate("shown.nodes")
        said = act(opened.page, "展开")
        assert said == min(left, 20)
        assert opened.page.evaluate("shown.nodes") - before == said
        left -= said
    assert opened.page.locator(".actions button", has_text="展开").count() == 0
    assert opened.page.evaluate("shown.nodes") == 47


@pytest.mark.parametrize("pairs", [0, 3])
def test_collapsing_hides_as_many_as_it_says(open_store: Callable[..., Opened], pairs: int) -> None:
    opened = open_store(written(star(0, pairs)), "local=id%2Froot&node=id%2Fhub")
    opened.page.evaluate("[1, 2, 3].forEach(() => expand(state.node))")
    assert opened.page.evaluate("shown.nodes") == 47
    said = act(opened.page, "收起")
    assert said > 0
    assert opened.page.evaluate("shown.nodes") == 47 - said
    assert opened.page.evaluate("graph.nodes.filter((_, id) => shown.node[id] && !near(id).size).length") == 0


def test_undo_goes_back_to_the_very_same_graph_step_by_step(open_explorer: Callable[..., Opened], html: str) -> None:
    opened = open_explorer(html, BEICHEN)
    seen = [opened.page.evaluate(MASKS)]
    for step in (
        lambda: act(opened.page, "收起"),
        lambda: act(opened.page, "展开"),
        lambda: opened.page.evaluate("showLocal(state.node)"),
        lambda: opened.page.locator("#depth").fill("2"),
        lambda: opened.page.click("#scope-whole"),
    ):
        step()
        seen.append(opened.page.evaluate(MASKS))
        assert seen[-1] != seen[-2]
    for number, masks in enumerate(reversed(seen[:-1])):
        opened.page.click("#undo") if number % 2 else opened.page.keyboard.press("Control+z")
        assert opened.page.evaluate(MASKS) == masks
    assert opened.page.locator("#undo").is_disabled()


def test_undo_keeps_the_language_and_shows_the_filters_as_they_are(
    open_explorer: Callable[..., Opened], html: str
) -> None:
    opened = open_explorer(html, BEICHEN)
    act(opened.page, "局部图")
    opened.page.check("#explicit-filter")
    opened.page.click("#language")
    opened.page.click("#undo")
    assert opened.page.is_checked("#explicit-filter") == opened.page.evaluate("filter.explicit")
    assert opened.page.locator("html").get_attribute("lang") == "en"


def test_after_the_browsers_way_back_undo_takes_back_the_step_before(
    open_explorer: Callable[..., Opened], html: str
) -> None:
    opened = open_explorer(html)
    opened.page.evaluate("go({ node: 1 })")
    opened.page.go_back()
    opened.page.wait_for_timeout(30)
    assert opened.page.evaluate("state.node") is None
    assert opened.page.locator("#undo").is_disabled()


def test_what_is_chosen_is_shown_even_where_it_was_collapsed(open_explorer: Callable[..., Opened], html: str) -> None:
    opened = open_explorer(html, BEICHEN)
    leaf: int = opened.page.evaluate("leavesOf(state.node)[0]")
    act(opened.page, "收起")
    assert opened.page.evaluate("(id) => shown.node[id]", leaf) == 0
    opened.page.locator(f"#panel .entity[data-node='{leaf}']").first.click()
    assert opened.page.evaluate("(id) => [shown.node[id], nodeSet.get(id) !== null]", leaf) == [1, True]


def test_the_article_view_shows_its_article_whole_and_keeps_the_local_graph_for_later(
    open_explorer: Callable[..., Opened], html: str
) -> None:
    opened = open_explorer(html, "local=id%2Fmodel-qiming&depth=2")
    local, places = opened.page.evaluate(MASKS), opened.page.evaluate("spots.map(({ x, y }) => [x, y])")
    opened.page.keyboard.press("2")
    assert opened.page.locator("#scope").is_hidden()
    whole = open_explorer(html, "view=article")
    for seen in (MASKS, "nodeSet.get({ order: 'id' }).map(({ id, x, y }) => [id, x, y])"):
        assert opened.page.evaluate(seen) == whole.page.evaluate(seen)
    opened.page.keyboard.press("1")
    assert opened.page.evaluate(MASKS) == local
    assert opened.page.evaluate("spots.map(({ x, y }) => [x, y])") == places


def test_a_local_graph_can_be_asked_for_beside_an_article(open_explorer: Callable[..., Opened], html: str) -> None:
    opened = open_explorer(html, f"{BEICHEN}&view=article")
    act(opened.page, "局部图")
    assert set(opened.page.evaluate(NODES)) < {node.iri for node in read(fixture()).nodes}
    assert opened.page.locator("#depth").is_visible()


@pytest.mark.parametrize(
    "more", ["", "least=0.85", "no-relation=advances,partnersWith", "explicit=1", "source=article%2Fa2"]
)
def test_a_way_is_as_short_as_the_filters_let_it_be(open_explorer: Callable[..., Opened], html: str, more: str) -> None:
    opened, view = open_explorer(html, more), read(fixture())
    plain, edges, iris = linked(view, more), kept(view, more), [node.iri for node in view.nodes]
    ways: list[list[list[int] | None]] = opened.page.evaluate(WAYS)
    apart = 0
    for start, end in combinations(range(len(iris)), 2):
        way = ways[start][end]
        assert (way is None) == (not nx.has_path(plain, iris[start], iris[end]))
        apart += way is None
        if way is not None:
            assert len(way) == nx.shortest_path_length(plain, iris[start], iris[end])
            assert set(way) <= set(edges)
            walked = iris[start]
            for number in way:
                ends = {edges[number].subject, edges[number].object}
                assert walked in ends
                (walked,) = ends - {walked}
            assert walked == iris[end]
    assert (apart > 0) == (more != "")
    assert all(ways[number][number] == [] for number in range(len(iris)))


def test_every_hop_shows_a_sentence_of_its_relation(open_explorer: Callable[..., Opened], html: str) -> None:
    opened, view = open_explorer(html, "least=0.6"), read(fixture())
    quotes = {passage.iri: passage.quote for passage in view.passages}
    start = next(number for number, node in enumerate(view.nodes) if node.iri.endswith("/beichen"))
    panels: list[list[tuple[int, str]]] = opened.page.evaluate(HOPS, start)
    ways: list[Any] = opened.page.evaluate(f"({WAYS})[{start}]")
    assert [len(hops) for hops in panels] == [len(way or []) for way in ways]
    assert max(map(len, panels)) > 2
    for number, sentence in (hop for hops in panels for hop in hops):
        claims = [claim for claim in view.edges[number].claims if passing(claim, "least=0.6")]
        assert sentence in {quotes[passage] for claim in claims for passage in claim.passages}


def test_entities_that_nothing_joins_are_told_apart(open_explorer: Callable[..., Opened], html: str) -> None:
    opened = open_explorer(html, "lang=en")
    opened.page.evaluate("go({ path: ['beichen', 'shifan'].map((name) => numberOf('nodes', `authority/${name}`)) })")
    assert opened.page.locator("#panel .hop").count() == 2
    opened.to(opened.page.url.split("#")[1] + "&no-relation=respondsTo,addresses")
    assert opened.page.locator("#panel .lead").inner_text() == "With these filters no path joins the two."
    assert opened.page.locator("#panel .hop").count() == 0
    assert opened.page.locator("#status").inner_text() == "With these filters no path joins the two."


def test_a_way_is_found_by_keyboard_alone(open_explorer: Callable[..., Opened], html: str) -> None:
    opened = open_explorer(html)
    keyboard = opened.page.keyboard
    keyboard.press("/")
    keyboard.insert_text("北辰")
    keyboard.press("Enter")
    for _ in range(8):
        keyboard.press("Tab")
        if "找路径" in opened.page.evaluate("document.activeElement.textContent"):
            break
    keyboard.press("Enter")
    assert opened.page.evaluate("document.activeElement.id") == "target"
    keyboard.insert_text("示范金融")
    keyboard.press("ArrowDown")
    active = opened.page.locator("#target").get_attribute("aria-activedescendant")
    assert opened.page.locator(f"#{active}").get_attribute("aria-selected") == "true"
    keyboard.press("Enter")
    assert opened.page.evaluate("document.activeElement.tagName") == "H2"
    assert opened.page.locator("#panel h2 .entity").all_inner_texts() == ["北辰消费金融有限公司", "示范金融监管局"]
    assert opened.page.locator("#panel .hop").count() == 2


def test_names_with_a_tilde_can_be_chosen_linked_and_walked_to(open_store: Callable[..., Opened]) -> None:
    turtle = f'<{BASE}id/a~b> a wp:App ; skos:prefLabel "A~B"@zh . id:b a wp:App ; skos:prefLabel "B"@zh .'
    claim = f"id:c a wp:Claim ; wp:subject <{BASE}id/a~b> ; wp:predicate wp:uses ; wp:object id:b ."
    opened = open_store(written(turtle + claim))
    opened.page.evaluate("go({ edge: 0 })")
    assert opened.page.evaluate("state.edge") == 0
    opened.page.evaluate("go({ path: [0, 1] })")
    assert opened.page.evaluate("[state.path, state.way]") == [[0, 1], [0]]


@pytest.mark.parametrize("view", ["graph", "article", "matrix"])
def test_an_exact_link_opens_the_very_same_view(open_explorer: Callable[..., Opened], html: str, view: str) -> None:
    opened = open_explorer(html, f"{BEICHEN}&least=0.6&no-class=Person&theme=dark&lang=en")
    opened.page.evaluate("showLocal(state.node, 1)")
    opened.page.evaluate("expand(graph.nodes.findIndex(({ iri }) => iri.endsWith('/hailan')))")
    opened.page.click(f"#view-{view}")
    opened.page.evaluate("move({ position: { x: 37.4, y: -81.6 }, scale: 0.8127 })")
    opened.page.click("#export summary")
    opened.page.click("#copy-view")
    address = opened.page.locator("#copy-text").input_value()
    opened.page.click("#copy-close")
    again = open_explorer(html, address.split("#")[1])
    assert again.page.evaluate(SEEN) == opened.page.evaluate(SEEN)
    assert opened.page.evaluate("[state.local, state.view, lang]")[1:] == [view, "en"]
    cameras = [each.page.evaluate(CAMERA) for each in (again, opened)]
    assert cameras[0][:2] == pytest.approx(cameras[1][:2], abs=1)
    assert cameras[0][2] == pytest.approx(cameras[1][2], rel=0.005)


def test_the_camera_of_a_link_does_not_come_back_once_a_reader_has_moved_on(
    open_explorer: Callable[..., Opened], html: str
) -> None:
    opened = open_explorer(html, "at=0,0,0.5")
    assert opened.page.evaluate("network.getScale()") == pytest.approx(0.5)
    opened.page.click("#zoom-in")
    scale: float = opened.page.evaluate("network.getScale()")
    assert scale > 0.6
    opened.page.click("#language")
    assert opened.page.evaluate("network.getScale()") == pytest.approx(scale)


def test_letters_and_escape_act_on_the_chosen_node(open_explorer: Callable[..., Opened], html: str) -> None:
    opened = open_explorer(html, BEICHEN)
    whole = opened.page.evaluate(MASKS)
    leaves: int = opened.page.evaluate("leavesOf(state.node).length")
    opened.page.focus("#canvas")
    opened.page.keyboard.press("c")
    assert opened.page.evaluate("shown.nodes") == sum(whole[0]) - leaves < sum(whole[0])
    opened.page.keyboard.press("e")
    assert opened.page.evaluate(MASKS) == whole
    opened.page.keyboard.press("l")
    assert opened.page.evaluate("[state.local === state.node, state.depth]") == [True, 1]
    opened.page.keyboard.press("Control+z")
    assert opened.page.evaluate(MASKS) == whole
    opened.page.keyboard.press("Escape")
    assert opened.page.evaluate("nothingChosen()")


def test_expanding_what_is_whole_is_no_step(open_explorer: Callable[..., Opened], html: str) -> None:
    opened = open_explorer(html, BEICHEN)
    opened.page.focus("#canvas")
    opened.page.keyboard.press("e")
    assert opened.page.locator("#undo").is_disabled()
    assert opened.page.locator("#scope").is_hidden()


def test_digits_choose_the_views_but_not_while_typing(open_explorer: Callable[..., Opened], html: str) -> None:
    opened = open_explorer(html)
    for number, view in enumerate(VIEWS, 1):
        opened.page.keyboard.press(str(number))
        assert opened.page.locator("nav [aria-current]").get_attribute("id") == f"view-{view}"
        assert opened.page.locator(f"#{view}-view").is_visible()
        assert opened.page.evaluate("state.view") == view
    opened.page.keyboard.press("/")
    opened.page.keyboard.press("1")
    assert opened.page.locator("#search").input_value() == "1"
    assert opened.page.evaluate("state.view") == "paths"


@pytest.mark.parametrize("view", VIEWS)
def test_the_tab_key_goes_once_through_everything_and_out_again(open_store: Callable[..., Opened], view: str) -> None:
    opened = open_store(written(SMALL), f"node=id%2Fa&view={view}", width=1440)
    opened.page.evaluate("() => { window.stops = new Map(); document.activeElement.blur(); }")
    stops: list[int] = []
    for _ in range(160):
        opened.page.keyboard.press("Tab")
        stop = opened.page.evaluate(STOP)
        if stop is None or (stop == 0 and len(set(stops)) > 1):
            break
        if not stops or stops[-1] != stop:  # a field for a date takes several steps
            stops.append(stop)
    else:
        pytest.fail("The way through the page has no end.")
    assert stops == list(range(len(stops)))
    assert opened.page.evaluate(MISSED) == []
