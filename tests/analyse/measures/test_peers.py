"""Institutions that are alike: features, similarities by hand, and that size changes nothing."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.analyse.corpus import Claim, Corpus, Entity, Term
from graph.analyse.measures import peers as module
from graph.analyse.measures.peers import Peers, bare, peers, profiles
from tests.analyse.sample import called, sample

KINDS = (Term("Bank", "银行", "bank", parents=("Institution",)),)


def corpus(names: str, collective: str = "") -> Corpus:
    """A corpus in which each letter is a bank."""
    return Corpus(tuple(Entity(name, name, "", "Bank", name in collective) for name in names), terms=KINDS)


def said(*words: str) -> tuple[Claim, ...]:
    """Claims written as `subject predicate object`."""
    parts = (word.split() for word in words)
    return tuple(Claim(f"{at:03}", a, predicate, b) for at, (a, predicate, b) in enumerate(parts))


def about(name: str, objects: str) -> list[str]:
    """That an institution serves each of some letters."""
    return [f"{name} serves {one}" for one in objects]


def nearest(one: Peers) -> list[tuple[str, float, float]]:
    return [(peer.institution.iri, peer.jaccard, peer.cosine) for peer in one.nearest]


def test_two_that_share_two_of_four_are_half_alike() -> None:
    claims = said(*about("A", "xyz"), *about("B", "yzw"))
    one, other = peers(corpus("AB"), claims)
    # Each has three features once: the cosine is 2 / (√3 · √3).
    assert nearest(one) == [("B", 0.5, round(2 / 3, 4))]
    assert nearest(other) == [("A", 0.5, round(2 / 3, 4))]
    assert [entity.iri for entity in one.nearest[0].shared] == ["y", "z"]
    assert one.features == 3


def test_the_cosine_weighs_by_claims_and_jaccard_does_not() -> None:
    claims = said(*about("A", "xyz"), *about("A", "xx"), *about("B", "xyz"))
    (one, _) = peers(corpus("AB"), claims)
    # (3, 1, 1) and (1, 1, 1): 5 / (√11 · √3).
    assert nearest(one) == [("B", 1.0, round(5 / 33**0.5, 4))]


def test_what_products_and_initiatives_are_about_counts_for_all_their_makers() -> None:
    claims = said("A offers p", "B develops p", "p advances t", "p serves s", "p uses k", "A runs i", "i respondsTo q")
    held = {one.institution.iri: dict(one.features) for one in profiles(corpus("AB"), claims)}
    assert held["A"] == {"p": 1, "t": 1, "s": 1, "i": 1, "q": 1}
    assert held["B"] == {"p": 1, "t": 1, "s": 1}


def test_a_product_stated_twice_lends_what_it_is_about_once() -> None:
    (one,) = profiles(corpus("A"), said("A offers p", "A develops p", "p serves s", "A serves s"))
    assert one.features == {"p": 2, "s": 2}


def test_other_relations_and_claims_about_itself_are_no_features() -> None:
    (one,) = profiles(corpus("A"), said("A uses k", "A partnersWith B", "A offers A", "A drawsDataFrom c"))
    assert not one.features


def test_collectives_and_institutions_with_few_features_are_left_out_and_these_counted() -> None:
    claims = said(*about("A", "xyz"), *about("B", "xyz"), *about("C", "xy"), *about("D", "xyz"))
    found = peers(corpus("ABCDE", collective="D"), claims)
    assert [one.institution.iri for one in found] == ["A", "B"]
    assert [name for name, _, _ in nearest(found[0])] == ["B"]
    assert bare(corpus("ABCDE", collective="D"), claims) == 2


def test_one_that_shares_nothing_has_no_peers_and_an_empty_corpus_no_rows() -> None:
    found = peers(corpus("AB"), said(*about("A", "xyz"), *about("B", "uvw")))
    assert [one.nearest for one in found] == [(), ()]
    assert peers(Corpus(), ()) == ()
    assert peers(corpus("AB"), ()) == ()


def test_of_equally_alike_ones_the_higher_cosine_and_then_the_name_decides() -> None:
    claims = said(*about("A", "xyz"), *about("D", "xyz"), *about("C", "xyz"), *about("B", "xyzx"), *about("E", "xyw"))
    held = peers(corpus("ABCDE"), claims, institutions=("A",))
    assert [name for name, _, _ in nearest(held[0])] == ["C", "D", "B"]
    assert [name for name, _, _ in nearest(peers(corpus("ABCDE"), claims, {"A"}, most=1)[0])] == ["C"]
    assert len(nearest(peers(corpus("ABCDE"), claims, {"A"}, most=9)[0])) == 4


def test_the_institutions_of_the_sample_share_a_product_what_it_is_about_and_a_policy() -> None:
    analysis = sample()
    found = peers(analysis.corpus, analysis.claims)
    bank = next(one for one in found if one.institution == called(analysis, "青禾银行"))
    # 雪松贷, 普惠金融 and 新市民 through it, 普惠行动方案 and 数字金融 are all that either has.
    assert {entity.zh for entity in bank.nearest[0].shared} == {
        "雪松贷",
        "普惠金融",
        "新市民",
        "普惠行动方案",
        "数字金融",
    }
    assert bank.nearest[0].jaccard == 1.0
    # By claims (1, 1, 2, 1, 1) and (1, 1, 1, 1, 3): 8 / √(8 · 13).
    assert bank.nearest[0].cosine == pytest.approx(8 / 104**0.5, abs=1e-4)


def test_rows_in_several_blocks_are_as_in_one(monkeypatch: pytest.MonkeyPatch) -> None:
    random = Random(1)
    names = [chr(0x4E00 + at) for at in range(60)]
    claims = said(*(f"{name} serves {random.choice('abcdefghij')}" for name in names for _ in range(7)))
    whole = peers(corpus("".join(names)), claims)
    monkeypatch.setattr(module, "ROWS", 7)
    assert peers(corpus("".join(names)), claims) == whole
    assert peers(corpus("".join(names)), claims, set(names[:9])) == whole[:9]


@settings(deadline=None)
@given(st.lists(st.tuples(st.sampled_from("ABCD"), st.sampled_from("xyzuvw")), max_size=40))
def test_similarity_is_mutual_and_that_of_the_sets(pairs: list[tuple[str, str]]) -> None:
    claims = said(*(f"{a} serves {b}" for a, b in pairs))
    held = {name: {b for a, b in pairs if a == name} for name in "ABCD"}
    found = {one.institution.iri: one for one in peers(corpus("ABCD"), claims)}
    assert found.keys() == {name for name, own in held.items() if len(own) >= 3}
    values = {(name, other): (j, c) for name, one in found.items() for other, j, c in nearest(one)}
    for (name, other), (jaccard, cosine) in values.items():
        assert values[other, name] == (jaccard, cosine)
        assert jaccard == pytest.approx(len(held[name] & held[other]) / len(held[name] | held[other]), abs=1e-4)
        assert 0 < cosine <= 1
    assert all(held[a] & held[b] for a, b in values)
