"""The index of words: what it finds, in which order, and that it is a file that is only read."""

from __future__ import annotations

import os
import shutil
import threading
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from graph.errors import QueryError, StoreError
from graph.rdf.names import BASE
from graph.store import scanning
from graph.store.embedded import INDEX, create, in_memory, open_store
from graph.store.fulltext import MOST
from graph.store.store import KINDS, Store
from graph.store.words import marks, parse
from graph.vocabulary import SKOS
from tests.hostile import HOSTILE
from tests.store.texts import ALPHABET, article, entity, holding, number, passage, passages

TEXTS = st.lists(st.text(ALPHABET, min_size=1, max_size=10), max_size=6)
HAN = st.text("监管監金融老养養贷", min_size=1, max_size=4)
GRAPH = [
    *entity("bank", "Bank", "江湾银行", "江湾", "JB Bank"),
    *entity("loan", "LoanProduct", "银行贷", "江湾银行易贷"),
    *entity("app", "App", "江湾银行手机银行"),
    *article("a", "江湾银行服务养老"),
    *passage(1, "江湾银行推出银行贷，服务养老。"),
    *passage(40, "监管总局支持养老金融。"),
    *passage(60, "养老，养老，还是养老。"),
]


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    """The graph, on disk."""
    place = tmp_path_factory.mktemp("made") / "store"
    create(place, GRAPH)
    return open_store(place)


def texts(store: Store, words: str, kinds: Sequence[str] = KINDS) -> list[str]:
    """The texts that a search finds, in order."""
    return [hit.text for hit in store.search(words, kinds=kinds)]


def test_entities_come_before_articles_and_these_before_passages(store: Store) -> None:
    assert [hit.kind for hit in store.search("江湾")] == ["entity", "entity", "entity", "article", "passage"]


def test_the_very_name_comes_first_then_preferred_names_then_others(store: Store) -> None:
    assert texts(store, "江湾银行", ["entity"]) == ["江湾银行", "江湾银行手机银行", "江湾银行易贷"]
    assert texts(store, "江湾", ["entity"]) == ["江湾", "江湾银行手机银行", "江湾银行易贷"]
    assert texts(store, "ＪＢ ｂａｎｋ") == ["JB Bank"]


def test_an_entity_is_found_once_with_its_class_and_the_places_of_the_words(store: Store) -> None:
    (hit,) = store.search("手机 江湾", kinds=["entity"])
    assert (hit.iri, hit.type) == (BASE + "id/app", "App")
    assert [hit.text[start:end] for start, end in hit.marks] == ["江湾", "手机"]


def test_the_sentence_that_speaks_most_of_a_word_comes_first(store: Store) -> None:
    found = store.search("养老", kinds=["passage"])
    assert found[0].text == "养老，养老，还是养老。"
    assert [hit.score for hit in found] == sorted((hit.score for hit in found), reverse=True)
    assert all(hit.score > 0 for hit in found)


def test_equal_hits_stand_in_the_order_of_their_iris_whatever_the_order_of_the_triples() -> None:
    triples = [triple for i in (3, 1, 2) for triple in entity(f"e{i}", "App", "松针助手")]
    for order in (triples, triples[::-1]):
        assert [hit.iri[-2:] for hit in in_memory(order).search("松针")] == ["e1", "e2", "e3"]


def test_traditional_characters_find_simplified_ones_and_one_character_is_enough(store: Store) -> None:
    assert texts(store, "監管總局") == texts(store, "监") == ["监管总局支持养老金融。"]


def test_limit_and_kinds_are_kept(store: Store) -> None:
    assert len(store.search("江湾", 2)) == 2
    assert store.search("江湾", 0) == store.search("江湾", -1) == store.search("江湾", kinds=[]) == []
    assert {hit.kind for hit in store.search("江湾", kinds=["passage", "article"])} == {"passage", "article"}
    with pytest.raises(QueryError, match="no kind claim"):
        store.search("江湾", kinds=["claim"])


def test_only_entities_articles_and_passages_are_found() -> None:
    label = NamedNode(SKOS + "prefLabel")
    others = [
        Triple(NamedNode("https://w3id.org/wupian/ns#Bank"), label, Literal("江湾")),
        Triple(NamedNode(BASE + "scheme"), label, Literal("江湾")),
        Triple(BlankNode("b"), label, Literal("江湾")),
        Triple(NamedNode(BASE + "id/x"), label, NamedNode(BASE + "江湾")),
    ]
    assert in_memory([*others, *entity("c", "Claim", "江湾")]).search("江湾") == []


@given(TEXTS, st.lists(HAN, min_size=1, max_size=2))
@settings(max_examples=60, deadline=None)
def test_chinese_words_are_found_in_exactly_the_sentences_that_hold_them(held: list[str], words: list[str]) -> None:
    store = passages(held)
    assert {number(hit.iri) for hit in store.search(" ".join(words))} == holding(held, *words)


@given(TEXTS, st.text(ALPHABET, max_size=8))
@settings(max_examples=150, deadline=None)
def test_the_index_finds_what_looking_at_every_text_finds(held: list[str], words: str) -> None:
    found = passages(held).search(words)
    assert {number(hit.iri) for hit in found} == {i for i, text in enumerate(held) if marks(text, parse(words))}
    assert all(hit.marks == marks(held[number(hit.iri)], parse(words)) for hit in found)


