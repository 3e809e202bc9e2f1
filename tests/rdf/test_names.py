"""The names of nodes."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from graph.model import Entity, Span
from graph.rdf.names import claim_iri, digest, entity_iri, figure_iri, passage_iri, plain, run_iri, sense_iri
from tests.rdf.sample import LOAN, OFFERS, RATE, YUNSHAN

ENDS = (entity_iri(YUNSHAN), entity_iri(LOAN))


def test_an_entry_of_the_ontology_keeps_its_iri() -> None:
    known = Entity("theme/green-finance", "Theme", "绿色金融", known=True)
    assert entity_iri(known) == "https://w3id.org/wupian/theme/green-finance"


def test_an_entity_found_in_articles_is_named_by_its_id_alone() -> None:
    assert entity_iri(LOAN) == entity_iri(replace(LOAN, type="Product", mentions=(), aliases=("别名",)))
    assert entity_iri(LOAN) != entity_iri(replace(LOAN, id="product/雪松贷@authority/boc"))


def test_a_claim_has_another_name_when_anything_that_it_says_differs() -> None:
    variants = [
        OFFERS,
        replace(OFFERS, predicate="develops"),
        replace(OFFERS, modality="Planned"),
        replace(OFFERS, negative=True),
        replace(OFFERS, evidence=(Span(0, 3),)),
    ]
    names = [claim_iri("a", fact, *ENDS) for fact in variants]
    names += [claim_iri("b", OFFERS, *ENDS), claim_iri("a", OFFERS, *reversed(ENDS))]
    assert len(set(names)) == len(names)


def test_a_claim_keeps_its_name_when_only_its_confidence_or_further_evidence_changes() -> None:
    changed = replace(OFFERS, confidence=Decimal("0.1"), evidence=OFFERS.evidence[:1], sense=None, reviewer="x")
    assert claim_iri("a", OFFERS, *ENDS) == claim_iri("a", changed, *ENDS)


def test_a_figure_keeps_its_name_when_its_number_is_written_otherwise() -> None:
    assert figure_iri("a", RATE, ENDS[0]) == figure_iri("a", replace(RATE, value=Decimal("1.250")), ENDS[0])
    assert figure_iri("a", RATE, ENDS[0]) != figure_iri("a", replace(RATE, qualifier="<="), ENDS[0])


def test_runs_senses_and_passages_have_stable_names() -> None:
    assert run_iri("1", "2") == run_iri("1", "2") != run_iri("12", "")
    assert sense_iri("印发-issues") == "https://w3id.org/wupian/lexicon/印发-issues"
    assert passage_iri("a", Span(1, 2)).endswith("article/a#char=1,2")


@given(st.lists(st.text(st.characters(exclude_characters="\x1f", exclude_categories=["Cs"])), min_size=1), st.data())
def test_no_two_lists_of_parts_share_a_digest(parts: list[str], data: st.DataObject) -> None:
    other = data.draw(st.permutations([*parts, "x"]))
    assert (digest(*parts) == digest(*other)) is (list(parts) == list(other))


@given(st.decimals(allow_nan=False, allow_infinity=False, places=6))
def test_plain_numbers_keep_their_value(number: Decimal) -> None:
    assert Decimal(plain(number)) == number
    assert "E" not in plain(number)
