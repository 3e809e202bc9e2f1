"""The graph is the same in Turtle, N-Quads, JSON-LD and the store, whatever its words and claims are."""

from __future__ import annotations

import json
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest
import rdflib
from hypothesis import given
from hypothesis import strategies as st
from rdflib.compare import isomorphic

from graph.model import Extraction, Fact, Moment
from graph.rdf.document import document, dumps
from graph.rdf.export import export, jsonld, nquads, turtle
from graph.rdf.names import WP, claim_iri, entity_iri, plain
from graph.rdf.write import place, statements, triples
from graph.store.embedded import create, open_store
from graph.store.store import EVERYTHING
from tests.hostile import HOSTILE
from tests.rdf.sample import (
    DENIED,
    FIRST,
    LOAN,
    NEWCOMERS,
    OFFERS,
    PARTNERS,
    PLAN,
    RAW,
    REJECTED,
    RUN,
    SECOND,
    SERVES,
    THIRD,
    YUNSHAN,
    extraction,
)

JSONLD_READER = "ignore:ConjunctiveGraph is deprecated:DeprecationWarning"  # rdflib's own, about itself
READERS = {"graph.nq": "nt", "graph.ttl": "turtle", "graph.jsonld": "json-ld"}
XSD = "http://www.w3.org/2001/XMLSchema#"
NODE, PROPERTY = ox.NamedNode("https://w3id.org/wupian/id/x"), ox.NamedNode(WP + "quote")


def hostile(word: str) -> Extraction:
    """The sample with a word wherever words of an article or its metadata can stand."""
    held = extraction()
    article = replace(held.article, title=word, publisher=word, author=word, rights=word, url=word)
    return Extraction(
        replace(held.text, article=article),
        tuple(replace(e, name=word + e.name, aliases=(word,)) for e in held.entities),
        tuple(replace(f, role=word, reviewer=word) for f in held.facts),
        tuple(replace(f, indicator=word, base=word, unit=word, text=word) for f in held.figures),
    )


def claims(*facts: Fact) -> set[ox.Triple]:
    """The triples of the sample with some facts and no figures, without the ontology's own."""
    return set(statements([replace(extraction(), facts=facts, figures=())], RUN))


def asserted(made: set[ox.Triple], fact: Fact) -> int:
    """How often the plain triple of a fact stands."""
    iris = {e.id: ox.NamedNode(entity_iri(e)) for e in extraction().entities}
    return sum(t == ox.Triple(iris[fact.subject], ox.NamedNode(WP + fact.predicate), iris[fact.object]) for t in made)


def kinds(made: set[ox.Triple], name: str) -> set[str]:
    """The IRIs of the nodes of a class."""
    return {
        t.subject.value for t in made if t.object == ox.NamedNode(WP + name) and isinstance(t.subject, ox.NamedNode)
    }


def values(made: set[ox.Triple], name: str) -> list[str]:
    """The values of a property, sorted."""
    return sorted(str(getattr(t.object, "value", "")) for t in made if t.predicate.value == WP + name)


@pytest.mark.filterwarnings(JSONLD_READER)
@pytest.mark.parametrize("word", HOSTILE.values(), ids=HOSTILE)
def test_every_file_and_the_store_hold_the_same_graph_with_hostile_words(word: str, tmp_path: Path) -> None:
    made = triples([hostile(word)], RUN)
    assert sum(word in getattr(t.object, "value", "") for t in made) > 20
    first, *others = [rdflib.Graph().parse(p, format=READERS[p.name]) for p in export(made, tmp_path)]
    assert len(first) == len(made)
    assert all(isomorphic(first, other) for other in others)
    assert word in {str(o) for o in first.objects(None, rdflib.DCTERMS.title)}
    for path in sorted(tmp_path.iterdir()):
        assert {q.triple for q in ox.parse(path=str(path))} == set(made), path.name
    create(tmp_path / "store", made)
    store = open_store(tmp_path / "store")
    assert sorted(store.construct(EVERYTHING), key=place) == made
    store.close()


