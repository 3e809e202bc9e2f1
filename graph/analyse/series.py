"""The statements by the time that they are as of, and the figures that were told of several dates.

Only the date that a statement gives itself counts, never that of its article.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable
    from decimal import Decimal

    from graph.analyse.corpus import Claim, Corpus, Figure

# How many months a period has, the finest first; the first whose periods are few enough is chosen.
STEPS = (1, 3, 12, 120, 1200)
MONTHS = 36
MOST = 40
QUARTER, YEAR = 3, 12


@dataclass(frozen=True, slots=True)
class Period:
    """Some months from `start` (as 2025-04) on, with how many claims and figures are as of them."""

    start: str
    months: int
    claims: int
    figures: int

    @property
    def name(self) -> str:
        """A month as 2025-04, a quarter as 2025Q2, a year as 2025, more as 2020-2029.

        >>> [Period("2020-04", months, 0, 0).name for months in (1, 3, 12, 120)]
        ['2020-04', '2020Q2', '2020', '2020-2029']
        """
        year, month = self.start.split("-")
        if self.months == 1:
            return self.start
        if self.months == QUARTER:
            return f"{year}Q{(int(month) - 1) // QUARTER + 1}"
        return year if self.months == YEAR else f"{year}-{int(year) + self.months // YEAR - 1:04}"


@dataclass(frozen=True, slots=True)
class Point:
    """What a figure gives for a date; `comparator` is a local name, `upper` the upper end of a range."""

    date: str
    value: Decimal
    upper: Decimal | None
    comparator: str
    figure: str


@dataclass(frozen=True, slots=True)
class Course:
    """The same number of the same entity at two or more dates, by date; contradicting figures stand side by side."""

    subject: str
    indicator: str
    unit: str
    base: str
    points: tuple[Point, ...]

    @property
    def dates(self) -> int:
        """At how many dates it was told."""
        return len({point.date for point in self.points})


@dataclass(frozen=True, slots=True)
class Series:
    """All periods from the first to the last date, empty ones too; `undated` statements are in none of them.

    `months` is the length of a period, zero when nothing is dated. `courses` are those of most dates first.
    """

    months: int = 0
    periods: tuple[Period, ...] = ()
    undated_claims: int = 0
    undated_figures: int = 0
    courses: tuple[Course, ...] = ()


def series(corpus: Corpus, claims: Iterable[Claim]) -> Series:
    """The series of a corpus in which the given claims count; figures that a reviewer rejected do not."""
    figures = [figure for figure in corpus.figures if not figure.rejected]
    said, told = [month(claim.as_of) for claim in claims], [month(figure.as_of) for figure in figures]
    of_claims, of_figures = Counter(said), Counter(told)
    undated = of_claims.pop(None, 0), of_figures.pop(None, 0)
    dated = [at for at in (*of_claims, *of_figures) if at is not None]
    if not dated:
        return Series(undated_claims=undated[0], undated_figures=undated[1])
    first, last = min(dated), max(dated)
    step = width(first, last)
    starts = range(first - first % step, last + 1, step)
    periods = (Period(named(at), step, within(of_claims, at, step), within(of_figures, at, step)) for at in starts)
    return Series(step, tuple(periods), *undated, courses(figures))


def month(text: str) -> int | None:
    """The number of the month of an ISO date, counted from the year nought; None of what is no date.

    >>> month("0001-02-28"), month("2025-02-30"), month("")
    (13, None, None)
    """
    try:
        day = date.fromisoformat(text[:10])
    except ValueError:
        return None
    return day.year * YEAR + day.month - 1


def named(month: int) -> str:
    """The month with a number.

    >>> named(month("2025-12-31"))
    '2025-12'
    """
    return f"{month // YEAR:04}-{month % YEAR + 1:02}"


def width(first: int, last: int) -> int:
    """How many months a period between two months has: months for three years, else as many as make few periods.

    >>> width(0, 35), width(0, 36), width(0, 119), width(0, 120), width(0, 480), width(0, 4800)
    (1, 3, 3, 12, 120, 1200)
    """
    if last - first < MONTHS:
        return 1
    return next((step for step in STEPS[1:] if last // step - first // step < MOST), STEPS[-1])


def within(counts: Counter[int | None], start: int, months: int) -> int:
    """How many are of some months."""
    return sum(counts[at] for at in range(start, start + months))


def courses(figures: Iterable[Figure]) -> tuple[Course, ...]:
    """The numbers that were told of at least two dates, those of most dates first."""
    found: dict[tuple[str, str, str, str], list[Point]] = defaultdict(list)
    for one in figures:
        if month(one.as_of) is not None:
            point = Point(one.as_of, one.value, one.upper, one.comparator, one.iri)
            found[one.subject, one.indicator, one.unit, one.base].append(point)
    made = (
        Course(*key, tuple(sorted(points, key=lambda point: (point.date, point.value, point.figure))))
        for key, points in found.items()
    )
    return tuple(
        sorted(
            (course for course in made if course.dates > 1),
            key=lambda c: (-c.dates, c.subject, c.indicator, c.unit, c.base),
        )
    )
