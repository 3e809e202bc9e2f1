"""Whose number it is, rule by rule, what it measures, and which numbers are nobody's."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.model import Figure
from tests.reading import extract

HAIER = "海尔消费金融有限公司"
ZHONGYOU = "中邮消费金融有限公司"
HZB = "杭州银行股份有限公司"
UNITS = ["元", "户", "人", "笔", "家", "%", "个百分点"]
SCALES = {"": 1, "万": 10**4, "亿": 10**8, "万亿": 10**12}


def owned(raw: str, published: str | None = "2025-07-17") -> list[tuple[str, Figure]]:
    """The figures of a text with the names of their owners, in the order of the text."""
    found = extract(raw, published)
    names = {e.id: e.name for e in found.entities}
    return [(names[f.subject], f) for f in sorted(found.figures, key=lambda f: raw.index(f.text))]


def values(raw: str) -> list[tuple[str, str, str]]:
    """(owner, value, rule) of the figures of a text."""
    return [(owner, str(f.value), (f.rule or "").removeprefix("figure/")) for owner, f in owned(raw)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # the thing that a number stands before
        ("海尔消费金融推出5亿元“云杉贷”。", [("云杉贷", "500000000", "qualified")]),
        # one number for each of a list
        (
            "中邮消费金融、海尔消费金融、杭州银行员工分别为100人、200人、300人。",
            [(ZHONGYOU, "100", "respective"), (HAIER, "200", "respective"), (HZB, "300", "respective")],
        ),
        (
            "“云杉贷”和“青松贷”余额分别为1亿元、2亿元。",
            [("云杉贷", "100000000", "respective"), ("青松贷", "200000000", "respective")],
        ),
        # what a pronoun stands for
        ("海尔消费金融推出“云杉贷”。该产品年化利率为4.5%。", [("云杉贷", "4.5", "referred")]),
        ("海尔消费金融推出“云杉贷”。目前该贷款累计放款30亿元。", [("云杉贷", "3000000000", "referred")]),
        # policies
        ("《云杉管理办法》要求注册资本不低于10亿元。", [("云杉管理办法", "1000000000", "policy")]),
        ("财政部印发《云杉管理办法》，注册资本提高至10亿元。", [("云杉管理办法", "1000000000", "policy")]),
        (
            "财政部印发《云杉管理办法》。该办法要求注册资本不低于10亿元。",
            [("云杉管理办法", "1000000000", "policy")],
        ),
        ("财政部印发《云杉管理办法》，海尔消费金融增资10亿元。", [(HAIER, "1000000000", "named")]),
        # terms
        ("海尔消费金融推出“云杉贷”，授信额度最高20万元。", [("云杉贷", "200000", "terms")]),
        ("海尔消费金融推出“云杉贷”，期限最长3年。", [("云杉贷", "3", "terms")]),
        ("海尔消费金融推出“云杉贷”，免息3个月。", [("云杉贷", "3", "terms")]),
        (
            "海尔消费金融推出“云杉贷”。公司员工1000人，期限最长3年。",
            [(HAIER, "1000", "pronoun"), ("云杉贷", "3", "terms")],
        ),
        ("海尔消费金融推出“云杉贷”。\n公司额度10亿元。", [(HAIER, "1000000000", "pronoun")]),
        # things
        (
            "“云杉贷”余额1亿元，“青松贷”余额2亿元。",
            [("云杉贷", "100000000", "thing"), ("青松贷", "200000000", "thing")],
        ),
        ("由海尔消费金融推出的“云杉贷”，累计放款12亿元。", [("云杉贷", "1200000000", "earlier")]),
        # groups of people
        ("我国农户约2亿户。", [("农户", "200000000", "segment")]),
        ("全国小微企业贷款余额达70万亿元。", [("小微企业", "70000000000000", "segment")]),
        # authorities, and whom they act on
        ("财政部下拨资金10亿元。", [("财政部", "1000000000", "named")]),
        ("财政部向杭州银行下拨资金10亿元。", [(HZB, "1000000000", "acted")]),
        ("国家金融监督管理总局宁波监管局对海尔消费金融罚款50万元。", [(HAIER, "500000", "acted")]),
        ("宁波金融监管局开出罚单，海尔消费金融被罚款50万元。", [(HAIER, "500000", "named")]),
        ("海尔消费金融违规经营。国家金融监督管理总局罚款50万元。", [(HAIER, "500000", "fined")]),
        # parts and pronouns
        ("杭州银行萧山支行贷款余额50亿元。", [(HZB, "5000000000", "named")]),
        ("杭州银行发布年报。该行贷款余额50亿元。", [(HZB, "5000000000", "pronoun")]),
        # ranks, and durations before what was done in them
        ("海尔消费金融位列第5位。", [(HAIER, "5", "named")]),
        ("海尔消费金融近3年服务农户20万户。", [(HAIER, "200000", "named")]),
        # quotes
        ("海尔消费金融提出“服务1亿人”，员工1000人。", [(HAIER, "1000", "named")]),
    ],
)
def test_a_number_belongs_to_exactly_this_owner(text: str, expected: list[tuple[str, str, str]]) -> None:
    assert values(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "国家金融监督管理总局罚款50万元。",
        "海尔消费金融违规经营。\n国家金融监督管理总局罚款50万元。",
        "财政部召开会议。目前下拨资金10亿元。",
        "海尔消费金融表示，我国农户约2亿户。",
        "“3亿人的消费市场”正在扩大。",
        "海尔消费金融提出“服务1亿人”的口号。",
        "海尔消费金融持续创新30年。",
        "海尔消费金融耗时3个月。",
        "海尔消费金融三人参会。",
        "海尔消费金融获得三家银行授信。",
        "海尔消费金融第2次增资。",
        "海尔消费金融24小时服务。",
        "海尔消费金融面积3000万。",
        "海尔消费金融连续5年盈利。",
        "行业前10名公司参会。",
        "海尔消费金融成立于2014年12月，现址为8号楼。",
    ],
)
def test_a_number_that_measures_nothing_of_anybody_is_no_figure(text: str) -> None:
    assert values(text) == []


@pytest.mark.parametrize(
    ("text", "indicators"),
    [
        ("海尔消费金融员工达1000人。", ["员工"]),
        ("海尔消费金融共有1000名员工。", ["员工"]),
        ("海尔消费金融客户和员工分别为3000万户和1000人。", ["客户", "员工"]),
        ("海尔消费金融资产总额、净利润分别为100亿元、5亿元。", ["资产总额", "净利润"]),
        ("海尔消费金融年报显示，营业收入12.5亿元，净利润1.2亿元。", ["营业收入", "净利润"]),
        ("截至目前，海尔消费金融贷款余额突破1,200亿元，同比增长15%。", ["贷款余额", "同比增长"]),
        ("目前，海尔消费金融不良率为2%。", ["不良率"]),
        ("海尔消费金融利率从5%降至4%。", ["利率", "利率"]),
        ("海尔消费金融提供50至100万元额度。", ["提供额度"]),
        ("海尔消费金融发放贷款30亿元，惠及农户2万户。", ["发放贷款", "惠及农户"]),
    ],
)
def test_the_indicator_says_what_is_measured_and_nothing_else(text: str, indicators: list[str]) -> None:
    assert [f.indicator for _, f in owned(text)] == indicators


@pytest.mark.parametrize(
    ("text", "base"),
    [
        ("海尔消费金融涉农贷款占各项贷款的30%。", "各项贷款"),
        ("海尔消费金融个人客户占全部客户的比例为70%。", "全部客户"),
        ("海尔消费金融女性员工占全部员工的比重为45%。", "全部员工"),
        ("海尔消费金融研发人员占员工总数70%以上。", "员工总数"),
        ("海尔消费金融研发人员占比达到60%。", None),
        ("海尔消费金融不良率为2%。", None),
        ("海尔消费金融占地3000亩。", None),
    ],
)
def test_a_share_names_the_whole_that_it_is_a_share_of(text: str, base: str | None) -> None:
    assert [f.base for _, f in owned(text)] == [base]


@pytest.mark.parametrize(
    ("noun", "unit"),
    [
        ("用户数", "人"), ("客户量", "人"), ("注册用户", "人"), ("访问量", "个"), ("调用量", "个"),
        ("注册资本", "元"), ("贷款余额", "元"), ("营收", "元"), ("交易额", "元"), ("利润", "元"),
    ],
)  # fmt: skip
def test_a_number_without_a_unit_has_the_one_that_its_noun_implies(noun: str, unit: str) -> None:
    ((owner, found),) = owned(f"海尔消费金融{noun}3000万。")
    assert (owner, found.value, found.unit) == (HAIER, Decimal(30_000_000), unit)


@pytest.mark.parametrize(
    ("text", "dates"),
    [
        ("海尔消费金融员工1000人（截至2024年末）。", ["2024-12-31"]),
        ("截至2024年6月30日，海尔消费金融员工1000人；去年3月末，员工900人。", ["2024-06-30", "2024-03-31"]),
        ("自2020年至2024年，海尔消费金融累计放款100亿元。", [None]),
        ("2024年以来，海尔消费金融累计放款100亿元。", [None]),
        ("截至2024年末，海尔消费金融持续创新。目前员工1000人。", [None]),
    ],
)
def test_a_number_holds_for_a_date_of_its_sentence_that_bounds_no_period(text: str, dates: list[str | None]) -> None:
    assert [f.as_of.date if f.as_of else None for _, f in owned(text)] == dates


@settings(deadline=None)
@given(st.integers(11, 10**6), st.sampled_from(sorted(SCALES)), st.sampled_from(UNITS[:5]))
def test_any_number_of_a_company_is_read_in_full_with_its_words_in_the_evidence(
    number: int, scale: str, unit: str
) -> None:
    raw = f"去年，海尔消费金融持续创新。公司累计数为{number}{scale}{unit}。"
    ((owner, found),) = owned(raw)
    assert (owner, found.value, found.unit) == (HAIER, Decimal(number * SCALES[scale]), unit)
    assert found.text == f"{number}{scale}{unit}"
    assert found.text in raw[slice(*found.evidence[0])]
    assert raw[slice(*found.evidence[-1])] == "去年，海尔消费金融持续创新。"


@settings(deadline=None)
@given(st.permutations(range(3)), st.lists(st.integers(11, 9999), min_size=3, max_size=3, unique=True))
def test_lists_of_one_length_pair_in_any_order(order: list[int], numbers: list[int]) -> None:
    companies = [("海尔消费金融", HAIER), ("中邮消费金融", ZHONGYOU), ("杭州银行", HZB)]
    row = [companies[i] for i in order]
    raw = f"{'、'.join(short for short, _ in row)}员工分别为{'、'.join(f'{n}人' for n in numbers)}。"
    found = {f.value: owner for owner, f in owned(raw)}
    assert found == {Decimal(n): name for (_, name), n in zip(row, numbers, strict=True)}
