"""What the report tells of the change since an earlier build."""

from __future__ import annotations

from graph.analyse.analysis import analyse
from graph.analyse.change import change
from graph.analyse.report.blocks import Cited, Paragraph, Table
from graph.analyse.report.compose import SECTIONS, compose
from graph.analyse.report.markdown import markdown
from graph.analyse.report.page import page
from tests.analyse.markup import tree
from tests.analyse.sample import extractions, sample, store


def test_without_an_earlier_build_there_is_no_such_section() -> None:
    assert [one.key for one in compose(sample()).sections] == list(SECTIONS)


def test_what_did_not_change_is_told_in_one_sentence() -> None:
    (section,) = [one for one in compose(sample(), change(sample(), sample())).sections if one.key == "change"]
    (block,) = section.blocks
    assert isinstance(block, Paragraph)


def test_the_totals_stand_side_by_side_and_the_cells_that_changed_below() -> None:
    first, _ = extractions()
    now, then = sample(), analyse(store([first]))
    (section,) = [one for one in compose(now, change(now, then)).sections if one.key == "change"]
    tables = {block.key: block for block in section.blocks if isinstance(block, Table)}
    rows = {said(row[0]): [said(cell) for cell in row[1:]] for row in tables["totals"].rows}
    assert rows["Articles"] == ["1", "2", "+1"]
    assert rows["Claims that count"] == [str(len(then.claims)), str(len(now.claims)), f"{len(now.claims) - 9:+}"]
    moved = {(said(row[0]), said(row[1])): (said(row[2]), said(row[3])) for row in tables["moved"].rows}
    assert moved["青禾银行", "digital finance"] == ("0", "1")
    assert moved["各机构", "inclusive finance"] == ("0", "1")


def test_the_page_and_the_memo_hold_it_after_the_findings() -> None:
    first, _ = extractions()
    report = compose(sample(), change(sample(), analyse(store([first]))))
    assert [one.attributes["id"] for one in tree(page(report)).all("section")][:2] == ["findings", "change"]
    assert "## Since the earlier build" in markdown(report, "en")


def said(cell: object) -> str:
    """The English words of a cell."""
    line = getattr(cell, "line", ())
    return " ".join(part.words.en for part in line if not isinstance(part, Cited))
