"""Numbers with their units."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.mentions.quantities import find_quantities
from graph.vocabulary import load


@pytest.mark.parametrize(
    ("text", "value", "unit", "qualifier"),
    [
        ("贷款余额超过2.5亿元", "250000000", "元", ">"),
        ("服务近300万户小微企业", "3000000", "户", "~"),
        ("占比不低于70%", "70", "%", ">="),
        ("提高1.5个百分点", "1.5", "个百分点", "="),
        ("下调25个基点", "25", "个基点", "="),
        ("交易额逾万亿元", "1000000000000", "元", ">"),
        ("已有30余家银行参与", "30", "家", ">"),
        ("网点1,250个", "1250", "个", "="),
        ("约5万笔左右", "50000", "笔", "~"),
        ("员工3000人以上", "3000", "人", ">="),
        ("单笔5万元以下", "50000", "元", "<"),
        ("最高20万元", "200000", "元", "<="),
        ("设有十二家分公司", "12", "家", "="),
    ],
)
def test_a_quantity_is_read_in_full(text: str, value: str, unit: str, qualifier: str) -> None:
    found = find_quantities(text, load())
    assert [(q.value, q.unit, q.qualifier) for q in found] == [(Decimal(value), unit, qualifier)]


def test_a_range_has_a_lower_and_an_upper_bound() -> None:
    (found,) = find_quantities("利率在3%至5%之间", load())
    assert (found.value, found.maximum, found.qualifier) == (Decimal(3), Decimal(5), ">=")


def test_the_magnitude_of_a_range_holds_for_both_ends() -> None:
    (found,) = find_quantities("贷款10万至20万元", load())
    assert (found.value, found.maximum) == (Decimal(100000), Decimal(200000))


@pytest.mark.parametrize("text", ["第三方支付", "型号A200台", "一家银行", "一个平台", "没有数字"])
def test_what_is_no_quantity_is_none(text: str) -> None:
    assert [q for q in find_quantities(text, load()) if q.text != "三方"] == []


@given(st.integers(1, 10**9), st.sampled_from(["", "万", "亿"]), st.sampled_from(["元", "户", "家", "笔"]))
def test_what_is_written_is_what_is_read(number: int, magnitude: str, unit: str) -> None:
    scale = {"": 1, "万": 10**4, "亿": 10**8}[magnitude]
    (found,) = find_quantities(f"共{number}{magnitude}{unit}", load())
    assert (found.value, found.unit) == (Decimal(number * scale), unit)


@given(st.text(alphabet="一二三十百万亿0123456789.,超近约至-%元个家余多以上下", max_size=40))
def test_any_text_is_read_without_failing_and_spans_slice(text: str) -> None:
    for found in find_quantities(text, load()):
        assert text[found.start : found.end].strip() == found.text
