"""Pages of the site: a template with the words, addresses and symbols that it needs, and the headers to go with it."""

from __future__ import annotations

import json
from dataclasses import replace
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING, Any

from graph.serve import pages
from graph.serve.site import addresses
from graph.serve.site.data import FORMATS
from graph.serve.site.terms import term

if TYPE_CHECKING:
    from graph.serve.exchange import Ask, Reply
    from graph.serve.site.records import Thing

FOLD = 8  # rows of a list that are shown before the rest is folded


def show(ask: Ask, template: str, status: int = 200, **data: Any) -> Reply:
    """The page that a template makes of some data."""
    lang = ask.lang
    held = {
        "href": lambda iri: addresses.href(iri, lang),
        "named": lambda thing: thing.named(lang),
        "term": term,
        "symbol": symbol,
        "amount": amount,
        "share": share,
        "outside": addresses.outside,
        "short": addresses.short,
        "fold": FOLD,
    }
    return pages.page(ask, template, status, **held, **data)


def show_thing(ask: Ask, template: str, *, thing: Thing, island: dict[str, Any], **data: Any) -> Reply:
    """The page of a thing, which names its data in every format and its own IRI, in the page and in the headers.

    `island` is what schema.org's words say of it.
    """
    ways = [(media, addresses.data(thing.iri, ext), ext) for ext, media in FORMATS.items()]
    found = show(ask, template, thing=thing, ways=ways, island=inert(island), **data)
    links = [f'<{canonical(thing.iri)}>; rel="canonical"']
    links += [f'<{address}>; rel="alternate"; type="{media}"' for media, address, _ in ways]
    return replace(found, headers=(*found.headers, ("Link", ", ".join(links))))


@cache
def symbol(name: str) -> Any:
    """The symbol of a class, to stand in a page."""
    from markupsafe import Markup

    return Markup(pages.environment().get_template("symbol.html").render(kind=term(name)).strip())


def canonical(iri: str) -> str:
    """An IRI as a header may hold it: in ASCII."""
    from urllib.parse import quote

    return quote(iri, safe="/:@!$&'()*+,;=~.-_%?#[]")


def inert(island: dict[str, Any]) -> Any:
    """A JSON document as it may stand in a script element."""
    from markupsafe import Markup

    text = json.dumps({"@context": "https://schema.org", **island}, ensure_ascii=False, separators=(",", ":"))
    return Markup(text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026"))


def amount(number: Decimal | int) -> str:
    """A number with its thousands apart.

    >>> amount(Decimal("200000000")), amount(Decimal("0.930"))
    ('200,000,000', '0.93')
    """
    text = f"{number:,f}" if isinstance(number, Decimal) else f"{number:,}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def share(number: Decimal) -> str:
    """A probability in per cent.

    >>> share(Decimal("0.934"))
    '93%'
    """
    return f"{number * 100:.0f}%"
