"""Numbers with their units."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given, settings
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


@settings(deadline=None)
@given(st.integers(1, 10**9), st.sampled_from(["", "万", "亿"]), st.sampled_from(["元", "户", "家", "笔"]))
def test_what_is_written_is_what_is_read(number: int, magnitude: str, unit: str) -> None:
    scale = {"": 1, "万": 10**4, "亿": 10**8}[magnitude]
    (found,) = find_quantities(f"共{number}{magnitude}{unit}", load())
    assert (found.value, found.unit) == (Decimal(number * scale), unit)


@settings(deadline=None)
@given(st.text(alphabet="一二三十百万亿0123456789.,超近约至-%元个家余多以上下", max_size=40))
def test_any_text_is_read_without_failing_and_spans_slice(text: str) -> None:
    for found in find_quantities(text, load()):
        assert text[found.start : found.end].strip() == found.text


@pytest.mark.parametrize(
    ("text", "value", "unit", "qualifier"),
    [
        ("投入20亿元", "2000000000", "元", "="),
        ("投入1.25万亿元", "1250000000000", "元", "="),
        ("折合3亿美元", "300000000", "美元", "="),
        ("占比5％", "5", "%", "="),
        ("占比超70%", "70", "%", ">"),
        ("下调0.25个百分点", "0.25", "个百分点", "="),
        ("下调25BP", "25", "个基点", "="),
        ("不到100户", "100", "户", "<"),
        ("至少100户", "100", "户", ">="),
        ("不超过100户", "100", "户", "<="),
        ("将近100户", "100", "户", "~"),
        ("共100户左右", "100", "户", "~"),
        ("共100户以内", "100", "户", "<="),
        ("共二十五家", "25", "家", "="),
        ("数量达两万户", "20000", "户", "="),
        ("服务300万人次", "3000000", "人次", "="),
    ],
)
def test_comparators_and_magnitudes_are_read_with_their_unit(text: str, value: str, unit: str, qualifier: str) -> None:
    assert [(q.value, q.unit, q.qualifier) for q in find_quantities(text, load())] == [
        (Decimal(value), unit, qualifier)
    ]


@pytest.mark.parametrize(
    ("text", "low", "high", "unit"),
    [
        ("期限3至5年", "3", "5", "年"),
        ("期限3年至5年", "3", "5", "年"),
        ("利率3.5%-4.2%", "3.5", "4.2", "%"),
        ("规模1亿—3亿元", "100000000", "300000000", "元"),
        ("额度5到20万元", "50000", "200000", "元"),
    ],
)
def test_ranges_are_read_in_several_ways(text: str, low: str, high: str, unit: str) -> None:
    (found,) = find_quantities(text, load())
    assert (found.value, found.maximum, found.unit, found.qualifier) == (Decimal(low), Decimal(high), unit, ">=")


@pytest.mark.parametrize("text", ["2025-07-17", "v3.5个", "A4张", "GB/T2260项"])
def test_the_tail_of_a_longer_word_is_no_quantity(text: str) -> None:
    assert not find_quantities(text, load())


def test_quantities_are_found_in_order_with_their_place() -> None:
    text = "服务100户，放款2亿元"
    assert [text[q.start : q.end] for q in find_quantities(text, load())] == ["100户", "2亿元"]
