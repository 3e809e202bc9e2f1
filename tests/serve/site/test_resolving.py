"""Every IRI of the graph resolves, every link of every page leads somewhere, and programs get what they accept."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from typing import TYPE_CHECKING
from urllib.parse import quote, urljoin, urlsplit

import pyoxigraph as ox
import pytest
from rdflib import Graph
from rdflib.compare import isomorphic

from graph.serve.site import addresses
from graph.serve.site.data import FORMATS
from graph.serve.site.terms import statements, terms
from graph.store.embedded import in_memory
from graph.vocabulary import BASE, WP
from tests.explore.graphs import triples
from tests.serve.site.html import Element, parsed
from tests.serve.site.served import get, static

if TYPE_CHECKING:
    from graph.serve.exchange import Reply
    from graph.store.store import Store

ELSEWHERE = ("/search", "/query", "/explore", "/api", "/sparql")  # rooms of their own
LEAVES = ("/page/lexicon", "/about")  # whose links lead on without end
NS = BASE + "ns"
PARSERS = {"ttl": "turtle", "jsonld": "json-ld", "nt": "nt", "rdf": "xml"}


def iris(graph: list[ox.Triple]) -> list[str]:
    """All IRIs of a graph, in every position."""
    return sorted(
        {
            part.value
            for triple in graph
            for part in (triple.subject, triple.predicate, triple.object)
            if isinstance(part, ox.NamedNode)
        }
    )


def header(reply: Reply, name: str) -> str:
    return dict(reply.headers).get(name, "")


def asked(iri: str) -> str:
    """What a client asks this service for when it resolves an IRI: its path, without the fragment."""
    return quote(iri.removeprefix(BASE.removesuffix("/")).partition("#")[0], safe="/:@!$&'()*+,;=~.-_%")


def test_every_iri_of_the_graph_resolves_to_a_page_that_names_it(seed: Store, seed_triples: list[ox.Triple]) -> None:
    own = [iri for iri in iris(seed_triples) if iri.startswith(BASE) and "#" not in iri and not iri.startswith(NS)]
    assert len(own) > 250
    assert len({iri.removeprefix(BASE).split("/")[0] for iri in own}) >= 10
    for iri in own:
        reply = get(seed, asked(iri))
        assert reply.status == 303, iri
        page = get(seed, header(reply, "Location"))
        assert page.status == 200
        assert f"<code>{iri}</code>" in page.body.decode(), iri


def test_every_iri_of_the_graph_resolves_to_data(seed: Store, seed_triples: list[ox.Triple]) -> None:
    own = [iri for iri in iris(seed_triples) if iri.startswith(BASE) and "#" not in iri and not iri.startswith(NS)]
    for iri in own[::5]:
        reply = get(seed, header(get(seed, asked(iri), "application/n-triples"), "Location"))
        assert reply.status == 200
        assert f"<{iri}>" in reply.body.decode(), iri


def test_iris_with_a_fragment_resolve_to_the_page_that_holds_their_place(
    seed: Store, seed_triples: list[ox.Triple]
) -> None:
    found = [iri for iri in iris(seed_triples) if iri.startswith(BASE) and "#" in iri]
    assert len(found) > 150
    pages = {path: get(seed, path).status for path in {asked(iri) for iri in found}}
    assert set(pages.values()) == {200, 303}
    data = get(seed, f"/data{next(path for path in pages if path != '/ns')}.nt").body.decode()
    assert all(f"<{iri}>" in data for iri in found if "#char=" in iri)


def test_an_iri_of_anybody_has_a_plain_page_that_names_it(seed: Store, seed_triples: list[ox.Triple]) -> None:
    found = [iri for iri in iris(seed_triples) if not iri.startswith(BASE)]
    assert len(found) > 40
    for iri in found:
        reply = get(seed, addresses.href(iri, "zh"))
        assert reply.status == 200
        assert f"<code>{iri}</code>" in reply.body.decode(), iri


def test_a_term_of_the_vocabulary_is_described_where_its_hash_leads(seed: Store) -> None:
    shown = get(seed, "/ns").body.decode()
    assert all(f'id="{name}"' in shown for name in terms())


@pytest.mark.parametrize(
    ("which", "lang", "left_out", "least"),
    [
        ("seed", "zh", ("start=", "lang=en", "/data", "/about"), 300),
        ("small", "en", ("lang=zh", ".jsonld", ".rdf", ".nt"), 150),
    ],
)
def test_every_link_of_every_page_leads_somewhere(
    which: str, lang: str, left_out: tuple[str, ...], least: int, request: pytest.FixtureRequest
) -> None:
    store = request.getfixturevalue(which)
    todo, seen = [f"/?lang={lang}", "/sitemap.xml", "/void.ttl"], set()
    while todo:
        address = todo.pop()
        path = urlsplit(address).path
        if address in seen or path.startswith(ELSEWHERE):
            continue
        seen.add(address)
        if path.startswith("/static/"):
            assert static(path), address
            continue
        reply = get(store, address)
        assert reply.status == 200, address
        if reply.media.startswith("text/html") and not path.startswith(LEAVES):
            found = followed(address, parsed(reply.body))
            todo += [each for each in found if not any(word in each for word in left_out)]
    assert len(seen) > least


def followed(address: str, page: Element) -> list[str]:
    """The addresses on the service that a page links to, checked for what every link should be."""
    links = [
        each.attributes.get("href") or each.attributes.get("src", "") for each in page.inside if each.tag != "link"
    ]
    ids = [each.attributes["id"] for each in page.inside if "id" in each.attributes]
    assert len(ids) == len(set(ids)), address
    assert all(link[1:] in ids for link in links if link.startswith("#")), address
    for link in filter(None, links):
        assert link.isascii(), link
        assert link.startswith(("/", "#", "?", "https://", "http://")), link
    return sorted({urljoin(address, link).partition("#")[0] for link in links if link and not link.startswith("http")})


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph:DeprecationWarning")  # of rdflib's own reader of JSON-LD
@pytest.mark.parametrize("ext", FORMATS)
def test_data_is_what_the_graph_says_in_every_format(small: Store, ext: str) -> None:
    for name in ("authority/beichen", "theme/green-finance", "article/a2", "id/policy-1"):
        wanted = Graph().parse(data=get(small, f"/data/{name}.nt").body, format="nt")
        reply = get(small, f"/data/{name}.{ext}")
        assert reply.media.startswith(FORMATS[ext])
        found = Graph().parse(data=reply.body, format=PARSERS[ext])
        assert len(found) > 5
        assert isomorphic(found, wanted)


def test_data_about_an_entity_holds_it_whole_with_its_claims_figures_and_passages(
    seed: Store, seed_triples: list[ox.Triple]
) -> None:
    haier = ox.NamedNode(BASE + "authority/haier")
    ends = {WP + name for name in ("subject", "object", "figureOf", "voice", "via")}
    told = {t.subject for t in seed_triples if t.object == haier and t.predicate.value in ends}
    proof = {t.object for t in seed_triples if t.subject in told and t.predicate.value == WP + "supportedBy"}
    wanted = {t for t in seed_triples if t.subject in {haier, *told, *proof}}
    body = get(seed, "/data/authority/haier.nt").body
    found = {quad.triple for quad in ox.parse(body, format=ox.RdfFormat.N_TRIPLES)}
    assert len(told) > 8
    assert wanted <= found <= set(seed_triples)


def test_data_about_a_claim_holds_its_passages(seed: Store, seed_triples: list[ox.Triple]) -> None:
    claim = next(t.subject for t in seed_triples if t.predicate.value == WP + "supportedBy")
    assert isinstance(claim, ox.NamedNode)
    proof = {t.object for t in seed_triples if t.subject == claim and t.predicate.value == WP + "supportedBy"}
    body = get(seed, addresses.data(claim.value, "nt")).body
    found = {quad.triple for quad in ox.parse(body, format=ox.RdfFormat.N_TRIPLES)}
    assert {t for t in seed_triples if t.subject in {claim, *proof}} <= found


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph:DeprecationWarning")  # of rdflib's own reader of JSON-LD
@pytest.mark.parametrize("ext", FORMATS)
def test_the_vocabulary_is_its_file_in_every_format(seed: Store, ext: str) -> None:
    wanted = Graph().parse(data=ox.serialize(statements(), format=ox.RdfFormat.N_TRIPLES), format="nt")
    for reply in (get(seed, f"/ns.{ext}"), get(seed, "/ns", FORMATS[ext])):
        assert (reply.status, header(reply, "Vary")) == (200, "Accept")
        assert isomorphic(Graph().parse(data=reply.body, format=PARSERS[ext]), wanted)


@pytest.mark.parametrize(
    ("accept", "place"),
    [
        ("text/html", "/page/authority/beichen"),
        ("*/*", "/page/authority/beichen"),
        ("", "/page/authority/beichen"),
        ("text/turtle", "/data/authority/beichen.ttl"),
        ("application/ld+json, text/html;q=0.5", "/data/authority/beichen.jsonld"),
        ("application/n-triples", "/data/authority/beichen.nt"),
        ("application/rdf+xml;q=0.9, text/turtle;q=0.1", "/data/authority/beichen.rdf"),
        ("application/*;q=0.5", "/page/authority/beichen"),
    ],
)
def test_a_thing_is_told_apart_from_its_page_and_its_data(small: Store, accept: str, place: str) -> None:
    reply = get(small, "/authority/beichen", accept)
    assert (reply.status, header(reply, "Location"), header(reply, "Vary")) == (303, place, "Accept")


def test_who_accepts_none_of_the_formats_is_told_which_there_are(small: Store) -> None:
    for path in ("/authority/beichen", "/ns", "/void"):
        reply = get(small, path, "image/png")
        assert reply.status == 406
        assert all(media in reply.body.decode() for media in FORMATS.values())


def test_the_language_of_an_address_goes_along(small: Store) -> None:
    assert header(get(small, "/authority/beichen?lang=en"), "Location") == "/page/authority/beichen?lang=en"
    page = parsed(get(small, "/page/authority/beichen?lang=en").body)
    assert page.all("html")[0].attributes["lang"] == "en"
    links = [each.attributes["href"] for each in page.all("a", class_="thing")]
    assert links
    assert all("lang=en" in link for link in links)


@pytest.mark.parametrize(
    "path",
    [
        *("/authority/nobody", "/page/authority/nobody", "/data/authority/nobody.ttl", "/data/authority/beichen.exe"),
        *("/data/", "/page/", "/about", "/about?iri=nonsense", "/data.ttl?iri=a", "/static/site.css", "/x.ttl", "/%00"),
        *(
            "/page/id/%22%3E",
            "/id/%F0%9F%98%80",
            "/data.ttl",
            "/about?iri=urn:nobody",
            "/page/../../etc/passwd",
            "/<a>",
        ),
    ],
)
def test_what_nobody_knows_is_not_found(small: Store, path: str) -> None:
    assert get(small, path).status == 404


@pytest.mark.parametrize(
    "local", ["id/a%20b", "id/甲?乙", "id/a%2Fb", "id/😀", "id/a:b@c!$&'()*+,;=~", "id/é", "x//y", "id/a."]
)
def test_an_iri_with_odd_characters_resolves_to_its_own_page_and_data(local: str) -> None:
    store = in_memory(triples(f"<{BASE}{local}> a <{WP}App> ; <{WP}offers> <{BASE}{local}x> ."))
    for iri in (BASE + local, BASE + local + "x"):
        reply = get(store, addresses.href(iri, "zh"))
        assert reply.status == 200
        assert f"<code>{iri.replace('&', '&amp;')}</code>".replace("'", "&#39;") in reply.body.decode()
        assert iri in get(store, addresses.data(iri, "nt")).body.decode()
        if "?" not in iri and "%2F" not in iri:
            assert get(store, asked(iri)).status == 303


def test_an_entry_of_the_ontology_has_a_page_though_no_article_mentions_it(empty: Store) -> None:
    for iri in (
        "theme/green-finance",
        "segment/new-citizens",
        "authority/haier",
        "theme",
        "lexicon/建立-runs",
        "ns/0.1.0",
    ):
        reply = get(empty, asked(BASE + iri))
        assert reply.status == 303, iri
        assert get(empty, header(reply, "Location")).status == 200


def test_long_data_comes_in_pages_that_say_where_it_goes_on() -> None:
    lines = [f"<{BASE}claim/{n:0100}> <{WP}figureOf> <{BASE}id/a> ." for n in range(1_500)]
    store = in_memory(triples("\n".join(lines)))
    first = get(store, "/data/id/a.nt")
    assert '</data/id/a.nt?page=2>; rel="next"' in header(first, "Link")
    second = get(store, "/data/id/a.nt?page=2")
    assert "next" not in header(second, "Link")
    assert sorted((first.body + second.body).decode().split()) == sorted(" ".join(lines).split())


def test_the_map_of_the_site_holds_every_entity_and_article(small: Store) -> None:
    reply = get(small, "/sitemap.xml", base="https://example.org")
    found = [
        loc.text or "" for loc in ET.fromstring(reply.body).iter("{http://www.sitemaps.org/schemas/sitemap/0.9}loc")
    ]
    assert "https://example.org/page/authority/beichen" in found
    assert "https://example.org/page/article/a1" in found
    assert len(found) == len(set(found))
    assert all(get(small, urlsplit(each).path).status == 200 for each in found)


def test_robots_leave_alone_what_computes(small: Store) -> None:
    text = get(small, "/robots.txt", base="https://example.org").body.decode()
    assert "Disallow: /sparql\n" in text
    assert "Sitemap: https://example.org/sitemap.xml\n" in text


def test_the_dataset_describes_itself(small: Store) -> None:
    found = Graph().parse(data=get(small, "/void.ttl", base="https://example.org").body, format="turtle")
    void = "http://rdfs.org/ns/void#"
    rows = found.query(f"SELECT ?n {{ ?p <{void}class> <{WP}Article> ; <{void}entities> ?n }}")
    assert [int(str(row[0])) for row in rows] == [2]  # type: ignore[index]  # a row of a SELECT
    assert header(get(small, "/.well-known/void"), "Location") == "/void"
