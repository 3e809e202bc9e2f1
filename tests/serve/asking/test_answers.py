"""The answer: table, chart, map and text, downloads, cancelling, and nothing in it that runs."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect
from pyoxigraph import Literal, NamedNode, RdfFormat, Triple, parse

from graph.vocabulary import BASE, RDF_TYPE, SKOS, WP
from tests.hostile import HOSTILE
from tests.query.graphs import triples
from tests.serve.asking.double import sparql

if TYPE_CHECKING:
    from tests.serve.asking.conftest import Desk

MIXED = """SELECT ?x ?n ?t WHERE { VALUES (?x ?n ?t) {
  (authority:yunling 10 "乙"@zh) (wp:offers 9 "甲"@zh) (<http://elsewhere.example/a> 100 UNDEF)
  (UNDEF UNDEF "x"^^<http://a.example/type>) } }"""
MANY = "SELECT ?a ?b WHERE { ?a a ?x . ?b a ?y } LIMIT 1500"
PAIRS = """SELECT ?institution ?theme ?n WHERE { VALUES (?institution ?theme ?n) {
  ("甲行" "绿色" 3) ("甲行" "普惠" 1) ("乙行" "绿色" 2) ("乙行" "绿色" 4) } }"""
OFFERS = "CONSTRUCT { ?s wp:offers ?o } WHERE { ?s wp:offers ?o }"
PAYLOADS = [
    "<script>window.ran = 1</script>",
    '"><img src=x onerror="window.ran = 1">',
    "</script><script>window.ran = 1</script>",
    "javascript:window.ran=1",
    "${window.ran=1}{{window.ran=1}}",
    "<svg onload=window.ran=1>",
]


def test_an_answer_says_how_many_rows_it_has_and_what_it_took(desk: Desk) -> None:
    desk.ask(MIXED)
    assert desk.page.locator(".told strong").inner_text() == "4 行"
    assert "毫秒" in desk.page.locator(".told .q-hint").inner_text()
    expect(desk.page.locator("#status")).to_contain_text("4 行")
    desk.ask("SELECT * WHERE { <a:> <b:> ?c }")
    assert desk.page.locator(".nothing").count() == 1


def test_a_cell_shows_what_its_term_is(desk: Desk) -> None:
    desk.ask(MIXED)
    first, second, third, fourth = desk.page.locator("#view tbody tr").all()
    link = first.locator("td").first.locator("a")
    expect(link).to_have_text("云岭消费金融有限公司")
    assert link.get_attribute("href") == "/page/authority/yunling?lang=zh"
    assert first.locator("td.q-number").inner_text() == "10"
    assert first.locator("td").last.inner_text() == "乙@zh"
    assert first.locator("bdi[lang=zh]").count() == 1
    assert second.locator("a").inner_text() == "提供"
    assert second.locator("a").get_attribute("href") == "/ns?lang=zh#offers"
    assert third.locator("a").count() == 0
    assert third.locator(".q-iri").inner_text() == "http://elsewhere.example/a"
    assert third.locator(".unbound").inner_text().split() == ["—", "无值"]
    assert "^^http://a.example/type" in fourth.inner_text()
    desk.page.click("text=显示名称")
    assert desk.cells(1)[:2] == ["authority:yunling", "wp:offers"]


def test_a_column_sorts_up_down_and_back(desk: Desk) -> None:
    desk.ask(MIXED)
    sort = desk.page.locator("#view .sort").nth(1)
    for wanted, state in ((["9", "10", "100", ""], "ascending"), (["100", "10", "9", ""], "descending")):
        sort.click()
        assert [cell.replace("—", "").replace("无值", "").strip() for cell in desk.cells(2)] == wanted
        assert desk.page.locator("#view th[aria-sort]").get_attribute("aria-sort") == state
    sort.click()
    assert desk.cells(2)[:2] == ["10", "9"]
    assert desk.page.locator("#view th[aria-sort]").count() == 0
    assert desk.page.evaluate("document.activeElement.className") == "sort"


def test_the_rows_can_be_filtered_by_what_they_show(desk: Desk) -> None:
    desk.ask(MIXED)
    desk.page.fill("#view input[type=search]", "elsewhere")
    expect(desk.page.locator("#view tbody tr")).to_have_count(1)
    expect(desk.page.locator("#view .foot")).to_contain_text("显示 1 行，共 4 行")


def test_a_thousand_rows_are_drawn_at_once(desk: Desk) -> None:
    desk.ask(MANY)
    rows = desk.page.locator("#view tbody tr")
    expect(rows).to_have_count(1000)
    desk.page.click("#view .foot button")
    expect(rows).to_have_count(1500)
    assert desk.page.locator("#view .foot button").count() == 0


def test_yes_and_no_are_said_in_words(desk: Desk) -> None:
    desk.ask("ASK { ?s wp:offers ?o }")
    assert desk.page.locator(".truth").inner_text() == "是"
    desk.ask("ASK { <a:> <b:> <c:> }")
    assert desk.page.locator(".truth").inner_text() == "否"


def test_a_graph_is_shown_as_turtle_and_as_triples(desk: Desk) -> None:
    desk.ask(OFFERS)
    raw = desk.page.locator("#view .q-raw")
    expect(raw).to_contain_text("wp:offers")
    written = sparql(desk.double.store, OFFERS, "text/turtle").body
    assert set(parse(raw.inner_text(), format=RdfFormat.TURTLE)) == set(parse(written, format=RdfFormat.TURTLE))
    assert "@prefix skos:" in written.decode()
    assert "@prefix skos:" not in raw.inner_text()
    desk.page.click("#tab-table")
    expected = sparql(desk.double.store, OFFERS, "application/n-triples").body.decode().strip().split("\n")
    assert desk.page.locator("#view tbody tr").count() == len(expected)
    assert set(desk.cells(2)) == {"提供"}


def test_the_tabs_turn_by_the_arrow_keys(desk: Desk) -> None:
    desk.ask(PAIRS)
    desk.page.focus("#tab-table")
    for key, name in (
        ("ArrowRight", "chart"),
        ("ArrowRight", "map"),
        ("End", "text"),
        ("ArrowRight", "table"),
        ("ArrowLeft", "text"),
    ):
        desk.page.keyboard.press(key)
        assert desk.page.evaluate("document.activeElement.id") == f"tab-{name}"
        assert desk.page.locator("[role=tab][aria-selected=true]").get_attribute("id") == f"tab-{name}"
    assert json.loads(desk.page.locator("#view .q-raw").inner_text())["head"]["vars"] == ["institution", "theme", "n"]


def test_a_chart_adds_up_the_first_number_by_the_first_text(desk: Desk) -> None:
    desk.ask(PAIRS)
    desk.page.click("#tab-chart")
    assert desk.page.locator(".chart .bar-name").all_text_contents() == ["甲行", "乙行"]
    assert desk.page.locator(".chart .bar-value").all_text_contents() == ["4", "6"]
    widths = [float(bar.get_attribute("width") or 0) for bar in desk.page.locator(".chart .bar").all()]
    assert widths[0] / widths[1] == pytest.approx(4 / 6)
    desk.page.select_option("[data-choice=order] select", "value")
    assert desk.page.locator(".chart .bar-name").all_text_contents() == ["乙行", "甲行"]
    desk.page.select_option("[data-choice=label] select", "1")
    desk.page.select_option("[data-choice=measure] select", "-1")
    assert desk.page.locator(".chart .bar-value").all_text_contents() == ["3", "1"]
    assert desk.page.locator(".chart").get_attribute("aria-label") == "theme 的 行数"
    desk.page.click("#view summary")
    assert desk.page.locator("#view tbody tr").all_inner_texts() == ["绿色\t3", "普惠\t1"]


def test_a_chart_of_numbers_below_zero_has_its_axis_between(desk: Desk) -> None:
    desk.ask('SELECT * WHERE { VALUES (?a ?n) { ("x" -2) ("y" 2) } }')
    desk.page.click("#tab-chart")
    left, right = (
        [float(bar.get_attribute(name) or 0) for name in ("x", "width")]
        for bar in desk.page.locator(".chart .bar").all()
    )
    assert left[0] + left[1] == pytest.approx(right[0])
    assert left[1] == pytest.approx(right[1])


def test_a_map_adds_up_each_institution_and_theme(desk: Desk) -> None:
    desk.ask(PAIRS)
    desk.page.click("#tab-map")
    assert desk.page.locator(".map thead th").all_inner_texts() == ["绿色", "普惠"]
    assert desk.page.locator(".map tbody th").all_inner_texts() == ["甲行", "乙行"]
    assert [cell.strip() for cell in desk.page.locator(".map .cell").all_inner_texts()] == ["3", "1", "6", "0"]
    assert "2 行 × 2 列：3 格有内容，1 格空白" in desk.page.locator("#view .q-hint").inner_text()
    desk.page.click(".map tbody tr:nth-child(2) button")
    assert desk.cells(3) == ["2", "4"]
    desk.page.click("#view .chip >> nth=0")
    assert desk.cells(3) == ["3", "2", "4"]


def test_the_map_of_the_named_question_counts_what_its_rows_count(desk: Desk) -> None:
    desk.page.fill("#gallery-filter", "theme-matrix")
    desk.page.click("li[data-name=theme-matrix] .go")
    desk.page.click("#tab-map")
    answer = json.loads(
        desk.module("run", "it.fetched(document.getElementById('source').value, 'json').then((a) => a.text())")
    )
    bindings = answer["results"]["bindings"]
    total = sum(int(row["claims"]["value"]) for row in bindings)
    cells = desk.page.locator(".map .cell button").all_inner_texts()
    assert sum(map(int, cells)) == total > 0
    assert desk.page.locator(".map tbody tr").count() == len({row["institution"]["value"] for row in bindings})


def test_an_answer_is_saved_in_every_format_as_the_server_gives_it(desk: Desk, tmp_path: Path) -> None:
    for query, formats in ((MIXED, ["csv", "tsv", "json", "xml"]), (OFFERS, ["ttl", "nt", "jsonld", "rdf"])):
        desk.ask(query)
        menu = desk.page.locator("#answer .menu")
        assert menu.locator("button").evaluate_all("all => all.map((each) => each.dataset.format)") == formats
        for fmt in formats:
            menu.locator("summary").click()
            with desk.page.expect_download() as waiting:
                menu.locator(f"[data-format={fmt}]").click()
            assert waiting.value.suggested_filename == f"wupian-query.{fmt}"
            waiting.value.save_as(tmp_path / fmt)
            media = desk.module("run", "it.MEDIA[data]", fmt)
            assert (tmp_path / fmt).read_bytes() == sparql(desk.double.store, query, media).body


def test_the_graph_is_offered_for_answers_with_entities_only(desk: Desk) -> None:
    link = desk.page.locator("#as-graph")
    desk.ask(OFFERS)
    assert (link.get_attribute("href") or "").startswith("/explore?lang=zh&query=CONSTRUCT")
    desk.ask("SELECT ?s WHERE { ?s wp:offers ?o }")
    assert link.count() == 1
    desk.ask(PAIRS)
    assert link.count() == 0
    desk.ask("ASK {}")
    assert link.count() == 0


def test_a_query_that_takes_long_can_be_cancelled(desk: Desk) -> None:
    desk.ask("ASK {}")
    desk.write("# slow\nASK {}")
    desk.page.keyboard.press("Control+Enter")
    expect(desk.page.locator("#progress")).to_be_visible()
    expect(desk.page.locator("#elapsed")).to_contain_text("查询中")
    desk.page.click("#cancel")
    expect(desk.page.locator("#problem")).to_contain_text("查询已取消")
    assert desk.page.locator("#progress").is_hidden()
    assert desk.page.locator("#answer .summary").count() == 0
    desk.double.ended.set()


def test_a_second_query_takes_the_place_of_one_that_runs(desk: Desk) -> None:
    desk.write("# slow\nSELECT (1 AS ?old) WHERE {}")
    desk.page.keyboard.press("Control+Enter")
    desk.ask("SELECT (2 AS ?new) WHERE {}")
    desk.double.ended.set()
    desk.page.wait_for_timeout(100)
    assert desk.page.locator("#view .sort").all_inner_texts() == ["new"]
    assert desk.page.locator("#problem .problem").count() == 0


def test_a_server_that_is_gone_is_told_of(desk: Desk) -> None:
    desk.ask("# broken\nASK {}")
    assert "连不上服务器" in desk.page.locator("#problem").inner_text()


def test_hostile_answers_are_shown_and_run_nothing(desk: Desk) -> None:
    words = [*HOSTILE.values(), *PAYLOADS]
    held = [NamedNode(f"{BASE}id/h{number}") for number in range(len(words))]
    shown = NamedNode(SKOS + "prefLabel")
    labels = [Triple(node, shown, Literal(text, language="zh")) for node, text in zip(held, words, strict=True)]
    kinds = [Triple(node, NamedNode(RDF_TYPE), NamedNode(WP + "Institution")) for node in held]
    desk.double.load([*labels, *kinds])
    try:
        desk.ask("SELECT ?s ?l (STRLEN(?l) AS ?n) WHERE { ?s skos:prefLabel ?l } ORDER BY ?s")
        expect(desk.page.locator("#view tbody a").first).not_to_contain_text("id:")
        texts = desk.page.locator("#view tbody td:nth-child(3) bdi").evaluate_all(
            "all => all.map((e) => e.textContent)"
        )
        assert sorted(texts) == sorted(words)
        for view in ("chart", "map", "text", "table"):
            desk.page.click(f"#tab-{view}")
            assert desk.page.locator("#answer :is(script, img, iframe, object, form)").count() == 0
        desk.ask("CONSTRUCT WHERE { ?s skos:prefLabel ?l }")
        desk.page.click("#tab-table")
        desk.write("ASK { <h> ")
        desk.page.keyboard.insert_text("云")
        desk.page.wait_for_selector("#completions li .t-entity")
        assert desk.page.locator("#completions :is(script, img, svg)").count() == 0
        assert desk.page.evaluate("window.ran") is None
    finally:
        desk.double.load(triples())


def test_hostile_iris_and_names_of_columns_run_nothing(desk: Desk) -> None:
    quoted = "IRI('https://w3id.org/wupian/id/\"onclick=window.ran=1')"
    desk.ask(f"SELECT (<javascript:window.ran=1> AS ?constructor) ({quoted} AS ?__proto__) WHERE {{}}")
    assert desk.page.locator("#view .sort").all_inner_texts() == ["constructor", "__proto__"]
    assert desk.page.locator("#view a[href^=javascript]").count() == 0
    assert desk.page.evaluate("window.ran") is None
