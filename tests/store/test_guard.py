"""What a query may be: what is refused, the limits, and attacks on the process."""

from __future__ import annotations

import subprocess
import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest
from pyoxigraph import NamedNode, Triple

from graph.errors import QueryError
from graph.query.catalogue import catalogue
from graph.store.embedded import in_memory
from graph.store.guard import (
    DEPTH,
    GROWTH,
    JOINS,
    LENGTH,
    SIZE,
    VARIABLE,
    counted,
    depth,
    growth,
    joins,
    refuse,
)
from graph.store.sparql import tokens
from tests.store.attacks import ANSWERED, ATTACKS, REFUSED

NODE = NamedNode("x:n")
STORE = in_memory([Triple(NODE, NODE, NODE)])


def refusal(query: str) -> str:
    """Why a query is refused."""
    with pytest.raises(QueryError) as error:
        refuse(query)
    return str(error.value)


@pytest.mark.parametrize("name", sorted(ATTACKS))
def test_an_attack_is_answered_or_refused_but_never_ends_the_process(name: str) -> None:
    command = [sys.executable, "-m", "tests.store.attacks", name]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-500:]
    at_limit, *beyond = done.stdout.splitlines()
    assert at_limit.startswith((ANSWERED, REFUSED))
    assert len(beyond) == 3
    assert all(line.startswith(REFUSED) for line in beyond)


@pytest.mark.parametrize(
    "update",
    [
        "INSERT DATA { <x:a> <x:b> <x:c> }",
        "prefix x: <x:> delete where { ?s ?p ?o }",
        "# SELECT\nLOAD <file:///etc/passwd>",
        "BASE <x:> CLEAR ALL",
        "DROP ALL",
        "WITH <x:g> DELETE { ?s ?p ?o } WHERE { ?s ?p ?o }",
    ],
)
def test_updates_are_refused(update: str) -> None:
    assert "only read" in refusal(update)


def test_graphs_to_load_are_refused() -> None:
    for clause in ("FROM <file:///etc/passwd>", "from named <x:g>"):
        assert "one graph only" in refusal(f"SELECT * {clause} WHERE {{ ?s ?p ?o }}")


@pytest.fixture
def visits() -> Iterator[tuple[str, list[str]]]:
    """The address of a server on this machine, and the paths it has been asked for."""
    seen: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            seen.append(self.path)
            self.send_response(404)
            self.end_headers()

        do_GET = do_POST  # noqa: N815  # the name that the server looks for

        def log_message(self, format: str, *arguments: object) -> None:  # noqa: A002  # the base class's name
            del format, arguments

    server = HTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/", seen
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.mark.parametrize(
    "pattern",
    [
        "SERVICE <ADDRESS> { ?s ?p ?x }",
        "service silent <ADDRESS> { ?s ?p ?x }",
        "SERVICE ?x { ?s ?p ?x } VALUES ?x { <ADDRESS> }",
        "SERVICEa:b { ?s ?p ?x }",
        "SERVICE SILENTa:b { ?s ?p ?x }",
        "?s ?p trueSERVICEa:b { ?s ?p ?x }",
        "FILTER(?s<'x>'||true) SERVICE <ADDRESS> { ?s ?p ?x } FILTER(?s!='' || ''!='')",
        "FILTER(?s<#>'''\n ?o||true) SERVICE <ADDRESS> { ?s ?p ?x } #'''\n",
        "FILTER(a:😀\\# != ?s) SERVICE <ADDRESS> { ?s ?p ?x } \n",
        "FILTER(a:、\\#'x != ?s) SERVICE <ADDRESS> { ?s ?p ?x } \n",
        '?s ?p ("""a" \\q""" ) SERVICE <ADDRESS> { ?s ?p ?x }',
        "?s ?p 'SERVICE' . \\u0053ERVICE <ADDRESS> { ?s ?p ?x }",
        "<<?s?p'x>>'.SERVICE<ADDRESS>{?s?p?x}#'",
    ],
)
def test_no_query_makes_a_request_however_it_hides_it(pattern: str, visits: tuple[str, list[str]]) -> None:
    address, seen = visits
    query = f"PREFIX a: <{address}> SELECT * {{ ?s ?p ?o {pattern.replace('ADDRESS', address)} }}"
    with pytest.raises(QueryError):
        STORE.select(query)
    assert seen == []


