"""The properties of a store are read one by one, without what has no IRI."""

from __future__ import annotations

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from graph.analyse.columns import FEW, PART, Columns
from graph.store.embedded import in_memory

NAME, KIND = "urn:name", "urn:kind"
A, B = NamedNode("urn:a"), NamedNode("urn:b")
BLANK = BlankNode("x")
TRIPLES = (
    Triple(A, NamedNode(NAME), Literal("二")),
    Triple(A, NamedNode(NAME), Literal("一")),
    Triple(A, NamedNode(NAME), BLANK),
    Triple(B, NamedNode(NAME), Literal("_:x", language="zh")),
    Triple(BLANK, NamedNode(NAME), Literal("三")),
    Triple(A, NamedNode(KIND), B),
    Triple(B, NamedNode(KIND), BLANK),
    Triple(BLANK, NamedNode(KIND), A),
    Triple(BLANK, NamedNode(KIND), B),
    Triple(B, NamedNode(KIND), Literal("urn:b")),
)


def columns() -> Columns:
    return Columns(in_memory(TRIPLES))


def test_of_several_texts_the_first_in_order_counts_and_blank_nodes_have_and_are_none() -> None:
    assert columns().texts(NAME) == {"urn:a": "一", "urn:b": "_:x"}
    assert {node: sorted(held) for node, held in columns().several(NAME).items()} == {
        "urn:a": ["一", "二"],
        "urn:b": ["_:x"],
    }


def test_a_text_that_looks_like_a_blank_node_is_a_text() -> None:
    assert columns().texts(NAME)["urn:b"] == "_:x"


def test_names_are_told_apart_by_language() -> None:
    assert columns().named(NAME) == {"urn:a": {"": "一"}, "urn:b": {"zh": "_:x"}}


def test_members_and_values_are_iris_alone() -> None:
    assert columns().members(KIND, "<urn:b>") == ["urn:a"]
    assert columns().values(KIND) == ["urn:a", "urn:b"]


def test_what_is_fetched_ahead_is_what_is_asked_for_later() -> None:
    ahead = columns()
    with ahead.fetching([("column", NAME, ""), ("values", KIND, "")]):
        assert ahead.texts(NAME) == columns().texts(NAME)
        assert ahead.values(KIND) == columns().values(KIND)
    assert ahead.ahead == {}


def test_few_nodes_have_the_texts_that_all_have() -> None:
    nodes = ["urn:a", "urn:b", "urn:c"]
    assert columns().few(NAME, nodes) == columns().texts(NAME)
    assert columns().few(NAME, nodes[1:]) == {"urn:b": "_:x"}
    assert columns().few(NAME, []) == {}
    assert columns().few(NAME, [f"urn:{n}" for n in range(PART)] + nodes) == columns().texts(NAME)
    assert columns().few(NAME, nodes[:1] * (FEW + 1)) == columns().texts(NAME)
