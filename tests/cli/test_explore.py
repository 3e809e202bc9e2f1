"""`wupian explore`: the whole graph, the part that a query names, and the difference from an earlier build."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyoxigraph as ox
import pytest
import rdflib

import graph
from graph.explore.reader import read
from graph.explore.reading import read_page
from graph.explore.view import BASE, SKOS, View
from graph.store.embedded import create, in_memory, open_store
from tests.cli.articles import ARTICLE, write

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.cli.conftest import Ran, Run

    Make = Callable[..., View]

MADE = "SELECT ?x ?y { ?x wp:develops ?y }"
ZERO = "Entities: 0 came, 0 went, 0 changed\nRelations: 0 came, 0 went, 0 changed\nFigures: 0 came, 0 went, 0 changed\n"


@pytest.fixture
def page(wupian: Run, store: Path, place: Path) -> Make:
    """Writes a page of the sample's store with some options, and gives the graph that it carries."""

    def make(*options: object, stdin: bytes = b"") -> View:
        ran = wupian("explore", "--store", store, "--out", "page.html", *options, stdin=stdin)
        assert (ran.code, ran.out, ran.err) == (0, "", "Written to page.html\n")
        return carried(place / "page.html")

    return make


def carried(file: Path) -> View:
    """What a page's dataset holds, as a view."""
    text = read_page(file).serialize(format="nt")
    return read(in_memory(quad.triple for quad in ox.parse(text, format=ox.RdfFormat.N_TRIPLES)))


def names(view: View) -> set[str]:
    return {node.name for node in view.nodes}


def relations(view: View) -> set[tuple[str, str, str]]:
    called = {node.iri: node.name for node in view.nodes}
    return {(called[edge.subject], edge.predicate, called[edge.object]) for edge in view.edges}


def test_without_a_query_the_page_carries_the_whole_graph(page: Make, store: Path) -> None:
    assert page() == read(open_store(store))


def test_a_named_query_shows_what_it_lists_and_the_relations_among_that(page: Make) -> None:
    view = page("--query", "developments")
    assert relations(view) == {("云杉消费金融", "develops", "“松针”风控系统")}
    assert "江苏银行股份有限公司" not in names(view)


def test_a_named_query_takes_parameters(page: Make) -> None:
    assert "雪松贷" in names(page("--query", "products", "-p", "name=云杉消费金融"))
    assert "雪松贷" in names(page("--query", "products", "--param", "name=云杉消费金融", "--lang", "en"))


@pytest.mark.parametrize("sparql", [MADE, MADE.replace("SELECT ?x ?y", "CONSTRUCT { ?x wp:develops ?y }")])
def test_sparql_shows_the_part_that_it_names(sparql: str, page: Make) -> None:
    view = page("--query", sparql)
    assert relations(view) == {("云杉消费金融", "develops", "“松针”风控系统")}
    assert [article.text for article in view.articles] == [ARTICLE]


def test_describe_shows_an_entity_with_what_it_is_said_to_do(page: Make) -> None:
    view = page("--query", 'DESCRIBE ?x { ?x skos:prefLabel "云杉消费金融"@zh }')
    assert {"offers", "develops", "partnersWith"} <= {predicate for _, predicate, _ in relations(view)}
    assert {subject for subject, _, _ in relations(view)} == {"云杉消费金融"}


def test_a_query_may_stand_on_stdin(page: Make) -> None:
    assert page("--query", "-", stdin=MADE.encode()) == page("--query", MADE)


def test_the_page_of_a_part_goes_to_stdout_too(wupian: Run, page: Make, store: Path, place: Path) -> None:
    page("--query", MADE)
    ran = wupian("explore", "--store", store, "--query", MADE, "--out", "-")
    assert (ran.code, ran.err, ran.out) == (0, "", (place / "page.html").read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (("--query", "product"), "did you mean products"),
        (("--query", "SELECT ?x {"), "line 1, column"),
        (("--query", "ASK { ?s ?p ?o }"), "ask with SELECT, CONSTRUCT or DESCRIBE"),
        (("--query", "DELETE WHERE { ?s ?p ?o }"), "Updates are refused"),
        (("--query", "entity-counts"), "names nothing of the graph; let the query return IRIs of entities"),
        (("--query", "SELECT ?x { ?x a wp:Nothing }"), "The answer is empty; let the query return IRIs of entities"),
        (("--query", "products", "-p", "nothing=1"), "no parameter nothing"),
        (("--query", MADE, "-p", "name=1"), "Parameters go with named queries only"),
        (("--diff", "nowhere"), "There is no store at nowhere or nowhere/store; name an earlier store or build"),
        (("--diff", "."), "There is no store at . or store"),
        (("--diff", "http://127.0.0.1:9/sparql"), "The endpoint http://127.0.0.1:9/sparql does not answer"),
    ],
)
def test_what_cannot_be_shown_is_one_sentence_and_no_page(
    options: tuple[str, ...], words: str, wupian: Run, store: Path, place: Path
) -> None:
    ran = wupian("explore", "--store", store, *options)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith("wupian: ")
    assert words in ran.err.splitlines()[0]
    assert list(place.iterdir()) == []


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (("--query", "products", "--diff", "out"), "--query and --diff do not go together; choose one."),
        (("-p", "name=x"), "A parameter goes with --query and the name of a query."),
        (("--diff", "out", "-p", "name=x"), "A parameter goes with --query and the name of a query."),
        (("--query", "products", "-p", "name"), "A parameter is written NAME=VALUE, not name."),
        (("--query", "\udcff"), "An argument is no text (character 1)."),
        (("--diff", "\udcff"), "An argument is no text (character 1)."),
    ],
)
def test_wrong_use_is_said_in_one_sentence(options: tuple[str, ...], words: str, wupian: Run, store: Path) -> None:
    ran = wupian("explore", "--store", store, *options)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith("Usage: wupian explore")
    assert ran.err.endswith(f"Error: {words}\n")


