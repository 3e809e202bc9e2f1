"""`wupian annotate` writes a draft where it is asked to, and never over a person's work."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from tests.cli.articles import ARTICLE, TRADITIONAL, write

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.conftest import Run


def test_a_draft_lies_beside_its_article_and_scores_1(wupian: Run, place: Path) -> None:
    write(place, sample=ARTICLE)
    ran = wupian("annotate", "sample.txt")
    assert (ran.code, ran.out) == (0, "")
    assert ran.err == "Written to sample.gold.json; correct it against the article\n"
    scores = json.loads(wupian("evaluate", "sample.gold.json", "--format", "json").out)["all"]
    assert {measure: held["f1"] for measure, held in scores.items()} == dict.fromkeys(scores, 1)


def test_a_file_that_is_there_is_replaced_only_by_force(wupian: Run, place: Path) -> None:
    write(place, a=ARTICLE)
    (place / "a.gold.json").write_text("corrected", encoding="utf-8")
    assert "a.gold.json is there already; name another file with --out" in wupian("annotate", "a.txt").sentence
    assert (place / "a.gold.json").read_text(encoding="utf-8") == "corrected"
    assert wupian("annotate", "a.txt", "--force").code == 0
    assert json.loads((place / "a.gold.json").read_text(encoding="utf-8"))["article"]["id"] == "a"


def test_a_link_is_followed(wupian: Run, place: Path) -> None:
    write(place, a=ARTICLE)
    (place / "link.json").symlink_to("target.json")
    assert wupian("annotate", "a.txt", "--out", "link.json").code == 0
    assert (place / "link.json").is_symlink()
    assert (place / "target.json").is_file()


def test_out_names_a_file_or_stdout(wupian: Run, place: Path) -> None:
    write(place, a=TRADITIONAL)
    assert wupian("annotate", "a.txt", "--out", "b.json", "--lang", "zh").err.startswith("已写入 b.json")
    ran = wupian("annotate", "a.txt", "--out", "-")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out == (place / "b.json").read_text(encoding="utf-8")
    assert sorted(p.name for p in place.iterdir()) == ["a.txt", "b.json"]


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("nothing.txt",), "There is no file nothing.txt"),
        (("a.txt", "--out", "."), "is a folder; name a file"),
        (("a.txt", "--out", "nowhere/b.json"), "cannot be written"),
        (("a.md",), "is no text file"),
    ],
)
def test_what_cannot_be_done_is_one_sentence(
    arguments: tuple[str, ...], sentence: str, wupian: Run, place: Path
) -> None:
    write(place, a=ARTICLE)
    (place / "a.md").write_text(ARTICLE, encoding="utf-8")
    ran = wupian("annotate", *arguments)
    assert ran.code == 2
    assert sentence in ran.sentence
    assert not (place / "a.gold.json").exists()
