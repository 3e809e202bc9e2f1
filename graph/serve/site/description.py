"""What the service knows of one IRI: the triples that its page and its data are made of."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from graph.serve.site import questions
from graph.serve.site.records import Records
from graph.serve.site.terms import ontology

if TYPE_CHECKING:
    from pyoxigraph import Triple

    from graph.store.store import Store

PAGE = 100  # statements of a page for people
DATA = 1_000  # statements of a document for programs
ARTICLE = 2_000  # statements of an article, which has one page


@dataclass(frozen=True, slots=True)
class Description:
    """An IRI with its triples and those of the statements that concern it.

    `ways` groups the IRIs of these statements by how they concern it (`figure`, `subject`, `object`, `voice`, `via`,
    `same`, `article`, `passage`); `more` says whether there are further ones on a next page. `known` says whether the
    store or the ontology says anything with the IRI as subject.
    """

    iri: str
    triples: tuple[Triple, ...]
    records: Records
    ways: dict[str, list[str]] = field(default_factory=dict)
    page: int = 1
    more: bool = False

    @property
    def known(self) -> bool:
        """Whether anything is said of it."""
        return bool(self.records.get(self.iri).values or self.ways)

    def of(self, *ways: str) -> list[str]:
        """The statements that concern it in some ways, each once."""
        return list(dict.fromkeys(iri for way in ways for iri in self.ways.get(way, ())))


def describe(store: Store, iri: str, page: int = 1, most: int = PAGE) -> Description:
    """What is known of an IRI, with a page of at most `most` statements that concern it.

    Of what the store says nothing itself, the ontology's own entry is told.
    """
    found = questions.texts(questions.rows(store, "statements", thing=iri, most=most + 1, skip=(page - 1) * most))
    ways: dict[str, list[str]] = {}
    for way, _, statement in found[:most]:
        if questions.is_iri(statement):
            ways.setdefault(way[2:], []).append(statement)
    named = list(dict.fromkeys(each for held in ways.values() for each in held))
    triples = questions.triples(store, "description", thing=iri, statements=named)
    triples += entry(iri, triples)
    return Description(iri, tuple(triples), Records(triples), ways, page, len(found) > most)


def entry(iri: str, known: list[Triple]) -> list[Triple]:
    """The ontology's own entry of an IRI of which the store says nothing, with the names of what it points to."""
    if any(getattr(triple.subject, "value", "") == iri for triple in known):
        return []
    own = ontology().get(iri, ())
    pointed = dict.fromkeys(str(getattr(triple.object, "value", "")) for triple in own)
    names = (triple for each in pointed if each != iri for triple in ontology().get(each, ()))
    return [*own, *(triple for triple in names if triple.predicate.value in NAMES)]


NAMES = frozenset(
    (
        "http://www.w3.org/1999/02/22-rdf-syntax-ns#type",
        "http://www.w3.org/2000/01/rdf-schema#label",
        "http://www.w3.org/2004/02/skos/core#prefLabel",
    )
)
