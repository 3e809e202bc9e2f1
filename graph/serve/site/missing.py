"""The page that says that an address leads nowhere, and what may have been meant."""

from __future__ import annotations

from difflib import get_close_matches
from functools import cache
from typing import TYPE_CHECKING

from graph.serve.site import addresses
from graph.serve.site.records import Record, Thing
from graph.serve.site.showing import show
from graph.serve.site.terms import is_entity, ontology
from graph.vocabulary import BASE

if TYPE_CHECKING:
    from collections.abc import Mapping

    from graph.serve.exchange import Ask, Reply

LONGEST = 60  # characters of an address that names are compared with
NEAR = 6


def missing(ask: Ask, what: str | None = None) -> Reply:
    """The page that says that nothing is known of an address or IRI."""
    asked = ask.path if what is None else what
    words = asked.rstrip("/").rpartition("/")[2][:LONGEST]
    return show(ask, "missing.html", 404, asked=asked, words=words, near=near(words))


def near(words: str) -> list[Thing]:
    """Entries of the ontology whose names resemble some words."""
    known = names()
    found = get_close_matches(words.lower(), known, n=2 * NEAR, cutoff=0.6)
    return list(dict.fromkeys(known[name] for name in found))[:NEAR]


@cache
def names() -> Mapping[str, Thing]:
    """The entries of the authority list and the schemes by the names and local names that they go by."""
    found: dict[str, Thing] = {}
    for iri, triples in sorted(ontology().items()):
        if not iri.startswith(BASE) or addresses.own(iri) is None:
            continue
        record = Record(iri)
        for triple in triples:
            record.values.setdefault(triple.predicate.value, []).append(triple.object)
        thing = record.thing
        if is_entity(thing.type):
            for name in filter(None, (iri.rpartition("/")[2], thing.zh, thing.en)):
                found.setdefault(name.lower(), thing)
    return found
