"""Lists as CSV for spreadsheets: with the mark of UTF-8, and no text that would run as a formula."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from graph.serve.api.call import further
from graph.serve.exchange import Reply

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from graph.serve.api.call import Call

CSV = "text/csv; charset=utf-8"
MARK = "\ufeff"  # without it a spreadsheet takes UTF-8 for the encoding of its system
FORMULA = re.compile("[=+\\-@\t\r\n\uff1d\uff0b\uff0d\uff20]")
NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?", re.ASCII)


def sheet(call: Call, name: str, columns: Sequence[str], rows: Iterable[Mapping[str, Any]], total: int) -> Reply:
    """A page of a list as a CSV file to be saved; the address of the next page stands in the Link header."""
    lines = [columns, *([cell(row.get(column)) for column in columns] for row in rows)]
    text = MARK + "".join(",".join(map(quoted, line)) + "\r\n" for line in lines)
    headers = ("Content-Disposition", f'attachment; filename="{name}.csv"'), *further(call.next(total))
    return Reply(200, CSV, text.encode("utf-8", "replace"), headers)


def cell(value: object) -> str:
    """A value as text; one that a spreadsheet would take for a formula has an apostrophe before it.

    >>> cell("=1+1"), cell("-3.5"), cell(True), cell(None)
    ("'=1+1", '-3.5', 'true', '')
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    text = str(value)
    return f"'{text}" if FORMULA.match(text) and not NUMBER.fullmatch(text) else text


def quoted(text: str) -> str:
    """A cell, in quotation marks where it holds what separates cells."""
    return '"' + text.replace('"', '""') + '"' if re.search('[",\r\n]', text) else text
