"""What is put into a store comes out of it: any term, from memory, from disk, through values and through checks."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from graph.check import check, words
from graph.errors import QueryError, StoreError
from graph.rdf.names import WP
from graph.store.columns import pad, visible, width
from graph.store.embedded import create, in_memory, open_store
from graph.store.sparql import fill, form
from graph.store.store import EVERYTHING
from tests.hostile import HOSTILE

XSD = "http://www.w3.org/2001/XMLSchema#"
NODE, PROPERTY = NamedNode("https://w3id.org/wupian/id/x"), NamedNode(WP + "quote")
NAMES = st.text(st.characters(categories=["L", "Nd"], include_characters="_-~.!$&'()*+,;=:@/?#%"), max_size=9).map(
    lambda name: name.replace("%", "%25").replace("#", "/", name.count("#") - 1)
)
TERMS = st.one_of(
    NAMES.map(lambda name: NamedNode("https://w3id.org/wupian/id/" + name)),
    st.text(max_size=9).map(Literal),
    st.text(max_size=9).map(lambda text: Literal(text, language="zh")),
    st.text(max_size=9).map(lambda text: Literal(text, datatype=NamedNode("https://example.org/type"))),
    st.sampled_from(["date", "decimal", "integer", "boolean"]).map(
        lambda kind: Literal("no such value", datatype=NamedNode(XSD + kind))
    ),
    st.sampled_from(list(HOSTILE.values())).map(Literal),
)


def held(*objects: NamedNode | BlankNode | Literal) -> list[Triple]:
    """Triples with some objects."""
    return [Triple(NODE, PROPERTY, each) for each in objects]


@settings(deadline=None)
@given(st.lists(TERMS, max_size=6))
def test_every_term_comes_out_of_memory_by_each_form_of_query(terms: list[NamedNode | Literal]) -> None:
    store = in_memory(held(*terms))
    assert {row[0] for row in store.select("SELECT ?o { ?s wp:quote ?o }")} == set(terms)
    assert set(store.construct(EVERYTHING)) == set(held(*terms))
    assert len(store.construct(EVERYTHING)) == len(set(terms))
    assert store.ask("ASK { ?s ?p ?o }") == bool(terms)


@settings(deadline=None)
@given(TERMS, TERMS)
def test_a_value_put_into_a_query_finds_itself_and_nothing_else(term: NamedNode | Literal, other: NamedNode) -> None:
    sparql = fill("SELECT ?s ?o { ?s wp:quote ?o FILTER(SAMETERM(?o, ?value)) }", {"value": term})
    assert [row[1] for row in in_memory(held(term, other)).select(sparql)] == [term]
    assert form(sparql) == "SELECT"


def test_hostile_words_come_off_the_disk_as_they_were_put_there(tmp_path: Path) -> None:
    triples = held(*map(Literal, HOSTILE.values()), *(Literal(word, language="zh") for word in HOSTILE.values()))
    create(tmp_path / "store", triples + triples)
    store = open_store(tmp_path / "store")
    assert set(store.construct(EVERYTHING)) == set(triples)
    store.close()
    create(tmp_path / "store", triples[:1])
    again = open_store(str(tmp_path / "store"))
    assert again.construct(EVERYTHING) == triples[:1]
    again.close()
    assert [p.name for p in tmp_path.iterdir()] == ["store"]


def test_a_one_node_graph_about_itself_is_one_triple_however_often_it_is_said() -> None:
    loop = Triple(NODE, PROPERTY, NODE)
    store = in_memory([loop, loop])
    assert store.construct(EVERYTHING) == [loop]
    assert [tuple(row) for row in store.select("SELECT ?s ?o { ?s ?p ?o }")] == [(NODE, NODE)]
    assert store.construct(f"DESCRIBE {NODE}") == [loop]


def test_an_empty_graph_answers_every_form_with_nothing_and_passes_its_check() -> None:
    store = in_memory([])
    assert list(store.select("SELECT ?s { ?s ?p ?o }")) == store.construct(EVERYTHING) == []
    assert not store.ask("ASK { ?s ?p ?o }")
    found = check(store)
    assert (found.claims, found.exact, found.passed) == (0, 0, True)
    assert words(found, "en").endswith("All checks passed.\n")
    assert words(found, "zh").endswith("检查通过。\n")


def test_no_query_changes_a_store_whether_it_is_answered_or_refused(tmp_path: Path) -> None:
    create(tmp_path / "store", held(Literal("甲")))
    store = open_store(tmp_path / "store")
    for update in (
        "INSERT DATA { <x:a> <x:b> 1 }",
        "DELETE WHERE { ?s ?p ?o }",
        "CLEAR ALL",
        "LOAD <file:///etc/hosts>",
    ):
        for ask in (store.select, store.ask, store.construct):
            with pytest.raises(QueryError):
                ask(update)
    assert store.construct(EVERYTHING) == held(Literal("甲"))
    store.close()
    for ask in (store.select, store.ask, store.construct):
        with pytest.raises(StoreError, match=r"^The store is closed\.$"):
            ask(EVERYTHING)


@pytest.mark.parametrize("word", HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_word_is_shown_in_one_line_of_the_width_that_is_reckoned_for_it(word: str) -> None:
    shown = visible(word)
    assert len(shown) == len(word)
    assert visible(shown) == shown
    assert "\n" not in shown
    assert shown.isprintable()
    for right in (False, True):
        assert width(pad(shown, width(shown) + 3, right=right)) == width(shown) + 3
