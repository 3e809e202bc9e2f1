"""The second port: updates and graphs, by those who have the token."""

from __future__ import annotations

import http.server
import json
import socket
import subprocess
import sys
import threading
from pathlib import Path
from urllib.parse import urlencode, urlsplit

import pytest

from graph.store.embedded import open_store
from tests.serve.service import TOKEN, Service, running

DATA = b'<urn:a> <urn:b> "one"@en , [ <urn:c> 7 ] .'
AUTHORIZED = {"Authorization": f"Bearer {TOKEN}"}


def test_an_update_is_seen_by_the_next_query(writable: Service) -> None:
    for number in range(5):
        assert writable.update(f"INSERT DATA {{ <urn:a> <urn:b> {number} }}").status == 204
        assert len(writable.rows("SELECT ?o { <urn:a> <urn:b> ?o }")) == number + 1
    assert (
        writable.update("DELETE WHERE { ?s ?p ?o } ; INSERT DATA { GRAPH <urn:g> { <urn:x> <urn:y> 1 } }").status == 204
    )
    assert writable.rows("SELECT ?g { { ?s ?p ?o } UNION { GRAPH ?g { ?s ?p ?o } } }") == [["urn:g"]]


def test_an_update_may_be_sent_as_a_form(writable: Service) -> None:
    body = urlencode({"update": "INSERT DATA { <urn:a> <urn:b> <urn:c> }"}).encode()
    given = {**AUTHORIZED, "Content-Type": "application/x-www-form-urlencoded"}
    assert writable.request("POST", "/", body, headers=given, updates=True).status == 204
    assert writable.rows("SELECT ?o { <urn:a> <urn:b> ?o }") == [["urn:c"]]


def test_a_graph_is_put_read_added_to_and_dropped(writable: Service) -> None:
    assert writable.graph("GET", "urn:g").status == 404
    assert writable.graph("PUT", "urn:g", DATA).status == 201
    assert writable.graph("PUT", "urn:g", b"<urn:a> <urn:b> 1 .").status == 204
    assert writable.rows("SELECT ?o { GRAPH <urn:g> { ?s ?p ?o } }") == [["1"]]
    assert writable.graph("POST", "urn:g", b"<urn:a> <urn:b> 2 .").status == 204
    assert sorted(writable.rows("SELECT ?o { GRAPH <urn:g> { ?s ?p ?o } }")) == [["1"], ["2"]]
    found = writable.graph("GET", "urn:g")
    assert (found.status, found.media, found.text.count("<urn:b>")) == (200, "text/turtle", 1)
    assert writable.graph("DELETE", "urn:g").status == 204
    assert writable.graph("DELETE", "urn:g").status == 404
    assert writable.rows("SELECT * { GRAPH ?g { ?s ?p ?o } }") == []


def test_the_default_graph_is_put_as_a_whole(writable: Service) -> None:
    assert writable.graph("PUT", "default", b"<urn:old> <urn:b> 1 .").status == 204
    assert writable.graph("PUT", "default", DATA).status == 204
    assert writable.rows("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }") == [["3"]]


def test_a_document_that_is_broken_changes_nothing(writable: Service) -> None:
    writable.graph("PUT", "urn:g", DATA)
    broken = writable.graph("PUT", "urn:g", b"<urn:a> <urn:b> .")
    assert broken.status == 400
    assert "text/turtle" in broken.text
    assert writable.graph("PUT", "urn:g", b"{}", "application/pdf").status == 415
    assert writable.graph("PUT", "urn:g", DATA, "text/turtle; charset=gbk").status == 415
    assert writable.update("INSERT DATA { <urn:a> <urn:b> 1 } ; INSERT nonsense").status == 400
    assert writable.rows("SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } }") == [["3"]]
    assert writable.rows("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }") == [["0"]]


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 401),
        ({"Authorization": "Bearer wrong"}, 401),
        ({"Authorization": f"Basic {TOKEN}"}, 401),
        ({"Authorization": f"Bearer {TOKEN}é"}, 401),
        ({**AUTHORIZED, "Origin": "http://127.0.0.1"}, 403),
        ({**AUTHORIZED, "Sec-Fetch-Site": "cross-site"}, 403),
        ({**AUTHORIZED, "Host": "evil.example"}, 421),
        ({**AUTHORIZED, "Content-Type": "text/plain"}, 415),
    ],
)
def test_who_is_not_admitted_changes_nothing(writable: Service, headers: dict[str, str], status: int) -> None:
    given = {"Content-Type": "application/sparql-update", **headers}
    body = b"INSERT DATA { <urn:a> <urn:b> <urn:c> }"
    encoded = {name: value.encode("utf-8").decode("latin-1") for name, value in given.items()}
    found = writable.request("POST", "/update", body, headers=encoded, updates=True)
    assert found.status == status
    assert ("www-authenticate" in found.headers) == (status == 401)
    assert writable.rows("SELECT * { ?s ?p ?o }") == []


