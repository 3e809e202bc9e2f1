"""The canvas: what vis-network holds, how it looks, and what stands behind it when the graph is large."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest

from graph.explore.network import ALL, HUBS, LINES
from graph.explore.page import network
from graph.explore.reader import read
from graph.explore.view import Claim
from graph.store.embedded import in_memory
from tests.browser import Opened
from tests.explore.graphs import fixture, made, ring, triples, written

MANY = 460
WHERE = """(id) => { const place = network.canvasToDOM(spots[id]), box = $("canvas").getBoundingClientRect();
  return [place.x + box.x, place.y + box.y]; }"""
BOXES = """() => { network.redraw(); return labels.items.map(({ box }) => {
  const a = network.canvasToDOM({ x: box[0], y: box[1] }), b = network.canvasToDOM({ x: box[2], y: box[3] });
  return [a.x, a.y, b.x, b.y]; }); }"""
PIXEL = """(id) => { move({ position: spots[id], scale: 1.2 }); network.redraw();
  const { picture, left, right, top, bottom } = backdrop, { x, y } = spots[id];
  const place = [(x - left) / (right - left) * picture.width, (y - top) / (bottom - top) * picture.height];
  const [r, g, b] = picture.getContext("2d").getImageData(...place.map(Math.round), 1, 1).data;
  return "#" + [r, g, b].map((value) => value.toString(16).padStart(2, "0")).join(""); }"""


def factual(claim: Claim) -> bool:
    return claim.modality == "Done" and not claim.negative and claim.confidence >= Decimal("0.5")


@pytest.fixture(scope="module")
def large() -> str:
    return made(in_memory(triples(ring(MANY))))


def test_the_canvas_draws_each_node_and_edge_of_the_pyvis_network(
    open_explorer: Callable[..., Opened], html: str
) -> None:
    opened, explorer = open_explorer(html), network(read(fixture()))
    drawn: list[Any] = opened.page.evaluate("nodeSet.get().map(({ id, x, y }) => [id, x, y])")
    assert sorted(drawn) == [[node["id"], node["x"], node["y"]] for node in explorer.nodes]
    rejected = {number for number, edge in enumerate(read(fixture()).edges) if all(c.rejected for c in edge.claims)}
    ends: list[Any] = opened.page.evaluate("edgeSet.get().map(({ id, from, to }) => [id, from, to])")
    assert sorted(ends) == [[e["id"], e["from"], e["to"]] for e in explorer.edges if e["id"] not in rejected]


def test_the_line_says_how_sure_a_relation_is(open_explorer: Callable[..., Opened], html: str) -> None:
    opened, edges = open_explorer(html), read(fixture()).edges
    drawn: dict[str, Any] = opened.page.evaluate("Object.fromEntries(edgeSet.get().map((edge) => [edge.id, edge]))")
    seen = set()
    for number, edge in ((int(number), edge) for number, edge in drawn.items()):
        facts = [one for one in edges[number].claims if factual(one)]
        wanted = False if any(one.explicit for one in facts) else [2, 3] if facts else [7, 5]
        best = max(one.confidence for one in edges[number].claims)
        assert (edge["dashes"], edge["color"]["opacity"] < 0.5) == (wanted, best < Decimal("0.7"))
        seen.add(str(wanted))
    assert len(seen) == 3


def test_a_relation_is_drawn_in_the_colour_of_the_ontology(open_explorer: Callable[..., Opened]) -> None:
    turtle = """
    wp:offers a wp:Relation ; rdfs:label "提供"@zh ; wp:color "#123456" . id:a a wp:App . id:b a wp:App .
    id:c a wp:Claim ; wp:subject id:a ; wp:predicate wp:offers ; wp:object id:b ; wp:confidence 1 ; wp:explicit true .
    """
    opened = open_explorer(made(written(turtle)))
    assert opened.page.evaluate("edgeSet.get(0).color.color") == "#123456"
    assert opened.page.locator(".predicates path").get_attribute("stroke") == "#123456"


def test_the_legend_shows_the_colour_that_the_canvas_draws(open_explorer: Callable[..., Opened], html: str) -> None:
    opened = open_explorer(html)
    drawn: dict[str, str] = opened.page.evaluate(
        "Object.fromEntries(nodeSet.get().map(({ id, color }) => [graph.nodes[id].type, color.background]))"
    )
    legend: dict[str, str] = opened.page.evaluate(
        """Object.fromEntries([...document.querySelectorAll(".types .check")].map((row) =>
          [row.querySelector("input").value, row.querySelector("path").getAttribute("fill")]))"""
    )
    assert legend == drawn
    assert len(set(legend.values())) > 8


@pytest.mark.parametrize(("width", "height"), [(1440, 900), (390, 844)])
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_no_label_stands_on_another_or_is_cut(
    open_explorer: Callable[..., Opened], html: str, lang: str, width: int, height: int
) -> None:
    opened = open_explorer(html, f"lang={lang}", width=width, height=height)
    boxes: list[list[float]] = opened.page.evaluate(BOXES)
    right, bottom = opened.page.evaluate("[$('canvas').clientWidth, $('canvas').clientHeight]")
    assert len(boxes) >= 8
    for number, (left, top, end, low) in enumerate(boxes):
        assert left >= -3
        assert end <= right + 3
        assert top >= 0
        assert low <= bottom
        assert not any(left < b[2] and end > b[0] and top < b[3] and low > b[1] for b in boxes[:number])


def test_a_large_graph_holds_its_hubs_in_pyvis_and_the_rest_behind(
    open_explorer: Callable[..., Opened], large: str
) -> None:
    explorer = network(read(in_memory(triples(ring(MANY)))))
    assert (explorer.num_nodes(), explorer.num_edges()) == (HUBS, LINES)
    assert MANY - 1 in explorer.get_nodes()
    assert {end for edge in explorer.edges for end in (edge["from"], edge["to"])} <= set(explorer.get_nodes())
    opened = open_explorer(large)
    drawn = [[node["id"], node["x"], node["y"]] for node in explorer.nodes]
    assert opened.page.evaluate("nodeSet.get().map(({ id, x, y }) => [id, x, y])") == drawn
    assert opened.page.evaluate("edgeSet.getIds()") == [edge["id"] for edge in explorer.edges]
    assert str(MANY) in opened.page.locator("#counts").inner_text()
    assert opened.page.evaluate("nodeSet.get(450)") is None
    assert opened.page.evaluate(PIXEL, 450) == opened.page.evaluate("look(graph.nodes[450].type).color")
    assert opened.quiet()


def test_a_click_on_a_node_behind_brings_it_and_its_neighbours_forward(
    open_explorer: Callable[..., Opened], large: str
) -> None:
    opened = open_explorer(large)
    opened.page.evaluate("move({ position: spots[450], scale: 1.2 })")
    assert opened.page.evaluate("nodeSet.get(450)") is None
    opened.page.mouse.click(*opened.page.evaluate(WHERE, 450))
    opened.page.wait_for_timeout(80)
    assert opened.page.locator("#panel h2").inner_text() == "应用450"
    assert opened.page.evaluate("[449, 450, 451].every((id) => nodeSet.get(id))")
    opened.to("")
    assert opened.page.evaluate("[nodeSet.length, nodeSet.get(450)]") == [HUBS, None]


def test_the_focus_never_grows_beyond_its_limit(open_explorer: Callable[..., Opened], large: str) -> None:
    opened = open_explorer(large, f"node=id%2Fn{MANY - 1:04}")
    assert opened.page.evaluate(f"degree({MANY - 1})") > 400
    assert opened.page.evaluate("nodeSet.length") == 400
    assert opened.page.evaluate(f"nodeSet.get({MANY - 1}) !== null")


def test_a_filter_gives_the_freed_room_to_others(open_explorer: Callable[..., Opened], large: str) -> None:
    opened = open_explorer(large)
    opened.page.locator(".types input").first.uncheck()
    assert opened.page.evaluate("shown.nodes") == MANY // 2 < ALL
    assert opened.page.evaluate("nodeSet.length") == MANY // 2


def test_a_node_that_is_dragged_keeps_its_label_and_its_new_place(
    open_explorer: Callable[..., Opened], html: str
) -> None:
    opened = open_explorer(html)
    start = opened.page.evaluate(WHERE, 0)
    opened.page.mouse.move(*start)
    opened.page.mouse.down()
    opened.page.mouse.move(start[0] + 60, start[1] + 40, steps=4)
    opened.page.mouse.up()
    end = opened.page.evaluate(WHERE, 0)
    assert (end[0] - start[0], end[1] - start[1]) == pytest.approx((60, 40), abs=2)
    assert opened.page.evaluate("network.getPosition(0).x === spots[0].x")
