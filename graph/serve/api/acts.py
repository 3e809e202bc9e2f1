"""What the matrix needs of a store: institutions, themes, and the claims that link them, without any sentence.

It gives the same matrix as the whole corpus (`graph.analyse.reader`) and reads a twentieth of it.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from graph.analyse.corpus import Claim, Corpus, Entity, Term
from graph.analyse.gaps.matrix import ON, THROUGH
from graph.rdf.known import themes
from graph.serve.api.asking import ask, text
from graph.serve.api.described import described
from graph.serve.api.ontology import below, words
from graph.vocabulary import WP

if TYPE_CHECKING:
    from collections.abc import Iterator

    from graph.store.store import Store

HELD: WeakKeyDictionary[Store, Corpus] = WeakKeyDictionary()


def corpus(store: Store) -> Corpus:
    """The part of a store's corpus that its matrix is made of; read once, since a store never changes."""
    if store not in HELD:
        HELD[store] = read(store)
    return HELD[store]


def read(store: Store) -> Corpus:
    """The same, read."""
    entities = members(store, "Institution")
    held = {one.iri: one for one in members(store, "Theme")}
    for theme in themes():
        held.setdefault(theme["iri"], Entity(theme["iri"], theme["zh"], theme["en"], "Theme"))
    order = [theme["iri"] for theme in themes()]
    columns = [held[iri] for iri in (*order, *(iri for iri in held if iri not in order))]
    rejected = {text(row["claim"]) for row in ask(store, "rejected")}
    claims = {claim.iri: claim for name in (*ON, *THROUGH) for claim in acts(store, name, rejected)}
    others = (Claim("", text(row["subject"]), "", "") for row in ask(store, "speakers"))
    terms = tuple(Term(one.name, one.zh, one.en, (), one.parents) for one in words().values())
    return Corpus(entities, (*(claims[iri] for iri in sorted(claims)), *others), terms=terms, themes=tuple(columns))


def members(store: Store, name: str) -> tuple[Entity, ...]:
    """The entities of a class and those below it, by IRI."""
    iris = [text(row["node"]) for row in ask(store, "members", classes=[WP + one for one in below(name)])]
    nodes = described(store, sorted(iris), linked=False)
    found = ((nodes.named(iri), nodes.true(iri, "collective"), nodes.one(iri, "issuedOn")) for iri in sorted(iris))
    return tuple(Entity(n["iri"], n["zh"], n["en"], n["type"], collective, on) for n, collective, on in found)


def acts(store: Store, predicate: str, rejected: set[str]) -> Iterator[Claim]:
    """The claims of a relation."""
    from pyoxigraph import NamedNode

    for row in ask(store, "acts", values={"predicate": NamedNode(WP + predicate)}):
        value = {name: text(term).removeprefix(WP) for name, term in row.items()}
        yield Claim(
            value["claim"],
            value["subject"],
            predicate,
            value["object"],
            confidence=Decimal(value["confidence"]),
            explicit=value["explicit"] == "true",
            derived=value["derived"] == "true",
            modality=value["modality"],
            negative=value["polarity"] == "Negative",
            rejected=value["claim"] in rejected,
        )
