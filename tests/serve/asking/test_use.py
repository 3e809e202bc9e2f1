"""The page in use: questions with their parameters, history, links, both languages, both themes, a phone."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote

from playwright.sync_api import expect

from graph.query.catalogue import catalogue
from graph.query.run import run
from graph.store.sparql import tokens
from tests.query.graphs import store
from tests.serve.asking.test_answers import PAIRS

if TYPE_CHECKING:
    from tests.serve.asking.conftest import Desk


def question(desk: Desk, name: str) -> str:
    """Finds a question in the gallery; gives the beginning of its selector."""
    desk.page.fill("#gallery-filter", name)
    selector = f"li[data-name={name}]"
    desk.page.wait_for_selector(selector)
    return selector


def test_choosing_a_question_fills_the_editor_and_asks_nothing(desk: Desk) -> None:
    desk.double.asked.clear()
    desk.page.click(question(desk, "policies") + " .question")
    assert desk.source.input_value().startswith("# 哪些机关在何时发布了哪些政策？\nPREFIX")
    assert [asked for asked in desk.double.asked if asked.startswith("POST")] == []
    expect(desk.page.locator("#status")).to_have_text("已填入编辑器，尚未运行")


def test_every_question_can_be_asked_by_its_own_button(desk: Desk) -> None:
    assert desk.page.locator("#gallery li").count() == len(catalogue())
    for name in ("policies", "low-confidence", "relations"):
        desk.page.click(question(desk, name) + " .go")
        rows = len(run(store(), name).rows)
        expect(desk.page.locator(".told strong")).to_have_text(f"{rows} 行")


def test_the_questions_are_filtered_in_both_languages(desk: Desk) -> None:
    for words in ("监管机构 路径", "paths regulator", "POLICY-PATHS"):
        desk.page.fill("#gallery-filter", words)
        expect(desk.page.locator("#gallery li:visible")).to_have_count(1)
        assert desk.page.locator("#gallery li:visible").get_attribute("data-name") == "policy-paths"
    desk.page.fill("#gallery-filter", "nothing like it")
    expect(desk.page.locator("#gallery-none")).to_be_visible()


def test_a_value_of_a_question_stays_one_literal(desk: Desk) -> None:
    item = question(desk, "products")
    desk.page.click(item + " .question")
    for value in ("云岭\" } # '", "\\", "?name", '""', "}}{{", "云岭消费金融有限公司"):
        desk.page.fill(item + " input", value)
        desk.page.click(item + " form button >> nth=1")
        strings = [token.text for token in tokens(desk.source.input_value()) if token.kind == "STRING"]
        escaped = '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'
        assert (value, strings.count(escaped)) == (value, 2)
    desk.page.press(item + " input", "Enter")
    rows = len(run(store(), "products", [("name", value)]).rows)
    expect(desk.page.locator(".told strong")).to_have_text(f"{rows} 行")
    assert rows > 0


def test_a_value_that_does_not_fit_is_refused_in_its_field(desk: Desk) -> None:
    item = question(desk, "low-confidence")
    desk.page.click(item + " .question")
    before = desk.source.input_value()
    desk.page.fill(item + " input", "")
    desk.page.click(item + " form button >> nth=1")
    assert desk.source.input_value() == before
    assert desk.page.locator(item + " input").evaluate("field => field.validationMessage") == "请填写数字，例如 0.8"
    desk.page.fill(item + " input", "0.95")
    desk.page.click(item + " form button >> nth=0")
    expect(desk.page.locator(".told strong")).to_have_text(
        f"{len(run(store(), 'low-confidence', [('below', '0.95')]).rows)} 行"
    )


def test_the_name_of_an_institution_is_suggested_while_it_is_typed(desk: Desk) -> None:
    item = question(desk, "products")
    desk.page.click(item + " .question")
    desk.page.fill(item + " input", "Yunling")
    option = desk.page.locator(item + " datalist option")
    expect(option).to_have_count(1)
    assert option.get_attribute("value") == "云岭消费金融有限公司"


def test_what_was_asked_is_kept_and_can_be_taken_up_and_forgotten(desk: Desk) -> None:
    for query in ("# 第一问\nASK {}", "SELECT (1 AS ?x) WHERE {}", "# 第一问\nASK {}"):
        desk.ask(query)
    desk.page.reload()
    desk.page.wait_for_selector("html[data-ready]")
    desk.page.click("#history summary")
    rows = desk.page.locator("#history-list li")
    expect(rows).to_have_count(2)
    assert rows.locator("bdi").all_inner_texts() == ["第一问", "SELECT (1 AS ?x) WHERE {}"]
    assert "是" in rows.first.inner_text()
    assert "1 行" in rows.last.inner_text()
    rows.last.locator(".question").click()
    assert desk.source.input_value() == "SELECT (1 AS ?x) WHERE {}"
    rows.last.locator(".go").click()
    expect(rows).to_have_count(1)
    desk.page.click("#history-clear")
    expect(rows).to_have_count(0)
    assert desk.page.locator("#history-none").is_visible()


def test_the_history_keeps_fifty_and_survives_what_others_wrote(desk: Desk) -> None:
    held = "JSON.stringify([...Array(70).keys()].map((n) => ({ query: `ASK { # ${n}\\n}`, time: n })))"
    for value, wanted in ((held, 50), ("'{broken'", 0), ("'[1, null, {}]'", 0), ("'{}'", 0)):
        desk.page.evaluate(f"localStorage.setItem('wupian.query.history', {value})")
        desk.open()
        assert desk.page.locator("#history-list li").count() == wanted


def test_a_browser_that_keeps_nothing_does_no_harm(desk: Desk) -> None:
    desk.page.evaluate(
        "() => { Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError'); }; }"
    )
    desk.ask("ASK {}")
    assert desk.page.locator(".truth").inner_text() == "是"
    desk.page.click("#history summary")
    assert desk.page.locator("#history-note").is_visible()


def test_a_link_holds_the_query_and_its_view(desk: Desk) -> None:
    desk.ask(PAIRS)
    desk.page.click("#tab-map")
    link = desk.page.url
    desk.open("?lang=en&query=ASK%20%7B%7D")
    assert desk.source.input_value() == "ASK {}"
    desk.page.goto(link)
    desk.page.wait_for_selector(".map")
    assert desk.source.input_value() == PAIRS
    assert desk.page.locator("[aria-selected=true]").get_attribute("id") == "tab-map"
    desk.page.click("a.lang")
    desk.page.wait_for_selector("html[lang=en][data-ready]")
    desk.page.wait_for_selector(".map")
    assert desk.source.input_value() == PAIRS


def test_a_query_in_a_link_without_a_view_waits_to_be_run(desk: Desk) -> None:
    desk.double.asked.clear()
    desk.open("?lang=zh#query=" + quote("ASK { ?s ?p '<b>&#云' }"))
    assert desk.source.input_value() == "ASK { ?s ?p '<b>&#云' }"
    assert [asked for asked in desk.double.asked if asked.startswith("POST")] == []


def test_the_link_is_copied_or_shown_to_be_copied(desk: Desk) -> None:
    desk.write("ASK { 云 }")
    desk.page.evaluate("() => { navigator.clipboard.writeText = async (text) => { window.copied = text; }; }")
    desk.page.click("#share")
    expect(desk.page.locator("#share")).to_have_text("已复制")
    assert desk.page.evaluate("window.copied") == desk.page.url
    desk.page.evaluate("() => { navigator.clipboard.writeText = async () => { throw new Error('no'); }; }")
    desk.page.click("#share")
    expect(desk.page.locator("#link")).to_be_visible()
    assert desk.page.locator("#link").input_value() == desk.page.url


def test_the_graph_of_a_named_question_is_linked_by_its_name(desk: Desk) -> None:
    desk.page.click(question(desk, "entities") + " .go")
    desk.page.wait_for_selector("#answer .summary")
    link = desk.page.locator("#as-graph")
    assert link.get_attribute("href") == "/explore?lang=zh&query=entities"
    desk.ask("SELECT ?s WHERE { ?s a wp:Bank }")
    assert (link.get_attribute("href") or "").startswith("/explore?lang=zh&query=SELECT+%3Fs")


def test_the_page_fits_a_phone(desk: Desk) -> None:
    desk.open("?lang=en", phone=True)
    desk.ask(PAIRS)
    for view in ("table", "chart", "map", "text"):
        desk.page.click(f"#tab-{view}")
        assert (view, desk.page.evaluate("document.documentElement.scrollWidth")) == (view, 390)
    desk.page.click("#questions > summary")
    desk.page.click("#gallery summary >> nth=1")
    assert desk.page.evaluate("document.documentElement.scrollWidth") == 390
    typed_at = desk.write("ASK { ?s ").source
    desk.page.keyboard.insert_text("消费金融公司")
    box = desk.page.locator("#completions").evaluate("list => list.getBoundingClientRect().toJSON()")
    assert typed_at.is_visible()
    assert 0 <= box["left"] < box["right"] <= 390
