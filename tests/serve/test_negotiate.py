"""The media type that fits an Accept header best."""

from __future__ import annotations

import time

import pytest

from graph.serve.negotiate import choose

RESULTS = ("application/sparql-results+json", "application/sparql-results+xml", "text/csv")


@pytest.mark.parametrize(
    ("accept", "wanted"),
    [
        ("", RESULTS[0]),
        ("*/*", RESULTS[0]),
        ("text/csv", "text/csv"),
        ("TEXT/CSV", "text/csv"),
        ("text/csv; charset=utf-8", "text/csv"),
        ("text/csv;q=0.5, application/sparql-results+xml;q=0.6", RESULTS[1]),
        ("text/csv; q=1.0, */*; q=0.9", "text/csv"),
        ("application/*, text/csv;q=0.9", RESULTS[0]),
        ("*/*;q=0.1, application/sparql-results+json;q=0", RESULTS[1]),
        ("text/html, application/xhtml+xml, */*;q=0.8", RESULTS[0]),
        ("text/html", None),
        ("text/csv;q=0", None),
        ("text/csv;q=0.000", None),
        ("nonsense", RESULTS[0]),
        (",,,", RESULTS[0]),
        ("text/csv;level=1;q=0.3, application/sparql-results+xml;q=0.2", "text/csv"),
    ],
)
def test_the_best_offer_is_chosen(accept: str, wanted: str | None) -> None:
    assert choose(accept, RESULTS) == wanted


def test_a_more_specific_range_counts_before_a_wider_one_wherever_it_stands() -> None:
    assert choose("text/csv;q=0.1, text/*;q=0.9", ("text/csv", "text/plain")) == "text/plain"
    assert choose("text/*;q=0.9, text/csv;q=0.1", ("text/csv", "text/plain")) == "text/plain"


def test_of_equal_offers_the_first_is_chosen() -> None:
    assert choose("text/plain, text/csv", ("text/csv", "text/plain")) == "text/csv"


@pytest.mark.parametrize(
    "accept", ["a/" * 30_000, ";q=" * 30_000, "," * 60_000, "*/*;" + " " * 60_000, "a/b;q=0." * 9_000]
)
def test_a_hostile_header_takes_no_time(accept: str) -> None:
    started = time.process_time()
    choose(accept, RESULTS)
    assert time.process_time() - started < 0.5
