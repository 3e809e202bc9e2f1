"""The concept schemes: labels, definitions, hierarchy, and names that mean one concept only."""

from __future__ import annotations

from collections import defaultdict

from rdflib import DC, RDF, RDFS, SKOS, Graph, Literal, Namespace, URIRef

from graph.vocabulary import BASE
from graph.vocabulary import WP as TERMS
from tests.ontology.conftest import ONTOLOGY
from tests.ontology.test_terms import LANGUAGES, text

WP = Namespace(TERMS)
TOPICS = {"theme": WP.Theme, "segment": WP.Segment, "technology": WP.Technology, "function": WP.BusinessFunction}
THEMES = {"technology-finance", "green-finance", "inclusive-finance", "pension-finance", "digital-finance"}
TOO_GENERAL = {
    "客户",
    "企业",
    "用户",
    "技术",
    "金融",
    "服务",
    "业务",
    "产品",
    "系统",
    "平台",
    "模型",
    "数据",
    "算法",
    "群体",
}


def test_every_concept_and_scheme_is_labelled_and_defined_in_chinese_and_english(core: Graph, schemes: Graph) -> None:
    both = core + schemes
    for kind in (SKOS.Concept, SKOS.ConceptScheme):
        for term in schemes.subjects(RDF.type, kind):
            for prop in (RDFS.label, SKOS.definition):
                assert [len(text(both, term, prop, lang)) for lang in LANGUAGES] == [1, 1], (term, prop)


def test_preferred_labels_equal_labels(schemes: Graph) -> None:
    for concept in schemes.subjects(RDF.type, SKOS.Concept):
        if str(concept).startswith(BASE) and not str(concept).startswith(TERMS):
            for lang in LANGUAGES:
                assert text(schemes, concept, SKOS.prefLabel, lang) == text(schemes, concept, RDFS.label, lang)


def test_concepts_of_topics_have_the_class_of_their_scheme(schemes: Graph) -> None:
    for path, kind in TOPICS.items():
        concepts = set(schemes.subjects(SKOS.inScheme, URIRef(BASE + path)))
        assert concepts
        for concept in concepts:
            assert str(concept).startswith(f"{BASE}{path}/")
            assert set(schemes.objects(concept, RDF.type)) == {kind, SKOS.Concept}


def test_the_themes_are_the_five_priorities(schemes: Graph) -> None:
    found = {str(c).removeprefix(BASE + "theme/") for c in schemes.subjects(RDF.type, WP.Theme)}
    assert found == THEMES


def test_financial_technology_is_no_name_of_technology_finance(schemes: Graph) -> None:
    names = {str(o) for p in (SKOS.prefLabel, SKOS.altLabel) for o in schemes.objects(None, p)}
    assert "金融科技" not in names
    assert "科技金融" in names


def test_broader_concepts_lie_in_the_same_scheme_without_cycles(schemes: Graph) -> None:
    for concept, broader in schemes.subject_objects(SKOS.broader):
        assert schemes.value(concept, SKOS.inScheme) == schemes.value(broader, SKOS.inScheme)
        higher = set(schemes.transitive_objects(broader, SKOS.broader))
        assert concept not in higher


def test_every_concept_is_a_top_concept_or_has_a_broader_one(schemes: Graph) -> None:
    for concept in schemes.subjects(RDF.type, SKOS.Concept):
        top = schemes.value(concept, SKOS.topConceptOf)
        assert (top is None) != (schemes.value(concept, SKOS.broader) is None), concept
        if top is not None:
            assert (top, SKOS.hasTopConcept, concept) in schemes


def test_a_name_of_a_topic_means_one_concept_and_is_not_too_general(schemes: Graph) -> None:
    owners = defaultdict(set)
    for kind in TOPICS.values():
        for concept in schemes.subjects(RDF.type, kind):
            for prop in (SKOS.prefLabel, SKOS.altLabel, SKOS.hiddenLabel):
                for name in text(schemes, concept, prop, "zh"):
                    owners[name.lower()].add(concept)
    assert {name: found for name, found in owners.items() if len(found) > 1} == {}
    assert TOO_GENERAL & set(owners) == set()


def test_comparators_have_the_signs_of_the_json_contract(core: Graph, schemes: Graph) -> None:
    individuals = set(core.subjects(RDF.type, WP.Comparator))
    assert individuals == set(schemes.subjects(SKOS.inScheme, URIRef(BASE + "comparator")))
    assert {str(core.value(i, SKOS.notation)) for i in individuals} == {"=", ">", ">=", "<", "<=", "~"}


def test_schemes_lie_in_the_files_that_the_design_names() -> None:
    names = {"themes", "segments", "technologies", "functions", "initiative-kinds", "units", "comparators"}
    assert {file.stem for file in (ONTOLOGY / "schemes").glob("*.ttl")} == names


def test_surface_forms_carry_the_chinese_tag(schemes: Graph) -> None:
    assert {o.language for o in schemes.objects(None, SKOS.altLabel) if isinstance(o, Literal)} == {"zh"}
    assert (None, DC.title, None) not in schemes
