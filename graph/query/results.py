"""What a search found, as text: lines for people, JSON for programs."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from pyoxigraph import NamedNode

from graph.messages import say
from graph.query.format import shown
from graph.query.hits import excerpt
from graph.store.columns import pad, visible, width

if TYPE_CHECKING:
    from collections.abc import Sequence

    from graph.query.hits import Found
    from graph.store.store import Hit

LENGTH = 90  # characters of a sentence that are shown
BOLD, PLAIN = "\x1b[1m", "\x1b[22m"


def lines(found: Sequence[Found], lang: str, *, bold: bool, more: bool) -> str:
    """Two lines for each hit: its class and its words, those asked for in bold if wanted, and below them its IRI."""
    labels = [kind(each, lang) for each in found]
    wide = max(map(width, labels))
    rows = [
        f"{pad(label, wide)}  {words(each, lang, bold)}\n{' ' * wide}  {visible(shown(NamedNode(each.hit.iri)))}\n"
        for label, each in zip(labels, found, strict=True)
    ]
    count = say("search.first" if more else "search.count", lang, count=len(found))
    return "".join(rows) + f"({count})\n"


def kind(found: Found, lang: str) -> str:
    """What a hit is, in words."""
    return visible(found.label) if found.hit.kind == "entity" else say(f"search.{found.hit.kind}", lang)


def words(found: Found, lang: str, bold: bool) -> str:
    """The name, title or part of the sentence, and the preferred name beside another one."""
    cut = excerpt(visible(found.hit.text), found.hit.marks, LENGTH)
    text = "".join(f"{BOLD}{piece}{PLAIN}" if bold and marked else piece for piece, marked in cut)
    if found.name and found.name != found.hit.text:
        return say("search.alias", lang, alias=text, name=visible(found.name))
    return text


def nothing(asked: str, near: Sequence[Hit], lang: str) -> str:
    """That nothing was found, and which names are near."""
    said = say("search.none", lang, words=visible(asked.strip()))
    if not near:
        return said + "\n"
    names = say("search.and", lang).join(visible(hit.text) for hit in near)
    return said + say("search.near", lang, names=names) + "\n"


def as_json(asked: str, found: Sequence[Found]) -> str:
    """The hits as one JSON object."""
    document = {"words": asked, "hits": [fields(each) for each in found]}
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"


def fields(found: Found) -> dict[str, Any]:
    """A hit as JSON; what is not known of it has no key."""
    hit = found.hit
    held: dict[str, Any] = {"kind": hit.kind, "iri": hit.iri, "type": hit.type, "text": hit.text}
    held |= {"marks": [{"start": start, "end": end} for start, end in hit.marks], "score": round(hit.score, 6)}
    held |= {name: value for name in ("name", "article", "title") if (value := getattr(found, name))}
    return held | ({"start": found.start, "end": found.end} if hit.kind == "passage" else {})
