"""Search by the API, on a store that has one."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from graph.store.store import Store
from tests.query.graphs import store as fixture
from tests.serve.asked import ask, get, pages
from tests.serve.contract import validator


@dataclass(frozen=True)
class Found:
    kind: str
    iri: str
    text: str
    type: str
    score: float
    marks: tuple[tuple[int, int], ...]


class Mute:
    """A store that cannot be searched."""

    select = None


class Searched:
    """A store that finds words in the labels of its entities."""

    def __init__(self, inner: Store) -> None:
        self.inner = inner

    def search(self, words: str, limit: int, kinds: Sequence[str]) -> list[Found]:
        """The entities whose label holds the words."""
        rows = self.inner.select("SELECT ?s ?l WHERE { ?s skos:prefLabel ?l } ORDER BY ?s ?l").rows
        labels = [(str(getattr(s, "value", "")), str(getattr(label, "value", ""))) for s, label in rows]
        hits = [
            Found("entity", iri, label, "Theme", 1 / len(label), ((at, at + len(words)),))
            for iri, label in labels
            if (at := label.find(words)) >= 0
        ]
        return [hit for hit in hits if hit.kind in kinds][:limit]


def test_hits_come_in_pages_with_their_marks() -> None:
    store: Any = Searched(fixture())
    found = get(store, "/api/search?q=金融&limit=2")
    assert list(validator("/api/search", 200, "application/json").iter_errors(found)) == []
    every = pages(store, "/api/search?q=金融&limit=2", "hits")
    assert len(every) == found["total"] > 4
    assert all(hit["text"][slice(*hit["marks"][0])] == "金融" for hit in every)


def test_hits_are_of_the_kind_that_is_asked_for() -> None:
    store: Any = Searched(fixture())
    assert get(store, "/api/search?q=金融&kind=entity")["total"] > 4
    assert get(store, "/api/search?q=金融&kind=passage")["total"] == 0


def test_a_store_without_search_is_told_so() -> None:
    store: Any = Mute()
    found = ask(store, "/api/search?q=x")
    assert (found.status, found.media) == (404, "application/problem+json")
    assert "/api/terms" in json.loads(found.body)["title"]
