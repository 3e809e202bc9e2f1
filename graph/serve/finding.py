"""The search page: a form, and what was found with the words marked, entities before articles before sentences."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from graph.errors import QueryError
from graph.query import hits
from graph.rdf.names import BASE
from graph.serve.pages import page
from graph.store.store import KINDS
from graph.store.words import IDEOGRAPHS

if TYPE_CHECKING:
    from graph.serve.exchange import Ask, Reply
    from graph.store.store import Hit, Store

EACH = 20  # hits of a page
MOST = 500  # hits of a kind that are looked through
SENTENCE = 240  # characters of a sentence that are shown


def respond(store: Store, ask: Ask) -> Reply:
    """The search page; too long a search is told in it with status 400."""
    asked, kind = ask.get("q").strip(), ask.get("kind")
    kind = kind if kind in KINDS else ""
    try:
        found = {each: store.search(asked, MOST + 1, [each]) for each in KINDS} if asked else {}
        return page(ask, "search.html", **answer(store, ask, asked, kind, found))
    except QueryError as error:
        return page(ask, "search.html", 400, asked=asked, kind=kind, error=str(error))


def answer(store: Store, ask: Ask, asked: str, kind: str, found: dict[str, list[Hit]]) -> dict[str, Any]:
    """What the page shows: some of the hits in groups, how many there are, and near names when there are none."""
    shown = [hit for each in KINDS if kind in ("", each) for hit in found.get(each, [])[:MOST]]
    pages = max(1, -(-len(shown) // EACH))
    number = min(numbered(ask.get("page")), pages)
    part = hits.described(store, shown[(number - 1) * EACH : number * EACH], ask.lang)
    counts = {each: count(len(found.get(each, []))) for each in KINDS}
    return {
        "asked": asked,
        "kind": kind,
        "error": "",
        "counts": {"": count(sum(map(len, found.values()))), **counts},
        "groups": [(each, [f for f in part if f.hit.kind == each]) for each in KINDS if counts[each] != "0"],
        "number": number,
        "pages": pages,
        "near": hits.near(store, asked) if asked and not any(found.values()) else [],
        "excerpt": lambda hit: hits.excerpt(hit.text, hit.marks, SENTENCE),
        "path": path,
        "chinese": lambda text: bool(IDEOGRAPHS.search(text)),
    }


def numbered(text: str) -> int:
    """The number of a page, one when it is none."""
    return max(1, int(text)) if text.isascii() and text.isdecimal() and len(text) < 6 else 1


def count(number: int) -> str:
    """How many hits there are, as far as they were looked through."""
    return str(number) if number <= MOST else f"{MOST}+"


def path(iri: str) -> str:
    """The path of the page of a node of ours, empty for any other."""
    return "/page/" + iri.removeprefix(BASE) if iri.startswith(BASE) else ""
