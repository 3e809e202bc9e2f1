"""Endpoints that are broken or mean harm: one clear sentence, in bounded time and memory, and nothing given away."""

from __future__ import annotations

import base64
import gzip
import json
import time
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from graph.errors import QueryError, StoreError
from graph.store.endpoint import Limits
from graph.store.remote import RemoteStore
from graph.store.store import EVERYTHING
from tests.servers import fake, free_port, response

if TYPE_CHECKING:
    import socket
    from collections.abc import Callable

QUERY = "SELECT ?s { ?s ?p ?o }"
LIMITS = Limits(connect=2, silence=0.3, whole=0.6, size=100_000)
JSON, HTML, TRIPLES = "application/sparql-results+json", "text/html", "application/n-triples"


def results(count: int = 1, variable: str = "s") -> bytes:
    """SPARQL results of some rows of one variable."""
    rows = [{variable: {"type": "uri", "value": f"urn:{number}"}} for number in range(count)]
    return json.dumps({"head": {"vars": [variable]}, "results": {"bindings": rows}}).encode()


def says(data: bytes) -> Callable[[socket.socket], None]:
    """A reply of some bytes, which ends the connection."""

    def reply(connection: socket.socket) -> None:
        connection.sendall(data)
        connection.close()

    return reply


def failed(place: str, query: str = QUERY, token: str | None = None) -> str:
    """What is said of a query that fails at an address."""
    store = RemoteStore(place, limits=LIMITS, token=token)
    with closing(store), pytest.raises(StoreError) as error:
        store.construct(query) if query == EVERYTHING else store.select(query)
    return str(error.value)


def failure(reply: Callable[[socket.socket], None], query: str = QUERY) -> str:
    """What is said of a query that fails on a server: one line of printable words that names the server."""
    with fake(reply) as server:
        said = failed(server.address, query)
        assert said.startswith(f"The endpoint {server.address} ")
        assert said.endswith(".")
        assert said.isprintable()
        assert len(said) < 500
        return said.removeprefix(f"The endpoint {server.address} ")


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (response(b"<h1>Welcome</h1>", HTML), "answers with text/html where SPARQL results in JSON were asked for; "),
        (response(results(), ""), "answers with an unnamed type where "),
        (
            response(b"<sparql/>", "application/sparql-results+xml"),
            "answers with application/sparql-results+xml where ",
        ),
        (response(results(9)[:-20]), "answers with what cannot be read (Parser error at line 1 "),
        (response(b""), "answers with what cannot be read ("),
        (response(results() + b"\x1b[31m"), "answers with what cannot be read ("),
        (response(b'{"head": {}, "boolean": true}'), "answers a SELECT query with yes or no"),
        (response(results(3, "other")), "answers with other variables than were asked for: other"),
        (response(b"[" * 90_000), "answers with what cannot be read ("),
        (response(results().replace(b"urn:0", b"no iri")), "answers with what cannot be read (Invalid uri value"),
        (response(results(), JSON, "200 OK", "X-SQL-State: S1TAT"), "gives a part of the answer only"),
        (response(results(), JSON, "200 OK", "Content-Encoding: gzip"), "answers compressed, which "),
    ],
)
def test_an_answer_that_is_no_result_is_an_error(data: bytes, words: str) -> None:
    assert failure(says(data)).startswith(words)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (response(b"<urn:a> <urn:b> <urn:c>", TRIPLES), "answers with what cannot be read ("),
        (response(b"<urn:a> <urn:b> <c> .", "text/turtle"), "answers with what cannot be read ("),
        (response(b"<rdf:RDF/>", "application/rdf+xml"), "answers with application/rdf+xml where N-Triples or Turtle "),
        (response(b"<h1>No</h1>", HTML), "answers with text/html where N-Triples or Turtle were asked for; "),
    ],
)
def test_an_answer_that_is_no_graph_is_an_error(data: bytes, words: str) -> None:
    assert failure(says(data), EVERYTHING).startswith(words)


@pytest.mark.parametrize(
    ("status", "body", "media", "words"),
    [
        ("500 x", b"no\x1b[31m\x07\nred\xff", "text/plain", "answers 500 Internal Server Error (no␛[31m␇ red�)."),
        (
            "503 x",
            b"<html><style>a{}</style><h1>Busy</h1>Wait.</html>",
            HTML,
            "answers 503 Service Unavailable (Busy Wait).",
        ),
        ("400 Virtuoso", b"", "text/plain", "answers 400 Bad Request."),
        ("401 x", b"", "text/plain", "answers 401 Unauthorized; give a user and password in the address ("),
        ("404 x", b"", "text/plain", "answers 404 Not Found; check the path of the address."),
        ("599 \x1b[31m", b"", "text/plain", "answers 599 of no standard."),
        ("500 x", "字".encode() * 9000, "text/plain", "answers 500 Internal Server Error (" + "字" * 200 + "…)."),
    ],
)
def test_an_error_of_the_server_is_told_in_its_own_first_words(
    status: str, body: bytes, media: str, words: str
) -> None:
    assert failure(says(response(body, media, status))).startswith(words)


