"""What awaits a decision, and the draft of the file to decide in."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from graph.model import Extraction
from graph.review.apply import apply, idle
from graph.review.queue import draft, queue
from graph.review.reader import parse
from graph.vocabulary import load
from tests.review.sample import EXTRACTION, PARTNERS, SERVES, SHA, WRONG


def test_doubtful_facts_come_first_and_certain_ones_not_at_all() -> None:
    assert queue(EXTRACTION) == (WRONG, SERVES)
    assert queue(EXTRACTION, Decimal("0.25")) == (WRONG,)


def test_what_a_reviewer_has_decided_is_not_asked_again() -> None:
    decided = tuple(replace(f, reviewer="林木", rejected=True) if f == WRONG else f for f in EXTRACTION.facts)
    assert queue(replace(EXTRACTION, facts=decided)) == (SERVES,)


def test_a_draft_has_no_effect_before_it_is_filled_in() -> None:
    held = parse(draft(EXTRACTION), "draft", load())
    assert held.items == ()
    assert held.sha256 == SHA
    assert apply(EXTRACTION, held) == EXTRACTION


def filled(action: str, extraction: Extraction, below: Decimal) -> str:
    """A draft with the same decision everywhere."""
    return draft(extraction, below, "林木", "2026-11-24").replace("a wp:Decision", f"a wp:{action}")


def test_a_draft_filled_in_decides_every_fact_of_the_queue() -> None:
    everything = Decimal(1)
    accepted = parse(filled("Acceptance", EXTRACTION, everything), "draft", load())
    assert idle(EXTRACTION, accepted) == ()
    assert all(f.reviewer == "林木" and f.confidence == 1 for f in apply(EXTRACTION, accepted).facts)
    rejected = parse(filled("Rejection", EXTRACTION, everything), "draft", load())
    assert all(f.rejected for f in apply(EXTRACTION, rejected).facts)


def test_a_filled_draft_restores_the_facts_of_an_extraction_that_lost_them() -> None:
    accepted = parse(filled("Acceptance", EXTRACTION, Decimal(1)), "draft", load())
    empty = replace(EXTRACTION, facts=(), figures=())
    done = apply(empty, accepted)
    said = {(f.subject, f.predicate, f.object) for f in EXTRACTION.facts}
    assert {(f.subject, f.predicate, f.object) for f in done.facts} == said
    assert done.findings == ()


def test_a_draft_tells_apart_sentences_of_equal_words() -> None:
    text = draft(replace(EXTRACTION, facts=(replace(PARTNERS, confidence=Decimal("0.1")),)))
    assert "wp:occurrence 1" in text
    assert "wp:occurrence 2" in text


def test_the_draft_of_an_extraction_without_doubts_is_an_empty_review() -> None:
    assert parse(draft(EXTRACTION, Decimal(0)), "draft", load()).items == ()
