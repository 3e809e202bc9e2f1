"""Texts woven with what they name, and taken apart again."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from graph.explore.texts import unwoven, woven

NAMES = [("甲银行", "Bank A", "甲行"), ("😀乙", ""), ("丙",)]


@st.composite
def texts(draw: st.DrawFn) -> tuple[str, list[tuple[int, int, int]]]:
    """A text of pieces, of which some are mentions: names of entities or other words."""
    text, mentions = "", []
    for words, number in draw(st.lists(st.tuples(st.text(max_size=5), st.none() | st.integers(0, len(NAMES) - 1)))):
        said = draw(st.sampled_from([*NAMES[number], words])) if number is not None else words
        if number is not None and said:
            mentions.append((len(text), len(text) + len(said), number))
        text += said
    return text, mentions


@given(texts())
def test_a_woven_text_reads_as_before(made: tuple[str, list[tuple[int, int, int]]]) -> None:
    text, mentions = made
    assert unwoven(woven(text, mentions, NAMES), NAMES) == text


@given(texts())
def test_a_woven_text_names_each_entity_where_it_was_named(made: tuple[str, list[tuple[int, int, int]]]) -> None:
    text, mentions = made
    parts = woven(text, mentions, NAMES)
    assert [int(number) for number in parts[1::3]] == [number for _, _, number in mentions]
    found = []
    for at in range(1, len(parts), 3):
        start = len(unwoven([*parts[:at]], NAMES))
        found.append((start, len(unwoven([*parts[: at + 2], ""], NAMES)), parts[at]))
    assert found == mentions


def test_a_name_is_kept_as_its_place_among_the_names_and_other_words_as_they_are() -> None:
    text = "甲行与乙与甲銀行"
    assert woven(text, [(0, 2, 0), (5, 8, 0)], NAMES) == ["", 0, 2, "与乙与", 0, "甲銀行", ""]
