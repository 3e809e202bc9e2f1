"""The pattern `?x search:matches "words"` in every place of a query where it may and may not stand."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.errors import QueryError
from graph.rdf.names import BASE
from graph.store.embedded import in_memory
from graph.store.guard import LENGTH
from graph.store.matching import MATCHES, PATTERNS, rewritten
from graph.store.sparql import tokens
from graph.store.store import Store
from tests.store.texts import article, entity, holding, number, passage, passages

GRAPH = [
    *entity("bank", "Bank", "江湾银行", "江湾"),
    *entity("loan", "LoanProduct", "银行贷"),
    *article("a", "江湾银行服务养老"),
    *passage(1, "江湾银行推出银行贷，服务养老。"),
    *passage(40, "监管总局支持养老金融。"),
    *passage(60, "它说：“don't stop”\\"),
]
STORE = in_memory(GRAPH)
ALL = {BASE + f"article/a#char={place}" for place in ("1,16", "40,51", "60,75")}


def found(sparql: str, store: Store = STORE) -> list[str]:
    """The IRIs of the first column, by their last part, sorted."""
    rows = store.select(sparql).rows
    return sorted(re.split(r"[/=]", getattr(row[0], "value", "unbound"))[-1] for row in rows)


PLACES = {
    "alone": 'SELECT ?p { ?p search:matches "养老" }',
    "with a full stop": 'SELECT ?p { ?p search:matches "养老" . }',
    "in single quotes": "SELECT ?p { ?p search:matches '养老' }",
    "in long quotes": 'SELECT ?p { ?p search:matches """养老""" }',
    "with escapes": 'SELECT ?p { ?p search:matches "\\u517B\\u8001\\t" }',
    "with a dollar": 'SELECT $p { $p search:matches "养老" }',
    "by its whole IRI": f'SELECT ?p {{ ?p <{MATCHES}> "养老" }}',
    "under another prefix": 'PREFIX s: <https://w3id.org/wupian/search#> SELECT ?p { ?p s:matches "养老" }',
    "as a prefix itself": f'PREFIX m: <{MATCHES}> SELECT ?p {{ ?p m: "养老" }}',
    "first in a list": 'SELECT ?p { ?p search:matches "养老" ; a ?t }',
    "in the middle of a list": 'SELECT ?p { ?p a ?t ; search:matches "养老" ; !wp:none ?o FILTER(?o = ?t) }',
    "last in a list": 'SELECT ?p { ?p a ?t ; search:matches "养老" }',
    "before an empty end of a list": 'SELECT ?p { ?p a ?t ; search:matches "养老" ;; . }',
    "behind other patterns": 'SELECT ?p { ?x a wp:Bank . ?p search:matches "养老" . ?x a ?y }',
    "before a comment": 'SELECT ?p { ?p search:matches "养老" # "search:matches\n ; a ?t # . }\n }',
    "behind a filter": 'SELECT ?p { FILTER(?t != "}") ?p a ?t ; search:matches "养老" }',
    "before a filter": 'SELECT ?p { ?p search:matches "养老" FILTER(BOUND(?p)) ?p a ?t }',
    "behind BIND": 'SELECT ?p { BIND(1 AS ?one) ?p a ?t ; search:matches "养老" }',
    "before a group": 'SELECT ?p { ?p search:matches "养老" { ?p a ?t } }',
    "in a group of its own": 'SELECT ?p { { ?p search:matches "养老" } ?p a ?t }',
    "in a subselect": 'SELECT ?p { { SELECT ?p { ?p search:matches "养老" } LIMIT 9 } ?p a ?t }',
    "in UNION": 'SELECT DISTINCT ?p { { ?p search:matches "养老" } UNION { ?p search:matches "金 养老" } }',
    "in GRAPH": 'SELECT ?p { GRAPH ?g { ?p search:matches "养老" } }',
    "in EXISTS": 'SELECT ?p { ?p a ?t FILTER EXISTS { ?p search:matches "养老" } }',
    "in OPTIONAL": 'SELECT ?p { ?p a ?t OPTIONAL { ?p a ?u ; search:matches "养老" } FILTER(BOUND(?u)) }',
    "before MINUS": 'SELECT ?p { ?p a ?t ; search:matches "养老" MINUS { ?p wp:x [ a wp:Y ; wp:z (1 2) ] } }',
    "twice": 'SELECT ?p { ?p search:matches "养老" ; search:matches "服务 养" }',
    "without space": 'SELECT?p{?p search:matches"养老".?p a?t}',
}
HELD = ["1,16", "40,51", "a"]


@pytest.mark.parametrize("place", PLACES)
def test_the_pattern_finds_the_same_wherever_it_stands(place: str) -> None:
    assert found(PLACES[place]) == (["1,16", "a"] if place == "twice" else HELD)


def test_it_goes_with_what_else_is_said_of_the_variable() -> None:
    assert found('SELECT ?p { ?p a wp:Passage ; search:matches "養老 银行" }') == ["1,16"]
    assert found('SELECT ?b { ?b a wp:Bank ; search:matches "江湾" }') == ["bank"]
    assert found('SELECT ?n { ?b search:matches "江湾" ; skos:altLabel ?n }') == ["江湾"]
    assert found('SELECT ?a { ?p search:matches "监管" . ?p wp:inArticle ?a . ?a search:matches "江湾" }') == ["a"]


def test_it_takes_part_in_every_form_of_query() -> None:
    assert STORE.ask('ASK { ?p search:matches "监管" }')
    assert not STORE.ask('ASK { ?p search:matches "监管银行" }')
    made = STORE.construct('CONSTRUCT { ?p a wp:Found } WHERE { ?p search:matches "监管" }')
    assert [triple.object.value.rpartition("#")[2] for triple in made] == ["Found"]  # type: ignore[union-attr]  # an IRI
    assert STORE.construct('DESCRIBE ?p { ?p search:matches "监管" }')


def test_what_is_not_found_leaves_no_solution_and_an_optional_unbound() -> None:
    assert found('SELECT ?p { ?p search:matches "没有这个词" }') == []
    assert found('SELECT ?p { ?p search:matches "" }') == found('SELECT ?p { ?p search:matches "*" }') == []
    assert found('SELECT ?q { ?b a wp:Bank OPTIONAL { ?q search:matches "没有这个词" } }') == ["unbound"]


def test_a_variable_of_a_subselect_is_another_one() -> None:
    assert found('SELECT ?q { ?q a wp:Bank { SELECT ?t { ?q a ?t ; search:matches "监管" } } }') == ["bank"]


def test_thousands_of_hits_are_joined_without_comparing_each_with_every_row() -> None:
    store = passages([f"金融{number}" for number in range(4_000)])
    question = 'SELECT ?p { ?p a wp:Passage ; search:matches "金融" ; wp:cleanText ?text ; wp:inArticle ?a }'
    assert len(store.select(question)) == 4_000


def test_blank_nodes_may_join_the_patterns_around_it() -> None:
    assert found('SELECT ?p { _:a a wp:Article . ?p wp:inArticle _:a . ?p search:matches "监管" . _:a a ?t }') == [
        "40,51"
    ]


@pytest.mark.parametrize("words", ["don't", 'it"s', "\\", "”\\", "'''", "# } .", "\t"])
def test_the_string_may_hold_any_sign(words: str) -> None:
    written = words.replace("\\", "\\\\").replace('"', '\\"').replace("\t", "\\t")
    expected = sorted(re.split(r"[/=]", hit.iri)[-1] for hit in STORE.search(words))
    assert found(f'SELECT ?p {{ ?p search:matches "{written}" }}') == expected


REFUSED = {
    "a list of commas": 'SELECT * { ?p search:matches "a", "b" }',
    "a path": 'SELECT * { ?p search:matches/wp:x "a" }',
    "a path to it": 'SELECT * { ?p wp:x/search:matches "a" }',
    "an inverse path": 'SELECT * { ?p ^search:matches "a" }',
    "a repeated path": 'SELECT * { ?p search:matches* "a" }',
    "a path in brackets": 'SELECT * { ?p (search:matches) "a" }',
    "a negated path": 'SELECT * { ?p !search:matches "a" }',
    "an alternative path": 'SELECT * { ?p search:matches|wp:x "a" }',
    "a blank node": 'SELECT * { [] search:matches "a" }',
    "a named blank node": 'SELECT * { _:b search:matches "a" }',
    "a blank node with properties": 'SELECT * { [ search:matches "a" ] a ?t }',
    "a blank node as object": 'SELECT * { ?p wp:x [ a ?t ; search:matches "a" ] }',
    "a list as subject": 'SELECT * { (?p) search:matches "a" }',
    "a list as object": 'SELECT * { ?p search:matches ("a") }',
    "a constant": 'SELECT * { wp:x search:matches "a" }',
    "a variable as words": "SELECT * { ?p search:matches ?words }",
    "a language": 'SELECT * { ?p search:matches "a"@zh }',
    "a datatype": 'SELECT * { ?p search:matches "a"^^xsd:string }',
    "a number": "SELECT * { ?p search:matches 7 }",
    "a subject": "SELECT * { search:matches ?p ?o }",
    "an object": "SELECT * { ?s ?p search:matches }",
    "an expression": "SELECT * { ?s ?p ?o FILTER(?p = search:matches) }",
    "data": "SELECT * { VALUES ?p { search:matches } ?s ?p ?o }",
    "a graph": 'SELECT * { GRAPH search:matches { ?p search:matches "a" } }',
    "a template": 'CONSTRUCT { ?p search:matches "a" } WHERE { ?p ?q ?o }',
    "a template that is the pattern": 'CONSTRUCT WHERE { ?p search:matches "a" }',
    "what is described": "DESCRIBE search:matches",
}


@pytest.mark.parametrize("place", REFUSED)
def test_every_other_use_is_refused_in_one_sentence_with_its_place(place: str) -> None:
    query = REFUSED[place]
    with pytest.raises(QueryError) as caught:
        STORE.construct(query) if query.startswith(("CONSTRUCT", "DESCRIBE")) else STORE.select(query)
    said = str(caught.value)
    column = query.index("search:matches") + 1
    assert re.match(rf"search:matches at line 1, column {column} is not of the form \?variable ", said)
    assert "\n" not in said
    assert said.count(". ") == 0


def test_one_good_pattern_does_not_excuse_a_bad_one() -> None:
    with pytest.raises(QueryError, match="line 2, column 3 "):
        STORE.select('SELECT * { ?p search:matches "a" .\n  search:matches ?q ?o }')


@pytest.mark.parametrize(
    "query",
    [
        'SELECT * { ?p search:matches "a" ?q }',
        'SELECT * { ?p search:matches "a" .. }',
        'SELECT * { ?p search:matches "a',
    ],
)
def test_a_query_that_is_no_sparql_is_told_at_its_own_place(query: str) -> None:
    bare = query.replace("search:matches", "skosxx:matches")
    with pytest.raises(QueryError, match="is not SPARQL at line 1") as caught:
        STORE.select(query)
    with pytest.raises(QueryError) as other:
        STORE.select(bare.replace("skosxx:", "schema:"))
    assert str(caught.value).split("\n")[0].partition(":")[0] == str(other.value).split("\n")[0].partition(":")[0]


def test_limits_and_refusals_hold_before_anything_is_searched() -> None:
    many = " ".join(f'?p search:matches "{i}" .' for i in range(PATTERNS + 1))
    with pytest.raises(QueryError, match="searches 6 times; the most are 5"):
        STORE.select(f"SELECT * {{ {many} }}")
    with pytest.raises(QueryError, match="SERVICE is refused"):
        STORE.select('SELECT * { ?p search:matches "养老" SERVICE <urn:x> { } }')
    with pytest.raises(QueryError, match="the most are 200,000"):
        STORE.select('SELECT * { ?p search:matches "' + "养" * LENGTH + '" }')
    with pytest.raises(QueryError, match="501 characters"):
        STORE.select('SELECT * { ?p search:matches "' + "养" * 501 + '" }')


def test_a_query_without_the_term_stays_as_it_is() -> None:
    for query in ("SELECT * { ?s ?p ?o }", "SELECT * { ?search ?p 'search:matches' } # search:matches", "search", ""):
        assert rewritten(query, lambda words: [words]) == query


def test_hits_that_hold_signs_of_sparql_stay_iris() -> None:
    store = in_memory(entity("a'b%20.;,()$", "App", "松针"))
    assert found('SELECT ?x { ?x search:matches "松针" ; a wp:App }', store) == ["a'b%20.;,()$"]


@given(
    st.lists(st.text("监管監金融养老贷 ，", min_size=1, max_size=9), max_size=7),
    st.text("监管監金融养贷", min_size=1, max_size=3),
)
@settings(max_examples=60, deadline=None)
def test_passages_are_those_that_a_look_at_every_sentence_finds(texts: list[str], word: str) -> None:
    rows = passages(texts).select(f'SELECT ?p {{ ?p a wp:Passage ; search:matches "{word}" }}').rows
    assert {number(str(row[0])) for row in rows} == holding(texts, word)
    assert len({row[0] for row in rows}) == len(rows)


PIECES = st.sampled_from(
    ["?x", "search:matches", '"a"', ";", ".", ",", "{", "}", "(", ")", "[", "]", "a", "wp:Bank", "FILTER", "OPTIONAL"]
)


@given(st.lists(PIECES, max_size=14))
@settings(max_examples=300, deadline=None)
def test_no_text_breaks_the_rewriting(pieces: list[str]) -> None:
    """Either the term is gone or the query is refused, and what is answered was a query before."""
    query = "SELECT * { " + " ".join(pieces) + " }"
    try:
        said = rewritten(query, lambda _: ["urn:x"])
    except QueryError:
        return
    assert "search:matches" not in [token.text for token in tokens(said)]
