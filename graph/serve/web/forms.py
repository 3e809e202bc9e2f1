"""Forms as they are sent: names and values, percent-encoded; read in a time that is short for any megabyte."""

from __future__ import annotations

import re

BROKEN = re.compile(rb"%(?![0-9A-Fa-f]{2})")
BORNE = 1_000  # signs of percent that stand for themselves


def read(text: bytes, most: int) -> list[tuple[str, str]]:
    """The names and values of a form, as `urllib.parse.parse_qsl` gives them.

    Raises ValueError when there are more than `most`, and UnicodeDecodeError, which is one, when it is no UTF-8 or full
    of broken escapes.

    >>> read(b"query=ASK+%7B%7D&format=", 10)
    [('query', 'ASK {}'), ('format', '')]
    """
    if text.count(b"&") >= most:
        raise ValueError(f"There are more than {most} fields.")
    kept = BROKEN.sub(b"%25", text, count=BORNE)
    parts = (part.partition(b"=") for part in kept.split(b"&") if part)
    return [(decoded(name), decoded(value)) for name, _, value in parts]


def decoded(text: bytes) -> str:
    """A text without its percent-encoding; a UnicodeDecodeError for a broken escape.

    The codec of escaped strings does it in one step, where the standard library takes a step for each `%`.
    """
    text = text.replace(b"+", b" ")
    if b"%" in text:
        escaped = text.replace(b"\\", b"\\\\").replace(b"%", b"\\x")
        text = escaped.decode("unicode_escape").encode("latin-1")
    return text.decode("utf-8")
