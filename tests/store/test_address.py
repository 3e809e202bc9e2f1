"""Addresses: what is taken for one, what is refused, and what of it is shown."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.errors import StoreError
from graph.store.address import address, is_address
from graph.store.opening import open_store
from graph.store.remote import RemoteStore


def test_addresses_are_told_from_folders() -> None:
    for place in ("http://localhost/", "https://example.org/sparql?x=y", "ftp://example.org/", "file:///tmp/store"):
        assert is_address(place)
    for folder in ("out/store", "/tmp/store", "C:/store", "C:\\store", "http", "a:b", Path("http")):
        assert not is_address(folder)


def test_an_address_opens_without_a_request() -> None:
    store = open_store("http://no-such-host.invalid/sparql", token="abc")
    assert isinstance(store, RemoteStore)
    assert store.endpoint.address.authorization == "Bearer abc"
    store.close()


@pytest.mark.parametrize(
    "place",
    [
        *(
            "ftp://example.org/",
            "file:///etc/hosts",
            "http://",
            "http:/x",
            "https://:80/",
            "http://a:b:c/",
            "http://h:99999/",
        ),
        *("http://h/a b", "http://h/\n", "http://h\x00/", "http://[::1/", "gopher://user:secret@h/?key=secret"),
    ],
)
def test_what_is_no_address_of_an_endpoint_is_refused_and_no_password_shown(place: str) -> None:
    with pytest.raises(
        StoreError, match=r"is no address of an endpoint; write it as http://host:port/path\.$"
    ) as error:
        open_store(place)
    assert "secret" not in str(error.value)
    assert str(error.value).isprintable()


@pytest.mark.parametrize("token", ["", "a b", "a\r\nX: y", "字", "é"])
def test_a_token_that_would_break_its_header_is_refused_and_not_shown(token: str) -> None:
    with pytest.raises(StoreError, match=r"^The token holds other signs"):
        address("http://localhost/", token)


def test_a_user_and_a_token_do_not_go_together() -> None:
    with pytest.raises(StoreError, match=r"give one of them\.$"):
        address("http://user@localhost/", "token")


@pytest.mark.parametrize(
    ("place", "url"),
    [
        ("HTTP://Example.ORG:80/a", "http://example.org/a"),
        ("https://example.org:443", "https://example.org"),
        ("http://[::1]:7878/query", "http://[::1]:7878/query"),
        ("http://u:p@h:8/?a=b&c#d", "http://h:8/?a=b&c"),
    ],
)
def test_what_is_asked_has_neither_user_nor_fragment(place: str, url: str) -> None:
    assert address(place).url == url


@given(st.text(st.characters(categories=["L", "Nd"], include_characters="-._~!$&'()*+,;=:%"), min_size=5))
def test_a_password_is_in_no_word_that_is_shown(password: str) -> None:
    held = address(f"http://someone:{password}@example.org:7/path")
    assert held.shown == held.url == "http://example.org:7/path"
    assert repr(held) == "Address(url='http://example.org:7/path', shown='http://example.org:7/path')"


def test_one_more_parameter_joins_those_that_are_there() -> None:
    assert address("http://h/store").within("default") == "http://h/store?default"
    assert address("http://h/store?a=b").within("graph=c") == "http://h/store?a=b&graph=c"
    assert address("http://h/store?default").within("") == "http://h/store?default"
