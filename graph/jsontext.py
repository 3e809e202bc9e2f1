"""Reads JSON that somebody else wrote: strictly, and with one kind of error."""

from __future__ import annotations

import json
from typing import Any, NoReturn


def loads(text: str) -> Any:
    """The value of a JSON text; what is no JSON, nests without end or holds NaN is a json.JSONDecodeError.

    >>> loads('[1, "甲"]')
    [1, '甲']
    >>> loads("[NaN]")
    Traceback (most recent call last):
    json.decoder.JSONDecodeError: NaN is no JSON: line 1 column 2 (char 1)
    """

    def refuse(name: str) -> NoReturn:
        raise json.JSONDecodeError(f"{name} is no JSON", text, text.find(name))

    try:
        return json.loads(text, parse_constant=refuse)
    except RecursionError as error:
        raise json.JSONDecodeError("it nests too deeply", text, 0) from error
