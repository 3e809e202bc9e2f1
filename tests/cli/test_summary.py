"""The summary of a build, line by line in Chinese and in English, and the exit code that goes with it."""

from __future__ import annotations

import json
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from graph.check import Breach, Check
from graph.messages import say
from graph.model import Extraction, Finding, Span
from graph.pipeline import Build, Refusal
from graph.rdf.validate import Violation
from graph.store.columns import visible
from graph.summary import summary
from tests.cli.articles import ARTICLE, write
from tests.hostile import HOSTILE
from tests.rdf.sample import (
    DENIED,
    ENTITIES,
    FACTS,
    FIGURES,
    OFFERS,
    PARTNERS,
    REJECTED,
    SERVES,
    extraction,
    span,
    text,
)

if TYPE_CHECKING:
    from tests.cli.conftest import Run

SOUND = Check(6, 6, (), ())
SENTENCE = span("公司還計劃上線“松針助手”，並未放棄監(jiān)管要求😀。")


def built(*extractions: Extraction, check: Check = SOUND, lost: int = 0, idle: int = 0, refused: str = "") -> Build:
    """A build of some extractions."""
    refusals = (Refusal(Path("bad.txt"), refused),) if refused else ()
    return Build(Path("out"), extractions, refusals, 12345, check, lost, idle, 1.234)


ENGLISH = """\
Articles: 1, repairs: 2
  云杉的一年: 120 characters, repairs: 2

Entities: 6
  App                         1
  Bank                        1
  ConsumerFinanceCompany      1
  Institution                 1
  LoanProduct                 1
  Segment                     1

Relations: 4
  offers            2  1 asserted as facts
  partnersWith      1
  serves            1  0 asserted as facts

Figures: 2
Claims: 6
Review: 0 confirmed or added, 1 rejected
Quotes: 6 of 6 claims slice their article exactly
0 shape violations
All checks passed.
Written to out: 12,345 triples in 1.23 s
"""
CHINESE = """\
文章：1 篇，修复 2 处
  云杉的一年：120 字，修复 2 处

实体：6 个
  应用程序 App                             1
  银行 Bank                                1
  消费金融公司 ConsumerFinanceCompany      1
  机构 Institution                         1
  信贷产品 LoanProduct                     1
  客群 Segment                             1

关系：4 条
  提供 offers            2  其中 1 条作为事实陈述
  合作 partnersWith      1
  服务客群 serves        1  其中 0 条作为事实陈述

数据：2 项
断言：6 条
审阅：确认或补充 0 条，否决 1 条
引文：6 条断言中 6 条的引文与原文逐字相符
0 处不符合 SHACL 约束
检查通过。
已写入 out：12,345 个三元组，用时 1.23 秒
"""


@pytest.mark.parametrize(("lang", "wanted"), [("en", ENGLISH), ("zh", CHINESE)])
def test_the_summary_of_a_build_is_this(lang: str, wanted: str) -> None:
    assert summary(built(extraction()), lang) == wanted


@pytest.mark.parametrize(
    ("lang", "wanted"),
    [
        ("en", ["Articles: 0, repairs: 0", "", "Entities: 0", "", "Relations: 0", "", "Figures: 0", "Claims: 0"]),
        ("zh", ["文章：0 篇，修复 0 处", "", "实体：0 个", "", "关系：0 条", "", "数据：0 项", "断言：0 条"]),
    ],
)
def test_the_summary_of_nothing_has_its_titles_and_no_rows(lang: str, wanted: list[str]) -> None:
    assert summary(built(check=Check(0, 0, (), ())), lang).split("\n")[:8] == wanted


def test_rejected_and_denied_statements_are_no_relations_and_rejected_figures_no_figures() -> None:
    held = replace(extraction(), facts=(DENIED, REJECTED), figures=tuple(replace(f, rejected=True) for f in FIGURES))
    text = summary(built(held), "en")
    assert "\nRelations: 0\n\nFigures: 0\n" in text
    confirmed = replace(extraction(), facts=(replace(OFFERS, reviewer="林木"), REJECTED, PARTNERS))
    assert "\nReview: 1 confirmed or added, 1 rejected\n" in summary(built(confirmed), "en")
    assert "Review:" not in summary(built(replace(extraction(), facts=(OFFERS,))), "en")


