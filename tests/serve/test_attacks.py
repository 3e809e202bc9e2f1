"""What somebody may send who means ill: each attack gets its status, and the service lives on."""

from __future__ import annotations

import resource
import socket
import threading
import time
from contextlib import ExitStack, suppress
from pathlib import Path
from urllib.parse import quote, urlencode

import pytest

from tests.serve.service import Service, running

EVERYTHING = "?a ?b ?c . ?d ?e ?f . ?g ?h ?i"
ANY = "(<urn:x>|!<urn:x>)"
DOUBLING = "BIND('0123456789' AS ?s0) " + " ".join(f"BIND(CONCAT(?s{n}, ?s{n}) AS ?s{n + 1})" for n in range(40))
SLOW = [
    f"SELECT (COUNT(*) AS ?n) {{ {EVERYTHING} }}",
    f"SELECT (COUNT(*) AS ?n) {{ ?s {ANY}*/{ANY}*/{ANY}* ?o }}",
    f"SELECT (COUNT(*) AS ?n) {{ ?s ({ANY}*)* ?o . ?t ({ANY}*)* ?u . ?v ({ANY}*)* ?w }}",
    f"SELECT * {{ {EVERYTHING} }} ORDER BY ?i ?h ?g ?f",
    f"SELECT (GROUP_CONCAT(?c) AS ?x) {{ {EVERYTHING} }}",
    f"SELECT (COUNT(DISTINCT ?x) AS ?n) {{ {EVERYTHING} BIND(CONCAT(STR(?a), STR(?f), STR(?i)) AS ?x) }}",
    "SELECT ?a { ?a ?b ?c FILTER NOT EXISTS { ?d ?e ?f . ?g ?h ?i . ?j ?k ?l FILTER(?d = ?j && ?k = ?f) } }",
    f"SELECT DISTINCT ?c ?f ?i {{ {EVERYTHING} }}",
]
POST = b"POST /sparql HTTP/1.1\r\nHost: localhost\r\n"
DEEP = {
    "groups": "ASK " + "{" * 3000 + "}" * 3000,
    "brackets": "ASK { FILTER(" + "(" * 3000 + "1" + ")" * 3000 + ") }",
    "not": "ASK { FILTER(" + "!" * 3000 + "1) }",
    "minus signs": "ASK { FILTER(" + "- " * 3000 + "1 < 2) }",
    "sums": "ASK { FILTER(" + "1 + " * 3000 + "1 > 2) }",
    "unions": "ASK { " + "{} UNION " * 3000 + "{} }",
    "binds": "ASK { " + "BIND(1 AS ?x) " * 3000 + "}",
    "filters": "ASK { " + "FILTER(1) " * 3000 + "}",
    "paths": "ASK { ?s " + "(" * 3000 + "<urn:p>" + ")" * 3000 + " ?o }",
    "inverse paths": "ASK { ?s " + "^" * 3000 + "<urn:p> ?o }",
    "optionals": "ASK " + "{ OPTIONAL " * 3000 + "{}" + "}" * 3000,
    "subselects": "SELECT * " + "{ SELECT * " * 3000 + "{}" + "}" * 3000,
    "lists": "ASK { ?s ?p " + "(" * 3000 + ")" * 3000 + " }",
    "blank nodes": "ASK { " + "[ ?p " * 3000 + "?o" + "]" * 3000 + " }",
    "joins": "ASK { " + "?a ?b ?c . " * 3000 + "}",
    "quoted triples": "ASK { " + "<< " * 3000 + "?a ?b ?c" + " >>" * 3000 + " ?p ?o }",
}


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }",
        "SELECT * { sErViCe SILENT <file:///etc/passwd> { ?s ?p ?o } }",
        "LOAD <file:///etc/passwd>",
        "INSERT DATA { <urn:a> <urn:b> <urn:c> }",
        "DELETE WHERE { ?s ?p ?o }",
        "ASK {} ; CLEAR ALL",
        f"SELECT ?s40 {{ {DOUBLING} }}",
        "ASK { FILTER(REPLACE('" + "a" * 9000 + "', 'a', '" + "b" * 9000 + "') = 'c') } #" + "x" * 200_000,
    ],
)
def test_what_is_no_question_to_this_store_is_refused(service: Service, query: str) -> None:
    assert service.post(urlencode({"query": query}).encode(), "application/x-www-form-urlencoded").status == 400


