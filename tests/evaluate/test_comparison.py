"""A result survives the way through JSON, and two results differ by what became right or wrong."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from graph.errors import InputError
from graph.evaluate.comparison import compare, words
from graph.evaluate.document import document, earlier
from graph.evaluate.samples import Scored, score
from tests.evaluate.sample import drafted, extraction, sample


def scored(folder: Path, *left_out: str, name: str = "a") -> Scored:
    """The outcome against the draft without the relations that have some predicates."""
    gold: dict[str, Any] = drafted()
    gold["relations"] = [r for r in gold["relations"] if r["p"] not in left_out]
    return score(sample(folder, gold, name=name), extraction())


def saved(folder: Path, outcome: Scored) -> Path:
    """A file with a result."""
    file = folder / "earlier.json"
    file.write_text(json.dumps(document([outcome]), ensure_ascii=False), encoding="utf-8")
    return file


def test_a_result_is_read_back_as_it_was(tmp_path: Path) -> None:
    outcome = scored(tmp_path, "serves")
    assert earlier(saved(tmp_path, outcome)) == [outcome]


def test_a_result_compared_with_itself_shows_no_change(tmp_path: Path) -> None:
    outcome = scored(tmp_path)
    found = compare(earlier(saved(tmp_path, outcome)), [outcome])
    assert all(old == new for old, new in found.measures.values())
    assert not any(found.turns.values())


def test_an_answer_that_was_right_and_is_now_wrong_is_listed_both_ways(tmp_path: Path) -> None:
    before, now = scored(tmp_path), scored(tmp_path, "serves")
    found = compare([before], [now])
    assert {name: [m.label for _, m in items] for name, items in found.turns.items() if items} == {
        "became-missed": ["雪松贷 serves 新市民", "雪松贷 serves 新市民"],
        "new-wrong": ["雪松贷 serves 新市民"],
    }
    back = compare([now], [before])
    assert {name for name, items in back.turns.items() if items} == {"became-right", "gone-wrong"}
    old, new = back.measures["relations"]
    assert old < new == 1
    assert back.measures["figures"] == (1, 1)


def test_an_organisation_that_is_lost_is_listed_once(tmp_path: Path) -> None:
    held, gold = extraction(), drafted()
    given = sample(tmp_path, gold)
    fewer = replace(held, entities=tuple(e for e in held.entities if e.type != "Bank"), facts=(), figures=())
    found = compare([score(given, replace(held, facts=(), figures=()))], [score(given, fewer)])
    assert [m.measures for _, m in found.turns["became-missed"]] == [("entities",)]
    assert found.measures["organisations"][1] < 1


def test_only_articles_of_both_results_are_compared(tmp_path: Path) -> None:
    outcome = scored(tmp_path)
    other = replace(scored(tmp_path, "serves"), article="b")
    found = compare([outcome, other], [outcome])
    assert found.articles == ("a",)
    assert found.measures["relations"] == (1, 1)
    assert not any(found.turns.values())


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_words_of_a_comparison_hold_items_with_their_sentences(lang: str, tmp_path: Path) -> None:
    text = words(compare([scored(tmp_path, "serves")], [scored(tmp_path)]), lang)
    assert "雪松贷 serves 新市民\n    «雪松贷面向新市民。»" in text


def test_results_of_different_articles_cannot_be_compared(tmp_path: Path) -> None:
    before, now = scored(tmp_path, name="a"), scored(tmp_path, name="b")
    renamed = replace(now, article="b")
    with pytest.raises(InputError, match="holds none of these articles"):
        compare([before], [renamed])


@pytest.mark.parametrize("content", ["", "[]", "{}", '{"articles": {"a": {}}}', '{"articles": {"a": {"items": 1}}}'])
def test_another_file_is_no_earlier_result(content: str, tmp_path: Path) -> None:
    file = tmp_path / "x.json"
    file.write_text(content, encoding="utf-8")
    with pytest.raises(InputError, match="is no earlier result; make one with"):
        earlier(file)
