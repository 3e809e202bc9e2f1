"""Graphs of odd shapes and words open, and everything in them can be reached."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest

from graph.explore.page import page
from graph.explore.reader import view
from graph.explore.view import BASE
from graph.rdf import ntriples
from tests.browser import Opened
from tests.explore.generated import generated
from tests.explore.graphs import PREFIXES, triples, written
from tests.explore.test_canvas import BOXES

WORDS = {
    "long": "长" * 300,
    "latin": "A" * 300,
    "emoji": "😀👨‍👩‍👧‍👦🏳️‍🌈" * 20,
    "right-to-left": "\u202eمصرف\u2066 בנק\u200f",
    "blank": " ",
    "combining": "e\u0301" * 60,
}
CLAIM = """<https://w3id.org/wupian/claim/{id}> a wp:Claim ; wp:subject id:{a} ; wp:predicate wp:uses ;
  wp:object id:{b} ; wp:confidence 0.9 ; wp:explicit true ."""
ALL = ("", "view=article", "view=matrix", "view=timeline", "view=figures", "view=list", "view=paths")


def star(count: int) -> str:
    """Turtle of one bank that uses so many apps."""
    lines = ['id:hub a wp:Bank ; skos:prefLabel "中心银行"@zh .']
    for number in range(count):
        lines.append(f'id:n{number} a wp:App ; skos:prefLabel "应用{number}"@zh .')
        lines.append(CLAIM.format(id=number, a="hub", b=f"n{number}"))
    return PREFIXES + "\n".join(lines)


@pytest.mark.parametrize("view_", ALL)
@pytest.mark.parametrize("turtle", ["", 'id:a a wp:App ; skos:prefLabel "独一"@zh .'], ids=["empty", "single"])
def test_every_view_of_nearly_nothing_opens(open_store: Callable[..., Opened], turtle: str, view_: str) -> None:
    opened = open_store(written(turtle), view_)
    opened.to(f"{view_}&node=id%2Fa&local=id%2Fa&depth=3&lang=en")
    for key in ("ArrowRight", "0", "e", "c", "l", "Enter", "Escape"):
        opened.page.keyboard.press(key)
    assert opened.page.evaluate("shown.nodes") == (1 if turtle else 0)
    assert opened.quiet()


def test_ten_thousand_relations_of_one_entity_can_be_read_walked_and_left(open_explorer: Callable[..., Opened]) -> None:
    graph = ntriples.lines(triples(star(10_000)))
    opened = open_explorer(page(view(graph), graph), "node=id%2Fhub")
    assert opened.page.locator("#panel caption").inner_text().endswith("（10000）")
    rows = opened.page.locator(".relations tbody tr")
    assert rows.count() == 100
    opened.page.locator("#panel .more").click()
    assert rows.count() == 200
    assert opened.page.evaluate("nodeSet.length") <= 400
    opened.page.locator(".relations .entity").nth(150).click()
    assert opened.page.locator("#panel h2").inner_text().startswith("应用")
    opened.page.get_by_role("button", name="局部图", exact=True).click()
    assert opened.page.evaluate("shown.nodes") == 2
    opened.to("local=id%2Fhub&node=id%2Fhub")
    assert opened.page.evaluate("shown.nodes") == 10_001
    opened.page.keyboard.press("Control+z")
    assert opened.quiet()


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("word", WORDS.values(), ids=WORDS)
def test_names_of_every_kind_stay_in_their_places(open_store: Callable[..., Opened], word: str, lang: str) -> None:
    name = json.dumps(word, ensure_ascii=False)
    node = f"a wp:App ; skos:prefLabel {name}@zh , {name}@en ; skos:altLabel {name}@zh ."
    nodes = "\n".join(f"id:n{number} {node}" for number in range(9)) + "\n"
    claims = "\n".join(CLAIM.format(id=n, a="n0", b=f"n{n}") for n in range(1, 9))
    opened = open_store(written(nodes + claims), f"lang={lang}", width=1000, height=700)
    boxes: list[list[float]] = opened.page.evaluate(BOXES)
    wide = opened.page.evaluate("$('canvas').clientWidth")
    assert all(left >= -3 and right <= wide + 3 for left, _, right, _ in boxes)
    for fragment in ("node=id%2Fn0", "claim=claim%2F3", "path=id%2Fn1+id%2Fn2", "local=id%2Fn1&depth=2", "view=list"):
        opened.to(f"lang={lang}&{fragment}")
        assert (fragment, opened.page.evaluate("document.documentElement.scrollWidth")) == (fragment, 1000)
    opened.page.fill("#search", word.strip()[:3] or "n")
    assert opened.quiet()


def test_a_relation_of_an_entity_with_itself_is_read_once(open_store: Callable[..., Opened]) -> None:
    turtle = 'id:a a wp:App ; skos:prefLabel "自身"@zh . id:b a wp:App .' + CLAIM.format(id="x", a="a", b="a")
    opened = open_store(written(turtle), "node=id%2Fa&local=id%2Fa")
    assert opened.page.locator(".relations tbody tr").count() == 1
    opened.to("path=id%2Fa+id%2Fa")
    assert opened.page.locator(".hop").count() == 0
    assert opened.quiet()


def test_a_graph_of_the_shape_of_real_ones_opens_in_every_view(open_explorer: Callable[..., Opened]) -> None:
    graph = ntriples.lines(generated(1_500))
    opened = open_explorer(page(view(graph), graph))
    for fragment in ALL:
        opened.to(fragment)
        assert opened.page.locator("#stage").inner_text().strip()
    assert opened.page.evaluate("held.nodes.size") == 60
    assert opened.quiet()


def test_a_link_to_a_claim_works_in_a_page_that_holds_no_names_of_claims(open_explorer: Callable[..., Opened]) -> None:
    graph = ntriples.lines(generated(1_100))
    edge = view(graph).edges[700]
    opened = open_explorer(page(view(graph), graph), "claim=" + edge.claims[-1].iri.removeprefix(BASE))
    assert opened.page.evaluate("state.edge") == 700
    assert opened.page.locator(".claim").count() == len(edge.claims)
