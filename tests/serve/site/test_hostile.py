"""Text that wants to be more than text: on every page and in every format it stays what it is."""

from __future__ import annotations

import json
import re
from functools import cache
from typing import TYPE_CHECKING

import pyoxigraph as ox
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rdflib import Graph
from rdflib.compare import isomorphic

from graph.serve.exchange import Ask
from graph.serve.site import addresses, respond
from graph.serve.site.data import FORMATS, UNSPEAKABLE
from graph.store.embedded import in_memory
from graph.vocabulary import BASE, WP
from tests.explore.graphs import triples
from tests.hostile import HOSTILE
from tests.serve.site.html import Element, parsed
from tests.serve.site.served import get

if TYPE_CHECKING:
    from graph.store.store import Store

PAYLOADS = [
    *HOSTILE.values(),
    "</script><script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "{{ 7 * 7 }}{% raw %}",
    "javascript:alert(1)",
    "مرحبا بالعالم שלום",
]
PATHS = (
    *("/", "/entities", "/articles", "/themes", "/page/id/h", "/page/article/h", "/page/claim/h", "/page/figure/h"),
    *("/page/theme/h", "/page/id/other", "/about?iri=urn:h%23p", "/about?iri=urn:h%23p&lang=en"),
)
STORE = in_memory([])
ALLOWED = re.compile(r"(?:/|#|\?|https?://)[!-~]*")


def hostile(payload: str) -> str:
    """Turtle of a graph in which every text is a payload."""
    word = json.dumps(payload, ensure_ascii=True)
    word = re.sub(r"\\ud[89ab]..\\ud[c-f]..", lambda m: json.loads(f'"{m[0]}"'), word)
    return f"""@prefix wp: <{WP}> . @prefix id: <{BASE}id/> . @prefix dcterms: <http://purl.org/dc/terms/> .
    @prefix skos: <http://www.w3.org/2004/02/skos/core#> . @prefix claim: <{BASE}claim/> . @prefix xsd: <urn:x#> .
    id:h a wp:Bank ; skos:prefLabel {word}@zh, {word}@en ; skos:altLabel {word}@zh ; wp:lei {word} ;
      wp:nfraCode {word} ;
      wp:formerName {word}@zh ; skos:definition {word}@zh ; <urn:h#own> {word}, "7"^^<urn:h#type> ; wp:issuedOn {word} .
    id:other a wp:App ; skos:prefLabel {word} .
    <{BASE}theme/h> a wp:Theme ; skos:prefLabel {word}@zh .
    <{BASE}article/h> a wp:Article ; wp:text {word} ; dcterms:title {word} ; dcterms:publisher {word} ;
      dcterms:creator {word} ; dcterms:issued {word} ; dcterms:source {word} ; dcterms:rights {word} .
    <urn:h#p> a wp:Passage ; wp:inArticle <{BASE}article/h> ; wp:start 0 ; wp:end 4 ; wp:quote {word} ;
      wp:cleanText {word} .
    claim:h a wp:Claim ; wp:subject id:h ; wp:predicate wp:offers ; wp:object id:other ; wp:supportedBy <urn:h#p> ;
      wp:rule {word} ; wp:reviewedBy {word} ; wp:roleTitle {word} ; wp:asOf {word} ;
      wp:asOfText {word} ; wp:voice id:h .
    claim:t a wp:Claim ; wp:subject id:h ; wp:predicate wp:advances ; wp:object <{BASE}theme/h> ;
      wp:supportedBy <urn:h#p> .
    <{BASE}figure/h> a wp:Figure ; wp:figureOf id:h ; wp:indicator {word} ; wp:unitText {word} ; wp:valueText {word} ;
      wp:baseText {word} ; wp:value 3 ; wp:supportedBy <urn:h#p> ."""


@pytest.fixture(scope="module", params=range(len(PAYLOADS)))
def attacked(request: pytest.FixtureRequest) -> tuple[str, Store]:
    payload = PAYLOADS[request.param]
    return payload, in_memory(triples(hostile(payload)))


def shape(page: Element) -> list[tuple[str, tuple[str, ...]]]:
    """The elements of a page with the names of their attributes."""
    return [(each.tag, tuple(sorted(each.attributes))) for each in page.inside]


@cache
def harmless(path: str) -> frozenset[str]:
    """The tags of a page whose texts want nothing, with those that only a long text brings."""
    page = parsed(get(in_memory(triples(hostile("甲乙丙丁戊"))), path).body)
    return frozenset(tag for tag, _ in shape(page)) | {"mark"}


def test_every_page_is_built_of_the_same_elements_whatever_its_texts_say(attacked: tuple[str, Store]) -> None:
    _, store = attacked
    for path in PATHS:
        reply = get(store, path)
        assert reply.status == 200, path
        found = parsed(reply.body)
        assert {tag for tag, _ in shape(found)} <= harmless(path)
        names = {name for _, names in shape(found) for name in names}
        assert not {name for name in names if name.startswith("on") or name in ("style", "srcdoc")}
        for each in found.inside:
            for name in ("href", "src", "action"):
                assert ALLOWED.fullmatch(each.attributes.get(name, "/")) or each.attributes.get("rel") == "canonical"
        scripts = found.all("script")
        assert {each.attributes["type"] for each in scripts} <= {"application/ld+json"}
        assert all(json.loads(each.text)["@context"] == "https://schema.org" for each in scripts)


