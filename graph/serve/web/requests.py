"""A request of the SPARQL 1.1 Protocol, read from its method, query string, headers and body."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from graph.serve.web import forms

if TYPE_CHECKING:
    from collections.abc import Mapping

FORM, QUERY, UPDATE = "application/x-www-form-urlencoded", "application/sparql-query", "application/sparql-update"
DATASETS = {
    "query": ("default-graph-uri", "named-graph-uri"),
    "update": ("using-graph-uri", "using-named-graph-uri"),
}
FIELDS = 1_000
Pairs = list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Asked:
    """What a request asks: SPARQL text, the graphs of its dataset (None: those of the store), and a form by name."""

    sparql: bytes
    dataset: tuple[list[str], list[str]] | None = None
    form: str = ""
    seconds: str = ""


class RefusedError(Exception):
    """A request that is none of the protocol: an HTTP status, and what is wrong."""

    def __init__(self, status: int, title: str) -> None:
        super().__init__(title)
        self.status, self.title = status, title


def read(method: str, query: bytes, headers: Mapping[str, str], body: bytes, *, word: str = "query") -> Asked:
    """What a request asks, by GET, by a form, or directly; `word` is `query` or `update`.

    Raises RefusedError for everything else.
    """
    address = pairs(query)
    if method in ("GET", "HEAD"):
        return asked(address, word)
    media, charset = content(headers.get("content-type", ""))
    if charset not in ("", "utf-8"):
        raise RefusedError(415, f"The body is in {charset}; send it in UTF-8.")
    if media == FORM:
        return asked([*pairs(body), *address], word)
    if media == (QUERY if word == "query" else UPDATE):
        if any(name == word for name, _ in address):
            raise RefusedError(400, f"There is a {word} in the address and another in the body; send one.")
        return direct(body, address, word)
    if media == UPDATE:
        raise RefusedError(403, "This service is only read; updates are refused.")
    raise RefusedError(415, f"The content type is {media or 'missing'}; send {FORM} or {QUERY}.")


def content(text: str) -> tuple[str, str]:
    """The media type and character set of a Content-Type header, in lower case.

    >>> content('Application/Sparql-Query; charset="UTF-8"')
    ('application/sparql-query', 'utf-8')
    """
    media, *parameters = (part.strip().lower() for part in text.split(";"))
    found = (p.partition("=")[2].strip("\"' ") for p in parameters if p.partition("=")[0].strip() == "charset")
    return media, next(found, "")


def pairs(text: bytes) -> Pairs:
    """The names and values of a form; a RefusedError when it is none, or is no UTF-8."""
    try:
        return forms.read(text, FIELDS)
    except UnicodeDecodeError:
        raise RefusedError(400, "The request is not UTF-8.") from None
    except ValueError:
        raise RefusedError(400, f"The request has more than {FIELDS} fields.") from None


def asked(given: Pairs, word: str) -> Asked:
    """What a form asks."""
    texts = [value for name, value in given if name == word]
    if word == "query" and any(name == "update" for name, _ in given):
        raise RefusedError(403, "This service is only read; updates are refused.")
    if len(texts) != 1:
        raise RefusedError(400, f"The request has {len(texts) or 'no'} fields “{word}”; send one.")
    return direct(texts[0].encode("utf-8", "surrogatepass"), given, word)


def direct(text: bytes, given: Pairs, word: str) -> Asked:
    """What SPARQL text asks with some parameters beside it."""
    together, named = DATASETS[word]
    default = [value for name, value in given if name == together]
    names = [value for name, value in given if name == named]
    dataset = (default, names) if default or names else None
    return Asked(text, dataset, first(given, "format"), first(given, "timeout"))


def first(given: Pairs, name: str) -> str:
    """The first value of a name."""
    return next((value for key, value in given if key == name), "")
