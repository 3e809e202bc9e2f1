"""How the service and its workers talk over a socket: frames of a head (JSON) and a body (bytes).

Both lengths stand before them as unsigned 32-bit numbers in network order.
"""

from __future__ import annotations

import json
import struct
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from io import BufferedIOBase

LENGTHS = struct.Struct("!II")
Head = dict[str, Any]


def frame(head: Head, body: bytes = b"") -> bytes:
    r"""A frame as bytes.

    >>> frame({"a": 1}, b"b")
    b'\x00\x00\x00\x07\x00\x00\x00\x01{"a":1}b'
    """
    text = json.dumps(head, separators=(",", ":")).encode("ascii")
    return LENGTHS.pack(len(text), len(body)) + text + body


def read(data: bytes | bytearray) -> tuple[Head, bytes] | None:
    """The frame that data is, None while some of it is missing."""
    if len(data) < LENGTHS.size:
        return None
    head, body = LENGTHS.unpack_from(data)
    middle, end = LENGTHS.size + head, LENGTHS.size + head + body
    if len(data) < end:
        return None
    return json.loads(data[LENGTHS.size : middle]), bytes(data[middle:end])


def receive(source: BufferedIOBase) -> tuple[Head, bytes] | None:
    """The next frame of a stream, None when the other side has closed it."""
    lengths = source.read(LENGTHS.size)
    if len(lengths) < LENGTHS.size:
        return None
    head, body = LENGTHS.unpack(lengths)
    rest = source.read(head + body)
    return None if len(rest) < head + body else (json.loads(rest[:head]), rest[head:])
