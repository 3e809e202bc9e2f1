"""Full-text search, as far as the store has it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol, runtime_checkable

from graph.serve.api.call import sliced
from graph.serve.api.operations import HITS
from graph.serve.api.problems import AskError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from graph.serve.api.call import Call
    from graph.serve.exchange import Reply
    from graph.store.store import Store

MOST = 1000


class Hit(Protocol):
    """What a search finds: a node with a text that holds the words, at `marks`."""

    @property
    def kind(self) -> str:
        """What the node is."""

    @property
    def iri(self) -> str:
        """Its IRI."""

    @property
    def text(self) -> str:
        """The text that was found."""

    @property
    def type(self) -> str:
        """Its class."""

    @property
    def score(self) -> float:
        """How well it fits."""

    @property
    def marks(self) -> Sequence[tuple[int, int]]:
        """Where the words stand in the text."""


@runtime_checkable
class Searched(Protocol):
    """A store that can be searched."""

    def search(self, words: str, limit: int, kinds: Sequence[str]) -> Sequence[Hit]:
        """The best hits of some kinds, at most `limit`."""


def listed(store: Store, call: Call) -> Reply:
    """The hits, the best first, at most a thousand."""
    if not isinstance(store, Searched):
        raise AskError("unknown", 404, "This store has no search; use /api/terms or /api/entities with q.")
    kinds = (call.given.text("kind"),) if "kind" in call.given else HITS
    found = store.search(call.given.text("q"), MOST, kinds)
    return sliced(call, "hits", [hit(one) for one in found])


def hit(found: Hit) -> dict[str, Any]:
    """A hit as JSON."""
    return {
        "kind": found.kind,
        "iri": found.iri,
        "text": found.text,
        "type": found.type,
        "score": found.score,
        "marks": [list(mark) for mark in found.marks],
    }