def test_nothing_is_fetched_from_elsewhere(writable: Service) -> None:
    asked = []

    class Trap(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_error(404)

        def log_message(self, *_: object) -> None:
            pass

    with http.server.HTTPServer(("127.0.0.1", 0), Trap) as trap:
        threading.Thread(target=trap.serve_forever, daemon=True).start()
        there = f"http://127.0.0.1:{trap.server_port}"
        context = json.dumps({"@context": f"{there}/context.jsonld", "@id": "urn:a", "name": "x"}).encode()
        assert writable.graph("PUT", "urn:g", context, "application/ld+json").status == 400
        for update in (
            f"LOAD <{there}/load>",
            f"load silent <{there}/load> into graph <urn:g>",
            f"INSERT {{ ?s ?p ?o }} WHERE {{ SERVICE SILENT <{there}/service> {{ ?s ?p ?o }} }}",
            "LOAD <file:///etc/passwd>",
        ):
            assert writable.update(update).status == 400, update
        trap.shutdown()
    assert asked == []


def test_xml_with_entities_is_refused_and_deep_xml_ends_nothing(writable: Service) -> None:
    laughs = b'<?xml version="1.0"?><!DOCTYPE r [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><r>&b;</r>'
    assert writable.graph("PUT", "urn:g", laughs, "application/rdf+xml").status == 400
    space = b'<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:x="urn:">'
    deep = space + b"<x:A><x:b>" * 2_000 + b"</x:b></x:A>" * 2_000 + b"</rdf:RDF>"
    assert writable.graph("PUT", "urn:g", deep, "application/rdf+xml").status < 600
    assert writable.update("INSERT DATA { <urn:a> <urn:b> <urn:c> }").status == 204


def test_many_changes_in_a_row_are_all_seen(writable: Service) -> None:
    for number in range(90):
        assert writable.update(f"INSERT DATA {{ <urn:a> <urn:b> {number} }}").status == 204
    assert writable.rows("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }") == [["90"]]


def test_a_document_of_several_graphs_goes_where_it_says(writable: Service) -> None:
    quads = b"<urn:a> <urn:b> <urn:c> <urn:g> .\n<urn:a> <urn:b> <urn:d> .\n"
    given = {**AUTHORIZED, "Content-Type": "application/n-quads"}
    assert writable.request("POST", "/", quads, headers=given, updates=True).status == 204
    assert writable.rows("SELECT ?o { ?s ?p ?o }") == [["urn:d"]]
    assert writable.rows("SELECT ?g ?o { GRAPH ?g { ?s ?p ?o } }") == [["urn:g", "urn:c"]]
    assert writable.graph("PUT", "urn:h", quads, "application/n-quads").status == 400


def test_an_update_has_the_address_of_the_service_as_its_base(writable: Service) -> None:
    assert writable.update("INSERT DATA { <a> <urn:b> <urn:c> }").status == 204
    assert writable.rows("SELECT ?s { ?s ?p ?o }") == [[f"{writable.updates}/a"]]


def test_words_of_data_are_no_commands(writable: Service) -> None:
    assert writable.update('INSERT DATA { <urn:load> <urn:service> "LOAD <file:///x> SERVICE" }').status == 204
    assert writable.rows("SELECT ?o { <urn:load> ?p ?o }") == [["LOAD <file:///x> SERVICE"]]


def test_what_was_stored_is_there_after_a_new_start_and_after_a_kill(tmp_path: Path) -> None:
    store = tmp_path / "store"
    options = ("--update-port", "0", "--update-token", TOKEN, "--quiet")
    with running(store, *options) as first:
        first.update("INSERT DATA { <urn:a> <urn:b> 1 }")
    assert json.loads((store / "wupian-store.json").read_text())["triples"] == 1
    with running(store, *options) as second:
        second.update("INSERT DATA { <urn:a> <urn:b> 2 }")
        second.process.kill()
        second.process.wait()
    with running(store, *options) as third:
        assert sorted(third.rows("SELECT ?o { ?s ?p ?o }")) == [["1"], ["2"]]
    held = open_store(store)
    assert len(held.select("SELECT * { ?s ?p ?o }")) == 2
    held.close()


def test_two_services_do_not_write_one_store(writable: Service) -> None:
    store = writable.process.args[5]  # type: ignore[index]  # a list
    command = [sys.executable, "-m", "graph", "serve", "--port", "0", "--update-port", "0", "--lang", "en"]
    command += ["--update-token", TOKEN, "--store", str(store)]
    ran = subprocess.run(command, capture_output=True, text=True, timeout=30, check=False)
    assert ran.returncode == 2
    assert "is it in use?" in ran.stderr
    assert writable.update("INSERT DATA { <urn:a> <urn:b> 1 }").status == 204


def test_a_writer_that_is_killed_is_replaced_and_loses_nothing(writable: Service) -> None:
    writable.update("INSERT DATA { <urn:a> <urn:b> 1 }")
    commands = {number: Path(f"/proc/{number}/cmdline").read_bytes() for number in writable.processes()}
    [writer] = [number for number, command in commands.items() if b"work.writer" in command]
    subprocess.run(["kill", "-9", str(writer)], check=True)
    statuses = {writable.update("INSERT DATA { <urn:a> <urn:b> 2 }").status for _ in range(2)}
    assert 204 in statuses
    assert sorted(writable.rows("SELECT ?o { ?s ?p ?o }")) == [["1"], ["2"]]


def test_a_body_that_does_not_come_to_its_end_changes_nothing(writable: Service) -> None:
    line = b"<urn:a> <urn:b> <urn:c> .\n"
    assert writable.graph("PUT", "urn:g", DATA).status == 201
    head = f"PUT /store?graph=urn:g HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {TOKEN}\r\n"
    kinds = "Content-Type: text/turtle\r\n"
    for size, body in (("Content-Length: 1000", line), ("Transfer-Encoding: chunked", b"1a\r\n" + line + b"\r\n")):
        with socket.create_connection(("127.0.0.1", urlsplit(writable.updates).port or 0), 5) as held:
            held.sendall(f"{head}{kinds}{size}\r\n\r\n".encode() + body)
    assert writable.update("INSERT DATA { <urn:later> <urn:b> 1 }").status == 204
    assert writable.rows("SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } }") == [["3"]]


@pytest.mark.parametrize(
    "update",
    [
        "LOADSILENT<http://127.0.0.1:8/x>",
        "PREFIX p: <http://127.0.0.1:8/> LOADp:x",
        "PREFIX p: <http://127.0.0.1:8/> INSERT { ?s ?p ?o } WHERE { SERVICEp:x { ?s ?p ?o } }",
        "DELETE {} WHERE { FILTER(?a<'x>\"y') } ; LOAD <http://127.0.0.1:8/x> #\"",
    ],
)
def test_no_spelling_of_an_update_reaches_other_computers(writable: Service, update: str) -> None:
    found = writable.update(update)
    assert found.status == 400
    assert "refused" in found.text or "comparisons" in found.text


def test_words_that_only_look_like_requests_to_other_computers_are_data(writable: Service) -> None:
    update = 'PREFIX p: <urn:p#> INSERT DATA { p:LOAD p:upload "LOAD <x>", <urn:SERVICE> } # SERVICE'
    assert writable.update(update).status == 204
    assert len(writable.rows("SELECT ?o { <urn:p#LOAD> ?p ?o }")) == 2


def test_a_term_that_is_too_long_is_told(writable: Service) -> None:
    assert writable.graph("PUT", "urn:g", b'<urn:a> <urn:b> "' + b"x" * (17 << 20) + b'" .').status == 400
