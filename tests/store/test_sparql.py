"""SPARQL as text: tokens, forms, values for variables, and where a query is broken."""

from __future__ import annotations

import sys
from itertools import pairwise
from types import FrameType

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode

from graph.errors import QueryError
from graph.query.catalogue import catalogue
from graph.store.embedded import in_memory
from graph.store.grammar import misfit
from graph.store.sparql import fill, form, tokens

EMPTY = in_memory([])


def error(query: str) -> str:
    """What the store says of a broken query."""
    with pytest.raises(QueryError) as caught:
        EMPTY.select(query)
    return str(caught.value)


@pytest.mark.parametrize(
    ("query", "place", "words"),
    [
        ("SELEC * { ?s ?p ?o }", (1, 1), '"SELEC" cannot stand here'),
        ("SELECT * { ?s ?p ?o", (1, 20), "the end of the query cannot stand here"),
        ("SELECT * {\n  ?s ?p .\n}", (2, 9), '"." cannot stand here'),
        ("SELECT * {\r\n  ?s ?p .\r\n}", (2, 9), '"." cannot stand here'),
        ("SELECT ?s { ?s ?p ?o } LIMIT many", (1, 30), "expected a number"),
        ("SELECT * { ?s skos:prefLabel '云岭 }", (1, 30), "a string that is not closed"),
        ("SELECT * { ?s skos:prefLabel '云岭' ; ex:p ?o }", (1, 37), 'the prefix "ex:" is not declared'),
        ("SELECT * { <name> ?p ?o }", (1, 12), 'the IRI "<name>" is relative'),
        ("SELECT * { ?s ?p ?o FILTER(?o = ) }", (1, 33), '")" cannot stand here'),
        ("SELECT * { ?s ?p ?o FILTER(size(?o) > 1) }", (1, 28), '"size" cannot stand here'),
        ("SELECT * { '😀' ?p ?o FILTER }", (1, 29), '"}" cannot stand here'),
        ("SELECT * { ?名称 ?p ，}", (1, 19), '"，" cannot stand here'),
        ("SELECT\u3000* { ?s ?p ?o }", (1, 7), '"\u3000" cannot stand here'),
        ("SELECT * { ?s ?p ?o } }", (1, 23), "expected"),
        ("SELECT * { BIND(1 AS ?a) BIND(2 AS ?a) }", (1, 1), "beyond the grammar"),
        ("SELECT ?s (COUNT(?o) AS ?n) { ?s ?p ?o }", (1, 1), ""),
        ('SELECT * { ?s ?p "\\q" }', (1, 18), "a string that is not closed"),
    ],
)
def test_a_broken_query_is_told_with_line_column_and_caret(query: str, place: tuple[int, int], words: str) -> None:
    said = error(query)
    line, column = place
    assert said.startswith(f"The query is not SPARQL at line {line}, column {column}: ")
    assert words in said
    shown, caret = said.split("\n")[1:]
    assert caret.strip() == "^"
    assert shown.strip() in query.replace("\r", "")


def test_the_caret_stands_under_the_place_however_wide_the_characters_are() -> None:
    assert error("SELECT * { ?s skos:prefLabel '云岭消费金融' ,, }").endswith(
        "\n  SELECT * { ?s skos:prefLabel '云岭消费金融' ,, }\n                                               ^"
    )


def test_a_long_line_is_cut_around_the_place() -> None:
    said = error("SELECT * { " + "?s ?p ?o . " * 50 + "? }")
    assert len(said.split("\n")[1]) <= 102
    assert said.split("\n")[1][len(said.split("\n")[2]) - 1] == "?"


def test_an_empty_query_is_told_as_such() -> None:
    for query in ("", "  \n", "# nothing\n"):
        assert error(query) == "The query is empty."


def test_the_grammar_accepts_every_named_query() -> None:
    assert [q.name for q in catalogue() if misfit(tokens(q.sparql))] == []


ACCEPTED = [
    "BASE <http://x/> PREFIX : <y> SELECT DISTINCT ?a (COUNT(DISTINCT *) AS ?n) WHERE { ?a :p|^:q/:r*/!(:s|^a)+ [] }",
    "SELECT REDUCED * { { SELECT ?s { ?s a ?t } LIMIT 1 OFFSET 2 } UNION { GRAPH ?g { ?s ?p () } } MINUS { ?s ?p 1 } }",
    'SELECT ?s { ?s ?p "a"@zh-Hans, """b"c""", \'d\'^^xsd:string, -1, +2.5, 1e6, .5, true ; a [ ?q ( 1 2 ) ] . }',
    "ASK { VALUES (?a ?b) { (1 UNDEF) (<x:a> 'b') } VALUES ?c { 1 2 } FILTER NOT EXISTS { ?a ?b ?c } }",
    "SELECT (GROUP_CONCAT(DISTINCT ?n ; SEPARATOR = '、') AS ?all) { ?s ?p ?n } GROUP BY ?s (STR(?p) AS ?x)"
    " HAVING (COUNT(*) > 1) ORDER BY DESC(?all) ?s LIMIT 5 VALUES ?s { <x:a> }",
    "CONSTRUCT { ?s a ?t } WHERE { ?s a ?t FILTER(?t IN (<x:a>, <x:b>) && !(?s NOT IN ()) || -?s * 2 / 3 >= 4) }",
    "CONSTRUCT WHERE { ?s ?p ?o } LIMIT 1",
    "DESCRIBE <x:a> ?b { ?b ?p ?o . OPTIONAL { ?b ?q ?r BIND(IF(BOUND(?r), 1, COALESCE(?r, 2)) AS ?z) } }",
    "DESCRIBE *",
    "SELECT * { ?s ?p ?o FILTER regex(?o, 'a', 'i') FILTER xsd:integer(?o) }",
    "SELECT ?é·ü {} # end",
]


