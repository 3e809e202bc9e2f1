"""Claims of a span of time and of some articles."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.analyse.corpus import Article, Claim, Corpus, Passage
from graph.analyse.networks.project import counted, project
from graph.analyse.networks.selection import dated, selected
from graph.analyse.networks.shapes import to_networkx
from graph.analyse.reader import read, read_network
from graph.errors import QueryError
from graph.model import Extraction
from tests.analyse.networks.corpora import DAYS, extractions
from tests.analyse.sample import called, sample, store

PUBLISHED = {"one": "2025-01-10", "two": "2025-03-20", "none": ""}


def corpus() -> Corpus:
    """Claims dated by themselves, by one of two articles, by an article without a date, and by nothing."""
    articles = tuple(
        Article(f"urn:{id_}", number, id_, "", "", "", day, "", "", "")
        for number, (id_, day) in enumerate(PUBLISHED.items(), 1)
    )
    passages = tuple(Passage(f"p-{id_}", f"urn:{id_}", 0, 1, "云", "") for id_ in PUBLISHED)
    claims = (
        Claim("own", "a", "uses", "b", ("p-two",), as_of="2024-12-31"),
        Claim("both", "a", "uses", "b", ("p-one", "p-two")),
        Claim("second", "b", "uses", "c", ("p-two",)),
        Claim("undated", "c", "uses", "d", ("p-none",)),
        Claim("unproved", "c", "uses", "d"),
    )
    return Corpus(claims=claims, passages=passages, articles=articles)


def names(since: str = "", until: str = "", articles: tuple[str, ...] = ()) -> list[str]:
    return [claim.iri for claim in counted(corpus(), since=since, until=until, articles=articles)]


def test_a_claim_is_dated_by_itself_else_by_the_first_article_that_proves_it() -> None:
    held = corpus()
    assert [dated(held, claim) for claim in held.claims] == ["2024-12-31", "2025-01-10", "2025-03-20", "", ""]


def test_both_ends_of_a_span_belong_to_it_and_what_has_no_date_is_in_none() -> None:
    assert names(since="2025-01-10", until="2025-03-20") == ["both", "second"]
    assert names(since="2025-01-11") == ["second"]
    assert names(until="2025-01-10") == ["own", "both"]
    assert names(since="2025-03-20", until="2025-03-20") == ["second"]
    assert names(since="1900-01-01") == ["own", "both", "second"]


def test_no_limits_keep_what_has_no_date() -> None:
    assert names() == [claim.iri for claim in corpus().claims]


def test_a_claim_is_of_every_article_that_proves_it() -> None:
    assert names(articles=("two",)) == ["own", "both", "second"]
    assert names(articles=("one", "none")) == ["both", "undated"]
    assert names(articles=("two",), until="2025-01-31") == ["own", "both"]


@pytest.mark.parametrize("date", ["2025", "2025-13-01", "20250101", "yesterday", "2025-01-01T00:00", " 2025-01-01"])
@pytest.mark.parametrize("end", ["since", "until"])
def test_a_date_that_is_none_is_named(date: str, end: str) -> None:
    with pytest.raises(QueryError, match=f"A date is written like 2025-07-17, not {date}"):
        names(date) if end == "since" else names("", date)


def test_a_span_that_ends_before_it_begins_and_an_unknown_article_are_named() -> None:
    with pytest.raises(QueryError, match="from 2025-02-01 to 2025-01-31 ends before it begins"):
        names("2025-02-01", "2025-01-31")
    with pytest.raises(QueryError, match="There is no article four, three;"):
        names(articles=("three", "one", "four"))


@settings(max_examples=25, deadline=None)
@given(extractions(), st.sampled_from(DAYS), st.sampled_from(DAYS))
def test_spans_that_meet_part_the_dated_claims(held: tuple[Extraction, ...], start: str, cut: str) -> None:
    found = read(store(held))
    after = [day for day in DAYS if day > cut]
    whole = selected(found, found.claims, start)
    early = selected(found, found.claims, start, cut) if start <= cut else ()
    late = selected(found, found.claims, max(start, after[0])) if after else ()
    assert sorted((*early, *late), key=lambda c: c.iri) == sorted(whole, key=lambda c: c.iri)


@settings(max_examples=25, deadline=None)
@given(extractions())
def test_what_is_read_for_the_network_alone_makes_the_network_of_the_whole_corpus(held: tuple[Extraction, ...]) -> None:
    made = store(held)
    whole, less = read(made), read_network(made)
    one, other = (project(corpus, counted(corpus)) for corpus in (whole, less))
    assert list(one.nodes(data=True)) == list(other.nodes(data=True))
    assert list(one.edges(keys=True, data=True)) == list(other.edges(keys=True, data=True))


def test_the_network_of_an_article_has_the_entities_that_its_claims_join() -> None:
    network = to_networkx(store(), articles=("yunshan",))
    assert {data["label"] for _, data in network.nodes(data=True)} == {
        *("云杉消费金融", "青禾银行", "数字金融", "雪松贷", "普惠金融", "新市民", "人工智能", "明月征信"),
    }
    assert network.number_of_edges() == 9
    assert to_networkx(store(), "institution-segment", articles=("qinghe",)).number_of_edges() == 1


def test_the_network_of_a_span_has_what_is_as_of_it() -> None:
    analysis = sample()
    network = to_networkx(store(), until="2025-07-01")
    assert sorted(network) == sorted(called(analysis, name).iri for name in ("云杉消费金融", "明月征信"))
    assert to_networkx(store(), since="2025-07-02").number_of_edges() == 8
    assert len(to_networkx(store(), since="2030-01-01")) == 0
