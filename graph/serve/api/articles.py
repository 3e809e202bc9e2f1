"""The articles that were read: their publication, their length, and what stands on them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from graph.serve.api.asking import ask, text
from graph.serve.api.call import page, reply
from graph.serve.api.problems import AskError
from graph.vocabulary import WP

if TYPE_CHECKING:
    from graph.serve.api.call import Call
    from graph.serve.exchange import Reply
    from graph.store.store import Store, Term

FIELDS = ("title", "publisher", "author", "published", "url", "rights", "sha256")
COUNTS = {"claims": "Claim", "figures": "Figure", "passages": "Passage"}


def listed(store: Store, call: Call) -> Reply:
    """The articles by date and id, the undated last."""
    dated: dict[str, tuple[bool, str, str]] = {}
    for row in ask(store, "dates"):
        published = text(row.get("published"))
        dated.setdefault(text(row["article"]), (not published, published, text(row["id"])))
    ordered = sorted(dated, key=lambda iri: (dated[iri], iri))
    part = ordered[call.offset : call.offset + call.limit]
    rows = {text(row["article"]): row for row in reversed(ask(store, "articles", {"listed"}, articles=part))}
    return page(call, "articles", [article(rows[iri]) for iri in part], len(ordered))


def one(store: Store, call: Call) -> Reply:
    """One article with what stands on it, and its raw text where that is asked for."""
    values = call.given.terms("id")
    rows = ask(store, "articles", {"whole"}, {"wanted": values["id"]})
    if not rows:
        title = "No article has this id; /api/articles lists them."
        raise AskError("unknown", 404, title, call.given.text("id"), "id")
    row = {**rows[0], **values}
    counted = {text(r["class"]): int(text(r["number"])) for r in ask(store, "yield", (), values) if "class" in r}
    found = {**article(row), **{name: counted.get(WP + of, 0) for name, of in COUNTS.items()}}
    return reply({**found, "text": text(row.get("raw"))} if call.given.flag("text") else found)


def article(row: dict[str, Term]) -> dict[str, Any]:
    """An article as JSON."""
    return {
        "id": text(row["id"]),
        "iri": text(row["article"]),
        **{name: text(row.get(name)) or None for name in FIELDS},
        "chars": int(text(row.get("chars")) or 0),
    }
