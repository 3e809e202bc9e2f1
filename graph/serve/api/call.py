"""One request to the API as its operations see it, and the JSON that they reply with."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urlencode

from graph.serve.exchange import JSON, Reply

if TYPE_CHECKING:
    from collections.abc import Sequence

    from graph.serve.api.parameters import Given
    from graph.serve.exchange import Ask


@dataclass(frozen=True, slots=True)
class Call:
    """What was asked, its values as they were read, and the last part of the path where that is a name."""

    ask: Ask
    given: Given
    name: str = ""

    @property
    def limit(self) -> int:
        """The most items of a page."""
        return self.given.count("limit")

    @property
    def offset(self) -> int:
        """How many items the pages before hold."""
        return self.given.count("offset")

    def address(self, path: str, **params: str) -> str:
        """The address of a path of this service."""
        return self.ask.base + quote(path) + ("?" + urlencode(params) if params else "")

    def next(self, total: int) -> str | None:
        """The address of the next page, None at the end."""
        behind = self.offset + self.limit
        if behind >= total:
            return None
        kept = {name: text for name, text in self.ask.params if name != "offset"}
        return self.address(self.ask.path, **kept, offset=str(behind))


def reply(value: dict[str, Any], *headers: tuple[str, str]) -> Reply:
    """A reply in JSON."""
    return Reply(200, JSON, written(value), headers)


def written(value: dict[str, Any]) -> bytes:
    """JSON in UTF-8 with Chinese as it is; a half character, which a remote store may hold, becomes a question mark."""
    text = json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    return text.encode("utf-8", "replace") + b"\n"


def page(call: Call, key: str, items: Sequence[Any], total: int, **more: Any) -> Reply:
    """A page of a list: how many items there are in all, which part this is, and where the next one is."""
    behind = call.next(total)
    part = {"total": total, "limit": call.limit, "offset": call.offset, "next": behind}
    return reply({**more, **part, key: list(items)}, *further(behind))


def further(behind: str | None) -> tuple[tuple[str, str], ...]:
    """The header that links to the next page."""
    return (("Link", f'<{behind}>; rel="next"'),) if behind else ()


def sliced(call: Call, key: str, items: Sequence[Any], **more: Any) -> Reply:
    """A page of a list that is held whole."""
    return page(call, key, items[call.offset : call.offset + call.limit], len(items), **more)
