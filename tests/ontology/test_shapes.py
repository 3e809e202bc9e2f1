"""The SHACL shapes: each passes what is right and catches what is wrong."""

from __future__ import annotations

import re

import pytest
from pyshacl import validate
from rdflib import OWL, RDF, RDFS, SH, Graph, Literal, Namespace, URIRef

from graph.rdf import shapes as made
from graph.vocabulary import WP as TERMS
from tests.ontology.conftest import FIXTURES, ONTOLOGY

SHAPE = Namespace("https://w3id.org/wupian/shape/")
WP = Namespace(TERMS)
HEADER, *PARTS = re.split(r"(?m)^## ", (FIXTURES / "violating.ttl").read_text(encoding="utf-8"))
BROKEN = {part.split("\n", 1)[0]: part.split("\n", 1)[1] for part in PARTS}


@pytest.fixture(scope="module")
def data_shapes() -> Graph:
    return Graph().parse(ONTOLOGY / "shapes" / "data.ttl")


@pytest.fixture(scope="module")
def style_shapes() -> Graph:
    return Graph().parse(ONTOLOGY / "shapes" / "ontology.ttl")


def results(data: Graph, shapes: Graph) -> Graph:
    """The report of validating `data`."""
    _, report, _ = validate(data, shacl_graph=shapes, inplace=True)
    assert isinstance(report, Graph)
    return report


@pytest.fixture(scope="module")
def violations(core: Graph, data_shapes: Graph) -> dict[str, set[str]]:
    """Part of the violating fixture → names of the shapes that its own nodes violate."""
    data = Graph() + core
    for name, part in BROKEN.items():
        data.parse(data=HEADER.replace("/id/>", f"/id/{name}/>") + part, format="turtle")
    report = results(data, data_shapes)
    found: dict[str, set[str]] = {name: set() for name in BROKEN}
    for result in report.subjects(RDF.type, SH.ValidationResult):
        focus = str(report.value(result, SH.focusNode))
        part = focus.split("/")[-2] if "/id/" in focus else "Entity"
        found[part].add(str(report.value(result, SH.sourceShape)).removeprefix(str(SHAPE)))
    return found


def test_what_is_right_conforms(core: Graph, data_shapes: Graph) -> None:
    report = results(Graph().parse(FIXTURES / "conforming.ttl") + core, data_shapes)
    assert [str(report.value(r, SH.resultMessage)) for r in report.subjects(RDF.type, SH.ValidationResult)] == []


@pytest.mark.parametrize("name", sorted(BROKEN))
def test_what_is_wrong_is_caught_by_its_shape(violations: dict[str, set[str]], name: str) -> None:
    assert name in violations[name]


def test_every_shape_with_a_message_has_a_failing_fixture(data_shapes: Graph) -> None:
    names = {str(shape).removeprefix(str(SHAPE)) for shape in data_shapes.subjects(SH.message)}
    assert names == set(BROKEN)


def test_every_class_of_entities_has_one_shape(core: Graph, data_shapes: Graph) -> None:
    classes = {WP.Entity, *core.transitive_subjects(RDFS.subClassOf, WP.Entity)}
    targets = [target for _, target in data_shapes.subject_objects(SH.targetClass)]
    assert sorted(map(str, targets)) == sorted(map(str, classes))


def test_every_message_exists_in_chinese_and_english(data_shapes: Graph, style_shapes: Graph) -> None:
    for shapes in (data_shapes, style_shapes):
        for shape in set(shapes.subjects(SH.message)):
            languages = [m.language for m in shapes.objects(shape, SH.message) if isinstance(m, Literal)]
            assert sorted(languages, key=str) == ["en", "zh"], shape


def test_shapes_use_shacl_core_only(data_shapes: Graph, style_shapes: Graph) -> None:
    for shapes in (data_shapes, style_shapes):
        for term in (SH.sparql, SH.rule, SH.js):
            assert (None, term, None) not in shapes


def test_the_relations_part_is_made_from_the_ontology() -> None:
    assert made.main(["--check"]) == 0


def test_the_ontology_follows_its_own_style(core: Graph, schemes: Graph, style_shapes: Graph) -> None:
    report = results(core + schemes, style_shapes)
    assert [str(report.value(r, SH.focusNode)) for r in report.subjects(RDF.type, SH.ValidationResult)] == []


@pytest.mark.parametrize(
    ("statements", "shape"),
    [
        ('rdfs:label "词"@zh', "label-en"),
        ('rdfs:label "term"@en', "label-zh"),
        ('skos:definition "没有句号"@zh', "definition-zh"),
        ('skos:definition "One. Two."@en', "definition-en"),
    ],
)
def test_the_style_shapes_catch_a_bad_term(style_shapes: Graph, statements: str, shape: str) -> None:
    prefixes = "".join(f"@prefix {p}: <{n}> .\n" for p, n in style_shapes.namespaces() if p)
    data = Graph().parse(data=f"{prefixes}wp:x a owl:Class ; {statements} .", format="turtle")
    report = results(data, style_shapes)
    assert SHAPE[shape] in set(report.objects(None, SH.sourceShape))


@pytest.mark.parametrize("side", ["color", "domain", "range", "domainIncludes", "rangeIncludes"])
def test_the_style_shapes_catch_a_bare_relation(style_shapes: Graph, side: str) -> None:
    data = Graph()
    data.add((URIRef(TERMS + "bare"), RDF.type, WP.Relation))
    data.add((URIRef(TERMS + "bare"), RDF.type, OWL.ObjectProperty))
    assert SHAPE[f"Relation-{side}"] in set(results(data, style_shapes).objects(None, SH.sourceShape))
