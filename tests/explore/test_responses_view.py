"""The view of response paths: those of a plain enumeration, each hop with its sentence, each path in the graph."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from urllib.parse import quote

import pyoxigraph as ox
import pytest

from graph.explore.page import page
from graph.explore.portion import portion
from graph.explore.reader import read
from graph.explore.view import BASE, View
from graph.pipeline import discovered, read_all, rules, statements
from graph.store.embedded import in_memory
from graph.store.store import Store
from tests.browser import Opened
from tests.explore.graphs import made, written
from tests.explore.responses import CLASSES, Path, drawn, entities, responses, short, stated
from tests.explore.test_browser import faults
from tests.explore.test_matrix_view import fixture_with_classes

# The paths of the page, whatever is shown of them: who stands where, how sure, by which relations.
FOUND = """(most) => responses(narrowed(), most).paths.map(({ ids, hops, sure, plain }) => [
  ROLES.map((role) => ids[role] === NONE ? "" : graph.nodes[ids[role]].iri), sure, plain,
  hops.map(({ number }) => number)])"""
SHOWN = """() => [...document.querySelectorAll(".responses > li")].map((row) =>
  [...row.querySelectorAll(".chain .entity")].map((chip) => graph.nodes[chip.dataset.node].iri))"""
HOPS = """() => [...document.querySelectorAll(".responses > li")].map((row) =>
  [...row.querySelectorAll(".hop-open")].map((hop) => Number(hop.dataset.edge)))"""
HAIER = "authority/haier"


@dataclass(frozen=True)
class Made:
    """A store's page with what it shows."""

    view: View
    html: str


def page_of(store: Store) -> Made:
    return Made(read(store), made(store))


@pytest.fixture(scope="module")
def seed() -> Made:
    found, _, _ = read_all(discovered(()), "utf-8", rules(), None)
    return page_of(in_memory(statements(found, None)))


def told(paths: list[Path]) -> list[list[Any]]:
    """Paths as the page gives them."""
    return [
        [list(path.ids), path.sure, sum(hop.claim.explicit for hop in path.hops), [hop.number for hop in path.hops]]
        for path in paths
    ]


def chains(paths: list[Path]) -> list[list[str]]:
    """The chips of paths."""
    return [[iri for iri in path.ids if iri] for path in paths]


def turtle(*claims: tuple[str, ...]) -> str:
    """Turtle of claims in order, their confidences and whether they are explicit after their ends."""
    names = sorted({name for start, _, end, *_ in claims for name in (start, end)})
    lines = [f"id:x{number} {stated(*claim)}\n" for number, claim in enumerate(claims)]
    return CLASSES + entities(names) + "".join(lines)


BASIC = (("r1", "issues", "p1"), ("p1", "addresses", "t1"), ("b1", "advances", "t1"))


def test_the_paths_of_the_seed_are_those_of_a_plain_enumeration(
    open_explorer: Callable[..., Opened], seed: Made
) -> None:
    opened, wanted = open_explorer(seed.html, "view=paths"), responses(seed.view)
    assert len(wanted) > 10
    assert opened.page.evaluate(FOUND, 1000) == told(wanted)
    assert opened.page.evaluate(SHOWN) == chains(wanted)
    assert opened.page.evaluate(HOPS) == [[hop.number for hop in path.hops] for path in wanted]
    assert f"：{len(wanted)} 对" in opened.page.locator(".responses-count").inner_text()
    assert opened.quiet()


@pytest.mark.parametrize("number", range(6))
def test_any_graph_gives_the_best_path_of_each_pair_in_order_through_whomever(
    open_store: Callable[..., Opened], number: int
) -> None:
    store = written(drawn(number))
    view, opened = read(store), open_store(store, "view=paths")
    wanted = responses(view)
    assert wanted
    assert opened.page.evaluate(FOUND, 10**6) == told(wanted)
    for most in range(len(wanted)):
        assert opened.page.evaluate(FOUND, most) == told(wanted[:most])
    for node in view.nodes:
        opened.to(f"view=paths&node={quote(short(node.iri), safe='')}")
        through = responses(view, (node.iri,))
        assert (node.iri, opened.page.evaluate(FOUND, 1000)) == (node.iri, told(through))
        assert opened.page.evaluate("responses(narrowed(), 1).total") == len(through)
    assert opened.quiet()


