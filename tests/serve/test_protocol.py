"""The SPARQL 1.1 Protocol, asked of a service that runs."""

from __future__ import annotations

import json
from urllib.parse import quote, urlencode

import pyoxigraph as ox
import pytest

from tests.serve.service import JSON, Service

FORM, DIRECT = "application/x-www-form-urlencoded", "application/sparql-query"
HAIER = "https://w3id.org/wupian/authority/haier"
SELECT = 'SELECT ?name { authority:haier skos:prefLabel ?name FILTER(LANG(?name) = "zh") }'
GRAPH = "CONSTRUCT { authority:haier skos:prefLabel ?name } WHERE { authority:haier skos:prefLabel ?name }"
ROWS = {
    "application/sparql-results+json": ox.QueryResultsFormat.JSON,
    "application/sparql-results+xml": ox.QueryResultsFormat.XML,
    "text/tab-separated-values": ox.QueryResultsFormat.TSV,
}
TRIPLES = {
    "text/turtle": ox.RdfFormat.TURTLE,
    "application/n-triples": ox.RdfFormat.N_TRIPLES,
    "application/rdf+xml": ox.RdfFormat.RDF_XML,
    "application/ld+json": ox.RdfFormat.JSON_LD,
}


def test_a_query_is_asked_by_get_by_a_form_and_directly_with_one_answer(service: Service) -> None:
    by_get = service.ask(SELECT)
    by_form = service.post(urlencode({"query": SELECT}).encode(), FORM, Accept=JSON)
    directly = service.post(SELECT.encode(), DIRECT, Accept=JSON)
    assert by_get.status == by_form.status == directly.status == 200
    assert by_get.body == by_form.body == directly.body
    assert by_get.json["results"]["bindings"][0]["name"] == {
        "type": "literal",
        "value": "海尔消费金融有限公司",
        "xml:lang": "zh",
    }


@pytest.mark.parametrize("media", ROWS)
def test_rows_come_in_every_form_of_the_standard(service: Service, media: str) -> None:
    found = service.ask(SELECT, media)
    assert (found.status, found.media) == (200, media)
    solutions = ox.parse_query_results(found.body, format=ROWS[media])
    assert isinstance(solutions, ox.QuerySolutions)
    assert [str(solution["name"]) for solution in solutions] == ['"海尔消费金融有限公司"@zh']


def test_rows_come_as_csv_to_be_saved(service: Service) -> None:
    found = service.ask(SELECT, "text/csv")
    assert found.body.decode("utf-8").splitlines() == ["name", "海尔消费金融有限公司"]
    assert found.headers["content-type"] == "text/csv; charset=utf-8"
    assert found.headers["content-disposition"].startswith("attachment")


@pytest.mark.parametrize("media", [*ROWS, "text/csv"])
def test_yes_and_no_come_in_every_form(service: Service, media: str) -> None:
    yes, no = service.ask("ASK { ?s ?p ?o }", media), service.ask("ASK { <urn:nothing> ?p ?o }", media)
    assert (yes.media, no.media) == (media, media)
    assert ("true" in yes.text, "false" in no.text) == (True, True)


@pytest.mark.parametrize("media", TRIPLES)
@pytest.mark.parametrize("query", [GRAPH, "DESCRIBE authority:haier"])
def test_graphs_come_in_every_form_of_rdf(service: Service, media: str, query: str) -> None:
    found = service.ask(query, media)
    assert (found.status, found.media) == (200, media)
    triples = {str(quad.triple) for quad in ox.parse(found.body, format=TRIPLES[media])}
    assert triples == {
        str(quad.triple) for quad in ox.parse(service.ask(query, "text/turtle").body, format=ox.RdfFormat.TURTLE)
    }
    assert any(f"<{HAIER}>" in triple and "海尔消费金融有限公司" in triple for triple in triples)


@pytest.mark.parametrize(
    ("query", "accept", "media"),
    [
        (SELECT, "*/*", JSON),
        (SELECT, "", JSON),
        (SELECT, "text/csv;q=0.2, application/sparql-results+xml;q=0.7", "application/sparql-results+xml"),
        (SELECT, "application/json", "application/json"),
        (SELECT, "text/turtle, text/csv;q=0.1", "text/csv"),
        (GRAPH, "*/*", "text/turtle"),
        (GRAPH, "application/rdf+xml;q=0.5, application/n-triples", "application/n-triples"),
    ],
)
def test_the_form_of_an_answer_is_negotiated(service: Service, query: str, accept: str, media: str) -> None:
    assert service.ask(query, accept).media == media


