"""What is right, missed and wrong, on annotations that differ from an extraction in one known way."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from graph.evaluate.marks import Mark
from graph.evaluate.measures import MEASURES, SHARES, Count, count
from graph.evaluate.samples import Scored, score
from graph.model import Extraction, Span
from tests.evaluate.sample import TEXT, drafted, extraction, sample

Change = Callable[[dict[str, Any]], object]


def scored(folder: Path, change: Change = lambda _: None, answer: Extraction | None = None) -> Scored:
    """The outcome of the extraction against the annotation it is right by, with a change made to that."""
    gold = drafted()
    change(gold)
    return score(sample(folder, gold), answer or extraction())


def counts(outcome: Scored, *measures: str) -> dict[str, Count]:
    """The counts of some measures."""
    return {measure: count(outcome.marks, measure) for measure in measures}


def find(gold: dict[str, Any], kind: str, key: str, value: str) -> dict[str, Any]:
    """The first item of a section whose key has a value."""
    found: dict[str, Any] = next(i for i in gold[kind] if i[key] == value)
    return found


def drop(gold: dict[str, Any], predicate: str) -> None:
    """Take the relations with a predicate out of an annotation."""
    gold["relations"] = [r for r in gold["relations"] if r["p"] != predicate]


def test_an_extraction_is_wholly_right_by_its_own_draft(tmp_path: Path) -> None:
    outcome = scored(tmp_path)
    assert {m: count(outcome.marks, m).f1 for m in MEASURES} == dict.fromkeys(MEASURES, 1.0)
    assert {m.outcome for m in outcome.marks} == {"right"}
    assert {m.measures[0] for m in outcome.marks} == {"entities", "organisations", "relations", "figures", *SHARES}
    assert (outcome.split, outcome.merged, outcome.wrong) == ((), (), 0)
    assert all(each.right for each in outcome.judged)


def test_a_wrong_class_is_a_miss_and_a_wrong_answer_but_the_organisation_is_found(tmp_path: Path) -> None:
    def change(gold: dict[str, Any]) -> None:
        find(gold, "entities", "name", "江苏银行股份有限公司").update(type="CreditBureau")

    outcome = scored(tmp_path, change)
    found = counts(outcome, "entities", "organisations")
    assert (found["entities"].spurious, found["entities"].missed) == (1, 1)
    assert (found["organisations"].spurious, found["organisations"].missed) == (0, 0)
    (wrong,) = (m for m in outcome.marks if m.outcome == "spurious")
    assert wrong == Mark(("entities",), "spurious", "Bank", "江苏银行股份有限公司 ≠ CreditBureau", TEXT.splitlines()[0])


def test_what_is_not_annotated_is_wrong_with_its_sentence(tmp_path: Path) -> None:
    outcome = scored(tmp_path, lambda gold: drop(gold, "serves"))
    (wrong,) = (m for m in outcome.marks if m.outcome == "spurious")
    assert wrong.measures == ("relations", "explicit", "without-advances")
    assert (wrong.label, wrong.sentence) == ("雪松贷 serves 新市民", "雪松贷面向新市民。")


def test_what_is_annotated_and_not_found_is_missed_as_explicit_or_implicit(tmp_path: Path) -> None:
    def change(gold: dict[str, Any]) -> None:
        house, loan = (find(gold, "entities", "name", name)["id"] for name in ("云杉消费金融", "竹影贷"))
        offer = {"s": house, "p": "offers", "o": loan, "evidence": TEXT.splitlines()[2], "explicit": False}
        gold["relations"].append(offer)

    found = counts(scored(tmp_path, change), *MEASURES)
    assert [m for m in MEASURES if found[m].missed] == ["relations", "implicit", "without-advances"]


def test_one_of_a_group_is_enough(tmp_path: Path) -> None:
    def change(gold: dict[str, Any]) -> None:
        serves = find(gold, "relations", "p", "serves")
        serves["attrs"]["altGroup"] = "g"
        gold["relations"].append({**serves, "id": "R99", "s": find(gold, "entities", "type", "Bank")["id"]})
        gold["relations"][-1]["p"] = "serves"

    outcome = scored(tmp_path, change)
    assert count(outcome.marks, "relations").missed == 0


def test_a_group_is_explicit_when_one_of_it_is(tmp_path: Path) -> None:
    def change(gold: dict[str, Any]) -> None:
        serves = find(gold, "relations", "p", "serves")
        serves["attrs"]["altGroup"] = "g"
        gold["relations"].insert(0, {**serves, "id": "R99", "explicit": False})

    found = counts(scored(tmp_path, change), "explicit", "implicit")
    assert (found["explicit"].right, found["implicit"].right) == (7, 0)


def test_partners_may_be_annotated_the_other_way_round(tmp_path: Path) -> None:
    def change(gold: dict[str, Any]) -> None:
        for predicate in ("partnersWith", "serves"):
            held = find(gold, "relations", "p", predicate)
            held.update(s=held["o"], o=held["s"])
            held["attrs"]["reading"] = "turned round"

    missed = [m.kind for m in scored(tmp_path, change).marks if m.outcome == "missed"]
    assert missed == ["serves"]


@pytest.mark.parametrize("kind", ["entities", "relations", "figures"])
def test_what_is_optional_counts_neither_way(kind: str, tmp_path: Path) -> None:
    def change(gold: dict[str, Any]) -> None:
        for item in gold[kind]:
            item["attrs"]["optional"] = True

    outcome = scored(tmp_path, change)
    assert count(outcome.marks, kind) == Count(0, 0, 0)


def test_evidence_elsewhere_makes_a_statement_wrong(tmp_path: Path) -> None:
    def change(gold: dict[str, Any]) -> None:
        find(gold, "relations", "p", "serves").update(evidence="“竹影贷”", attrs={})

    found = counts(scored(tmp_path, change), "relations")["relations"]
    assert (found.spurious, found.missed) == (1, 1)


def test_a_doubtful_statement_is_no_answer_but_is_judged(tmp_path: Path) -> None:
    held = extraction()
    doubtful = tuple(replace(f, confidence=f.confidence / 10) for f in held.facts)
    outcome = scored(tmp_path, answer=replace(held, facts=doubtful))
    assert count(outcome.marks, "relations").right == 0
    assert len(outcome.judged) == len(held.facts) + len(held.figures)
    assert all(each.right for each in outcome.judged)


@pytest.mark.parametrize(
    ("change", "measure", "wrong"),
    [
        (lambda g: [r["attrs"].pop("modality", None) for r in g["relations"]], "modality", "Planned ≠ Done"),
        (lambda g: g["figures"][0].update(qualifier=">"), "qualifier", "= ≠ >"),
        (lambda g: g["figures"][0].update(asOf=None), "asOf", "2024-12-31 ≠ –"),
    ],
)
def test_a_wrong_detail_of_what_was_found_leaves_it_found(
    change: Change, measure: str, wrong: str, tmp_path: Path
) -> None:
    outcome = scored(tmp_path, change)
    found = counts(outcome, *MEASURES, *SHARES)
    assert [name for name, held in found.items() if held.missed or held.spurious] == [measure]
    (mark,) = (m for m in outcome.marks if m.outcome == "missed")
    assert mark.label.endswith(f": {wrong}")


def test_the_details_of_a_figure_are_those_in_its_own_sentence(tmp_path: Path) -> None:
    held = extraction()
    (figure,) = held.figures
    elsewhere = replace(figure, evidence=(Span(0, 22),), as_of=None)
    answer = replace(held, figures=(figure, elsewhere))

    def undated(gold: dict[str, Any]) -> None:
        gold["figures"][0].update(asOf=None)

    def moved(gold: dict[str, Any]) -> None:
        gold["figures"][0].update(evidence="竹影贷", attrs={})

    assert count(scored(tmp_path, answer=answer).marks, "asOf") == Count(1, 0, 0)
    assert count(scored(tmp_path, undated, answer).marks, "asOf") == Count(0, 0, 1)
    assert count(scored(tmp_path, moved, answer).marks, "asOf") == Count(1, 0, 0)


def test_a_second_answer_for_an_optional_entity_is_not_wrong(tmp_path: Path) -> None:
    held = extraction()
    bank = next(e for e in held.entities if e.type == "Bank")
    twice = replace(held, entities=(*held.entities, replace(bank, id="bank/twin")))

    def optional(gold: dict[str, Any]) -> None:
        find(gold, "entities", "type", "Bank")["attrs"]["optional"] = True

    assert count(scored(tmp_path, optional, twice).marks, "entities").spurious == 0


def test_a_missed_entity_has_the_sentence_that_names_it_first(tmp_path: Path) -> None:
    def change(gold: dict[str, Any]) -> None:
        names = {"name": "雪松和竹影", "mentions": ["竹影", "雪松"]}
        gold["entities"].append({"id": "E99", "type": "Person", **names})

    (missed,) = (m for m in scored(tmp_path, change).marks if m.outcome == "missed")
    assert missed.sentence == TEXT.splitlines()[0]


def test_an_entity_in_two_parts_is_split_and_two_in_one_are_merged(tmp_path: Path) -> None:
    held = extraction()
    bank = next(e for e in held.entities if e.type == "Bank")
    twin = replace(bank, id="bank/twin")
    outcome = scored(tmp_path, answer=replace(held, entities=(*held.entities, twin)))
    assert outcome.split == (bank.name,)
    assert count(outcome.marks, "entities").spurious == 1

    def change(gold: dict[str, Any]) -> None:
        gold["entities"].append({**find(gold, "entities", "type", "Bank"), "id": "E99"})

    assert scored(tmp_path, change).merged == (bank.name,)


@pytest.mark.parametrize("span", [Span(-3, 2), Span(4, 4), Span(len(TEXT) - 1, len(TEXT) + 1), Span(22, 23)])
def test_a_span_outside_the_article_or_without_words_is_wrong(span: Span, tmp_path: Path) -> None:
    held = extraction()
    assert TEXT[22] == "\n"
    moved = replace(held.entities[0], mentions=(span,))
    outcome = scored(tmp_path, answer=replace(held, entities=(moved, *held.entities[1:])))
    assert outcome.wrong == 1


def test_a_span_that_cuts_a_repair_is_wrong(tmp_path: Path) -> None:
    text = "雲杉消費金融推出“雪松貸”，服務(wù)於新市民。\n"
    held, gold = extraction(text), drafted(text)
    assert score(sample(tmp_path, gold, text), held).wrong == 0
    cut = Span(0, text.index("ù"))
    moved = replace(held.entities[0], mentions=(cut,))
    assert score(sample(tmp_path, gold, text), replace(held, entities=(moved, *held.entities[1:]))).wrong == 1
