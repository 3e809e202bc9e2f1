"""Asking: names, SPARQL, forms and parameters."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode

from graph.errors import QueryError
from graph.query.catalogue import Parameter, named
from graph.query.run import iri, run, value, values
from tests.query.graphs import store

DECIMAL = NamedNode("http://www.w3.org/2001/XMLSchema#decimal")


def test_each_form_of_query_has_its_kind_of_answer() -> None:
    rows = run(store(), "SELECT ?name { ?x a wp:Policy ; skos:prefLabel ?name }")
    assert (rows.form, rows.variables, rows.rows) == (
        "SELECT",
        ("name",),
        ((Literal("普惠金融服务提升意见", language="zh"),),),
    )
    assert run(store(), "ask { ?x a wp:Bank }").truth is True
    assert run(store(), "ASK { ?x a wp:Nothing }").truth is False
    for query in (
        "CONSTRUCT { ?x a wp:Bank } WHERE { ?x a wp:Bank }",
        "PREFIX a: <https://w3id.org/wupian/> DESCRIBE a:x",
    ):
        assert len(run(store(), query).triples) == (1 if "CONSTRUCT" in query else 0)


def test_a_named_query_carries_its_name() -> None:
    assert run(store(), "policies").name == "policies"
    assert run(store(), "ASK { }").name is None


@pytest.mark.parametrize("query", ["", "{ ?s ?p ?o }", "SELECTS * { ?s ?p ?o }", "policies; products"])
def test_what_is_neither_name_nor_sparql_is_refused(query: str) -> None:
    with pytest.raises(QueryError):
        run(store(), query)


HOSTILE = [
    '"',
    "'",
    '" } #',
    '") } INSERT DATA { <x:a> <x:b> <x:c> } #',
    '" || true || "',
    "\\",
    '\\"',
    "\n",
    "\r\n",
    "\\u0022",
    "?name",
    "}",
    "\x00",
    "\u2028",
    "😀",
    "'''\"\"\"",
]


@given(st.one_of(st.sampled_from(HOSTILE), st.text(max_size=20)))
def test_no_value_of_a_parameter_is_read_as_sparql(text: str) -> None:
    assert run(store(), "products", [("name", text)]).rows == run(store(), "products").rows * (text == "")
    assert values(named("products"), [("name", text)]) == {"name": Literal(text)}


def test_defaults_hold_where_nothing_is_given() -> None:
    assert values(named("low-confidence"), ()) == {"below": Literal("0.7", datatype=DECIMAL)}
    assert values(named("low-confidence"), [("below", "1")]) == {"below": Literal("1", datatype=DECIMAL)}


@pytest.mark.parametrize(
    ("kind", "text", "shown"),
    [
        ("string", 'a"b\n', r'"a\"b\n"'),
        ("integer", "-7", '"-7"^^<http://www.w3.org/2001/XMLSchema#integer>'),
        ("decimal", ".5", '".5"^^<http://www.w3.org/2001/XMLSchema#decimal>'),
        ("date", "2025-07-17", '"2025-07-17"^^<http://www.w3.org/2001/XMLSchema#date>'),
        ("iri", "authority:haier", "<https://w3id.org/wupian/authority/haier>"),
        ("iri", "<https://example.org/a>", "<https://example.org/a>"),
    ],
)
def test_text_becomes_a_term_of_the_declared_type(kind: str, text: str, shown: str) -> None:
    assert str(value(Parameter("x", "", kind), text)) == shown


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("integer", "1.5"),
        ("integer", "七"),
        ("integer", "٣"),
        ("decimal", "1e3"),
        ("decimal", "1,5"),
        ("decimal", ""),
        ("date", "2025-7-17"),
        ("date", "2025-02-30"),
        ("date", "20250717"),
        ("date", "今年"),
        ("iri", "haier"),
        ("iri", "a b:c"),
        ("iri", "<x:a> <x:b>"),
    ],
)
def test_text_of_another_type_is_refused_by_the_name_of_its_parameter(kind: str, text: str) -> None:
    with pytest.raises(QueryError, match="parameter x"):
        value(Parameter("x", "", kind), text)


@pytest.mark.parametrize(
    ("name", "parameters", "said"),
    [
        ("products", [("nam", "云岭")], "no parameter nam; its parameters are name"),
        ("policies", [("name", "云岭")], "no parameter name; it has none"),
        ("products", [("name", "甲"), ("name", "乙")], "given twice"),
        ("products", [("name", "\udcff")], "half a character"),
        ("ASK { }", [("name", "甲")], "named queries only"),
    ],
)
def test_parameters_that_do_not_fit_are_refused(name: str, parameters: list[tuple[str, str]], said: str) -> None:
    with pytest.raises(QueryError, match=said):
        run(store(), name, parameters)


def test_an_iri_may_be_written_with_any_prefix_of_the_project() -> None:
    assert iri("x", "wp:offers") == NamedNode("https://w3id.org/wupian/ns#offers")
    assert iri("x", "https://example.org/a") == NamedNode("https://example.org/a")
