"""Full-text search: names, titles and sentences that hold some words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from graph.serve.api.call import sliced
from graph.store.store import KINDS

if TYPE_CHECKING:
    from graph.serve.api.call import Call
    from graph.serve.exchange import Reply
    from graph.store.store import Hit, Store

MOST = 1000


def listed(store: Store, call: Call) -> Reply:
    """The hits, the best first, at most a thousand."""
    kinds = (call.given.text("kind"),) if "kind" in call.given else KINDS
    return sliced(call, "hits", [hit(found) for found in store.search(call.given.text("q"), MOST, kinds)])


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
