"""`wupian evaluate` as it is used: by files and folders, as JSON, compared with an earlier result, leaving one out."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

import pytest

from tests.cli.articles import ARTICLE, write

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.conftest import Run


@pytest.fixture
def gold(wupian: Run, place: Path) -> Path:
    """A folder with two articles and their drafts."""
    folder = place / "gold"
    folder.mkdir()
    write(folder, a=ARTICLE, b="江苏银行推出“松果贷”，服务新市民。\n")
    for name in ("a", "b"):
        assert wupian("annotate", folder / f"{name}.txt").code == 0
    return folder


def change(file: Path, predicate: str) -> None:
    """Take the relations with a predicate out of a gold file."""
    held = json.loads(file.read_text(encoding="utf-8"))
    held["relations"] = [r for r in held["relations"] if r["p"] != predicate]
    file.write_text(json.dumps(held), encoding="utf-8")


def document(text: str) -> dict[str, Any]:
    """A JSON answer."""
    found: dict[str, Any] = json.loads(text)
    return found


def test_articles_may_lie_in_another_folder(wupian: Run, gold: Path, place: Path) -> None:
    (place / "texts").mkdir()
    (gold / "a.txt").rename(place / "texts" / "a.txt")
    assert "name its folder with --text" in wupian("evaluate", gold / "a.gold.json").sentence
    ran = wupian("evaluate", gold / "a.gold.json", "--text", "texts")
    assert (ran.code, ran.err) == (0, "")
    assert re.search(r"^relations +1\.000 +1\.000 +1\.000", ran.out, re.MULTILINE)


def test_json_holds_every_measure_and_item(wupian: Run, gold: Path) -> None:
    found = document(wupian("evaluate", gold, "--format", "json").out)
    assert list(found) == ["all", "details", "kinds", "soundness", "calibration", "articles"]
    assert found["all"]["relations"]["f1"] == found["all"]["relations"]["low"] == 1
    assert found["soundness"]["wrongSpans"] == 0
    bins = found["calibration"]["bins"]
    assert sum(b["number"] for b in bins) == sum(len(a["judged"]) for a in found["articles"].values())
    assert {i["outcome"] for a in found["articles"].values() for i in a["items"]} == {"right"}


def test_compare_shows_what_changed_in_words_and_in_json(wupian: Run, gold: Path, place: Path) -> None:
    (place / "before.json").write_text(wupian("evaluate", gold, "--format", "json").out, encoding="utf-8")
    change(gold / "b.gold.json", "serves")
    ran = wupian("evaluate", gold, "--compare", "before.json")
    assert (ran.code, ran.err) == (0, "")
    assert re.search(r"^relations +1\.000 +0\.\d{3} +-0\.\d{3}$", ran.out, re.MULTILINE)
    assert "Wrong now (2)" in ran.out
    found = document(wupian("evaluate", gold, "--compare", "before.json", "--format", "json").out)["comparison"]
    assert [item["article"] for item in found["new-wrong"]] == ["b", "b"]
    assert found["measures"]["figures"]["change"] == 0


def test_compare_refuses_another_file_before_it_reads_articles(wupian: Run, gold: Path) -> None:
    assert "is no earlier result" in wupian("evaluate", gold, "--compare", gold / "a.gold.json").sentence
    assert "cannot be read" in wupian("evaluate", gold, "--compare", "nothing.json").sentence


def test_leave_one_out_counts_confidence_on_the_others(wupian: Run, gold: Path) -> None:
    own, others = (
        document(wupian("evaluate", gold, "--format", "json", *more).out) for more in ((), ("--leave-one-out",))
    )
    assert own["calibration"]["bins"] != others["calibration"]["bins"]
    assert "at least two articles" in wupian("evaluate", gold / "a.gold.json", "--leave-one-out").sentence


def test_an_article_that_is_given_twice_is_refused(wupian: Run, gold: Path) -> None:
    assert "a is given twice" in wupian("evaluate", gold, gold / "a.gold.json").sentence


def test_a_slip_in_a_gold_file_is_one_sentence(wupian: Run, gold: Path) -> None:
    text = (gold / "b.gold.json").read_text(encoding="utf-8")
    (gold / "b.gold.json").write_text(text.replace('"p": "serves"', '"p": "helps"'), encoding="utf-8")
    ran = wupian("evaluate", gold)
    assert ran.code == 2
    assert re.search(r"b\.gold\.json: relation R\d has the predicate helps, which is no relation", ran.sentence)


def test_words_are_chinese_when_asked(wupian: Run, gold: Path) -> None:
    ran = wupian("evaluate", gold, "--lang", "zh", "--misses", "--leave-one-out")
    assert "期望校准误差" in ran.out
    assert "提供 offers" in ran.out
