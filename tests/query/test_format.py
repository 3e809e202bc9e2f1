"""Answers as text, read back by independent readers."""

from __future__ import annotations

import csv
import io
import json

import pytest
import rdflib
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import BlankNode, Literal, NamedNode, Triple
from rdflib.compare import isomorphic

from graph.errors import QueryError
from graph.query.format import FORMATS, GRAPHS, TABULAR, default, shown
from graph.query.format import format as written
from graph.query.run import Result, run
from graph.store.columns import width
from tests.query.graphs import store

XSD = "http://www.w3.org/2001/XMLSchema#"
TRICKY = ['a,b"c"', "二\n行", "\ttab", "=1+1", "", " 空 ", "a\\b", "\x1b[31m", "\r", "😀"]


def rows(*terms: Literal | NamedNode | BlankNode | Triple | None) -> Result:
    """An answer with two columns that holds each term beside a fixed one."""
    return Result("SELECT", ("value", "fixed"), tuple((term, Literal("定")) for term in terms))


def test_json_is_that_of_the_w3c() -> None:
    day = Literal("2025-07-17", datatype=NamedNode(XSD + "date"))
    terms = (NamedNode("x:a"), Literal("甲"), Literal("甲", language="zh"), day, BlankNode("b"), None)
    held = json.loads(written(rows(*terms), "json"))
    assert held["head"] == {"vars": ["value", "fixed"]}
    assert [row.get("value") for row in held["results"]["bindings"]] == [
        {"type": "uri", "value": "x:a"},
        {"type": "literal", "value": "甲"},
        {"type": "literal", "value": "甲", "xml:lang": "zh"},
        {"type": "literal", "value": "2025-07-17", "datatype": XSD + "date"},
        {"type": "bnode", "value": "b"},
        None,
    ]
    assert json.loads(written(Result("ASK", truth=True), "json")) == {"head": {}, "boolean": True}


@given(st.lists(st.one_of(st.sampled_from(TRICKY), st.text(max_size=8)), max_size=5))
def test_every_text_survives_json_csv_and_tsv(texts: list[str]) -> None:
    result = rows(*map(Literal, texts))
    held = json.loads(written(result, "json"))["results"]["bindings"]
    assert [row["value"]["value"] for row in held] == texts
    table = list(csv.reader(io.StringIO(written(result, "csv"), newline="")))
    assert table == [["value", "fixed"], *([text, "定"] for text in texts)]
    lines = written(result, "tsv").split("\n")
    assert lines[0] == "?value\t?fixed"
    assert lines[-1] == ""
    parsed = [rdflib.util.from_n3(line.split("\t")[0]) for line in lines[1:-1]]
    assert [str(term) for term in parsed] == texts


@pytest.mark.parametrize("fmt", ["json", "csv", "tsv"])
def test_rdflib_reads_our_answers_as_its_own(fmt: str) -> None:
    from rdflib.query import Result as Answer

    terms = (NamedNode("x:a"), Literal('a,"b"\n', language="zh"), Literal(7), None)
    kind = {"json": "json", "csv": "csv", "tsv": "tsv"}[fmt]
    found = Answer.parse(io.BytesIO(written(rows(*terms), fmt).encode()), format=kind)
    assert [str(v) for v in found.vars or ()] == ["value", "fixed"]
    values = [row[0] for row in found]  # type: ignore[index]  # rows of a SELECT
    assert [None if v is None or str(v) == "" else str(v) for v in values] == ["x:a", 'a,"b"\n', "7", None]


def test_csv_holds_the_data_as_it_is_even_where_a_spreadsheet_would_calculate() -> None:
    for text in ("=1+1", "+86", "-1", "@SUM(A1)", '=HYPERLINK("x")'):
        assert next(csv.reader([written(rows(Literal(text)), "csv").split("\n")[1]])) == [text, "定"]


def test_an_empty_field_that_is_alone_in_its_row_is_no_empty_line() -> None:
    result = Result("SELECT", ("a",), ((None,), (Literal(""),), (Literal("b"),)))
    assert list(csv.reader(io.StringIO(written(result, "csv")))) == [["a"], [""], [""], ["b"]]


def test_tsv_writes_numbers_bare_and_unbound_as_nothing() -> None:
    half = Literal("0.50", datatype=NamedNode(XSD + "decimal"))
    odd = Literal("x", datatype=NamedNode(XSD + "integer"))
    text = written(
        rows(Literal(7), half, Literal(1.5), odd, None, NamedNode("x:a"), Literal("甲", language="zh")), "tsv"
    )
    assert [line.split("\t")[0] for line in text.splitlines()[1:]] == [
        "7",
        "0.50",
        str(Literal(1.5)),
        f'"x"^^<{XSD}integer>',
        "",
        "<x:a>",
        '"甲"@zh',
    ]


def test_the_columns_of_a_table_stand_under_each_other_however_wide_the_characters_are() -> None:
    result = Result(
        "SELECT",
        ("机构", "n", "note"),
        (
            (Literal("云岭消费金融有限公司"), Literal(7), Literal("a")),
            (Literal("ABC"), Literal(1200), None),
            (Literal("二\n行"), None, Literal("末")),
        ),
    )
    assert written(result, "table", "en") == (
        "机构                     n  note\n"
        "────────────────────  ────  ────\n"
        "云岭消费金融有限公司     7  a\n"
        "ABC                   1200\n"
        "二␊行                       末\n"
        "(3 rows)\n"
    )


