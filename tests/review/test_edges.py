"""Reviews at their edges: written and read again, statements that meet, figures that are corrected, added and lost."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.model import Article, Entity, Extraction, Fact, Figure, Span
from graph.pipeline import candidates
from graph.rdf.names import claim_iri, entity_iri, figure_iri
from graph.rdf.write import Run, triples
from graph.review.apply import apply, idle
from graph.review.decisions import Statement
from graph.review.entities import occurrences
from graph.review.queue import draft, queue
from graph.review.reader import beside, parse, read
from graph.text.clean import clean
from graph.vocabulary import load
from tests.hostile import HOSTILE
from tests.review.sample import (
    BOC,
    EXTRACTION,
    LOAN,
    NOISE,
    OFFERS,
    PARTNERS,
    RAW,
    S1,
    S2,
    S3,
    S4,
    USERS,
    WRONG,
    YUNSHAN,
    claim,
    review,
)

ALL = Decimal(2)  # above every confidence
IRIS = {e.id: entity_iri(e) for e in EXTRACTION.entities}
FIGURE = f"figure:{figure_iri('sample', USERS, IRIS[NOISE.id]).rpartition('/')[2]}"
TWICE = '[ wp:quote "云杉消費金融與中國銀行合作，推出“雪松貸”。" ]'


def kept(extraction: Extraction) -> dict[tuple[str, str, str], Fact]:
    """The facts by what they say, those left out that a reviewer rejected."""
    return {(f.subject, f.predicate, f.object): f for f in extraction.facts if not f.rejected}


def kinds(extraction: Extraction) -> list[str]:
    """The kinds of the findings."""
    return [finding.kind for finding in extraction.findings]


TEXTS = st.one_of(
    st.sampled_from(list(HOSTILE.values())), st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=12)
)


@settings(deadline=None)
@given(TEXTS, TEXTS, TEXTS)
def test_a_draft_of_any_words_is_read_back_as_what_it_says(quote: str, name: str, reviewer: str) -> None:
    raw = f"甲{quote}乙{quote}丙"
    ends = tuple(Entity(f"product/{side}", "LoanProduct", side + name + "尾") for side in "左右")
    second = Span(2 + len(quote), 2 + 2 * len(quote))
    evidence = second if quote.strip() else Span(0, len(raw))
    fact = Fact(ends[0].id, "newVersionOf", ends[1].id, (evidence,), Decimal("0.1"), explicit=True, modality="Planned")
    held = Extraction(clean(Article("sample", raw, "0" * 64)), ends, (fact,), ())
    written = draft(held, ALL, reviewer + "审阅人", "2026-11-24").replace("a wp:Decision", "a wp:Rejection")
    (decision,) = parse(written, "draft", load()).items
    (target,) = decision.targets
    assert isinstance(target, Statement)
    assert (decision.action, decision.reviewer, decision.created) == ("Rejection", reviewer + "审阅人", "2026-11-24")
    assert (target.predicate, target.modality, target.negative) == ("newVersionOf", "Planned", False)
    assert target.iri == claim_iri("sample", fact, *map(entity_iri, ends))
    assert [each.iris[0] for each in target.named] == [entity_iri(e) for e in ends]
    (quoted,) = decision.evidence
    assert quoted.quote == raw[slice(*evidence)]
    places = list(occurrences(raw, quoted.quote))
    assert places[(quoted.occurrence or 1) - 1] == evidence
    assert idle(held, parse(written, "draft", load())) == ()
    assert [f.rejected for f in apply(held, parse(written, "draft", load())).facts] == [True]


def test_a_review_written_to_a_file_is_read_as_its_text_is(tmp_path: Path) -> None:
    article = tmp_path / "新闻.txt"
    text = draft(EXTRACTION, ALL, "林木", "2026-11-24").replace("a wp:Decision", "a wp:Acceptance")
    beside(article).write_text(text, encoding="utf-8")
    assert beside(article).name == "新闻.review.ttl"
    found = read(beside(article))
    assert found == parse(text, "text", load())
    assert len(found.items) == len(EXTRACTION.facts)
    assert found.article == "https://w3id.org/wupian/article/sample"


def test_the_queue_is_written_as_candidates_until_it_is_decided() -> None:
    lines = candidates([EXTRACTION]).splitlines()
    assert len(lines) == len(queue(EXTRACTION)) == 2
    assert '"subjectName": "公司", "objectName": "新市民"' in lines[0]
    decided = review(f"[] a wp:Rejection ; wp:claim <{claim(WRONG)}> ; wp:supportedBy my:s2 .")
    assert len(candidates([apply(EXTRACTION, decided)]).splitlines()) == 1
    assert candidates([replace(EXTRACTION, facts=())]) == candidates([]) == ""


def test_two_facts_that_become_one_by_a_merge_keep_the_surer_one_and_the_evidence_of_both() -> None:
    other = replace(WRONG, subject=YUNSHAN.id, confidence=Decimal("0.9"), evidence=(S3,))
    held = replace(EXTRACTION, facts=(other, WRONG))
    done = apply(held, review(f"[] a wp:Merge ; wp:entity <{IRIS[NOISE.id]}> ; wp:into my:yunshan ."))
    (fact,) = done.facts
    assert (fact.subject, fact.confidence, fact.evidence) == (YUNSHAN.id, Decimal("0.9"), (S3, S2))
    assert [f.subject for f in done.figures] == [YUNSHAN.id]


def test_a_fact_between_two_entities_that_become_one_is_gone_and_a_loop_stays() -> None:
    loop = replace(PARTNERS, subject=BOC.id)
    merge = review(f"[] a wp:Merge ; wp:entity <{IRIS[YUNSHAN.id]}> ; wp:into authority:boc .")
    assert ("authority/boc", "partnersWith", "authority/boc") not in kept(apply(EXTRACTION, merge))
    done = apply(replace(EXTRACTION, facts=(loop,)), merge)
    assert [(f.subject, f.object) for f in done.facts] == [(BOC.id, BOC.id)]
    triples([done], Run("1", "1"))


def test_a_voice_that_a_reviewer_takes_away_leaves_the_fact_without_one() -> None:
    noise = replace(WRONG, subject=YUNSHAN.id, voice=NOISE.id, via=NOISE.id)
    done = apply(replace(EXTRACTION, facts=(noise,)), review(f"[] a wp:Rejection ; wp:entity <{IRIS[NOISE.id]}> ."))
    assert [(f.voice, f.via) for f in done.facts] == [(None, None)]
    triples([done], Run("1", "1"))


def test_the_evidence_of_an_addition_stands_behind_what_was_there() -> None:
    said = "wp:claim [ wp:subject my:yunshan ; wp:predicate wp:offers ; wp:object my:loan ]"
    done = apply(EXTRACTION, review(f"[] a wp:Addition ; {said} ; wp:supportedBy my:s4 , my:s2 ."))
    fact = kept(done)[YUNSHAN.id, "offers", LOAN.id]
    assert fact.evidence == (S1, S2, S4)
    assert claim_iri("sample", fact, "a", "b") == claim_iri("sample", OFFERS, "a", "b")
    assert fact.sense == OFFERS.sense


@pytest.mark.parametrize(
    ("what", "kind"),
    [
        ("wp:claim [ wp:subject my:yunshan ; wp:predicate wp:uses ; wp:object my:system ]", "decision-ambiguous"),
        (
            'wp:figure [ wp:figureOf my:yunshan ; wp:indicator "门店" ; wp:value 3 ; wp:unitText "家" ]',
            "decision-ambiguous",
        ),
    ],
    ids=["claim", "figure"],
)
def test_words_that_stand_twice_carry_nothing_new_until_one_is_chosen(what: str, kind: str) -> None:
    done = apply(EXTRACTION, review(f"[] a wp:Addition ; {what} ; wp:supportedBy {TWICE} ."))
    assert kinds(done) == [kind]
    assert dict(done.findings[0].data) == {"quote": RAW[slice(*S1)], "reviewer": "林木"}
    assert (len(done.facts), len(done.figures)) == (len(EXTRACTION.facts), len(EXTRACTION.figures))
    chosen = apply(EXTRACTION, review(f"[] a wp:Addition ; {what} ; wp:supportedBy my:s4 ."))
    assert kinds(chosen) == []
    new = [f.evidence for f in chosen.facts if f not in EXTRACTION.facts]
    new += [f.evidence for f in chosen.figures if f not in EXTRACTION.figures]
    assert new == [(S4,)]


def test_a_figure_about_an_entity_that_is_gone_is_reported() -> None:
    gone = 'wp:figure [ wp:figureOf id:product-0000000000000000 ; wp:indicator "x" ; wp:value 3 ; wp:unitText "家" ]'
    done = apply(EXTRACTION, review(f"[] a wp:Addition ; {gone} ; wp:supportedBy my:s3 ."))
    assert kinds(done) == ["decision-unresolved"]
    assert done.figures == EXTRACTION.figures


RIGHT: dict[str, tuple[str, dict[str, Any]]] = {
    "value": ("wp:value 2000000", {"value": Decimal(2000000)}),
    "range": ("wp:upperBound 5000000", {"maximum": Decimal(5000000)}),
    "unit": ('wp:unitText "户"', {"unit": "户"}),
    "comparator": ("wp:comparator wp:GreaterThan", {"qualifier": ">"}),
    "indicator": ('wp:indicator "在册用户"', {"indicator": "在册用户"}),
    "subject": ("wp:figureOf my:yunshan", {"subject": YUNSHAN.id}),
}


@pytest.mark.parametrize(("said", "change"), RIGHT.values(), ids=RIGHT)
def test_a_corrected_part_of_a_figure_makes_a_new_one_beside_the_rejected(said: str, change: dict[str, Any]) -> None:
    done = apply(
        EXTRACTION,
        review(f"[] a wp:Correction ; wp:figure {FIGURE} ; wp:replacement [ {said} ] ; wp:supportedBy my:s3 ."),
    )
    right = replace(USERS, reviewer="林木", confidence=Decimal(1), rule=None, **change)
    wrong = replace(USERS, reviewer="林木", rejected=True)
    assert set(done.figures) == {right, wrong}
    triples([done], Run("1", "1"))


@pytest.mark.parametrize(
    ("said", "change"),
    [
        ('wp:baseText "全部用户"', {"base": "全部用户"}),
        ('wp:valueText "三百万人"', {"text": "三百万人"}),
        ("", {}),
    ],
)
def test_a_corrected_detail_of_a_figure_keeps_it(said: str, change: dict[str, Any]) -> None:
    done = apply(
        EXTRACTION,
        review(f"[] a wp:Correction ; wp:figure {FIGURE} ; wp:replacement [ {said} ] ; wp:supportedBy my:s3 ."),
    )
    assert done.figures == (replace(USERS, reviewer="林木", confidence=Decimal(1), **change),)


def test_an_added_figure_has_its_number_as_words_and_joins_an_equal_one() -> None:
    number = 'wp:figureOf my:yunshan ; wp:indicator "门店" ; wp:value 3.50 ; wp:unitText "家"'
    added = f"[] a wp:Addition ; wp:figure [ {number} ] ; wp:supportedBy my:s3 ."
    done = apply(EXTRACTION, review(added))
    (figure,) = set(done.figures) - set(EXTRACTION.figures)
    assert figure == Figure(YUNSHAN.id, "门店", Decimal("3.5"), "家", "=", (S3,), "3.5家", Decimal(1), reviewer="林木")
    again = added.replace("wp:supportedBy my:s3", "wp:supportedBy my:s3 , my:s4")
    assert len(apply(done, review(again)).figures) == 2
    assert apply(done, review(added)) == done


def test_a_rejection_of_a_figure_that_is_not_there_has_no_effect_and_is_told() -> None:
    none = "wp:figure figure:0000000000000000"
    for action, number in (("Rejection", 1), ("Acceptance", 1)):
        decided = review(f"[] a wp:{action} ; {none} ; wp:supportedBy my:s3 .")
        assert len(idle(EXTRACTION, decided)) == number
        assert apply(EXTRACTION, decided) == EXTRACTION