@pytest.mark.parametrize("status", ["301 x", "302 x", "303 x", "307 x", "308 x"])
def test_no_redirect_is_followed_and_its_target_is_told(status: str) -> None:
    with fake(says(response(results()))) as elsewhere:
        for target in (elsewhere.address, "file:///etc/hosts", "gopher://x\x1b[31m"):
            said = failure(says(response(b"", JSON, status, f"Location: {target}")))
            assert said.startswith("redirects to ")
        assert failure(says(response(b"", JSON, status))).startswith("redirects to nowhere; ")
        assert elsewhere.connections == 0


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (response(results(9))[:-9], "broke off its answer or speaks no HTTP ("),
        (
            b"HTTP/1.1 200 OK\r\nContent-Type: " + JSON.encode() + b"\r\nTransfer-Encoding: chunked\r\n\r\nff\r\n{",
            "broke off",
        ),
        (b"SSH-2.0-OpenSSH_9.2\r\n", "broke off its answer or speaks no HTTP ("),
        (b"", "broke off its answer or speaks no HTTP ("),
        (response(results(), JSON, "200 OK", "X: " + "y" * 100_000), "broke off its answer or speaks no HTTP ("),
        (response(results(), JSON, "200 OK", *["X: y"] * 1000), "broke off its answer or speaks no HTTP ("),
    ],
)
def test_an_answer_that_breaks_off_or_is_no_http_is_an_error(data: bytes, words: str) -> None:
    assert failure(says(data)).startswith(words)


def test_a_silent_a_dripping_and_an_endless_server_are_left() -> None:
    def drip(connection: socket.socket) -> None:
        connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: " + JSON.encode() + b"\r\n\r\n")
        while True:
            connection.sendall(b" ")
            time.sleep(0.1)

    def flood(connection: socket.socket) -> None:
        connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: " + JSON.encode() + b"\r\n\r\n")
        while True:
            connection.sendall(b" " * 10_000)

    assert failure(lambda _: time.sleep(1)).startswith("was silent for 0.3 s; ")
    assert failure(drip).startswith("has not finished its answer in 0.6 s; ")
    assert failure(flood).startswith("answers with more than 100,000 bytes; ")


def test_a_bomb_is_not_unpacked() -> None:
    bomb = gzip.compress(b" " * 50_000_000)
    assert len(bomb) < LIMITS.size
    assert failure(says(response(bomb))).startswith("answers with what cannot be read (")
    assert failure(says(response(bomb, JSON, "200 OK", "Content-Encoding: gzip"))).startswith("answers compressed")


def number(count: int, variable: str) -> bytes:
    """The response to a question for a number."""
    row = {variable: {"type": "literal", "value": str(count)}}
    return response(json.dumps({"head": {"vars": [variable]}, "results": {"bindings": [row]}}).encode())


def one_by_one(*replies: bytes) -> Callable[[socket.socket], None]:
    """A reply that gives one of some responses for each request."""
    left = iter(replies)
    return lambda connection: connection.sendall(next(left))


def test_rows_that_look_cut_are_counted_and_asked_for_by_parts() -> None:
    first, rest = response(results(1000)), response(results().replace(b"urn:0", b"urn:x"))
    with (
        fake(one_by_one(first, number(1000, "wupianCount"))) as server,
        closing(RemoteStore(server.address)) as store,
    ):
        assert len(store.select(QUERY)) == 1000
        assert len(server.requests) == 2
    with (
        fake(one_by_one(first, number(1001, "wupianCount"), rest)) as server,
        closing(RemoteStore(server.address)) as store,
    ):
        assert len(store.select(QUERY)) == 1001
        assert b"LIMIT+1000+OFFSET+1000" in server.requests[2]


BLANK = results().replace(b'"uri", "value": "urn:0"', b'"bnode", "value": "b"')


@pytest.mark.parametrize("part", [results(0), results(1), results(2), BLANK])
def test_parts_that_are_not_all_rows_are_an_error(part: bytes) -> None:
    replies = (response(results(1000)), number(1002, "wupianCount"), response(part), response(part))
    assert failure(one_by_one(*replies)).startswith("gives 1,000 rows of 1,002; ask for fewer, or raise its limit")


