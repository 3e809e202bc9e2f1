"""The vocabulary: a page of all its terms for people, its file for programs."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote

from graph.serve.negotiate import choose
from graph.serve.site import questions
from graph.serve.site.addresses import VOCABULARY
from graph.serve.site.data import FORMATS, PAGES, VARY, redirect, unacceptable
from graph.serve.site.data import document as written
from graph.serve.site.lists import counted
from graph.serve.site.records import Record, Thing
from graph.serve.site.showing import show_thing
from graph.serve.site.terms import OWL, above, below, is_entity, ontology, statements, terms
from graph.serve.site.things import worded
from graph.vocabulary import WP

if TYPE_CHECKING:
    from graph.serve.exchange import Ask, Reply
    from graph.serve.site.terms import Term
    from graph.store.store import Store

SECTIONS = ("classes", "relations", "links", "attributes", "annotations", "values")
DCTERMS = "http://purl.org/dc/terms/"


def terms_of(store: Store, ask: Ask) -> Reply:
    """The vocabulary in the format that is accepted: a page, or its triples."""
    media = choose(ask.accept, (*PAGES, *FORMATS.values()))
    if media is None:
        return unacceptable("/ns", "/ns.{}".format)
    if media in PAGES:
        return page(store, ask)
    return document(store, ask, next(ext for ext, kind in FORMATS.items() if kind == media))


def document(_: Store, __: Ask, ext: str) -> Reply:
    """The triples of the vocabulary in a format."""
    return written(statements(), ext, VARY)


def version(ask: Ask, fragment: str = "") -> Reply:
    """Sends on from a version of the vocabulary, or from a term whose sign was escaped, to the vocabulary."""
    return redirect(ask, "/ns" + (f"#{quote(fragment, safe='')}" if fragment else ""), 303)


def page(store: Store, ask: Ask) -> Reply:
    """All terms in sections, with how often classes and relations are used."""
    from dataclasses import replace

    own = counted(store)
    used = {
        name: sum(own.get(each, 0) for each in below(name) if is_entity(each) or not is_entity(name))
        for name in terms()
    }
    rows = questions.texts(questions.rows(store, "relations"))
    used |= {iri.removeprefix(WP): int(count or 0) for iri, count in rows}
    record = Record(VOCABULARY)
    for triple in ontology().get(VOCABULARY, ()):
        record.values.setdefault(triple.predicate.value, []).append(triple.object)
    told = worded(record.values.get(DCTERMS + "description", ()), ask.lang)
    thing = Thing(VOCABULARY, record.label("zh"), record.label("en"))
    island = {"@id": VOCABULARY, "@type": "DefinedTermSet", "name": [text for text in (thing.zh, thing.en) if text]}
    ordered = sorted(terms().values(), key=order)
    sections = [(name, [term for term in ordered if section(term) == name]) for name in SECTIONS]
    found = show_thing(
        ask,
        "vocabulary.html",
        thing=thing,
        island=island,
        sections=sections,
        used=used,
        told=told,
        question=question,
        listed=is_entity,
    )
    return replace(found, headers=(*found.headers, VARY))


def order(term: Term) -> tuple[bool, tuple[str, ...]]:
    """What terms are sorted by: classes of entities as a tree, then other classes; the others stay as they are."""
    if section(term) != "classes":
        return True, ()
    line = above(term.name)[::-1]
    return line[0] != "Entity", line


def section(term: Term) -> str:
    """The section of the page that a term belongs to.

    >>> section(terms()["Bank"]), section(terms()["offers"]), section(terms()["Done"])
    ('classes', 'relations', 'values')
    """
    if OWL + "Class" in term.kinds:
        return "classes"
    if "Relation" in term.kinds:
        return "relations"
    kinds = {"ObjectProperty": "links", "DatatypeProperty": "attributes", "AnnotationProperty": "annotations"}
    return next((name for kind, name in kinds.items() if OWL + kind in term.kinds), "values")


def question(name: str) -> str:
    """The query for the claims of a relation, as the page of queries takes it."""
    return questions.text("claims-of").replace("?relation", f"wp:{name}")
