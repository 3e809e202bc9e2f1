"""What leaves the page as a picture: SVG, PNG, and print; whole, well-formed, and with nothing foreign in it."""

from __future__ import annotations

import json
import re
import struct
import xml.etree.ElementTree as ET
from base64 import b64encode
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from graph.explore.reader import read
from tests.browser import Opened
from tests.explore.graphs import fixture, written
from tests.hostile import HOSTILE

SVG = "{http://www.w3.org/2000/svg}"
BEICHEN = "node=authority%2Fbeichen"
VISIBLE = """(selector) => [...document.querySelectorAll(selector)]
  .filter((element) => element.checkVisibility({ visibilityProperty: true }) && element.getClientRects().length)
  .map((element) => element.outerHTML.slice(0, 120))"""
CONTROLS = "input, select, nav button, .act, .more, .zoom button, .switches button, #scope button, .read, .cite button"
INKS = """async (source) => {
  const picture = new Image();
  await new Promise((done) => { picture.onload = done; picture.src = source; });
  const paper = document.createElement("canvas");
  Object.assign(paper, { width: picture.width, height: picture.height });
  const context = paper.getContext("2d");
  context.drawImage(picture, 0, 0);
  const { data } = context.getImageData(0, 0, paper.width, paper.height), inks = new Set();
  for (let at = 0; at < data.length; at += 4) {
    const sign = [...data.slice(at, at + 3)].map((part) => part.toString(16).padStart(2, "0")).join("");
    if (!inks.has(sign)) inks.add(sign);
  }
  return [picture.width, picture.height, data[3], [...inks]];
}"""
CURVES = """() => graph.edges.map(({ bend }, number) => [bend, number])
  .filter(([bend, number]) => bend && shown.edge[number])
  .map(([, number]) => network.canvasToDOM(network.body.edges[number].edgeType.getViaNode()))
  .map(({ x, y }) => [x, y])"""


def saved(opened: Opened, what: str) -> bytes:
    """The bytes of the picture that the menu saves as `svg` or `png`."""
    opened.page.click("#export summary")
    with opened.page.expect_download() as waiting:
        opened.page.click(f"#save-{what}")
    assert waiting.value.suggested_filename == f"graph.{what}"
    return Path(waiting.value.path()).read_bytes()


def drawing(opened: Opened) -> ET.Element:
    return ET.fromstring(saved(opened, "svg"))


def nodes(picture: ET.Element) -> list[ET.Element]:
    """The shapes of entities, each with its title."""
    return [path for path in picture.findall(f"{SVG}path") if path.find(f"{SVG}title") is not None]


def lines(picture: ET.Element) -> list[ET.Element]:
    return [path for path in picture.findall(f"{SVG}path") if path.get("fill") == "none"]


def compared(opened: Opened, picture: ET.Element) -> None:
    """Whether a drawing holds what the canvas shows, in its size."""
    names: list[str] = opened.page.evaluate("visibleNodes().map((id) => graph.nodes[id].name)")
    titles = [shape.findtext(f"{SVG}title") or "" for shape in nodes(picture)]
    assert sorted(title.split(" · ")[0] for title in titles) == sorted(names)
    assert len(lines(picture)) == opened.page.evaluate("shown.edges")
    assert len(nodes(picture)) + len(lines(picture)) == len(picture.findall(f"{SVG}path"))
    size = opened.page.evaluate("[$('canvas').clientWidth, $('canvas').clientHeight].map(String)")
    assert [picture.get("width"), picture.get("height")] == size
    assert picture.get("viewBox") == "0 0 " + " ".join(size)
    drawn = [text.text for text in picture.findall(f"{SVG}text")]
    assert drawn == opened.page.evaluate("labels.items.map(({ text }) => text)") != []