def test_a_thing_that_advances_the_theme_is_the_thing_of_the_path(open_store: Callable[..., Opened]) -> None:
    """b1's own a1 serves s1 and is surer, yet only a2 acts on the theme."""
    claims = (*BASIC[:2], ("b1", "offers", "a1", "1"), ("a1", "serves", "s1", "1"), ("b1", "runs", "a2"))
    opened = open_store(written(turtle(*claims, ("a2", "advances", "t1"))), "view=paths")
    assert opened.page.evaluate(SHOWN) == [[f"{BASE}id/{name}" for name in ("r1", "p1", "t1", "b1", "a2")]]
    hops = opened.page.locator(".hop-open").all_inner_texts()
    assert [hop for hop in hops if "以产品或举措" in hop] == [hops[2]]
    assert opened.page.locator(".response-end .tag").all_inner_texts() == ["未见客群"]


def test_a_response_by_name_leads_over_a_theme_of_the_policy_and_goes_before_a_surer_way(
    open_store: Callable[..., Opened],
) -> None:
    claims = (*BASIC, ("p1", "addresses", "t2", "1"), ("b1", "respondsTo", "p1", "0.5"))
    opened = open_store(written(turtle(*claims)), "view=paths")
    assert opened.page.evaluate(SHOWN) == [[f"{BASE}id/{name}" for name in ("r1", "p1", "t1", "b1")]]
    assert "点名该政策" in opened.page.locator(".hop-open").last.inner_text()
    opened.to("view=paths&no-relation=advances")
    assert opened.page.evaluate(SHOWN) == [[f"{BASE}id/{name}" for name in ("r1", "p1", "t2", "b1")]]


def test_a_response_by_name_needs_no_theme_and_what_is_missing_is_said(open_store: Callable[..., Opened]) -> None:
    opened = open_store(written(turtle(BASIC[0], ("b1", "respondsTo", "p1"))), "view=paths&lang=en")
    assert opened.page.evaluate(SHOWN) == [[f"{BASE}id/{name}" for name in ("r1", "p1", "b1")]]
    tags = opened.page.locator(".response-end .tag").all_inner_texts()
    assert tags == ["no product or initiative found", "no segment found"]
    assert opened.page.locator(".response-end .standing").inner_text() == "81%"


@pytest.mark.parametrize("lacking", [0, 1, 2])
def test_without_issuer_theme_or_institution_there_is_no_path(open_store: Callable[..., Opened], lacking: int) -> None:
    opened = open_store(written(turtle(*BASIC[:lacking], *BASIC[lacking + 1 :])), "view=paths")
    assert opened.page.locator(".responses > li").count() == 0
    words = "语料里没有写明由谁发布的政策" if lacking == 0 else "这说明缺少证据"
    assert words in opened.page.locator("#paths-view .lead").inner_text()


def test_complete_paths_come_first_and_collectives_last(open_store: Callable[..., Opened]) -> None:
    own = tuple((f"{name}1", "advances", "t1", sure) for name, sure in (("b", "0.95"), ("c", "1")))
    whole = (("b2", "advances", "t1", "0.6"), ("b2", "offers", "a1", "0.6"), ("a1", "serves", "s1", "0.6"))
    opened = open_store(written(turtle(*BASIC[:2], *own, *whole, ("c1", "serves", "s1"))), "view=paths")
    shown = [row[3].rpartition("/")[2] for row in opened.page.evaluate(SHOWN)]
    assert shown == ["b2", "b1", "c1"]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_hop_opens_the_very_sentence_and_a_path_all_of_its_sentences(
    open_explorer: Callable[..., Opened], seed: Made, lang: str
) -> None:
    opened, wanted = open_explorer(seed.html, f"view=paths&lang={lang}"), responses(seed.view)
    quotes = {passage.iri: passage.quote for passage in seed.view.passages}
    for number in (0, len(wanted) - 1):
        for at, hop in enumerate(wanted[number].hops):
            opened.page.locator(".responses > li").nth(number).locator(".hop-open").nth(at).click()
            marks = opened.page.locator("#panel mark").evaluate_all("marks => marks.map((mark) => mark.textContent)")
            claims = seed.view.edges[hop.number].claims
            assert marks == [quotes[passage] for claim in claims if not claim.rejected for passage in claim.passages]
            assert opened.page.locator(".hop-open[aria-pressed=true]").first.get_attribute("data-edge") == str(
                hop.number
            )
            assert opened.page.evaluate("[state.view, document.activeElement.tagName]") == ["paths", "H2"]
        opened.page.locator(".response-end .open").nth(number).click()
        marks = opened.page.locator("#panel .hop mark").evaluate_all("marks => marks.map((mark) => mark.textContent)")
        assert marks == [quotes[passage] for hop in wanted[number].hops for passage in hop.claim.passages]
        opened.page.keyboard.press("7")
        assert opened.page.locator(".responses > li[aria-current]").count() == 1
    assert opened.quiet()


