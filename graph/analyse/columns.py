"""The properties of a store read one by one: a scan each, which is several times quicker than a join of them all."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from functools import cache
from string import Template
from typing import TYPE_CHECKING

from graph.resources import asset

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from concurrent.futures import Future

    from graph.store.store import Store

    Question = tuple[str, str, str]

TRUE = "true"
THREADS = 2
FEW, PART = 10_000, 1_000  # so many nodes are asked for by name, and so many of them at once


class Columns:
    """What nodes have of a property; blank nodes are left out, and of several values the first in order counts."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.ahead: dict[Question, Future[list[list[str]]]] = {}

    @contextmanager
    def fetching(self, questions: Iterable[Question]) -> Iterator[None]:
        """Has the answers to some questions fetched by threads of their own while others are put together."""
        with ThreadPoolExecutor(THREADS) as pool:
            self.ahead = {one: pool.submit(self.store.texts, filled(*one)) for one in questions}
            try:
                yield
            finally:
                pool.shutdown(cancel_futures=True)

    def texts(self, property_: str) -> dict[str, str]:
        """The text of each node that has one."""
        return first(self.asked("column", property_))

    def few(self, property_: str, nodes: Sequence[str]) -> dict[str, str]:
        """The text of some nodes, which are asked for by name as long as they are few; else of all nodes."""
        if len(nodes) > FEW:
            return self.texts(property_)
        parts = (nodes[at : at + PART] for at in range(0, len(nodes), PART))
        named = (" ".join(f"<{node}>" for node in part) for part in parts)
        return first(row for names in named for row in self.asked("few", property_, names))

    def several(self, property_: str) -> dict[str, list[str]]:
        """All texts of each node, in any order."""
        found: dict[str, list[str]] = {}
        for node, text in self.asked("column", property_):
            if text:
                found.setdefault(node, []).append(text)
        found.pop("", None)
        return found

    def named(self, property_: str) -> dict[str, dict[str, str]]:
        """The text of each node by language, an empty one where none is given."""
        found: dict[str, dict[str, str]] = {}
        for node, text, language in self.asked("labels", property_):
            held = found.setdefault(node, {})
            if language not in held or text < held[language]:
                held[language] = text
        found.pop("", None)
        return found

    def terms(self, property_: str, default: str = "") -> dict[str, str]:
        """The IRI that each node points to, for properties with few values; nodes whose IRI is `default` are left out,
        so that the most frequent one costs nothing.
        """
        found: dict[str, str] = {}
        for iri in self.values(property_):
            if iri != default:
                for node in self.members(property_, f"<{iri}>"):
                    found.setdefault(node, iri)
        return found

    def flags(self, property_: str) -> frozenset[str]:
        """The nodes of which a property is true."""
        return frozenset(self.members(property_, TRUE))

    def members(self, property_: str, value: str) -> list[str]:
        """The nodes that have a value, given as SPARQL writes it."""
        return [node for (node,) in self.asked("members", property_, value) if node]

    def values(self, property_: str) -> list[str]:
        """The IRIs that any node points to, sorted."""
        return sorted(row[0] for row in self.asked("values", property_))

    def asked(self, query: str, property_: str, value: str = "") -> list[list[str]]:
        """The rows of a query of the assets."""
        ahead = self.ahead.pop((query, property_, value), None)
        return ahead.result() if ahead else self.store.texts(filled(query, property_, value))


def first(rows: Iterable[list[str]]) -> dict[str, str]:
    """The first text in order of each node; empty ones are those of blank nodes, which have and are none."""
    found: dict[str, str] = {}
    for node, text in rows:
        if text and (node not in found or text < found[node]):
            found[node] = text
    found.pop("", None)
    return found


def filled(query: str, property_: str, value: str = "") -> str:
    """A query of the assets with a property and a value in their places."""
    return Template(template(query)).substitute(property=property_, value=value)


@cache
def template(query: str) -> str:
    """The text of a query of the assets without its comment."""
    lines = asset("analyse", "assets", query + ".rq").read_text(encoding="utf-8").splitlines()
    return "\n".join(line for line in lines if not line.startswith("#"))
