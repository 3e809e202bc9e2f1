"""Institutions beside themes, segments and products, and what follows of institutions and themes alone."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

import networkx as nx
import pytest
from hypothesis import given, settings

from graph.analyse.corpus import Claim, Corpus, Entity, Term
from graph.analyse.gaps.matrix import cross
from graph.analyse.networks.modes import one_mode, two_mode
from graph.analyse.networks.project import counted
from graph.analyse.networks.shapes import SHAPES, drawn, to_networkx
from graph.analyse.reader import read
from graph.errors import QueryError
from tests.analyse.networks.corpora import extractions
from tests.analyse.sample import store

if TYPE_CHECKING:
    from graph.model import Extraction

    Joined = dict[frozenset[str], int]


def joined(network: nx.Graph[str]) -> Joined:
    """The weights by the names of the ends."""
    names = {iri: data["label"] for iri, data in network.nodes(data=True)}
    return {frozenset((str(names[a]), str(names[b]))): data["weight"] for a, b, data in network.edges(data=True)}


def side(network: nx.Graph[str], number: int) -> list[str]:
    """The nodes of a side."""
    return [iri for iri, data in network.nodes(data=True) if data["bipartite"] == number]


def by_hand(*links: tuple[str, str, int]) -> Joined:
    return {frozenset((a, b)): weight for a, b, weight in links}


def test_institutions_are_joined_to_themes_by_what_they_and_their_products_do() -> None:
    assert joined(to_networkx(store(), "institution-theme")) == by_hand(
        ("云杉消费金融", "数字金融", 3),
        ("云杉消费金融", "普惠金融", 1),
        ("青禾银行", "数字金融", 1),
        ("青禾银行", "普惠金融", 1),
        ("各机构", "普惠金融", 1),
    )


def test_institutions_are_joined_to_segments_by_whom_they_and_their_products_serve() -> None:
    assert joined(to_networkx(store(), "institution-segment")) == by_hand(
        ("云杉消费金融", "新市民", 1), ("青禾银行", "新市民", 2)
    )


def test_institutions_are_joined_to_what_they_offer_develop_or_run() -> None:
    network = to_networkx(store(), "institution-product")
    assert joined(network) == by_hand(("云杉消费金融", "雪松贷", 1), ("青禾银行", "雪松贷", 1))
    assert {data["label"] for _, data in network.nodes(data=True) if data["bipartite"] == 1} == {"雪松贷", "松针助手"}


def test_two_institutions_share_as_many_themes_as_both_act_on() -> None:
    assert joined(to_networkx(store(), "institutions-by-theme")) == by_hand(
        ("云杉消费金融", "青禾银行", 2), ("云杉消费金融", "各机构", 1), ("青禾银行", "各机构", 1)
    )
    assert joined(to_networkx(store(), "institutions-by-segment")) == by_hand(("云杉消费金融", "青禾银行", 1))
    assert joined(to_networkx(store(), "institutions-by-product")) == by_hand(("云杉消费金融", "青禾银行", 1))


def test_two_themes_share_as_many_institutions_as_act_on_both() -> None:
    network = to_networkx(store(), "themes-by-institution")
    assert joined(network) == by_hand(("数字金融", "普惠金融", 2))
    assert len(network) == 5
    assert joined(to_networkx(store(), "segments-by-institution")) == {}


def test_nodes_and_edges_say_what_they_are() -> None:
    network = to_networkx(store(), "institution-theme")
    sides = defaultdict(set)
    for _, data in network.nodes(data=True):
        sides[data["bipartite"]].add(data["label"])
    assert sides == {
        0: {"云杉消费金融", "青禾银行", "各机构"},
        1: {"数字金融", "普惠金融", "养老金融", "科技金融", "绿色金融"},
    }
    for _, _, data in network.edges(data=True):
        iris = data["claims"].split("\n")
        assert (len(set(iris)), iris) == (data["weight"], sorted(iris))
        assert set(iris) <= {claim.iri for claim in counted(read(store()))}


@settings(max_examples=25, deadline=None)
@given(extractions())
def test_the_theme_network_is_the_matrix_and_every_two_mode_network_is_bipartite(held: tuple[Extraction, ...]) -> None:
    corpus = read(store(held))
    claims = counted(corpus)
    network = two_mode(corpus, claims, "theme")
    cells = [cell for row in cross(corpus, claims).rows for cell in row.cells]
    expected = {(cell.institution, cell.theme): {c.iri for c in cell.claims} for cell in cells if len(cell)}
    assert {(a, b): set(data["claims"].split("\n")) for a, b, data in network.edges(data=True)} == expected
    assert set(side(network, 0)) == {c.institution for c in cells}
    for end in ("theme", "segment", "product"):
        drawn_ = two_mode(corpus, claims, end)
        assert {drawn_.nodes[a]["bipartite"] + drawn_.nodes[b]["bipartite"] for a, b in drawn_.edges()} <= {1}


@settings(max_examples=25, deadline=None)
@given(extractions())
def test_a_one_mode_weight_is_the_number_of_shared_neighbours(held: tuple[Extraction, ...]) -> None:
    corpus = read(store(held))
    network = two_mode(corpus, counted(corpus), "theme")
    for number in (0, 1):
        plain = one_mode(network, number)
        kept = side(network, number)
        assert sorted(plain) == sorted(kept)
        shared = {(a, b): len(set(network[a]) & set(network[b])) for a in kept for b in kept if a < b}
        assert {tuple(sorted((a, b))): data["weight"] for a, b, data in plain.edges(data=True)} == {
            pair: count for pair, count in shared.items() if count
        }


def corpus_of(*claims: Claim) -> Corpus:
    """A bank, its loan, a plan and two themes."""
    terms = (Term("Bank", "", "", (), ("Institution",)), Term("LoanProduct", "", "", (), ("Product",)))
    kinds = {"bank": "Bank", "loan": "LoanProduct", "plan": "Initiative", "green": "Theme", "farmers": "Segment"}
    entities = tuple(Entity(iri, iri, "", kind) for iri, kind in sorted(kinds.items()))
    return Corpus(entities, claims, terms=terms, themes=tuple(e for e in entities if e.type == "Theme"))


def test_a_claim_on_a_thing_that_an_institution_has_twice_counts_once() -> None:
    corpus = corpus_of(
        Claim("c1", "bank", "offers", "loan"),
        Claim("c2", "bank", "runs", "loan"),
        Claim("c3", "loan", "serves", "farmers"),
    )
    network = two_mode(corpus, corpus.claims, "segment")
    assert list(network.edges(data=True)) == [("bank", "farmers", {"weight": 1, "claims": "c3"})]


def test_what_belongs_to_a_thing_of_an_institution_is_not_the_institutions() -> None:
    corpus = corpus_of(
        Claim("c1", "bank", "runs", "plan"),
        Claim("c2", "plan", "runs", "loan"),
        Claim("c3", "loan", "advances", "green"),
    )
    assert list(two_mode(corpus, corpus.claims, "theme").edges()) == []
    assert list(two_mode(corpus, corpus.claims, "product").edges()) == [("bank", "loan")]


@pytest.mark.parametrize("shape", SHAPES)
def test_an_empty_corpus_has_every_shape(shape: str) -> None:
    assert drawn(Corpus(), (), shape).number_of_edges() == 0
    assert to_networkx(store([]), shape).number_of_edges() == 0


@pytest.mark.parametrize("shape", SHAPES)
def test_one_institution_without_themes_has_every_shape(shape: str) -> None:
    terms = (Term("Bank", "", "", (), ("Institution",)),)
    corpus = Corpus((Entity("bank", "行", "", "Bank"),), (Claim("c", "bank", "partnersWith", "bank"),), terms=terms)
    network = drawn(corpus, corpus.claims, shape)
    assert list(network) == ([] if shape in ("themes-by-institution", "segments-by-institution") else ["bank"])


def test_an_unknown_shape_is_refused_with_the_names_of_all() -> None:
    with pytest.raises(
        QueryError, match=r"There is no shape star; choose from claims, institution-theme, .*segments-by"
    ):
        to_networkx(store(), "star")
