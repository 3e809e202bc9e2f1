"""The analysis for the terminal: aligned in both languages, whatever the names hold."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from graph.analyse.analysis import analyse
from graph.analyse.table import grid, table
from graph.store.columns import width
from tests.analyse.sample import extractions, sample, store


def block(text: str, first: str) -> list[str]:
    """The lines of a table from the one that starts with some words to the next empty one."""
    lines = text.split("\n")
    start = next(at for at, line in enumerate(lines) if line.startswith(first))
    return lines[start : lines.index("", start)]


def test_the_matrix_of_the_sample_is_this() -> None:
    assert block(table(sample(), "zh"), "机构  ") == [
        "机构           数字金融  绿色金融  普惠金融  养老金融  科技金融  覆盖主题",
        "─────────────  ────────  ────────  ────────  ────────  ────────  ────────",
        "云杉消费金融        2+1         ·       (1)         ·         ·       2/5",
        "青禾银行              1        ?1       (1)        ?1         ·       2/5",
        "各机构 [统称]         ·         ·         1         ·         ·       1/5",
    ]


@pytest.mark.parametrize(("lang", "first"), [("zh", "机构  "), ("en", "Institution  ")])
def test_the_lines_of_a_table_end_in_the_same_column(lang: str, first: str) -> None:
    assert len({width(line) for line in block(table(sample(), lang), first)}) == 1


def test_both_languages_hold_the_same_numbers() -> None:
    zh, en = [
        re.findall(r"(?<![\d.])[\d.,+()?/]*\d[\d/)]*", "\n".join(block(table(sample(), lang), first)))
        for lang, first in (("zh", "机构  "), ("en", "Institution  "))
    ]
    assert zh == en
    assert zh[:4] == ["2+1", "(1)", "2/5", "1"]


def test_a_name_can_neither_move_the_cursor_nor_break_a_line() -> None:
    hostile = "云杉\x1b[31m\n\u202e消费"
    made = tuple(
        replace(x, entities=tuple(replace(e, name=hostile) if e.name == "云杉消费金融" else e for e in x.entities))
        for x in extractions()
    )
    text = table(analyse(store(made)), "zh")
    assert "\x1b" not in text
    assert "\u202e" not in text
    assert len({width(line) for line in block(text, "机构  ")}) == 1


def test_an_empty_graph_is_told_in_words() -> None:
    text = table(analyse(store([])), "en")
    assert "No claim in this corpus has an institution as its subject." in text
    assert "No claim that counts joins two different entities." in text


def test_wide_characters_take_two_columns() -> None:
    assert list(grid(["名", "n"], [["智鹿AI", "7"]], numbers=(1,))) == ["名      n", "──────  ─", "智鹿AI  7"]
