"""Results of an evaluation: out to JSON and in again, compared both ways, and told item by item."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.errors import InputError
from graph.evaluate import annotate, comparison
from graph.evaluate.calibration import Judged
from graph.evaluate.comparison import compare, turns
from graph.evaluate.document import document, parsed
from graph.evaluate.gold import parse
from graph.evaluate.marks import Mark, statements
from graph.evaluate.measures import MEASURES, SHARES, count
from graph.evaluate.samples import Scored, score
from graph.evaluate.table import table
from graph.model import Extraction
from graph.store.columns import visible, width
from tests.evaluate.sample import TEXT, drafted, extraction, put, sample
from tests.hostile import HOSTILE

WORDS = st.one_of(
    st.sampled_from(list(HOSTILE.values())), st.text(st.characters(exclude_categories=["Cs"]), max_size=9)
)
GROUPS = (("entities",), ("organisations",), ("relations", "explicit"), ("figures",), ("modality",))
MARKS = st.builds(
    Mark, st.sampled_from(GROUPS), st.sampled_from(["right", "missed", "spurious"]), st.just("Bank"), WORDS, WORDS
)
HUNDREDTHS = st.integers(0, 100).map(lambda n: Decimal(n) / 100)
SCORED = st.builds(
    Scored,
    article=st.sampled_from(["a", "b", "名"]),
    marks=st.lists(MARKS, max_size=6).map(tuple),
    judged=st.lists(st.builds(Judged, HUNDREDTHS, st.booleans()), max_size=4).map(tuple),
    entities=st.integers(0, 9),
    split=st.lists(WORDS, max_size=2).map(tuple),
    merged=st.lists(WORDS, max_size=2).map(tuple),
    spans=st.integers(0, 9),
    wrong=st.integers(0, 9),
)
FEW = settings(max_examples=15, deadline=None)  # each draws the intervals of all measures
RESULTS = st.lists(SCORED, min_size=1, max_size=3, unique_by=lambda each: each.article)


def mark(measure: str, outcome: str, label: str, kind: str = "Bank") -> Mark:
    return Mark((measure,), outcome, kind, label, f"句：{label}。")


def scored(*marks: Mark, article: str = "a", **more: Any) -> Scored:
    """An outcome with some marks and nothing else."""
    given = {"judged": (), "entities": 0, "split": (), "merged": (), "spans": 0, "wrong": 0, **more}
    return Scored(article, marks, **given)


@FEW
@given(RESULTS)
def test_every_result_comes_back_out_of_its_json(results: list[Scored]) -> None:
    held = document(results)
    again = parsed(json.loads(json.dumps(held, ensure_ascii=False)))
    assert again == results
    assert document(again) == held


@FEW
@given(RESULTS)
def test_the_sums_of_a_document_are_those_of_its_items(results: list[Scored]) -> None:
    held = document(results)
    listed = [item for each in held["articles"].values() for item in each["items"]]
    for measure in MEASURES:
        outcomes = Counter(item["outcome"] for item in listed if measure in item["measures"])
        assert {name: held["all"][measure][name] for name in ("right", "missed", "spurious")} == {
            name: outcomes[name] for name in ("right", "missed", "spurious")
        }
        assert held["all"][measure]["low"] <= held["all"][measure]["high"]
    assert sum(each["number"] for each in held["calibration"]["bins"]) == sum(len(each.judged) for each in results)


@given(SCORED, SCORED)
def test_a_comparison_the_other_way_round_has_the_opposite_turns(before: Scored, now: Scored) -> None:
    before, now = replace(before, article="a"), replace(now, article="a")
    forth, back = turns([before], [now]), turns([now], [before])
    opposite = {"became-right": "became-missed", "new-wrong": "gone-wrong"}
    for turn, other in opposite.items():
        assert (forth[turn], forth[other]) == (back[other], back[turn])
    found = compare([before], [now])
    assert {name: values[::-1] for name, values in found.measures.items()} == compare([now], [before]).measures
    assert not any(turns([now], [now]).values())


@FEW
@given(RESULTS)
def test_the_tables_hold_no_word_that_leaves_its_line(results: list[Scored]) -> None:
    for lang in ("zh", "en"):
        text = table(results, lang, misses=True)
        assert text.endswith("\n")
        assert all(visible(line) == line for line in text.split("\n"))
        compared = comparison.words(compare(results, results[:1]), lang)
        assert all(visible(line) == line for line in compared.split("\n"))


def test_a_comparison_lists_every_turn_with_its_measure_and_sentence() -> None:
    before = scored(
        mark("entities", "right", "甲"), mark("figures", "missed", "乙"), mark("entities", "spurious", "丙")
    )
    now = scored(mark("entities", "missed", "甲"), mark("figures", "right", "乙"), mark("relations", "spurious", "丁"))
    found = comparison.document(compare([before], [now]))
    items = {
        "became-right": ("figures", "乙"),
        "became-missed": ("entities", "甲"),
        "new-wrong": ("relations", "丁"),
        "gone-wrong": ("entities", "丙"),
    }
    for turn, (measure, label) in items.items():
        assert found[turn] == [
            {"article": "a", "measure": measure, "kind": "Bank", "label": label, "sentence": f"句：{label}。"}
        ]
    assert found["articles"] == ["a"]
    assert found["measures"]["figures"] == {"before": 0.0, "now": 1.0, "change": 1.0}
    assert found["measures"]["entities"]["change"] < 0
    english = comparison.words(compare([before], [now]), "en")
    for label in "甲乙丙丁":
        assert f"    «句：{label}。»" in english.split("\n")


def test_what_is_found_twice_and_then_once_has_turned_once() -> None:
    twice, once = (scored(*[mark("entities", "right", "甲")] * times) for times in (2, 1))
    assert [len(found) for found in turns([twice], [once]).values()] == [0, 1, 0, 0]
    assert [len(found) for found in turns([once], [twice]).values()] == [1, 0, 0, 0]


def test_an_article_that_only_one_result_holds_changes_nothing() -> None:
    before = [scored(mark("entities", "right", "甲")), scored(mark("entities", "right", "乙"), article="b")]
    now = [scored(mark("entities", "missed", "甲")), scored(mark("entities", "missed", "丙"), article="c")]
    found = compare(before, now)
    assert found.articles == ("a",)
    assert found.measures["entities"] == (1.0, 0.0)
    assert [m.label for _, m in found.turns["became-missed"]] == ["甲"]
    with pytest.raises(InputError, match=r"^The earlier result holds none of these articles; [^\n]*\.$"):
        compare(before[1:], now)


MISSES = (
    mark("entities", "missed", "甲"),
    mark("relations", "spurious", "乙 offers 丙", "offers"),
    mark("qualifier", "missed", "丁: = ≠ >", ">"),
    mark("figures", "right", "戊", "人"),
)


@pytest.mark.parametrize(
    ("lang", "wanted"),
    [
        (
            "en",
            ["  a: Bank 甲", "    «句：甲。»", "  a: offers 乙 offers 丙", "  a: > 丁: = ≠ >", "  a: 己", "  a: 庚"],
        ),
        ("zh", ["  a: Bank 甲", "    «句：乙 offers 丙。»", "  a: > 丁: = ≠ >", "  a: 己", "  a: 庚"]),
    ],
)
def test_misses_wrong_details_and_split_and_merged_entities_are_listed(lang: str, wanted: list[str]) -> None:
    held = scored(*MISSES, split=("己",), merged=("庚",), entities=4, spans=8, wrong=2)
    with_misses, plain = table([held], lang, misses=True).split("\n"), table([held], lang).split("\n")
    assert with_misses[: len(plain) - 1] == plain[:-1]
    assert [line for line in with_misses[len(plain) - 1 :] if line in wanted] == wanted
    assert not any("戊" in line for line in with_misses)
    shares = [line.split()[-3:] for line in plain if line.endswith("0.250")]
    assert shares == [["1", "4", "0.250"], ["1", "4", "0.250"], ["2", "8", "0.250"]]


def test_a_result_of_nothing_is_a_table_without_a_division_by_nothing() -> None:
    for lang in ("zh", "en"):
        lines = table([scored()], lang, misses=True).split("\n")
        assert sum(line.split()[-7:-4] == ["1.000", "1.000", "1.000"] for line in lines) == len(MEASURES)
        assert len({width(line) for line in lines[1:3]}) <= 2
    assert {m: count((), m).f1 for m in (*MEASURES, *SHARES)} == dict.fromkeys((*MEASURES, *SHARES), 1.0)


@pytest.mark.parametrize("word", HOSTILE.values(), ids=HOSTILE)
def test_a_draft_with_hostile_names_is_right_by_itself(word: str, tmp_path: Path) -> None:
    held = extraction()
    named = Extraction(
        held.text, tuple(replace(e, name=word + e.name) for e in held.entities), held.facts, held.figures
    )
    file = put(tmp_path, annotate.text(named))
    gold = parse(file, TEXT)
    assert [e.name for e in gold.entities.values()] == [e.name for e in named.entities]
    assert {r.span for r in gold.relations} == {f.evidence[0] for f in statements(named)}


def test_a_rejected_a_denied_and_a_doubtful_statement_are_neither_scored_nor_drafted(tmp_path: Path) -> None:
    held = extraction()
    whole = sample(tmp_path, drafted())
    stated = len(statements(held))
    first = held.facts[0]
    changes: list[dict[str, Any]] = [{"rejected": True}, {"negative": True}, {"confidence": Decimal("0.49")}]
    for change in changes:
        changed = replace(held, facts=(replace(first, **change), *held.facts[1:]))
        assert len(annotate.draft(changed)["relations"]) == stated - 1
        counted = count(score(whole, changed).marks, "relations")
        assert (counted.right, counted.spurious, counted.missed) == (stated - 1, 0, 1)
