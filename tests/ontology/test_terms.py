"""The core vocabulary: labels, definitions, ends, and the habits that keep it OWL 2 DL and RL."""

from __future__ import annotations

import re
from itertools import combinations

import pytest
from rdflib import OWL, RDF, RDFS, SKOS, XSD, Graph, Literal, Namespace, URIRef
from rdflib.collection import Collection
from rdflib.term import Node

from graph.vocabulary import WP as TERMS
from tests.ontology.conftest import ONTOLOGY

SCHEMA = Namespace("https://schema.org/")
WP = Namespace(TERMS)
RELATIONS = {
    *("issues", "announces", "unitOf", "holdsRoleAt", "addresses", "respondsTo", "offers", "develops", "runs"),
    *("advances", "serves", "partnersWith", "drawsDataFrom", "reliesOn", "subsidiaryOf", "newVersionOf", "uses"),
    *("appliesTo", "deliveredThrough", "partOf"),
}
LANGUAGES = ("zh", "en")


def terms(graph: Graph) -> list[URIRef]:
    """The vocabulary's own subjects, sorted."""
    return sorted({s for s in graph.subjects() if isinstance(s, URIRef) and s.startswith(TERMS)})


def text(graph: Graph, term: Node, prop: URIRef, language: str) -> list[str]:
    """The values of a property in one language."""
    return [str(o) for o in graph.objects(term, prop) if isinstance(o, Literal) and o.language == language]


def test_every_term_has_one_label_and_one_definition_in_chinese_and_english(core: Graph) -> None:
    counts = {
        (term, prop, lang): len(text(core, term, prop, lang))
        for term in terms(core)
        for prop in (RDFS.label, SKOS.definition)
        for lang in LANGUAGES
    }
    assert [key for key, count in counts.items() if count != 1] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_definition_uses_the_word_that_it_defines(core: Graph, language: str) -> None:
    circular = []
    for term in terms(core):
        label, definition = (text(core, term, prop, language)[0].lower() for prop in (RDFS.label, SKOS.definition))
        edge = r"\b" if language == "en" else ""
        if re.search(f"{edge}{re.escape(label)}{edge}", definition):
            circular.append((term, label, definition))
    assert circular == []


def test_definitions_of_classes_are_one_sentence(core: Graph) -> None:
    for term in core.subjects(RDF.type, OWL.Class):
        assert text(core, term, SKOS.definition, "zh")[0].count("。") == 1
        assert text(core, term, SKOS.definition, "en")[0].count(". ") == 0


def test_the_twenty_relations_are_properties_and_individuals_with_both_ends(core: Graph) -> None:
    relations = set(core.subjects(RDF.type, WP.Relation))
    assert relations == {WP[name] for name in RELATIONS}
    for relation in relations:
        assert (relation, RDF.type, OWL.ObjectProperty) in core
        for prop in (RDFS.domain, RDFS.range):
            assert len(list(core.objects(relation, prop))) == 1
        for prop in (SCHEMA.domainIncludes, SCHEMA.rangeIncludes):
            assert list(core.objects(relation, prop))


def above(graph: Graph, term: Node) -> set[Node]:
    """A class and all classes above it."""
    return {found for found in graph.transitive_objects(term, RDFS.subClassOf) if found is not None}


def test_precise_ends_lie_below_the_owl_domain_and_range(core: Graph) -> None:
    for precise, broad in ((SCHEMA.domainIncludes, RDFS.domain), (SCHEMA.rangeIncludes, RDFS.range)):
        for prop, end in core.subject_objects(precise):
            if end != XSD.date:
                assert above(core, end) & set(core.objects(prop, broad)), (prop, end)


def test_every_property_but_the_fired_sense_has_a_domain_and_a_range(core: Graph) -> None:
    kinds = (OWL.ObjectProperty, OWL.DatatypeProperty)
    properties = {p for kind in kinds for p in core.subjects(RDF.type, kind)}
    assert {p for p in properties if core.value(p, RDFS.domain) is None} == set()
    assert {p for p in properties if core.value(p, RDFS.range) is None} == {WP.firedSense}


def test_the_vocabulary_keeps_to_owl_2_dl_and_rl(core: Graph) -> None:
    assert set(core.objects(None, RDFS.range)) & {XSD.date, XSD.gYear, XSD.gYearMonth} == set()
    for banned in (OWL.unionOf, OWL.inverseOf, OWL.equivalentClass, OWL.equivalentProperty, OWL.imports, OWL.sameAs):
        assert (None, banned, None) not in core
    transitive = set(core.subjects(RDF.type, OWL.TransitiveProperty))
    assert transitive == {WP.partOf}
    simple = {s for t in (OWL.AsymmetricProperty, OWL.IrreflexiveProperty) for s in core.subjects(RDF.type, t)}
    assert simple & transitive == set()


def test_foreign_annotation_properties_are_declared(core: Graph) -> None:
    builtin = {OWL.versionInfo, OWL.versionIRI, RDFS.label, RDFS.comment, RDFS.subClassOf, RDFS.domain, RDFS.range}
    structural = {RDF.type, RDF.first, RDF.rest, OWL.members, OWL.disjointWith}
    declared = set(core.subjects(RDF.type, OWL.AnnotationProperty))
    assert set(core.predicates()) - builtin - structural - declared == set()


def test_no_class_lies_below_two_disjoint_ones(core: Graph) -> None:
    pairs = set(core.subject_objects(OWL.disjointWith))
    for axiom in core.subjects(RDF.type, OWL.AllDisjointClasses):
        members = core.value(axiom, OWL.members)
        assert members is not None
        for first, second in combinations(Collection(core, members), 2):
            pairs.add((first, second))
    for term in core.subjects(RDF.type, OWL.Class):
        higher = above(core, term)
        assert [pair for pair in pairs if set(pair) <= higher] == []


def test_the_header_names_version_licence_and_pending_registration(core: Graph) -> None:
    ontology = URIRef("https://w3id.org/wupian/ns")
    assert core.value(ontology, OWL.versionIRI) == URIRef("https://w3id.org/wupian/ns/0.1.0")
    assert "creativecommons.org/licenses/by/4.0" in str(
        core.value(ontology, URIRef("http://purl.org/dc/terms/license"))
    )
    assert any("pending" in str(comment) for comment in core.objects(ontology, RDFS.comment))


def test_turtle_is_laid_out_one_statement_a_line_with_sorted_prefixes() -> None:
    files = [ONTOLOGY / "wupian.ttl", *ONTOLOGY.glob("schemes/*.ttl"), *ONTOLOGY.glob("alignments/*.ttl")]
    for file in [*files, *ONTOLOGY.glob("shapes/*.ttl"), ONTOLOGY / "authority.ttl"]:
        lines = file.read_text(encoding="utf-8").split("\n")
        prefixes = [line for line in lines if line.startswith("@prefix")]
        assert prefixes == sorted(prefixes), file
        assert [line for line in lines if line != line.rstrip() or "\t" in line] == [], file
        assert lines[-1] == "", file
        assert lines[-2] != "", file