def test_a_plan_does_not_speak_for_a_hop_however_sure_it_is(open_store: Callable[..., Opened]) -> None:
    passages = [(0, 4, "已推进。"), (4, 8, "将推进。")]
    said = f'<{BASE}article/x> a wp:Article ; wp:text "已推进。将推进。" ; dcterms:title "文" .\n'
    for start, end, words in passages:
        said += f"<{BASE}article/x#char={start},{end}> a wp:Passage ; wp:inArticle <{BASE}article/x> ; "
        said += f'wp:start {start} ; wp:end {end} ; wp:quote "{words}" .\n'
    planned = f"; wp:modality wp:Planned ; wp:supportedBy <{BASE}article/x#char=4,8>"
    said += f"id:x2 wp:supportedBy <{BASE}article/x#char=0,4> . id:plan "
    said += stated("b1", "advances", "t1", "1", more=planned)
    opened = open_store(written(turtle(*BASIC) + said), "response=id%2Fp1+id%2Fb1")
    assert opened.page.locator("#panel .hop mark").all_inner_texts() == ["已推进。"]


def test_a_path_shows_in_the_graph_and_its_address_brings_it_back(
    open_explorer: Callable[..., Opened], seed: Made
) -> None:
    opened, wanted = open_explorer(seed.html, "view=paths"), responses(seed.view)[0]
    opened.page.locator(".response-end .open").first.click()
    fragment = opened.page.url.split("#")[1]
    for one in (opened, open_explorer(seed.html, fragment), open_explorer(seed.html, f"{fragment}&lang=en")):
        assert one.page.locator("#graph-view").is_visible()
        assert one.page.evaluate("state.way") == [hop.number for hop in wanted.hops]
        assert set(one.page.evaluate("[...lit()].map((id) => graph.nodes[id].iri)")) == {i for i in wanted.ids if i}
        wide = one.page.evaluate("edgeSet.get().filter(({ width }) => width > 3).map(({ id }) => id)")
        assert sorted(wide) == sorted(hop.number for hop in wanted.hops)
        assert one.page.locator("#panel .hop").count() == len(wanted.hops)
    opened.page.click("#undo")
    assert opened.page.locator("#paths-view").is_visible()
    assert opened.page.locator(".responses > li[aria-current]").count() == 0


def test_filters_and_the_chosen_entity_narrow_the_paths(open_explorer: Callable[..., Opened], seed: Made) -> None:
    opened, view = open_explorer(seed.html, "view=paths"), seed.view
    green = f"{BASE}theme/green-finance"
    opened.page.select_option("#about-filter", label="绿色金融")
    assert opened.page.evaluate(SHOWN) == chains(responses(view, (green,)))
    opened.page.locator(".chain .entity:has-text('海尔')").first.click()
    both = chains(responses(view, (green, BASE + HAIER)))
    assert both
    assert opened.page.evaluate(SHOWN) == both
    opened.page.locator(".hop-open").nth(2).click()
    assert opened.page.evaluate("state.node") is None
    assert opened.page.evaluate(SHOWN) == both
    again = open_explorer(seed.html, opened.page.url.split("#")[1])
    assert again.page.evaluate(SHOWN) == both
    opened.page.locator(".narrowed .quiet").first.click()
    assert opened.page.evaluate(SHOWN) == chains(responses(view, (BASE + HAIER,)))
    assert opened.page.locator("#about-filter").input_value() == ""
    opened.page.locator(".narrowed .quiet").click()
    assert opened.page.evaluate(SHOWN) == chains(responses(view))
    assert opened.page.locator(".narrowed").count() == 0


