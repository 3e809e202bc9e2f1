"""What cannot be read or understood is one clear sentence on stderr, exit code 2, and nothing half-written."""

from __future__ import annotations

import json
import os
import re
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from graph.resources import folder
from tests.cli.articles import ARTICLE, METADATA, UNREADABLE, contents, write

if TYPE_CHECKING:
    from tests.cli.conftest import Run

READERS = ("build", "extract", "read")
REVIEWS = {
    "no Turtle": ("[] a wp:Rejection ;\n\n  wp:claim .\n", r"bad\.review\.ttl, line \d, is not Turtle"),
    "no review": ("", r"bad\.review\.ttl needs one wp:Review"),
    "of another article": (
        "@prefix wp: <https://w3id.org/wupian/ns#> .\n"
        "[] a wp:Review ; wp:reviewOf <https://w3id.org/wupian/article/other> .\n",
        r"bad\.review\.ttl is about https://w3id\.org/wupian/article/other",
    ),
}


@pytest.mark.parametrize("command", READERS)
@pytest.mark.parametrize("kind", UNREADABLE)
def test_a_file_that_is_no_article_is_refused(kind: str, command: str, wupian: Run, place: Path) -> None:
    data, sentence = UNREADABLE[kind]
    (place / "bad.txt").write_bytes(data)
    ran = wupian(command, "bad.txt")
    assert ran.code == 2
    assert re.search(sentence, ran.sentence)
    assert [p.name for p in place.iterdir()] == ["bad.txt"]


@pytest.mark.parametrize("command", READERS)
@pytest.mark.parametrize("encoding", ["gb18030", "big5", "utf-16"])
def test_the_encoding_that_is_named_as_fitting_fits(encoding: str, command: str, wupian: Run, place: Path) -> None:
    (place / "bad.txt").write_bytes(UNREADABLE[encoding][0])
    assert f"--encoding {encoding}" in wupian(command, "bad.txt").sentence
    assert wupian(command, "bad.txt", "--encoding", encoding).code == 0


@pytest.mark.parametrize("command", READERS)
def test_what_is_not_there_or_no_text_is_refused(command: str, wupian: Run, place: Path) -> None:
    (place / "none").mkdir()
    (place / "folder.txt").mkdir()
    (place / "bad.docx").write_text(ARTICLE, encoding="utf-8")
    for path, sentence in (
        ("missing.txt", "There is no file missing.txt"),
        ("none", "The folder none holds no article"),
        ("folder.txt", "The folder folder.txt holds no article"),
        ("bad.docx", "bad.docx is no text file"),
    ):
        ran = wupian(command, path)
        assert ran.code == 2
        assert sentence in ran.sentence
    assert not (place / "out").exists()


@pytest.mark.parametrize("command", READERS)
def test_two_articles_of_one_stem_are_refused(command: str, wupian: Run, place: Path) -> None:
    for name in ("a", "b"):
        (place / name).mkdir()
        write(place / name, same=ARTICLE)
    ran = wupian(command, "a", "b")
    assert ran.code == 2
    assert "a/same.txt and b/same.txt would be one article" in ran.sentence
    assert not (place / "out").exists()


@pytest.mark.parametrize("command", READERS)
def test_an_encoding_that_does_not_exist_is_refused(command: str, wupian: Run, place: Path) -> None:
    write(place, a=ARTICLE)
    assert "no encoding 'latin-china'" in wupian(command, "a.txt", "--encoding", "latin-china").sentence


@pytest.mark.parametrize("kind", METADATA)
@pytest.mark.parametrize("command", READERS)
def test_broken_metadata_are_refused(command: str, kind: str, wupian: Run, place: Path) -> None:
    data, sentence = METADATA[kind]
    write(place, bad=ARTICLE)
    (place / "bad.meta.json").write_bytes(data)
    ran = wupian(command, "bad.txt")
    assert ran.code == 2
    assert re.search(sentence, ran.sentence)


@pytest.mark.parametrize("command", READERS)
def test_one_bad_article_among_good_ones_is_named_and_the_others_are_done(
    command: str, wupian: Run, place: Path
) -> None:
    write(place, a=ARTICLE, b="", c=ARTICLE)
    ran = wupian(command, ".", "missing.txt")
    assert ran.code == 1
    told = ran.out if command == "build" else ran.err
    assert told.count("b.txt is empty.") == 1
    assert told.count("There is no file missing.txt.") == 1
    if command == "build":
        held = json.loads((place / "out" / "wupian-build.json").read_text(encoding="utf-8"))
        assert sorted(held["articles"]) == ["a", "c"]
    elif command == "extract":
        assert [json.loads(line)["article"]["id"] for line in ran.out.splitlines()] == ["a", "c"]
    else:
        assert ran.out == ARTICLE * 2


@pytest.mark.parametrize("kind", REVIEWS)
def test_a_broken_review_stops_the_build(kind: str, wupian: Run, place: Path, earlier: dict[str, bytes]) -> None:
    text, sentence = REVIEWS[kind]
    write(place, bad=ARTICLE)
    (place / "bad.review.ttl").write_text(text, encoding="utf-8")
    ran = wupian("build", "bad.txt")
    assert ran.code == 2
    assert re.search(sentence, ran.sentence)
    assert contents(place / "out") == earlier


