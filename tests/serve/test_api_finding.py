"""Search by the API."""

from __future__ import annotations

import json

import pytest

from tests.query.graphs import store as fixture
from tests.serve.asked import ask, get, pages
from tests.serve.contract import validator


def test_hits_come_in_pages_with_their_marks() -> None:
    store = fixture()
    found = get(store, "/api/search?q=金融&limit=2")
    assert list(validator("/api/search", 200, "application/json").iter_errors(found)) == []
    every = pages(store, "/api/search?q=金融&limit=2", "hits")
    assert len(every) == found["total"] > 4
    assert all(hit["text"][slice(*mark)] == "金融" for hit in every for mark in hit["marks"])
    assert [hit["iri"] for hit in every] == [hit.iri for hit in store.search("金融", 1000)]


@pytest.mark.parametrize("kind", ["entity", "passage", "article"])
def test_hits_are_of_the_kind_that_is_asked_for(kind: str) -> None:
    store = fixture()
    found = pages(store, f"/api/search?q=金融&kind={kind}", "hits")
    assert {hit["kind"] for hit in found} <= {kind}
    assert len(found) == len(store.search("金融", 1000, [kind]))


@pytest.mark.parametrize("words", ["", "x" * 501, "a " * 30, "？！"])
def test_words_that_nothing_can_hold_are_an_error_or_find_nothing(words: str) -> None:
    found = ask(fixture(), f"/api/search?q={words}")
    assert found.status in (200, 400)
    assert found.status == 400 or json.loads(found.body)["total"] == 0