@pytest.mark.parametrize("name", DEEP)
def test_a_query_that_is_nested_too_deep_is_refused(service: Service, name: str) -> None:
    assert service.post(DEEP[name].encode(), "application/sparql-query").status == 400


def test_updates_are_refused_in_every_way_of_the_protocol(service: Service) -> None:
    insert = "INSERT DATA { <urn:a> <urn:b> <urn:c> }"
    assert service.post(insert.encode(), "application/sparql-update").status == 403
    assert service.post(urlencode({"update": insert}).encode(), "application/x-www-form-urlencoded").status == 403
    assert service.get("/sparql?" + urlencode({"update": insert})).status == 403
    assert service.request("PUT", "/store?default", b"<urn:a> <urn:b> <urn:c> .").status == 405
    assert service.rows("SELECT ?o { <urn:a> <urn:b> ?o }") == []


def test_bombs_end_at_their_deadline_while_others_are_answered(service: Service) -> None:
    found: dict[str, int] = {}
    threads = [threading.Thread(target=lambda q=q: found.update({q: service.ask(q).status})) for q in SLOW]
    waits = []
    for thread in threads:
        thread.start()
    while any(thread.is_alive() for thread in threads):
        started = time.monotonic()
        assert service.get("/health").status == 200
        waits.append(time.monotonic() - started)
        time.sleep(0.02)
    assert set(found.values()) <= {504, 507, 503}
    assert found[SLOW[0]] in (504, 503)
    assert sorted(waits)[len(waits) * 9 // 10] < 1, "health answers in the meantime"
    assert service.rows("SELECT (1 AS ?one) {}") == [["1"]]
    before = service.processor_time()
    time.sleep(0.5)
    assert service.processor_time() - before < 0.1, "nothing goes on afterwards"


def test_a_pattern_that_backtracking_would_never_end_is_matched_at_once(service: Service) -> None:
    found = service.ask('SELECT (COUNT(*) AS ?n) { ?s wp:text ?t FILTER(REGEX(?t, "(((a+)+)+)+$|(x+x+)+y")) }')
    assert found.status == 200
    assert service.ask('ASK { FILTER(REGEX("a", "((((a{99}){99}){99}){99})")) }').status in (200, 400)


def test_an_answer_that_is_too_large_is_refused_whole(service: Service) -> None:
    found = service.ask("SELECT ?text ?any { ?article wp:text ?text . ?any a ?class }")
    assert found.status == 507
    assert "LIMIT" in found.text


def test_memory_has_a_limit(service: Service) -> None:
    query = "SELECT (COUNT(DISTINCT ?x) AS ?n) { ?a ?b ?c . ?d ?e ?f BIND(CONCAT(STR(?c), STR(?f)) AS ?x) }"
    assert service.ask(query).status in (504, 507)
    assert service.ask("ASK {}").status == 200


@pytest.mark.parametrize(
    "head",
    [
        POST + b"Content-Type: application/sparql-query\r\nContent-Length: 209715200\r\n\r\n",
        POST + b"X-Endless: ",
    ],
)
def test_what_is_too_large_is_not_read_to_its_end(service: Service, head: bytes) -> None:
    with socket.create_connection(("127.0.0.1", service.port), 10) as held:
        held.sendall(head)
        sent = 0
        with suppress(ConnectionError, TimeoutError):
            while sent < 200 << 20:
                sent += held.send(b"#" * 65536)
    assert sent < 50 << 20
    assert service.ask("ASK {}").status == 200


def test_a_body_that_is_too_large_is_413(service: Service) -> None:
    assert service.post(b"#" * (1 << 20) + b"ASK {}", "application/sparql-query").status == 413


@pytest.mark.parametrize(
    ("request_", "status"),
    [
        (b"GET /sparql?query=" + b"a" * 40_000 + b" HTTP/1.1\r\nHost: localhost\r\n\r\n", 414),
        (b"GET /health HTTP/1.1\r\nHost: localhost\r\nX-Long: " + b"a" * 70_000 + b"\r\n\r\n", 431),
        (b"GET /health HTTP/1.1\r\nHost: localhost\r\n" + b"X-Many: a\r\n" * 9_000 + b"\r\n", 431),
        (b"GET /health HTTP/1.1\r\nHost: evil.example\r\n\r\n", 421),
        (b"GET /health HTTP/1.1\r\nHost: localhost.evil.example\r\n\r\n", 421),
        (b"GET http://evil.example/health HTTP/1.1\r\nHost: evil.example\r\n\r\n", 421),
        (b"GET /health HTTP/1.0\r\n\r\n", 421),
        (b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03", 400),
        (b"GET /health HTTP/9.9\r\nHost: localhost\r\n\r\n", 400),
        (
            POST + b"Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
            400,
        ),
        (b"GET /\xff\xfe%ff HTTP/1.1\r\nHost: localhost\r\n\r\n", 400),
    ],
)
def test_a_head_that_is_no_honest_one_is_refused(service: Service, request_: bytes, status: int) -> None:
    answer = service.raw(request_, seconds=2)
    assert answer.split(b" ", 2)[1] == str(status).encode()


def test_heads_that_never_come_hold_nobody_up(seed_store: Path) -> None:
    with running(seed_store, "--quiet", "--patience", "1") as slow, ExitStack() as stack:
        half = [stack.enter_context(socket.create_connection(("127.0.0.1", slow.port), 5)) for _ in range(300)]
        for held in half:
            held.sendall(b"GET /health HTTP/1.1\r\nHost: loc")
        started = time.monotonic()
        assert slow.get("/health").status == 200
        assert time.monotonic() - started < 0.5
        for held in half[:3]:
            assert held.recv(1000).startswith(b"HTTP/1.1 408")


@pytest.mark.parametrize(
    "path",
    [
        "/static/../../pyproject.toml",
        "/static/%2e%2e/%2e%2e/pyproject.toml",
        "/static/..%2f..%2fpyproject.toml",
        "/static//etc/passwd",
        "/static/layout.html",
        "/static/site.css%00.svg",
        "/article/..%2F..%2F..%2Fetc%2Fpasswd",
        "/data/article/../../../../etc/passwd.ttl",
        "/.git/config",
    ],
)
def test_no_path_leads_out_of_what_is_served(service: Service, path: str) -> None:
    found = service.get(path)
    assert found.status in (400, 404)
    assert b"root:" not in found.body
    assert b"[project]" not in found.body


def test_every_reply_forbids_what_pages_do_not_need(service: Service) -> None:
    for path in ("/health", "/nothing", "/sparql?query=" + quote("ASK {}"), "/static/site.css"):
        headers = service.get(path).headers
        assert headers["x-content-type-options"] == "nosniff", path
        assert "default-src 'none'" in headers["content-security-policy"], path
        assert "unsafe" not in headers["content-security-policy"], path
        assert "server" not in headers, path


def first_line(answer: bytes) -> bytes:
    """The status of an answer as it came."""
    return answer[9:12]


@pytest.mark.parametrize(
    ("head", "status"),
    [
        (b"GET * HTTP/1.1\r\nHost: localhost\r\n", b"400"),
        (b"GET /void HTTP/1.1\r\nHost: evil.example\r\nHost: localhost\r\n", b"421"),
        (b"GET /void HTTP/1.1\r\nHost: localhost:1 2\r\n", b"421"),
        (b"GET / HTTP/1.1\r\nHost: localhost:" + b"1" * 60_000 + b"\r\n", b"421"),
        (b"GET /static/" + b"a" * 300 + b".css HTTP/1.1\r\nHost: localhost\r\n", b"404"),
        (b"OPTIONS * HTTP/1.1\r\nHost: localhost\r\n", b"204"),
        (b"GET /health HTTP/1.1\r\nHost: localhost\r\n" + b"a:\r\n" * 12_000, b"200"),
    ],
)
def test_an_odd_head_gets_its_status(service: Service, head: bytes, status: bytes) -> None:
    assert first_line(service.raw(head + b"Connection: close\r\n\r\n")) == status


CHUNKED = POST + b"Content-Type: application/sparql-query\r\nTransfer-Encoding: chunked\r\n\r\n"


@pytest.mark.parametrize(
    ("begin", "more"),
    [
        (b"6\r\nASK {}\r\n0\r\nX: ", b"a" * 60_000),
        (b"6\r\nASK {}\r\n0\r\n", b"X: a\r\n" * 10_000),
        (b"6;x=", b"a" * 60_000),
        (b"", b"1\r\na\r\n" * 10_000),
    ],
)
def test_what_surrounds_a_body_has_an_end(service: Service, begin: bytes, more: bytes) -> None:
    with socket.create_connection(("127.0.0.1", service.port), 10) as held, suppress(ConnectionError):
        held.sendall(CHUNKED + begin)
        sent = 0
        while sent < 40 << 20:
            sent += held.send(more)
    assert sent < 20 << 20


def test_a_connection_that_asks_nothing_is_kept_for_a_while_only(seed_store: Path) -> None:
    health = b"GET /health HTTP/1.1\r\nHost: localhost\r\n"
    with running(seed_store, "--quiet", "--patience", "1", "--workers", "1") as slow, ExitStack() as stack:
        for first, then in ((b"\r\n", b"\r\n"), (b"Content-Length: 9000\r\n\r\n", b"a")):
            held = stack.enter_context(socket.create_connection(("127.0.0.1", slow.port), 5))
            held.sendall(health + first)
            found = held.recv(1000)
            held.sendall(then)
            while more := held.recv(1000):
                found += more
            assert first_line(found) == b"200"
            assert b"HTTP/1.1 408" in found


def test_a_connection_that_would_speak_another_protocol_is_answered_and_closed(service: Service) -> None:
    asked = b"GET /health HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: h2c\r\n\r\n"
    answer = service.raw(asked + b"GET /health HTTP/1.1\r\nHost: localhost\r\n\r\n")
    assert answer.count(b"HTTP/1.1 200") == 1
    assert b"connection: close" in answer


def test_an_error_is_no_reply_to_an_earlier_request(service: Service) -> None:
    slow = quote(SLOW[0] + " # an earlier one").encode()
    asked = b"GET /sparql?query=" + slow + b" HTTP/1.1\r\nHost: localhost\r\n\r\n"
    assert service.raw(asked + b"no HTTP\r\n\r\n") == b""
    assert first_line(service.raw(POST + b"Transfer-Encoding: chunked\r\n\r\nno chunk\r\n")) == b"400"


def test_a_query_ends_soon_after_its_client_has_gone(seed_store: Path) -> None:
    with running(seed_store, "--quiet", "--timeout", "60", "--workers", "1") as patient:
        for number in range(3):
            bomb = quote(f"{SLOW[0]} # {number}").encode()
            with socket.create_connection(("127.0.0.1", patient.port), 5) as held:
                held.sendall(b"GET /sparql?query=" + bomb + b" HTTP/1.1\r\nHost: localhost\r\n\r\n")
                time.sleep(0.1)
        assert patient.ask("ASK {}").status == 200
        assert patient.get("/health").status == 200


def test_more_connections_than_files_leave_workers_and_health_alone(seed_store: Path) -> None:
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (160, hard))
    try:
        with running(seed_store, "--quiet", "--timeout", "1", "--workers", "1") as small, ExitStack() as stack:
            resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
            for _ in range(200):
                stack.enter_context(socket.create_connection(("127.0.0.1", small.port), 5))
            assert small.ask(SLOW[0]).status == 504
            assert small.ask("ASK {}").status == 200
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