def test_every_text_is_on_its_page_as_it_is(attacked: tuple[str, Store]) -> None:
    payload, store = attacked
    wanted = payload.replace("\r\n", "\n").replace("\r", "\n")
    for path in ("/page/id/h", "/page/claim/h", "/page/figure/h", "/about?iri=urn:h%23p"):
        assert wanted in parsed(get(store, path).body).text.replace("\r\n", "\n").replace("\r", "\n"), path


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph:DeprecationWarning")  # of rdflib's own reader of JSON-LD
def test_every_format_says_the_same(attacked: tuple[str, Store]) -> None:
    payload, store = attacked
    wanted = Graph().parse(data=get(store, "/data/id/h.nt").body, format="nt")
    parsers = {"ttl": "turtle", "jsonld": "json-ld", "rdf": "xml"}
    for ext, parser in parsers.items():
        found = Graph().parse(data=get(store, f"/data/id/h.{ext}").body, format=parser)
        if ext == "rdf" and UNSPEAKABLE.search(payload):
            assert len(found) == len(wanted)
        else:
            assert isomorphic(found, wanted), ext


def test_an_address_in_a_graph_becomes_a_link_only_on_the_web() -> None:
    for address, linked in (
        ("https://example.org/a", True),
        ("javascript:alert(1)", False),
        ("data:text/html,x", False),
    ):
        store = in_memory(triples(hostile(address)))
        links = [
            each for each in parsed(get(store, "/page/article/h").body).all("a") if address in each.attributes["href"]
        ]
        assert bool(links) == linked
        assert all(each.attributes["rel"] == "nofollow noopener" for each in links)


def test_the_plain_page_of_an_iri_leaves_the_service_only_for_the_web() -> None:
    store = in_memory(triples("<javascript:alert(1)> <urn:p> <https://example.org/x>, <data:text/html,x> ."))
    for iri in ("javascript:alert(1)", "data:text/html,x", "https://example.org/x"):
        page = parsed(get(store, addresses.href(iri, "en")).body)
        away = [
            each.attributes["href"] for each in page.all("a") if not each.attributes["href"].startswith(("/", "#", "?"))
        ]
        assert away == (["https://example.org/x"] if iri.startswith("https") else [])


def test_names_are_kept_apart_from_the_direction_of_the_text_around_them() -> None:
    store = in_memory(triples(hostile(HOSTILE["right-to-left marks"])))
    for path in ("/page/id/h", "/page/claim/h", "/entities", "/articles"):
        page = parsed(get(store, path).body)
        whole = page.all("main")[0]
        apart = [each for tag in ("bdi", "code", "b", "time") for each in whole.all(tag)]
        assert set(loose(whole, apart)) & {"p", "li", "td", "h1", "dd", "span"} == set()


def loose(whole: Element, apart: list[Element]) -> list[str]:
    """The tags of the elements that hold a text with marks of direction beside other text, outside of what isolates."""
    inside = {id(each) for outer in apart for each in (outer, *outer.inside)}
    held = [each for each in whole.inside if id(each) not in inside and "\u202e" in "".join(each.own)]
    return [each.tag for each in held if each.attributes.get("class") != "citation" and not quoted(whole, each)]


def quoted(whole: Element, element: Element) -> bool:
    """Whether an element is the paragraph of a quotation, which holds nothing but it."""
    holders = [*whole.all("blockquote"), *whole.all("details"), *whole.all("div", class_="text")]
    return any(element in each.inside for each in holders)


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=30), st.sampled_from(["", "/page", "/data", "/page/article", "/ns", "/about", "/entities"]))
def test_no_path_makes_the_site_fail(path: str, before: str) -> None:
    reply = respond(
        STORE, Ask(f"{before}/{path}", (("page", path), ("iri", path), ("class", path), ("start", path)), "en")
    )
    assert reply.status in (200, 303, 404)
    assert all(value.isascii() and "\n" not in value and "\r" not in value for _, value in reply.headers)


@pytest.mark.parametrize("ext", FORMATS)
def test_what_a_format_cannot_hold_breaks_nothing(ext: str) -> None:
    odd = '<urn:a> <urn:p/1> "x\\u0001y", "\\uFFFE"@en ; <urn:p#ok> "a\\rb" ; <urn:q> _:b . _:b <urn:q> "c" .'
    reply = get(in_memory(triples(odd)), addresses.data("urn:a", ext))
    assert reply.status == 200
    kinds = {
        "ttl": ox.RdfFormat.TURTLE,
        "jsonld": ox.RdfFormat.JSON_LD,
        "nt": ox.RdfFormat.N_TRIPLES,
        "rdf": ox.RdfFormat.RDF_XML,
    }
    found = {quad.triple.predicate.value: quad.triple.object for quad in ox.parse(reply.body, format=kinds[ext])}
    assert found["urn:p#ok"] == ox.Literal("a\rb")
