"""Columns of a terminal."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.store.columns import pad, visible, width


@pytest.mark.parametrize(
    ("text", "columns"),
    [
        ("", 0),
        ("abc", 3),
        ("消费金融", 8),
        ("智鹿AI", 6),
        ("（以下简称）", 12),
        ("ＡＢ", 4),
        ("ｱｲ", 2),
        ("한글", 4),
        ("かな", 4),
        ("é", 1),
        ("e\u0301", 1),
        ("𠀀", 2),
        ("😀", 2),
        ("a\u200bb", 2),
        ("…", 1),
        ("─", 1),
    ],
)
def test_wide_characters_take_two_columns_and_marks_none(text: str, columns: int) -> None:
    assert width(text) == columns


def test_text_is_padded_by_columns_and_not_by_characters() -> None:
    assert pad("普惠", 6) == "普惠  "
    assert pad("普惠", 6, right=True) == "  普惠"
    assert pad("普惠金融", 6) == "普惠金融"


@given(st.text(), st.integers(0, 40))
def test_padded_text_has_the_columns_asked_for_or_its_own(text: str, columns: int) -> None:
    for right in (False, True):
        assert width(pad(text, columns, right=right)) == max(columns, width(text))


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("云岭消费金融", "云岭消费金融"),
        ("a\tb\r\n", "a␉b␍␊"),
        ("\x1b[2J\x00\x7f", "␛[2J␀␡"),
        ("甲\u202e乙\u2028丙\u200b", "甲�乙�丙�"),
        ("\ud800", "�"),
        ("\x85", "�"),
    ],
)
def test_what_could_move_the_cursor_or_turn_a_line_is_shown_as_a_picture(text: str, shown: str) -> None:
    assert visible(text) == shown


@given(st.text(st.characters()))
def test_visible_text_stays_in_its_line_and_is_shown_as_it_is(text: str) -> None:
    shown = visible(text)
    assert len(shown) == len(text)
    assert len((shown + "x").splitlines()) == 1
    assert visible(shown) == shown