def test_entities_of_several_articles_count_once_and_statements_in_each() -> None:
    text = summary(built(extraction("one"), extraction("two")), "en")
    assert "\nEntities: 6\n" in text
    assert "\n  ConsumerFinanceCompany      1\n" in text
    assert "\nRelations: 8\n  offers            4  2 asserted as facts\n" in text
    assert text.startswith("Articles: 2, repairs: 4\n")
    assert "\nFigures: 4\n" in text


def test_a_fact_at_the_limit_counts_as_asserted_and_one_below_it_does_not() -> None:
    facts = (replace(SERVES, confidence=Decimal("0.5")), replace(SERVES, confidence=Decimal("0.49")))
    assert "\n  serves      2  1 asserted as facts\n" in summary(built(replace(extraction(), facts=facts)), "en")
    assert "\n  serves      1\n" in summary(built(replace(extraction(), facts=facts[:1])), "en")


LOST = Finding("decision-lost", Span(0, 0), (("quote", "原话"), ("reviewer", "林木")))
BROKEN = Finding("truncated", SENTENCE)
LINES = {
    "en": {
        "lost": "    A decision by 林木 has lost its evidence: the article does not say “原话” any more."
        " Review it again.",
        "broken": "    The text breaks off here in the middle of a sentence ({0}–{1}): {2}",
        "more": "    further findings: 2",
    },
    "zh": {
        "lost": "    审阅人林木的一项决定失去了依据：原文中已没有“原话”。请重新审阅。",
        "broken": "    句子在此中断，没有写完（{0}–{1}）：{2}",
        "more": "    另有提示：2 条",
    },
}


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_first_five_findings_stand_under_their_article_and_the_rest_are_counted(lang: str) -> None:
    idle = Finding("decision-idle", Span(0, 0))
    held = replace(extraction(), findings=(idle, LOST, *[BROKEN] * 6))
    lines = summary(built(held), lang).split("\n")[2:8]
    quote = extraction().article.raw[slice(*SENTENCE)]
    broken = LINES[lang]["broken"].format(*SENTENCE, quote)
    assert len(quote) <= 40
    assert lines == [LINES[lang]["lost"], *[broken] * 4, LINES[lang]["more"]]


def test_a_long_sentence_of_a_finding_is_shown_by_its_end() -> None:
    raw = extraction().article.raw
    held = replace(extraction(), findings=(Finding("damage", Span(0, len(raw))),))
    line = summary(built(held), "en").split("\n")[2]
    assert line == f"    The text is damaged here and cannot be repaired (0–{len(raw)}): …{visible(raw.strip()[-36:])}"


ENDS: list[tuple[Build, dict[str, str]]] = [
    (built(lost=2), {"en": "2 decisions have lost their evidence.", "zh": "2 项审阅决定失去了依据。"}),
    (built(idle=3), {"en": "Review decisions without effect: 3", "zh": "没有效果的审阅决定：3 项"}),
    (built(refused="bad.txt is empty."), {"en": "Not read: bad.txt is empty.", "zh": "未读入：bad.txt is empty."}),
    (
        built(check=Check(7, 5, (), ())),
        {
            "en": "Quotes: 5 of 7 claims slice their article exactly",
            "zh": "引文：7 条断言中 5 条的引文与原文逐字相符",
        },
    ),
    (
        built(check=Check(1, 1, (), (Breach("quote-violation", "有吗？", "Any?", 2, "claim:a"),))),
        {
            "en": "Rule broken: quote-violation (Any?), rows: 2, first: claim:a",
            "zh": "违反规则 quote-violation（有吗？）：2 处，首例 claim:a",
        },
    ),
    (
        built(check=Check(1, 1, (Violation("x:a", "", "", "没有名称。", "It has no name.", ""),), ())),
        {"en": "  x:a: It has no name.", "zh": "  x:a：没有名称。"},
    ),
]


