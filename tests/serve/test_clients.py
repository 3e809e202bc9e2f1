"""The clients that people have: each asks the service of the seed in every way that it knows."""

from __future__ import annotations

import io
import json
import subprocess
from typing import TYPE_CHECKING, Any
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import Request, urlopen
from xml.dom.minidom import Document

import pandas
import pytest
from rdflib import Dataset, Graph, Literal, URIRef
from rdflib.compare import isomorphic
from rdflib.namespace import RDF, SKOS
from rdflib.plugins.stores.sparqlstore import SPARQLStore, SPARQLUpdateStore
from SPARQLWrapper import CSV, GET, JSON, JSONLD, N3, POST, POSTDIRECTLY, RDFXML, TSV, TURTLE, URLENCODED, XML
from SPARQLWrapper import SPARQLWrapper as Wrapper
from SPARQLWrapper.SPARQLExceptions import QueryBadFormed

from tests.serve.service import TOKEN

if TYPE_CHECKING:
    from tests.serve.service import Service

NAME = "海尔消费金融有限公司"
ROWS = f"SELECT ?n ?len {{ authority:haier skos:prefLabel ?n FILTER(?n = '{NAME}'@zh) BIND(STRLEN(?n) AS ?len) }}"
TRUTH = f"ASK {{ ?x skos:prefLabel '{NAME}'@zh }}"
TRIPLES = "CONSTRUCT { ?x skos:prefLabel ?n } WHERE { ?x a wp:Theme ; skos:prefLabel ?n }"
ABOUT = "DESCRIBE authority:haier"
CUT = "SELECT ?x WHERE { ?x ?y"
THEME = URIRef("https://w3id.org/wupian/ns#Theme")
WAYS = pytest.mark.parametrize("way", [(GET, URLENCODED), (POST, URLENCODED), (POST, POSTDIRECTLY)], ids=" ".join)
# which rdflib and SPARQLWrapper themselves still use
pytestmark = pytest.mark.filterwarnings(r"ignore:(ConjunctiveGraph|Dataset\..*) is deprecated:DeprecationWarning")
METHODS = pytest.mark.parametrize("method", ["GET", "POST", "POST_FORM"])


def wrapper(service: Service, query: str, form: str = JSON, way: tuple[str, str] = (GET, URLENCODED)) -> Any:
    """A SPARQLWrapper that is about to ask."""
    made = Wrapper(service.address + "/sparql", returnFormat=form)
    made.setMethod(way[0])
    made.setRequestMethod(way[1])
    made.setQuery(query)
    return made


def curl(*options: str) -> str:
    """What curl prints."""
    found = subprocess.run(["curl", "-sS", *options], capture_output=True, check=True, timeout=20)
    return found.stdout.decode("utf-8")


def read(body: str | bytes, form: str) -> Graph:
    """The graph of a document."""
    return Graph().parse(data=body, format=form)


@pytest.fixture(scope="module")
def themes(service: Service) -> Graph:
    """What `TRIPLES` is answered with."""
    return read(service.ask(TRIPLES, "application/n-triples").text, "nt")


@WAYS
def test_sparqlwrapper_gets_rows_in_each_form(service: Service, way: tuple[str, str]) -> None:
    ((name, length),) = [
        (row["n"], row["len"]) for row in wrapper(service, ROWS, JSON, way).queryAndConvert()["results"]["bindings"]
    ]
    assert name == {"type": "literal", "xml:lang": "zh", "value": NAME}
    assert length["value"] == str(len(NAME))
    document = wrapper(service, ROWS, XML, way).queryAndConvert()
    assert isinstance(document, Document)
    assert document.getElementsByTagName("literal")[0].firstChild.data == NAME  # type: ignore[union-attr]  # a text
    assert wrapper(service, ROWS, CSV, way).queryAndConvert().decode() == f"n,len\r\n{NAME},10\r\n"
    assert wrapper(service, ROWS, TSV, way).queryAndConvert().decode() == f'?n\t?len\n"{NAME}"@zh\t10\n'


@WAYS
def test_sparqlwrapper_gets_yes_and_no(service: Service, way: tuple[str, str]) -> None:
    assert wrapper(service, TRUTH, JSON, way).queryAndConvert()["boolean"] is True
    assert "<boolean>true</boolean>" in wrapper(service, TRUTH, XML, way).queryAndConvert().toxml()
    assert wrapper(service, "ASK { <urn:nobody> ?p ?o }", JSON, way).queryAndConvert()["boolean"] is False


@WAYS
@pytest.mark.parametrize("query", [TRIPLES, ABOUT], ids=["CONSTRUCT", "DESCRIBE"])
def test_sparqlwrapper_gets_the_same_graph_in_each_form(service: Service, way: tuple[str, str], query: str) -> None:
    wanted = read(service.ask(query, "application/n-triples").text, "nt")
    assert len(wanted) >= 10
    for form, name in ((TURTLE, "turtle"), (N3, "n3")):
        assert isomorphic(read(wrapper(service, query, form, way).queryAndConvert(), name), wanted), form
    for form in (RDFXML, XML, JSONLD):
        assert isomorphic(wrapper(service, query, form, way).queryAndConvert(), wanted), form


