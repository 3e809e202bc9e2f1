"""Checks against shapes."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox
import pytest
from rdflib.namespace import RDF, SH

from graph.errors import OntologyError
from graph.rdf.names import WP, entity_iri
from graph.rdf.validate import convert, hand_down, validate
from graph.rdf.write import triples
from tests.rdf.sample import LOAN, RUN, YUNSHAN, extraction

A = ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
SHAPES = """
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix wp: <https://w3id.org/wupian/ns#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix : <https://w3id.org/wupian/shape/> .
:Claim a sh:NodeShape ; sh:targetClass wp:Claim ; sh:property :confidence, :ground .
:Figure a sh:NodeShape ; sh:targetClass wp:Figure ; sh:property :confidence .
:confidence a sh:PropertyShape ; sh:path wp:confidence ; sh:minCount 1 ; sh:maxInclusive 1.0 ;
  sh:message "置信度不对。"@zh ; sh:message "The confidence is wrong."@en .
:ground a sh:PropertyShape ; sh:path [ sh:alternativePath ( wp:firedSense wp:rule wp:reviewedBy ) ] ; sh:minCount 1 .
:offers a sh:NodeShape ; sh:targetSubjectsOf wp:offers ; sh:class wp:Institution ;
  sh:message "主体不对。"@zh ; sh:message "The subject is wrong."@en .
:off a sh:NodeShape ; sh:deactivated true ; sh:targetClass wp:Claim ; sh:property :never .
:never a sh:PropertyShape ; sh:path wp:never ; sh:minCount 1 .
"""


@pytest.fixture
def shapes(tmp_path: Path) -> Path:
    (tmp_path / "data.ttl").write_text(SHAPES, encoding="utf-8")
    return tmp_path


def wp(name: str) -> ox.NamedNode:
    """A term of the vocabulary."""
    return ox.NamedNode(WP + name)


def test_what_the_program_writes_conforms_to_the_shapes_of_the_ontology() -> None:
    assert validate(triples([extraction("one"), extraction("two")], RUN)) == ()


def test_a_sound_graph_has_no_violations(shapes: Path) -> None:
    assert validate(triples([extraction()], RUN), shapes) == ()


def test_a_violation_names_node_property_shape_value_and_reason_in_both_languages(shapes: Path) -> None:
    claim = ox.NamedNode("https://w3id.org/wupian/claim/x")
    seven = ox.Literal("7.0", datatype=ox.NamedNode("http://www.w3.org/2001/XMLSchema#decimal"))
    broken = [ox.Triple(claim, A, wp("Claim")), ox.Triple(claim, wp("confidence"), seven)]
    first, second = validate([*triples([extraction()], RUN), *broken], shapes)
    assert (first.focus, second.focus) == (claim.value, claim.value)
    assert first.shape.endswith("ground")
    assert second.path == WP + "confidence"
    assert second.value == "7.0"
    assert (second.message_zh, second.message_en) == ("置信度不对。", "The confidence is wrong.")


def test_classes_count_with_those_below_them(shapes: Path) -> None:
    sound = triples([extraction()], RUN)
    loan, yunshan = ox.NamedNode(entity_iri(LOAN)), ox.NamedNode(entity_iri(YUNSHAN))
    assert validate([*sound, ox.Triple(yunshan, wp("offers"), loan)], shapes) == ()
    (found,) = validate([*sound, ox.Triple(loan, wp("offers"), yunshan)], shapes)
    assert found.focus == loan.value
    assert found.message_en == "The subject is wrong."


def test_handing_targets_down_leaves_the_results_as_they_are(shapes: Path) -> None:
    import pyshacl

    plain = list(ox.parse(path=str(shapes / "data.ttl")))
    broken = [t for t in triples([extraction()], RUN) if t.predicate.value not in (WP + "confidence", WP + "rule")]

    def results(shape_triples: list[ox.Triple]) -> set[tuple[str, str]]:
        _, report, _ = pyshacl.validate(convert(broken), shacl_graph=convert(shape_triples))
        held = report.subjects(RDF.type, SH.ValidationResult)
        return {(str(report.value(r, SH.focusNode)), str(report.value(r, SH.sourceShape))) for r in held}

    before = results([q.triple for q in plain])
    assert before == results(hand_down([q.triple for q in plain]))
    assert len(before) > 8


def test_a_folder_without_shapes_is_said_in_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(OntologyError, match=r"data\.ttl"):
        validate([], tmp_path / "nowhere")