@pytest.mark.parametrize(("build", "said"), ENDS, ids=["lost", "idle", "refused", "quotes", "rule", "shape"])
def test_what_is_wrong_is_a_line_of_its_own_and_fails_the_build_unless_it_is_idle(
    build: Build, said: dict[str, str]
) -> None:
    for lang, line in said.items():
        assert line in summary(build, lang).split("\n")
        assert line not in summary(built(), lang).split("\n")
    assert build.passed == bool(build.idle)
    assert (say("check.failed", "en") in summary(build, "en")) == (not build.check.passed)


@pytest.mark.parametrize("word", HOSTILE.values(), ids=HOSTILE)
def test_hostile_words_stay_in_their_lines(word: str) -> None:
    titled = replace(text(), article=replace(text().article, title=word))
    lost = Finding("decision-lost", Span(0, 0), (("quote", word), ("reviewer", word)))
    held = Extraction(titled, ENTITIES, FACTS, FIGURES, (lost, BROKEN))
    for lang in ("zh", "en"):
        lines = summary(built(held, refused=word), lang).split("\n")
        plain = summary(built(replace(extraction(), findings=(LOST, BROKEN)), refused="x"), lang).split("\n")
        assert len(lines) == len(plain)
        assert all(visible(line) == line for line in lines)
        assert sum(visible(word) in line for line in lines) == 3


def test_a_build_that_leaves_one_article_out_says_so_and_ends_with_1(wupian: Run, place: Path) -> None:
    write(place, good=ARTICLE, bad="")
    ran = wupian("build", "good.txt", "bad.txt", "--lang", "zh")
    assert ran.code == 1
    assert [line for line in ran.out.split("\n") if line.startswith("未读入：")] == [
        next(line for line in ran.out.split("\n") if "bad.txt" in line)
    ]
    assert json.loads((place / "out" / "wupian-build.json").read_text(encoding="utf-8"))["articles"].keys() == {"good"}


HELD = "SELECT ?s { ?s a wp:Claim }"


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("query", "products", "-p", "colour=blue"), "has no parameter colour"),
        (("query", "products", "-p", "name=a", "-p", "name=b"), "is given twice"),
        (("query", "low-confidence", "-p", "below=much"), "takes a number such as 0.8"),
        (("query", HELD, "-p", "name=a"), "Parameters go with named queries only"),
        (("query", HELD, "--format", "ttl"), "is written as table, json, csv, tsv, not as ttl"),
        (("query", "CONSTRUCT { ?s ?p ?o } { ?s ?p ?o }", "--format", "csv"), "is written as ttl, nt, jsonld"),
        (("query", "DROP ALL"), "Updates are refused"),
        (("explore", "--out", "."), "is a folder or device; name a file"),
    ],
)
def test_wrong_use_of_a_store_is_one_sentence_and_exit_code_2(
    arguments: tuple[str, ...], words: str, wupian: Run, store: Path
) -> None:
    ran = wupian(*arguments, "--store", store)
    assert ran.code == 2
    assert words in ran.sentence


@pytest.mark.parametrize("least", ["-0.1", "1.1", "much", ""])
def test_a_confidence_that_is_none_is_wrong_use(least: str, wupian: Run, store: Path) -> None:
    ran = wupian("analyse", "--store", store, "--min-confidence", least)
    assert (ran.code, ran.out) == (2, "")
    assert "'--min-confidence'" in ran.err
    assert "Traceback" not in ran.err


@pytest.mark.parametrize("form", ["csv", "json", "tsv"])
def test_an_answer_without_rows_is_done_and_not_a_finding(form: str, wupian: Run, store: Path) -> None:
    ran = wupian("query", "products", "-p", "name=无此机构", "--store", store, "--format", form)
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.count("\n") == 1
