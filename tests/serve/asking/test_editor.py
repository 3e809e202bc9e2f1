"""The editor: typing in any script, undo, completion, indentation, brackets, the mark of an error."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from graph.query.catalogue import catalogue
from graph.serve.asking import plain
from tests.hostile import HOSTILE
from tests.ontology.colours import contrast

if TYPE_CHECKING:
    from tests.serve.asking.conftest import Desk

COLOURS = """() => {
  const tints = ["keyword", "function", "var", "pname", "string", "number", "comment", "bad", "word"];
  const host = document.getElementById("colours"), panel = getComputedStyle(document.getElementById("editor"));
  return tints.map((tint) => {
    const span = document.createElement("span");
    span.className = `t-${tint}`;
    host.append(span);
    return [tint, getComputedStyle(span).color, panel.backgroundColor];
  });
}"""
LOOKS = """() => {
  const names = ["fontFamily", "fontSize", "fontWeight", "lineHeight", "letterSpacing", "tabSize", "padding"];
  const look = (element) => names.map((name) => getComputedStyle(element)[name]).join();
  const weights = [...document.querySelectorAll("#colours span")].map((span) => getComputedStyle(span).fontWeight);
  const [source, colours] = ["source", "colours"].map((id) => document.getElementById(id));
  return [look(source) === look(colours), new Set(weights).size];
}"""
CHOSEN = """() => {
  const own = document.activeElement;
  return [own.id, own.value.slice(own.selectionStart, own.selectionEnd)];
}"""
ROOM = """() => {
  const pre = document.getElementById("colours"), own = document.getElementById("source"), held = own.style.cssText;
  own.style.width = own.style.height = "0";
  const same = own.scrollHeight === pre.offsetHeight && own.scrollWidth <= pre.offsetWidth;
  own.style.cssText = held;
  return [pre.textContent, same && own.scrollHeight === own.clientHeight && own.scrollWidth === own.clientWidth];
}"""
ITEMS = "#completions li"


def names(desk: Desk) -> list[str]:
    """The names that completion offers."""
    return desk.page.locator(f"{ITEMS} .name").all_inner_texts()


def typed(desk: Desk, text: str) -> Desk:
    """Inserts text at the end as an input method does."""
    desk.source.press("Control+End")
    desk.page.keyboard.insert_text(text)
    return desk


def test_the_colours_hold_exactly_the_text_and_take_the_same_room(desk: Desk) -> None:
    for query in (plain(query, "zh") for query in catalogue()[::20]):
        desk.source.fill(query)
        shown, same = desk.page.evaluate(ROOM)
        assert (shown, same) == (query + "\n", True)
        assert desk.page.locator("#gutter span").count() == query.count("\n") + 1


def test_the_cursor_stands_where_its_letters_are_drawn(desk: Desk) -> None:
    desk.source.fill("SELECT ?云 { ?云 wp:offers '建信' } # 注释")
    same = desk.page.evaluate(LOOKS)
    assert same == [True, 1]


def test_chinese_from_an_input_method_arrives_whole_and_completes(desk: Desk) -> None:
    desk.write("SELECT * WHERE {\n  ?x ")
    typed(desk, "提供")
    assert desk.source.input_value().endswith("?x 提供")
    assert names(desk)[0] == "wp:offers"
    desk.page.keyboard.press("Enter")
    assert desk.source.input_value() == "SELECT * WHERE {\n  ?x wp:offers"
    assert desk.page.locator("#colours").inner_text().rstrip() == "SELECT * WHERE {\n  ?x wp:offers"


def test_a_word_that_is_being_composed_is_shown_and_not_completed(desk: Desk) -> None:
    desk.write("ASK { ?x ")
    method = desk.page.context.new_cdp_session(desk.page)
    for text in ("t", "ti", "ti'gong"):
        method.send("Input.imeSetComposition", {"text": text, "selectionStart": len(text), "selectionEnd": len(text)})
    assert desk.source.input_value() == "ASK { ?x ti'gong"
    assert desk.page.locator("#colours").evaluate("pre => pre.textContent") == "ASK { ?x ti'gong\n"
    assert names(desk) == []
    method.send("Input.insertText", {"text": "提供"})
    assert desk.source.input_value() == "ASK { ?x 提供"
    desk.page.wait_for_selector(ITEMS)
    assert names(desk)[0] == "wp:offers"
    method.detach()


def test_keys_of_an_input_method_that_composes_are_left_alone(desk: Desk) -> None:
    desk.write("提")
    typed(desk, "供")
    before = desk.source.input_value()
    stopped = desk.page.evaluate("""() => ["Enter", "Tab", "ArrowDown"].map((key) => {
      const event = new KeyboardEvent("keydown", { key, isComposing: true, bubbles: true, cancelable: true });
      document.getElementById("source").dispatchEvent(event);
      return event.defaultPrevented;
    })""")
    assert (stopped, desk.source.input_value()) == ([False] * 3, before)


def test_a_name_completes_by_either_label_or_its_own_letters(desk: Desk) -> None:
    wanted = {
        "offers": "wp:offers",
        "wp:off": "wp:offers",
        "消费金融公司": "wp:ConsumerFinanceCompany",
        "consumer": "wp:ConsumerFinanceCompany",
        "置信度": "wp:confidence",
        "prefLabel": "skos:prefLabel",
        "sel": "SELECT",
        "strst": "STRSTARTS",
        "auth": "authority:",
    }
    for word, name in wanted.items():
        typed(desk.write("ASK { "), word)
        assert (word, name in names(desk)[:3]) == (word, True)


def test_an_entity_completes_by_its_chinese_and_english_name(desk: Desk) -> None:
    for word in ("云岭", "Yunling", "authority:yun"):
        typed(desk.write("ASK { "), word)
        desk.page.wait_for_selector(f"{ITEMS}:has-text('authority:yunling')")
        row = desk.page.locator(ITEMS, has_text="authority:yunling")
        assert "云岭消费金融有限公司" in row.inner_text()
        row.click()
        assert desk.source.input_value() == "ASK { authority:yunling"


def test_variables_complete_once_they_are_used(desk: Desk) -> None:
    typed(desk.write("SELECT ?institution ?inner ?other WHERE { }"), " ?in")
    assert names(desk) == ["?institution", "?inner"]
    desk.page.keyboard.press("ArrowDown")
    assert desk.source.get_attribute("aria-activedescendant") == "completion-1"
    assert desk.page.locator(f"{ITEMS}[aria-selected=true] .name").inner_text() == "?inner"
    desk.page.keyboard.press("Tab")
    assert desk.source.input_value().endswith(" ?inner")
    assert desk.page.locator("#completions").is_hidden()


def test_a_word_that_is_complete_lets_enter_begin_a_line(desk: Desk) -> None:
    typed(desk.write("SELECT ?institution ?institutionNode "), "?institution")
    assert names(desk) == ["?institutionNode"]
    desk.page.keyboard.press("Enter")
    assert desk.source.input_value().endswith("?institutionNode ?institution\n")
    typed(desk, "?institution")
    desk.page.keyboard.press("ArrowDown")
    desk.page.keyboard.press("Enter")
    assert desk.source.input_value().endswith("\n?institutionNode")


def test_completion_waits_to_be_asked_and_can_be_sent_away(desk: Desk) -> None:
    desk.write("SELECT * WHERE { ")
    assert desk.page.locator("#completions").is_hidden()
    desk.page.keyboard.press("Control+Space")
    assert len(names(desk)) == 12
    desk.page.keyboard.press("Escape")
    assert desk.page.locator("#completions").is_hidden()
    desk.page.keyboard.press("Tab")
    assert desk.page.evaluate("document.activeElement.id") == "run"


def test_nothing_completes_in_strings_comments_and_tags(desk: Desk) -> None:
    for text in ('ASK { ?s ?p "提供', "ASK { } # 提供", 'ASK { "x"@offers', 'ASK { "提供"', 'ASK { "a" '):
        typed(desk.write(text[:-1]), text[-1])
        assert (text, names(desk)) == (text, [])


def test_completion_works_without_the_server(desk: Desk) -> None:
    desk.double.terms = False
    typed(desk.write("ASK { ?s "), "提供")
    desk.page.wait_for_timeout(200)
    assert names(desk) == ["wp:offers"]


def test_undo_takes_back_what_the_page_wrote(desk: Desk) -> None:
    desk.write("ASK { ?mine ?p ?o }")
    desk.page.fill("#gallery-filter", "theme-matrix")
    desk.page.click("li[data-name=theme-matrix] .question")
    assert desk.source.input_value().startswith("# 各机构")
    desk.source.press("Control+z")
    assert desk.source.input_value() == "ASK { ?mine ?p ?o }"
    typed(desk, " off")
    desk.page.keyboard.press("Enter")
    assert desk.source.input_value().endswith("} wp:offers")
    desk.page.keyboard.press("Control+z")
    assert desk.source.input_value().endswith("} off")


def test_a_line_is_indented_commented_and_continued_by_keys(desk: Desk) -> None:
    desk.write("ASK {")
    desk.page.keyboard.press("Enter")
    desk.page.keyboard.insert_text("?s ?p 1 .")
    desk.page.keyboard.press("Enter")
    desk.page.keyboard.insert_text("}")
    desk.page.keyboard.press("Control+[")
    assert desk.source.input_value() == "ASK {\n  ?s ?p 1 .\n}"
    desk.page.keyboard.press("Control+a")
    desk.page.keyboard.press("Control+]")
    assert desk.source.input_value() == "  ASK {\n    ?s ?p 1 .\n  }"
    desk.page.keyboard.press("Control+/")
    assert desk.source.input_value() == "  # ASK {\n    # ?s ?p 1 .\n  # }"
    desk.page.keyboard.press("Control+/")
    desk.page.keyboard.press("Control+[")
    assert desk.source.input_value() == "ASK {\n  ?s ?p 1 .\n}"


def test_the_buttons_declare_prefixes_and_indent(desk: Desk) -> None:
    desk.write("ASK {\n?s wp:offers ?o\n}")
    desk.page.click("#indent")
    desk.page.click("#declare")
    assert desk.source.input_value() == "PREFIX wp: <https://w3id.org/wupian/ns#>\nASK {\n  ?s wp:offers ?o\n}"
    assert desk.page.locator("#declare").is_disabled()


def test_a_bracket_shows_its_partner(desk: Desk) -> None:
    desk.write('ASK { FILTER(?a = ")" || (1 = 1)) }')
    pairs = desk.page.locator("#colours .pair")
    expect(pairs).to_have_text(["{", "}"])
    desk.page.keyboard.press("ArrowLeft")
    desk.page.keyboard.press("ArrowLeft")
    expect(pairs).to_have_text(["(", ")"])
    desk.page.keyboard.press("Home")
    expect(pairs).to_have_count(0)


def test_an_error_is_marked_where_the_server_found_it(desk: Desk) -> None:
    desk.ask("SELECT ?x WHERE {\n  ?x wp:offers '😀云' ?y }")
    assert desk.page.locator("#gutter .fault").all_inner_texts() == ["2"]
    assert desk.page.locator("#colours .fault").all_inner_texts() == ["?y"]
    assert desk.source.get_attribute("aria-invalid") == "true"
    assert desk.page.evaluate(CHOSEN) == ["source", "?y"]
    said = desk.page.locator("#problem").inner_text()
    assert "第 2 行，第 21 列" in said
    assert "^" in said
    assert "need no declaration" in said
    desk.page.locator("#problem .link").click()
    assert desk.page.evaluate("document.activeElement.id") == "source"
    desk.page.keyboard.insert_text(". ?y ?z 1")
    assert desk.page.locator("#editor .fault").count() == 0
    assert desk.source.get_attribute("aria-invalid") is None


def test_an_error_at_the_end_of_the_query_has_its_mark_too(desk: Desk) -> None:
    desk.ask("ASK { ?s ?p ?o")
    assert desk.page.locator("#colours .fault").count() == 1
    assert desk.page.locator("#gutter .fault").all_inner_texts() == ["1"]


def test_a_refusal_without_a_place_is_told_as_it_is(desk: Desk) -> None:
    desk.ask("SELECT * WHERE { SERVICE <http://a/> { ?s ?p ?o } }")
    assert "SERVICE is refused" in desk.page.locator("#problem").inner_text()
    assert desk.page.locator("#editor .fault").count() == 0


def test_hostile_words_in_the_editor_stay_text(desk: Desk) -> None:
    text = "\n".join(f"# {words}" for words in HOSTILE.values()) + "\n<img src=x onerror=alert(1)></textarea><script>"
    desk.source.fill(text)
    assert desk.page.locator("#colours").evaluate("pre => [...pre.querySelectorAll(':not(span)')].length") == 0
    assert desk.page.locator("#colours").evaluate("pre => pre.textContent") == desk.source.input_value() + "\n"


def test_a_long_text_is_edited_without_colours(desk: Desk) -> None:
    desk.source.fill("# " + "云" * 70_000)
    assert desk.page.locator("#colours span").count() == 1
    assert desk.source.input_value().endswith("云")


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_every_colour_of_the_syntax_can_be_read(desk: Desk, theme: str) -> None:
    desk.open(theme=theme)
    found = desk.page.evaluate(COLOURS)
    assert len({ink for _, ink, _ in found}) == len(found)
    for tint, ink, panel in found:
        assert (tint, contrast(digits(ink), digits(panel)) >= 4.5) == (tint, True)


def digits(colour: str) -> str:
    """A colour of the browser in hexadecimal digits."""
    return "#" + "".join(f"{int(part):02x}" for part in re.findall(r"\d+", colour)[:3])
