"""The whole way from an article to readable text."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.model import Text
from graph.resources import folder
from graph.text.clean import clean, plain, repair
from graph.text.reader import read
from tests.reading import article

ALPHABET = "银行消费金融监管科技绿色普惠养老数字，。“”《》（）APP12%\n"
SYLLABLES = ["jiān", "lián", "fā", "yè", "lǜ", "zhuāng", "é", "xué", "ā"]


@cache
def seed() -> Text:
    """The seed article, cleaned."""
    (path,) = Path(folder("seeds")).glob("*.txt")
    return clean(read(path))


@st.composite
def with_pinyin(draw: st.DrawFn) -> tuple[str, str]:
    """A text and the same text with pinyin behind some of its Chinese characters."""
    text = draw(st.text(alphabet=ALPHABET, max_size=40))
    damaged = ""
    for char in text:
        damaged += char
        if "\u4e00" <= char <= "\u9fff" and draw(st.booleans()):
            opening, closing = draw(st.sampled_from([("(", ")"), ("（", "）"), ("(", "）")]))
            damaged += opening + draw(st.sampled_from(SYLLABLES)) + closing
    return text, damaged


@settings(deadline=None)
@given(with_pinyin())
def test_pinyin_is_undone_wherever_it_was_put(pair: tuple[str, str]) -> None:
    text, damaged = pair
    repaired = clean(article(damaged))
    assert repaired.clean == text
    assert all(r.kind == "pinyin" for r in repaired.repairs)


@settings(deadline=None)
@given(
    st.text(alphabet="銀消費融管科技綠色普惠養老", min_size=1, max_size=10), st.sampled_from(["現", "業", "發", "監"])
)
def test_shifted_bytes_are_undone_with_the_pinyin_behind_them(before: str, last: str) -> None:
    text = f"{before}。科技{last}展"
    shifted = "?" + f"。科技{last}".encode("gbk")[1:].decode("gbk")
    assert repair(f"{before}{shifted}(yè)展")[1] == text


def test_a_bracket_that_became_a_question_mark_is_undone() -> None:
    assert repair("聯合發?fā)布實施方案，業?yè)務增長")[1] == "聯合發布實施方案，業務增長"


@settings(deadline=None)
@given(st.text(alphabet="監管(（)）jiānde?，F<b>&;amplt#40 \n。銀\u200b\ufffd", max_size=60))
def test_cleaning_is_done_once_and_every_span_slices(raw: str) -> None:
    repairs, text, runs = repair(raw)
    assert repair(text) == ((), text, ((0, 0, len(text)),) if text else ())
    end = 0
    for found in repairs:
        assert end <= found.span.start < found.span.end <= len(raw)
        end = found.span.end
    assert sum(length for _, _, length in runs) == len(text)


def test_every_repair_of_the_seed_slices_a_syllable_of_pinyin() -> None:
    text = seed()
    pieces = [text.article.raw[slice(*r.span)] for r in text.repairs]
    assert len(pieces) == 351
    assert all(piece[0] in "(（" and piece[-1] in ")）" and len(piece) <= 9 for piece in pieces)


def test_each_clean_character_of_the_seed_folds_from_the_raw_one_at_its_place() -> None:
    text = seed()
    assert text.script == "Hant"
    places = [text.span(i, i + 1).start for i in range(len(text.clean))]
    assert plain("".join(text.article.raw[place] for place in places)) == text.clean


def test_each_sentence_of_the_seed_is_what_its_raw_span_cleans_to() -> None:
    text = seed()
    for sentence in text.sentences:
        raw = text.article.raw[slice(*text.span(sentence.start, sentence.end))]
        assert plain(raw) == text.clean[sentence.start : sentence.end]


def test_the_seed_is_read_as_the_same_text_when_it_is_cleaned_already() -> None:
    text = seed()
    again = clean(article(text.clean))
    assert (again.clean, again.repairs, again.script) == (text.clean, (), "Hans")
    assert (again.blocks, again.sentences) == (text.blocks, text.sentences)


def test_the_paragraph_of_the_seed_that_breaks_off_is_the_only_finding() -> None:
    text = seed()
    (found,) = text.findings
    assert found.kind == "truncated"
    assert plain(text.article.raw[slice(*found.span)]) == "二是积累科技成果,以创新与变革推动业务转"


@pytest.mark.parametrize(
    "line",
    [
        "海尔消费金融推出智家分期服务。支持客户分期购买绿色家电。该公司还将持续服务新市民群体。",
        "海尔消费金融推出智家分期服务，支持客户分期购买绿色家电，该公司还将持续服务新市民群体和小微企业主",
        "服务新市民群体",
        "海尔消费金融持续创新。敬请关注",
    ],
)
def test_a_paragraph_that_ends_or_holds_no_sentence_does_not_break_off(line: str) -> None:
    assert clean(article(f"{line}\n海尔消费金融持续创新。")).findings == ()


def test_the_only_line_of_a_text_does_not_break_off() -> None:
    assert (
        clean(
            article("海尔消费金融推出智家分期服务。支持客户分期购买绿色家电，该公司还将持续服务新市民群体和小微企业主")
        ).findings
        == ()
    )


def test_lost_characters_are_a_finding_where_they_stand() -> None:
    raw = "海尔消费\ufffd\ufffd推出智家分期服务。"
    (found,) = clean(article(raw)).findings
    assert (found.kind, raw[slice(*found.span)]) == ("damage", "\ufffd\ufffd")


def test_a_character_lost_in_a_shift_of_bytes_is_a_finding_where_it_stood() -> None:
    raw = "轉型之路?？萍挤?wù)業發展。"
    text = clean(article(raw))
    assert text.clean == "转型之路。科技\ufffd业发展。"
    (found,) = text.findings
    assert (found.kind, raw[slice(*found.span)]) == ("damage", "挤?wù)")


def test_a_text_of_damage_alone_is_empty() -> None:
    text = clean(article("<p>\u200b</p>"))
    assert (text.clean, text.blocks, text.sentences, text.quotes) == ("", (), (), ())
