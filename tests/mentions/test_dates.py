"""Dates and what they resolve to."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.mentions.dates import find_dates
from graph.text.clean import clean
from graph.vocabulary import load
from tests.reading import article


def dates(raw: str, published: str | None = "2025-07-17") -> list[tuple[str, str, str]]:
    """(date, basis, precision) of the dates of a text."""
    found = find_dates(clean(article(raw, published)), load())
    return [(d.moment.date, d.moment.basis, d.moment.precision) for d in found]


@pytest.mark.parametrize(
    ("text", "expected", "precision"),
    [
        ("2024年3月5日", "2024-03-05", "day"),
        ("2024年03月05号", "2024-03-05", "day"),
        ("2024年2月", "2024-02-29", "month"),
        ("2023年2月末", "2023-02-28", "month"),
        ("2024年一季度", "2024-03-31", "quarter"),
        ("2024年第三季度", "2024-09-30", "quarter"),
        ("2024年四季度", "2024-12-31", "quarter"),
        ("2024年底", "2024-12-31", "year"),
        ("2024年", "2024-12-31", "year"),
    ],
)
def test_a_full_date_is_stated_and_means_the_last_day_of_its_period(text: str, expected: str, precision: str) -> None:
    assert dates(f"截至{text}，余额增长。", None) == [(expected, "Stated", precision)]


def test_the_first_half_of_a_year_ends_with_june() -> None:
    assert [d[:2] for d in dates("2024年上半年，余额增长。")] == [("2024-06-30", "Stated")]


@pytest.mark.parametrize(
    ("text", "expected", "precision"),
    [
        ("今年4月", "2025-04-30", "month"),
        ("今年6月26日", "2025-06-26", "day"),
        ("去年", "2024-12-31", "year"),
        ("去年末", "2024-12-31", "year"),
        ("去年二季度", "2024-06-30", "quarter"),
        ("7月14日", "2025-07-14", "day"),
        ("6月底", "2025-06-30", "month"),
    ],
)
def test_a_date_without_a_year_counts_from_publication(text: str, expected: str, precision: str) -> None:
    assert dates(f"截至{text}，余额增长。") == [(expected, "FromPublication", precision)]


@pytest.mark.parametrize("text", ["今年4月", "去年", "7月14日", "6月底"])
def test_without_publication_or_year_nothing_is_guessed(text: str) -> None:
    assert dates(f"截至{text}，余额增长。", None) == []


def test_without_publication_the_last_year_written_before_is_inferred() -> None:
    assert dates("2023年5月发布，7月14日施行。2024年修订，8月1日施行。", None) == [
        ("2023-05-31", "Stated", "month"),
        ("2023-07-14", "YearInferred", "day"),
        ("2024-12-31", "Stated", "year"),
        ("2024-08-01", "YearInferred", "day"),
    ]


def test_this_year_is_not_the_last_one_written() -> None:
    assert dates("2023年5月发布，今年4月施行，去年修订。", None) == [("2023-05-31", "Stated", "month")]


def test_today_is_the_day_of_publication() -> None:
    assert dates("截至目前，余额增长。") == [("2025-07-17", "FromPublication", "day")]
    assert dates("截至目前，余额增长。", None) == []


@pytest.mark.parametrize("text", ["2023年2月30日", "6月31日", "未来五年", "3个月", "12024年度", "13月"])
def test_what_is_no_date_is_none(text: str) -> None:
    assert dates(f"期限为{text}。") == []


@settings(deadline=None)
@given(st.dates(min_value=date(1900, 1, 1), max_value=date(2099, 12, 31)))
def test_any_day_that_is_written_out_is_read_back(day: date) -> None:
    assert dates(f"于{day.year}年{day.month}月{day.day}日发布。") == [(day.isoformat(), "Stated", "day")]


@settings(deadline=None)
@given(st.text(alphabet="2019年上半今去月末底第一二季度日 ，。", max_size=30))
def test_any_text_is_read_without_failing_and_words_slice(raw: str) -> None:
    text = clean(article(raw))
    for found in find_dates(text, load()):
        assert text.clean[found.start : found.end] == found.moment.text
        assert len(found.moment.date) == 10


def test_the_same_year_is_that_of_the_date_before_it() -> None:
    assert dates("2021年5月设立，同年7月开业，8月增资。") == [
        ("2021-05-31", "Stated", "month"),
        ("2021-07-31", "YearInferred", "month"),
        ("2025-08-31", "FromPublication", "month"),
    ]
    assert dates("去年5月设立，同年底开业。")[1] == ("2024-12-31", "YearInferred", "year")
    assert dates("同年7月开业。", None) == []


def test_a_month_far_ahead_of_an_article_from_the_first_months_is_of_the_year_before() -> None:
    def of(words: str, published: str) -> str:
        return dates(f"{words}发布。", published)[0][0]

    assert of("11月5日", "2026-01-20") == "2025-11-05"
    assert of("4月5日", "2026-01-20") == "2026-04-05"
    assert of("今年11月5日", "2026-01-20") == "2026-11-05"
    assert of("11月5日", "2026-06-20") == "2026-11-05"
    assert of("年底", "2026-01-20") == "2026-12-31"
