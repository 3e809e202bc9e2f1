"""How many articles stand behind each statement."""

from __future__ import annotations

from graph.analyse.gaps.sources import source
from tests.analyse.world import at, claim, corpus, standing


def test_statements_are_single_or_corroborated_by_their_articles() -> None:
    first = at(claim("B1 advances T1", iri="1"), "a:1")
    again = at(claim("B1 advances T1", iri="2"), "b:1")
    other = at(claim("B1 advances T2", iri="3"), "a:1")
    held = source(corpus(first, again, other), (first, again, other))
    assert (held.single, held.several, held.unproved, held.share) == (1, 1, 0, 0.5)
    (one,) = held.corroborated
    assert (one.subject.iri, one.predicate, one.object.iri) == ("B1", "advances", "T1")
    assert (one.claims, one.articles) == ((first, again), ("a", "b"))


def test_two_claims_or_two_sentences_of_one_article_are_one_source() -> None:
    held = source(
        corpus(
            one := at(claim("B1 advances T1", iri="1"), "a:1", "a:2"),
            two := at(claim("B1 advances T1", iri="2"), "a:3"),
        ),
        (one, two),
    )
    assert (held.single, held.several) == (1, 0)


def test_the_most_corroborated_come_first_then_by_name() -> None:
    claims = [
        at(claim(f"{words}", iri=f"{words} {article}"), f"{article}:1")
        for words, articles in (("B2 uses N1", "ab"), ("B1 uses N1", "ab"), ("B3 uses N1", "abc"))
        for article in articles
    ]
    held = source(corpus(*claims), claims)
    assert [one.subject.iri for one in held.corroborated] == ["B3", "B1", "B2"]


def test_what_does_not_count_corroborates_nothing() -> None:
    sure = at(claim("B1 advances T1", iri="1"), "a:1")
    planned = at(claim("B1 advances T1", iri="2", modality="Planned"), "b:1")
    held = corpus(sure, planned)
    assert (source(held, standing(held)).single, source(held, standing(held)).several) == (1, 0)


def test_statements_without_a_sentence_are_counted_apart() -> None:
    held = source(corpus("B1 advances T1"), (claim("B1 advances T1"),))
    assert (held.single, held.several, held.unproved, held.share) == (0, 0, 1, None)
