"""How connections are kept: heads of a limited length, that come in a limited time, on a limited number of them."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

if TYPE_CHECKING:
    from graph.serve.settings import Settings

STALLED = 20  # seconds in which a part of a reply must have been read
PART = 16 * 1024  # bytes of such a part
UNREAD = 256 << 20  # bytes of replies that may wait to be read
CRUMB = 16  # bytes of a part of a body that is too small to come often
BAD = b"HTTP/1.1 400 Bad Request\r\nconnection: close\r\ncontent-length: 0\r\n\r\n"
LARGE = b"HTTP/1.1 431 Request Header Fields Too Large\r\nconnection: close\r\ncontent-length: 0\r\n\r\n"
LATE = b"HTTP/1.1 408 Request Timeout\r\nconnection: close\r\ncontent-length: 0\r\n\r\n"
FULL = b"HTTP/1.1 503 Service Unavailable\r\nconnection: close\r\nretry-after: 5\r\ncontent-length: 0\r\n\r\n"


class Connection(HttpToolsProtocol):
    """A connection whose heads are limited in length and time, by the settings of its service."""

    settings: Settings
    late: asyncio.TimerHandle | None = None
    heads = 0

    def connection_made(self, transport: Any) -> None:
        """Begins to wait for the first head."""
        super().connection_made(transport)
        if len(self.connections) > self.settings.connections:
            self.end(FULL)
        self.await_head()

    def connection_lost(self, exc: Exception | None) -> None:
        """Waits no more."""
        self.stop_waiting()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Counts what comes outside of bodies, and ends the connection when it is too much.

        What comes while nothing is asked (empty lines, bodies that nobody wanted) keeps a connection for a while only.
        """
        self.heads += len(data)
        super().data_received(data)
        if self.heads > self.settings.head + self.settings.address:
            self.end(LARGE)
        if self.late is None and not self.answering and not self.transport.is_closing():
            self.await_head()

    def on_message_begin(self) -> None:
        """A head begins."""
        if self.late is None:
            self.await_head()
        super().on_message_begin()

    def on_headers_complete(self) -> None:
        """The head is whole; a connection that would rather speak another protocol ends with the reply."""
        self.heads = 0
        self.stop_waiting()
        super().on_headers_complete()
        if self.parser.should_upgrade():
            self.cycle.keep_alive = False

    def on_body(self, body: bytes) -> None:
        """A part of a body came; many crumbs cost more than they carry, and are counted as what surrounds them."""
        if len(body) >= CRUMB:
            self.heads = 0
        super().on_body(body)

    def on_message_complete(self) -> None:
        """The request is whole."""
        self.heads = 0
        super().on_message_complete()

    def on_response_complete(self) -> None:
        """The reply is told; what of it still waits to be read is watched."""
        super().on_response_complete()
        if waiting := self.transport.get_write_buffer_size():
            self.loop.call_later(STALLED, self.look, waiting)
            self.make_room()

    def look(self, before: int) -> None:
        """Ends a connection whose other side has read next to nothing for a while."""
        waiting = self.transport.get_write_buffer_size()
        if waiting > max(0, before - PART):
            self.transport.abort()
        elif waiting:
            self.loop.call_later(STALLED, self.look, waiting)

    def make_room(self) -> None:
        """Ends the connection with the most to read, where all together wait for too much."""
        waiting = {held.transport: held.transport.get_write_buffer_size() for held in self.connections}
        if sum(waiting.values()) > UNREAD:
            max(waiting, key=lambda transport: waiting[transport]).abort()

    @property
    def answering(self) -> bool:
        """Whether a request waits for its reply, or for the rest of it."""
        return self.cycle is not None and not self.cycle.response_complete

    def await_head(self) -> None:
        """Lets a head come for a while."""
        self.late = self.loop.call_later(self.settings.patience, self.end, LATE)

    def stop_waiting(self) -> None:
        """Waits for no head."""
        if self.late is not None:
            self.late.cancel()
            self.late = None

    def send_400_response(self, _: str) -> None:
        """Ends the connection for what is not HTTP."""
        self.end(BAD)

    def end(self, words: bytes) -> None:
        """Says why, unless that would be taken for the reply to an earlier request, and closes."""
        self.stop_waiting()
        if not self.transport.is_closing():
            own = self.cycle and self.cycle.more_body and not self.cycle.response_started and not self.pipeline
            if own or not self.answering:
                self.transport.write(words)
            self.transport.close()


def protocol(settings: Settings) -> type[asyncio.Protocol]:
    """The protocol of a connection, with the limits of some settings."""
    return type("Connection", (Connection,), {"settings": settings})
