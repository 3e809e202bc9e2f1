"""The words that a regular expression needs, and searches that start from them."""

from __future__ import annotations

import re

import pytest

from graph.mentions.dateshape import needed, shape
from graph.mentions.gazetteer import all_occurrences
from graph.mentions.heads import Head, find_matches, head, matches, prepared, search
from graph.mentions.quantities import grammar
from graph.text.clean import clean
from graph.vocabulary import load
from tests.bench.articles import own

TEXTS = [clean(article).clean for article in own()]


@pytest.mark.parametrize(
    ("pattern", "words", "least", "most", "longer"),
    [
        ("贷款", {"贷款"}, 0, 0, set()),
        ("(?:信用|消费)?贷(?:款)?", {"贷", "贷款", "信用贷", "信用贷款", "消费贷", "消费贷款"}, 0, 0, set()),
        ("[东西]部[a-z]+", {"东部", "西部"}, 0, 0, set()),
        ("第[1-3]期", {"第1期", "第2期", "第3期"}, 0, 0, set()),
        ("(?<!再)贷款(?!利率)", {"贷款"}, 0, 0, set()),
        ("(?<=[，、])[一-龥]{1,3}贷", {"贷"}, 1, 3, set()),
        ("(?P<name>[^“]{2,9})(?=平台|系统)", {"平台", "系统"}, 2, 9, set()),
        ("(?P<name>[^“]{2,90})(?=平台|系统)", {"平台", "系统"}, 0, None, set()),
        ("《[^》]{2,20}(?:协议|合同)》", {"《"}, 0, 0, {"协议》", "合同》"}),
        (r"\d+家(?:银行|公司)", {"家银行", "家公司"}, 0, None, set()),
        ("(?:试点){2}", {"试点"}, 0, 0, set()),
    ],
)
def test_the_words_that_every_match_holds_are_found(
    pattern: str, words: set[str], least: int, most: int | None, longer: set[str]
) -> None:
    assert head(re.compile(pattern)) == Head(frozenset(words), least, most, frozenset(longer))


@pytest.mark.parametrize("pattern", [r"\w+", "(?:银行)?", "[一-龥]{2}", "(?i)app", "银行|", r"(银)?\1"])
def test_a_pattern_that_needs_no_word_is_searched_everywhere(pattern: str) -> None:
    assert head(re.compile(pattern)) == Head()
    text = "银行的App与app"
    found = search(re.compile(pattern), Head(), text, {})
    assert [m.span() for m in found] == [m.span() for m in re.finditer(pattern, text)]


def test_name_patterns_match_exactly_where_a_plain_search_finds_them() -> None:
    vocabulary = load()
    searched = [pattern for pattern in vocabulary.patterns if pattern.stem != "unit"]
    for text in TEXTS:
        words = all_occurrences(prepared(vocabulary).words, text)
        found = [(pattern.id, match.span()) for pattern, match in find_matches(text, words, vocabulary)]
        assert found == [(p.id, match.span()) for p in searched for match in p.regex.finditer(text)]


def test_dates_and_quantities_match_exactly_where_a_plain_search_finds_them() -> None:
    dates, rules = shape(load()), grammar(load())
    for text in TEXTS:
        words = all_occurrences(needed(load()).words, text)
        dated = search(dates, needed(load()), text, words)
        assert [m.span() for m in dated] == [m.span() for m in dates.finditer(text)]
        starts = [m.start() for m in rules.initial.finditer(text)]
        found = [m.span() for m in matches(rules.regex, text, starts)]
        assert found == [m.span() for m in rules.regex.finditer(text)]
