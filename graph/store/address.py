"""Addresses of endpoints: what a person may write, what is sent, and what may be shown."""

from __future__ import annotations

import base64
import re
from dataclasses import dataclass, field
from urllib.parse import SplitResult, unquote, urlsplit, urlunsplit

from graph.errors import StoreError
from graph.store.columns import visible

SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+:/")
PORTS = {"http": 80, "https": 443}
TOKEN = re.compile(r"[A-Za-z0-9._~+/=-]+")  # RFC 6750


@dataclass(frozen=True, slots=True)
class Address:
    """The address of an endpoint: `url` is what is asked, with neither credentials nor fragment, `shown` stands in
    messages, `authorization` is the value of the header, or empty.
    """

    url: str
    shown: str
    authorization: str = field(default="", repr=False)

    def within(self, more: str) -> str:
        """The address with one more parameter, written as in a query string."""
        parts = urlsplit(self.url)
        return urlunsplit(parts._replace(query="&".join(filter(None, (parts.query, more)))))


def is_address(place: object) -> bool:
    """Whether a place is an address rather than a folder.

    >>> is_address("http://localhost:7878/query"), is_address("out/store"), is_address("C:/out/store")
    (True, False, False)
    """
    return bool(SCHEME.match(str(place)))


def address(text: str, token: str | None = None) -> Address:
    """An address as it was written; what is none of http or https, or has no sound host, is a StoreError.

    >>> address("https://user:secret@example.org/sparql?default-graph-uri=http://g#x")
    Address(url='https://example.org/sparql?default-graph-uri=http://g', shown='https://example.org/sparql')
    """
    if re.search(r"[\x00-\x20\x7f]", text):
        raise wrong(text)
    try:
        parts = urlsplit(text)
        host, port = parts.hostname, parts.port
    except ValueError:
        raise wrong(text) from None
    if parts.scheme not in PORTS or not host:
        raise wrong(text)
    place = f"[{host}]" if ":" in host else host
    bare = parts._replace(netloc=place if port in (None, PORTS[parts.scheme]) else f"{place}:{port}", fragment="")
    return Address(urlunsplit(bare), shown(bare), authorization(parts, token))


def authorization(parts: SplitResult, token: str | None) -> str:
    """The header's value of the user and password in an address, or of a token."""
    if token is not None and not TOKEN.fullmatch(token):
        raise StoreError("The token holds other signs than letters, digits and -._~+/=; give it as it was issued.")
    if token is not None and parts.username is not None:
        raise StoreError("The address names a user, and there is a token too; give one of them.")
    if token is not None:
        return f"Bearer {token}"
    if parts.username is None:
        return ""
    pair = f"{unquote(parts.username)}:{unquote(parts.password or '')}"
    return "Basic " + base64.b64encode(pair.encode("utf-8")).decode("ascii")


def shown(parts: SplitResult) -> str:
    """What is shown of an address: neither credentials nor parameters, which may hold a key."""
    return visible(urlunsplit(parts._replace(query="", fragment="")))


def wrong(text: str) -> StoreError:
    """The error of an address that is none; what stands before an @ may be a password."""
    rest = text.rpartition("@")[2].partition("?")[0]
    return StoreError(f"{visible(rest)} is no address of an endpoint; write it as http://host:port/path.")
