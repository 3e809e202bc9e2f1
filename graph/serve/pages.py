"""Pages for people: templates filled in, everything in them escaped, in Chinese or English."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from graph.messages import say
from graph.resources import asset
from graph.serve.exchange import HTML, Reply

if TYPE_CHECKING:
    from collections.abc import Callable

    from jinja2 import Environment

    from graph.serve.exchange import Ask


def page(ask: Ask, template: str, status: int = 200, **data: Any) -> Reply:
    """The reply that a template of `assets/` makes of some data.

    In a template `say("serve.key", name=value)` gives words in the language of the page, `link(path, **params)` an
    address that keeps the language, `ask` is what was asked.
    """
    held = {"ask": ask, "lang": ask.lang, "say": speaker(ask.lang), "link": linker(ask), "other": switch(ask)}
    text = environment().get_template(template).render(**held, **data)
    return Reply(status, HTML, text.encode("utf-8"), (("Content-Language", ask.lang),))


@cache
def environment() -> Environment:
    """The templates; every value is escaped, and a name that is missing is an error."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    loader = FileSystemLoader(asset("serve", "assets"), encoding="utf-8")
    return Environment(loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)


def speaker(lang: str) -> Callable[..., str]:
    """Gives the words of a message in one language."""
    return lambda key, **data: say(key, lang, **data)


def linker(ask: Ask) -> Callable[..., str]:
    """Gives addresses on this service, in the language of the page unless `lang` says otherwise."""
    from urllib.parse import quote, urlencode

    def link(path: str, **params: str) -> str:
        return quote(path, safe="/:@!$&'()*+,;=~.-_") + "?" + urlencode({"lang": ask.lang, **params})

    return link


def switch(ask: Ask) -> str:
    """The query string of the same page in the other language."""
    from urllib.parse import urlencode

    kept = [(name, value) for name, value in ask.params if name != "lang"]
    return urlencode([*kept, ("lang", "en" if ask.lang == "zh" else "zh")])
