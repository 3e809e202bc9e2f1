"""Of whom a clause speaks."""

from __future__ import annotations

import pytest

from tests.reading import extract, fact, triples

HAIER = "海尔消费金融有限公司"
ZHONGYOU = "中邮消费金融有限公司"
NINGBO = "宁波银行股份有限公司"


@pytest.mark.parametrize(
    ("text", "subject", "target"),
    [
        ("宁波银行持续创新。该行推出“宁享贷”。", NINGBO, "宁享贷"),
        ("海尔消费金融持续创新。公司推出“海享贷”。", HAIER, "海享贷"),
        ("海尔消费金融持续创新。该公司推出“海享贷”。", HAIER, "海享贷"),
        ("海尔消费金融持续创新，其推出“海享贷”。", HAIER, "海享贷"),
        ("海尔消费金融持续创新。我司推出“海享贷”。", HAIER, "海享贷"),
        ("中邮消费金融推出“邮享贷”。海尔消费金融持续创新。公司推出“海享贷”。", HAIER, "海享贷"),
    ],
)
def test_a_pronoun_stands_for_the_last_organisation_it_can_mean(text: str, subject: str, target: str) -> None:
    found = fact(extract(text), subject, "offers", target)
    assert (found.how, found.explicit) == ("pronoun", False)


def test_this_bank_is_never_a_company_that_is_no_bank() -> None:
    found = extract("海尔消费金融持续创新。该行推出“海享贷”。")
    assert (HAIER, "offers", "海享贷") not in triples(found)


def test_a_clause_without_a_subject_goes_on_with_the_topic_of_its_sentence() -> None:
    found = fact(extract("海尔消费金融成立多年，推出“海享贷”。"), HAIER, "offers", "海享贷")
    assert (found.how, found.explicit) == ("named", True)


def test_a_sentence_without_a_subject_goes_on_with_the_topic_of_its_paragraph() -> None:
    found = fact(extract("海尔消费金融成立多年。目前推出“海享贷”。"), HAIER, "offers", "海享贷")
    assert (found.how, found.explicit) == ("zero", False)


def test_a_company_at_the_head_of_a_paragraph_takes_over_the_topic() -> None:
    text = "海尔消费金融持续创新。\n中邮消费金融成立多年。推出“邮享贷”。"
    assert triples(extract(text), "offers") == {(ZHONGYOU, "offers", "邮享贷")}


def test_a_subject_that_is_nobody_in_particular_clears_the_topic() -> None:
    text = "海尔消费金融持续创新。金融机构应服务实体经济。推出“空谈贷”。"
    assert triples(extract(text), "offers") == set()


@pytest.mark.parametrize(
    "text",
    [
        "中邮消费金融依托邮储银行拓展市场，推出“邮享贷”。",
        "中邮消费金融通过百行征信接入数据，推出“邮享贷”。",
        "中邮消费金融引入中和农信等合作机构，推出“邮享贷”。",
        "通过百行征信，中邮消费金融推出“邮享贷”。",
    ],
)
def test_what_is_only_a_means_or_a_partner_never_becomes_the_topic(text: str) -> None:
    assert triples(extract(text), "offers") == {(ZHONGYOU, "offers", "邮享贷")}


def test_a_phrase_that_leads_a_sentence_speaks_of_the_agent_behind_it() -> None:
    text = "作为人工智能技术驱动的机构，海尔消费金融推出“海享贷”。"
    assert triples(extract(text), "uses") == {(HAIER, "uses", "人工智能")}


def test_agents_side_by_side_share_what_they_do() -> None:
    text = "海尔消费金融和中邮消费金融聚焦新市民。"
    assert triples(extract(text), "serves") == {(HAIER, "serves", "新市民"), (ZHONGYOU, "serves", "新市民")}


def test_another_story_of_a_digest_forgets_the_topic() -> None:
    text = "海尔消费金融持续创新。（经济日报）\n目前推出“空谈贷”。"
    assert triples(extract(text), "offers") == set()


def test_a_product_and_its_house_share_whom_they_serve() -> None:
    found = triples(extract("海尔消费金融推出“海享贷”，服务小微企业主。"), "serves")
    assert found == {(HAIER, "serves", "小微企业主"), ("海享贷", "serves", "小微企业主")}


def test_a_relative_clause_leaves_the_product_as_the_subject() -> None:
    found = triples(extract("海尔消费金融推出的“海享贷”服务新市民。"))
    assert found == {(HAIER, "offers", "海享贷"), ("海享贷", "serves", "新市民")}
