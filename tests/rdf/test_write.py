"""Facts as triples and back."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from itertools import product

import pyoxigraph as ox
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.model import Extraction, Fact, Moment, Span
from graph.rdf.names import WP, article_iri, claim_iri, entity_iri, passage_iri, sense_iri
from graph.rdf.write import describe_passage, statements, triples
from tests.rdf.sample import (
    ENTITIES,
    FACTS,
    FIRST,
    LOAN,
    OFFERS,
    RAW,
    RUN,
    SECOND,
    THIRD,
    USERS,
    YUNSHAN,
    extraction,
    text,
)

PREFIXES = {
    "wp": WP,
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "dcterms": "http://purl.org/dc/terms/",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
}


def store(*extractions: Extraction) -> ox.Store:
    """A store in memory with all triples of some extractions."""
    held = ox.Store()
    held.extend(ox.Quad(t.subject, t.predicate, t.object) for t in triples(extractions, RUN))
    return held


def rows(held: ox.Store, sparql: str) -> set[tuple[str, ...]]:
    """The rows of a query as plain text, unbound as empty."""
    found = held.query(sparql, prefixes=PREFIXES)
    assert isinstance(found, ox.QuerySolutions)
    return {tuple(getattr(term, "value", "") for term in solution) for solution in found}


def ask(held: ox.Store, sparql: str) -> bool:
    """The answer to a question."""
    return bool(held.query(sparql, prefixes=PREFIXES))


def test_every_claim_rests_on_a_passage_that_slices_the_raw_text() -> None:
    held = store(extraction())
    assert not ask(held, "ASK { ?c a wp:Claim FILTER NOT EXISTS { ?c wp:supportedBy ?p . ?p a wp:Passage } }")
    found = rows(held, "SELECT ?q ?a ?b ?raw { ?p wp:quote ?q ; wp:start ?a ; wp:end ?b ; wp:inArticle/wp:text ?raw }")
    assert len(found) == 4
    assert all(raw[int(start) : int(end)] == quote for quote, start, end, raw in found)


def test_passages_also_hold_the_repaired_text() -> None:
    made = {t.predicate.value: t.object for t in describe_passage(text(), THIRD)}
    assert made[WP + "cleanText"] == ox.Literal("公司还计划上线“松针助手”，并未放弃监管要求😀。")


def test_a_plain_triple_stands_exactly_for_claims_that_may_be_asserted() -> None:
    held = store(extraction())
    stood = rows(held, "SELECT ?s ?p ?o { ?s ?p ?o . ?p a wp:Relation }")
    iri = {e.id: entity_iri(e) for e in ENTITIES}
    assert stood == {(iri[f.subject], WP + f.predicate, iri[f.object]) for f in FACTS if f.asserted}
    assert len(stood) == 2


def test_a_rejected_claim_is_kept_and_marked() -> None:
    held = store(extraction())
    assert len(rows(held, "SELECT ?c { ?c a wp:Claim ; wp:rejected true ; wp:reviewedBy ?who }")) == 1


def test_the_same_triple_of_two_articles_has_two_claims() -> None:
    held = store(extraction("one"), extraction("two"))
    claims = rows(
        held, f"SELECT ?c {{ ?c a wp:Claim ; wp:subject <{entity_iri(YUNSHAN)}> ; wp:object <{entity_iri(LOAN)}> }}"
    )
    assert len(claims) == 2
    assert len(rows(held, f"SELECT ?o {{ <{entity_iri(YUNSHAN)}> wp:offers ?o }}")) == 1


def test_an_entity_found_in_articles_has_type_names_aliases_and_date() -> None:
    held = store(extraction())
    yunshan, (app,) = entity_iri(YUNSHAN), [e for e in ENTITIES if e.type == "App"]
    assert rows(held, f"SELECT ?t {{ <{yunshan}> a ?t }}") == {(WP + "ConsumerFinanceCompany",)}
    assert rows(
        held, f"SELECT ?n {{ <{yunshan}> skos:prefLabel|rdfs:label ?n }}".replace("rdfs:label", "skos:prefLabel")
    )
    assert rows(held, f"SELECT ?n {{ <{yunshan}> skos:altLabel ?n }}") == {("云杉",)}
    assert rows(
        held, f"SELECT ?d ?b ?p {{ <{entity_iri(app)}> wp:issuedOn ?d ; wp:asOfBasis ?b ; wp:precision ?p }}"
    ) == {("2025-12-31", WP + "FromPublication", WP + "Year")}
    assert len(rows(held, "SELECT ?x { ?x wp:collective true }")) == 1


def test_a_thing_that_two_articles_class_differently_has_one_class() -> None:
    other = replace(LOAN, type="App", mentions=(Span(0, 1), Span(1, 2)))
    second = extraction("two")
    second = replace(second, entities=tuple(other if e.id == LOAN.id else e for e in second.entities))
    for order in ((extraction("one"), second), (second, extraction("one"))):
        assert rows(store(*order), f"SELECT ?t {{ <{entity_iri(LOAN)}> a ?t }}") == {(WP + "App",)}


def test_a_known_entity_carries_what_the_ontology_says_of_it() -> None:
    held = store(extraction())
    names = rows(held, "SELECT ?n { <https://w3id.org/wupian/authority/boc> skos:prefLabel ?n }")
    assert names == {("中国银行股份有限公司",), ("Bank of China",)}
    assert ask(held, "ASK { <https://w3id.org/wupian/authority/boc> wp:lei ?x }")
    assert ask(held, "ASK { <https://w3id.org/wupian/segment/new-citizens> a wp:Segment }")
    assert not ask(held, "ASK { <https://w3id.org/wupian/authority/icbc> ?p ?o }")


def test_the_core_vocabulary_with_its_relations_is_part_of_the_graph() -> None:
    held = store()
    assert len(rows(held, "SELECT ?r { ?r a wp:Relation ; skos:definition ?d }")) == 20
    assert not any(isinstance(t.subject, ox.BlankNode) or isinstance(t.object, ox.BlankNode) for t in triples((), RUN))


def test_a_figure_has_its_number_bounds_comparator_and_date() -> None:
    held = store(extraction())
    found = rows(
        held,
        "SELECT ?v ?c ?l ?u ?d { ?f a wp:Figure ; wp:indicator '服务用户' ; wp:value ?v ; wp:comparator ?c ; "
        "wp:lowerBound ?l ; wp:upperBound ?u ; wp:asOf ?d }",
    )
    assert found == {("3000000", WP + "AtLeast", "3000000", "5000000", "2024-12-31")}
    assert rows(held, "SELECT ?t { ?f wp:baseText ?t }") == {("贷款余额",)}


def test_the_article_keeps_its_text_and_metadata() -> None:
    held = store(extraction())
    iri = article_iri("sample")
    assert rows(
        held,
        f"SELECT ?t ?p ?w ?d ?s {{ <{iri}> wp:text ?t ; dcterms:publisher ?p ; dcterms:creator ?w ; "
        "dcterms:issued ?d ; dcterms:source ?s }",
    ) == {(RAW, "样例财经", "林木", "2025-07-17", "https://example.org/a?b=1")}


def test_an_address_that_is_no_iri_is_kept_as_text() -> None:
    held = extraction()
    held = replace(held, text=replace(held.text, article=replace(held.article, url="see page 3")))
    assert rows(store(held), "SELECT ?s { ?a a wp:Article ; dcterms:source ?s }") == {("see page 3",)}


def test_triples_come_sorted_and_once_whatever_the_order_of_the_facts() -> None:
    held = extraction()
    turned = Extraction(held.text, held.entities[::-1], held.facts[::-1], held.figures[::-1])
    made = triples([held], RUN)
    assert made == triples([turned], RUN)
    assert len(made) == len(set(made))


@pytest.mark.parametrize("evidence", [(), (Span(0, 0),), (Span(3, 10_000),), (Span(-3, -1),), (Span(9, 4),)])
def test_a_statement_without_a_real_quote_stops_the_program(evidence: tuple[Span, ...]) -> None:
    for broken in (
        replace(extraction(), facts=(replace(OFFERS, evidence=evidence),)),
        replace(extraction(), figures=(replace(USERS, evidence=evidence),)),
    ):
        with pytest.raises((AssertionError, IndexError)):
            triples([broken], RUN)


def test_a_quote_of_blanks_is_no_quote() -> None:
    start = RAW.index("\r\n")
    broken = replace(extraction(), facts=(replace(OFFERS, evidence=(Span(start, start + 2),)),))
    with pytest.raises(AssertionError, match="rests on no quote"):
        triples([broken], RUN)


def test_a_statement_about_something_that_is_no_entity_stops_the_program() -> None:
    with pytest.raises(AssertionError, match="no entity"):
        triples([replace(extraction(), facts=(replace(OFFERS, object="product/无"),))], RUN)


CLAIMS = """
SELECT ?c ?s ?p ?o ?conf ?explicit ?derived ?modality ?polarity ?sense ?rule ?voice ?via ?role ?who ?rejected
       ?date ?words ?basis ?precision {
  ?c a wp:Claim ; wp:subject ?s ; wp:predicate ?p ; wp:object ?o ; wp:confidence ?conf ; wp:explicit ?explicit ;
     wp:derived ?derived ; wp:modality ?modality ; wp:polarity ?polarity .
  OPTIONAL { ?c wp:firedSense ?sense } OPTIONAL { ?c wp:rule ?rule } OPTIONAL { ?c wp:voice ?voice }
  OPTIONAL { ?c wp:via ?via } OPTIONAL { ?c wp:roleTitle ?role } OPTIONAL { ?c wp:reviewedBy ?who }
  OPTIONAL { ?c wp:rejected ?rejected }
  OPTIONAL { ?c wp:asOf ?date ; wp:asOfText ?words ; wp:asOfBasis ?basis ; wp:precision ?precision }
}
"""


def read_back(held: ox.Store) -> set[Fact]:
    """The facts of a store, by SPARQL; their evidence in the order of the article."""
    ids = {entity_iri(e): e.id for e in ENTITIES}
    spans: dict[str, list[Span]] = {}
    for claim, start, end in rows(
        held, "SELECT ?c ?a ?b { ?c a wp:Claim ; wp:supportedBy ?p . ?p wp:start ?a ; wp:end ?b }"
    ):
        spans.setdefault(claim, []).append(Span(int(start), int(end)))
    facts = set()
    for c, s, p, o, conf, explicit, derived, mod, pol, sense, rule, voice, via, role, who, rejected, *when in rows(
        held, CLAIMS
    ):
        date, words, basis, precision = when
        facts.add(
            Fact(
                ids[s],
                p.removeprefix(WP),
                ids[o],
                tuple(sorted(spans[c])),
                Decimal(conf),
                explicit == "true",
                derived == "true",
                mod.removeprefix(WP),
                pol == WP + "Negative",
                sense.removeprefix(sense_iri("")) or None,
                rule or None,
                ids.get(voice),
                role or None,
                ids.get(via),
                Moment(date, words, basis.removeprefix(WP), precision.removeprefix(WP).lower()) if date else None,
                who or None,
                rejected == "true",
            )
        )
    return facts


def test_facts_written_as_rdf_read_back_as_they_were() -> None:
    assert read_back(store(extraction())) == {replace(f, evidence=tuple(sorted(f.evidence))) for f in FACTS}


spans = st.lists(st.sampled_from([FIRST, SECOND, THIRD]), min_size=1, max_size=3, unique=True).map(sorted).map(tuple)
words = st.none() | st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=8)
ends = st.sampled_from([e.id for e in ENTITIES])
moments = st.none() | st.builds(
    Moment,
    st.dates().map(str),
    st.just("年底"),
    st.sampled_from(["Stated", "YearInferred", "FromPublication"]),
    st.sampled_from(["day", "month", "quarter", "year"]),
)
facts = st.builds(
    Fact,
    subject=ends,
    predicate=st.sampled_from(["offers", "serves", "develops"]),
    object=ends,
    evidence=spans,
    confidence=st.decimals(0, 1, places=4),
    explicit=st.booleans(),
    derived=st.booleans(),
    modality=st.sampled_from(["Done", "Planned", "Reported"]),
    negative=st.booleans(),
    sense=st.none() | st.just("推出-offers"),
    rule=words,
    voice=st.none() | ends,
    role=words,
    via=st.none() | ends,
    as_of=moments,
    reviewer=words,
    rejected=st.booleans(),
)


def statement(fact: Fact) -> tuple[object, ...]:
    """What makes two facts one statement."""
    return fact.subject, fact.predicate, fact.object, fact.modality, fact.negative


@settings(max_examples=60, deadline=None)
@given(st.lists(facts, max_size=6, unique_by=statement))
def test_any_facts_survive_the_way_to_rdf_and_back(found: list[Fact]) -> None:
    held = ox.Store()
    made = statements([replace(extraction(), facts=tuple(found), figures=())], RUN)
    held.extend(ox.Quad(t.subject, t.predicate, t.object) for t in made)
    assert read_back(held) == set(found)
    stood = {
        (s, o)
        for s, o in product(ENTITIES, repeat=2)
        if ask(held, f"ASK {{ <{entity_iri(s)}> wp:offers <{entity_iri(o)}> }}")
    }
    assert {(s.id, o.id) for s, o in stood} == {
        (f.subject, f.object) for f in found if f.asserted and f.predicate == "offers"
    }


def test_claims_are_named_after_the_iris_of_their_ends() -> None:
    held = store(extraction())
    claim = claim_iri("sample", OFFERS, entity_iri(YUNSHAN), entity_iri(LOAN))
    assert rows(held, f"SELECT ?p {{ <{claim}> wp:supportedBy ?p }}") == {
        (passage_iri("sample", FIRST),),
        (passage_iri("sample", SECOND),),
    }
