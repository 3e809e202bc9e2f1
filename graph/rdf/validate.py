"""Checks triples against the SHACL shapes of the ontology with pySHACL, core constraints only.

pySHACL walks its graphs triple by triple, so it is given little to walk: of the data only the types, the class tree
and the properties that a shape looks at. And it evaluates a property shape anew for every node of a node shape that
refers to it, but only once for all nodes when the property shape has targets of its own. So the targets of node
shapes are handed down to their property shapes first, which leaves the results as they are.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

import pyoxigraph as ox

from graph.errors import OntologyError
from graph.resources import folder
from graph.vocabulary import RDF_TYPE, SUBCLASS, parse

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    import rdflib

SH = "http://www.w3.org/ns/shacl#"
XSD_STRING = "http://www.w3.org/2001/XMLSchema#string"
TARGETS = frozenset(SH + name for name in ("targetClass", "targetNode", "targetObjectsOf", "targetSubjectsOf"))
LOOKED_AT = frozenset(
    {*TARGETS, *(SH + name for name in ("path", "equals", "disjoint", "lessThan", "lessThanOrEquals"))}
)
SILENT = frozenset({SH + "message", SH + "name", SH + "description", "http://www.w3.org/2000/01/rdf-schema#label"})


@dataclass(frozen=True, slots=True, order=True)
class Violation:
    """A node that breaks a shape: the node, the property and value at fault where there are such, and why."""

    focus: str
    path: str
    shape: str
    message_zh: str
    message_en: str
    value: str


@dataclass(frozen=True, slots=True)
class Shapes:
    """The shapes of a folder: the triples pySHACL needs, the properties they look at, and their messages."""

    triples: tuple[ox.Triple, ...]
    properties: frozenset[str]
    messages: tuple[tuple[str, str, str], ...]

    def message(self, shape: str, language: str) -> str:
        """The message of a shape in a language, empty when it has none."""
        return next((text for iri, lang, text in self.messages if (iri, lang) == (shape, language)), "")


def validate(triples: Iterable[ox.Triple], shapes_folder: Path | None = None) -> tuple[Violation, ...]:
    """The violations in a graph, sorted, empty when it conforms.

    `triples` must hold the class tree (`rdfs:subClassOf`) beside the data; `shapes_folder` is the ontology's
    `shapes/` by default, of which `data.ttl` is read.
    """
    import pyshacl

    shapes = load(shapes_folder or folder("ontology") / "shapes")
    data = convert(t for t in triples if t.predicate.value in shapes.properties)
    conforms, report, text = pyshacl.validate(
        data,
        shacl_graph=convert(shapes.triples),
        inference="none",
        meta_shacl=False,
        advanced=False,
        inplace=True,
    )
    if conforms:
        return ()
    if not hasattr(report, "subjects"):  # pySHACL returns its error instead of a graph
        raise OntologyError(f"The shapes cannot be evaluated: {text.strip()}.")
    return read(report, shapes)


@lru_cache(maxsize=4)
def load(root: Path) -> Shapes:
    """The shapes in `data.ttl` of a folder, made ready for pySHACL."""
    file = root / "data.ttl"
    if not file.is_file():
        raise OntologyError(f"The folder {root} holds no data.ttl with the shapes of the data.")
    found = list(parse(file))
    messages = tuple(
        (key(t.subject), t.object.language or "en", t.object.value)
        for t in found
        if t.predicate.value == SH + "message" and isinstance(t.object, ox.Literal)
    )
    looked = {t.object.value for t in found if t.predicate.value in LOOKED_AT and isinstance(t.object, ox.NamedNode)}
    listed = {
        t.object.value for t in found if isinstance(t.object, ox.NamedNode) and t.predicate.value.endswith("#first")
    }
    properties = frozenset(looked | listed | inverse(found) | {RDF_TYPE, SUBCLASS})
    needed = [t for t in found if t.predicate.value not in SILENT]
    return Shapes(tuple(hand_down(needed)), properties, messages)


def inverse(found: list[ox.Triple]) -> set[str]:
    """The properties in path expressions: inverse and repeated ones."""
    ends = tuple(SH + name for name in ("inversePath", "zeroOrMorePath", "oneOrMorePath", "zeroOrOnePath"))
    return {t.object.value for t in found if t.predicate.value in ends and isinstance(t.object, ox.NamedNode)}


def hand_down(triples: list[ox.Triple]) -> list[ox.Triple]:
    """The shapes with every property shape that a targeted node shape refers to carrying that shape's targets."""
    silenced = {str(t.subject) for t in triples if t.predicate.value == SH + "deactivated" and key(t.object) == "true"}
    targets: dict[str, list[ox.Triple]] = {}
    for triple in triples:
        if triple.predicate.value in TARGETS and str(triple.subject) not in silenced:
            targets.setdefault(str(triple.subject), []).append(triple)
    kept = []
    for triple in triples:
        own = targets.get(str(triple.subject), [])
        if triple.predicate.value == SH + "property" and own:
            kept += [ox.Triple(triple.object, t.predicate, t.object) for t in own]  # type: ignore[arg-type]  # a shape
        else:
            kept.append(triple)
    return kept


def convert(triples: Iterable[ox.Triple]) -> rdflib.Graph:
    """The triples as an rdflib graph in memory; equal terms are made once."""
    import rdflib

    graph = rdflib.Graph(bind_namespaces="none")
    made: dict[object, rdflib.term.Node] = {}

    def term(held: object) -> rdflib.term.Node:
        if held not in made:
            if isinstance(held, ox.NamedNode):
                made[held] = rdflib.URIRef(held.value)
            elif isinstance(held, ox.Literal):
                made[held] = literal(held)
            else:
                made[held] = rdflib.BNode(key(held))
        return made[held]

    for triple in triples:
        graph.store.add((term(triple.subject), term(triple.predicate), term(triple.object)), graph)
    return graph


def literal(held: ox.Literal) -> rdflib.Literal:
    """A literal of rdflib with the same text, language and datatype."""
    import rdflib

    if held.language is not None:
        return rdflib.Literal(held.value, lang=held.language)
    if held.datatype.value == XSD_STRING:
        return rdflib.Literal(held.value)
    return rdflib.Literal(held.value, datatype=rdflib.URIRef(held.datatype.value))


def key(term: object) -> str:
    """The IRI, text or label of a term."""
    return str(getattr(term, "value", term))


def read(report: rdflib.Graph, shapes: Shapes) -> tuple[Violation, ...]:
    """The results of a validation report; messages come from the shapes, else from the report."""
    from rdflib.namespace import RDF  # the namespace's own name is taken here
    from rdflib.namespace import SH as VOCABULARY

    found = set()
    for result in report.subjects(RDF.type, VOCABULARY.ValidationResult):
        shape = str(report.value(result, VOCABULARY.sourceShape) or "")
        made = str(report.value(result, VOCABULARY.resultMessage) or "")
        found.add(
            Violation(
                focus=str(report.value(result, VOCABULARY.focusNode)),
                path=str(report.value(result, VOCABULARY.resultPath) or ""),
                shape=shape,
                value=str(report.value(result, VOCABULARY.value) or ""),
                message_zh=shapes.message(shape, "zh") or made,
                message_en=shapes.message(shape, "en") or made,
            )
        )
    return tuple(sorted(found))
