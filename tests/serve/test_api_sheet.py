"""Lists as CSV: what a spreadsheet reads is what the JSON says, and nothing in it runs."""

from __future__ import annotations

import csv
import io
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.serve.api.sheet import FORMULA, cell, quoted
from tests.serve.asked import ask, get, seed


def rows(address: str) -> list[dict[str, str]]:
    """The rows of a CSV file of the seed."""
    found = ask(seed(), address)
    assert (found.status, found.media) == (200, "text/csv; charset=utf-8")
    return list(csv.DictReader(io.StringIO(found.body.decode("utf-8-sig"), newline="")))


@pytest.mark.parametrize("key", ["claims", "figures", "entities"])
def test_a_file_is_saved_under_a_name_and_marked_as_utf_8(key: str) -> None:
    found = ask(seed(), f"/api/{key}?format=csv&limit=5")
    assert found.body.startswith(b"\xef\xbb\xbfiri,")
    assert found.body.endswith(b"\r\n")
    headers = dict(found.headers)
    assert headers["Content-Disposition"] == f'attachment; filename="{key}.csv"'
    assert headers["Link"] == f'</api/{key}?format=csv&limit=5&offset=5>; rel="next"'


def test_the_columns_of_claims_hold_what_the_json_says() -> None:
    held = get(seed(), "/api/claims?limit=1000")["claims"]
    for row, claim in zip(rows("/api/claims?limit=1000&format=csv"), held, strict=True):
        assert (row["iri"], row["predicate"], row["modality"]) == (claim["iri"], claim["predicate"], claim["modality"])
        assert (row["subjectZh"], row["objectEn"]) == (claim["subject"]["zh"], claim["object"]["en"])
        assert row["asserted"] == str(claim["asserted"]).lower()
        assert float(row["confidence"]) == claim["confidence"]
        assert row["quote"].removeprefix("'") == claim["evidence"][0]["quote"]
        assert int(row["sentences"]) == len(claim["evidence"])


def test_the_columns_of_figures_hold_exact_numbers() -> None:
    held = get(seed(), "/api/figures?limit=1000")["figures"]
    for row, figure in zip(rows("/api/figures?limit=1000&format=csv"), held, strict=True):
        assert (row["exact"], row["maxExact"]) == (figure["exact"], figure["maxExact"] or "")
        assert row["qualifier"].removeprefix("'") == figure["qualifier"]
        assert (row["unit"], row["subjectZh"], row["asOf"]) == (
            figure["unit"],
            figure["subject"]["zh"],
            figure["asOf"] or "",
        )


def test_the_columns_of_entities_hold_their_names() -> None:
    held = get(seed(), "/api/entities?limit=1000")["entities"]
    for row, entity in zip(rows("/api/entities?limit=1000&format=csv"), held, strict=True):
        names = (row["prefixed"], row["type"], row["zh"], row["en"], row["aliases"])
        assert names == (*(entity[key] for key in ("prefixed", "type", "zh", "en")), " | ".join(entity["aliases"]))


@settings(deadline=None)
@given(st.one_of(st.text(), st.sampled_from("=+-@\t\r\n＝＋－＠").flatmap(lambda c: st.text().map(lambda t: c + t))))
def test_no_text_begins_as_a_formula_does_and_every_text_can_be_read_back(text: str) -> None:
    written = cell(text)
    assert written in (text, f"'{text}")
    assert not FORMULA.match(written) or float(written) <= 0
    text = written.replace("\x00", "")
    assert next(csv.reader(io.StringIO(f"a,{quoted(text)},b\r\n", newline="")))[1] == text


@pytest.mark.parametrize(
    ("value", "written"),
    [
        ("=HYPERLINK(1)", "'=HYPERLINK(1)"),
        ("-5", "-5"),
        ("-5+cmd", "'-5+cmd"),
        ("＝1", "'＝1"),
        ("海尔", "海尔"),
        (None, ""),
        (False, "false"),
        (-0.5, "-0.5"),
        ("=", "'="),
    ],
)
def test_what_would_run_has_an_apostrophe_before_it(value: Any, written: str) -> None:
    assert cell(value) == written