LITERALS = st.one_of(
    st.text(max_size=12).map(ox.Literal),
    st.tuples(st.text(max_size=8), st.sampled_from(["zh", "en", "zh-hans"])).map(
        lambda pair: ox.Literal(pair[0], language=pair[1])
    ),
    st.booleans().map(ox.Literal),
    st.decimals(allow_nan=False, allow_infinity=False, places=3, min_value=-(10**12), max_value=10**12).map(
        lambda number: ox.Literal(plain(number), datatype=ox.NamedNode(XSD + "decimal"))
    ),
    st.integers(-(10**15), 10**15).map(lambda number: ox.Literal(str(number), datatype=ox.NamedNode(XSD + "integer"))),
    st.dates().map(lambda day: ox.Literal(day.isoformat(), datatype=ox.NamedNode(XSD + "date"))),
)


@given(st.lists(LITERALS, min_size=1, max_size=6, unique=True))
def test_every_literal_comes_back_out_of_every_format(held: list[ox.Literal]) -> None:
    made = sorted((ox.Triple(NODE, PROPERTY, each) for each in held), key=place)
    for write, form in ((nquads, "N_QUADS"), (turtle, "TURTLE"), (jsonld, "JSON_LD")):
        assert {q.triple for q in ox.parse(write(made), format=getattr(ox.RdfFormat, form))} == set(made), form


@given(st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**20), max_value=10**20))
def test_a_number_in_plain_form_is_the_same_number_without_exponent(number: Decimal) -> None:
    text = plain(number)
    assert Decimal(text) == number
    assert not set(text) & set("eE+")
    assert text == plain(Decimal(text)) == plain(Decimal(text + (".00" if "." not in text else "00")))


@pytest.mark.parametrize("write", [nquads, turtle, jsonld])
def test_a_graph_without_triples_is_a_file_without_triples(write: Any) -> None:
    form = {"nquads": "N_QUADS", "turtle": "TURTLE", "jsonld": "JSON_LD"}[write.__name__]
    assert list(ox.parse(write([]), format=getattr(ox.RdfFormat, form))) == []


def test_a_build_of_an_empty_extraction_names_only_its_article_and_its_run() -> None:
    made = set(statements([Extraction(extraction().text, (), (), ())], RUN))
    assert {t.subject.value for t in made if isinstance(t.subject, ox.NamedNode)} == {
        "https://w3id.org/wupian/article/sample",
        RUN.iri,
    }


NEVER = {
    "planned": PLAN,
    "denied": DENIED,
    "rejected": REJECTED,
    "doubtful": SERVES,
    "just below the limit": replace(SERVES, confidence=Decimal("0.4999")),
    "sure, accepted and denied": replace(DENIED, reviewer="林木"),
    "rejected and planned": replace(PLAN, rejected=True, reviewer="林木"),
    **{m: replace(OFFERS, modality=m) for m in ("Planned", "Announced", "Proposed", "Reported", "Ended")},
}


@pytest.mark.parametrize("fact", NEVER.values(), ids=NEVER)
def test_what_may_not_stand_is_a_claim_with_its_passage_and_no_triple(fact: Fact) -> None:
    made = claims(fact)
    assert asserted(made, fact) == 0
    (claim,) = kinds(made, "Claim")
    passages = [t for t in made if t.predicate.value == WP + "supportedBy"]
    assert {getattr(t.subject, "value", "") for t in passages} == {claim}
    assert len(passages) == len(fact.evidence) == len(kinds(made, "Passage"))
    assert values(made, "polarity") == [WP + ("Negative" if fact.negative else "Positive")]
    assert values(made, "modality") == [WP + fact.modality]
    assert values(made, "rejected") == (["true"] if fact.rejected else [])


def test_a_claim_at_the_limit_stands_as_a_triple() -> None:
    fact = replace(SERVES, confidence=Decimal("0.5"))
    assert asserted(claims(fact), fact) == 1


