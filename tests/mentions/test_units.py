"""Every word of numbers and dates: units, magnitudes, comparators, ranges, halves and quarters, and their limits."""

from __future__ import annotations

import calendar
from datetime import date
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.mentions.dates import find_dates
from graph.mentions.quantities import Quantity, chinese_number, find_quantities, grammar, number
from graph.text.clean import clean
from graph.vocabulary import load
from tests.reading import article

DIGITS = "零一二三四五六七八九"


def quantities(text: str) -> list[Quantity]:
    """The quantities of a text."""
    return list(find_quantities(text, load()))


def dates(raw: str, published: str | None = "2025-07-17") -> list[tuple[str, str]]:
    """(date, precision) of the dates of a text."""
    return [(d.moment.date, d.moment.precision) for d in find_dates(clean(article(raw, published)), load())]


def numeral(value: int) -> str:
    """A number below a hundred in Chinese numerals."""
    tens, ones = divmod(value, 10)
    head = "" if tens == 0 else "十" if tens == 1 else DIGITS[tens] + "十"
    return head + (DIGITS[ones] if ones or not tens else "")


def test_every_unit_is_read_behind_a_number_and_under_one_name() -> None:
    cues = load().cues
    for word, unit in cues["unit"].items():
        if word[0] in cues["magnitude"]:
            continue
        assert [(q.value, q.unit, q.text) for q in quantities(f"共37{word}，")] == [(Decimal(37), unit, f"37{word}")]


@pytest.mark.parametrize("word", ["杯", "阶", "碗", "马力", "瓶"])
def test_a_noun_that_is_no_unit_makes_no_quantity(word: str) -> None:
    assert quantities(f"共37{word}，") == []


def test_every_comparator_is_read_with_its_meaning() -> None:
    cues = load().cues
    for word, meaning in cues["comparator-before"].items():
        assert [q.qualifier for q in quantities(f"余额{word}300户，")] == [meaning], word
    for word, meaning in cues["comparator-after"].items():
        if word in cues["unit"]:
            continue
        assert [q.qualifier for q in quantities(f"余额300户{word}，")] == [meaning], word
    for word, meaning in cues["comparator-inside"].items():
        assert [q.qualifier for q in quantities(f"余额300{word}户，")] == [meaning], word
    for word, meaning in cues["comparator-magnitude"].items():
        assert [(q.qualifier, q.value) for q in quantities(f"服务{word}万户，")] == [(meaning, Decimal(10_000))], word


def test_every_word_of_a_range_gives_both_bounds() -> None:
    for word in load().words("range"):
        found = [(q.value, q.maximum, q.qualifier) for q in quantities(f"利率3%{word}5%，")]
        assert found == [(Decimal(3), Decimal(5), ">=")], word


@pytest.mark.parametrize("text", ["利率3%和5%，", "利率3%、5%，", "利率3%及5%，"])
def test_two_numbers_of_a_list_are_no_range(text: str) -> None:
    assert [(q.value, q.maximum) for q in quantities(text)] == [(Decimal(3), None), (Decimal(5), None)]


@settings(deadline=None)
@given(st.integers(2, 99).filter(lambda value: value % 10 != 1))
def test_a_numeral_below_a_hundred_means_its_number(value: int) -> None:
    assert chinese_number(numeral(value), grammar(load())) == value


@pytest.mark.parametrize("word", ["十十", "二三", "三四五", "二十三四", "三二十"])
def test_a_row_of_numerals_that_is_no_number_has_no_value(word: str) -> None:
    assert chinese_number(word, grammar(load())) is None
    assert quantities(f"共{word}户，") == []


@settings(deadline=None)
@given(
    st.decimals(min_value=Decimal("0.01"), max_value=Decimal("9999.99"), places=2),
    st.lists(st.sampled_from(["百", "千", "万", "亿"]), max_size=2),
)
def test_a_number_is_its_digits_times_all_its_magnitudes(digits: Decimal, magnitudes: list[str]) -> None:
    scale = {"百": 100, "千": 1000, "万": 10**4, "亿": 10**8}
    expected = digits
    for word in magnitudes:
        expected *= scale[word]
    assert number(str(digits), "".join(magnitudes), grammar(load())) == expected