@pytest.mark.parametrize(("query", "accept"), [(SELECT, "text/turtle"), (GRAPH, "text/csv"), (SELECT, "image/png")])
def test_a_form_that_there_is_not_is_406_and_names_those_that_there_are(
    service: Service, query: str, accept: str
) -> None:
    found = service.ask(query, accept)
    assert found.status == 406
    assert ("text/csv" if query == SELECT else "text/turtle") in found.text


@pytest.mark.parametrize(("short", "media"), [("csv", "text/csv"), ("xml", "application/sparql-results+xml")])
def test_a_form_may_be_named_in_the_address(service: Service, short: str, media: str) -> None:
    assert service.ask(SELECT, "*/*", format=short).media == media
    assert service.ask(SELECT, "*/*", format="nonsense").status == 400


def test_project_prefixes_need_no_declaration_and_may_be_declared_anew(service: Service) -> None:
    assert service.rows("SELECT * { authority:haier a ?class FILTER(?class = wp:ConsumerFinanceCompany) }")
    assert service.rows("PREFIX wp: <urn:x:> SELECT * { authority:haier a ?class FILTER(?class = wp:Any) }") == []


def test_an_error_says_line_column_and_what_could_stand_there(service: Service) -> None:
    found = service.ask("SELECT ?s {\n  ?s ?p }", "application/json")
    assert (found.status, found.media) == (400, "application/problem+json")
    assert (found.json["line"], found.json["column"]) == (2, 9)
    assert "expected" in found.json["title"]
    assert found.json["excerpt"].splitlines() == ["    ?s ?p }", "          ^"]
    text = service.ask("SELECT ?s {\n  ?s ?p }", "text/csv")
    assert text.headers["content-type"] == "text/plain; charset=utf-8"
    assert "line 2, column 9" in text.text


@pytest.mark.parametrize(
    ("body", "media", "status"),
    [
        (b"", FORM, 400),
        (urlencode([("query", "ASK {}"), ("query", "ASK {}")]).encode(), FORM, 400),
        (urlencode({"query": "ASK {}"}).encode(), "", 415),
        (urlencode({"query": "ASK {}"}).encode(), "multipart/form-data; boundary=x", 415),
        (b"ASK {}", "", 415),
        (b"ASK {}", "text/plain", 415),
        ("ASK { ?s ?p 'é' }".encode("latin-1"), DIRECT, 400),
        (b"query=ASK+%7B+%3Fs+%3Fp+%22%FF%22+%7D", FORM, 400),
        ("ASK {}".encode("utf-16"), f"{DIRECT}; charset=utf-16", 415),
        (b"ASK {", DIRECT, 400),
        (b"", DIRECT, 400),
    ],
)
def test_what_is_no_request_of_the_protocol_is_refused(service: Service, body: bytes, media: str, status: int) -> None:
    assert service.post(body, media).status == status


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH"])
def test_other_methods_are_refused_with_those_that_there_are(service: Service, method: str) -> None:
    found = service.request(method, "/sparql?" + urlencode({"query": "ASK {}"}))
    assert found.status == 405
    assert "GET" in found.headers["allow"]


def test_head_has_the_headers_of_get_and_no_body(service: Service) -> None:
    address = "/sparql?" + urlencode({"query": SELECT})
    get, head = (service.request(method, address, headers={"Accept": "text/csv"}) for method in ("GET", "HEAD"))
    assert (head.status, head.body) == (200, b"")
    assert head.headers["content-length"] == str(len(get.body))


@pytest.mark.parametrize("function", ["RAND", "UUID", "NOW", "StrUUID"])
def test_an_answer_that_is_new_every_time_is_kept_by_nobody(service: Service, function: str) -> None:
    found = [service.ask(f"SELECT ({function}() AS ?x) {{}}") for _ in range(2)]
    assert found[0].body != found[1].body
    assert all(each.headers["cache-control"] == "no-store" and "etag" not in each.headers for each in found)


def test_a_function_that_there_is_not_is_an_error_of_the_query(service: Service) -> None:
    found = service.ask("ASK { FILTER(<urn:f>(1)) }")
    assert found.status == 400
    assert "urn:f" in found.text


def test_parameters_count_wherever_they_stand(service: Service) -> None:
    count = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
    nothing = urlencode({"default-graph-uri": "urn:nothing"})
    by_form = service.post(urlencode({"query": count}).encode(), FORM, f"/sparql?{nothing}&format=csv")
    assert by_form.text.split() == ["n", "0"]
    directly = service.post(count.encode(), DIRECT, f"/sparql?{nothing}&format=csv")
    assert directly.text.split() == ["n", "0"]
    twice = service.post(count.encode(), DIRECT, "/sparql?" + urlencode({"query": count}))
    assert twice.status == 400


