"""Every command does what it says, in both languages and every form."""

from __future__ import annotations

import json
import re
import shlex
from typing import TYPE_CHECKING

import pyoxigraph
import pytest
import rdflib
from rdflib.compare import isomorphic

import graph
from graph.cli import commands
from graph.store.embedded import create
from tests.cli.articles import ARTICLE, TRADITIONAL, write
from tests.contract import check

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.conftest import Run

COMMANDS = sorted(commands.commands)
EXAMPLE = re.compile(r"^ +wupian (?!\[OPTIONS\])(.+)$", re.MULTILINE)


def test_the_commands_are_the_verbs_of_the_pipeline() -> None:
    agreed = "analyse annotate build check evaluate explore extract publish query read search serve"
    assert agreed.split() == COMMANDS


@pytest.mark.parametrize("name", COMMANDS)
def test_help_fits_100_columns_and_every_example_in_it_is_accepted(
    name: str, wupian: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "100")
    ran = wupian(name, "--help")
    assert (ran.code, ran.err) == (0, "")
    assert max(map(len, ran.out.splitlines())) <= 100
    examples = EXAMPLE.findall(ran.out.partition("Examples:")[2])
    assert examples
    for example in examples:
        verb, *arguments = shlex.split(example.partition(" > ")[0])
        assert verb == name
        commands.commands[verb].make_context(verb, arguments)


