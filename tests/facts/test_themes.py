"""Themes that headings and settings imply."""

from __future__ import annotations

from graph.model import Fact
from tests.reading import extract, triples

HAIER = "海尔消费金融有限公司"
ZHONGYOU = "中邮消费金融有限公司"
GREEN, PENSION = "theme/green-finance", "theme/pension-finance"


def derived(raw: str) -> list[Fact]:
    """The facts that headings and settings imply."""
    return [f for f in extract(raw).facts if f.derived]


def ends(raw: str) -> set[tuple[str, str]]:
    """The (institution, theme) ids that headings and settings imply."""
    return {(f.subject, f.object) for f in derived(raw)}


def test_who_a_section_speaks_of_advances_the_theme_of_its_heading() -> None:
    raw = "深耕绿色金融\n海尔消费金融推出“海享贷”。中邮消费金融推出“邮享贷”。"
    facts = derived(raw)
    assert {(f.subject, f.object) for f in facts} == {("authority/haier", GREEN), ("authority/zhongyou", GREEN)}
    for fact in facts:
        assert (fact.predicate, fact.explicit, fact.rule, fact.how) == ("advances", False, "heading-theme", "heading")


def test_the_evidence_is_the_sentence_and_the_words_of_the_heading() -> None:
    raw = "深耕綠(lǜ)色金融服務(wù)體系\n海爾消費金融推出“海享貸”。該公司持續創新。"
    (fact,) = derived(raw)
    assert [raw[slice(*span)] for span in fact.evidence] == ["海爾消費金融推出“海享貸”。", "綠(lǜ)色金融"]


def test_the_first_sentence_of_a_paragraph_narrows_the_themes_of_a_heading() -> None:
    raw = (
        "深耕绿色金融与养老金融\n"
        "绿色金融事关长远。海尔消费金融推出“海享贷”。\n"
        "养老金融同样重要。中邮消费金融推出“邮享贷”。"
    )
    assert ends(raw) == {("authority/haier", GREEN), ("authority/zhongyou", PENSION)}


def test_a_heading_of_two_themes_gives_both_where_nothing_narrows_them() -> None:
    raw = "深耕绿色金融与养老金融\n海尔消费金融推出“海享贷”。"
    assert ends(raw) == {("authority/haier", GREEN), ("authority/haier", PENSION)}


def test_a_section_ends_with_the_next_heading() -> None:
    raw = "深耕绿色金融\n海尔消费金融推出“海享贷”。\n完善公司治理\n中邮消费金融推出“邮享贷”。"
    assert ends(raw) == {("authority/haier", GREEN)}


def test_a_theme_that_is_stated_too_is_one_statement_that_is_not_derived() -> None:
    raw = "深耕绿色金融\n海尔消费金融推进绿色金融。"
    facts = [f for f in extract(raw).facts if f.predicate == "advances"]
    assert [(f.object, f.derived, f.explicit) for f in facts] == [(GREEN, False, True)]


def test_a_regulator_or_a_company_that_is_only_a_means_gets_no_theme() -> None:
    raw = "深耕绿色金融\n国家金融监督管理总局发布《消费金融公司管理办法》。海尔消费金融通过百行征信接入数据。"
    assert ends(raw) == {("authority/haier", GREEN)}


def test_without_a_heading_nothing_is_derived() -> None:
    assert derived("绿色金融事关长远。海尔消费金融推出“海享贷”。") == []
    assert triples(extract("深耕绿色金融。\n海尔消费金融推出“海享贷”。"), "advances") == set()


def test_who_acts_in_a_field_that_the_sentence_begins_with_advances_its_theme() -> None:
    raw = "在养老金融领域，海尔消费金融上线智能风控系统。中邮消费金融推出“邮享贷”。"
    facts = {(f.subject, f.object): f.rule for f in extract(raw).facts if f.predicate == "advances"}
    assert facts["authority/haier", PENSION] == "setting-theme"
    assert ("authority/zhongyou", PENSION) not in facts
