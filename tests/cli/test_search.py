"""`wupian search` on a build, as people and programs use it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from tests.hostile import HOSTILE

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.conftest import Run


def test_names_come_before_sentences_and_words_for_people_are_in_their_language(wupian: Run, store: Path) -> None:
    ran = wupian("search", "云杉", "--store", store, "--lang", "zh")
    assert (ran.code, ran.err) == (0, "")
    first, *rest = ran.out.splitlines()
    assert first == "消费金融公司  云杉消费金融"
    assert any(line.startswith("句子") for line in rest)
    assert rest[-1].startswith("(共 ")


def test_traditional_and_full_width_words_find_what_the_article_says_otherwise(wupian: Run, store: Path) -> None:
    plain = wupian("search", "雪松贷", "--store", store)
    assert plain.out == wupian("search", "雪松貸", "--store", store).out
    assert "雪松贷" in plain.out


def test_several_words_are_one_search_whether_quoted_for_the_shell_or_not(wupian: Run, store: Path) -> None:
    one, two = wupian("search", "云杉 银行", "--store", store), wupian("search", "云杉", "银行", "--store", store)
    assert one.out == two.out
    assert "江苏银行" in one.out


def test_kind_and_limit_narrow_what_is_shown(wupian: Run, store: Path) -> None:
    ran = wupian("search", "云杉", "--store", store, "--kind", "passage", "--limit", 1)
    assert ran.out.splitlines()[0].startswith("sentence  ")
    assert ran.out.endswith("(the first 1; --limit shows more)\n")
    assert len(ran.out.splitlines()) == 3


def test_json_is_the_same_in_every_terminal_and_its_marks_slice_the_text(wupian: Run, store: Path) -> None:
    document = json.loads(wupian("search", "云杉", "--store", store, "--format", "json").out)
    assert document["words"] == "云杉"
    assert document["hits"][0]["type"] == "ConsumerFinanceCompany"
    for hit in document["hits"]:
        assert {hit["text"][mark["start"] : mark["end"]] for mark in hit["marks"]} == {"云杉"}


def test_what_is_not_found_is_said_with_near_names_and_is_no_error(wupian: Run, store: Path) -> None:
    ran = wupian("search", "云山消费金融", "--store", store)
    assert (ran.code, ran.err) == (0, "")
    assert ran.out == "Nothing holds “云山消费金融”. Near names: 云杉消费金融.\n"
    assert json.loads(wupian("search", "云山", "--store", store, "--format", "json").out)["hits"] == []


@pytest.mark.parametrize("words", [*HOSTILE.values(), '"', "NEAR(", "*", "a OR"], ids=repr)
def test_hostile_words_find_nothing_or_something_but_are_never_wrong(words: str, wupian: Run, store: Path) -> None:
    ran = wupian("search", "--store", store, "--", words)
    assert (ran.code, ran.err) == (0, "")
    assert "\x1b" not in ran.out
    assert ran.out.endswith("\n")


def test_too_long_a_search_is_wrong_use_in_one_sentence(wupian: Run, store: Path) -> None:
    ran = wupian("search", "贷" * 501, "--store", store)
    assert ran.code == 2
    assert "501 characters; the most are 500" in ran.sentence


def test_a_search_without_words_or_of_an_unknown_kind_is_wrong_use(wupian: Run, store: Path) -> None:
    for arguments in [("search",), ("search", "云杉", "--kind", "claim"), ("search", "云杉", "--limit", 0)]:
        ran = wupian(*arguments, *(("--store", store) if len(arguments) > 1 else ()))
        assert (ran.code, ran.out) == (2, "")
        assert "Usage: wupian search" in ran.err


def test_queries_reach_what_search_finds(wupian: Run, store: Path) -> None:
    question = 'SELECT ?text { ?p a wp:Passage ; search:matches "雪松貸 新市民" ; wp:cleanText ?text }'
    ran = wupian("query", question, "--store", store, "--format", "csv")
    assert ran.out == "text\n雪松贷面向新市民。\n"
