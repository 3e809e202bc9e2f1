"""Forms are read as the standard library reads them, only faster."""

from __future__ import annotations

from urllib.parse import parse_qsl

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.serve.web import forms

PIECES = st.sampled_from([*"%41aé你=&+\\x ;\nuN{", "%41", "%C3%A9", "%2", "%5C", "%26", "%zz", "\\x41"])


@given(st.lists(PIECES, max_size=30).map("".join))
def test_a_form_is_read_as_the_standard_library_reads_it(text: str) -> None:
    try:
        expected = parse_qsl(text, keep_blank_values=True, errors="strict")
    except UnicodeDecodeError:
        with pytest.raises(UnicodeDecodeError):
            forms.read(text.encode(), 100)
    else:
        assert forms.read(text.encode(), 100) == expected


def test_a_form_has_a_limited_number_of_fields_and_of_broken_escapes() -> None:
    assert len(forms.read(b"&".join([b"a=1"] * 10), 10)) == 10
    with pytest.raises(ValueError, match="10"):
        forms.read(b"&".join([b"a=1"] * 11), 10)
    assert forms.read(b"a=" + b"%" * forms.BORNE, 10) == [("a", "%" * forms.BORNE)]
    with pytest.raises(UnicodeDecodeError):
        forms.read(b"a=" + b"%" * (forms.BORNE + 1), 10)
