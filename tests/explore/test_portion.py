"""The part of a graph that a query's answer names: what it holds, what its page carries, and what names nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pyoxigraph as ox
import pytest
import rdflib
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.errors import QueryError
from graph.explore.page import page
from graph.explore.portion import dataset, portion
from graph.explore.reader import read
from graph.explore.reading import read_page
from graph.explore.view import BASE, WP, View
from graph.query.catalogue import violations
from graph.query.run import run
from graph.rdf.ntriples import lines
from graph.store.embedded import in_memory
from graph.store.store import EVERYTHING
from tests.explore.graphs import fixture, fixture_triples, triples, written

if TYPE_CHECKING:
    from graph.store.store import Store

VIEW = read(fixture())
TRIPLES = fixture_triples()
CLAIMS = [claim.iri for edge in VIEW.edges for claim in edge.claims]
PARTS: tuple[tuple[Any, ...], ...] = (VIEW.nodes, VIEW.figures, VIEW.passages, VIEW.articles)
IRIS = [item.iri for part in PARTS for item in part] + CLAIMS
BEICHEN, HAILAN = "authority/beichen", "authority/hailan"
SAMPLE = """
id:a a wp:Bank ; skos:prefLabel "甲"@zh , "A"@en .
id:b a wp:Bank ; skos:prefLabel "乙"@zh , "Twin"@en .
id:c a wp:Bank ; skos:prefLabel "丙"@zh , "Twin"@en ; skos:altLabel "丙行"@zh .
id:t a wp:Article ; wp:text "甲与乙，计划与丙。" .
id:p a wp:Passage ; wp:inArticle id:t ; wp:start 0 ; wp:end 3 ; wp:quote "甲与乙" ; wp:cleanText "甲与乙" .
id:one a wp:Claim ; wp:subject id:a ; wp:predicate wp:partnersWith ; wp:object id:b ; wp:confidence 0.9 ;
  wp:modality wp:Done ; wp:polarity wp:Positive ; wp:supportedBy id:p ; wp:via id:c .
id:two a wp:Claim ; wp:subject id:a ; wp:predicate wp:partnersWith ; wp:object id:b ; wp:confidence 0.9 ;
  wp:modality wp:Planned ; wp:polarity wp:Positive ; wp:supportedBy id:p ; wp:extractedBy id:run .
id:three a wp:Claim ; wp:subject id:b ; wp:predicate wp:partnersWith ; wp:object id:c ; wp:confidence 0.9 ;
  wp:modality wp:Done ; wp:polarity wp:Positive ; wp:supportedBy id:p .
