"""One pass over a text for the words that many rules ask for."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.mentions.gazetteer import FEW, all_occurrences, occurrences, occurrences_once
from graph.mentions.scan import ASKED, longest, scan, scanned, starts
from graph.vocabulary import load
from tests.mentions.test_heads import TEXTS

WORDS = st.lists(st.text(alphabet="ab", min_size=1, max_size=4), min_size=1, max_size=8, unique=True)


@settings(deadline=None)
@given(WORDS, st.text(alphabet="abc", max_size=30))
def test_the_longest_of_all_occurrences_are_those_of_a_search_of_their_own(words: list[str], text: str) -> None:
    chosen = frozenset(words)
    assert longest(all_occurrences(chosen, text), chosen) == occurrences(chosen, text)


@settings(deadline=None)
@given(WORDS, st.text(alphabet="abc", max_size=30))
def test_words_looked_for_one_by_one_are_found_as_by_a_matcher(words: list[str], text: str) -> None:
    assert occurrences_once(words, text) == occurrences(frozenset(words), text)


def test_many_words_of_one_article_are_found_as_a_few_are() -> None:
    words = [f"{number}号" for number in range(2 * FEW)]
    text = "，".join(words)
    assert occurrences_once(words, text) == occurrences(frozenset(words), text)


@pytest.mark.parametrize("kind", ["place", "verb-decoy"])
def test_one_pass_finds_what_a_search_of_its_own_finds(kind: str) -> None:
    words = load().words(kind)
    for text in TEXTS:
        assert longest(scan(text, load()), words) == occurrences(words, text)


def test_every_kind_that_is_asked_for_has_words_and_all_are_looked_for() -> None:
    vocabulary = load()
    for kind in ASKED:
        assert vocabulary.words(kind)
        assert vocabulary.words(kind) <= scanned(vocabulary)


@pytest.mark.parametrize("kinds", [("negation",), ("modality", "done"), ("setting-end",)])
def test_cue_words_begin_where_they_stand_in_the_pass_or_not(
    kinds: tuple[str, ...],
) -> None:
    words = load().words(*kinds)
    for text in TEXTS:
        found = starts(text, load(), kinds)
        assert found == sorted(found)
        assert set(found) == {at for at in range(len(text)) if any(text.startswith(word, at) for word in words)}
