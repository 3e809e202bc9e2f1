"""A draft made from an extraction is gold by the rules of gold, and the extraction is wholly right by it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from graph.evaluate.annotate import draft, text
from graph.evaluate.measures import MEASURES, SHARES, count
from graph.evaluate.samples import samples, score, text_of
from graph.vocabulary import load
from tests.evaluate.sample import GOLD, answer, drafted, extraction

ARTICLES = sorted(GOLD.glob("*.gold.json"))


@pytest.mark.parametrize("gold", ARTICLES, ids=lambda path: path.name.removesuffix(".gold.json"))
def test_an_extraction_scores_1_against_its_own_draft(gold: Path, tmp_path: Path) -> None:
    article = tmp_path / text_of(gold, None).name
    shutil.copy(text_of(gold, None), article)
    found = answer(article)
    file = tmp_path / gold.name
    file.write_text(text(found), encoding="utf-8", newline="")
    (sample,) = samples([file], None, load(), "utf-8")
    outcome = score(sample, found)
    assert count(outcome.marks, "entities").right == len(found.entities) > 10
    assert count(outcome.marks, "relations").right >= 5
    assert {m: count(outcome.marks, m).f1 for m in MEASURES} == dict.fromkeys(MEASURES, 1.0)
    assert {m: count(outcome.marks, m).recall for m in SHARES} == dict.fromkeys(SHARES, 1.0)


def test_a_draft_has_the_words_of_the_file_and_their_places() -> None:
    damaged = "雲杉消費金融推出“雪松貸”，服務(wù)於新市民。雲杉消費金融將推出“竹影貸”。\n"
    held = drafted(damaged)
    (house,) = (e for e in held["entities"] if e["type"] == "ConsumerFinanceCompany")
    assert house["mentions"] == ["雲杉消費金融"]
    assert len(held["relations"]) >= 2
    for item in (*held["relations"], *held["figures"]):
        assert item["evidence"] == damaged[slice(*item["attrs"]["span"])]
    modality = {r["o"]: r["attrs"].get("modality") for r in held["relations"] if r["p"] == "offers"}
    assert sorted(modality.values(), key=str) == [None, "planned"]


def test_a_draft_keeps_to_the_format_and_says_how_to_correct_it_in_both_languages() -> None:
    held = draft(extraction())
    assert list(held) == ["article", "howToCorrect", "entities", "relations", "figures", "outOfSchema"]
    assert set(held["howToCorrect"]) == {"zh", "en"}
    (figure,) = held["figures"]
    wanted = {"value": 3000000, "unit": "人", "qualifier": "=", "asOf": "2024-12-31"}
    assert wanted.items() <= figure.items()
    assert figure["attrs"]["surface"] == "300万人"


def test_what_is_too_doubtful_to_be_asserted_is_left_out() -> None:
    held = extraction()
    assert len(drafted()["relations"]) == len(
        {(f.subject, f.predicate, f.object) for f in held.facts if f.confidence >= 0.5}
    )