def hostile() -> str:
    """Turtle of entities and a class with hostile names, linked in a row."""
    found = []
    for number, payload in enumerate(HOSTILE.values()):
        word = json.dumps(payload, ensure_ascii=False)
        found.append(f"id:h{number} a wp:App ; skos:prefLabel {word}@zh , {word}@en .")
        found.append(
            f"id:c{number} a wp:Claim ; wp:subject id:h{number} ; wp:predicate wp:uses ; "
            f"wp:object id:h{(number + 1) % len(HOSTILE)} ; wp:modality wp:Done ; wp:confidence 0.9 ."
        )
    evil = json.dumps('</svg><script>alert(1)</script>"&')
    return "\n".join(
        [*found, f"wp:App rdfs:label {evil}@zh , {evil}@en . wp:uses a wp:Relation ; rdfs:label {evil}@zh ."]
    )


def test_the_svg_has_a_shape_for_each_node_and_a_line_for_each_edge_that_is_shown(
    open_explorer: Callable[..., Opened], html: str
) -> None:
    opened = open_explorer(html)
    for more in ("", BEICHEN, "no-class=Theme", "local=authority%2Fhailan"):
        opened.to(more)
        opened.page.click("#zoom-fit")
        compared(opened, drawing(opened))
    assert opened.quiet()


def test_the_svg_stands_as_the_canvas_does(open_explorer: Callable[..., Opened], html: str) -> None:
    opened = open_explorer(html)
    opened.page.evaluate("move({ position: { x: 40, y: -60 }, scale: 0.7 })")
    picture = drawing(opened)
    places = [list(map(float, re.findall(r"-?[\d.]+", shape.get("transform") or "")[:2])) for shape in nodes(picture)]
    ids: list[int] = opened.page.evaluate("visibleNodes().reverse()")
    size: list[float] = opened.page.evaluate("[$('canvas').clientWidth, $('canvas').clientHeight]")
    wanted: list[list[float]] = opened.page.evaluate(
        "(ids) => ids.map((id) => network.canvasToDOM(spots[id])).map(({ x, y }) => [x, y])", ids
    )
    inside = [p for p in wanted if all(-24 < part < limit + 24 for part, limit in zip(p, size, strict=True))]
    assert len(inside) == len(places)
    for place, want in zip(places, inside, strict=True):
        assert place == pytest.approx(want, abs=0.2)


def test_a_bent_line_bends_to_the_side_that_the_canvas_draws(open_explorer: Callable[..., Opened], html: str) -> None:
    opened = open_explorer(html)
    curves: list[list[float]] = opened.page.evaluate(CURVES)
    bent = [line.get("d") or "" for line in lines(drawing(opened)) if "Q" in (line.get("d") or "")]
    assert len(bent) == len(curves) > 0
    for path, (x, y) in zip(bent, curves, strict=True):
        start, middle, end = (list(map(float, pair)) for pair in re.findall(r"(-?[\d.]+) (-?[\d.]+)", path))
        side = [
            (end[0] - start[0]) * (at[1] - start[1]) - (end[1] - start[1]) * (at[0] - start[0])
            for at in (middle, [x, y])
        ]
        assert side[0] * side[1] > 0


def test_a_plan_is_dashed_and_a_denial_is_red_in_the_svg_too(open_explorer: Callable[..., Opened], html: str) -> None:
    opened, view = open_explorer(html), read(fixture())
    dashes: list[Any] = [line.get("stroke-dasharray") for line in lines(drawing(opened))]
    shown = [number for number in range(len(view.edges)) if opened.page.evaluate(f"shown.edge[{number}]")]
    held: dict[str, Any] = opened.page.evaluate("Object.fromEntries(edgeSet.get().map((e) => [e.id, e.dashes]))")
    canvas = [" ".join(map(str, held[str(number)])) if held[str(number)] else None for number in shown]
    assert dashes == canvas
    assert len(set(dashes)) == 3


def test_what_is_not_lit_is_faint_in_the_picture(open_explorer: Callable[..., Opened], html: str) -> None:
    opened = open_explorer(html, BEICHEN)
    opened.page.click("#zoom-fit")
    ghost = opened.page.evaluate("css('--ghost')")
    faint = [shape for shape in nodes(drawing(opened)) if shape.get("fill") == ghost]
    assert len(faint) == opened.page.evaluate(
        "nodeSet.get().filter(({ color }) => color.background === css('--ghost')).length"
    )
    assert len(faint) > 3