def test_the_first_help_names_every_command_with_a_whole_sentence(wupian: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    ran = wupian("--help")
    assert ran.code == 0
    listed = re.findall(r"^  (\w+) +(.+)$", ran.out.partition("Commands:")[2], re.MULTILINE)
    assert [name for name, _ in listed] == COMMANDS
    assert all(sentence.endswith(".") and "..." not in sentence for _, sentence in listed)


@pytest.mark.parametrize("name", COMMANDS)
def test_every_option_is_explained_and_the_language_can_be_chosen(name: str) -> None:
    options = {parameter.name: parameter for parameter in commands.commands[name].params if parameter.opts[0][0] == "-"}
    assert "lang" in options
    assert [name for name, option in options.items() if not getattr(option, "help", "")] == []


def test_the_version_is_the_one_of_the_package(wupian: Run) -> None:
    assert wupian("--version").out == f"wupian {graph.__version__}\n"


@pytest.mark.parametrize("arguments", [(), ("nonsense",), ("build", "--nonsense"), ("read",), ("query", "-p", "x")])
def test_wrong_use_is_exit_code_2_with_a_hint_on_stderr(arguments: tuple[str, ...], wupian: Run) -> None:
    ran = wupian(*arguments)
    assert (ran.code, ran.out) == (2, "")
    assert "Usage: wupian" in ran.err


def test_a_build_prints_what_it_found_in_english(wupian: Run, place: Path) -> None:
    write(place, sample=ARTICLE)
    ran = wupian("build", "sample.txt")
    assert (ran.code, ran.err) == (0, "")
    assert "Articles: 1, repairs: 0\n  sample: 73 characters, repairs: 0\n" in ran.out
    assert re.search(r"^  LoanProduct +1$", ran.out, re.MULTILINE)
    assert re.search(r"^  offers +[1-9]$", ran.out, re.MULTILINE)
    assert "Figures: 1\n" in ran.out
    assert "0 shape violations\nAll checks passed.\nWritten to out: " in ran.out
    assert (place / "out" / "graph.ttl").is_file()


def test_a_build_prints_the_same_in_chinese(wupian: Run, place: Path) -> None:
    write(place, sample=ARTICLE)
    ran = wupian("build", "sample.txt", "--lang", "zh")
    assert ran.code == 0
    assert "文章：1 篇，修复 0 处\n  sample：73 字，修复 0 处\n" in ran.out
    assert re.search(r"^  信贷产品 LoanProduct +1$", ran.out, re.MULTILINE)
    assert "检查通过。\n已写入 out：" in ran.out


def test_the_locale_chooses_the_language_of_a_build(wupian: Run, place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(place, sample=ARTICLE)
    monkeypatch.setenv("LC_ALL", "zh_CN.UTF-8")
    assert "检查通过。" in wupian("build", "sample.txt").out


def test_a_second_build_replaces_the_first(wupian: Run, place: Path) -> None:
    write(place, first=ARTICLE, second=ARTICLE.replace("雪松", "红松"))
    assert wupian("build", "first.txt").code == 0
    assert wupian("build", "second.txt").code == 0
    turtle = (place / "out" / "graph.ttl").read_text(encoding="utf-8")
    assert "红松贷" in turtle
    assert "雪松贷" not in turtle
    assert not [p for p in (place / "out").iterdir() if p.name.startswith(".")]


def test_read_prints_repaired_simplified_text_and_its_remarks_apart(wupian: Run, place: Path) -> None:
    write(place, sample=TRADITIONAL)
    ran = wupian("read", "sample.txt")
    assert ran.code == 0
    assert ran.out == "云杉消费金融与江苏银行合作，推出“雪松贷”，服务于新市民。\n"
    assert ran.err == "sample: 34 characters, repairs: 1\n"


def test_read_prints_a_line_of_json_for_each_article_whose_sentences_slice_the_raw_file(
    wupian: Run, place: Path
) -> None:
    write(place, a=TRADITIONAL, b=ARTICLE)
    ran = wupian("read", ".", "--format", "json")
    first, second = map(json.loads, ran.out.splitlines())
    assert (first["article"]["id"], second["article"]["id"]) == ("a", "b")
    for held, raw in ((first, TRADITIONAL), (second, ARTICLE)):
        assert held["sentences"]
        assert all(raw[s["start"] : s["end"]].endswith("。") for s in held["sentences"])
        assert "".join(raw[s["start"] : s["end"]] for s in held["sentences"]) == raw.replace("\n", "")


def test_extract_prints_one_object_for_one_article_and_lines_for_several(wupian: Run, place: Path) -> None:
    write(place, a=ARTICLE, b=TRADITIONAL)
    one = wupian("extract", "a.txt")
    check(json.loads(one.out), ARTICLE)
    assert json.loads(one.out)["article"]["id"] == "a"
    several = wupian("extract", "a.txt", "b.txt")
    assert [json.loads(line)["article"]["id"] for line in several.out.splitlines()] == ["a", "b"]
    assert json.loads(several.out.splitlines()[0]) == json.loads(one.out)
    assert (one.err, several.err) == ("", "")


def test_extract_leaves_out_what_is_less_sure(wupian: Run, place: Path) -> None:
    write(place, a=ARTICLE)
    everything = json.loads(wupian("extract", "a.txt").out)["relations"]
    least = max(r["confidence"] for r in everything)
    kept = json.loads(wupian("extract", "a.txt", "--min-confidence", least).out)["relations"]
    assert kept == [r for r in everything if r["confidence"] >= least]
    assert 0 < len(kept) < len(everything)


def test_articles_of_another_encoding_are_read_when_it_is_named(wupian: Run, place: Path) -> None:
    (place / "a.txt").write_bytes(ARTICLE.encode("gb18030"))
    write(place, b=ARTICLE)
    other = json.loads(wupian("extract", "a.txt", "--encoding", "gb18030").out)
    same = json.loads(wupian("extract", "b.txt").out)
    assert other["relations"] == same["relations"]
    assert wupian("build", "a.txt", "--encoding", "gb18030").code == 0


def test_check_passes_a_build_and_says_so(wupian: Run, store: Path) -> None:
    ran = wupian("check", "--store", store)
    assert (ran.code, ran.err) == (0, "")
    assert re.match(r"Quotes: (\d+) of \1 claims slice their article exactly\n", ran.out)
    assert ran.out.endswith("All checks passed.\n")


def test_check_fails_a_store_whose_quote_is_not_in_its_article(wupian: Run, built: Path, place: Path) -> None:
    held = graph.open_store(built / "store").construct("CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }")
    lie = pyoxigraph.Literal("谁也没有写过的句子。")
    forged = [
        pyoxigraph.Triple(t.subject, t.predicate, lie) if t.predicate.value.endswith("#quote") else t for t in held
    ]
    create(place / "forged", forged)
    ran = wupian("check", "--store", "forged")
    assert ran.code == 1
    assert re.match(r"Quotes: 0 of [1-9]\d* claims", ran.out)
    assert "Rule broken: quote-violation" in ran.out
    assert ran.out.endswith("The checks failed.\n")


def test_query_lists_the_named_queries_with_their_questions(wupian: Run) -> None:
    english, chinese = wupian("query"), wupian("query", "--lang", "zh")
    assert re.search(r"^  products +\S", english.out, re.MULTILINE)
    assert english.out != chinese.out
    assert english.out.split()[0] == chinese.out.split()[0]


def test_query_answers_a_named_query_with_a_parameter(wupian: Run, store: Path) -> None:
    found = wupian("query", "products", "-p", "name=云杉消费金融", "--store", store, "--format", "csv")
    assert found.code == 0
    assert "雪松贷" in found.out
    assert len(wupian("query", "products", "-p", "name=无", "--store", store, "--format", "csv").out.splitlines()) == 1


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_query_reads_sparql_from_stdin(mark: bytes, wupian: Run, store: Path) -> None:
    asked = mark + 'SELECT ?x { ?x skos:prefLabel "雪松贷"@zh }'.encode()
    assert (
        len(
            json.loads(wupian("query", "-", "--format", "json", "--store", store, stdin=asked).out)["results"][
                "bindings"
            ]
        )
        == 1
    )


def test_query_writes_triples_as_turtle(wupian: Run, store: Path) -> None:
    ran = wupian("query", "CONSTRUCT { ?x a wp:LoanProduct } WHERE { ?x a wp:LoanProduct }", "--store", store)
    assert len(rdflib.Graph().parse(data=ran.out, format="turtle")) == 1


def test_analyse_prints_the_matrix_and_the_report(wupian: Run, store: Path) -> None:
    assert "云杉消费金融" in wupian("analyse", "--store", store, "--lang", "zh").out
    html = wupian("analyse", "--store", store, "--format", "html").out
    assert html.startswith("<!DOCTYPE html>")
    assert "云杉消费金融" in html


def test_explore_writes_a_page_that_carries_the_graph(wupian: Run, built: Path, place: Path) -> None:
    ran = wupian("explore", "--store", built / "store", "--out", "page.html")
    assert (ran.code, ran.out, ran.err) == (0, "", "Written to page.html\n")
    assert isomorphic(graph.read_page(place / "page.html"), rdflib.Graph().parse(built / "graph.ttl"))
    assert wupian("explore", "--store", built / "store", "--out", "-").out == (place / "page.html").read_text(
        encoding="utf-8"
    )


def test_explore_follows_a_link_and_never_replaces_a_device(wupian: Run, store: Path, place: Path) -> None:
    (place / "link.html").symlink_to("target.html")
    assert wupian("explore", "--store", store, "--out", "link.html").code == 0
    assert (place / "link.html").is_symlink()
    assert (place / "target.html").is_file()
    assert "device" in wupian("explore", "--store", store, "--out", "/dev/null").sentence


def test_evaluate_scores_articles_beside_their_gold(wupian: Run, place: Path) -> None:
    write(place, a=ARTICLE)
    entities = [
        {
            "id": "e1",
            "type": "ConsumerFinanceCompany",
            "name": "云杉消费金融",
            "mentions": ["云杉消费金融"],
        },
        {"id": "e2", "type": "LoanProduct", "name": "雪松贷", "mentions": ["雪松贷"]},
    ]
    offer = {"s": "e1", "p": "offers", "o": "e2", "evidence": ARTICLE.splitlines()[0], "explicit": True}
    gold = {"article": {"id": "a"}, "entities": entities, "relations": [offer], "figures": []}
    (place / "a.gold.json").write_text(json.dumps(gold), encoding="utf-8")
    scores = json.loads(wupian("evaluate", ".", "--format", "json").out)
    assert scores["all"]["relations"]["recall"] == 1
    table = wupian("evaluate", "a.gold.json", "--misses")
    assert table.code == 0
    assert re.search(r"^offers +\d\.\d{3} +1\.000", table.out, re.MULTILINE)
