"""Records as columns of plain JSON, which are smaller and read quicker than one object for each record.

A table is `{"count": n, key: column, …}`. A column is the list of its values (null where there is none), or
`{"of": values, "is": codes}` where few values repeat, or `{"at": positions, "is": values}` where few records have one;
`{"after": prefix, "is": texts}` holds texts that begin alike.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

Record = dict[str, Any]
Table = dict[str, Any]
FEW = 64  # distinct texts up to which a column is coded
ALIKE = 6  # characters from which a common beginning is kept apart


def table(records: Iterable[Record]) -> Table:
    """The table of some records; a key that a record lacks, and None, is no value.

    >>> table([{"a": 1}, {"a": 2, "b": "x"}, {"a": 3}])
    {'count': 3, 'a': [1, 2, 3], 'b': {'at': [1], 'is': ['x']}}
    """
    held = list(records)
    keys = dict.fromkeys(key for record in held for key in record)
    columns = {key: _column([record.get(key) for record in held]) for key in keys}
    return {"count": len(held), **{key: column for key, column in columns.items() if column is not None}}


def records(table: Table) -> list[Record]:
    """The records of a table, without the keys that have no value.

    >>> records({"count": 2, "a": [1, 2], "b": {"at": [1], "is": ["x"]}})
    [{'a': 1}, {'a': 2, 'b': 'x'}]
    """
    found: list[Record] = [{} for _ in range(table["count"])]
    for key, column in table.items():
        if key != "count":
            for record, value in zip(found, _values(column, len(found)), strict=True):
                if value is not None:
                    record[key] = value
    return found


def _column(values: list[Any]) -> Any:
    """The shortest fitting form of a column; None where no record has a value."""
    at = [number for number, value in enumerate(values) if value is not None]
    if not at:
        return None
    if len(at) * 3 <= len(values):
        return {"at": at, "is": [values[number] for number in at]}
    if len(at) < len(values) or not all(isinstance(value, str) for value in values):
        return values
    return _texts(values)


def _texts(values: list[str]) -> Any:
    """A column of texts: coded where few repeat, without their common beginning where they have one."""
    counted = Counter(values)
    if len(counted) <= FEW and len(counted) * 2 <= len(values):
        of = sorted(counted, key=lambda value: (-counted[value], value))
        code = {value: number for number, value in enumerate(of)}
        return {"of": of, "is": [code[value] for value in values]}
    prefix = _beginning(min(values), max(values))
    if len(values) > 1 and len(prefix) >= ALIKE:
        return {"after": prefix, "is": [value[len(prefix) :] for value in values]}
    return values


def _beginning(first: str, last: str) -> str:
    """What the first and the last of some texts in order, and so all of them, begin with."""
    same = next((at for at, pair in enumerate(zip(first, last, strict=False)) if pair[0] != pair[1]), len(first))
    return first[:same]


def _values(column: Any, count: int) -> Sequence[Any]:
    """The values of a column, None where there is none."""
    if isinstance(column, list):
        return column
    if "of" in column:
        return [column["of"][code] for code in column["is"]]
    if "after" in column:
        return [column["after"] + text for text in column["is"]]
    values: list[Any] = [None] * count
    for number, value in zip(column["at"], column["is"], strict=True):
        values[number] = value
    return values
