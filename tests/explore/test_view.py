"""The view: what is read from a store."""

from __future__ import annotations

from decimal import Decimal

from graph.explore.reader import read
from graph.store.embedded import in_memory
from tests.explore.graphs import fixture, fixture_triples, written


def test_every_claim_of_the_store_is_in_one_edge() -> None:
    view = read(fixture())
    assert len(view.edges) == len({(edge.subject, edge.predicate, edge.object) for edge in view.edges})
    assert sum(len(edge.claims) for edge in view.edges) == 31


def test_claims_of_two_articles_on_one_triple_share_an_edge() -> None:
    doubled = [edge for edge in read(fixture()).edges if len(edge.claims) > 1]
    assert [(edge.predicate, len({claim.passages for claim in edge.claims})) for edge in doubled] == [("develops", 2)]


def test_every_passage_is_the_slice_of_its_article() -> None:
    view = read(fixture())
    texts = {article.iri: article.text for article in view.articles}
    assert view.passages
    assert all(texts[p.article][p.start : p.end] == p.quote for p in view.passages)


def test_a_claim_keeps_what_qualifies_it() -> None:
    claims = {(edge.predicate, edge.object.rsplit("/", 1)[1]): edge.claims[0] for edge in read(fixture()).edges}
    planned = claims["runs", "initiative-yinling"]
    assert (planned.modality, planned.explicit, planned.confidence) == ("Planned", False, Decimal("0.8"))
    assert planned.voice.endswith("id/person-zhouheng")
    assert claims["partnersWith", "hailan"].negative
    assert claims["holdsRoleAt", "beichen"].role == "首席信息官"
    moment = claims["issues", "policy-1"].as_of
    assert moment is not None
    assert (moment.date, moment.text, moment.basis) == ("2025-02-28", "今年2月", "FromPublication")


def test_figures_keep_comparator_unit_base_and_date() -> None:
    figures = {figure.indicator: figure for figure in read(fixture()).figures}
    users, share = figures["累计服务用户"], figures["新市民占比"]
    assert (users.value, users.comparator, users.unit) == (Decimal(12000000), "GreaterThan", "人")
    assert (share.base, share.as_of and share.as_of.date) == ("累计服务用户", "2024-12-31")


def test_an_entity_has_its_names_in_both_languages_its_aliases_and_identifiers() -> None:
    beichen = next(node for node in read(fixture()).nodes if node.iri.endswith("/beichen"))
    assert (beichen.name, beichen.english) == ("北辰消费金融有限公司", "Beichen Consumer Finance")
    assert beichen.aliases == ("北辰消费金融", "北辰消金")
    assert dict(beichen.identifiers)["nfraCode"] == "X9001H211000001"


def test_an_entity_of_which_the_store_says_nothing_is_shown_by_its_iri() -> None:
    store = written("id:c a wp:Claim ; wp:subject id:a ; wp:predicate wp:offers ; wp:object id:b .")
    assert [node.name for node in read(store).nodes if node.type == "Entity"] == [
        "https://w3id.org/wupian/id/a",
        "https://w3id.org/wupian/id/b",
    ]


def test_the_order_of_the_store_does_not_matter() -> None:
    assert read(in_memory(reversed(fixture_triples()))) == read(fixture())