@settings(deadline=None)
@given(st.integers(1000, 10**12), st.sampled_from(["元", "户", "笔"]))
def test_a_number_with_commas_is_the_same_as_without(value: int, unit: str) -> None:
    assert [q.value for q in quantities(f"共{value:,}{unit}，")] == [Decimal(value)]
    assert [q.value for q in quantities(f"共{value}{unit}，")] == [Decimal(value)]


@pytest.mark.parametrize("text", ["2024年3月、5月，", "编号A37户，", "型号B-37户，", "网址a/37户，", "1.2.37户，"])
def test_what_continues_a_word_or_a_code_is_no_number_of_households(text: str) -> None:
    assert not [q for q in quantities(text) if q.unit == "户"]


@settings(deadline=None)
@given(st.lists(st.tuples(st.integers(11, 999), st.sampled_from(["户", "元", "%", "笔"])), min_size=1, max_size=6))
def test_quantities_of_a_list_come_one_for_one_and_apart(row: list[tuple[int, str]]) -> None:
    text = "，".join(f"有{value}{unit}" for value, unit in row)
    found = quantities(text)
    assert [(q.value, q.unit) for q in found] == [(Decimal(v), u) for v, u in row]
    assert all(a.end <= b.start for a, b in pairwise(found))


@settings(deadline=None)
@given(st.integers(1990, 2099), st.integers(1, 12), st.sampled_from(["", "末", "底"]))
def test_a_month_means_its_last_day(year: int, month: int, end: str) -> None:
    last = date(year, month, calendar.monthrange(year, month)[1])
    precision = "month"
    assert dates(f"截至{year}年{month}月{end}，") == [(last.isoformat(), precision)]


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("今年", ("2025-12-31", "year")),
        ("本年", ("2025-12-31", "year")),
        ("年内", ("2025-12-31", "year")),
        ("上年", ("2024-12-31", "year")),
        ("去年一季度", ("2024-03-31", "quarter")),
        ("上年第二季度", ("2024-06-30", "quarter")),
        ("今年三季度", ("2025-09-30", "quarter")),
        ("第四季度", ("2025-12-31", "quarter")),
        ("上半年", ("2025-06-30", "half")),
        ("去年上半年", ("2024-06-30", "half")),
        ("年末", ("2025-12-31", "year")),
        ("年底", ("2025-12-31", "year")),
        ("截至发稿", ("2025-07-17", "day")),
        ("截至今日", ("2025-07-17", "day")),
        ("截至日前", ("2025-07-17", "day")),
        ("2月29号", None),
        ("2024年2月29号", ("2024-02-29", "day")),
        ("2023年11月31日", None),
        ("2100年3月", ("2025-03-31", "month")),
        ("1899年", None),
        ("30日", None),
        ("下半年", None),
        ("五季度", None),
    ],
)
def test_a_word_of_time_means_this_day_or_none(word: str, expected: tuple[str, str] | None) -> None:
    assert dates(f"在{word}，余额增长。") == ([expected] if expected else [])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2021年5月设立，同年7月开业。", ["2021-05-31", "2021-07-31"]),
        ("2021年5月设立，当年底开业。", ["2021-05-31", "2021-12-31"]),
        ("2021年设立，去年增资，同年分红。", ["2021-12-31", "2024-12-31", "2024-12-31"]),
    ],
)
def test_the_same_year_is_that_of_the_last_date(text: str, expected: list[str]) -> None:
    assert [day for day, _ in dates(text)] == expected


@settings(deadline=None)
@given(st.dates(min_value=date(1991, 1, 1), max_value=date(2098, 12, 31)), st.integers(1, 12))
def test_a_month_without_a_year_is_at_most_a_year_away_from_the_article(published: date, month: int) -> None:
    ((day, _),) = dates(f"{month}月，余额增长。", published.isoformat())
    assert abs((date.fromisoformat(day) - published).days) <= 366
    assert int(day[5:7]) == month