@WAYS
def test_sparqlwrapper_raises_its_own_errors(service: Service, way: tuple[str, str]) -> None:
    for query, said in ((CUT, "line 1, column 24"), ("SELECT * { SERVICE <http://x.y/> {} }", "SERVICE is refused")):
        with pytest.raises(QueryBadFormed, match=said):
            wrapper(service, query, JSON, way).query()


def test_sparqlwrapper_hears_of_a_query_that_takes_too_long(service: Service) -> None:
    slow = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
    asked = wrapper(service, slow)
    asked.addParameter("timeout", "0.3")
    with pytest.raises(HTTPError, match="504"):
        asked.query()


def test_sparqlwrapper_updates_with_the_token(writable: Service) -> None:
    made = Wrapper(writable.updates + "/update")
    made.addCustomHttpHeader("Authorization", f"Bearer {TOKEN}")
    made.setMethod(POST)
    made.setQuery(f"INSERT DATA {{ <urn:a> <urn:b> '{NAME}'@zh }}")
    for way in (URLENCODED, POSTDIRECTLY):
        made.setRequestMethod(way)
        assert made.query().response.status == 204
    assert writable.rows("SELECT ?o { <urn:a> <urn:b> ?o }") == [[NAME]]


@METHODS
def test_rdflib_reads_the_service_as_a_store(service: Service, themes: Graph, method: str) -> None:
    graph = Graph(store=SPARQLStore(service.address + "/sparql", method=method))
    assert set(graph.subjects(RDF.type, THEME)) == set(themes.subjects())
    one = next(iter(graph.subjects(RDF.type, THEME)))
    assert set(graph.objects(one, SKOS.prefLabel)) == set(themes.objects(one, SKOS.prefLabel))
    assert list(graph.query(ROWS)) == [(Literal(NAME, lang="zh"), Literal(len(NAME)))]
    assert graph.query(TRUTH).askAnswer is True
    made = graph.query(TRIPLES).graph
    assert made is not None
    assert isomorphic(made, themes)
    assert len(graph) == int(service.rows("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }")[0][0])


@pytest.mark.parametrize("form", ["xml", "json", "csv"])
def test_rdflib_reads_rows_in_each_form(service: Service, form: str) -> None:
    found = Graph(store=SPARQLStore(service.address + "/sparql", returnFormat=form)).query(ROWS)
    assert [str(row[0]) for row in found] == [NAME]  # type: ignore[index]  # rows of a SELECT


@pytest.mark.parametrize("method", ["POST", "POST_FORM"])
def test_rdflib_writes_and_reads_back_its_own_triples(writable: Service, method: str) -> None:
    given = {"Authorization": f"Bearer {TOKEN}"}
    addresses = (writable.address + "/sparql", writable.updates + "/update")
    store = SPARQLUpdateStore(*addresses, method=method, headers=given)
    dataset = Dataset(store=store, default_union=False)
    graph = dataset.graph(URIRef("urn:g"))
    triple = (URIRef("urn:a"), URIRef("urn:b"), Literal(f'{NAME} "\\\n', lang="zh"))
    graph.add(triple)
    graph.addN([(URIRef("urn:a"), URIRef("urn:c"), Literal(number), graph) for number in range(20)])
    assert triple in graph
    assert len(graph) == 21
    graph.remove((URIRef("urn:a"), URIRef("urn:c"), None))
    assert list(graph) == [triple]
    graph.update("INSERT DATA { <urn:d> <urn:e> 1 }")
    assert len(graph) == 2


def test_rdflib_without_the_token_is_refused(writable: Service) -> None:
    store = SPARQLUpdateStore(writable.address + "/sparql", writable.updates + "/update")
    with pytest.raises(HTTPError, match="401"):
        store.update("INSERT DATA { <urn:a> <urn:b> 1 }")
    assert writable.rows("SELECT * { ?s ?p ?o }") == []


def test_pandas_reads_a_query_by_its_address(service: Service) -> None:
    query = "SELECT ?name ?n { { SELECT ?x (COUNT(*) AS ?n) { ?c wp:subject ?x } GROUP BY ?x } ?x skos:prefLabel ?name"
    chinese = f"{query} FILTER(LANG(?name) = 'zh') }} ORDER BY DESC(?n) ?name"
    frame = pandas.read_csv(f"{service.address}/sparql?{urlencode({'query': chinese, 'format': 'csv'})}")
    assert list(frame.columns) == ["name", "n"]
    assert frame["n"].dtype.kind == "i"
    assert frame["n"].is_monotonic_decreasing
    assert [[str(name), str(n)] for name, n in frame.itertuples(index=False)] == service.rows(chinese)
    assert NAME in set(frame["name"])