def test_stdin_that_is_no_text_is_refused(wupian: Run, store: Path) -> None:
    ran = wupian("explore", "--store", store, "--query", "-", stdin=b"SELECT \xff")
    assert ran.code == 2
    assert "The query on stdin is not UTF-8 (byte 7)." in ran.err


@pytest.fixture
def since(wupian: Run, place: Path, store: Path) -> Run:
    """Compares the sample's store with the build of another article in `old`."""

    def compare(article: str, *options: object) -> Ran:
        write(place, sample=article)
        assert wupian("build", "sample.txt", "--out", "old").code == 0
        return wupian("explore", "--store", store, "--out", "page.html", *options)

    return compare


def test_nothing_has_changed_since_an_equal_build(since: Run, place: Path, store: Path) -> None:
    ran = since(ARTICLE, "--diff", "old")
    assert (ran.code, ran.out, ran.err) == (0, "", "Written to page.html\n" + ZERO)
    assert carried(place / "page.html") == read(open_store(store))


def test_what_came_and_went_since_a_build_is_counted(since: Run, place: Path, store: Path) -> None:
    ran = since(ARTICLE.replace("雪松贷", "红松贷"), "--diff", "old/store")
    _, entities, partners, figures = ran.err.splitlines()
    assert entities == "Entities: 1 came, 1 went, 0 changed"
    assert partners.startswith("Relations: ")
    assert figures == "Figures: 0 came, 0 went, 0 changed"
    assert "红松贷" not in names(carried(place / "page.html"))
    assert carried(place / "page.html") == read(open_store(store))


def test_a_build_and_its_store_are_the_same_to_compare_with(since: Run, wupian: Run, place: Path, store: Path) -> None:
    other = ARTICLE.replace("300万", "400万")
    assert since(other, "--diff", "old").err == since(other, "--diff", "old/store").err
    chinese = wupian("explore", "--store", store, "--out", "-", "--diff", "old", "--lang", "zh")
    assert chinese.err.splitlines()[2] == "数据：新增 1 项，消失 1 项，变化 0 项"
    assert chinese.out == (place / "page.html").read_text(encoding="utf-8")


def test_swapping_the_builds_swaps_the_counts(since: Run, wupian: Run, store: Path) -> None:
    forth = since(ARTICLE.splitlines()[0] + "\n", "--diff", "old").err.splitlines()[1:]
    back = wupian("explore", "--store", "old/store", "--diff", store, "--out", "back.html").err.splitlines()[1:]
    assert [line.replace("came", "?").replace("went", "came").replace("?", "went") for line in forth] == [
        f"{name}: {came}, {went}, {rest}"
        for name, _, counts in (line.partition(": ") for line in back)
        for went, came, rest in [counts.split(", ")]
    ]
    assert forth != back


def test_a_damaged_earlier_store_is_named(wupian: Run, store: Path, place: Path) -> None:
    create(place / "old", [])
    marker = place / "old" / "wupian-store.json"
    marker.write_text(marker.read_text(encoding="utf-8").replace("0", "7"), encoding="utf-8")
    assert "The store old is" in wupian("explore", "--store", store, "--diff", "old").sentence


def test_the_page_of_a_part_is_read_by_rdflib_and_has_the_label_that_named_it(page: Make, place: Path) -> None:
    page("--query", "products")
    found = graph.read_page(place / "page.html")
    assert rdflib.Literal("雪松贷", lang="zh") in set(found.objects(None, rdflib.URIRef(SKOS + "prefLabel")))
    assert all(str(subject).startswith(BASE) for subject in found.subjects(rdflib.URIRef(BASE + "ns#supportedBy")))