@given(TEXTS, st.text(ALPHABET.replace("监", "").replace("Ａ", ""), max_size=6))
@settings(max_examples=60, deadline=None)
def test_a_store_that_only_answers_sparql_finds_what_is_written_as_it_is_searched(held: list[str], words: str) -> None:
    plain = [text for text in held if not set(text) & set("監養著乾Ａ２")]
    store = passages(plain)
    scanned = scanning.search(store.select, words, 20, KINDS)
    assert {hit.iri: hit.marks for hit in scanned} == {hit.iri: hit.marks for hit in store.search(words)}


@pytest.mark.parametrize("words", ["江湾", "江湾银行", "养老", "银行 贷", "jb", '"jb bank"', "hhh", "", "服务养老"])
def test_scanning_gives_kinds_names_and_exact_names_in_the_same_order(store: Store, words: str) -> None:
    scanned = scanning.search(store.select, words, 20, KINDS)
    indexed = store.search(words)
    assert {(h.kind, h.iri, h.type, h.marks) for h in scanned} == {(h.kind, h.iri, h.type, h.marks) for h in indexed}
    assert [hit.kind for hit in scanned] == [hit.kind for hit in indexed]
    assert scanned[:1] == [] or scanned[0].kind != "entity" or scanned[0].text == indexed[0].text
    assert len(scanning.search(store.select, words, 2, ["passage"])) <= 2


SYNTAX = [
    *(
        '"',
        '""',
        '"a',
        "*",
        "a*",
        "NEAR(江湾 银行)",
        "江湾 AND 银行",
        "江湾 OR 养老",
        "NOT 江湾",
        "words:江湾",
        "^江湾",
    ),
    *(
        "{words}: 江湾",
        "江湾)",
        "(",
        "江湾 + 银行",
        "-江湾",
        "a\x00b",
        "'; DROP TABLE held; --",
        "%",
        "_",
        "\\",
        "?x }",
    ),
]


@pytest.mark.parametrize("words", [*SYNTAX, *HOSTILE.values()])
def test_whatever_is_typed_is_data(store: Store, words: str) -> None:
    for hit in store.search(words):
        assert hit.marks == marks(hit.text, parse(words))
    assert scanning.search(store.select, words, 5, KINDS) == [] or store.search(words)


def test_the_words_of_fts5_are_words(store: Store) -> None:
    assert texts(store, "江湾 OR 养老") == texts(store, "江湾 NOT 养老") == []


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_hostile_texts_are_found_as_they_are(text: str) -> None:
    store = in_memory([*passage(0, text), *entity("x", "App", text)])
    words = parse(text)[0].runs[0]
    assert {hit.text for hit in store.search(words)} == {text}
    assert len(store.search(words)) == 2


def test_a_long_sentence_and_many_hits_are_no_matter() -> None:
    store = passages(["金融" * 50_000, *["金融贷"] * 300])
    assert len(store.search("金融", MOST)) == 301
    assert len(store.search("融贷", 250)) == 250


def test_an_index_on_disk_and_one_in_memory_find_the_same(store: Store) -> None:
    for words in ("江湾", "养老", "贷", "jb"):
        assert store.search(words) == in_memory(GRAPH).search(words)


def test_searching_writes_nothing_beside_the_index_and_works_where_nothing_can_be_written(tmp_path: Path) -> None:
    create(tmp_path / "store", GRAPH)
    place = tmp_path / "store" / INDEX
    before = place.read_bytes()
    os.chmod(place, 0o444)
    held = open_store(tmp_path / "store")
    assert texts(held, "手机") == ["江湾银行手机银行"]
    held.close()
    assert place.read_bytes() == before
    assert [path.name for path in place.parent.glob("search*")] == [INDEX]


def test_threads_may_search_one_after_the_other(store: Store) -> None:
    found: list[list[str]] = []
    texts(store, "养老")
    thread = threading.Thread(target=lambda: found.append(texts(store, "手机")))
    thread.start()
    thread.join()
    assert found == [["江湾银行手机银行"]]


def test_a_place_with_signs_of_addresses_is_a_place(tmp_path: Path) -> None:
    place = tmp_path / "a?b#c %25" / "库"
    create(place, GRAPH)
    assert texts(open_store(place), "手机") == ["江湾银行手机银行"]


def test_a_closed_store_does_not_search(tmp_path: Path) -> None:
    create(tmp_path / "store", GRAPH)
    held = open_store(tmp_path / "store")
    assert held.search("江湾")
    held.close()
    with pytest.raises(StoreError, match="closed"):
        held.search("江湾")


@pytest.mark.parametrize("harm", ["gone", "empty", "half"])
def test_a_store_without_its_whole_index_is_refused(tmp_path: Path, harm: str) -> None:
    create(tmp_path / "store", GRAPH)
    place = tmp_path / "store" / INDEX
    data = place.read_bytes()
    place.unlink()
    if harm != "gone":
        place.write_bytes(b"" if harm == "empty" else data[: len(data) // 2])
    with pytest.raises(StoreError, match=r"damaged .*wupian build"):
        open_store(tmp_path / "store")


def test_an_index_full_of_noise_is_told_when_it_is_read(tmp_path: Path) -> None:
    create(tmp_path / "store", GRAPH)
    shutil.copytree(tmp_path / "store", tmp_path / "copy")
    place = tmp_path / "copy" / INDEX
    place.write_bytes(bytes(byte ^ 90 for byte in place.read_bytes()))
    with pytest.raises(StoreError, match=r"index .* is damaged .*wupian build"):
        open_store(tmp_path / "copy").search("江湾")
