"""The report as Markdown: what a reader of Markdown makes of it is what was said, whatever the words are."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from graph.analyse.analysis import analyse
from graph.analyse.report.blocks import Point, Table
from graph.analyse.report.compose import compose
from graph.analyse.report.markdown import CONTROL, markdown, plain
from tests.analyse.sample import HOSTILE, QINGHE_RAW, YUNSHAN_RAW, hostile, sample, store

READER = MarkdownIt("commonmark").enable("table")


def shown(text: str) -> str:
    """The HTML of some Markdown."""
    return str(READER.render(text))


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=60))
def test_any_words_are_shown_as_they_are(words: str) -> None:
    tokens = READER.parse("x " + plain(words) + " x")
    assert [token.type for token in tokens] == ["paragraph_open", "inline", "paragraph_close"]
    inner = tokens[1].children or []
    assert {token.type for token in inner} <= {"text", "text_special"}
    said = "".join(token.content for token in inner)
    assert said.split() == ("x " + CONTROL.sub(" ", words) + " x").split()


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=40))
def test_any_words_stay_in_their_cell(words: str) -> None:
    html = shown(f"| a | b |\n|---|---|\n| {plain(words)} | c |\n")
    assert html.count("<td>") == 2


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_memo_holds_every_section_table_and_finding(lang: str) -> None:
    report = compose(sample())
    html = shown(markdown(report, lang))
    tables = [block for section in report.sections for block in section.blocks if isinstance(block, Table)]
    points = [block for section in report.sections for block in section.blocks if isinstance(block, Point)]
    assert html.count("<h2>") == len(report.sections) + 1
    assert html.count("<table>") == len(tables)
    assert html.count("<tr>") == sum(1 + len(one.rows) + bool(one.foot) for one in tables)
    assert html.count("<blockquote>") >= len([one for one in points if one.quotes])


def test_every_citation_is_the_exact_sentence() -> None:
    report = compose(sample())
    lines = markdown(report, "en").split("\n")
    found = [re.match(r"- \\\[\d+\\\] source (\d+) · (\d+)–(\d+): (.*)", line) for line in lines]
    held = [match for match in found if match]
    assert len(held) > 8
    for match in held:
        raw = {"1": YUNSHAN_RAW, "2": QINGHE_RAW}[match[1]][int(match[2]) : int(match[3])]
        assert match[4] == plain(raw)


def test_hostile_text_is_text() -> None:
    html = shown(markdown(compose(analyse(store(hostile()))), "zh"))
    assert "<script>" not in html
    assert "<img" not in html
    assert html.count("&lt;/script&gt;") > 20
    assert "href" not in html
    assert HOSTILE


def test_numbers_are_flush_right_and_blanks_are_dashes() -> None:
    text = markdown(compose(sample()), "en")
    assert "---:" in text
    rows = [line for line in text.split("\n") if line.startswith("| 青禾银行")]
    assert any("—" in row for row in rows)
