"""The rooms of the service by the first part of a path; each replies to what is asked of it from a store."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from graph.serve.exchange import Ask, Reply
    from graph.store.store import Store

# Each module has `respond(store: Store, ask: Ask) -> Reply`, which never raises for what somebody may ask.
ROOMS = {
    "api": "graph.serve.api",
    "explore": "graph.serve.live",
    "query": "graph.serve.asking",
    "search": "graph.serve.finding",
}
SITE = "graph.serve.site"


def respond(store: Store, ask: Ask) -> Reply:
    """The reply of the room that a path belongs to; what no room knows belongs to the site."""
    room = import_module(ROOMS.get(ask.path.split("/")[1], SITE))
    reply: Reply = room.respond(store, ask)
    return reply
