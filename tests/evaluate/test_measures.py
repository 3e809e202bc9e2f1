"""Counts, intervals and reliability, on marks and confidences made by hand."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.evaluate.calibration import Judged, bins, error
from graph.evaluate.grid import grid
from graph.evaluate.marks import Mark
from graph.evaluate.measures import Count, count, interval, kinds
from graph.store.columns import width


def marked(**outcomes: int) -> list[Mark]:
    """Marks of relations with some outcomes."""
    return [Mark(("relations",), outcome, "offers", "x") for outcome, n in outcomes.items() for _ in range(n)]


def test_scores_follow_from_counts() -> None:
    found = count(marked(right=6, spurious=2, missed=6), "relations")
    assert (found.precision, found.recall, found.f1) == (0.75, 0.5, 0.6)
    assert Count(0, 0, 0).f1 == 1
    assert Count(0, 1, 1).f1 == 0


def test_a_mark_counts_in_every_measure_it_names_and_in_no_other() -> None:
    marks = [Mark(("relations", "implicit"), "right", "serves", "x"), *marked(missed=1)]
    assert [count(marks, m).right for m in ("relations", "implicit", "explicit")] == [1, 1, 0]
    assert count(marks, "relations", "serves") == Count(1, 0, 0)
    assert kinds(marks, "relations") == ["offers", "serves"]


def test_the_interval_holds_the_score_and_is_the_same_every_time() -> None:
    articles = [marked(right=40, missed=10), marked(right=30, spurious=10)]
    low, high = interval(articles, "relations")
    assert low < count([m for a in articles for m in a], "relations").f1 < high
    assert interval(articles, "relations") == (low, high)


def test_articles_that_differ_give_a_wider_interval_than_their_items_alone() -> None:
    apart = [marked(right=40), marked(missed=40)]
    together = [marked(right=40, missed=40)]
    wide, narrow = (interval(held, "relations") for held in (apart, together))
    assert wide[1] - wide[0] > 2 * (narrow[1] - narrow[0])


def test_the_items_of_one_article_alone_give_an_interval() -> None:
    low, high = interval([marked(right=40, missed=10)], "relations")
    assert low < high


def test_where_there_is_nothing_the_interval_is_a_point() -> None:
    assert interval([[], []], "relations") == (1, 1)


def judged(*pairs: tuple[str, bool]) -> list[Judged]:
    """Statements with their confidence and whether they are right."""
    return [Judged(Decimal(confidence), right) for confidence, right in pairs]


def test_bins_are_tenths_and_hold_their_lower_end() -> None:
    found = bins(judged(("0.79", True), ("0.8", True), ("0.89", False), ("1", True)))
    assert [(str(b.low), b.number, b.right) for b in found] == [("0.7", 1, 1), ("0.8", 2, 1), ("0.9", 1, 1)]
    assert found[1].confidence == pytest.approx(0.845)
    assert found[1].share == 0.5


def test_the_error_is_the_mean_distance_of_confidence_and_share() -> None:
    sure = [("0.9", True)] * 9 + [("0.9", False)]
    assert error(judged(*sure)) == pytest.approx(0)
    assert error(judged(*sure, *[("0.5", False)] * 10)) == pytest.approx(0.25)
    assert error([]) == 0


@given(st.lists(st.tuples(st.integers(0, 100), st.booleans()), min_size=1))
def test_every_statement_is_in_one_bin_and_the_error_is_a_share(pairs: list[tuple[int, bool]]) -> None:
    held = [Judged(Decimal(percent) / 100, right) for percent, right in pairs]
    assert sum(b.number for b in bins(held)) == len(held)
    assert sum(b.right for b in bins(held)) == sum(right for _, right in pairs)
    assert 0 <= error(held) <= 1


def test_columns_are_aligned_by_the_width_of_wide_characters() -> None:
    lines = grid([("", "精确率", "F1"), ("消费金融公司", "1.000", "0.9"), ("App", "0.700", "0.667")])
    assert len({width(line) for line in lines}) == 1


def test_a_cell_cannot_break_a_line() -> None:
    assert all("\n" not in line and "\x1b" not in line for line in grid([("a\nb\x1b[31m", "1")]))
