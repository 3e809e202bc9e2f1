"""Sentences, clauses and quotes."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.model import Block
from graph.text.layout import blocks
from graph.text.segment import LONGEST, clauses, quotes, sentences


def cut(text: str) -> list[str]:
    """The sentences of a text."""
    return [text[s.start : s.end] for s in sentences(text, blocks(text))]


def parts(text: str) -> list[str]:
    """The clauses of a text."""
    return [text[a:b] for a, b in clauses(text, 0, len(text))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("甲公司成立。乙公司解散！丙呢？", ["甲公司成立。", "乙公司解散！", "丙呢？"]),
        ("甲公司成立；乙公司解散；", ["甲公司成立；", "乙公司解散；"]),
        ("甲公司成立;乙公司解散", ["甲公司成立;", "乙公司解散"]),
        ("“创新是核心。”乙公司跟进。", ["“创新是核心。”", "乙公司跟进。"]),
        ("公司持续创新。总经理王小明表示满意。", ["公司持续创新。", "总经理王小明表示满意。"]),
        ("真的吗？！好的。", ["真的吗？！", "好的。"]),
        ("甲公司（成立于1999年。注册地北京）推出产品。", ["甲公司（成立于1999年。注册地北京）推出产品。"]),
        ("《通知。试行》发布。已生效。", ["《通知。试行》发布。", "已生效。"]),
        ("甲公司（成立于1999年。推出产品。", ["甲公司（成立于1999年。", "推出产品。"]),
        ("甲）公司成立。乙公司解散。", ["甲）公司成立。", "乙公司解散。"]),
        ("增长3.5%。下降2.1%。", ["增长3.5%。", "下降2.1%。"]),
        ("  甲公司成立。  乙公司解散。 ", ["甲公司成立。", "乙公司解散。"]),
        ("甲公司成立\n乙公司解散", ["甲公司成立", "乙公司解散"]),
    ],
)
def test_sentences_end_at_their_marks_outside_brackets(text: str, expected: list[str]) -> None:
    assert cut(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("甲公司成立,乙公司解散，丙公司改名。", ["甲公司成立,", "乙公司解散，", "丙公司改名。"]),
        ("网点1,250个,员工3,000人", ["网点1,250个,", "员工3,000人"]),
        ("2024年,3000人参加", ["2024年,", "3000人参加"]),
        ("推出《甲，乙通知》，已生效", ["推出《甲，乙通知》，", "已生效"]),
        ("推出“甲乙贷”，已上线", ["推出“甲乙贷”，", "已上线"]),
        ("服务小微、个体户等群体", ["服务小微、个体户等群体"]),
    ],
)
def test_clauses_end_at_commas_outside_numbers_and_brackets(text: str, expected: list[str]) -> None:
    assert parts(text) == expected


@settings(deadline=None)
@given(st.text(alphabet="甲乙1，,。；“”（）《》 \n", max_size=60))
def test_sentences_and_clauses_are_in_order_apart_and_lose_nothing_but_blanks(text: str) -> None:
    found = sentences(text, blocks(text))
    assert all(a.end <= b.start for a, b in pairwise(found))
    inside = {i for s in found for i in range(s.start, s.end)}
    assert all(text[i].isspace() for i in range(len(text)) if i not in inside)
    for sentence in found:
        covered = {i for a, b in sentence.clauses for i in range(a, b)}
        assert all(text[i].isspace() for i in range(sentence.start, sentence.end) if i not in covered)
        assert all(a[1] <= b[0] for a, b in pairwise(sentence.clauses))


@pytest.mark.parametrize("verb", ["表示", "指出", "说"])
def test_a_quotation_is_one_sentence_with_the_speaker_named_behind_it(verb: str) -> None:
    quotation = f"“创新是核心。要坚持。”总经理王小明{verb}。"
    assert cut(f"{quotation}乙公司跟进。") == ["“创新是核心。", f"要坚持。”总经理王小明{verb}。", "乙公司跟进。"]


def test_quotes_are_found_without_their_marks_and_nested_ones_too() -> None:
    text = "他说：“要用好「智鹿」模型，服务小微企业和个体工商户。”推出“福贷，好借”。"
    found = quotes(text, blocks(text))
    assert [(text[q.start : q.end], q.speech) for q in found] == [
        ("要用好「智鹿」模型，服务小微企业和个体工商户。", True),
        ("智鹿", False),
        ("福贷，好借", False),
    ]


def test_a_quote_that_never_ends_is_none_and_does_not_reach_the_next_line() -> None:
    text = "他说：“要创新\n推出福贷”。"
    assert quotes(text, blocks(text)) == ()


@given(st.integers(min_value=1, max_value=9_000), st.sampled_from(["银行", "推出，", "（推出", "1"]))
@settings(max_examples=25)
def test_no_clause_is_longer_than_people_write_and_nothing_is_lost(size: int, word: str) -> None:
    clean = (word * size)[:size]
    (sentence, *more) = found = sentences(clean, (Block(0, size, "paragraph"),))
    assert all(end - start <= LONGEST for each in found for start, end in each.clauses)
    assert "".join(clean[a:b] for each in found for a, b in each.clauses) == clean
    assert sentence.start == 0
    assert len(more) <= size // LONGEST


def test_a_mark_inside_brackets_in_brackets_cuts_nothing() -> None:
    clean = "甲（乙，（丙，丁）戊，己），庚"
    assert [clean[a:b] for a, b in clauses(clean, 0, len(clean))] == ["甲（乙，（丙，丁）戊，己），", "庚"]