def test_hostile_names_are_words_in_a_well_formed_picture(open_store: Callable[..., Opened]) -> None:
    opened = open_store(written(hostile()))
    text = saved(opened, "svg").decode("utf-8")
    picture = ET.fromstring(text)
    assert len(nodes(picture)) == len(HOSTILE)
    assert {part.tag.removeprefix(SVG) for part in picture.iter()} <= {
        "svg",
        "title",
        "rect",
        "path",
        "text",
        "defs",
        "marker",
    }
    titles = [shape.findtext(f"{SVG}title") or "" for shape in nodes(picture)]
    for payload in ("<script>alert(1)</script>", "; DROP ALL", '"\'"""'):
        assert any(payload in title for title in titles)
    for part in picture.iter():
        assert not any(name.startswith("on") or "href" in name for name in part.attrib)
        assert not any("url(" in value and "url(#" not in value for value in part.attrib.values())
    assert "http" not in text.replace("http://www.w3.org/2000/svg", "")


@pytest.mark.parametrize("store", ["fixture", "hostile"])
def test_the_png_is_three_times_as_sharp_as_the_canvas_and_not_blank(
    open_store: Callable[..., Opened], store: str
) -> None:
    opened = open_store(fixture() if store == "fixture" else written(hostile()))
    data = saved(opened, "png")
    assert data.startswith(b"\x89PNG\r\n\x1a\n")
    size: list[int] = opened.page.evaluate("[$('canvas').clientWidth * 3, $('canvas').clientHeight * 3]")
    assert list(struct.unpack(">II", data[16:24])) == size
    source = "data:image/png;base64," + b64encode(data).decode("ascii")
    wide, tall, opaque, inks = opened.page.evaluate(INKS, source)
    assert ([wide, tall], opaque) == (size, 255)
    assert len(inks) > 30
    assert set(opened.page.evaluate("nodeSet.get().map(({ color }) => color.background.slice(1))")) <= set(inks)


@pytest.mark.parametrize("view", ["matrix", "timeline", "figures", "list", "paths"])
def test_no_picture_of_a_graph_that_is_not_on_the_page_is_offered(
    open_explorer: Callable[..., Opened], html: str, view: str
) -> None:
    opened = open_explorer(html, f"view={view}")
    opened.page.click("#export summary")
    for what in ("svg", "png"):
        if opened.page.locator(f"#save-{what}").is_enabled():
            opened.page.keyboard.press("Escape")
            assert b"<path" in saved(opened, "svg")
            opened.page.click("#export summary")
    opened.page.click("#view-graph")
    assert len(nodes(drawing(opened))) == len(read(fixture()).nodes)


@pytest.mark.parametrize(
    ("fragment", "words"),
    [
        (f"{BEICHEN}&local=authority%2Fbeichen", "北辰消费金融有限公司"),
        ("view=article&node=authority%2Fhailan", "消费金融机构的五个样本"),
        ("view=list", "“潮汐”大模型"),
        ("view=figures", "累计服务用户"),
    ],
)
def test_print_leaves_out_the_controls_and_keeps_the_content(
    open_explorer: Callable[..., Opened], html: str, fragment: str, words: str
) -> None:
    opened = open_explorer(html, fragment)
    assert opened.page.evaluate(VISIBLE, CONTROLS) != []
    opened.page.emulate_media(media="print")
    assert opened.page.evaluate(VISIBLE, CONTROLS) == []
    assert opened.page.locator("#panel h2").is_visible()
    assert opened.page.locator("h1").is_visible()
    assert words in opened.page.locator("main").inner_text()
    for box in ("#panel", "#stage"):
        assert opened.page.locator(box).evaluate("(box) => box.scrollHeight <= box.clientHeight + 1")


def test_a_printed_page_has_as_many_sheets_as_its_content_needs(
    open_explorer: Callable[..., Opened], html: str
) -> None:
    opened = open_explorer(html, f"{BEICHEN}&view=list")
    data = opened.page.pdf()
    assert data.startswith(b"%PDF-")
    assert len(re.findall(rb"/Type\s*/Page\b", data)) > 1
    assert len(data) > 20_000