@pytest.mark.parametrize("query", ACCEPTED)
def test_the_grammar_accepts_what_sparql_allows(query: str) -> None:
    assert misfit(tokens(query)) is None
    assert [t for t in tokens(query) if t.kind == "BAD"] == []


def test_the_form_of_a_query_is_its_first_word_behind_the_prologue() -> None:
    assert form("# SELECT\nBASE <x:/> PREFIX ask: <x:ask> dEscribe ?s") == "DESCRIBE"
    assert form("PREFIX a: <x:a> PREFIX b: <x:b> CONSTRUCT WHERE {}") == "CONSTRUCT"
    for query in ("", "{ SELECT }", "?s"):
        assert form(query) == ""


def test_values_replace_variables_and_nothing_else() -> None:
    query = "SELECT ?a $a ?ab { ?s ?p '?a', \"?a\", <x:?a> } # ?a"
    assert fill(query, {"a": NamedNode("x:v")}) == "SELECT <x:v> <x:v> ?ab { ?s ?p '?a', \"?a\", <x:?a> } # ?a"


HOSTILE = [
    '"',
    "'",
    '"""',
    "\\",
    "\\\\",
    '\\"',
    "\n",
    "\r",
    '" } #',
    "'''",
    "?x",
    "\u2028",
    "😀",
    '"@zh',
    "}\x00",
    "\\u0022",
]


@given(st.lists(st.one_of(st.sampled_from(HOSTILE), st.text(max_size=5)), max_size=6).map("".join))
def test_any_text_can_be_a_value_and_stays_one_string(text: str) -> None:
    query = fill("SELECT (?value AS ?same) ('rest' AS ?more) { }", {"value": Literal(text)})
    assert EMPTY.select(query).rows == [(Literal(text), Literal("rest"))]


@given(st.text(st.sampled_from("SELECT{}()<>[]?$:.;,'\"\\#@^|/*+-!= \n\t_a1云😀~%&"), max_size=60))
def test_tokens_with_the_space_between_them_are_the_query(query: str) -> None:
    found = tokens(query)
    assert all(query[t.start : t.start + len(t.text)] == t.text for t in found)
    assert all(a.start + len(a.text) <= b.start for a, b in pairwise(found[:-1]))
    assert found[-1].kind == "END"


def calls(query: str) -> int:
    """How many calls it takes to find the fault of a query."""
    count = 0
    found = tokens(query)

    def counted(frame: FrameType, event: str, arg: object) -> None:
        nonlocal count
        del frame, arg
        count += event == "call"

    sys.setprofile(counted)
    try:
        misfit(found)
    finally:
        sys.setprofile(None)
    return count


@pytest.mark.parametrize(
    "piece",
    ["?s ?p ?o . ", "{ ?s ?p ?o } UNION ", "FILTER(?s = 1) ", "?s ?p [ ] , ( 1 ) ; ?p 2 . ", "OPTIONAL { ?s ?p 1 } "],
)
def test_the_fault_of_a_query_is_found_in_steps_that_grow_with_its_length(piece: str) -> None:
    short, long = (calls("SELECT * { ?s ?p ?o . " + piece * n + "! }") for n in (20, 80))
    assert long < 4.5 * short


@pytest.mark.parametrize(
    "hostile",
    [
        '"' * 100_000,
        "'''" + "\\'" * 50_000,
        '"""' * 33_333 + "\\",
        "<" * 100_000,
        "<a" * 50_000,
        "a." * 50_000,
        "a-" * 50_000 + "a",
        "a:" + "." * 100_000,
        "a:" + "%" * 100_000,
        "_:a" + "." * 100_000,
        "1" * 100_000,
        "1." * 50_000,
        "@a" * 50_000,
        "@a" + "-" * 100_000,
        "#" * 100_000,
        "\\u00" * 25_000,
        "云" * 100_000,
        "\u00b7" * 100_000,
    ],
    ids=range(18),
)
def test_hostile_text_is_cut_into_tokens_to_its_end(hostile: str) -> None:
    assert tokens(hostile)[-1].start == len(hostile)
