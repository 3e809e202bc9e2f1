"""Numbers with their owners, units, comparators and dates."""

from __future__ import annotations

from decimal import Decimal

import pytest

from graph.model import Figure
from tests.reading import extract

HAIER = "海尔消费金融有限公司"
ZHONGYOU = "中邮消费金融有限公司"


def figures(raw: str, published: str | None = "2025-07-17") -> list[tuple[str, Figure]]:
    """The figures of a text with the names of their owners, in the order of the text."""
    found = extract(raw, published)
    names = {e.id: e.name for e in found.entities}
    return [(names[f.subject], f) for f in sorted(found.figures, key=lambda f: raw.index(f.text))]


@pytest.mark.parametrize(
    ("text", "value", "unit", "qualifier"),
    [
        ("海尔消费金融员工1000人。", "1000", "人", "="),
        ("海尔消费金融累计服务用户超过2亿人。", "200000000", "人", ">"),
        ("海尔消费金融贷款余额约500亿元。", "50000000000", "元", "~"),
        ("海尔消费金融不良率低于2%。", "2", "%", "<"),
        ("海尔消费金融研发人员占员工总数70%以上。", "70", "%", ">="),
        ("海尔消费金融累计服务不少于300万户。", "3000000", "户", ">="),
        ("海尔消费金融拥有400多个应用程序接口。", "400", "个", ">"),
        ("海尔消费金融贷款利率不超过8%。", "8", "%", "<="),
        ("海尔消费金融注册用户超3000万。", "30000000", "人", ">"),
        ("海尔消费金融不良率下降0.5个百分点。", "0.5", "个百分点", "="),
    ],
)
def test_a_number_of_a_company_is_full_with_its_unit_and_comparator(
    text: str, value: str, unit: str, qualifier: str
) -> None:
    ((owner, found),) = figures(text)
    assert owner == HAIER
    assert (found.value, found.unit, found.qualifier) == (Decimal(value), unit, qualifier)


def test_a_range_has_its_lower_bound_and_its_maximum() -> None:
    ((owner, found),) = figures("“海享贷”年化利率在3%至5%之间。")
    assert (owner, found.value, found.maximum, found.qualifier) == ("海享贷", Decimal(3), Decimal(5), ">=")


def test_the_indicator_holds_the_words_that_say_what_is_counted() -> None:
    ((_, found),) = figures("海尔消费金融累计服务用户超过2亿人。")
    assert "累计服务用户" in found.indicator
    assert "2亿" not in found.indicator


@pytest.mark.parametrize(
    ("text", "date", "basis"),
    [
        ("截至2024年底，海尔消费金融员工1000人。", "2024-12-31", "Stated"),
        ("截至6月末，海尔消费金融员工1000人。", "2025-06-30", "FromPublication"),
        ("去年，海尔消费金融员工1000人。", "2024-12-31", "FromPublication"),
        ("截至目前，海尔消费金融员工1000人。", "2025-07-17", "FromPublication"),
        ("2025年上半年，海尔消费金融员工1000人。", "2025-06-30", "Stated"),
    ],
)
def test_a_number_holds_for_the_date_before_it(text: str, date: str, basis: str) -> None:
    ((_, found),) = figures(text)
    assert found.as_of is not None
    assert (found.as_of.date, found.as_of.basis) == (date, basis)


def test_a_number_without_a_date_has_none_and_never_the_one_of_publication() -> None:
    ((_, found),) = figures("海尔消费金融员工1000人。")
    assert found.as_of is None
    ((_, found),) = figures("截至6月末，海尔消费金融员工1000人。", None)
    assert found.as_of is None


def test_each_number_of_a_sentence_holds_for_the_date_before_it() -> None:
    text = "2023年，海尔消费金融员工800人，2024年3月末，员工1000人。"
    assert [f.as_of.date for _, f in figures(text) if f.as_of] == ["2023-12-31", "2024-03-31"]


def test_numbers_in_two_lists_of_one_length_go_one_to_each() -> None:
    text = "中邮消费金融和海尔消费金融贷款余额分别为100亿元、200亿元。"
    assert [(owner, f.value) for owner, f in figures(text)] == [
        (ZHONGYOU, Decimal(10_000_000_000)),
        (HAIER, Decimal(20_000_000_000)),
    ]


@pytest.mark.parametrize(
    ("text", "owner"),
    [
        ("海尔消费金融发放“海享贷”30亿元。", "海享贷"),
        ("海尔消费金融持续创新。公司员工1000人。", HAIER),
        ("海尔消费金融持续创新。目前员工1000人。", HAIER),
        ("上海银行北京分行员工1000人。", "上海银行股份有限公司"),
    ],
)
def test_a_number_belongs_to_the_thing_named_before_it_else_to_the_topic(text: str, owner: str) -> None:
    assert [name for name, _ in figures(text)] == [owner]


@pytest.mark.parametrize(
    "text",
    [
        "海尔消费金融于2024年3月5日成立。",
        "海尔消费金融是行业第3家公司。",
        "海尔消费金融建立“三位一体”模式。",
        "海尔消费金融服务多家企业，第三方机构参与。",
        "行业贷款余额100亿元。",
        "海尔消费金融推出“3亿贷”。",
    ],
)
def test_dates_orders_names_and_numbers_of_nobody_are_no_figures(text: str) -> None:
    assert figures(text) == []


def test_a_number_whose_owner_stands_in_another_sentence_cites_both() -> None:
    raw = "海尔消费金融持续创新。目前员工1000人。"
    ((_, found),) = figures(raw)
    assert [raw[slice(*span)] for span in found.evidence] == ["目前员工1000人。", "海尔消费金融持续创新。"]
