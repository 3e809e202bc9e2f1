"""The public functions of the package, used as its documentation says."""

from __future__ import annotations

import inspect
from typing import TYPE_CHECKING, Any

import pyoxigraph as ox
import pytest
import rdflib
from rdflib.compare import isomorphic
from rdflib.namespace import SKOS

import graph
from graph import pipeline
from graph.errors import InputError, OutputError, QueryError, StoreError, WupianError
from graph.explore import reading
from graph.resources import PACKAGE

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from graph.store.store import Store

RAW = "云杉消费金融与江苏银行合作，推出“雪松贷”。\n云杉消费金融推进普惠金融，截至2024年底，累计服务用户300万人。\n"
LOAN = 'SELECT ?x { ?x skos:prefLabel "雪松贷"@zh }'


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a build of a small article."""
    folder = tmp_path_factory.mktemp("api")
    (folder / "small.txt").write_text(RAW, encoding="utf-8")
    assert graph.build([folder / "small.txt"], folder / "out").passed
    return folder / "out"


@pytest.fixture
def store(out: Path) -> Store:
    """Its store."""
    return graph.open_store(out / "store")


def iri(store: Store, sparql: str) -> str:
    """The first IRI that a query finds."""
    return str(getattr(graph.select(store, sparql).rows[0][0], "value", ""))


def test_the_public_names_are_sorted_and_are_those_that_were_agreed() -> None:
    assert graph.__all__ == sorted(graph.__all__)
    agreed = (
        "build compare extract open_store search select evidence matrix show to_arrays to_networkx read_page report"
    )
    assert sorted(agreed.split()) == graph.__all__


@pytest.mark.parametrize("name", graph.__all__)
def test_a_public_function_is_documented_typed_and_named_like_no_module(name: str) -> None:
    function = getattr(graph, name)
    assert inspect.isfunction(function)
    assert inspect.getdoc(function)
    signature = inspect.signature(function)
    assert signature.return_annotation is not inspect.Signature.empty
    assert all(p.annotation is not inspect.Parameter.empty for p in signature.parameters.values())
    assert not (PACKAGE / name).exists()
    assert not (PACKAGE / f"{name}.py").exists()


def test_the_package_says_that_it_is_typed() -> None:
    assert (PACKAGE / "py.typed").is_file()


def test_extract_gives_facts_whose_evidence_slices_the_article(out: Path) -> None:
    found = graph.extract(out.parent / "small.txt")
    assert found.article.raw == RAW
    assert {fact.predicate for fact in found.facts} >= {"offers", "partnersWith"}
    assert all(RAW[slice(*span)].strip() for fact in found.facts for span in fact.evidence)


def test_select_answers_named_queries_and_sparql(store: Store) -> None:
    rows = graph.select(store, LOAN)
    assert rows.variables == ("x",)
    assert len(rows) == 1
    named = graph.select(store, "products", name="云杉消费金融")
    assert len(named) >= 1
    assert len(graph.select(store, "products", name="无")) == 0


@pytest.mark.parametrize(
    ("question", "parameters", "words"),
    [
        ("product", {}, "did you mean products"),
        ("products", {"nothing": "1"}, "no parameter nothing"),
        ("SELECT ?x {", {}, "line 1, column"),
        ("ASK { ?s ?p ?o }", {}, "not a SELECT but of the form ASK"),
    ],
)
def test_select_refuses_with_a_reason(question: str, parameters: dict[str, str], words: str, store: Store) -> None:
    with pytest.raises(QueryError, match=words):
        graph.select(store, question, **parameters)


def test_evidence_gives_the_sentences_of_a_claim_a_figure_and_an_entity(store: Store) -> None:
    first, second = RAW.splitlines()
    claim = iri(store, "SELECT ?c { ?c wp:predicate wp:partnersWith }")
    (found,) = graph.evidence(store, claim)
    assert (found.statement, found.article, found.quote) == (claim, "small", first)
    assert RAW[found.start : found.end] == first
    figure = iri(store, "SELECT ?f { ?f a wp:Figure }")
    assert [each.quote for each in graph.evidence(store, figure)] == [second]
    company = iri(store, 'SELECT ?x { ?x skos:prefLabel "云杉消费金融"@zh }')
    assert {each.quote for each in graph.evidence(store, company)} == {first, second}
    assert figure in {each.statement for each in graph.evidence(store, company)}
    assert graph.evidence(store, "authority:jsbk")


def test_evidence_of_what_is_unknown_is_empty_and_of_what_is_no_iri_an_error(store: Store) -> None:
    assert graph.evidence(store, "https://example.org/nothing") == ()
    with pytest.raises(QueryError, match="IRI"):
        graph.evidence(store, "雪松 贷")


def test_matrix_has_the_five_themes_and_the_institution_with_its_claims(store: Store) -> None:
    found = graph.matrix(store)
    assert len(found.themes) == 5
    row = next(row for row in found.rows if row.institution.zh == "云杉消费金融")
    inclusive = next(n for n, theme in enumerate(found.themes) if theme.zh == "普惠金融")
    assert [len(cell) > 0 for cell in row.cells] == [n == inclusive for n in range(5)]
    assert all(len(row) == 0 for row in graph.matrix(store, min_confidence=1).rows)


def test_to_networkx_has_an_edge_with_its_sentence_for_each_claim(store: Store) -> None:
    found = graph.to_networkx(store)
    loan = iri(store, LOAN)
    assert found.nodes[loan]["label"] == "雪松贷"
    edges = [data for _, target, data in found.edges(data=True) if target == loan and data["predicate"] == "offers"]
    assert edges
    assert {edge["evidence"] for edge in edges} == {RAW.splitlines()[0]}
    with pytest.raises(QueryError, match="no modality Perhaps"):
        graph.to_networkx(store, modality=["Perhaps"])


@pytest.mark.parametrize("make", [graph.show, graph.report])
def test_pages_are_returned_and_written(make: Callable[..., str], store: Store, tmp_path: Path) -> None:
    html = make(store, tmp_path / "page.html")
    assert html.startswith("<!DOCTYPE html>")
    assert "雪松贷" in html
    assert (tmp_path / "page.html").read_text(encoding="utf-8") == html == make(store)
    with pytest.raises(OutputError, match="cannot be written"):
        make(store, tmp_path / "page.html" / "below.html")


def test_a_page_is_a_text_that_a_notebook_shows(store: Store) -> None:
    page = graph.show(store)
    assert isinstance(page, str)
    assert page._repr_html_().startswith("<iframe ")
    assert len(repr(page)) < 100


def shown(page: str) -> rdflib.Graph:
    """The graph that the text of a page carries."""
    return reading.read_page(page)


def labels(page: str) -> set[str]:
    """The preferred labels in that graph."""
    return {str(label) for label in shown(page).objects(None, SKOS.prefLabel)}


OFFERS = "CONSTRUCT { ?x wp:offers ?y } { ?x wp:offers ?y }"


@pytest.mark.parametrize("kind", ["text", "rows", "triples", "graph"])
def test_show_takes_a_query_or_an_answer_at_hand(kind: str, store: Store, tmp_path: Path) -> None:
    triples = store.construct(OFFERS)
    lines = ox.serialize(triples, format=ox.RdfFormat.N_TRIPLES)
    rows = graph.select(store, "SELECT ?c { ?c wp:predicate wp:offers }")
    answers = {
        "text": OFFERS,
        "rows": rows,
        "triples": iter(triples),
        "graph": rdflib.Graph().parse(data=lines, format="nt"),
    }
    page = graph.show(store, tmp_path / "page.html", query=answers[kind])  # type: ignore[arg-type]  # each of its kind
    assert "雪松贷" in labels(page)
    assert "普惠金融" not in labels(page)
    assert (tmp_path / "page.html").read_text(encoding="utf-8") == page == graph.show(store, query=OFFERS)


def test_show_takes_a_named_query_with_parameters(store: Store) -> None:
    assert "雪松贷" in labels(graph.show(store, query="products", parameters={"name": "云杉消费金融"}))
    with pytest.raises(QueryError, match="answer is empty"):
        graph.show(store, query="products", parameters={"name": "无"})


def test_show_takes_an_earlier_store(store: Store, tmp_path: Path) -> None:
    (tmp_path / "small.txt").write_text(RAW.replace("雪松贷", "红松贷"), encoding="utf-8")
    graph.build([tmp_path / "small.txt"], tmp_path / "old")
    old = graph.open_store(tmp_path / "old" / "store")
    page = graph.show(store, diff=old)
    assert page != graph.show(store)
    assert isomorphic(shown(page), shown(graph.show(store)))
    changes = {node.name: node.change for node in pipeline.shown(store, diff=old)[0].nodes}
    assert (changes["雪松贷"], changes["红松贷"], changes["云杉消费金融"]) == ("came", "went", "")
    same = pipeline.shown(store, diff=store)[0]
    assert {node.change for node in same.nodes} == {""}


@pytest.mark.parametrize(
    ("how", "words"),
    [
        ({"query": "nothing-such"}, "No query is named"),
        ({"query": "ASK { ?s ?p ?o }"}, "An ASK is answered with yes or no"),
        ({"query": []}, "answer is empty; let the query return IRIs of entities"),
        ({"query": "entity-counts"}, "names nothing of the graph; let the query return IRIs of entities"),
        ({"parameters": {"name": "x"}}, "Parameters go with the name of a query; give that too"),
        ({"query": [], "parameters": {"name": "x"}}, "not with an answer"),
        ({"query": "SELECT ?s { ?s a wp:Bank }", "parameters": {"name": "x"}}, "named queries only"),
    ],
)
def test_show_refuses_with_a_reason(how: dict[str, Any], words: str, store: Store, tmp_path: Path) -> None:
    with pytest.raises(QueryError, match=words):
        graph.show(store, tmp_path / "page.html", **how)
    assert not (tmp_path / "page.html").exists()


def test_show_does_not_mix_a_query_and_a_difference(store: Store) -> None:
    with pytest.raises(QueryError, match="choose one"):
        graph.show(store, query="models", diff=store)


def test_a_page_read_back_is_the_graph(out: Path, store: Store, tmp_path: Path) -> None:
    graph.show(store, tmp_path / "page.html")
    found = graph.read_page(tmp_path / "page.html")
    assert isomorphic(found, rdflib.Graph().parse(out / "graph.ttl"))
    with pytest.raises(InputError):
        graph.read_page(out / "graph.ttl")
    with pytest.raises(InputError):
        graph.read_page(tmp_path / "missing.html")


def test_what_goes_wrong_is_one_kind_of_error(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="wupian build"):
        graph.open_store(tmp_path / "nothing")
    with pytest.raises(WupianError):
        graph.extract(tmp_path / "nothing.txt")
    with pytest.raises(WupianError):
        graph.build([tmp_path], tmp_path / "out", ontology=tmp_path)
