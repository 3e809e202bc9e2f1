"""What stands beside the hits of a search, near names, and hits as text and JSON."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, Triple

from graph.query.hits import BEFORE, cut, described, excerpt, near, pieces
from graph.query.results import as_json, lines, nothing
from graph.rdf.known import core
from graph.rdf.names import BASE
from graph.store.embedded import in_memory
from graph.store.words import marks, parse
from graph.vocabulary import SKOS
from tests.hostile import HOSTILE
from tests.store.texts import article, entity, passage

BANK = NamedNode(BASE + "id/bank")
STORE = in_memory(
    [
        *core(),
        *entity("bank", "Bank", "江湾银行股份有限公司", "江湾银行"),
        Triple(BANK, NamedNode(SKOS + "prefLabel"), Literal("Jiangwan Bank", language="en")),
        *entity("loan", "LoanProduct", "江湾贷"),
        *article("a", "江湾银行服务养老"),
        *passage(3, "江湾银行服务养老。"),
    ]
)
TEXTS = st.text("监管金融贷a ", max_size=60)


def test_entities_have_a_name_and_a_class_in_the_language_of_the_reader() -> None:
    hits = STORE.search("江湾银行", kinds=["entity"])
    for lang, name, label in (("en", "Jiangwan Bank", "bank"), ("zh", "Jiangwan Bank", "银行")):
        (one,) = described(STORE, hits, lang)
        assert (one.hit.text, one.name, one.label) == ("江湾银行", name, label)


def test_passages_have_their_article_its_title_and_their_place() -> None:
    (one,) = described(STORE, STORE.search("养老", kinds=["passage"]), "zh")
    assert (one.article, one.title, one.start, one.end) == (BASE + "article/a", "江湾银行服务养老", 3, 12)


def test_nothing_is_said_of_no_hits_and_of_what_the_store_does_not_know() -> None:
    assert described(STORE, [], "zh") == []
    (one,) = described(in_memory([]), STORE.search("江湾贷"), "zh")
    assert (one.name, one.label, one.article, one.start) == ("", "LoanProduct", "", 0)


@pytest.mark.parametrize("words", ["江弯银行", "江湾銀航", "江湾银行集团", "jiang wan bank"])
def test_near_names_are_those_that_hold_most_of_the_words(words: str) -> None:
    assert near(STORE, words)[0].iri == BANK.value


@pytest.mark.parametrize("words", ["", "😀", "天地玄黄", "zzz", '"', "江" * 400])
def test_what_is_like_no_name_has_no_near_names(words: str) -> None:
    assert near(STORE, words) == []


@given(st.text(max_size=80))
def test_pieces_are_few_and_searchable(words: str) -> None:
    found = pieces(words)
    assert len(found) <= 8
    assert all(len(parse(piece)) <= 1 for piece in found)


@given(TEXTS, st.text("监管金融贷a", max_size=2))
def test_pieces_of_a_text_make_the_text_and_the_marked_ones_are_the_marks(text: str, words: str) -> None:
    found = marks(text, parse(words))
    assert "".join(piece for piece, _ in cut(text, found)) == text
    assert [piece for piece, marked in cut(text, found) if marked] == [text[start:end] for start, end in found]


@given(TEXTS, st.text("监管金融贷a", min_size=1, max_size=2), st.integers(BEFORE + 5, 50))
def test_an_excerpt_is_short_and_shows_the_first_mark(text: str, words: str, length: int) -> None:
    found = marks(text, parse(words))
    shown = excerpt(text, found, length)
    assert len("".join(piece for piece, _ in shown)) <= length + 2
    if found:
        start, end = found[0]
        assert next(piece for piece, marked in shown if marked) == text[start:end][:length]
    assert "".join(piece for piece, _ in shown if piece != "…") in text


def test_lines_give_class_words_and_iri_with_the_preferred_name_beside_another() -> None:
    found = described(STORE, STORE.search("江湾"), "en")
    assert lines(found, "en", bold=False, more=False).splitlines() == [
        "loan product  江湾贷",
        "              id:loan",
        "bank          江湾银行股份有限公司 (Jiangwan Bank)",
        "              id:bank",
        "article       江湾银行服务养老",
        "              article:a",
        "sentence      江湾银行服务养老。",
        "              <https://w3id.org/wupian/article/a#char=3,12>",
        "(hits: 4)",
    ]
    assert "共 4 条" in lines(found, "zh", bold=False, more=False)
    assert "--limit" in lines(found, "zh", bold=False, more=True)


def test_words_are_bold_only_when_asked_for() -> None:
    found = described(STORE, STORE.search("养老", kinds=["passage"]), "zh")
    assert "江湾银行服务\x1b[1m养老\x1b[22m。" in lines(found, "zh", bold=True, more=False)
    assert "\x1b" not in lines(found, "zh", bold=False, more=False)


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_hostile_names_can_neither_move_the_cursor_nor_break_a_line(text: str) -> None:
    store = in_memory([*entity("x", "App", text), *passage(0, text)])
    words = "HYPERLINK" if text.startswith("=") else text[:1]
    found = described(store, store.search(words), "en")
    said = lines(found, "en", bold=False, more=False)
    assert len(found) == 2
    assert said.count("\n") == 5
    assert all(sign not in said for sign in "\x01\x1b\x7f\u202e\u2028\r")
    assert nothing(text, store.search(words), "en").count("\n") == 1
    assert json.loads(as_json(text, found))["hits"][0]["text"] == text


def test_json_gives_marks_as_offsets_and_leaves_out_what_is_not_known() -> None:
    document = json.loads(as_json("养老", described(STORE, STORE.search("养老"), "zh")))
    assert document["words"] == "养老"
    first, second = document["hits"]
    assert first.keys() == {"kind", "iri", "type", "text", "marks", "score", "title"}
    assert second["marks"] == [{"start": 6, "end": 8}]
    assert (second["article"], second["start"], second["end"]) == (BASE + "article/a", 3, 12)


def test_when_nothing_is_found_a_sentence_says_so_and_names_what_is_near() -> None:
    assert nothing(" 江弯 ", [], "en") == "Nothing holds “江弯”.\n"
    assert nothing("江弯贷", near(STORE, "江湾袋"), "zh").endswith("相近的名称：江湾贷、江湾银行股份有限公司。\n")