id:a wp:partnersWith id:b . id:b wp:partnersWith id:c .
id:run a wp:ExtractionRun ; dcterms:identifier "wupian" .
id:other a wp:ExtractionRun ; dcterms:identifier "other" .
wp:partnersWith a owl:ObjectProperty , wp:Relation ; rdfs:label "合作"@zh .
skos:prefLabel a owl:AnnotationProperty .
"""


def node(local: str) -> ox.NamedNode:
    return ox.NamedNode(BASE + local)


def rows(*iris: str) -> list[tuple[ox.NamedNode]]:
    """The rows of an answer that names some IRIs."""
    return [(ox.NamedNode(iri),) for iri in iris]


def named(*locals_: str) -> View:
    """The part of the fixture that names some things."""
    return portion(VIEW, rows(*(BASE + local for local in locals_)))


def names(view: View) -> set[str]:
    return {each.iri.removeprefix(BASE) for each in view.nodes}


def ends(view: View) -> set[tuple[str, str, str]]:
    return {(e.subject.rsplit("/", 1)[1], e.predicate, e.object.rsplit("/", 1)[1]) for e in view.edges}


def asked(sparql: str) -> View:
    """The part of the fixture that a query of the form SELECT names."""
    return portion(VIEW, fixture().select(sparql))


def test_entities_bring_all_relations_among_them_and_none_to_others() -> None:
    part = named(BEICHEN, HAILAN, "authority/yuanshan")
    assert names(part) == {BEICHEN, HAILAN, "authority/yuanshan"}
    assert ends(part) == {("hailan", "partnersWith", "beichen"), ("yuanshan", "partnersWith", "hailan")}
    assert {edge.claims for edge in part.edges} <= {edge.claims for edge in VIEW.edges}


def test_entities_bring_all_their_figures_with_passages_and_articles() -> None:
    part = named(BEICHEN)
    assert part.figures == tuple(figure for figure in VIEW.figures if figure.subject == BASE + BEICHEN)
    assert part.figures
    assert {p.iri for p in part.passages} == {iri for figure in part.figures for iri in figure.passages}
    assert [article.iri for article in part.articles] == [BASE + "article/a1"]
    assert part.terms == VIEW.terms


def test_claims_bring_just_themselves_with_both_ends() -> None:
    doubled = next(edge for edge in VIEW.edges if len(edge.claims) > 1)
    first = doubled.claims[0]
    part = portion(VIEW, rows(first.iri))
    assert [edge.claims for edge in part.edges] == [(first,)]
    assert {each.iri for each in part.nodes} == {doubled.subject, doubled.object}
    assert {p.iri for p in part.passages} >= set(first.passages)


def test_claims_beside_entities_keep_both_and_no_other_relation() -> None:
    claim = next(edge for edge in VIEW.edges if edge.predicate == "issues").claims[0]
    part = portion(VIEW, [(ox.NamedNode(claim.iri), node(BEICHEN)), (None, node(HAILAN))])
    assert [edge.claims for edge in part.edges] == [(claim,)]
    assert names(part) == {BEICHEN, HAILAN, "authority/shifan", "id/policy-1"}


def test_the_voice_of_a_claim_comes_with_it() -> None:
    planned = next(edge for edge in VIEW.edges if edge.claims[0].voice)
    part = portion(VIEW, rows(planned.claims[0].iri))
    assert names(part) == {BEICHEN, "id/initiative-yinling", "id/person-zhouheng"}


def test_figures_bring_just_themselves_with_their_subjects() -> None:
    chosen, other = VIEW.figures[0], VIEW.figures[1]
    part = portion(VIEW, rows(chosen.iri))
    assert part.figures == (chosen,)
    assert chosen.subject == other.subject
    assert [each.iri for each in part.nodes] == [chosen.subject]
    assert part.edges == ()


def test_an_article_alone_brings_all_that_rests_on_it() -> None:
    part = named("article/a2")
    passages = {p.iri for p in VIEW.passages if p.article == BASE + "article/a2"}
    resting = {c.iri for e in VIEW.edges for c in e.claims if passages & set(c.passages)}
    assert {claim.iri for edge in part.edges for claim in edge.claims} == resting
    assert resting
    assert BASE + "article/a2" in {article.iri for article in part.articles}


def test_a_passage_alone_brings_what_it_proves() -> None:
    passage = VIEW.passages[0]
    part = portion(VIEW, rows(passage.iri))
    assert part.edges
    assert all(passage.iri in claim.passages for edge in part.edges for claim in edge.claims)


def test_articles_beside_entities_are_only_kept_themselves() -> None:
    part = portion(VIEW, [(node("id/model-qiming"), node("article/a2"))])
    assert (names(part), part.edges) == ({"id/model-qiming"}, ())
    assert [article.iri for article in part.articles] == [BASE + "article/a2"]


def test_triples_bring_the_relations_that_they_state_with_all_claims() -> None:
    stated = ox.Triple(node(BEICHEN), ox.NamedNode(WP + "offers"), node("id/loan-xinghuo"))
    kind = ox.Triple(node(HAILAN), ox.NamedNode(WP + "inventedHere"), node(BEICHEN))
    part = portion(VIEW, [stated, kind])
    assert ends(part) == {("beichen", "offers", "loan-xinghuo")}
    assert names(part) == {BEICHEN, HAILAN, "id/loan-xinghuo"}


def test_triples_that_state_no_relation_bring_the_relations_among_their_entities() -> None:
    part = portion(VIEW, fixture().construct("CONSTRUCT WHERE { ?x a wp:AIModel }"))
    assert ends(part) == {("model-beidou", "newVersionOf", "model-qiming")}
    assert len(part.nodes) == 3


def test_a_described_claim_brings_itself() -> None:
    claim = next(edge for edge in VIEW.edges if edge.predicate == "issues").claims[0]
    part = portion(VIEW, fixture().construct(f"DESCRIBE <{claim.iri}>"))
    assert [edge.claims for edge in part.edges] == [(claim,)]


def test_labels_in_triples_name_nothing() -> None:
    part = portion(VIEW, [ox.Triple(node(BEICHEN), ox.NamedNode(WP + "formerName"), ox.Literal("海蓝银行"))])
    assert names(part) == {BEICHEN}


def test_all_triples_are_the_whole_view_in_either_library() -> None:
    assert portion(VIEW, fixture().construct(EVERYTHING)) == VIEW
    graph = rdflib.Graph().parse(data=ox.serialize(TRIPLES, format=ox.RdfFormat.N_TRIPLES), format="nt")
    assert portion(VIEW, graph) == VIEW


def test_rows_may_hold_terms_of_rdflib_or_come_one_at_a_time() -> None:
    iri, label = rdflib.URIRef(BASE + BEICHEN), rdflib.Literal("海蓝银行", lang="zh")
    expected = named(BEICHEN, HAILAN)
    held: list[Any] = [(iri, label, None, rdflib.BNode())]
    assert portion(VIEW, held) == expected
    assert portion(VIEW, (row for row in rows(BASE + BEICHEN, BASE + HAILAN))) == expected


def test_a_text_that_is_the_preferred_label_of_one_entity_names_it_in_either_language() -> None:
    assert names(asked('SELECT ?n { ?x skos:prefLabel ?n FILTER(LANG(?n) = "zh") }')) == names(VIEW)
    assert names(asked('SELECT ("Hailan Bank" AS ?n) ("北辰消费金融有限公司"@zh AS ?m) {}')) == {BEICHEN, HAILAN}


def test_a_label_of_two_entities_an_alias_and_other_literals_are_ignored() -> None:
    view = read(written(SAMPLE))
    kept = (ox.Literal("甲"), ox.Literal("Twin"), ox.Literal("丙行"), ox.Literal(5), ox.Literal("无此名"))
    assert [each.name for each in portion(view, [kept]).nodes] == ["甲"]


def test_a_number_or_date_is_no_label() -> None:
    view = read(written('id:a a wp:Bank ; skos:prefLabel "360"@zh . id:b a wp:Bank ; skos:prefLabel "乙"@zh .'))
    assert [each.name for each in portion(view, [(ox.Literal(360), ox.Literal("乙"))]).nodes] == ["乙"]
    assert [each.name for each in portion(view, [(ox.Literal("360"),)]).nodes] == ["360"]
    held: list[Any] = [(rdflib.Literal("乙"), rdflib.Literal(360))]
    assert [each.name for each in portion(view, held).nodes] == ["乙"]


@pytest.mark.parametrize(
    ("answer", "begin"),
    [
        ([], "The answer is empty"),
        ([(None,)], "The answer names nothing"),
        ([(ox.Literal("普惠"), ox.BlankNode())], "The answer names nothing"),
        (rows(WP + "offers", "https://example.org/other"), "The answer names nothing"),
        ([ox.Triple(node("id/nothing"), ox.NamedNode(WP + "offers"), node("id/none"))], "The answer names nothing"),
        (rdflib.Graph(), "The answer is empty"),
        (["text"], "The answer names nothing"),
    ],
)
def test_an_answer_that_names_nothing_is_refused_with_what_to_return(answer: Any, begin: str) -> None:
    with pytest.raises(QueryError, match=f"^{begin}.*; let the query return IRIs of entities, claims.*labels.*\\.$"):
        portion(VIEW, answer)


@pytest.mark.parametrize(
    ("query", "least"), [("models", "newVersionOf"), ("products", "offers"), ("planned", "runs"), ("evidence", "uses")]
)
def test_named_queries_show_what_they_list(query: str, least: str) -> None:
    part = portion(VIEW, run(fixture(), query).rows)
    assert least in {edge.predicate for edge in part.edges}
    assert len(part.nodes) <= len(VIEW.nodes)


def whole(view: View) -> bool:
    """Whether a view lacks nothing that is named in it."""
    passages = {p.iri for p in view.passages}
    claims = [claim for edge in view.edges for claim in edge.claims]
    resting: list[Any] = [*claims, *view.figures]
    linked = {iri for edge in view.edges for iri in (edge.subject, edge.object)} | {f.subject for f in view.figures}
    linked |= {claim.voice for claim in claims if claim.voice}
    return (
        linked <= {each.iri for each in view.nodes}
        and {iri for item in resting for iri in item.passages} <= passages
        and {p.article for p in view.passages} <= {article.iri for article in view.articles}
        and all(edge.claims for edge in view.edges)
    )


@given(st.lists(st.sampled_from(IRIS), min_size=1, max_size=9))
@settings(max_examples=150, deadline=None)
def test_a_part_holds_all_that_is_named_lacks_nothing_and_is_its_own_part(iris: list[str]) -> None:
    part = portion(VIEW, rows(*iris))
    parts: list[Any] = [*part.nodes, *part.figures, *part.passages, *part.articles]
    held = {item.iri for item in parts}
    assert set(iris) <= held | {claim.iri for edge in part.edges for claim in edge.claims}
    assert whole(part)
    assert portion(part, rows(*iris)) == part
    assert portion(VIEW, rows(*reversed(iris))) == part


def broken(store: Store) -> set[str]:
    """The rules of the ontology that a store breaks."""
    return {query.name for query in violations() if run(store, query.name).rows}


@given(st.lists(st.sampled_from(IRIS), min_size=1, max_size=9))
@settings(max_examples=60, deadline=None)
def test_the_triples_of_a_part_are_read_as_that_part_and_break_no_rule(iris: list[str]) -> None:
    part = portion(VIEW, rows(*iris))
    store = in_memory(dataset(part, TRIPLES))
    assert read(store) == part
    assert broken(store) <= broken(fixture())


@given(st.lists(st.sampled_from(IRIS), min_size=1, max_size=9))
@settings(max_examples=60, deadline=None)
def test_no_relation_triple_of_a_part_leads_out_of_it(iris: list[str]) -> None:
    part = portion(VIEW, rows(*iris))
    inside, known = {each.iri for each in part.nodes}, {each.iri for each in VIEW.nodes}
    kept = dataset(part, TRIPLES)
    links = [(value(triple.subject), value(triple.object)) for triple in kept]
    assert {end for start, end in links if start in known and end in known} <= inside
    assert kept == [triple for triple in TRIPLES if triple in set(kept)]


def test_the_triples_of_the_whole_view_are_all_triples() -> None:
    assert dataset(VIEW, iter(TRIPLES)) == TRIPLES


def kept(*iris: str) -> set[tuple[str, str, str]]:
    """The triples between IRIs that the page of a part of the sample carries, by local names."""
    held = written(SAMPLE).construct(EVERYTHING)
    part = portion(read(in_memory(held)), rows(*(BASE + "id/" + iri for iri in iris)))
    return {(local(t.subject), local(t.predicate), local(t.object)) for t in dataset(part, held)}


def value(term: object) -> str:
    return str(getattr(term, "value", ""))


def local(term: object) -> str:
    return value(term).rsplit("/", 1)[-1].rsplit("#", 1)[-1]


def test_a_relation_stands_as_a_triple_only_beside_the_claim_that_lets_it_stand() -> None:
    assert ("a", "partnersWith", "b") in kept("one")
    assert ("a", "partnersWith", "b") not in kept("two")
    assert ("a", "partnersWith", "b") in kept("one", "two")
    assert ("a", "partnersWith", "b") in kept("a", "b")
    assert ("b", "partnersWith", "c") not in kept("a", "b")


def test_a_part_keeps_its_own_run_the_unit_between_and_the_vocabulary() -> None:
    only = kept("two")
    assert ("run", "identifier", "wupian") in only
    assert "other" not in {subject for subject, _, _ in only}
    assert "c" not in {subject for subject, _, _ in only}
    assert {("partnersWith", "type", "Relation"), ("prefLabel", "type", "AnnotationProperty")} <= only
    assert {("c", "prefLabel", "丙"), ("one", "via", "c")} <= kept("one")
    assert ("b", "partnersWith", "c") not in kept("one")


def test_the_page_of_a_part_carries_just_the_part() -> None:
    part = named(BEICHEN, HAILAN)
    html = page(part, lines(dataset(part, TRIPLES)))
    store = in_memory(triples(read_page(html).serialize(format="turtle")))
    assert read(store) == part
    assert "远山助手" not in {each.name for each in part.nodes}


def test_a_part_may_hold_only_an_article() -> None:
    view = read(written('id:t a wp:Article ; wp:text "空" . id:a a wp:Bank .'))
    part = portion(view, rows(BASE + "id/t"))
    assert (part.nodes, len(part.articles)) == ((), 1)
    assert page(part, []).startswith("<!DOCTYPE html>")


def test_every_entity_by_its_iri_is_the_whole_graph() -> None:
    part = portion(VIEW, rows(*(each.iri for each in VIEW.nodes)))
    assert (part.nodes, part.edges, part.figures) == (VIEW.nodes, VIEW.edges, VIEW.figures)
