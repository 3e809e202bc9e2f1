"""What the ontology itself says: its core vocabulary, and its entries for the entities that articles mention.

Everything is read from the Turtle files with their own labels, identifiers and aliases. Statements about blank nodes
(the lists of disjoint classes) serve reasoners and stay in the ontology's files.
"""

from __future__ import annotations

from functools import lru_cache
from hashlib import sha256
from typing import TYPE_CHECKING

import pyoxigraph as ox

from graph.resources import folder
from graph.vocabulary import LABEL, RDF_TYPE, SKOS, WP, files, parse

if TYPE_CHECKING:
    from collections.abc import Collection
    from pathlib import Path

CORE = ("wupian.ttl",)
THEMES = ("schemes/themes.ttl",)
SEGMENTS = ("schemes/segments.ttl",)
BROADER = SKOS + "broader"
ENTRIES = ("authority.ttl", "schemes/*.ttl")


def core(root: Path | None = None) -> tuple[ox.Triple, ...]:
    """The triples of the core vocabulary: classes, relations, properties and individuals with their labels."""
    return read(root or folder("ontology"), CORE)


def entries(iris: Collection[str], root: Path | None = None) -> list[ox.Triple]:
    """The triples of the authority list and the schemes whose subject is one of `iris`."""
    wanted = frozenset(iris)
    return [t for t in read(root or folder("ontology"), ENTRIES) if subject(t) in wanted]


def themes(root: Path | None = None) -> list[dict[str, str]]:
    """The themes of the ontology in its order: `iri`, and labels `zh` and `en`.

    >>> [theme["en"] for theme in themes()][:2]
    ['digital finance', 'green finance']
    """
    return topics(THEMES, "Theme", root)


def segments(root: Path | None = None) -> list[dict[str, str]]:
    """The segments of the ontology, broad and narrow ones in the order of its file: `iri`, and labels `zh` and `en`.

    >>> [segment["en"] for segment in segments()][:2]
    ['agricultural firms', 'blue-collar workers']
    """
    return topics(SEGMENTS, "Segment", root)


def broader_segments(root: Path | None = None) -> dict[str, str]:
    """The next broader segment of each segment of the ontology that has one, by IRI."""
    held = read(root or folder("ontology"), SEGMENTS)
    return {
        subject(triple): triple.object.value
        for triple in held
        if triple.predicate.value == BROADER and isinstance(triple.object, ox.NamedNode)
    }


def topics(patterns: tuple[str, ...], kind: str, root: Path | None) -> list[dict[str, str]]:
    """The members of a class in a scheme's file, with their labels."""
    found: list[str] = []
    labels: dict[str, dict[str, str]] = {}
    for triple in read(root or folder("ontology"), patterns):
        if triple.predicate.value == RDF_TYPE and getattr(triple.object, "value", "") == WP + kind:
            found.append(subject(triple))
        elif triple.predicate.value == LABEL and isinstance(triple.object, ox.Literal):
            labels.setdefault(subject(triple), {})[triple.object.language or ""] = triple.object.value
    return [{"iri": iri, "zh": labels[iri].get("zh", iri), "en": labels[iri].get("en", "")} for iri in found]


def fingerprint(root: Path | None = None) -> str:
    """The first 16 hexadecimal digits of the SHA-256 of the ontology's Turtle files that extraction reads, in order."""
    held = root or folder("ontology")
    return sha256(b"\x00".join(file.read_bytes() for file in files(held))).hexdigest()[:16]


@lru_cache(maxsize=8)
def read(root: Path, patterns: tuple[str, ...]) -> tuple[ox.Triple, ...]:
    """The triples of the files that match, file by file in the order of their names, without blank nodes."""
    files = [file for pattern in patterns for file in sorted(root.glob(pattern))]
    return tuple(t for file in files for t in parse(file) if not blank(t))


def blank(triple: ox.Triple) -> bool:
    """Whether a triple speaks of a blank node."""
    return isinstance(triple.subject, ox.BlankNode) or isinstance(triple.object, ox.BlankNode)


def subject(triple: ox.Triple) -> str:
    """The IRI of a triple's subject."""
    return triple.subject.value if isinstance(triple.subject, ox.NamedNode) else ""
