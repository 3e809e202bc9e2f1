"""The index of names, titles and sentences: an SQLite file beside the engine's own, made once and then only read.

FTS5 is given the tokens of `graph.store.words`, since its own tokenizers either take a Chinese sentence for one word
or find nothing for two characters. Names, titles and sentences have an index each, so that a word that is rare among
names weighs as such, and sentences are not looked at when enough names are found.
"""

from __future__ import annotations

from functools import cache
from itertools import islice
from typing import TYPE_CHECKING

from pyoxigraph import Literal, NamedNode

from graph.errors import QueryError, StoreError
from graph.rdf.write import DCTERMS
from graph.resources import asset
from graph.store import words
from graph.store.store import KINDS, Hit
from graph.vocabulary import LABEL, RDF_TYPE, SKOS, WP

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Collection, Iterator
    from pathlib import Path

    import pyoxigraph

# The properties whose values are searched: kind of thing, IRI, and rank of the property among those of its kind.
SEARCHED = (
    ("entity", SKOS + "prefLabel", 0),
    ("entity", SKOS + "altLabel", 1),
    ("entity", WP + "contextualName", 1),
    ("entity", WP + "formerName", 1),
    ("article", DCTERMS + "title", 0),
    ("passage", WP + "cleanText", 0),
)
MOST = 10_000  # hits of each kind that a pattern of a query matches
RECORDS = {"article": "Article", "passage": "Passage"}
UNNAMED = frozenset({"Article", "Claim", "ExtractionRun", "Figure", "Passage"})
A, LABELLED = NamedNode(RDF_TYPE), NamedNode(LABEL)

Found = tuple[str, str, str, float]
Held = tuple[str, str, str, int, str]


class Index:
    """An index that is open for reading."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.connection = connection

    def search(self, asked: str, limit: int, kinds: Collection[str]) -> list[Hit]:
        """The hits of a search, as `Store.search` gives them."""
        phrases = words.parse(asked)
        kept = islice(self._things(asked, kinds), max(limit, 0))
        return [
            Hit(kind, iri, text, type_, score, words.marks(text, phrases)) for kind, iri, text, type_, score in kept
        ]

    def iris(self, asked: str, limit: int) -> list[str]:
        """The IRIs of the best hits of each kind, at most `limit` of each."""
        return [iri for kind in KINDS for _, iri, *_ in islice(self._things(asked, [kind]), limit)]

    def close(self) -> None:
        """Lets go of the file."""
        self.connection.close()

    def _things(self, asked: str, kinds: Collection[str]) -> Iterator[tuple[str, str, str, str, float]]:
        """What holds all words, each thing once, the best first: kind, IRI, text, class and score."""
        known(kinds)
        expression = words.expression(words.parse(asked))
        for kind in KINDS if expression else ():
            if kind in kinds:
                seen = set()
                for iri, text, type_, score in self._rows(kind, expression, words.key(asked)):
                    if iri not in seen:
                        seen.add(iri)
                        yield kind, iri, text, type_, score

    def _rows(self, kind: str, expression: str, name: str) -> Iterator[Found]:
        """The texts of a kind that FTS5 finds, the best first: IRI, text, class and score."""
        import sqlite3

        sql = statement("passages" if kind == "passage" else "names").format(kind=kind)
        try:
            for number, score in self.connection.execute(sql, {"asked": expression, "name": name}):
                (found,) = self.connection.execute("SELECT iri, text, type FROM held WHERE id = ?", [number])
                yield (*found, score)
        except (sqlite3.DatabaseError, ValueError) as error:
            reason = str(error) or "it lacks a text"
            raise StoreError(
                f"The index of the store is damaged ({reason}); make it anew with `wupian build`."
            ) from error


def known(kinds: Collection[str]) -> None:
    """Raises QueryError unless all kinds are some that are searched."""
    unknown = sorted(set(kinds) - set(KINDS))
    if unknown:
        raise QueryError(f"There is no kind {unknown[0]} to search; the kinds are {', '.join(KINDS)}.")


@cache
def statement(name: str) -> str:
    """A statement of `assets/`."""
    return asset("store", "assets", f"{name}.sql").read_text(encoding="utf-8")


def opened(path: Path) -> Index:
    """The index in a file, which is never written: neither are locks taken nor journals looked for."""
    import sqlite3

    try:
        connection = sqlite3.connect(
            f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True, check_same_thread=False
        )
    except sqlite3.Error as error:
        raise StoreError(f"The index {path} cannot be opened: {error}.") from error
    return Index(connection)


def in_memory(inner: pyoxigraph.Store) -> Index:
    """The index of a store, in memory."""
    import sqlite3

    connection = sqlite3.connect(":memory:", check_same_thread=False)
    fill(connection, inner)
    return Index(connection)


def create(path: Path, inner: pyoxigraph.Store) -> None:
    """Writes the index of a store into a new file; what the system refuses is an OSError."""
    import os
    import sqlite3

    try:
        connection = sqlite3.connect(path)
        try:
            fill(connection, inner)
        finally:
            connection.close()
    except sqlite3.OperationalError as error:
        raise OSError(f"the index cannot be written ({error})") from error
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def fill(connection: sqlite3.Connection, inner: pyoxigraph.Store) -> None:
    """Makes the tables of an index from the statements of a store, a statement at a time; SQLite sorts them."""
    connection.create_function("tokens", 1, lambda text: " ".join(words.tokens(text)), deterministic=True)
    connection.create_function("key", 1, words.key, deterministic=True)
    connection.executescript(statement("tables"))
    for kind, property_, rank in SEARCHED:
        rows = held(inner, kind, property_, rank)
        connection.executemany("INSERT INTO found VALUES (?, ?, ?, ?, ?)", rows)
    connection.executescript(statement("index"))
    for kind in KINDS:
        connection.executescript(statement("tokens").format(kind=kind))


def held(inner: pyoxigraph.Store, kind: str, property_: str, rank: int) -> Iterator[Held]:
    """The texts under a property: kind, IRI and class of what has them, rank of the property, and the text."""
    for quad in inner.quads_for_pattern(None, NamedNode(property_), None):
        if isinstance(quad.subject, NamedNode) and isinstance(quad.object, Literal):
            type_ = RECORDS.get(kind) or class_of(inner, quad.subject)
            if type_ and (kind != "article" or is_article(inner, quad.subject)):
                yield kind, quad.subject.value, type_, rank, quad.object.value


def is_article(inner: pyoxigraph.Store, node: NamedNode) -> bool:
    """Whether a thing with a title is an article; the ontology has a title too."""
    return any(inner.quads_for_pattern(node, A, NamedNode(WP + "Article")))


def class_of(inner: pyoxigraph.Store, node: NamedNode) -> str:
    """The local name of an entity's class, of several the first that the vocabulary labels; empty for what is none."""
    if node.value.startswith(WP):
        return ""
    classes = (quad.object for quad in inner.quads_for_pattern(node, A, None))
    own = sorted(c.value for c in classes if isinstance(c, NamedNode) and c.value.startswith(WP))
    names = [iri.removeprefix(WP) for iri in own if iri.removeprefix(WP) not in UNNAMED]
    if len(names) < 2:
        return "".join(names)
    return next((n for n in names if any(inner.quads_for_pattern(NamedNode(WP + n), LABELLED, None))), names[0])
