"""The same question in other words has the same answer."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, Triple

from graph.query.catalogue import catalogue
from graph.query.run import values
from graph.store.embedded import in_memory
from graph.store.prefixes import PREFIXES
from graph.store.rewriting import COUNT, counting, declare, solving
from graph.store.sparql import fill
from graph.store.store import Store
from graph.store.virtuoso import OWN, climbs, legible, level, plain
from tests.query import graphs

QUERIES = [(query.name, fill(query.sparql, values(query, ()))) for query in catalogue()]
CLASSES = [NamedNode(f"urn:c{number}") for number in range(5)]
THINGS = [NamedNode(f"urn:t{number}") for number in range(4)]
UNDER, OF, LIKES = NamedNode("urn:under"), NamedNode("urn:of"), NamedNode("urn:likes")
GRAPHS = st.lists(
    st.one_of(
        st.builds(Triple, st.sampled_from(CLASSES), st.just(UNDER), st.sampled_from(CLASSES)),
        st.builds(Triple, st.sampled_from(THINGS), st.just(OF), st.sampled_from(CLASSES)),
        st.builds(Triple, st.sampled_from(THINGS), st.just(LIKES), st.sampled_from(THINGS)),
    ),
    max_size=16,
)
CLIMBING = (
    "?x <urn:of>/<urn:under>* <urn:c0>",
    "?x <urn:of>/<urn:under>+ u:c1 ; <urn:likes> ?y",
    "?x <urn:likes> ?y FILTER EXISTS { ?y <urn:of>/u:under* <urn:c0> }",
    "?x <urn:likes> ?y FILTER NOT EXISTS { ?y ^<urn:likes>/<urn:of>/<urn:under>* <urn:c0> . ?y ?p ?o }",
    "?x <urn:likes>+/<urn:of>/<urn:under>* <urn:c2> . ?x u:of/u:under+ <urn:c0>",
    "{ ?x <urn:of>/<urn:under>* <urn:c0> } UNION { ?y <urn:of>/<urn:under>* <urn:c1> }",
    "?x u:likes [ u:of/u:under* u:c3 ]",
)


def terms(store: Store, query: str) -> list[str]:
    """The terms that a query of one variable finds."""
    return [str(row[0]) for row in store.select(query)]


@settings(deadline=None)
@given(GRAPHS, st.sampled_from(CLIMBING))
def test_a_climb_that_is_levelled_finds_the_same_rows_as_often(triples: list[Triple], pattern: str) -> None:
    store = in_memory(triples)
    query = f"PREFIX u: <urn:> SELECT ?x ?y {{ {pattern} }}"
    levelled = level(query, lambda below: terms(store, below))
    assert OWN in levelled
    assert not climbs(levelled)
    assert sorted(map(str, store.select(levelled))) == sorted(map(str, store.select(query)))


@pytest.mark.parametrize(
    "pattern",
    [
        "?x <urn:likes>|<urn:of>/<urn:under>* <urn:c0>",
        "?x (<urn:likes>|<urn:of>)/<urn:under>* <urn:c0>",
        "?x <urn:of>/<urn:under>* ?c",
        "?x <urn:under>* <urn:c0>",
        '?x <urn:p> "/<urn:under>* <urn:c0>"',
        "?x ?p ?o BIND(?o / <urn:a> * <urn:b> AS ?y)",
        "?x ?p ?o FILTER(?o > <urn:c>/<urn:a> * <urn:b>)",
    ],
)
def test_other_paths_and_sums_stay_as_they_are(pattern: str) -> None:
    query = f"SELECT ?x {{ {pattern} }}"
    assert level(query, lambda _: pytest.fail("nothing is asked")) == query


def test_a_query_for_all_variables_is_given_no_more_of_them() -> None:
    query = "SELECT * { ?x <urn:of>/<urn:under>* <urn:c0> }"
    assert level(query, lambda _: pytest.fail("nothing is asked")) == query


@pytest.mark.parametrize(("name", "query"), QUERIES, ids=[name for name, _ in QUERIES])
def test_named_queries_are_levelled_counted_and_declared_without_a_change_of_answer(name: str, query: str) -> None:
    store = graphs.store(broken=True)
    found = sorted(map(str, store.select(query)))
    assert sorted(map(str, store.select(level(query, lambda below: terms(store, below))))) == found
    assert [int(row[0].value) for row in store.select(counting(query)) if isinstance(row[0], Literal)] == [len(found)]
    assert declare(query, PREFIXES) == query, name


@pytest.mark.parametrize(
    "query",
    [
        "SELECT ?o { ?s skos:prefLabel ?o } ORDER BY ?o LIMIT 7 OFFSET 2",
        "SELECT DISTINCT ?c { ?s a ?c }",
        "PREFIX a: <urn:a> SELECT ?c (COUNT(*) AS ?n) { ?s a ?c } GROUP BY ?c HAVING(?n > 1) VALUES ?c { wp:Bank }",
        "SELECT * { ?s a wp:Claim } # to the end",
    ],
)
def test_a_count_is_the_number_of_rows(query: str) -> None:
    store = graphs.store()
    found = store.select(counting(query))
    assert found.variables == (COUNT,)
    assert found.rows == [(Literal(len(store.select(query))),)]


@pytest.mark.parametrize(
    ("query", "as_select"),
    [
        ("CONSTRUCT { ?s a ?o . ?s ?p [] } WHERE { ?s ?p ?o }", "SELECT * { ?s ?p ?o }"),
        ("CONSTRUCT WHERE { ?s a ?o }", "SELECT * { ?s a ?o }"),
        ("construct { ?s a ?o } { ?s a ?o { ?s ?p ?o } } LIMIT 3", "SELECT * { ?s a ?o { ?s ?p ?o } } LIMIT 3"),
        ("DESCRIBE ?s wp:Bank WHERE { ?s a wp:Claim }", "SELECT * { ?s a wp:Claim }"),
        ("DESCRIBE ?s { ?s a wp:Claim }", "SELECT * { ?s a wp:Claim }"),
    ],
)
def test_the_solutions_of_a_construct_and_describe_are_those_of_their_pattern(query: str, as_select: str) -> None:
    solutions = solving(query)
    assert solutions
    assert len(graphs.store().select(solutions)) == len(graphs.store().select(as_select)) > 0


def test_a_describe_of_terms_has_no_solutions() -> None:
    assert solving("PREFIX a: <urn:> DESCRIBE a:b <urn:c>") is None


def test_only_prefixes_that_are_used_and_not_declared_are_declared_behind_a_base() -> None:
    query = "BASE <urn:b> PREFIX wp: <urn:own> SELECT ?s { ?s a wp:Bank ; skos:prefLabel 'rdfs:label' # xsd:date\n}"
    declared = declare(query, PREFIXES)
    assert declared == query.replace("SELECT", f"PREFIX skos: <{PREFIXES['skos']}> SELECT")
    assert declare(declared, PREFIXES) == declared


def test_what_virtuoso_writes_otherwise_becomes_what_others_write() -> None:
    boolean = NamedNode("http://www.w3.org/2001/XMLSchema#boolean")
    assert [plain(Literal(text, datatype=boolean)) for text in ("1", "0", "true")] == [
        Literal(True),
        Literal(False),
        Literal(True),
    ]
    for term in (None, Literal("1"), Literal(1), NamedNode("urn:1"), Literal("no", datatype=boolean)):
        assert plain(term) == term
    said = rb'{"type": "literal", "value": "\"type\": \"bnode\", \"value\": \"nodeID://b1"}'
    assert legible(said) == said