def test_a_cut_graph_of_another_server_with_blank_nodes_is_refused() -> None:
    graph = response(b"_:a <urn:p> _:b .\n", TRIPLES)
    with (
        fake(one_by_one(graph, number(2, "count"))) as server,
        closing(RemoteStore(server.address)) as store,
        pytest.raises(StoreError) as error,
    ):
        store.lines()
    assert "cuts a graph that has blank nodes" in str(error.value)


def test_a_graph_of_which_parts_never_come_is_an_error() -> None:
    graph, empty = response(b"<urn:a> <urn:p> <urn:b> .\n", TRIPLES), response(b"", TRIPLES)
    with (
        fake(one_by_one(graph, number(2, "count"), empty)) as server,
        closing(RemoteStore(server.address)) as store,
        pytest.raises(StoreError) as error,
    ):
        store.lines()
    assert "holds 2 statements and gives 1 of them; " in str(error.value)


def test_a_query_is_sent_as_a_form_that_keeps_the_parameters_of_the_address() -> None:
    with fake(says(response(results()))) as server:
        store = RemoteStore(f"{server.address}?default-graph-uri=http://g&x=%E5%AD%97#part")
        with closing(store):
            assert len(store.select("SELECT ?s { ?s skos:prefLabel '字&=+' }")) == 1
        head, _, body = server.requests[0].decode("ascii").partition("\r\n\r\n")
    assert head.startswith("POST /sparql?default-graph-uri=http://g&x=%E5%AD%97 HTTP/1.1\r\n")
    lines = set(head.lower().split("\r\n"))
    assert {"content-type: application/x-www-form-urlencoded", f"accept: {JSON}", "accept-encoding: identity"} <= lines
    assert not any(line.startswith(("authorization", "cookie")) for line in lines)
    assert body.startswith("query=PREFIX+skos%3A+%3Chttp%3A%2F%2Fwww.w3.org")
    assert "%27%E5%AD%97%26%3D%2B%27" in body


def test_one_connection_serves_many_queries_and_a_lost_one_is_made_anew() -> None:
    keeps = fake(lambda connection: connection.sendall(response(results())))
    with keeps as server, closing(RemoteStore(server.address)) as store:
        for _ in range(5):
            store.select(QUERY)
        assert (server.connections, len(server.requests)) == (1, 5)
    with fake(says(response(results()))) as server, closing(RemoteStore(server.address)) as store:
        for _ in range(3):
            store.select(QUERY)
            time.sleep(0.02)
        assert server.connections == 3


def test_what_is_refused_never_leaves() -> None:
    with fake(says(response(results()))) as server, closing(RemoteStore(server.address)) as store:
        for query in (
            "DROP ALL",
            "SELECT ?s { SERVICE <urn:x> { ?s ?p ?o } }",
            "LOAD <urn:x>",
            "SELECT ?s {",
            "ASK {}",
        ):
            with pytest.raises(QueryError):
                store.select(query)
        assert server.connections == 0


def test_passwords_and_tokens_are_sent_and_never_shown() -> None:
    refused = response(b"", "text/plain", "403 Forbidden")
    with fake(lambda connection: connection.sendall(refused)) as server:
        place = server.address.replace("//", "//user:p%40ss@") + "?key=k3y"
        said = failed(place) + failed(server.address, token="t0k-en.=")
        basic, bearer = (request.partition(b"uthorization: ")[2].split(b"\r\n")[0] for request in server.requests)
    assert not any(secret in said for secret in ("p%40ss", "p@ss", "k3y", "t0k-en"))
    assert bearer == b"Bearer t0k-en.="
    assert base64.b64decode(basic.removeprefix(b"Basic ")) == b"user:p@ss"


def test_the_environment_changes_no_request(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "https_proxy"):
        monkeypatch.setenv(name, f"http://127.0.0.1:{free_port()}")
    monkeypatch.setenv("WUPIAN_TOKEN", "secret")
    with fake(says(response(results()))) as server:
        with closing(RemoteStore(server.address)) as store:
            assert len(store.select(QUERY)) == 1
        assert b"secret" not in server.requests[0]


@pytest.mark.parametrize(
    ("place", "words"),
    [
        (
            "http://127.0.0.1:9/",
            "does not answer (Connection refused); check the address and whether it runs",
        ),
        (
            "http://no-such-host.invalid/",
            "cannot be found: its host name is not known; check the address and the network",
        ),
        ("http://" + "a" * 70 + ".example/", "cannot be"),
    ],
)
def test_a_server_that_cannot_be_reached_is_an_error(place: str, words: str) -> None:
    assert failed(place).startswith(f"The endpoint {place} {words}")


def test_a_server_that_speaks_no_tls_is_an_error() -> None:
    with fake(says(b"HTTP/1.1 400 Bad Request\r\n\r\n"), lambda connection: connection.recv(1 << 16)) as server:
        assert "offers no secure connection (" in failed(server.address.replace("http:", "https:"))
