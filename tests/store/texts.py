"""Small graphs of names, titles and sentences to be searched, and how a person would look for words in them."""

from __future__ import annotations

from collections.abc import Sequence

from pyoxigraph import Literal, NamedNode, Triple

from graph.rdf.names import BASE, WP
from graph.rdf.write import DCTERMS
from graph.store.embedded import in_memory
from graph.store.store import Store
from graph.store.words import fold
from graph.vocabulary import RDF_TYPE, SKOS

A = NamedNode(RDF_TYPE)
ALPHABET = '监管監金融老养養贷著着乾干〇Ａａaeé1２ ，。“"*😀_-\u0301\u200f\x00'


def typed(iri: str, class_: str, property_: str, *texts: str) -> list[Triple]:
    """A thing of a class with texts under a property."""
    node = NamedNode(iri)
    held = [Triple(node, NamedNode(property_), Literal(text)) for text in texts]
    return [Triple(node, A, NamedNode(WP + class_)), *held]


def entity(name: str, class_: str, label: str, *aliases: str) -> list[Triple]:
    """An entity with a preferred label and aliases."""
    iri = f"{BASE}id/{name}"
    named = typed(iri, class_, SKOS + "prefLabel", label)
    return [*named, *typed(iri, class_, SKOS + "altLabel", *aliases)]


def article(name: str, title: str) -> list[Triple]:
    """An article with a title."""
    return typed(f"{BASE}article/{name}", "Article", DCTERMS + "title", title)


def passage(number: int, text: str) -> list[Triple]:
    """A passage of the article `a` with its repaired words."""
    node = NamedNode(f"{BASE}article/a#char={number},{number + len(text)}")
    place = [("start", str(number)), ("end", str(number + len(text)))]
    numbers = [Triple(node, NamedNode(WP + key), Literal(value)) for key, value in place]
    within = Triple(node, NamedNode(WP + "inArticle"), NamedNode(f"{BASE}article/a"))
    return [*typed(node.value, "Passage", WP + "cleanText", text), *numbers, within]


def passages(texts: Sequence[str]) -> Store:
    """A store of sentences; the number of a sentence is the start of its passage."""
    return in_memory(triple for number, text in enumerate(texts) for triple in passage(number, text))


def holding(texts: Sequence[str], *words: str) -> set[int]:
    """The numbers of the sentences that hold all words, looked at one by one."""
    return {number for number, text in enumerate(texts) if all(fold(word) in fold(text) for word in words)}


def number(iri: str) -> int:
    """The number of a sentence by the IRI of its passage."""
    return int(iri.rpartition("=")[2].partition(",")[0])
