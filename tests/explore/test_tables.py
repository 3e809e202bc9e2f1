"""Records as tables and back: in Python by law, in the page's own script on the same tables."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from hypothesis import given
from hypothesis import strategies as st

from graph.explore.tables import FEW, records, table
from tests.explore.graphs import made, written

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.browser import Opened

VALUES = st.one_of(st.integers(), st.booleans(), st.text(), st.lists(st.integers(), min_size=2))
KEYS = st.sampled_from(["iri", "name", "x", "confidence", "at", "of", "is", "after"])
RECORDS = st.lists(st.dictionaries(KEYS, VALUES), max_size=40)

EVERY_FORM: list[dict[str, Any]] = [
    {
        "iri": f"https://example.org/{number}",
        "type": ["Bank", "App"][number % 2],
        "name": f"名{number}😀",
        "x": -number,
        **({"note": f"note {number}"} if number % 5 == 0 else {}),
        **({"most": number} if number % 5 else {}),
    }
    for number in range(2 * FEW)
]


@given(RECORDS)
def test_a_table_gives_back_the_records_it_was_made_of(held: list[dict[str, Any]]) -> None:
    assert records(table(held)) == held


def test_each_column_has_the_shortest_form() -> None:
    columns = table(EVERY_FORM)
    assert columns["iri"]["after"] == "https://example.org/"
    assert columns["type"]["of"] == ["App", "Bank"]
    assert columns["note"]["at"] == list(range(0, 2 * FEW, 5))
    assert columns["x"][:3] == [0, -1, -2]
    assert columns["most"][:2] == [None, 1]


def test_texts_that_are_one_only_in_part_keep_their_own_ends() -> None:
    held = [{"iri": text} for text in ("https://a/1", "https://a/", "https://a/12", "https://b", "https://a/1")]
    assert records(table(held)) == held


def test_the_page_reads_every_form_of_a_column_as_python_does(open_explorer: Callable[..., Opened]) -> None:
    opened = open_explorer(made(written()))
    assert opened.page.evaluate("(table) => records(table)", table(EVERY_FORM)) == EVERY_FORM
