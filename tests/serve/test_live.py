"""The explorer as a service shows it."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote, urlencode

import pytest

from graph import pipeline
from graph.explore.page import page
from graph.explore.reading import read_page
from graph.serve import live, parts
from graph.serve.exchange import Ask, Reply
from graph.store.embedded import open_store
from tests.browser import open_address

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser

    from graph.store.store import Store
    from tests.serve.service import Service

HAIER = "https://w3id.org/wupian/authority/haier"
WP = "https://w3id.org/wupian/ns#"


@pytest.fixture(scope="module")
def store(seed_store: Path) -> Iterator[Store]:
    held = open_store(seed_store)
    yield held
    held.close()


def entities(reply: Reply, tmp_path: Path) -> set[str]:
    """The entities of the graph that a page carries."""
    assert reply.status == 200, reply.body[:300]
    file = tmp_path / "page.html"
    file.write_bytes(reply.body)
    graph = read_page(file)
    claims = {str(s) for s in graph.subjects(None, None) if "/claim/" in str(s)}
    ends = {str(o) for s, p, o in graph if str(s) in claims and str(p) in (WP + "subject", WP + "object")}
    named = {str(s) for s, p, _ in graph if str(p).endswith("core#prefLabel") and not str(s).startswith(WP)}
    assert ends <= named
    return named


def test_a_small_graph_is_shown_whole(store: Store, tmp_path: Path) -> None:
    assert len(entities(live.respond(store, Ask("/explore")), tmp_path)) == 99


def test_an_entity_is_shown_with_its_neighbours_and_another_adds_to_them(store: Store, tmp_path: Path) -> None:
    one = entities(live.respond(store, Ask("/explore", (("about", HAIER),))), tmp_path)
    around = set(parts.neighbours(store, [HAIER])[HAIER])
    assert one == {HAIER, *around}
    other = next(iri for iri in sorted(around) if set(parts.neighbours(store, [iri])[iri]) - one)
    two = entities(live.respond(store, Ask("/explore", (("about", HAIER), ("about", other)))), tmp_path)
    assert two == one | {other, *parts.neighbours(store, [other])[other]}


def test_a_part_carries_the_same_claims_sentences_and_articles_as_the_whole(store: Store, tmp_path: Path) -> None:
    file = tmp_path / "page.html"
    file.write_bytes(live.respond(store, Ask("/explore", (("about", HAIER),))).body)
    part = {(str(s), str(p), str(o)) for s, p, o in read_page(file)}
    file.write_bytes(live.respond(store, Ask("/explore")).body)
    whole = {(str(s), str(p), str(o)) for s, p, o in read_page(file)}
    assert part <= whole
    quotes = {o for _, p, o in part if p == WP + "quote"}
    texts = [o for _, p, o in part if p == WP + "text"]
    assert quotes
    assert all(any(quote_ in text for text in texts) for quote_ in quotes)


@pytest.mark.parametrize(
    "query",
    [
        "SELECT ?x { ?x a wp:ConsumerFinanceCompany }",
        "SELECT ?claim { ?claim wp:predicate wp:drawsDataFrom }",
        'SELECT ?name { ?x a wp:AIModel ; skos:prefLabel ?name FILTER(LANG(?name) = "zh") }',
        "CONSTRUCT { ?s wp:offers ?o } WHERE { ?s wp:offers ?o }",
        "DESCRIBE authority:haier",
        "SELECT ?passage { ?passage a wp:Passage } LIMIT 3",
    ],
)
def test_what_a_query_names_is_shown_as_a_file_would(
    service: Service, seed_store: Path, query: str, tmp_path: Path
) -> None:

    found = service.get("/explore?" + urlencode({"query": query}))
    here = entities(Reply(found.status, found.media, found.body), tmp_path)
    held = open_store(seed_store)
    there = page(*pipeline.shown(held, query=query))
    held.close()
    assert here == entities(Reply(200, "", there.encode()), tmp_path)


def test_a_named_query_takes_its_parameters(service: Service, tmp_path: Path) -> None:
    address = "/explore?" + urlencode({"query": "products", "p.name": "建信消费金融"})
    found = service.get(address)
    assert "https://w3id.org/wupian/authority/jianxin" in entities(Reply(found.status, "", found.body), tmp_path)


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/explore?query=nonsense+query", 400),
        ("/explore?query=no-such-name", 400),
        ("/explore?query=" + quote("ASK {}"), 400),
        ("/explore?query=" + quote("SELECT (1 AS ?one) {}"), 400),
        ("/explore?about=" + quote("no iri"), 400),
        ("/explore?about=urn:nobody", 400),
        ("/explore/elsewhere", 404),
        ("/explore?query=" + quote("SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"), 504),
    ],
)
def test_what_cannot_be_shown_is_an_error_in_words(service: Service, path: str, status: int) -> None:
    found = service.get(path)
    assert (found.status, found.media) == (status, "text/plain")


def test_a_large_graph_begins_with_its_hubs(store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(live, "WHOLE", 10)
    monkeypatch.setattr(parts, "hubs", lambda store: [HAIER, *parts.neighbours(store, [HAIER])[HAIER][:4]])
    assert len(entities(live.respond(store, Ask("/explore")), tmp_path)) == 5


def test_a_reader_widens_a_part_where_it_goes_on(service: Service, browser: Browser) -> None:
    query = urlencode({"query": "SELECT (authority:haier AS ?x) {}", "lang": "en"})
    opened = open_address(browser, service.address, f"/explore?{query}#node=authority/haier")
    page, heading, more = opened.page, opened.page.locator("#panel h2"), "more from the service"
    page.wait_for_selector("html[data-ready]", timeout=10_000)
    assert heading.inner_text() == "Haier Consumer Finance"
    page.get_by_role("button", name=more).click()
    page.wait_for_url("**about=**")
    page.wait_for_selector("html[data-ready]", timeout=10_000)
    assert heading.inner_text() == "Haier Consumer Finance"
    assert page.locator("#panel table.relations tbody tr").count() > 3
    assert page.get_by_role("button", name=more).count() == 0
    page.goto("about:blank")
    page.goto(f"{service.address}/explore?{query}#node=authority/jianxin")
    page.locator("#panel h2", has_text="CCB Consumer Finance").wait_for(timeout=20_000)
    assert "about=" in page.evaluate("location.search")
    assert opened.quiet()
    page.context.close()
