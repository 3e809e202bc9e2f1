"""Completion: the terms that a few letters may mean, those that begin with them first."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from graph.query.format import shown
from graph.rdf.names import BASE
from graph.serve.api.asking import ask, text
from graph.serve.api.call import reply
from graph.serve.api.described import described
from graph.serve.api.ontology import Word, entity_classes, words
from graph.store.prefixes import PREFIXES
from graph.vocabulary import WP

if TYPE_CHECKING:
    from graph.serve.api.call import Call
    from graph.serve.exchange import Reply
    from graph.store.store import Store

KINDS = ("class", "relation", "property")
BEHIND = 1000  # what a name weighs more that only holds the letters and does not begin with them
Ranked = tuple[int, str]


def listed(store: Store, call: Call) -> Reply:
    """The terms that fit, at most `limit`."""
    letters, limit = call.given.text("q").lower(), call.limit
    of_words = {one.iri: one for one in words().values() if one.kind in KINDS}
    ranked = [(rank, iri) for iri, one in of_words.items() if (rank := weight(one, letters)) is not None]
    if letters:
        ranked += entities(store, letters, limit)
    best = [iri for _, iri in sorted(ranked)[:limit]]
    nodes = described(store, [iri for iri in best if iri not in of_words], linked=False)
    terms = [term(of_words[iri]) if iri in of_words else entity(nodes.named(iri)) for iri in best]
    return reply({"terms": terms})


def weight(word: Word, letters: str) -> int | None:
    """How far down a term of the ontology stands; None where none of its names holds the letters."""
    names = [name.lower() for name in (word.zh, word.en, word.name, f"wp:{word.name}") if name]
    found = [len(name) + (0 if name.startswith(letters) else BEHIND) for name in names if letters in name]
    return min(found, default=None)


def entities(store: Store, letters: str, limit: int) -> list[Ranked]:
    """The entities that fit best: by a name, or by the end of their IRI as it is written with a prefix."""
    from pyoxigraph import Literal

    prefix, colon, local = letters.partition(":")
    space = PREFIXES.get(prefix, "") if colon else ""
    classes = [WP + name for name in entity_classes()]
    best: dict[str, int] = {}
    for way in ("named", "written"):
        asked = {"q": Literal(local if space and way == "written" else letters)}
        asked |= {"space": Literal(space or BASE), "hashed": Literal(BASE + "id/" if not space else " ")}
        for row in ask(store, "completion", {way}, asked, limit, classes=classes):
            iri, rank = text(row["entity"]), int(text(row["rank"]))
            best[iri] = min(rank, best.get(iri, rank))
    return [(rank, iri) for iri, rank in best.items()]


def term(word: Word) -> dict[str, Any]:
    """A term of the ontology as JSON."""
    kind = word.kind.capitalize()
    return {
        "iri": word.iri,
        "prefixed": f"wp:{word.name}",
        "zh": word.zh,
        "en": word.en,
        "type": kind,
        "kind": word.kind,
    }


def entity(names: dict[str, str]) -> dict[str, Any]:
    """An entity as JSON."""
    from pyoxigraph import NamedNode

    prefixed = shown(NamedNode(names["iri"]))
    return {
        "iri": names["iri"],
        "prefixed": prefixed,
        "zh": names["zh"],
        "en": names["en"],
        "type": names["type"],
        "kind": "entity",
    }
