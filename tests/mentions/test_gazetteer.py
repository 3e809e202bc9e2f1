"""Names of the ontology in a text."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from graph.mentions.gazetteer import find_known, fold, occurrences
from graph.vocabulary import load


def test_the_longest_name_wins() -> None:
    found = find_known("国家金融监督管理总局与中原消费金融", load())
    assert [(m.text, m.known) for m in found if m.type in ("Regulator", "ConsumerFinanceCompany")] == [
        ("国家金融监督管理总局", "authority/nfra"),
        ("中原消费金融", "authority/zhongyuan"),
    ]


def test_similar_names_of_different_companies_stay_apart() -> None:
    found = {m.text: m.known for m in find_known("中银消费金融、中邮消费金融和中原消费金融", load())}
    assert len(set(found.values())) == 3


def test_latin_names_match_in_any_case_but_not_inside_words() -> None:
    assert [m.text for m in find_known("AI与MAIL，以及ai", load())] == ["AI", "ai"]


@settings(deadline=None)
@given(st.text(max_size=30))
def test_folding_keeps_the_length(text: str) -> None:
    assert len(fold(text)) == len(text)


@settings(deadline=None)
@given(
    st.lists(st.text(alphabet="ab", min_size=1, max_size=3), min_size=1, unique=True),
    st.text(alphabet="abc", max_size=20),
)
def test_occurrences_are_ordered_and_apart_and_slice(words: list[str], text: str) -> None:
    found = occurrences(frozenset(words), text)
    assert all(text[a:b] == word for a, b, word in found)
    assert all(x[1] <= y[0] for x, y in pairwise(found))
