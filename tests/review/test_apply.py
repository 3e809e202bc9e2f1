"""Decisions applied to an extraction."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pyoxigraph as ox
import pytest

from graph.model import Entity, Extraction, Fact, Finding, Moment, Span
from graph.rdf.names import entity_iri, figure_iri
from graph.rdf.validate import validate
from graph.rdf.write import Run, triples
from graph.review.apply import FAILING, apply, idle
from tests.review.sample import (
    BOC,
    EXTRACTION,
    LOAN,
    NEWCOMERS,
    NOISE,
    OFFERS,
    PARTNERS,
    RAW,
    S1,
    S2,
    S3,
    SERVES,
    USERS,
    WRONG,
    YUNSHAN,
    claim,
    review,
    span,
    text,
)


def entities(extraction: Extraction) -> dict[str, Entity]:
    """The entities by id."""
    return {e.id: e for e in extraction.entities}


def fact(extraction: Extraction, subject: str, predicate: str, object_: str) -> Fact:
    """The only fact of a triple."""
    (found,) = [f for f in extraction.facts if (f.subject, f.predicate, f.object) == (subject, predicate, object_)]
    return found


def test_without_decisions_everything_stays() -> None:
    assert apply(EXTRACTION, review("")) == EXTRACTION


def test_an_accepted_claim_is_certain_and_stands_as_a_triple() -> None:
    done = apply(EXTRACTION, review(f"[] a wp:Acceptance ; wp:claim <{claim(SERVES)}> ; wp:supportedBy my:s2 ."))
    accepted = fact(done, LOAN.id, "serves", NEWCOMERS.id)
    assert accepted == replace(SERVES, confidence=Decimal(1), reviewer="林木")
    assert accepted.asserted


def test_a_rejected_claim_is_kept_but_never_stands_as_a_triple() -> None:
    done = apply(EXTRACTION, review(f"[] a wp:Rejection ; wp:claim <{claim(OFFERS)}> ; wp:supportedBy my:s1 ."))
    rejected = fact(done, YUNSHAN.id, "offers", LOAN.id)
    assert rejected == replace(OFFERS, rejected=True, reviewer="林木")
    assert not rejected.asserted
    made = triples([done], Run("1", "1"))
    plain = ox.NamedNode("https://w3id.org/wupian/ns#offers")
    assert not [t for t in made if (t.subject, t.predicate) == (ox.NamedNode(entity_iri(YUNSHAN)), plain)]
    assert [t for t in made if t.subject == ox.NamedNode(claim(OFFERS))]


def test_a_claim_can_be_named_by_what_it_says_instead_of_its_iri() -> None:
    said = "[ wp:subject my:yunshan ; wp:predicate wp:offers ; wp:object my:loan ]"
    done = apply(EXTRACTION, review(f"[] a wp:Rejection ; wp:claim {said} ; wp:supportedBy my:s1 ."))
    assert fact(done, YUNSHAN.id, "offers", LOAN.id).rejected


def test_a_claim_at_other_words_is_not_meant() -> None:
    said = "[ wp:subject my:yunshan ; wp:predicate wp:offers ; wp:object my:loan ]"
    done = apply(EXTRACTION, review(f"[] a wp:Rejection ; wp:claim {said} ; wp:supportedBy my:s3 ."))
    assert not fact(done, YUNSHAN.id, "offers", LOAN.id).rejected


def test_an_added_claim_brings_its_entities_and_their_mentions() -> None:
    done = apply(
        EXTRACTION,
        review("""[] a wp:Addition ; wp:supportedBy my:s3 ;
          wp:claim [ wp:subject my:yunshan ; wp:predicate wp:develops ; wp:object my:system ] .
        [] a wp:Addition ; wp:supportedBy my:s2 ;
          wp:claim [ wp:subject my:yunshan ; wp:predicate wp:offers ; wp:object my:second ;
            wp:modality wp:Planned ] ."""),
    )
    system = entities(done)["product/松针"]
    assert (system.type, [RAW[slice(*m)] for m in system.mentions]) == ("System", ["松針"])
    assert fact(done, YUNSHAN.id, "develops", system.id) == Fact(
        YUNSHAN.id, "develops", system.id, (S3,), Decimal(1), explicit=False, reviewer="林木"
    )
    plan = fact(done, YUNSHAN.id, "offers", "product/雪松贷二代")
    assert (plan.modality, plan.asserted) == ("Planned", False)
    assert validate(triples([done], Run("1", "1"))) == ()


def test_an_added_claim_is_explicit_when_the_quoted_words_name_both_ends() -> None:
    addition = (
        "[] a wp:Addition ; wp:supportedBy my:s4 ; wp:claim [ wp:subject my:yunshan ; wp:predicate wp:runs ; {} ] ."
    )
    campaign = 'wp:object [ a wp:Initiative ; skos:prefLabel "雪松贷推广"@zh ; wp:form "推出“雪松貸”" ]'
    done = apply(EXTRACTION, review(addition.format(campaign)))
    assert fact(done, YUNSHAN.id, "runs", "initiative/雪松贷推广").explicit
    done = apply(EXTRACTION, review(addition.format(campaign + " ; wp:explicit false")))
    assert not fact(done, YUNSHAN.id, "runs", "initiative/雪松贷推广").explicit


def test_an_addition_that_was_extracted_already_joins_it() -> None:
    done = apply(
        EXTRACTION,
        review("""[] a wp:Addition ; wp:supportedBy my:s4 ;
          wp:claim [ wp:subject my:yunshan ; wp:predicate wp:offers ; wp:object my:loan ; wp:roleTitle "甲" ] ."""),
    )
    joined = fact(done, YUNSHAN.id, "offers", LOAN.id)
    assert joined.evidence == (S1, span("云杉消費金融與中國銀行合作，推出“雪松貸”。", 2))
    assert (joined.confidence, joined.role, joined.sense) == (Decimal(1), "甲", "推出-offers")
    assert claim(joined) == claim(OFFERS)


def test_a_correction_of_a_statement_rejects_it_and_states_the_right_one() -> None:
    done = apply(
        EXTRACTION,
        review(f"""[] a wp:Correction ; wp:claim <{claim(WRONG)}> ; wp:supportedBy my:s2 ;
          wp:replacement [ wp:subject my:yunshan ] ."""),
    )
    assert fact(done, NOISE.id, "serves", NEWCOMERS.id).rejected
    right = fact(done, YUNSHAN.id, "serves", NEWCOMERS.id)
    assert (right.evidence, right.rule, right.voice, right.asserted) == ((S2,), None, BOC.id, True)


def test_a_correction_of_details_keeps_the_claim() -> None:
    done = apply(
        EXTRACTION,
        review(f"""[] a wp:Correction ; wp:claim <{claim(OFFERS)}> ; wp:supportedBy my:s1 ;
          wp:replacement [ wp:explicit false ; wp:roleTitle "行长" ; wp:voice authority:boc ;
            wp:asOf "2026-12-31"^^xsd:date ; wp:asOfText "明年" ; wp:asOfBasis wp:YearInferred ;
            wp:precision wp:Year ] ."""),
    )
    right = fact(done, YUNSHAN.id, "offers", LOAN.id)
    assert (right.explicit, right.role, right.voice, right.rule) == (False, "行长", BOC.id, "frame")
    assert right.as_of == Moment("2026-12-31", "明年", "YearInferred", "year")
    assert claim(right) == claim(OFFERS)


def test_a_correction_of_modality_leaves_a_plan_that_is_not_asserted() -> None:
    done = apply(
        EXTRACTION,
        review(f"""[] a wp:Correction ; wp:claim <{claim(OFFERS)}> ; wp:supportedBy my:s1 ;
          wp:replacement [ wp:modality wp:Planned ] ."""),
    )
    found = [f for f in done.facts if f.predicate == "offers"]
    assert sorted((f.modality, f.rejected, f.asserted) for f in found) == [
        ("Done", True, False),
        ("Planned", False, False),
    ]


def test_an_accepted_claim_survives_an_extraction_that_no_longer_finds_it() -> None:
    poorer = replace(EXTRACTION, facts=(PARTNERS,), entities=(BOC,), figures=())
    said = "[ wp:subject my:yunshan ; wp:predicate wp:offers ; wp:object my:loan ]"
    poorer = replace(poorer, facts=())
    done = apply(poorer, review(f"[] a wp:Acceptance ; wp:claim {said} ; wp:supportedBy my:s1 ."))
    kept = fact(done, YUNSHAN.id, "offers", LOAN.id)
    assert (kept.evidence, kept.explicit, kept.reviewer) == ((S1,), True, "林木")


def test_merged_entities_share_mentions_names_facts_and_figures() -> None:
    done = apply(EXTRACTION, review(f"[] a wp:Merge ; wp:entity <{entity_iri(NOISE)}> ; wp:into my:yunshan ."))
    held = entities(done)
    assert NOISE.id not in held
    assert set(held[YUNSHAN.id].mentions) == {*YUNSHAN.mentions, *NOISE.mentions}
    assert held[YUNSHAN.id].aliases == ("公司", "本公司")
    assert fact(done, YUNSHAN.id, "serves", NEWCOMERS.id).evidence == (S2,)
    assert [f.subject for f in done.figures] == [YUNSHAN.id]


def test_a_merge_with_an_entry_of_the_ontology_makes_it_known() -> None:
    done = apply(EXTRACTION, review("[] a wp:Merge ; wp:entity my:yunshan ; wp:into authority:haier ."))
    haier = entities(done)["authority/haier"]
    assert haier.known
    assert haier.mentions == YUNSHAN.mentions
    assert "云杉消费金融" in haier.aliases
    assert fact(done, haier.id, "offers", LOAN.id).evidence == (S1,)


def test_claims_are_still_found_by_the_iris_they_had_before_a_merge() -> None:
    done = apply(
        EXTRACTION,
        review(f"""[] a wp:Merge ; wp:entity my:yunshan ; wp:into authority:haier .
        [] a wp:Rejection ; wp:claim <{claim(OFFERS)}> ; wp:supportedBy my:s1 ."""),
    )
    assert fact(done, "authority/haier", "offers", LOAN.id).rejected


def test_entities_kept_apart_are_not_merged() -> None:
    merge = f"[] a wp:Merge ; wp:entity <{entity_iri(NOISE)}> ; wp:into my:yunshan . "
    apart = f"[] a wp:Separation ; wp:entity <{entity_iri(NOISE)}> , my:yunshan . "
    assert NOISE.id in entities(apply(EXTRACTION, review(merge + apart)))
    later = merge.replace(" . ", ' ; dcterms:created "2026-12-01"^^xsd:date . ')
    assert NOISE.id not in entities(apply(EXTRACTION, review(later + apart)))


def test_a_rejected_entity_leaves_with_its_facts_and_figures() -> None:
    done = apply(EXTRACTION, review(f"[] a wp:Rejection ; wp:entity <{entity_iri(NOISE)}> ."))
    assert NOISE.id not in entities(done)
    assert all(NOISE.id not in (f.subject, f.object) for f in done.facts)
    assert done.figures == ()


def test_a_corrected_entity_has_its_right_class_and_name_everywhere() -> None:
    done = apply(
        EXTRACTION,
        review("""[] a wp:Correction ; wp:entity [ a wp:App ; skos:prefLabel "雪松贷"@zh ] ;
          wp:replacement [ a wp:LoanProduct ; skos:prefLabel "雪松贷"@zh ] .
        [] a wp:Correction ; wp:entity my:yunshan ;
          wp:replacement [ a wp:Bank ; skos:prefLabel "云杉银行"@zh ] ."""),
    )
    assert entities(done)[LOAN.id].type == "LoanProduct"
    assert entities(done)["organization/云杉银行"].mentions == YUNSHAN.mentions
    assert fact(done, "organization/云杉银行", "offers", LOAN.id).evidence == (S1,)


def test_an_added_entity_takes_the_mentions_that_its_forms_have_inside_longer_names_only_when_nowhere_else() -> None:
    done = apply(
        EXTRACTION,
        review("""[] a wp:Addition ; wp:entity my:second .
        [] a wp:Addition ; wp:entity [ a wp:Product ; skos:prefLabel "二代"@zh ; wp:form "二代" ] .
        [] a wp:Addition ; wp:entity [ a wp:Institution ; skos:prefLabel "云杉"@zh ; wp:form "公司" ] ."""),
    )
    held = entities(done)
    assert [RAW[slice(*m)] for m in held["product/雪松贷二代"].mentions] == ["雪松貸二代"]
    assert [RAW[slice(*m)] for m in held["product/二代"].mentions] == ["二代"]
    assert held["organization/云杉"].mentions == (span("公司"),)
    assert held[NOISE.id].mentions == ()


def test_figures_are_accepted_rejected_corrected_and_added() -> None:
    iri = figure_iri("sample", USERS, entity_iri(NOISE))
    accept = f"[] a wp:Acceptance ; wp:figure <{iri}> ; wp:supportedBy my:s3 . "
    (accepted,) = apply(EXTRACTION, review(accept)).figures
    assert accepted == replace(USERS, confidence=Decimal(1), reviewer="林木")
    (rejected,) = apply(EXTRACTION, review(accept.replace("Acceptance", "Rejection"))).figures
    assert rejected == replace(USERS, rejected=True, reviewer="林木")
    done = apply(
        EXTRACTION,
        review(f"""[] a wp:Correction ; wp:figure <{iri}> ; wp:supportedBy my:s3 ;
          wp:replacement [ wp:figureOf my:yunshan ; wp:comparator wp:AtLeast ; wp:upperBound 5000000 ] .
        [] a wp:Addition ; wp:supportedBy my:s3 ;
          wp:figure [ wp:figureOf my:system ; wp:indicator "数量" ; wp:value 1 ; wp:unitText "个" ;
            wp:valueText "系統" ; wp:asOf "2025-12-31"^^xsd:date ] ."""),
    )
    shown = {(f.subject, f.indicator, f.value, f.qualifier, f.maximum, f.rejected) for f in done.figures}
    assert shown == {
        (NOISE.id, "累计服务用户", Decimal(3000000), "=", None, True),
        (YUNSHAN.id, "累计服务用户", Decimal(3000000), ">=", Decimal(5000000), False),
        ("product/松针", "数量", Decimal(1), "=", None, False),
    }


def test_a_decision_whose_sentence_is_gone_is_reported_and_not_applied() -> None:
    changed = RAW.replace("面向", "服務(wù)")
    other = replace(EXTRACTION, text=text(changed))
    done = apply(other, review(f"[] a wp:Rejection ; wp:claim <{claim(SERVES)}> ; wp:supportedBy my:s2 ."))
    assert not fact(done, LOAN.id, "serves", NEWCOMERS.id).rejected
    assert [f.kind for f in done.findings] == ["decision-lost", "review-outdated"]
    assert dict(done.findings[0].data) == {"reviewer": "林木", "quote": "雪松貸面向新市民，雪松貸二代將於明年上線。"}
    assert done.findings[0].kind in FAILING


def test_a_decision_outlives_changes_of_other_sentences() -> None:
    changed = "新的開頭。\n" + RAW
    moved = replace(SERVES, evidence=(Span(S2.start + 6, S2.end + 6),))
    other = replace(EXTRACTION, text=text(changed), facts=(moved,))
    said = "[ wp:subject my:loan ; wp:predicate wp:serves ; wp:object segment:new-citizens ]"
    done = apply(other, review(f"[] a wp:Rejection ; wp:claim {said} ; wp:supportedBy my:s2 ."))
    assert fact(done, LOAN.id, "serves", NEWCOMERS.id).rejected
    assert [f.kind for f in done.findings] == ["review-outdated"]


@pytest.mark.parametrize("occurrence", [0, 3])
def test_an_occurrence_that_does_not_exist_is_lost(occurrence: int) -> None:
    passage = f'[ wp:quote "云杉消費金融與中國銀行合作，推出“雪松貸”。" ; wp:occurrence {occurrence} ]'
    done = apply(EXTRACTION, review(f"[] a wp:Rejection ; wp:claim <{claim(OFFERS)}> ; wp:supportedBy {passage} ."))
    assert [f.kind for f in done.findings] == ["decision-lost"]


def test_words_that_stand_there_twice_need_an_occurrence_when_something_is_added() -> None:
    done = apply(
        EXTRACTION,
        review("""[] a wp:Addition ; wp:supportedBy [ wp:quote "中國銀行合作" ] ;
          wp:claim [ wp:subject my:yunshan ; wp:predicate wp:reliesOn ; wp:object authority:boc ] ."""),
    )
    assert [f.kind for f in done.findings] == ["decision-ambiguous"]
    assert all(f.predicate != "reliesOn" for f in done.facts)


def test_an_entity_that_only_an_earlier_extraction_knew_is_reported() -> None:
    done = apply(
        EXTRACTION,
        review("""[] a wp:Addition ; wp:supportedBy my:s1 ;
          wp:claim [ wp:subject my:yunshan ; wp:predicate wp:offers ; wp:object id:product-0000000000000000 ] ."""),
    )
    assert done.findings == (
        Finding(
            "decision-unresolved",
            S1,
            (("entity", "https://w3id.org/wupian/id/product-0000000000000000"), ("reviewer", "林木")),
        ),
    )


def test_the_later_of_two_decisions_prevails() -> None:
    both = f"""
    my:a a wp:Acceptance ; wp:claim <{claim(OFFERS)}> ; wp:supportedBy my:s1 ;
      dcterms:created "2026-01-0{{}}"^^xsd:date .
    my:b a wp:Rejection ; wp:claim <{claim(OFFERS)}> ; wp:supportedBy my:s1 ; dcterms:created "2026-01-02"^^xsd:date .
    """
    assert fact(apply(EXTRACTION, review(both.format(1))), YUNSHAN.id, "offers", LOAN.id).rejected
    assert not fact(apply(EXTRACTION, review(both.format(3))), YUNSHAN.id, "offers", LOAN.id).rejected


def test_decisions_about_nothing_are_told() -> None:
    nothing = "[ wp:subject my:yunshan ; wp:predicate wp:uses ; wp:object <https://w3id.org/wupian/technology/5g> ]"
    decisions = review(f"""[] a wp:Rejection ; wp:claim {nothing} ; wp:supportedBy my:s1 .
      [] a wp:Rejection ; wp:claim <{claim(OFFERS)}> ; wp:supportedBy my:s1 .
      [] a wp:Rejection ; wp:entity id:organization-0000000000000000 .
      [] a wp:Rejection ; wp:figure figure:0000000000000000 ; wp:supportedBy my:s3 .""")
    assert len(idle(EXTRACTION, decisions)) == 3
