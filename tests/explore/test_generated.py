"""The generated graphs have the shape of real ones, and every quote is a piece of its article."""

from __future__ import annotations

from collections import Counter
from functools import cache

import pyoxigraph as ox

from graph.explore.reader import read
from graph.explore.view import View
from graph.resources import folder
from graph.store.embedded import in_memory
from graph.vocabulary import BASE, WP
from tests.explore.generated import generated

NODES = 300
LEXICON = BASE + "lexicon/"


@cache
def view() -> View:
    return read(in_memory(generated(NODES)))


def degrees() -> Counter[str]:
    return Counter(iri for edge in view().edges for iri in (edge.subject, edge.object))


def test_equal_arguments_give_equal_triples_and_other_seeds_others() -> None:
    assert generated(60) == generated(60)
    assert set(generated(60)) != set(generated(60, seed=2))
    assert len(set(generated(60))) == len(generated(60))


def test_the_average_degree_is_four_and_everything_has_a_relation() -> None:
    assert (len(view().nodes), len(view().edges)) == (NODES, 2 * NODES)
    assert degrees().keys() == {node.iri for node in view().nodes}


def test_some_institutions_have_many_times_the_relations_of_most() -> None:
    counts = sorted(degrees().values())
    busiest = [iri for iri, _ in degrees().most_common(12)]
    assert counts[-1] > 10 * counts[NODES // 2]
    assert any("id/institution-" in iri for iri in busiest)


def test_there_are_the_five_themes_and_institutions_and_products_advance_them() -> None:
    themes = {node.iri: node.name for node in view().nodes if node.type == "Theme"}
    assert sorted(themes.values()) == ["养老金融", "数字金融", "普惠金融", "科技金融", "绿色金融"]
    advances = Counter(edge.object for edge in view().edges if edge.predicate == "advances")
    assert advances.keys() == themes.keys()
    assert sum(advances.values()) > NODES / 5


def test_all_kinds_of_entities_are_there_and_policies_have_dates() -> None:
    types = {node.type for node in view().nodes}
    assert types >= {"Regulator", "Policy", "Bank", "LoanProduct", "AIModel", "Initiative", "Segment", "Technology"}
    assert all(node.issued for node in view().nodes if node.type == "Policy")


def test_every_quote_is_the_slice_of_its_article_and_names_both_ends() -> None:
    names = {node.iri: node.name for node in view().nodes}
    texts = {article.iri: article.text for article in view().articles}
    quotes = {p.iri: p.quote for p in view().passages}
    assert all(texts[p.article][p.start : p.end] == p.quote == p.clean for p in view().passages)
    for edge in view().edges:
        for claim in edge.claims:
            (quote,) = (quotes[iri] for iri in claim.passages)
            assert names[edge.subject] in quote
            assert names[edge.object] in quote


def test_articles_are_of_usual_length_and_each_sentence_is_a_passage_of_its_own() -> None:
    lengths = sorted(len(article.text) for article in view().articles)
    assert all(3_000 < length < 5_000 for length in lengths[1:])
    claims = [claim for edge in view().edges for claim in edge.claims]
    assert len(view().passages) == len(claims) + len(view().figures)
    assert view().figures


def test_claims_are_of_several_kinds_and_the_plain_triple_stands_for_what_is_done() -> None:
    claims = [claim for edge in view().edges for claim in edge.claims]
    assert len({claim.modality for claim in claims}) >= 5
    assert {claim.negative for claim in claims} == {claim.derived for claim in claims} == {True, False}
    assert any(claim.as_of for claim in claims)
    assert any(len(edge.claims) > 1 for edge in view().edges)
    stored = set(generated(NODES))
    for edge in view().edges:
        ends = ox.NamedNode(edge.subject), ox.NamedNode(WP + edge.predicate), ox.NamedNode(edge.object)
        stands = any(c.modality == "Done" and not c.negative and not c.rejected for c in edge.claims)
        assert (ox.Triple(*ends) in stored) == stands


def test_every_sense_that_fired_is_in_the_lexicon() -> None:
    text = (folder("ontology") / "lexicon.ttl").read_text(encoding="utf-8")
    senses = {claim.sense for edge in view().edges for claim in edge.claims if claim.sense}
    assert not [sense for sense in senses if f"\nlex:{sense.removeprefix(LEXICON)} a " not in text]
