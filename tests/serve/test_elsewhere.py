"""A service before an endpoint elsewhere: the same answers and pages, and nothing kept of what may change there."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING
from urllib.parse import quote

import pytest

from tests.serve.service import TOKEN, Service, running

if TYPE_CHECKING:
    from collections.abc import Iterator

QUERIES = [
    "SELECT ?x ?name { ?x a wp:ConsumerFinanceCompany ; skos:prefLabel ?name } ORDER BY ?x ?name",
    "ASK { authority:haier ?p ?o }",
    "CONSTRUCT { ?s wp:offers ?o } WHERE { ?s wp:offers ?o }",
    "DESCRIBE authority:haier",
]


@pytest.fixture(scope="module")
def elsewhere(oxigraph: str) -> Iterator[Service]:
    with running(oxigraph, "--workers", "1", "--timeout", "5", "--quiet") as found:
        yield found


@pytest.mark.parametrize("query", QUERIES)
def test_answers_are_those_of_a_store_in_a_folder(elsewhere: Service, service: Service, query: str) -> None:
    for accept in ("application/sparql-results+json", "text/csv", "application/n-triples", "text/turtle"):
        there, here = elsewhere.ask(query, accept), service.ask(query, accept)
        assert (there.status, there.media) == (here.status, here.media)
        assert sorted(there.body.splitlines()) == sorted(here.body.splitlines()) or query.startswith("SELECT")
        assert len(there.body) == len(here.body)


@pytest.mark.parametrize("path", ["/page/authority/haier", "/themes", "/api/claims?about=authority:haier", "/ns"])
def test_pages_are_those_of_a_store_in_a_folder(elsewhere: Service, service: Service, path: str) -> None:
    there, here = elsewhere.get(path), service.get(path)
    assert (there.status, here.status) == (200, 200)
    assert there.text.replace(elsewhere.address, service.address) == here.text


def test_nothing_is_kept_of_what_may_change(elsewhere: Service) -> None:
    for path in ("/sparql?query=" + quote(QUERIES[1]), "/page/authority/haier"):
        headers = elsewhere.get(path).headers
        assert headers["cache-control"] == "no-store"
        assert "etag" not in headers


def test_what_is_refused_here_is_not_sent_there(elsewhere: Service) -> None:
    assert elsewhere.ask("SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }").status == 400
    assert elsewhere.ask("INSERT DATA { <urn:a> <urn:b> <urn:c> }").status == 400
    assert elsewhere.ask("ASK {", "application/json").json["column"] == 6
    assert elsewhere.ask("ASK {}", **{"default-graph-uri": "urn:g"}).status == 400
    slow = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
    assert elsewhere.ask(slow, timeout="0.5").status == 504
    assert elsewhere.ask("ASK {}").status == 200


def test_an_endpoint_takes_its_updates_itself(oxigraph: str) -> None:
    command = [sys.executable, "-m", "graph", "serve", "--store", oxigraph, "--port", "0", "--lang", "en"]
    more = ["--update-port", "0", "--update-token", TOKEN]
    ran = subprocess.run([*command, *more], capture_output=True, text=True, timeout=30, check=False)
    assert ran.returncode == 2
    assert "send updates to the endpoint itself" in ran.stderr


def test_an_endpoint_that_does_not_answer_is_said_at_the_start() -> None:
    command = [sys.executable, "-m", "graph", "serve", "--store", "http://127.0.0.1:9/sparql", "--port", "0"]
    ran = subprocess.run([*command, "--lang", "en"], capture_output=True, text=True, timeout=30, check=False)
    assert ran.returncode == 2
    assert "does not answer" in ran.stderr