def test_pandas_reads_the_tables_of_the_api(service: Service) -> None:
    frame = pandas.read_csv(f"{service.address}/api/figures?format=csv&limit=100")
    assert len(frame) == len(service.get("/api/figures?limit=100").json["figures"]) > 10
    with pytest.raises(HTTPError, match="400"):
        pandas.read_csv(f"{service.address}/sparql?{urlencode({'query': CUT, 'format': 'csv'})}")


@pytest.mark.parametrize(
    ("accept", "begins"),
    [
        ("application/sparql-results+json", '{"head"'),
        ("application/sparql-results+xml", "<?xml"),
        ("text/csv", "n,len\r\n" + NAME),
        ("text/tab-separated-values", '?n\t?len\n"' + NAME),
        ("text/csv;q=0.1, application/json", '{"head"'),
        ("*/*", '{"head"'),
    ],
)
def test_curl_gets_the_form_that_it_accepts(service: Service, accept: str, begins: str) -> None:
    sparql = service.address + "/sparql"
    posted = curl("-H", f"Accept: {accept}", "--data-urlencode", f"query={ROWS}", sparql)
    assert posted.startswith(begins)
    assert curl("-G", "-H", f"Accept: {accept}", "--data-urlencode", f"query={ROWS}", sparql) == posted
    direct = ("-H", "Content-Type: application/sparql-query", "--data-binary", ROWS)
    assert curl("-H", f"Accept: {accept}", *direct, sparql) == posted


def test_curl_follows_the_iri_of_a_node_to_what_it_accepts(service: Service) -> None:
    node = service.address + "/authority/haier"
    assert isomorphic(
        read(curl("-L", "-H", "Accept: text/turtle", node), "turtle"),
        read(curl("-L", "-H", "Accept: application/rdf+xml", node), "xml"),
    )
    assert f"<title>{NAME}" in curl("-L", "-H", "Accept: text/html", "-H", "Accept-Language: zh", node)


@pytest.mark.parametrize("path", ["/", "/page/authority/haier", "/data/authority/haier.ttl", "/sparql", "/explore"])
def test_curl_gets_the_head_alone(service: Service, path: str) -> None:
    address = service.address + path
    if path == "/sparql":
        address += "?" + urlencode({"query": ROWS})
    status, *lines = curl("-I", address).splitlines()
    names = [line.partition(":")[0].lower() for line in lines if line]
    assert status.split()[1] == "200"
    assert len(names) == len(set(names))  # a browser takes a doubled Access-Control-Allow-Origin for none
    assert int(dict(line.lower().split(": ", 1) for line in lines if line)["content-length"]) == len(
        curl(address).encode()
    )


def test_curl_is_told_of_errors_in_its_exit_code_and_in_words(service: Service) -> None:
    sparql = service.address + "/sparql"
    assert "line 1, column 24" in curl("--data-urlencode", f"query={CUT}", sparql)
    with pytest.raises(subprocess.CalledProcessError) as error:
        curl("--fail", "--data-urlencode", f"query={CUT}", sparql)
    assert b"400" in error.value.stderr
    assert curl("--compressed", "--data-urlencode", f"query={TRUTH}", sparql) == '{"head":{},"boolean":true}'


def test_urllib_asks_again_only_for_what_is_new(service: Service) -> None:
    address = f"{service.address}/sparql?{urlencode({'query': ROWS, 'format': 'json'})}"
    with urlopen(address, timeout=10) as reply:
        assert json.load(reply)["results"]["bindings"][0]["n"]["value"] == NAME
        tag = reply.headers["ETag"]
    with pytest.raises(HTTPError) as error:
        urlopen(Request(address, headers={"If-None-Match": tag}), timeout=10)
    assert error.value.code == 304
    error.value.close()


@pytest.mark.parametrize("form", ["turtle", "text/turtle", "ttl", "n3", "rdf+xml", "application/rdf+xml", "json-ld"])
def test_a_form_may_be_named_as_any_client_names_it(service: Service, themes: Graph, form: str) -> None:
    name = {"ttl": "turtle", "text/turtle": "turtle", "rdf+xml": "xml", "application/rdf+xml": "xml"}.get(form, form)
    with urlopen(f"{service.address}/sparql?{urlencode({'query': TRIPLES, 'format': form})}", timeout=10) as reply:
        body = io.BytesIO(reply.read())
    assert isomorphic(read(body.getvalue(), name), themes)


def test_a_form_that_nobody_names_is_refused_with_the_names_there_are(service: Service) -> None:
    found = service.ask(TRIPLES, format="word")
    assert (found.status, "turtle, n3, json-ld" in found.text) == (400, True)
