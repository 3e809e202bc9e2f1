"""Search without an index, for stores that only answer SPARQL: one CONTAINS finds candidates, the rest happens here.

It finds what the index finds, but for names that are written in Traditional or full-width characters where the search
is not: SPARQL cannot fold them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pyoxigraph import Literal, NamedNode

from graph.resources import asset
from graph.store import words
from graph.store.fulltext import RECORDS, SEARCHED, UNNAMED, known
from graph.store.sparql import fill
from graph.store.store import KINDS, Hit
from graph.vocabulary import WP

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator

    from graph.store.store import Rows

Place = tuple[int, bool, int, float, str, bool, str, str]


def search(select: Callable[[str], Rows], asked: str, limit: int, kinds: Collection[str]) -> list[Hit]:
    """The hits of a search as `Store.search` gives them, of a store that `select` asks.

    A score is the share of the text that the words take.
    """
    known(kinds)
    phrases = words.parse(asked)
    if not phrases:
        return []
    found = select(query(asked, phrases))
    best: dict[str, Hit] = {}
    for _, hit in sorted(candidates(found, asked, phrases), key=lambda candidate: candidate[0]):
        if hit.kind in kinds:
            best.setdefault(hit.iri, hit)
    return list(best.values())[: max(limit, 0)]


def query(asked: str, phrases: tuple[words.Phrase, ...]) -> str:
    """The query for texts that hold the longest run of the words, which few texts hold."""
    longest = max((run for phrase in phrases for run in phrase.runs), key=len)
    typed = next((run for run in words.RUN.findall(asked.lower()) if words.fold(run) == longest), longest)
    text = asset("store", "assets", "contains.rq").read_text(encoding="utf-8")
    return fill(text, {"folded": Literal(longest), "typed": Literal(typed)})


def candidates(found: Rows, asked: str, phrases: tuple[words.Phrase, ...]) -> Iterator[tuple[Place, Hit]]:
    """The hits among texts that hold one of the words, each with its place in the order."""
    ranks = {property_: (kind, rank) for kind, property_, rank in SEARCHED}
    name = words.key(asked)
    for iri, property_, text, type_, label in found:
        assert isinstance(iri, NamedNode)
        assert isinstance(property_, NamedNode)
        assert isinstance(text, Literal)
        assert isinstance(type_, NamedNode)
        kind, rank = ranks[property_.value]
        class_ = type_.value.removeprefix(WP)
        marks = words.marks(text.value, phrases)
        if marks and class_ == RECORDS.get(kind, class_) and (kind in RECORDS or class_ not in UNNAMED):
            score = sum(end - start for start, end in marks) / len(text.value)
            hit = Hit(kind, iri.value, text.value, class_, score, marks)
            exact = kind != "passage" and words.key(text.value) == name
            yield (KINDS.index(kind), not exact, rank, -score, iri.value, label is None, class_, text.value), hit