def test_several_lines_of_a_header_are_one(service: Service) -> None:
    query = urlencode({"query": SELECT}).encode()
    lines = b"Accept: image/png\r\nAccept: text/csv\r\nConnection: close\r\n\r\n"
    found = service.raw(b"GET /sparql?" + query + b" HTTP/1.1\r\nHost: localhost\r\n" + lines)
    assert found.startswith(b"HTTP/1.1 200")
    assert b"text/csv" in found


def test_an_answer_that_is_known_is_not_sent_again(service: Service) -> None:
    first = service.ask(SELECT)
    again = service.get("/sparql?" + urlencode({"query": SELECT}), Accept=JSON, If_None_Match=first.headers["etag"])
    assert (again.status, again.body) == (304, b"")
    other = service.get(
        "/sparql?" + urlencode({"query": SELECT}), Accept="text/csv", If_None_Match=first.headers["etag"]
    )
    assert other.status == 200
    assert first.headers["vary"].startswith("Accept")


def test_without_a_query_programs_get_the_description_and_people_the_query_page(service: Service) -> None:
    found = service.get("/sparql", Accept="application/n-triples")
    assert found.media == "application/n-triples"
    triples = {
        (str(q.subject), q.predicate.value, str(q.object)) for q in ox.parse(found.body, format=ox.RdfFormat.N_TRIPLES)
    }
    endpoint = f"<{service.address}/sparql>"
    sd, void = "http://www.w3.org/ns/sparql-service-description#", "http://rdfs.org/ns/void#"
    assert (endpoint, f"{sd}endpoint", endpoint) in triples
    assert (endpoint, f"{sd}supportedLanguage", f"<{sd}SPARQL11Query>") in triples
    [count] = [o for s, p, o in triples if (s, p) == (f"<{service.address}/void#dataset>", f"{void}triples")]
    assert f'"{service.rows("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }")[0][0]}"' in count
    assert service.get("/sparql", Accept="text/html").media == "text/html"


def test_a_question_in_the_address_line_of_a_browser_leads_to_the_query_page(service: Service) -> None:
    found = service.ask(SELECT, "text/html,application/xhtml+xml,*/*;q=0.8")
    assert (found.status, found.headers["location"]) == (303, "/query?" + urlencode({"query": SELECT}))


def test_a_dataset_that_is_named_is_asked_and_nothing_is_fetched(service: Service) -> None:
    count = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
    for way in ({"default-graph-uri": "file:///etc/passwd"}, {"named-graph-uri": "http://127.0.0.1:9/"}):
        assert service.ask(count, **way).json["results"]["bindings"][0]["n"]["value"] == "0"
    assert service.rows("SELECT (COUNT(*) AS ?n) FROM <file:///etc/passwd> { ?s ?p ?o }") == [["0"]]
    assert service.ask(count, **{"default-graph-uri": "no iri"}).status == 400


def test_less_time_may_be_asked_for_than_the_service_gives(service: Service) -> None:
    slow = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
    found = service.ask(slow, timeout="0.2")
    assert found.status == 504
    assert "0.2 seconds" in found.text
    assert service.ask("ASK {}", timeout="soon").status == 400


def test_other_origins_may_read_and_none_may_send_credentials(service: Service) -> None:
    found = service.get("/sparql?query=" + quote("ASK {}"), Origin="https://elsewhere.example")
    assert found.headers["access-control-allow-origin"] == "*"
    assert "access-control-allow-credentials" not in found.headers
    preflight = service.request(
        "OPTIONS", "/sparql", headers={"Origin": "https://elsewhere.example", "Access-Control-Request-Method": "POST"}
    )
    assert preflight.status == 204
    assert "POST" in preflight.headers["access-control-allow-methods"]


def test_health_and_counters_tell_of_the_service(service: Service) -> None:
    assert json.loads(service.get("/health").body)["status"] == "ok"
    before = counter(service, 'wupian_requests_total{room="sparql",status="200"}')
    service.ask("ASK {}")
    assert counter(service, 'wupian_requests_total{room="sparql",status="200"}') == before + 1


def counter(service: Service, name: str) -> float:
    """The value of a counter, zero when nothing was counted."""
    lines = service.get("/metrics").text.splitlines()
    return next((float(line.rpartition(" ")[2]) for line in lines if line.startswith(name)), 0.0)
