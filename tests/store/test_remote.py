"""Remote stores: every answer of a real server is the one of the embedded store, or an error that says why not."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import pytest
from pyoxigraph import BlankNode, Literal, NamedNode
from rdflib import Graph
from rdflib.compare import isomorphic

import graph
from graph.errors import QueryError, StoreError
from graph.query.catalogue import catalogue
from graph.query.run import run
from graph.rdf.names import WP
from graph.store.opening import open_store
from graph.store.remote import RemoteStore
from graph.store.store import EVERYTHING
from tests.servers import GRAPH, LARGE, RING, ROWS

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from graph.query.run import Result
    from graph.store.store import Store

# Of the named queries, those that between them use every construct of SPARQL that the catalogue knows.
HARD = (
    *("aliases", "articles", "domain-violation", "entities", "entity-counts", "figure-violation", "identifiers"),
    *("policy-paths", "quote-violation", "theme-matrix", "themes-without-institution", "through-units"),
)


@pytest.fixture(scope="module")
def embedded(seed: Path) -> Store:
    return open_store(seed / "store")


@pytest.fixture(params=["oxigraph", "virtuoso"])
def store(request: pytest.FixtureRequest) -> Iterator[Store]:
    """The seed graph on each server."""
    address = request.getfixturevalue(request.param)
    opened = open_store(address + (f"?default-graph-uri={GRAPH}" if request.param == "virtuoso" else ""))
    yield opened
    opened.close()


@pytest.fixture
def large(virtuoso: str) -> Iterator[RemoteStore]:
    """A graph on Virtuoso that is larger than what it gives at once."""
    opened = RemoteStore(f"{virtuoso}?default-graph-uri={LARGE}")
    yield opened
    opened.close()


def rows(found: Result) -> tuple[tuple[str, ...], Counter[str]]:
    """The variables and the multiset of the rows of an answer."""
    return found.variables, Counter(map(str, found.rows))


def test_every_statement_comes_over_as_the_embedded_store_writes_it(store: Store, embedded: Store) -> None:
    assert sorted(store.lines()) == sorted(embedded.lines())
    assert set(store.construct(EVERYTHING)) == set(embedded.construct(EVERYTHING))


def test_every_named_query_has_the_same_rows_on_a_server_of_the_standard(oxigraph: str, embedded: Store) -> None:
    store = open_store(oxigraph)
    names = [query.name for query in catalogue()]
    assert len(names) > 60
    assert [n for n in names if rows(run(store, n)) != rows(run(embedded, n))] == []


def test_named_queries_have_the_same_rows_on_virtuoso(virtuoso: str, embedded: Store) -> None:
    store = open_store(f"{virtuoso}?default-graph-uri={GRAPH}")
    assert [n for n in HARD if rows(run(store, n)) != rows(run(embedded, n))] == []
    assert sum(len(run(embedded, name).rows) for name in HARD) > 200


@pytest.mark.parametrize("pattern", ["wp:Bank rdfs:subClassOf* ?x", "?x a/rdfs:subClassOf+ wp:Organization"])
def test_climbs_in_the_graph_are_answered_alike(store: Store, embedded: Store, pattern: str) -> None:
    query = f"SELECT ?x WHERE {{ {pattern} }}"
    assert Counter(map(str, store.select(query))) == Counter(map(str, embedded.select(query))) != Counter()


def test_a_climb_to_what_nothing_is_below_finds_that_alone(store: Store, embedded: Store) -> None:
    assert not store.select("SELECT ?x { ?x wp:advances ?y ; a/rdfs:subClassOf+ wp:Unheard }").rows
    figures = "SELECT ?x { ?x wp:figureOf ?y ; a/rdfs:subClassOf* wp:Figure }"
    assert len(store.select(figures)) == len(embedded.select(figures)) > 9


def test_truth_is_true_and_false_in_rows_too(store: Store) -> None:
    found = {row[0] for row in store.select("SELECT DISTINCT ?truth { ?claim wp:explicit ?truth }")}
    assert found == {Literal(True), Literal(False)}


def test_ask_is_answered_with_yes_or_no(store: Store) -> None:
    assert store.ask("ASK { ?s a wp:Policy }")
    assert not store.ask("ASK { ?s a wp:Unheard }")


def test_construct_and_describe_give_the_triples_of_the_embedded_store(store: Store, embedded: Store) -> None:
    named = "CONSTRUCT { ?s skos:prefLabel ?n } WHERE { ?s a wp:Theme ; skos:prefLabel ?n }"
    assert len(store.construct(named)) == 10
    assert set(store.construct(named)) == set(embedded.construct(named))
    assert store.construct("CONSTRUCT WHERE { ?s a wp:Unheard }") == []
    bank = f"DESCRIBE <{WP}Bank>"
    assert set(store.construct(bank)) == set(embedded.construct(bank)) != set()


def test_unbound_variables_are_none_and_all_variables_keep_their_order(store: Store, embedded: Store) -> None:
    query = "SELECT * { ?z a wp:Theme OPTIONAL { ?z wp:unheard ?a } }"
    found = store.select(query)
    assert found.variables == embedded.select(query).variables == ("a", "z")
    assert {row[0] for row in found} == {None}
    assert len(found) == 5


def test_a_wrong_query_is_refused_in_the_words_of_the_embedded_store(store: Store, embedded: Store) -> None:
    for query in (
        "SELECT ?s {\n  ?s skos:prefLabel ?o ;; .\n  FILTER(?o = )\n}",
        "SELECT ?s { ?s nowhere:x ?o }",
        "SELECT ?s { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }",
        "SELECT ?s FROM <https://example.org/> { ?s ?p ?o }",
        "DEFINE input:same-as 'yes' SELECT ?s { ?s ?p ?o }",
        "DROP ALL",
        "",
    ):
        with pytest.raises(QueryError) as here:
            embedded.select(query)
        with pytest.raises(QueryError) as there:
            store.select(query)
        assert str(there.value) == str(here.value)


def test_each_method_takes_the_form_of_query_it_is_for(store: Store) -> None:
    for ask, query in ((store.select, "ASK { ?s ?p ?o }"), (store.ask, EVERYTHING), (store.construct, "SELECT * {}")):
        with pytest.raises(QueryError, match=r"not an? "):
            ask(query)


def test_prefixes_need_no_declaration_and_can_be_declared_otherwise_after_a_base(store: Store) -> None:
    own = "BASE <http://www.w3.org/2004/02/skos/core> PREFIX wp: <#> SELECT ?o { ?s wp:prefLabel ?o ; a ?c } LIMIT 3"
    assert len(store.select(own)) == 3
    assert len(store.select("# SELECT nothing\nSELECT ?s { ?s a wp:Theme }")) == 5


def test_a_closed_store_says_so(store: Store) -> None:
    store.close()
    store.close()
    for ask in (store.select, store.ask, store.construct):
        with pytest.raises(StoreError, match=r"^The store is closed\.$"):
            ask(EVERYTHING)
    with pytest.raises(StoreError, match=r"^The store is closed\.$"):
        store.lines()


def test_the_public_functions_work_on_an_address(oxigraph: str) -> None:
    store = graph.open_store(oxigraph)
    (policy,) = {row[0] for row in graph.select(store, "SELECT ?p { ?p a wp:Policy } ORDER BY ?p LIMIT 1")}
    assert isinstance(policy, NamedNode)
    assert graph.evidence(store, policy.value)
    assert len(graph.matrix(store).themes) == 5
    assert graph.to_networkx(store).number_of_edges() > 50


def test_rows_that_a_server_cuts_are_an_error_that_counts_them(large: RemoteStore) -> None:
    with pytest.raises(StoreError, match=r"gives 5,000 rows of 10,006; ask for fewer, or raise its limit"):
        large.select("SELECT ?s { ?s ?p ?o }")
    with pytest.raises(StoreError, match=r"gives 5,000 rows of 6,000; "):
        large.select("SELECT ?s { ?s ?p ?o } LIMIT 6000")


def test_rows_that_are_all_different_come_by_parts_and_are_whole(large: RemoteStore) -> None:
    found = large.select("SELECT ?o ?s { ?s ?p ?o } # all")
    assert found.variables == ("o", "s")
    assert len(found) == len(set(found.rows)) == 2 * ROWS + 1 + RING
    assert len(set(large.select("SELECT ?s ?o { ?s ?p ?o } LIMIT 6000").rows)) == 6000
    with pytest.raises(StoreError, match=r"gives 5,000 rows of 10,006; "):
        large.select("SELECT ?s ?o { ?s ?p ?o } ORDER BY ?o")


def test_exactly_as_many_rows_as_a_server_gives_are_whole(large: RemoteStore) -> None:
    assert len(large.select(f"SELECT ?s {{ ?s ?p ?o }} LIMIT {ROWS}")) == ROWS
    assert len(large.select(f"SELECT ?s {{ ?s ?p ?o }} LIMIT {ROWS - 1}")) == ROWS - 1


@pytest.mark.parametrize(
    "query", [EVERYTHING, "CONSTRUCT { ?s a <urn:c> } WHERE { ?s ?p ?o }", "DESCRIBE ?s { ?s ?p ?o }"]
)
def test_triples_of_which_a_server_cuts_the_solutions_are_an_error(large: RemoteStore, query: str) -> None:
    with pytest.raises(StoreError, match="gives 5,000 rows of 10,006; "):
        large.construct(query)


def test_a_graph_that_a_server_cuts_comes_by_parts_with_its_blank_nodes(large: RemoteStore, seed: Path) -> None:
    held = large.lines()
    assert len(held) == len(set(held)) == 2 * ROWS + 1 + RING
    expected = (seed / "large.nq").read_text(encoding="utf-8").split(" .\n")
    assert {line for line in held if "_:" not in line} == {line for line in expected if line and "_:" not in line}
    ring = Graph().parse(data="".join(f"{line} .\n" for line in held if "_:" in line), format="nt")
    wanted = Graph().parse(data="".join(f"{line} .\n" for line in expected if "_:" in line), format="nt")
    assert isomorphic(ring, wanted)


def test_blank_nodes_come_in_rows_under_the_names_they_have_in_lines(large: RemoteStore) -> None:
    found = large.select("SELECT ?s { ?s <urn:q> ?o }").rows
    assert len({row[0] for row in found}) == RING
    assert all(isinstance(row[0], BlankNode) for row in found)
    assert {str(row[0]) for row in found} == {line.split(" ")[0] for line in large.lines() if line.startswith("_:")}


def test_the_parameters_of_an_address_choose_the_graph(virtuoso: str) -> None:
    count = "SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }"
    assert RemoteStore(f"{virtuoso}?default-graph-uri={LARGE}").count(count) == 2 * ROWS + 1 + RING
    assert RemoteStore(f"{virtuoso}?default-graph-uri=urn:none").count(count) == 0
    everything = set(open_store(virtuoso).lines())
    assert everything > set(open_store(f"{virtuoso}?default-graph-uri={GRAPH}").lines())