def test_confidence_article_class_and_relation_filters_hold_for_paths(open_explorer: Callable[..., Opened]) -> None:
    whole = page_of(in_memory(fixture_with_classes()))
    opened = open_explorer(whole.html, "view=paths")
    assert opened.page.evaluate(SHOWN) == chains(responses(whole.view)) != []
    for least in ("0.85", "0.95"):
        opened.to(f"view=paths&least={least}")
        assert opened.page.evaluate(SHOWN) == chains(responses(whole.view, least=Decimal(least)))
    for article in ("a1", "a2"):
        opened.to(f"view=paths&source=article%2F{article}")
        assert opened.page.evaluate(SHOWN) == chains(responses(whole.view, article=article))
    opened.to("view=paths&no-class=Policy")
    assert opened.page.evaluate(SHOWN) == []
    opened.to("view=paths&no-relation=serves")
    assert all(len(row) <= 5 for row in opened.page.evaluate(SHOWN))


def test_the_first_fifty_are_shown_and_the_rest_when_asked_for(open_store: Callable[..., Opened]) -> None:
    banks = tuple((f"b{number}", "advances", "t1") for number in range(60))
    store = written(turtle(*BASIC[:2], ("r1", "issues", "p2"), ("p2", "addresses", "t1"), *banks))
    opened, wanted = open_store(store, "view=paths"), chains(responses(read(store)))
    assert opened.page.evaluate(SHOWN) == wanted[:50]
    opened.page.locator("#paths-view .more").click()
    assert opened.page.evaluate(SHOWN) == wanted[:100]
    opened.page.locator("#paths-view .more").click()
    assert opened.page.evaluate(SHOWN) == wanted
    assert len(wanted) == 120
    assert opened.page.locator("#paths-view .more").is_hidden()


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_view_is_accessible_and_fits_a_phone_in_both_languages(
    open_explorer: Callable[..., Opened], seed: Made, lang: str, theme: str
) -> None:
    chosen = responses(seed.view)[0].pair
    fragment = f"view=paths&lang={lang}&response={'+'.join(quote(short(iri), safe='') for iri in chosen)}"
    for width in (1280, 390):
        opened = open_explorer(seed.html, fragment, theme=theme, width=width, height=844)
        assert faults(opened) == []
        assert opened.page.evaluate("document.documentElement.scrollWidth") == width
        tab = opened.page.locator("#view-paths").bounding_box()
        assert tab is not None
        assert 0 <= tab["x"] <= tab["x"] + tab["width"] <= width
        assert opened.page.get_by_role("list").filter(has=opened.page.locator(".chain")).count() >= 1
    assert opened.quiet()


def test_printed_paths_keep_their_words_and_leave_the_buttons(open_explorer: Callable[..., Opened], seed: Made) -> None:
    opened = open_explorer(seed.html, f"view=paths&node={quote(HAIER, safe='')}")
    opened.page.emulate_media(media="print")
    assert "海尔消费金融有限公司" in opened.page.locator(".responses").inner_text()
    assert opened.page.locator(".response-end .open:visible, .narrowed .quiet:visible, .more:visible").count() == 0


def test_the_page_of_a_part_shows_the_paths_that_lie_in_it(open_explorer: Callable[..., Opened], seed: Made) -> None:
    wanted = responses(seed.view)[0]
    part = portion(seed.view, [(ox.NamedNode(iri),) for iri in wanted.ids])
    around = {node.iri: 2 for node in part.nodes}
    opened = open_explorer(page(part, [], beyond=around), "view=paths")
    assert opened.page.evaluate(SHOWN) == chains(responses(part)) == chains([wanted])
    opened.page.locator(".response-end .open").click()
    assert opened.page.locator("#panel .hop").count() == len(wanted.hops)
    assert opened.quiet()
