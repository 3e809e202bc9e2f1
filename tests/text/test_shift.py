"""Bytes of GBK paired one byte too late."""

from __future__ import annotations

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from graph.text.clean import repair
from graph.text.shift import HAN, shifts

# Characters whose second byte in GBK is an ASCII letter, with their pinyin.
LOW = {"現": "xiàn", "業": "yè", "發": "fā", "監": "jiān", "網": "wǎng", "銀": "yín", "術": "shù", "轉": "zhuǎn"}
HIGH = "本科技普惠金融消费服务持续创新促进行业高质量中小企老年客户贷款利率支持绿色数字养"


def shifted(text: str) -> str:
    """A text from a full stop on as the damage leaves it: the first byte lost, the others paired anew."""
    return "?" + text.encode("gbk")[1:].decode("gbk")


def low(char: str) -> bool:
    """Whether a character's second byte in GBK is an ASCII letter or one of its neighbours."""
    return "@" <= chr(char.encode("gbk")[1]) <= "~"


@pytest.mark.parametrize(
    ("damaged", "expected"),
    [
        ("提出更高要求?，F(xiàn)有系統", "提出更高要求。現有系統"),
        ("提出更高要求?,F(xiàn)有系統", "提出更高要求。現有系統"),
        ("轉型之路?？萍紝崿F(xiàn)突破", "轉型之路。科技實現突破"),
    ],
)
def test_shifted_text_is_put_right_where_pinyin_shows_its_end(damaged: str, expected: str) -> None:
    assert repair(damaged)[1] == expected


def test_a_character_whose_half_is_lost_leaves_a_mark() -> None:
    assert repair("轉型之路?？萍挤?wù)業發展")[1] == "轉型之路。科技\ufffd業發展"


@pytest.mark.parametrize(
    "text", ["真的?，F有", "涨了?$F(xiàn)", "用?,AI(ài)好", "什么?！好(hǎo)", "对吗?？AI", "是?１(yī)"]
)
def test_a_question_mark_before_other_signs_is_no_shift(text: str) -> None:
    assert shifts(text) == []


@settings(deadline=None)
@given(st.text(alphabet=HIGH, max_size=12), st.sampled_from(sorted(LOW)), st.text(alphabet=HIGH, max_size=5))
def test_the_shift_is_undone_whatever_it_went_through(middle: str, last: str, rest: str) -> None:
    assert low(last)
    text = "。" + middle + last
    try:
        damaged = shifted(text)
    except UnicodeDecodeError:
        assume(False)
    (found,) = shifts(f"風險{damaged}({LOW[last]}){rest}")
    assert found.text == text
    assert tuple(found.span) == (2, 2 + len(damaged))


@settings(deadline=None)
@given(st.text(alphabet=f"?，,Ff(xiàn)現有。{HAN[0]}", max_size=30))
def test_any_text_is_read_without_failing(text: str) -> None:
    for found in shifts(text):
        assert text[found.span.start] == "?"
        assert len(found.text) < found.span.end - found.span.start
