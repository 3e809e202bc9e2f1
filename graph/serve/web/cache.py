"""Pages that were made already, and those being made: each is made once, however many ask for it meanwhile."""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from graph.serve.work.pool import Answer

OVERHEAD = 1_000  # bytes that an answer takes beside its body
SHARE = 4  # an answer takes at most one part in so many of a cache


@dataclass(slots=True)
class Cache:
    """The answers that were asked for last, of at most `size` bytes together; only good ones are kept."""

    size: int
    held: OrderedDict[str, Answer] = field(default_factory=OrderedDict)
    making: dict[str, asyncio.Task[Answer]] = field(default_factory=dict)
    bytes: int = 0

    async def get(self, name: str, make: Callable[[], Awaitable[Answer]]) -> Answer:
        """The answer of a name, made when it is not there."""
        if (held := self.look(name)) is not None:
            return held
        if name not in self.making:
            task = asyncio.ensure_future(self.made(name, make))
            self.making[name] = task
            task.add_done_callback(lambda _: self.making.pop(name, None))
        return await asyncio.shield(self.making[name])

    async def made(self, name: str, make: Callable[[], Awaitable[Answer]]) -> Answer:
        """A new answer, which is kept when it is good and not too large."""
        answer = await make()
        self.keep(name, answer)
        return answer

    def look(self, name: str) -> Answer | None:
        """The answer of a name when it is there."""
        if name not in self.held:
            return None
        self.held.move_to_end(name)
        return self.held[name]

    def keep(self, name: str, answer: Answer) -> None:
        """Keeps an answer when it is good and not too large; those that nobody asked for longest make room."""
        good = answer.status in (200, 303) and not answer.head.get("fresh")
        if not good or name in self.held or len(answer.body) * SHARE > self.size:
            return
        self.held[name] = answer
        self.bytes += len(answer.body) + OVERHEAD
        while self.bytes > self.size:
            self.bytes -= len(self.held.popitem(last=False)[1].body) + OVERHEAD