@pytest.mark.parametrize("command", ["build", "extract"])
def test_a_broken_ontology_file_is_named_with_its_line(command: str, wupian: Run, place: Path) -> None:
    write(place, a=ARTICLE)
    shutil.copytree(folder("ontology"), place / "ontology")
    lexicon = place / "ontology" / "lexicon.ttl"
    text = lexicon.read_text(encoding="utf-8")
    lexicon.write_text(text + "lex:broken a [ ;\n", encoding="utf-8")
    line = text.count("\n") + 1
    ran = wupian(command, "a.txt", "--ontology", "ontology")
    assert ran.code == 2
    assert f"lexicon.ttl, line {line} is not Turtle" in ran.sentence
    assert not (place / "out").exists()


@pytest.mark.parametrize("command", ["build", "extract"])
def test_a_folder_without_ontology_is_refused(command: str, wupian: Run, place: Path) -> None:
    write(place, a=ARTICLE)
    assert "holds no ontology" in wupian(command, "a.txt", "--ontology", ".").sentence


def test_an_ontology_of_ones_own_is_used(wupian: Run, place: Path) -> None:
    write(place, a=ARTICLE)
    shutil.copytree(folder("ontology"), place / "ontology")
    assert wupian("build", "a.txt", "--ontology", "ontology").code == 0


@pytest.mark.parametrize(
    ("asked", "place_of_error"),
    [
        ("SELECT ?x { ?x a wp:Bank", "line 1, column 25"),
        ("SELECT ?x {\n  ?x wp:offers ;;; ?y\n", "line 2"),
        ("SELECT ?x { ?x a nix:Bank }", "line 1, column 18"),
    ],
)
def test_broken_sparql_is_shown_with_its_place(asked: str, place_of_error: str, wupian: Run, store: Path) -> None:
    for ran in (wupian("query", asked, "--store", store), wupian("query", "-", "--store", store, stdin=asked.encode())):
        assert (ran.code, ran.out) == (2, "")
        first, shown, caret = ran.err.splitlines()
        assert first.startswith(f"wupian: The query is not SPARQL at {place_of_error}")
        assert shown.strip()
        assert caret.strip() == "^"


def test_an_unknown_name_of_a_query_is_answered_with_the_nearest_ones(wupian: Run, store: Path) -> None:
    ran = wupian("query", "product", "--store", store)
    assert ran.code == 2
    assert re.match(r"wupian: No query is named product; did you mean products\b.*\?\n", ran.err)


def test_questions_that_cannot_be_answered_are_refused(wupian: Run, store: Path) -> None:
    for arguments, sentence in (
        (("products", "-p", "nothing=1"), "has no parameter nothing"),
        (("INSERT DATA { <a:a> <a:a> <a:a> }",), "Updates are refused"),
        (("SELECT * { SERVICE <http://example.org/> { ?s ?p ?o } }",), "SERVICE is refused"),
        (("products", "--format", "ttl"), "not as ttl"),
        (("-",), "The query is empty"),
    ):
        ran = wupian("query", *arguments, "--store", store)
        assert ran.code == 2
        assert sentence in ran.sentence


def test_what_is_no_text_is_wrong_use(wupian: Run, store: Path) -> None:
    for ran in (
        wupian("query", "-", "--store", store, stdin=b"SELECT \xff"),
        wupian("query", "\udcff", "--store", store),
        wupian("query", "products", "-p", "name=\udcff", "--store", store),
    ):
        assert (ran.code, ran.out) == (2, "")
        assert "Error: " in ran.err


@pytest.mark.parametrize("arguments", [("check",), ("query", "products"), ("analyse",), ("explore",)])
def test_a_missing_or_foreign_store_is_refused(arguments: tuple[str, ...], wupian: Run, place: Path) -> None:
    assert "no store at out/store; make one with `wupian build`" in wupian(*arguments).sentence
    (place / "file").write_text("x", encoding="utf-8")
    assert "file is no store" in wupian(*arguments, "--store", "file").sentence
    assert ". is no store" in wupian(*arguments, "--store", ".").sentence
    assert (
        "http://localhost:1/sparql does not answer"
        in wupian(*arguments, "--store", "http://localhost:1/sparql").sentence
    )
    assert [p.name for p in place.iterdir()] == ["file"]


def test_evaluate_says_what_is_missing_or_broken(wupian: Run, place: Path) -> None:
    assert "no gold file or folder nothing" in wupian("evaluate", "nothing").sentence
    assert "No file that ends in .gold.json" in wupian("evaluate", ".").sentence
    (place / "a.gold.json").write_text("{", encoding="utf-8")
    assert "The article a.txt of a.gold.json is not in" in wupian("evaluate", ".").sentence
    write(place, a=ARTICLE)
    ran = wupian("evaluate", ".")
    assert ran.code == 2
    assert "a.gold.json" in ran.sentence


@pytest.mark.parametrize("name", ["a b\u202e.txt", "引号《》.txt", "-.txt", "%00.txt"])
def test_odd_names_of_articles_make_no_odd_graphs(name: str, wupian: Run, place: Path) -> None:
    (place / name).write_text(ARTICLE, encoding="utf-8")
    ran = wupian("build", "--", name)
    assert (ran.code, ran.err) == (0, "")
    assert "\u202e" not in ran.out


def test_a_name_that_is_no_text_can_be_read(wupian: Run, place: Path) -> None:
    Path(os.fsdecode(os.fsencode(place) + b"/\xb2\xe2.txt")).write_text(ARTICLE, encoding="utf-8")
    assert wupian("build", place).code == 0
    assert "b.txt" in wupian("read", "\udcb2b.txt").sentence
