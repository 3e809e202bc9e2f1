"""Reads the Turtle files of the ontology."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING

from graph.errors import OntologyError
from graph.vocabulary.terms import RDF_TYPE

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pyoxigraph

    Term = pyoxigraph.NamedNode | pyoxigraph.BlankNode | pyoxigraph.Literal | pyoxigraph.Triple


class Graph:
    """The triples of the ontology's files, indexed for reading."""

    def __init__(self, files: list[Path]) -> None:
        self.by_subject: dict[str, dict[str, list[Term]]] = defaultdict(lambda: defaultdict(list))
        self.by_type: dict[str, set[str]] = defaultdict(set)
        for file in files:
            for triple in parse(file):
                subject, predicate = key(triple.subject), triple.predicate.value
                self.by_subject[subject][predicate].append(triple.object)
                if predicate == RDF_TYPE:
                    self.by_type[key(triple.object)].add(subject)

    def of_type(self, type_iri: str) -> list[str]:
        """The subjects that have a type, in the order of their IRIs."""
        return sorted(self.by_type.get(type_iri, ()))

    def values(self, subject: str, predicate: str) -> list[str]:
        """The values of a property, sorted, language tags dropped."""
        terms = self.by_subject.get(subject, {}).get(predicate)
        return sorted(map(key, terms)) if terms else []

    def one(self, subject: str, predicate: str, default: str = "") -> str:
        """The first value of a property, or the default."""
        terms = self.by_subject.get(subject, {}).get(predicate)
        return min(map(key, terms)) if terms else default

    def chinese(self, subject: str, predicate: str) -> list[str]:
        """The Chinese and untagged literals of a property, sorted."""
        terms = self.by_subject.get(subject, {}).get(predicate)
        return sorted([key(t) for t in terms if getattr(t, "language", "zh") in (None, "zh")]) if terms else []


def key(term: Term) -> str:
    """A term's IRI, label or text."""
    return str(getattr(term, "value", term))


def parse(file: Path) -> Iterator[pyoxigraph.Triple]:
    """The triples of a Turtle file; a broken one is an OntologyError with its line."""
    import pyoxigraph

    try:
        for quad in pyoxigraph.parse(path=str(file), format=pyoxigraph.RdfFormat.TURTLE):
            yield quad.triple
    except SyntaxError as error:
        line = f", line {error.lineno}" if error.lineno else ""
        raise OntologyError(f"The ontology file {file}{line} is not Turtle: {error.msg}.") from error
    except (OSError, ValueError) as error:
        raise OntologyError(f"The ontology file {file} cannot be read: {error}.") from error


def files(root: Path) -> list[Path]:
    """The ontology's files that extraction reads, in a fixed order."""
    wanted = ["wupian.ttl", "authority.ttl", "lexicon.ttl", "precision.ttl"]
    found = [root / name for name in wanted if (root / name).is_file()]
    if root / "wupian.ttl" not in found or root / "lexicon.ttl" not in found:
        raise OntologyError(f"The folder {root} holds no ontology: wupian.ttl and lexicon.ttl are needed.")
    return found + sorted((root / "schemes").glob("*.ttl"))
