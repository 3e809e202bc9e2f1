"""Folding, tokens, searches as they are typed, and the places of words in a text."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.errors import QueryError
from graph.store.words import IDEOGRAPHS, LENGTH, RUN, WORDS, Phrase, expression, fold, key, marks, parse, tokens
from tests.hostile import HOSTILE
from tests.store.texts import ALPHABET

TEXT = st.text(ALPHABET, max_size=12)
ANY = st.text(max_size=40)


@given(ANY, ANY)
def test_folding_keeps_every_character_in_its_place(one: str, other: str) -> None:
    assert len(fold(one)) == len(one)
    assert fold(one + other) == fold(one) + fold(other)
    assert fold(fold(one)) == fold(one)


def test_every_character_of_the_basic_plane_folds_to_one_character_that_folds_to_itself() -> None:
    every = "".join(map(chr, (point for point in range(0x10000) if not 0xD800 <= point < 0xE000)))
    assert len(fold(every)) == len(every)
    assert fold(fold(every)) == fold(every)


@pytest.mark.parametrize(
    ("written", "alike"),
    [("監管", "监管"), ("ＡＩ２", "ai2"), ("ﬁ", "ﬁ"), ("著名", "着名"), ("Straße", "straße")],
)
def test_what_a_reader_takes_for_the_same_folds_alike(written: str, alike: str) -> None:
    assert fold(written) == fold(alike)


def test_han_characters_become_overlapping_pairs_and_the_last_one() -> None:
    assert tokens("监管总局") == ["监管", "管总", "总局", "局"]
    assert tokens("贷") == ["贷"]
    assert tokens("") == tokens("，。！😀 \x00") == []


@given(ANY)
def test_tokens_tell_their_text_but_for_signs(text: str) -> None:
    runs = RUN.findall(fold(text))
    found = iter(tokens(text))
    for run in runs:
        if not IDEOGRAPHS.match(run):
            assert next(found) == run
            continue
        pairs = [next(found) for _ in run]
        assert "".join(pair[0] for pair in pairs) == run
        assert all(one[1:] == other[0] for one, other in pairwise(pairs))
    assert next(found, None) is None


@given(ANY)
def test_tokens_hold_nothing_that_parts_tokens_for_fts5(text: str) -> None:
    assert all(not char.isascii() or char.isalnum() for token in tokens(text) for char in token)


def test_spaces_part_words_and_quotation_marks_of_any_kind_hold_them_together() -> None:
    assert parse("养老 贷") == parse("养老　贷") == (Phrase(("养老",)), Phrase(("贷",), True))
    for quoted in ('"green finance" 贷', "“green finance” 贷", '"green，finance"贷'):
        assert parse(quoted) == (Phrase(("green", "finance")), Phrase(("贷",), True))


def test_only_the_last_word_may_be_begun_and_not_when_it_is_quoted() -> None:
    assert [phrase.begun for phrase in parse("green fin")] == [False, True]
    assert [phrase.begun for phrase in parse('green "fin"')] == [False, False]


def test_a_quotation_mark_that_nothing_closes_parts_words() -> None:
    assert parse('"养老') == parse("养老")
    assert parse('养老" 贷') == parse("养老 贷")


@pytest.mark.parametrize("words", ["", " ", '"', '""', "*", "😀", "\x00", "()", "，“”", "\u202e"])
def test_a_search_without_letters_asks_for_nothing(words: str) -> None:
    assert parse(words) == ()
    assert marks("养老", parse(words)) == ()


def test_too_long_a_search_is_refused_in_one_sentence() -> None:
    parse("贷" * LENGTH)
    parse(" ".join(map(str, range(WORDS))))
    for words, said in [
        ("贷" * (LENGTH + 1), "501 characters; the most are 500"),
        ("a " * 21, "21 words; the most are"),
    ]:
        with pytest.raises(QueryError, match=said):
            parse(words)
    with pytest.raises(QueryError, match="half a character"):
        parse("贷\ud800")


@given(ANY)
def test_everything_in_a_search_is_data(words: str) -> None:
    """What FTS5 is given holds its own syntax only between our quotation marks."""
    said = expression(parse(words))
    assert re.sub(r'"[^"\x00-\x1f()^:+*{}-]+"( \*)?', "", said).replace(" AND ", "") == ""


@given(TEXT, TEXT)
def test_marks_are_ranges_in_order_that_hold_the_words(text: str, words: str) -> None:
    phrases = parse(words)
    found = marks(text, phrases)
    assert all(0 <= start < end <= len(text) for start, end in found)
    assert all(one[1] < other[0] for one, other in pairwise(found))
    held = fold("|".join(text[start:end] for start, end in found))
    assert all(run in held for phrase in phrases for run in phrase.runs) or not found


@given(st.text("监管金融贷", min_size=1, max_size=3), TEXT, TEXT)
def test_what_stands_in_a_text_is_marked_there(word: str, before: str, behind: str) -> None:
    text = before + word + behind
    first = text.index(word)
    assert any(start <= first and first + len(word) <= end for start, end in marks(text, parse(word)))


@pytest.mark.parametrize(
    ("text", "words", "marked"),
    [
        ("智鹿AI重构", "ai重构", ["AI重构"]),
        ("智鹿 AI 2.0", "ai2", []),
        ("智鹿 AI 2.0", "智鹿AI", ["智鹿 AI"]),
        ("AIGC", "ai", ["AI"]),
        ("AIGC", '"ai"', []),
        ("FAI", "ai", []),
        ("监管，科技", "监管，科技", ["监管，科技"]),
        ("监管科技", "监管，科技", []),
        ("2024年底", "2024年", ["2024年"]),
        ("監管部門與金融", "监管 金融", ["監管", "金融"]),
        ("监管部门", "监管 金融", []),
        ("ＧＲＥＥＮ－Finance", '"green finance"', ["ＧＲＥＥＮ－Finance"]),
    ],
)
def test_words_are_marked_where_a_reader_sees_them(text: str, words: str, marked: list[str]) -> None:
    assert [text[start:end] for start, end in marks(text, parse(words))] == marked


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_hostile_texts_are_folded_and_cut_like_any(text: str) -> None:
    assert len(fold(text)) == len(text)
    assert marks(text, parse(text[:1]) or parse("HYPERLINK"))
    assert key(text) == " ".join(RUN.findall(fold(text)))
