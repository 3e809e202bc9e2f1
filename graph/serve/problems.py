"""Errors as the web tells them: one sentence, as a problem document (RFC 9457) or as plain text."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from graph.serve.exchange import TEXT, Reply
from graph.serve.negotiate import choose

if TYPE_CHECKING:
    from collections.abc import Iterable

PROBLEM = "application/problem+json"


def problem(status: int, title: str, accept: str = "", headers: Iterable[tuple[str, str]] = (), **more: Any) -> Reply:
    """The reply of an error: JSON for those who accept it, else text with the line and place that are at fault.

    >>> problem(404, "Nothing lies here.", "application/json").body
    b'{"status":404,"title":"Nothing lies here."}'
    """
    told = {name: value for name, value in more.items() if value is not None}
    if choose(accept, (TEXT.partition(";")[0], PROBLEM, "application/json")) in (PROBLEM, "application/json"):
        body = json.dumps({"status": status, "title": title, **told}, ensure_ascii=False, separators=(",", ":"))
        return Reply(status, PROBLEM, body.encode("utf-8", "replace"), tuple(headers))
    text = "\n".join([title, *filter(None, [told.get("excerpt")])]) + "\n"
    return Reply(status, TEXT, text.encode("utf-8", "replace"), tuple(headers))
