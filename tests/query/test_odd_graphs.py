"""Questions to graphs that are empty, small by hand, or full of hostile words, and values that want to be SPARQL."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal
from functools import cache

import pytest
import rdflib

from graph.errors import QueryError
from graph.model import Extraction, Fact
from graph.query.catalogue import NamedQuery, catalogue
from graph.query.evidence import evidence
from graph.query.format import format as written
from graph.query.run import run
from graph.rdf.names import claim_iri, entity_iri, figure_iri
from graph.rdf.write import triples
from graph.store.columns import visible
from graph.store.embedded import in_memory
from graph.store.store import Store
from tests.hostile import HOSTILE
from tests.rdf.sample import (
    APP,
    BOC,
    DENIED,
    ENTITIES,
    FIRST,
    FOURTH,
    LOAN,
    NEWCOMERS,
    OFFERS,
    PARTNERS,
    PLAN,
    RATE,
    RAW,
    REJECTED,
    RUN,
    SECOND,
    SECTOR,
    SERVES,
    THIRD,
    USERS,
    YUNSHAN,
    extraction,
    text,
)

QUESTIONS = [query for query in catalogue() if not query.violation]
CONFIDENT = replace(SERVES, confidence=Decimal("0.9"))
AGAIN = replace(OFFERS, evidence=(FIRST,), explicit=False)
LOOP = replace(PARTNERS, object=YUNSHAN.id, as_of=None)
DOUBT = replace(LOOP, predicate="uses", confidence=Decimal("0.3"))


@cache
def empty() -> Store:
    """The graph of no articles: the core vocabulary alone."""
    return in_memory(triples([], RUN))


def stored(facts: Iterable[Fact], figures: bool = False) -> Store:
    """The graph of the sample with some facts."""
    held = Extraction(text(), ENTITIES, tuple(facts), (USERS, RATE) if figures else ())
    return in_memory(triples([held], RUN))


def rows(store: Store, name: str, columns: str, *parameters: tuple[str, str]) -> list[tuple[str, ...]]:
    """Some columns of the answer to a named query, as text."""
    read = csv.DictReader(io.StringIO(written(run(store, name, parameters), "csv"), newline=""))
    return [tuple(row[column] for column in columns.split()) for row in read]


@pytest.mark.parametrize("query", catalogue(), ids=lambda query: query.name)
def test_every_query_can_be_asked_of_an_empty_graph_in_every_format(query: NamedQuery) -> None:
    found = run(empty(), query.name)
    if query.name not in ("runs", "entity-counts", "relation-counts"):  # of the run, and of the vocabulary itself
        assert found.rows == ()
    for lang, words in (("zh", "（没有结果）\n"), ("en", "(no rows)\n")):
        assert (written(found, "table", lang) == words) == (not found.rows)
    assert json.loads(written(found, "json"))["head"]["vars"] == list(found.variables)
    assert written(found, "csv").splitlines()[0] == ",".join(found.variables)
    assert written(found, "tsv").splitlines()[0] == "\t".join(f"?{name}" for name in found.variables)


@pytest.mark.parametrize("query", catalogue(), ids=lambda query: query.name)
def test_an_unknown_parameter_and_one_given_twice_are_told_in_one_sentence(query: NamedQuery) -> None:
    with pytest.raises(QueryError, match=rf"^The query {query.name} has no parameter colour; [^\n]*\.$") as told:
        run(empty(), query.name, [("colour", "blue")])
    assert all(parameter.name in str(told.value) for parameter in query.parameters)
    for parameter in query.parameters:
        given = (parameter.name, parameter.default)
        with pytest.raises(QueryError, match=rf"^The parameter {parameter.name} is given twice\.$"):
            run(empty(), query.name, [given, given])


@pytest.mark.parametrize("word", [*HOSTILE.values(), '" || true || "', '") } #', "'''", "\\", "?x", "<x:y>", "%s{0}"])
def test_no_value_of_a_parameter_is_read_as_sparql(word: str) -> None:
    whole = stored([PARTNERS, CONFIDENT], figures=True)
    for query in QUESTIONS:
        for parameter in query.parameters:
            if parameter.type == "string":
                assert run(whole, query.name, [(parameter.name, word)]).rows == (), query.name
            else:
                with pytest.raises(QueryError, match=f"The parameter {parameter.name} takes "):
                    run(whole, query.name, [(parameter.name, word)])


def test_the_relations_of_an_empty_graph_are_all_counted_as_none() -> None:
    counts = rows(empty(), "relation-counts", "facts claims")
    assert len(counts) > 15
    assert set(counts) == {("0", "0")}


def test_parallel_claims_count_as_one_fact_and_as_many_claims() -> None:
    counts = rows(stored([OFFERS, AGAIN, PLAN, DENIED, REJECTED]), "relation-counts", "predicate facts claims")
    assert [row for row in counts if row[2] != "0"] == [("offers", "1", "3"), ("serves", "0", "2")]


def test_relations_are_the_plain_triples_and_the_other_lists_hold_what_may_not_stand() -> None:
    store = stored([PARTNERS, OFFERS, AGAIN, CONFIDENT, DOUBT, PLAN, DENIED, REJECTED])
    facts = [
        ("云杉消费金融", "offers", "雪松贷"),
        ("云杉消费金融", "partnersWith", "中国银行股份有限公司"),
        ("雪松贷", "serves", "新市民"),
    ]
    assert sorted(rows(store, "relations", "subject predicate object")) == sorted(facts)
    assert set(facts) <= set(rows(store, "done", "subject predicate object"))
    assert rows(store, "planned", "subject predicate object") == [("云杉消费金融", "offers", "松针助手")]
    assert rows(store, "denied", "subject predicate object") == [("云杉消费金融", "serves", "新市民")]
    assert rows(store, "low-confidence", "subject predicate object confidence", ("below", "0.5")) == [
        ("云杉消费金融", "uses", "云杉消费金融", "0.3")
    ]
    assert [row[1:] for row in rows(store, "reviewed", "reviewer decision subject object")] == [
        ("rejected", "各机构", "新市民")
    ]


@pytest.mark.parametrize(
    ("fact", "name"),
    [
        (PLAN, "planned"),
        (DENIED, "denied"),
        (REJECTED, "reviewed"),
        (SERVES, "low-confidence"),
        (DOUBT, "low-confidence"),
    ],
    ids=["planned", "denied", "rejected", "doubtful", "doubtful loop"],
)
def test_a_claim_that_may_not_stand_is_found_where_it_belongs_and_nowhere_among_the_facts(
    fact: Fact, name: str
) -> None:
    store = stored([fact])
    names = {e.id: e.name for e in ENTITIES}
    assert (names[fact.subject], names[fact.object]) in rows(store, name, "subject object")
    for other in ("relations", "products", "partners", "technologies", "initiatives", "segment-services"):
        assert rows(store, other, "") == [], other


def test_two_claims_of_one_article_make_one_relation_with_two_proofs() -> None:
    store = stored([OFFERS, AGAIN])
    assert rows(store, "relations", "subject predicate object") == [("云杉消费金融", "offers", "雪松贷")]
    found = rows(store, "evidence", "start end", ("ofPredicate", "offers"))
    assert set(found) == {(str(FIRST.start), str(FIRST.end)), (str(SECOND.start), str(SECOND.end))}
    assert rows(store, "corroborated", "subject") == []


@pytest.mark.parametrize("name", ["derived", "implicit", "low-confidence"])
def test_a_list_of_weak_claims_holds_what_is_affirmed_and_leaves_denials_to_their_own_list(name: str) -> None:
    weak = replace(DOUBT, explicit=False, derived=True)
    assert rows(stored([weak]), name, "predicate") == [("uses",)]
    denial = stored([replace(weak, negative=True)])
    assert rows(denial, name, "predicate") == []
    assert rows(denial, "denied", "predicate") == [("uses",)]


def test_a_denial_of_what_another_sentence_states_is_no_proof_of_it() -> None:
    denied = replace(OFFERS, negative=True, evidence=(THIRD,))
    quotes = {(RAW[slice(*FIRST)],), (RAW[slice(*SECOND)],)}
    assert set(rows(stored([OFFERS, denied]), "products", "evidence")) == quotes


def test_figures_have_their_comparators_bounds_dates_and_words() -> None:
    store = stored([], figures=True)
    held = {row["indicator"]: row for row in csv.DictReader(io.StringIO(written(run(store, "figures"), "csv")))}
    assert set(held) == {"服务用户", "不良率"}
    users, rate = held["服务用户"], held["不良率"]
    assert {"AtLeast", "3000000", "5000000", "人", "2024-12-31"} <= set(users.values())
    assert {"LessThan", "1.25", "%", "2024-12-31"} <= set(rate.values())
    assert rows(store, "figures", "indicator", ("word", "不良")) == [("不良率",)]
    assert len(rows(store, "institution-figures", "indicator", ("name", "云杉"))) == 2
    assert rows(store, "contradictory-figures", "indicator") == []


def test_the_evidence_of_an_entity_is_what_is_claimed_of_it_and_not_rejected() -> None:
    store = stored([PARTNERS, OFFERS, PLAN, DENIED, REJECTED, LOOP], figures=True)
    found = evidence(store, entity_iri(YUNSHAN))
    assert {(one.start, one.end) for one in found} == {tuple(span) for span in (FIRST, SECOND, THIRD, FOURTH)}
    assert all(one.quote == RAW[one.start : one.end] and one.article == "sample" for one in found)
    assert len({one.statement for one in found}) == 5 + 2
    assert [one.start for one in found] == sorted(one.start for one in found)
    assert evidence(store, entity_iri(SECTOR)) == ()
    assert {one.statement for one in evidence(store, entity_iri(BOC))} == {
        claim_iri("sample", PARTNERS, entity_iri(YUNSHAN), entity_iri(BOC))
    }
    assert [one.start for one in evidence(store, entity_iri(APP))] == [THIRD.start]


def test_the_evidence_of_a_statement_is_its_own_even_where_a_reviewer_rejected_it() -> None:
    store = stored([OFFERS, REJECTED], figures=True)
    offers = claim_iri("sample", OFFERS, entity_iri(YUNSHAN), entity_iri(LOAN))
    rejected = claim_iri("sample", REJECTED, entity_iri(SECTOR), entity_iri(NEWCOMERS))
    assert [one.start for one in evidence(store, offers)] == [FIRST.start, SECOND.start]
    assert [one.quote for one in evidence(store, f"<{rejected}>")] == [RAW[slice(*SECOND)]]
    assert [one.start for one in evidence(store, figure_iri("sample", RATE, entity_iri(YUNSHAN)))] == [FOURTH.start]
    assert evidence(store, "authority:nobody") == evidence(empty(), offers) == ()


@pytest.mark.parametrize("about", ["", "no iri", 'x"> } #', "nobody", "authority:a b"])
def test_what_is_no_iri_has_no_evidence_but_a_reason(about: str) -> None:
    with pytest.raises(QueryError, match=r"^The parameter about takes an IRI or a prefixed name, and .* is neither\.$"):
        evidence(empty(), about)


@pytest.mark.parametrize("word", HOSTILE.values(), ids=HOSTILE)
def test_hostile_names_come_out_of_every_format_as_they_are(word: str) -> None:
    held = extraction()
    named = replace(held, entities=tuple(replace(e, name=word + e.name, aliases=()) for e in held.entities))
    store = in_memory(triples([named], RUN))
    found = run(store, "entities", [("ofClass", "LoanProduct")])
    name = word + LOAN.name
    at = found.variables.index("name")
    assert next(csv.DictReader(io.StringIO(written(found, "csv"), newline="")))["name"] == name
    assert json.loads(written(found, "json"))["results"]["bindings"][0]["name"]["value"] == name
    assert str(rdflib.util.from_n3(written(found, "tsv").split("\n")[1].split("\t")[at])) == name
    lines = written(found, "table").split("\n")
    assert len(lines) == 5
    assert visible(name) in lines[2]
    assert visible(name) in written(found, "table", "en", 10)
    assert set(rows(store, "products", "product", ("name", word + YUNSHAN.name))) == {(name,)}
    graph = run(store, "CONSTRUCT { ?s skos:prefLabel ?o } { ?s a wp:LoanProduct ; skos:prefLabel ?o }")
    for fmt, reader in (("ttl", "turtle"), ("nt", "nt")):
        read = rdflib.Graph().parse(data=written(graph, fmt), format=reader)
        assert [str(o) for o in read.objects()] == [name], fmt