@given(st.lists(st.tuples(st.text(max_size=6), st.text(max_size=6)), min_size=1, max_size=4))
def test_no_text_can_break_the_lines_of_a_table(pairs: list[tuple[str, str]]) -> None:
    result = Result("SELECT", ("a", "b"), tuple((Literal(a), Literal(b)) for a, b in pairs))
    lines = written(result, "table").split("\n")
    assert len(lines) == len(pairs) + 4
    assert all(width(line) <= width(lines[1]) for line in lines[:-2])


def test_a_table_wider_than_the_terminal_becomes_a_block_for_each_row() -> None:
    result = Result(
        "SELECT",
        ("name", "n", "sentence"),
        ((Literal("云岭"), Literal(7), Literal("云岭服务新市民。")), (Literal("高原"), None, None)),
    )
    assert written(result, "table", "en", 40).startswith("name  n  sentence\n")
    assert written(result, "table", "en", 20) == (
        "name      云岭\nn         7\nsentence  云岭服务新市民。\n\nname      高原\n\n(2 rows)\n"
    )


def test_a_table_as_wide_as_the_terminal_stays_one() -> None:
    result = Result("SELECT", ("a", "b"), ((Literal("一二"), Literal("三")),))
    assert written(result, "table", "en", 8) == written(result, "table", "en")
    assert written(result, "table", "en", 7) == "a  一二\nb  三\n\n(1 row)\n"


def test_a_table_has_its_own_words_in_both_languages() -> None:
    assert written(rows(), "table", "zh") == "（没有结果）\n"
    assert written(rows(), "table", "en") == "(no rows)\n"
    assert written(rows(Literal("a")), "table", "zh").endswith("(1 行)\n")
    assert written(rows(Literal("a")), "table", "en").endswith("(1 row)\n")
    assert [written(Result("ASK", truth=t), "table", lang) for t in (True, False) for lang in ("zh", "en")] == [
        "是\n",
        "yes\n",
        "否\n",
        "no\n",
    ]
    assert written(Result("ASK", truth=True), "csv") == "true\n"


def test_iris_are_shown_with_the_prefixes_that_queries_understand() -> None:
    for name in ("authority:yunling", "wp:Bank", "theme:green-finance", "skos:prefLabel"):
        (row,) = run(store(), f"SELECT ({name} AS ?x) {{ }}").rows
        assert shown(row[0]) == name
    assert shown(NamedNode("https://w3id.org/wupian/article/one#char=0,4")) == (
        "<https://w3id.org/wupian/article/one#char=0,4>"
    )
    assert shown(NamedNode("https://example.org/a")) == "<https://example.org/a>"


CONSTRUCT = "CONSTRUCT { ?s ?p ?o . ?s wp:note [ wp:of ?o ] } WHERE { ?s a wp:Policy ; ?p ?o }"


JSONLD_READER = "ignore:ConjunctiveGraph is deprecated:DeprecationWarning"  # rdflib's own, about itself


@pytest.mark.filterwarnings(JSONLD_READER)
@pytest.mark.parametrize(("fmt", "reader"), [("ttl", "turtle"), ("nt", "nt"), ("jsonld", "json-ld")])
def test_graphs_are_read_back_as_they_were(fmt: str, reader: str) -> None:
    result = run(store(), CONSTRUCT)
    read = rdflib.Graph().parse(data=written(result, fmt), format=reader)
    plain = rdflib.Graph().parse(data="\n".join(f"{triple} ." for triple in result.triples), format="nt")
    assert len(read) == len(plain) == 27
    assert isomorphic(read, plain)


@pytest.mark.parametrize("fmt", sorted(GRAPHS))
def test_a_graph_has_the_same_bytes_whatever_the_order_and_names_of_its_nodes(fmt: str) -> None:
    def made(name: str, turned: bool) -> Result:
        node = BlankNode(name)
        held = [Triple(node, NamedNode("x:p"), Literal("甲")), Triple(NamedNode("x:s"), NamedNode("x:p"), node)]
        return Result("CONSTRUCT", triples=tuple([*reversed(held), *held] if turned else held))

    assert written(made("a", False), fmt) == written(made("b", True), fmt)


@pytest.mark.filterwarnings(JSONLD_READER)
def test_an_empty_graph_can_be_written_in_every_format() -> None:
    for fmt, reader in (("ttl", "turtle"), ("nt", "nt"), ("jsonld", "json-ld")):
        text = written(Result("DESCRIBE"), fmt)
        assert text.endswith("\n")
        assert len(rdflib.Graph().parse(data=text, format=reader)) == 0


def test_a_format_that_does_not_fit_the_answer_is_refused_with_those_that_do() -> None:
    for result, fitting in ((rows(), TABULAR), (Result("ASK"), TABULAR), (Result("CONSTRUCT"), tuple(GRAPHS))):
        assert default(result) in fitting
        for fmt in FORMATS:
            if fmt in fitting:
                assert written(result, fmt).endswith("\n")
            else:
                with pytest.raises(QueryError, match=", ".join(fitting)):
                    written(result, fmt)
