"""What the pages tell: every relation, figure and quote of the graph, and never a plan as a fact."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from graph.analyse.gaps.matrix import matrix
from graph.explore.reader import read
from graph.explore.view import WP
from graph.serve.site import addresses
from graph.serve.site.lists import matrix as lines
from graph.serve.site.terms import above, terms
from graph.store.embedded import in_memory
from graph.vocabulary import BASE
from tests.explore.generated import generated
from tests.explore.graphs import triples, written
from tests.serve.site.html import Element, parsed
from tests.serve.site.served import get

if TYPE_CHECKING:
    import pyoxigraph as ox

    from graph.store.store import Store

A2 = BASE + "article/a2"


def page(store: Store, iri: str, lang: str = "zh") -> Element:
    reply = get(store, addresses.href(iri, lang))
    assert reply.status == 200, iri
    return parsed(reply.body)


def words(element: Element) -> str:
    """Text with all blanks as one."""
    return " ".join(element.text.split())


def quotes(element: Element) -> list[str]:
    """The sentences in an element, repaired and as they were received."""
    found = [each.text for quote in element.all("blockquote") for each in quote.all("p")]
    return found + [each.text for details in element.all("details") for each in details.all("p")]


@pytest.mark.parametrize(("which", "lang"), [("seed", "zh"), ("small", "zh"), ("small", "en")])
def test_every_relation_of_an_entity_is_on_its_page_with_its_exact_quote(
    which: str, lang: str, request: pytest.FixtureRequest
) -> None:
    store = request.getfixturevalue(which)
    view = read(store)
    held = {passage.iri: passage for passage in view.passages}
    shown = {node.iri: page(store, node.iri, lang) for node in view.nodes}
    assert len(view.edges) > 10
    for edge in view.edges:
        for end, other in ((edge.subject, edge.object), (edge.object, edge.subject)):
            for claim in edge.claims:
                rows = [row for row in shown[end].all("li", class_="row") if linked(row, claim.iri, lang)]
                assert rows, claim.iri
                texts = [text for row in rows for text in quotes(row)]
                assert all(held[iri].quote in texts for iri in claim.passages)
                topic = view.nodes[[node.iri for node in view.nodes].index(end)].type == "Theme"
                assert topic or any(linked(row, other, lang) for row in rows)


def linked(element: Element, iri: str, lang: str) -> bool:
    """Whether a link in an element leads to the page of an IRI."""
    return bool(element.all("a", href=addresses.href(iri, lang)))


@pytest.mark.parametrize("which", ["seed", "small"])
def test_every_figure_of_an_entity_is_on_its_page_with_its_words_number_and_quote(
    which: str, request: pytest.FixtureRequest
) -> None:
    store = request.getfixturevalue(which)
    view = read(store)
    held = {passage.iri: passage.quote for passage in view.passages}
    assert view.figures
    for figure in view.figures:
        (row,) = (
            row
            for row in page(store, figure.subject).all("li", class_="row")
            if linked(row, figure.iri, "zh") and "figures" not in row.attributes
        )
        text = words(row)
        assert figure.indicator in text
        assert figure.text in text
        assert f"{terms()[figure.comparator].zh} {figure.value:,f}".rstrip("0").rstrip(".") in text
        assert not figure.as_of or figure.as_of.date in text
        assert all(held[iri] in quotes(row) for iri in figure.passages)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_what_is_no_fact_is_always_marked_as_such(small: Store, lang: str) -> None:
    view = read(small)
    open_ = [(edge, claim) for edge in view.edges for claim in edge.claims if not claim.asserted]
    assert {claim.modality for _, claim in open_} > {"Planned", "Reported"}
    assert any(claim.negative for _, claim in open_)
    assert any(claim.rejected for _, claim in open_)
    for edge, claim in open_:
        for end in (edge.subject, edge.object):
            (proof,) = (
                each for each in page(small, end, lang).all("div", class_="proof") if linked(each, claim.iri, lang)
            )
            assert "fact" not in proof.attributes["class"].split()
            tags = [tag.text for tag in proof.all("span", class_="tag")]
            assert claim.modality == "Done" or terms()[claim.modality].label(lang) in tags
            assert tags
            assert proof.all("span", class_="not")


def test_a_fact_bears_no_doubt(small: Store) -> None:
    view = read(small)
    facts = [(edge, claim) for edge in view.edges for claim in edge.claims if claim.asserted]
    for edge, claim in facts:
        (proof,) = (
            each for each in page(small, edge.subject).all("div", class_="proof") if linked(each, claim.iri, "zh")
        )
        assert proof.attributes["class"] == "proof fact"
        assert not proof.all("span", class_="not")
        assert len(proof.all("span", class_="tag")) == claim.derived


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_page_of_a_claim_says_whether_it_is_a_fact_and_why(small: Store, lang: str) -> None:
    for edge in read(small).edges:
        for claim in edge.claims:
            shown = page(small, claim.iri, lang)
            (verdict,) = shown.all("p", class_="verdict")
            assert ("fact" in verdict.attributes["class"].split()) == claim.asserted
            if claim.modality != "Done":
                assert terms()[claim.modality].label(lang) in verdict.text
            assert linked(shown.all("h1")[0], edge.subject, lang)
            assert linked(shown.all("h1")[0], edge.object, lang)
            cited = [each.text for each in shown.all("p", class_="citation")]
            assert len(cited) == 2
            assert all(claim.iri in text for text in cited)


def test_a_citation_holds_sentence_article_and_place(small: Store) -> None:
    view = read(small)
    edge = next(edge for edge in view.edges if edge.predicate == "offers" and edge.object.endswith("loan-xinghuo"))
    passage = next(p for p in view.passages if p.iri == edge.claims[0].passages[0])
    zh, en = (each.text for each in page(small, edge.claims[0].iri).all("p", class_="citation"))
    assert zh.startswith("北辰消费金融有限公司—提供—星火贷。“" + (passage.clean or passage.quote))
    assert f"第 {passage.start}–{passage.end} 字" in zh
    assert "《消费金融机构的五个样本》" in zh
    assert en.startswith("Beichen Consumer Finance — offers — 星火贷.")
    assert f"characters {passage.start}–{passage.end}" in en


def test_names_identifiers_and_former_names_stand_at_the_head(small: Store) -> None:
    shown = page(small, BASE + "authority/beichen")
    head = words(shown.all("header", class_="head")[0])
    for text in (
        "北辰消费金融有限公司",
        "Beichen Consumer Finance",
        "北辰消金",
        "北辰小额信贷有限公司",
        "X9001H211000001",
    ):
        assert text in head
    assert shown.all("h1")[0].all("bdi")[0].attributes == {"lang": "zh-Hans"}
    assert page(small, BASE + "authority/beichen", "en").all("h1")[0].text == "Beichen Consumer Finance"


def test_a_theme_tells_institutions_policies_and_products_apart(seed: Store) -> None:
    view = read(seed)
    types = {addresses.href(node.iri, "zh"): node.type for node in view.nodes}
    wanted = {"institutions": "Agent", "policies": "Policy", "actions": ("Product", "Initiative")}
    found = set()
    for node in (node for node in view.nodes if node.type == "Theme"):
        for name, kinds in wanted.items():
            for section in page(seed, node.iri).all("section", id=name):
                for row in section.all("li", class_="row"):
                    link = row.all("div", class_="other")[0].all("a")[0].attributes["href"]
                    assert set(above(types[link])) & {kinds, *kinds}
                    found.add(name)
    assert found == wanted.keys()


def test_a_theme_names_who_offers_what_advances_it_and_their_figures(seed: Store) -> None:
    shown = page(seed, BASE + "theme/green-finance")
    (actions,) = shown.all("section", id="actions")
    assert linked(actions, BASE + "authority/haier", "zh")
    assert shown.all("section", id="numbers")[0].all("li", class_="row")


@pytest.mark.parametrize("raw", ["", "&raw=1"])
def test_an_article_marks_exactly_its_evidence(small: Store, raw: str) -> None:
    view = read(small)
    for article in view.articles:
        address = addresses.href(article.iri, "zh") + raw
        shown = parsed(get(small, address).body)
        own = [passage for passage in view.passages if passage.article == article.iri]
        text = shown.all("div", class_="text")[0]
        assert [each.text for each in text.all("a", class_="badge")] == [str(n) for n in range(1, len(own) + 1)]
        said = "".join(each.text for each in text.all("span", class_="said"))
        bare = {
            "quote": "".join(each.quote for each in own),
            "clean": "".join(each.clean or each.quote for each in own),
        }
        assert "".join(said.split()) == "".join(bare["quote" if raw else "clean"].split())


@pytest.mark.parametrize("raw", ["", "&raw=1"])
def test_an_address_with_offsets_marks_that_passage_and_no_other(seed: Store, raw: str) -> None:
    view = read(seed)
    assert len(view.passages) > 40
    for passage in view.passages[3:30:7]:
        address, _, fragment = addresses.href(passage.iri, "zh").partition("#")
        shown = parsed(get(seed, address + raw).body)
        marks = shown.all("mark")
        assert fragment == "mark"
        assert marks[0].attributes["id"] == "mark"
        wanted = passage.quote if raw else passage.clean or passage.quote
        assert "".join("".join(mark.text for mark in marks).split()) == "".join(wanted.split())


@pytest.mark.parametrize(
    "place", ["start=5&end=2", "start=a&end=b", "start=-1&end=4", "start=99999999999&end=999999999999", "start=9"]
)
def test_offsets_that_make_no_sense_mark_nothing(small: Store, place: str) -> None:
    reply = get(small, f"/page/article/a2?{place}")
    assert reply.status == 200
    assert not parsed(reply.body).all("mark")


def test_an_article_leads_from_each_sentence_to_its_claims_and_back(small: Store) -> None:
    view = read(small)
    shown = page(small, A2)
    ids = {each.attributes["id"] for each in shown.inside if "id" in each.attributes}
    links = {each.attributes["href"] for each in shown.all("a")}
    here = {link[1:] for link in links if link.startswith("#")}
    assert here - {"main"} <= ids
    own = {p.iri for p in view.passages if p.article == A2}
    claims = {claim.iri for edge in view.edges for claim in edge.claims if own & set(claim.passages)}
    assert claims
    assert all(linked(shown, iri, "zh") for iri in claims)


def test_the_matrix_counts_as_the_analysis_counts(seed: Store) -> None:
    counted = matrix(seed)
    wanted = {
        row.institution.iri: [(len(cell.direct), len(cell.via)) for cell in row.cells]
        for row in counted.rows
        if any(len(cell) or cell.open for cell in row.cells)
    }
    found = {line.institution.iri: [(cell.own, cell.through) for cell in line.cells] for line in lines(seed)}
    assert found == wanted
    assert len(found) > 5


def test_the_matrix_counts_as_the_analysis_counts_where_much_is_open() -> None:
    store = in_memory(generated(400))
    wanted = {row.institution.iri: sum(map(len, row.cells)) for row in matrix(store).rows if len(row)}
    found = {line.institution.iri: sum(cell.count for cell in line.cells) for line in lines(store)}
    assert {iri: count for iri, count in found.items() if count} == wanted
    assert any(cell.open for line in lines(store) for cell in line.cells)


def test_the_vocabulary_defines_every_term_in_both_languages(seed: Store) -> None:
    zh, en = parsed(get(seed, "/ns").body), parsed(get(seed, "/ns?lang=en").body)
    for name, term in terms().items():
        for shown, told in ((zh, term.told_zh), (en, term.told_en)):
            (entry,) = (each for each in shown.inside if each.attributes.get("id") == name)
            assert term.zh in entry.text
            assert term.en in entry.text
            assert told in entry.text


def test_the_vocabulary_counts_the_use_of_classes_and_relations(seed: Store) -> None:
    edges = read(seed).edges
    shown = parsed(get(seed, "/ns").body)
    for name in ("offers", "advances"):
        (entry,) = (each for each in shown.inside if each.attributes.get("id") == name)
        count = sum(len(edge.claims) for edge in edges if edge.predicate == name)
        (used,) = entry.all("a", class_="used")
        assert used.text == str(count)
        assert used.attributes["href"].startswith("/query?")


def test_a_page_names_its_data_its_iri_and_what_it_is_to_others(small: Store) -> None:
    reply = get(small, "/page/authority/beichen")
    shown = parsed(reply.body)
    rels = [(each.attributes["rel"], each.attributes["href"]) for each in shown.all("link")]
    assert ("canonical", BASE + "authority/beichen") in rels
    assert [href for rel, href in rels if rel == "alternate"] == [
        f"/data/authority/beichen.{ext}" for ext in ("ttl", "jsonld", "nt", "rdf")
    ]
    told = json.loads(shown.all("script")[0].text)
    assert told["@id"] == BASE + "authority/beichen"
    assert told["@type"] == "FinancialService"
    assert {"@language": "en", "@value": "Beichen Consumer Finance"} in told["name"]
    links = dict(reply.headers)["Link"]
    assert f'<{BASE}authority/beichen>; rel="canonical"' in links
    assert '</data/authority/beichen.ttl>; rel="alternate"; type="text/turtle"' in links


def test_lists_lead_to_what_the_graph_holds(seed: Store) -> None:
    view = read(seed)
    home, entities = parsed(get(seed, "/").body), parsed(get(seed, "/entities").body)
    totals = [each.text for each in home.all("dl", class_="totals")[0].all("dd")]
    assert totals[0] == str(len(view.nodes))
    assert totals[2] == str(len(view.figures))
    assert totals[-1] == "1"
    second = parsed(get(seed, "/entities?page=2").body)
    shown = {row.all("a")[0].attributes["href"] for each in (entities, second) for row in rows(each)}
    assert shown == {addresses.href(node.iri, "zh") for node in view.nodes}
    banks = parsed(get(seed, "/entities?class=Bank").body)
    assert {row.all("a")[0].attributes["href"] for row in rows(banks)} == {
        addresses.href(node.iri, "zh") for node in view.nodes if node.type == "Bank"
    }


def rows(shown: Element) -> list[Element]:
    """The lines of a list of entities."""
    return shown.all("ul", class_="lines")[0].all("li")


def test_busy_things_take_pages_that_together_show_every_statement_once() -> None:
    lines = [
        f"<urn:c{n}> a wp:Claim ; wp:subject id:a ; wp:predicate wp:offers ; wp:object id:o{n} ." for n in range(250)
    ]
    store = written("id:a a wp:Bank .\n" + "\n".join(lines))
    found: list[str] = []
    address: str | None = "/page/id/a?lang=zh"
    while address:
        shown = parsed(get(store, address).body)
        found += [each.attributes["href"] for span in shown.all("span", class_="known") for each in span.all("a")]
        address = next((each.attributes["href"] for each in shown.all("a", rel="next")), None)
    assert sorted(found) == sorted(addresses.href(f"urn:c{n}", "zh") for n in range(250))


def test_a_store_without_statements_has_every_page_all_the_same(empty: Store) -> None:
    for path in ("/", "/entities", "/themes", "/articles", "/ns", "/page/theme/green-finance", "/page/authority/haier"):
        for lang in ("zh", "en"):
            reply = get(empty, f"{path}?lang={lang}")
            assert reply.status == 200
            assert parsed(reply.body).all("h1")


def test_an_unknown_address_says_so_and_names_what_may_be_meant(empty: Store) -> None:
    reply = get(empty, "/authority/haeir")
    shown = parsed(reply.body)
    assert reply.status == 404
    assert linked(shown, BASE + "authority/haier", "zh")
    assert shown.all("form", class_="large")[0].all("input", name="q")[0].attributes["value"] == "haeir"


def test_odd_values_of_a_foreign_graph_are_shown_and_break_nothing() -> None:
    odd: list[ox.Triple] = triples(
        f"""@prefix wp: <{WP}> . @prefix id: <{BASE}id/> .
        id:a a wp:App, wp:System ; wp:issuedOn "soon", "never" ; wp:offers _:b .
        <{BASE}claim/x> a wp:Claim ; wp:subject id:a, id:b ; wp:predicate <urn:foreign#likes> ; wp:object "text" ;
          wp:confidence "high" ; wp:modality <urn:m> ; wp:supportedBy id:p, _:p .
        id:p a wp:Passage ; wp:start "x" ; wp:end -3 ; wp:inArticle "nowhere" .
        <{BASE}figure/y> a wp:Figure ; wp:figureOf id:a ; wp:value 1e400, "NaN" ; wp:comparator "?" .
        <{BASE}claim/z> a wp:Claim . <{BASE}figure/z> a wp:Figure . <{BASE}article/q> a wp:Article ."""
    )
    store = in_memory(odd)
    for name in ("id/a", "id/b", "claim/x", "figure/y", "claim/z", "figure/z", "id/p", "article/q"):
        for lang in ("zh", "en"):
            assert page(store, BASE + name, lang).all("h1")
        assert get(store, f"/data/{name}.ttl").status == 200
    assert page(store, "urn:foreign#likes").all("h1")


def test_an_article_of_a_thousand_statements_and_a_matrix_of_thousands_are_shown() -> None:
    rows = [
        f"<{BASE}claim/{n:0100}> a wp:Claim ; wp:subject id:{n:0100} ; wp:predicate wp:advances ; "
        f"wp:object <{BASE}theme/green-finance> ; wp:supportedBy id:p . id:{n:0100} a wp:Bank ."
        for n in range(1_200)
    ]
    held = f"id:p a wp:Passage ; wp:inArticle <{BASE}article/a> . <{BASE}article/a> a wp:Article ; wp:text 'x' ."
    store = written("\n".join([held, f"<{BASE}theme/green-finance> a wp:Theme .", *rows]))
    shown = page(store, BASE + "article/a")
    assert len(shown.all("section", class_="notes")[0].all("span", class_="known")) == 1_200
    assert len(lines(store)) == 1_200
    assert get(store, "/themes?page=24").status == 200
