"""The named queries: their questions, parameters and names."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from graph.errors import OntologyError, QueryError
from graph.query.catalogue import Parameter, catalogue, listing, load, named, read
from graph.store.sparql import tokens

HEADER = "# question-zh: 问？\n# question-en: Why?\n# group: g\n# reads: triples\n"
CHINESE = re.compile(r"[一-鿿]")

ASKED_FOR = {
    "policies": "who issued which policy, and when",
    "products": "products of a company and their segments",
    "theme-advances": "who advances which theme, with evidence",
    "theme-matrix": "institutions and themes, with blanks",
    "versions": "models and versions",
    "models": "models and versions",
    "data-sources": "who draws data from whom",
    "figures": "figures by indicator",
    "policy-paths": "regulator, policy, theme, institution, product",
    "single-source": "claims with one source only",
    "planned": "planned",
    "done": "done",
    "evidence": "the sentences of a statement",
}


@pytest.mark.parametrize("query", catalogue(), ids=lambda query: query.name)
def test_every_query_has_a_question_in_chinese_and_in_english(query: object) -> None:
    held = named(getattr(query, "name", ""))
    assert CHINESE.search(held.question_zh)
    assert not CHINESE.search(held.question_en)
    for text in (held.question_zh, held.question_en):
        assert text.endswith(("?", "？"))
    assert (held.question("zh"), held.question("en")) == (held.question_zh, held.question_en)
    assert held.group
    assert held.reads


def test_no_question_is_asked_twice() -> None:
    for questions in ([q.question_zh for q in catalogue()], [q.question_en for q in catalogue()]):
        assert len(set(questions)) == len(questions)


def test_the_questions_that_the_graph_is_made_for_are_there() -> None:
    assert set(ASKED_FOR) <= {query.name for query in catalogue()}


@pytest.mark.parametrize("query", catalogue(), ids=lambda query: query.name)
def test_every_query_has_a_fixed_order_and_uses_its_parameters(query: object) -> None:
    held = named(getattr(query, "name", ""))
    words = [t.text for t in tokens(held.sparql)]
    assert "ORDER" in words
    for parameter in held.parameters:
        assert "?" + parameter.name in words


@pytest.mark.parametrize(
    ("wrong", "near"),
    [
        ("polices", "policies"),
        ("policypaths", "policy-paths"),
        ("product", "products"),
        ("figure", "figures"),
        ("themes", "theme-"),
    ],
)
def test_an_unknown_name_offers_the_nearest_ones(wrong: str, near: str) -> None:
    with pytest.raises(QueryError, match=f"No query is named {wrong}; did you mean .*{near}"):
        named(wrong)


def test_a_name_that_is_near_nothing_gets_the_whole_list() -> None:
    with pytest.raises(QueryError, match="the names are: aliases, announced, ") as error:
        named("zzzzzzzz")
    assert all(query.name in str(error.value) for query in catalogue())


def test_the_list_shows_questions_and_parameters_by_group_and_no_rules() -> None:
    shown = listing("zh")
    assert "某机构提供哪些产品，面向哪些客群？ -p name=\n" in shown
    assert "violation" not in shown
    assert "\npolicies\n  announcements " in listing("en")
    for query in catalogue():
        assert query.violation or query.question_en in listing("en")


def test_parameters_have_name_default_and_type(tmp_path: Path) -> None:
    file = tmp_path / "a.rq"
    file.write_text(
        HEADER + '# param: word "two words" string\n# param: least 0.5 decimal\n#\n# a note\nASK {}\n', encoding="utf-8"
    )
    assert read(file).parameters == (Parameter("word", "two words", "string"), Parameter("least", "0.5", "decimal"))
    assert [query.name for query in load(tmp_path)] == ["a"]


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("a.rq", HEADER.replace("# group: g\n", ""), "group"),
        ("a.rq", HEADER.replace("# question-zh: 问？\n", ""), "question-zh"),
        ("Upper.rq", HEADER, "name of a-z"),
        ("a.rq", HEADER + "# param: x 1 number\n", "x 1 number"),
        ("a.rq", HEADER + "# param: x\n", "name default type"),
    ],
)
def test_a_broken_file_is_named_with_what_it_lacks(tmp_path: Path, name: str, text: str, said: str) -> None:
    (tmp_path / name).write_text(text + "ASK {}", encoding="utf-8")
    with pytest.raises(OntologyError, match=re.escape(said)) as error:
        read(tmp_path / name)
    assert name in str(error.value)


def test_a_file_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    (tmp_path / "a.rq").write_bytes(b"\xff")
    for name in ("a.rq", "b.rq"):
        with pytest.raises(OntologyError, match=re.escape(name)):
            read(tmp_path / name)
