"""Statements by the time they are as of, and figures of several dates."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.analyse.corpus import Claim, Corpus, Figure
from graph.analyse.networks.project import counted
from graph.analyse.reader import read
from graph.analyse.series import MOST, Series, series, width
from tests.analyse.sample import called, sample, store


def claim(at: int, as_of: str) -> Claim:
    return Claim(f"c{at}", "a", "uses", "b", as_of=as_of)


def figure(iri: str, as_of: str, value: str, rejected: bool = False, base: str = "", unit: str = "人") -> Figure:
    """A figure about the users of an institution."""
    number = Decimal(value)
    return Figure(iri, "a", "用户", number, "Exactly", unit, value, base, None, number, as_of, "", rejected, ())


def of(*dates: str, figures: tuple[Figure, ...] = ()) -> Series:
    """The series of claims as of some dates, and of some figures."""
    claims = tuple(claim(at, day) for at, day in enumerate(dates))
    return series(Corpus(claims=claims, figures=figures), claims)


def test_the_sample_has_one_dated_claim_and_one_dated_figure() -> None:
    corpus = read(store())
    found = series(corpus, counted(corpus))
    assert [(p.name, p.claims, p.figures) for p in found.periods] == [("2025-06", 1, 1)]
    assert (found.undated_claims, found.undated_figures, found.courses) == (17, 3, ())


def test_nothing_dated_has_no_periods_and_says_how_much_is_undated() -> None:
    assert series(Corpus(), ()) == Series()
    assert of("", "no date", "2025-02-30", figures=(figure("f", "", "1"),)) == Series(0, (), 3, 1)


def test_months_without_statements_between_others_are_periods_of_nought() -> None:
    found = of("2024-11-30", "2025-02-01", "2025-02-28")
    assert [(p.name, p.claims) for p in found.periods] == [
        ("2024-11", 1),
        ("2024-12", 0),
        ("2025-01", 0),
        ("2025-02", 2),
    ]


SPANS = {
    "a day": (("2025-06-30",), 1, ["2025-06"]),
    "36 months": (("2022-01-01", "2024-12-31"), 36, ["2022-01", "2024-12"]),
    "37 months": (("2022-01-01", "2025-01-01"), 13, ["2022Q1", "2025Q1"]),
    "40 quarters": (("2015-02-01", "2024-11-30"), 40, ["2015Q1", "2024Q4"]),
    "41 quarters": (("2015-02-01", "2025-01-01"), 11, ["2015", "2025"]),
    "40 years": (("1986-12-31", "2025-01-01"), 40, ["1986", "2025"]),
    "41 years": (("1985-12-31", "2025-01-01"), 5, ["1980-1989", "2020-2029"]),
    "all years": (("0001-01-01", "9999-12-31"), 100, ["0000-0099", "9900-9999"]),
}


@pytest.mark.parametrize(("dates", "count", "ends"), SPANS.values(), ids=SPANS)
def test_periods_are_as_long_as_makes_few_of_them(dates: tuple[str, ...], count: int, ends: list[str]) -> None:
    found = of(*dates)
    assert len(found.periods) == count
    assert [found.periods[0].name, found.periods[-1].name] in (ends, ends * 2)
    assert sum(period.claims for period in found.periods) == len(dates)


@settings(deadline=None)
@given(st.lists(st.dates().map(str) | st.sampled_from(["", "x"]), max_size=20))
def test_every_statement_is_in_one_period_or_undated(dates: list[str]) -> None:
    figures = tuple(figure(str(at), day, "1") for at, day in enumerate(dates))
    found = of(*dates, figures=figures)
    assert sum(p.claims for p in found.periods) + found.undated_claims == len(dates)
    assert sum(p.figures for p in found.periods) + found.undated_figures == len(dates)
    assert found == of(*reversed(dates), figures=figures[::-1])


@settings(deadline=None)
@given(st.integers(1, 9999 * 12), st.integers(1, 9999 * 12))
def test_there_are_never_many_periods(one: int, other: int) -> None:
    first, last = sorted((one, other))
    months = width(first, last)
    assert last // months - first // months < max(MOST, 100 if months == 1200 else 0)


def test_a_number_told_of_two_dates_is_a_course_by_date() -> None:
    held = (figure("late", "2025-06-30", "3"), figure("early", "2024-12-31", "2"), figure("mid", "2025-01-01", "9"))
    (found,) = of(figures=held).courses
    assert (found.subject, found.indicator, found.unit, found.base) == ("a", "用户", "人", "")
    assert [(p.date, p.value, p.figure) for p in found.points] == [
        ("2024-12-31", Decimal(2), "early"),
        ("2025-01-01", Decimal(9), "mid"),
        ("2025-06-30", Decimal(3), "late"),
    ]


def test_contradicting_figures_of_one_date_are_no_course_alone_and_stand_side_by_side_in_one() -> None:
    twice = (figure("x", "2024-12-31", "3"), figure("y", "2024-12-31", "2"))
    assert of(figures=twice).courses == ()
    (found,) = of(figures=(*twice, figure("z", "2025-01-31", "4"))).courses
    assert ([point.figure for point in found.points], found.dates) == (["y", "x", "z"], 2)


@pytest.mark.parametrize(
    "other",
    [
        figure("other", "2025-01-31", "4", base="全部用户"),
        figure("other", "2025-01-31", "4", unit="户"),
        figure("other", "2025-01-31", "4", rejected=True),
        figure("other", "", "4"),
    ],
)
def test_another_unit_or_base_a_rejected_figure_and_one_without_date_make_no_course(other: Figure) -> None:
    assert of(figures=(figure("x", "2024-12-31", "3"), other)).courses == ()


def test_a_claim_that_does_not_count_is_in_no_period() -> None:
    analysis = sample()
    bureau = called(analysis, "明月征信").iri
    rest = [one for one in analysis.claims if not (one.object == bureau and one.as_of)]
    assert [p.claims for p in series(analysis.corpus, rest).periods] == [0]
