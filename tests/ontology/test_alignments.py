"""The alignments: each term aligned or noted, outside terms pinned and declared, nothing equated."""

from __future__ import annotations

import pytest
from rdflib import OWL, RDF, RDFS, SKOS, Graph, URIRef

from graph.vocabulary import WP as TERMS
from tests.ontology.conftest import ONTOLOGY
from tests.ontology.test_terms import terms

FOLDER = ONTOLOGY / "alignments"
FILES = sorted(FOLDER.glob("*.ttl"))
MAPPINGS = (RDFS.subClassOf, RDFS.subPropertyOf, SKOS.closeMatch, SKOS.relatedMatch)


@pytest.fixture(scope="module")
def alignments() -> dict[str, Graph]:
    return {file.stem: Graph().parse(file) for file in FILES}


def pairs(graph: Graph) -> set[tuple[str, str, str]]:
    """The IRIs of every alignment: own term, mapping, outside term."""
    return {(str(s), str(p), str(o)) for p in MAPPINGS for s, o in graph.subject_objects(p)}


def test_every_term_is_aligned_or_noted_as_having_no_counterpart(core: Graph, alignments: dict[str, Graph]) -> None:
    aligned = {s for graph in alignments.values() for s, _, _ in pairs(graph)}
    noted = {str(term) for term in alignments["none"].subjects(SKOS.editorialNote)}
    assert aligned | noted == set(map(str, terms(core)))
    assert aligned & noted == set()


def test_own_terms_stand_left_and_outside_terms_right(alignments: dict[str, Graph]) -> None:
    for graph in alignments.values():
        for own, _, outside in pairs(graph):
            assert own.startswith(TERMS)
            assert not outside.startswith(TERMS)


def test_nothing_is_equated_imported_or_inverted(alignments: dict[str, Graph]) -> None:
    for graph in alignments.values():
        for banned in (OWL.equivalentClass, OWL.equivalentProperty, OWL.sameAs, OWL.imports, OWL.inverseOf):
            assert (None, banned, None) not in graph


def test_superclasses_and_superproperties_are_declared_with_the_kind_of_the_own_term(
    core: Graph, alignments: dict[str, Graph]
) -> None:
    for graph in alignments.values():
        for prop in (RDFS.subClassOf, RDFS.subPropertyOf):
            for own, outside in graph.subject_objects(prop):
                kinds = set(core.objects(own, RDF.type)) & {OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty}
                assert kinds == set(graph.objects(outside, RDF.type)), (own, outside)


def test_the_lock_pins_exactly_the_outside_terms(alignments: dict[str, Graph]) -> None:
    lines = (FOLDER / "terms.lock").read_text(encoding="utf-8").splitlines()[1:]
    pinned = {line.split(" ")[1] for line in lines}
    assert pinned == {o for graph in alignments.values() for _, _, o in pairs(graph)}
    assert lines == sorted(lines)


def test_the_main_standards_are_there(alignments: dict[str, Graph]) -> None:
    assert {"org", "prov", "skos", "dcterms", "schema", "fibo", "eli", "oa"} <= set(alignments)
    assert (URIRef(TERMS + "Claim"), RDFS.subClassOf, URIRef("http://www.w3.org/ns/prov#Entity")) in alignments["prov"]
