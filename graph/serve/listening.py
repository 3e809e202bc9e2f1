"""How connections are kept: heads of a limited length, that come in a limited time, on a limited number of them."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

if TYPE_CHECKING:
    from graph.serve.settings import Settings

STALLED = 20  # seconds in which something of a reply must have been read
LARGE = b"HTTP/1.1 431 Request Header Fields Too Large\r\nconnection: close\r\ncontent-length: 0\r\n\r\n"
LATE = b"HTTP/1.1 408 Request Timeout\r\nconnection: close\r\ncontent-length: 0\r\n\r\n"
FULL = b"HTTP/1.1 503 Service Unavailable\r\nconnection: close\r\nretry-after: 5\r\ncontent-length: 0\r\n\r\n"


class Connection(HttpToolsProtocol):
    """A connection whose heads are limited in length and time, by the settings of its service."""

    settings: Settings
    late: asyncio.TimerHandle | None = None
    heads = 0
    reading = True

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
        """Counts what comes of a head, and ends the connection when it is too much."""
        super().data_received(data)
        if self.reading:
            self.heads += len(data)
            if self.heads > self.settings.head + self.settings.address:
                self.end(LARGE)

    def on_message_begin(self) -> None:
        """A head begins."""
        self.reading = True
        if self.late is None:
            self.await_head()
        super().on_message_begin()

    def on_headers_complete(self) -> None:
        """The head is whole."""
        self.reading, self.heads = False, 0
        self.stop_waiting()
        super().on_headers_complete()

    def on_response_complete(self) -> None:
        """The reply is told; what of it still waits to be read is watched."""
        super().on_response_complete()
        if waiting := self.transport.get_write_buffer_size():
            self.loop.call_later(STALLED, self.look, waiting)

    def look(self, before: int) -> None:
        """Ends a connection whose other side has read nothing for a while."""
        waiting = self.transport.get_write_buffer_size()
        if waiting >= before:
            self.transport.abort()
        elif waiting:
            self.loop.call_later(STALLED, self.look, waiting)

    def await_head(self) -> None:
        """Lets a head come for a while."""
        self.late = self.loop.call_later(self.settings.patience, self.end, LATE)

    def stop_waiting(self) -> None:
        """Waits for no head."""
        if self.late is not None:
            self.late.cancel()
            self.late = None

    def end(self, words: bytes) -> None:
        """Says why, and closes."""
        self.stop_waiting()
        if not self.transport.is_closing():
            self.transport.write(words)
            self.transport.close()


def protocol(settings: Settings) -> type[asyncio.Protocol]:
    """The protocol of a connection, with the limits of some settings."""
    return type("Connection", (Connection,), {"settings": settings})
