"""The index of words beside SPARQL's CONTAINS on the same store: `python -m tests.bench search [ENTITIES]`.

The graph is of our shape, of 34,000 entities unless told otherwise, which is 71,000 sentences. The words are selective:
so many characters that stand side by side in few sentences. Every way of asking must find the same sentences. Seconds
are CPU seconds.
"""

from __future__ import annotations

import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

import pyoxigraph as ox

from graph.rdf.names import WP
from graph.store import fulltext
from graph.store.embedded import INDEX, EmbeddedStore, create, open_store
from graph.store.store import Store
from graph.store.words import IDEOGRAPHS, RUN
from tests.explore.generated import generated

ENTITIES = 34_000
LENGTHS = (2, 3, 4)
FEW, MANY = 3, 60  # sentences that hold a selective word
WORDS, ROUNDS = 5, 3
CONTAINS = 'SELECT ?p {{ ?p wp:cleanText ?text FILTER(CONTAINS(?text, "{word}")) }}'
MATCHES = 'SELECT ?p {{ ?p a wp:Passage ; search:matches "{word}" }}'
COMMON = ("银行", "消费金融", "贷")

Ask = Callable[[Store, str], set[str]]


def contained(store: Store, word: str) -> set[str]:
    """The sentences that CONTAINS finds."""
    return iris(store, CONTAINS.format(word=word))


def matched(store: Store, word: str) -> set[str]:
    """The sentences that a query finds by the index."""
    return iris(store, MATCHES.format(word=word))


def searched(store: Store, word: str) -> set[str]:
    """The sentences that a search finds, ranked and marked."""
    return {hit.iri for hit in store.search(word, fulltext.MOST, ["passage"])}


def iris(store: Store, sparql: str) -> set[str]:
    """The IRIs that a query answers with."""
    return {row[0].value for row in store.select(sparql) if isinstance(row[0], ox.NamedNode)}


def selective(sentences: Iterable[str], length: int) -> list[str]:
    """Words of so many characters that few sentences hold, spread over all there are.

    >>> selective(["甲乙丙丁"] * 3 + ["戊己"], 2)
    ['丙丁', '乙丙', '甲乙']
    """
    held = Counter(piece for sentence in sentences for piece in pieces(sentence, length))
    fitting = sorted(word for word, count in held.items() if FEW <= count <= MANY)
    return fitting[:: max(1, len(fitting) // WORDS)][:WORDS]


def pieces(sentence: str, length: int) -> set[str]:
    """All Han characters that stand so many side by side in a sentence."""
    runs = [run for run in RUN.findall(sentence) if IDEOGRAPHS.match(run)]
    return {run[i : i + length] for run in runs for i in range(len(run) - length + 1)}


def least(ways: Sequence[Ask], store: Store, word: str) -> list[tuple[float, set[str]]]:
    """The least CPU seconds that each way takes for a word, all in turn in every round, and what it finds."""
    best: list[tuple[float, set[str]]] = [(float("inf"), set()) for _ in ways]
    for _ in range(ROUNDS):
        for number, way in enumerate(ways):
            started = time.process_time()
            found = way(store, word)
            best[number] = (min(best[number][0], time.process_time() - started), found)
    return best


def compare(store: Store, word: str) -> list[float]:
    """Prints one word; gives how many times quicker than CONTAINS the search and the query are."""
    (slow, wanted), *quick = least((contained, searched, matched), store, word)
    same = "the same sentences" if all(found == wanted for _, found in quick) else "OTHER SENTENCES"
    ratios = [slow / seconds for seconds, _ in quick]
    times = "  ".join(f"{seconds * 1000:.2f} ms (x {slow / seconds:,.0f})" for seconds, _ in quick)
    print(f"  {word}  {len(wanted)} of {same}: CONTAINS {slow * 1000:.0f} ms, search and query {times}")
    return ratios


def main(arguments: Sequence[str]) -> None:
    """Print how long the index takes and how large it is, and every word."""
    triples = generated(int(arguments[0]) if arguments else ENTITIES)
    sentences = [
        t.object.value for t in triples if t.predicate.value == WP + "cleanText" and isinstance(t.object, ox.Literal)
    ]
    print(f"{len(triples):,} triples, {len(sentences):,} sentences")
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder) / "store"
        started = time.process_time()
        create(place, triples)
        print(f"  store and index made in {time.process_time() - started:.1f} s")
        del triples
        store = open_store(place)
        assert isinstance(store, EmbeddedStore)
        assert store.inner is not None
        started = time.process_time()
        fulltext.create(Path(folder) / INDEX, store.inner)
        seconds, size = time.process_time() - started, (place / INDEX).stat().st_size / 1e6
        print(f"  the index alone in {seconds:.1f} s, {size:.1f} MB")
        ratios = [compare(store, word) for length in LENGTHS for word in selective(sentences, length)]
        print(f"  at least x {min(r[0] for r in ratios):,.0f} by search, x {min(r[1] for r in ratios):,.0f} by query")
        for word in COMMON:
            started = time.process_time()
            found = store.search(word, 20)
            print(f"  {word}, a common word: the best {len(found)} in {(time.process_time() - started) * 1000:.0f} ms")
