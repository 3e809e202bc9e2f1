"""The sentences that prove a statement, or everything stated of an entity."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

from graph.query.evidence import evidence
from graph.serve.api.call import sliced

if TYPE_CHECKING:
    from graph.serve.api.call import Call
    from graph.serve.exchange import Reply
    from graph.store.store import Store


def listed(store: Store, call: Call) -> Reply:
    """The sentences by article and place."""
    return sliced(call, "evidence", [asdict(one) for one in evidence(store, call.given.text("about"))])