def test_a_triple_stands_when_one_of_its_parallel_claims_may_and_each_claim_keeps_its_own_words() -> None:
    sure = replace(SERVES, confidence=Decimal("0.9"), evidence=(SECOND,))
    doubtful = replace(sure, confidence=Decimal("0.2"), evidence=(FIRST,))
    planned = replace(sure, modality="Planned", evidence=(THIRD,))
    denied = replace(sure, negative=True)
    made = claims(sure, doubtful, planned, denied)
    assert asserted(made, sure) == 1
    assert len(kinds(made, "Claim")) == 4
    assert values(made, "confidence") == ["0.2", "0.9"] + ["0.9"] * 2
    assert values(made, "quote") == sorted(RAW[slice(*span)] for span in (FIRST, SECOND, THIRD))
    assert asserted(claims(doubtful, planned, denied), sure) == 0


def test_an_entity_may_stand_at_both_ends_of_a_claim() -> None:
    loop = replace(PARTNERS, object=YUNSHAN.id)
    made = claims(loop)
    assert asserted(made, loop) == 1
    assert values(made, "subject") == values(made, "object") == [entity_iri(YUNSHAN)]


CHANGES: dict[str, dict[str, Any]] = {
    "predicate": {"predicate": "develops"},
    "modality": {"modality": "Planned"},
    "polarity": {"negative": True},
    "first passage": {"evidence": (FIRST,)},
}
DETAILS: dict[str, dict[str, Any]] = {
    "confidence": {"confidence": Decimal("0.1")},
    "further passages": {"evidence": (SECOND,)},
    "reviewer": {"reviewer": "林木", "rejected": True},
    "rule": {"rule": "other", "sense": None},
    "explicit": {"explicit": False, "derived": True},
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_claims_that_say_other_things_have_other_names(change: dict[str, Any]) -> None:
    ends = entity_iri(YUNSHAN), entity_iri(LOAN)
    assert claim_iri("sample", replace(OFFERS, **change), *ends) != claim_iri("sample", OFFERS, *ends)


@pytest.mark.parametrize("change", DETAILS.values(), ids=DETAILS)
def test_the_details_of_a_claim_leave_its_name_as_it_is(change: dict[str, Any]) -> None:
    ends = entity_iri(YUNSHAN), entity_iri(LOAN)
    assert claim_iri("sample", replace(OFFERS, **change), *ends) == claim_iri("sample", OFFERS, *ends)
    assert claim_iri("sample", OFFERS, *ends) != claim_iri("sample", OFFERS, *reversed(ends))
    assert claim_iri("sample", OFFERS, *ends) != claim_iri("other", OFFERS, *ends)


@pytest.mark.parametrize("word", HOSTILE.values(), ids=HOSTILE)
def test_a_document_on_one_line_is_one_line_and_is_read_back(word: str) -> None:
    made = document(hostile(word))
    line = dumps(made, indent=None)
    assert "\n" not in line
    assert "\r" not in line
    assert json.loads(line) == json.loads(dumps(made)) == made
    assert made["article"]["title"] == word
    assert {f["indicator"] for f in made["figures"]} == {word}


def test_one_entity_of_two_articles_has_the_name_used_most_the_others_as_aliases_and_the_first_date() -> None:
    early, late = (Moment(f"2025-0{month}-28", f"{month}月", "Stated", "month") for month in (2, 3))
    short = replace(LOAN, name="雪松", issued=late)
    often = replace(LOAN, mentions=(FIRST, SECOND), issued=early, aliases=("松贷",))
    held = [Extraction(extraction(name).text, (e,), (), ()) for name, e in (("one", short), ("two", often))]
    for order in (held, held[::-1]):
        made = set(statements(order, RUN))
        labels = sorted(
            (t.predicate.value.rpartition("#")[2], str(getattr(t.object, "value", "")))
            for t in made
            if "skos" in t.predicate.value
        )
        assert labels == [("altLabel", "松贷"), ("altLabel", "雪松"), ("prefLabel", "雪松贷")]
        assert values(made, "issuedOn") == ["2025-02-28"]
    assert entity_iri(NEWCOMERS) == "https://w3id.org/wupian/segment/new-citizens"
