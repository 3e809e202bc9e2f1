"""Statements as lines: the inverse of writing them, for every text that RDF can hold."""

from __future__ import annotations

import pyoxigraph as ox
from hypothesis import given
from hypothesis import strategies as st

from graph.rdf.ntriples import lines, split, triples, value
from graph.store.embedded import in_memory
from tests.explore.graphs import fixture_triples

TEXT = st.text(alphabet=st.characters(exclude_categories=["Cs"]))
LITERALS = st.one_of(
    TEXT.map(ox.Literal),
    st.builds(lambda text, tag: ox.Literal(text, language=tag), TEXT, st.sampled_from(["zh", "en", "zh-hans-cn"])),
    st.builds(lambda text: ox.Literal(text, datatype=ox.NamedNode("urn:type")), TEXT),
)
SUBJECT, PREDICATE = ox.NamedNode("urn:s"), ox.NamedNode("urn:p")


@given(st.lists(LITERALS))
def test_lines_give_back_their_triples(held: list[ox.Literal]) -> None:
    made = [ox.Triple(SUBJECT, PREDICATE, literal) for literal in held]
    assert triples(lines(made)) == made


@given(LITERALS)
def test_the_value_of_a_written_literal_is_its_text_and_language(literal: ox.Literal) -> None:
    (line,) = lines([ox.Triple(SUBJECT, PREDICATE, literal)])
    assert value(line.split(" ", 2)[2]) == (literal.value, literal.language or "")


def test_nodes_without_a_name_and_triples_within_triples_have_no_value() -> None:
    inner = ox.Triple(SUBJECT, PREDICATE, ox.Literal("x"))
    made = lines([ox.Triple(SUBJECT, PREDICATE, each) for each in (ox.BlankNode("b"), inner)])
    assert [value(line.split(" ", 2)[2]) for line in made] == [None, None]


def test_an_escape_by_number_stands_for_its_character() -> None:
    assert value(r'"\u4e2d\U0001F600\t"') == ("中😀\t", "")


def test_separators_that_python_takes_for_line_ends_stay_within_their_line() -> None:
    assert len(split("<urn:a> <urn:b> \"x\u2028y\x85z\x0b\" .\n".encode())) == 1  # fmt: skip


def test_a_store_gives_its_graph_as_lines() -> None:
    held = fixture_triples()
    assert sorted(in_memory(held).lines()) == sorted(lines(held))