def test_the_word_service_may_stand_in_names_and_texts() -> None:
    refuse('SELECT ?service { ?service rdfs:label \'SERVICE\', """from SERVICE""" ; <x:service> wp:serves } # SERVICE')


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * { ?s ?p ?o FILTER(?s<?o&&?o>?s) }",
        "SELECT * { ?s ?p ?o FILTER(1<?o&&?o>2) }",
        "SELECT * { ?s ?p ?o FILTER((?o)<(?s)&&?o>2) }",
        "SELECT * { ?s ?p ?o FILTER(true<?o&&?o>2) }",
    ],
)
def test_comparisons_that_look_like_an_iri_are_refused_with_a_way_out(query: str) -> None:
    assert "two comparisons" in refusal(query)
    refuse(query.replace("<", " < "))


def test_iris_in_brackets_are_no_comparisons() -> None:
    refuse("SELECT * { ?s (<x:a>|^<x:b>)/(<x:c>) ?o FILTER(?o IN (<x:a>, <x:b>) && ?o != <x:c> && ?s = <x:d#e>) }")
    refuse("SELECT * { VALUES (?s ?o) { (<x:a> <x:b#c'd>) (UNDEF <x:d>) } ?s <x:p#a> ?o }")


def test_half_a_character_is_refused() -> None:
    assert "half a character" in refusal("SELECT * { ?s ?p '\udcff' }")


def test_every_named_query_is_far_from_the_limits() -> None:
    for query in catalogue():
        found = tokens(query.sparql)
        assert len(counted(found)) < SIZE / 2, query.name
        assert depth(found) < DEPTH / 2, query.name
        assert joins(found) < JOINS / 2, query.name
        assert growth(found) < GROWTH / 2, query.name


def test_each_limit_has_its_own_words() -> None:
    assert f"{LENGTH:,}" in refusal(" " * (LENGTH + 1))
    assert "VALUES" in refusal("SELECT * { " + "FILTER(1=1) " * SIZE + "}")
    assert f"{DEPTH + 2} levels" in refusal("SELECT * " + "{" * (DEPTH + 2))
    assert f"{JOINS + 1} patterns" in refusal("SELECT * { " + "?s ?p ?o . " * (JOINS + 1) + "}")
    assert "string" in refusal('SELECT (REPLACE(REPLACE(?a, ".", ?a), ".", ?a) AS ?b) { }')


def test_the_data_of_values_may_be_long() -> None:
    query = "SELECT * { VALUES (?a ?b) { " + "(1 <x:a>) " * 200 + "} VALUES ?c { " + "'c' " * 3000 + "} }"
    refuse(query)
    assert len(STORE.select(query)) == 600_000


@pytest.mark.parametrize(
    ("query", "levels"),
    [
        ("ASK { }", 1),
        ("ASK { ?s ?p [ ?q (1 2) ] }", 3),
        ("ASK { FILTER(!?a) FILTER(-?a) FILTER(! ! -?a) }", 5),
        ("ASK { FILTER(!(!(?a))) }", 6),
        ("ASK { FILTER(1 + 2 + 3 - 4 + 5) }", 3),
        ("ASK { ?s ?p '(((((' , <x:a(((> }", 1),
        ("ASK { { } { } { { } } }", 3),
        ("ASK } } } { { {", 3),
    ],
)
def test_depth_counts_brackets_and_the_signs_before_them(query: str, levels: int) -> None:
    assert depth(tokens(query)) == levels


@pytest.mark.parametrize(
    ("query", "characters"),
    [
        ("SELECT (?a AS ?b) { }", VARIABLE),
        ('SELECT (CONCAT(?a, "云岭", ?a) AS ?b) { }', 2 * VARIABLE + 2),
        ('SELECT (REPLACE(?a, "x", "yyy") AS ?b) { }', 4 * VARIABLE),
        ('SELECT (ENCODE_FOR_URI("云") AS ?b) { }', 9),
        ("SELECT (?a + ?a = ?a AS ?b) { }", VARIABLE),
        ("ASK { BIND(CONCAT(?a, ?a) AS ?b) BIND(CONCAT(?b, ?b) AS ?c) }", 4 * VARIABLE),
        ("SELECT (CONCAT(?b, ?b) AS ?c) { SELECT (CONCAT(?a, ?a) AS ?b) { } }", 4 * VARIABLE),
        ("ASK { BIND(STR(?b) AS ?a) BIND(STR(?a) AS ?b) }", VARIABLE),
    ],
)
def test_growth_follows_strings_from_variable_to_variable(query: str, characters: int) -> None:
    assert growth(tokens(query)) == characters
