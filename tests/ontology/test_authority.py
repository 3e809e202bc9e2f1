"""The authority list: the table, the Turtle made from it, codes, and names that mean one organisation only."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rdflib import RDF, SKOS, Graph, Literal, Namespace, URIRef

from graph.errors import OntologyError
from graph.rdf.authority import Row, literal, main, read, turtle
from graph.vocabulary import BASE, load
from graph.vocabulary import WP as TERMS
from tests.ontology.conftest import ONTOLOGY

WP = Namespace(TERMS)
ORG = Namespace("http://www.w3.org/ns/org#")
DCTERMS = Namespace("http://purl.org/dc/terms/")
LIST = ONTOLOGY / "authority.csv"
ROWS = read(LIST)
COMPANIES = [row for row in ROWS if row.kind == "ConsumerFinanceCompany"]


def organisation(name: str) -> URIRef:
    """The IRI of an organisation of the list."""
    return URIRef(f"{BASE}authority/{name}")


def test_the_turtle_is_made_from_the_table() -> None:
    assert main(["--check"]) == 0
    assert (ONTOLOGY / "authority.ttl").read_text(encoding="utf-8") == turtle(ROWS)


def test_the_order_of_the_rows_does_not_change_the_turtle() -> None:
    assert turtle(tuple(reversed(ROWS))) == turtle(ROWS)


def test_all_thirty_one_consumer_finance_companies_are_there_with_their_codes() -> None:
    assert len(COMPANIES) == 31
    assert [int(row.nfra_code[1:5]) for row in sorted(COMPANIES, key=lambda r: r.nfra_code)] == list(range(1, 32))
    assert all(re.fullmatch(r"X[0-9]{4}H[0-9]{9}", row.nfra_code) for row in COMPANIES)


def test_ids_are_unique_and_fit_an_iri() -> None:
    ids = [row.id for row in ROWS]
    assert len(set(ids)) == len(ids)
    assert all(re.fullmatch(r"[a-z0-9][a-z0-9-]*", name) for name in ids)


def test_no_name_means_two_entities() -> None:
    owners = defaultdict(set)
    for name in load().names:
        owners[name.text.lower()].add(name.id)
    assert {text: ids for text, ids in owners.items() if len(ids) > 1} == {}


@pytest.mark.parametrize(
    "similar",
    [("中原消费金融", "中邮消费金融", "中银消费金融"), ("兴业银行", "兴业消费金融"), ("平安银行", "平安消费金融")],
)
def test_similar_names_stay_apart(similar: tuple[str, ...]) -> None:
    ids = {name.text: name.id for name in load().names}
    assert len({ids[text] for text in similar}) == len(similar)


def test_names_that_mean_several_things_are_contextual_only() -> None:
    plain = {name.text for name in load().names if not name.contextual}
    contextual = {name.text for name in load().names if name.contextual}
    assert {"海尔", "蚂蚁", "小米", "监管总局"} <= contextual
    assert plain & (contextual | {"马上", "兴业", "中信", "平安"}) == set()


def test_identifiers_of_legal_entities_have_right_check_digits() -> None:
    leis = [row.lei for row in ROWS if row.lei]
    assert leis
    for lei in leis:
        assert re.fullmatch(r"[0-9A-Z]{18}[0-9]{2}", lei)
        assert int("".join(str(int(c, 36)) for c in lei)) % 97 == 1


def test_every_entry_has_a_source_and_says_what_is_verified(authority: Graph) -> None:
    for row in ROWS:
        assert row.verification, row.id
        assert str(authority.value(organisation(row.id), WP.verification)) == row.verification
        assert list(authority.objects(organisation(row.id), DCTERMS.source)), row.id


def test_what_is_unverified_stays_marked(authority: Graph) -> None:
    sources = {str(s) for s in authority.objects(organisation("miit"), DCTERMS.source)}
    assert "name: unverified (memory)" in sources


def test_every_entry_has_one_class_and_names_in_chinese_and_english(authority: Graph) -> None:
    for row in ROWS:
        subject = organisation(row.id)
        assert list(authority.objects(subject, RDF.type)) == [WP[row.kind]]
        labels = [o.language for o in authority.objects(subject, SKOS.prefLabel) if isinstance(o, Literal)]
        assert sorted(labels, key=str) == ["en", "zh"], row.id


def test_owners_are_linked_but_never_as_parents_by_our_own_relation(authority: Graph) -> None:
    assert (None, WP.subsidiaryOf, None) not in authority
    assert (organisation("beiyin"), ORG.linkedTo, organisation("bob")) in authority
    assert (organisation("pboc-credit-market"), ORG.unitOf, organisation("pboc")) in authority


def test_successions_are_change_events(authority: Graph) -> None:
    event = URIRef(BASE + "authority/succession/cbirc")
    assert (event, RDF.type, ORG.ChangeEvent) in authority
    assert set(authority.objects(event, ORG.originalOrganization)) == {organisation("cbrc"), organisation("circ")}


def test_a_renamed_company_keeps_its_old_names(authority: Graph) -> None:
    former = {str(o) for o in authority.objects(organisation("jingdong"), WP.formerName)}
    assert "捷信消费金融有限公司" in former


def test_a_missing_table_is_named() -> None:
    with pytest.raises(OntologyError, match=r"absent\.csv"):
        read(ONTOLOGY / "absent.csv")


@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\r"), min_size=1))
def test_any_text_survives_as_a_literal(text: str) -> None:
    graph = Graph().parse(data=f"<x:s> <x:p> {literal(text)} .", format="turtle")
    assert [str(o) for o in graph.objects()] == [text]


def test_quotes_in_a_row_are_escaped() -> None:
    row: Row = replace(ROWS[0], verification='a "b" \\ c')
    graph = Graph().parse(data=turtle((row,)), format="turtle")
    assert str(graph.value(organisation(row.id), WP.verification)) == row.verification
