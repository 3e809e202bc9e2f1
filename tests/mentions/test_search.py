"""Searches for many words agree with a plain one, whichever way is the quickest for their number."""

from __future__ import annotations

import string

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.mentions.gazetteer import all_occurrences, cuts_word, find_known, fold, occurrences, occurrences_once
from graph.vocabulary import load

WORDS = st.lists(st.text(alphabet="云杉贷", min_size=1, max_size=3), min_size=1, max_size=6, unique=True)
MANY = [a + b + c for a in "云杉贷" for b in "云杉贷" for c in string.ascii_lowercase]
TEXTS = st.text(alphabet="云杉贷的", max_size=24)


def plainly(words: list[str], text: str) -> list[tuple[int, int, str]]:
    """Where words stand in a text, leftmost and longest first, looked for at each place."""
    found: list[tuple[int, int, str]] = []
    at = 0
    while at < len(text):
        word = max((word for word in words if text.startswith(word, at)), key=len, default="")
        if word:
            found.append((at, at + len(word), word))
        at += max(1, len(word))
    return found


@settings(deadline=None)
@given(WORDS, TEXTS, st.booleans())
def test_every_way_of_searching_finds_the_leftmost_and_longest_words(words: list[str], text: str, more: bool) -> None:
    searched = [*words, *MANY] if more else words
    assert occurrences_once(searched, text) == plainly(words, text)
    assert occurrences(frozenset(words), text) == plainly(words, text)


@settings(deadline=None)
@given(WORDS, TEXTS)
def test_all_places_of_a_word_are_found_overlapping_ones_too(words: list[str], text: str) -> None:
    expected = {w: [i for i in range(len(text)) if text.startswith(w, i)] for w in words if w in text}
    assert all_occurrences(frozenset(words), text) == expected


def test_no_words_are_found_nowhere() -> None:
    assert occurrences_once([], "云杉") == []
    assert occurrences(frozenset(), "云杉") == []
    assert all_occurrences(frozenset(), "云杉") == {}


def test_each_name_of_the_ontology_is_found_alone_and_names_its_entry() -> None:
    for name in load().names:
        found = [(m.start, m.end) for m in find_known(f"，{name.text}，", load()) if m.known == name.id]
        assert (1, 1 + len(name.text)) in found, name.text


@pytest.mark.parametrize(
    ("text", "start", "end", "expected"),
    [
        ("用AI技术", 1, 3, False),
        ("MAIL", 1, 3, True),
        ("AI2", 0, 2, True),
        ("AI云", 0, 2, False),
        ("3云A", 1, 2, False),
    ],
)
def test_a_name_must_not_cut_a_latin_word_or_a_number(text: str, start: int, end: int, expected: bool) -> None:
    assert cuts_word(text, start, end) == expected


@settings(deadline=None)
@given(st.text(alphabet="APPapp（）()云杉Ａ", max_size=12))
def test_names_are_compared_without_regard_to_case_and_width_of_brackets(text: str) -> None:
    assert fold(text) == fold(text.replace("a", "A").replace("p", "P").replace("(", "（"))
    assert not set("APP（）") & set(fold(text))
