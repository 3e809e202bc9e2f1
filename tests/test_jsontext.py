"""JSON that somebody else wrote."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.jsontext import loads

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
)


@given(VALUES)
def test_what_json_can_say_is_read_as_it_was_written(value: object) -> None:
    assert loads(json.dumps(value, ensure_ascii=False)) == value


@pytest.mark.parametrize("text", ["NaN", "[1, Infinity]", '{"a": -Infinity}', "[" * 100_000, "{", "", "[1,]"])
def test_everything_else_is_one_kind_of_error(text: str) -> None:
    with pytest.raises(json.JSONDecodeError):
        loads(text)
