"""What stands in for a name: pronouns of every class, the former and the latter, names left out, parts for houses."""

from __future__ import annotations

import pytest

from graph.vocabulary import load
from tests.reading import extract, fact, triples

HAIER = "海尔消费金融有限公司"
HZB = "杭州银行股份有限公司"
ORGANISATIONS = {"Bank": "杭州银行", "Institution": "海尔消费金融"}
# For a class a sentence that introduces one of it, with its name.
INTRODUCED = {
    "Initiative": ("海尔消费金融启动“暖心行动”。", "暖心行动"),
    "LoanProduct": ("海尔消费金融推出“云杉贷”。", "云杉贷"),
    "Platform": ("海尔消费金融搭建“云杉”助农平台。", "“云杉”助农平台"),
}


def anaphors(kind: str) -> list[str]:
    """The pronouns and short nouns that stand for a class."""
    return sorted(word for word, meant in load().cues["anaphor"].items() if meant == kind)


@pytest.mark.parametrize(("kind", "name"), sorted(ORGANISATIONS.items()))
def test_every_pronoun_of_an_organisation_stands_for_the_one_spoken_of(kind: str, name: str) -> None:
    for word in anaphors(kind):
        found = [f for f in extract(f"{name}持续创新。{word}推出“云杉贷”。").facts if f.predicate == "offers"]
        assert [(f.how, f.explicit) for f in found] == [("pronoun", False)], word


def test_no_pronoun_of_a_bank_stands_for_a_company_that_is_none() -> None:
    for word in anaphors("Bank"):
        assert triples(extract(f"海尔消费金融持续创新。{word}推出“云杉贷”。"), "offers") == set(), word


@pytest.mark.parametrize("kind", sorted(INTRODUCED))
def test_every_pronoun_of_a_thing_stands_for_the_last_one_of_its_class(kind: str) -> None:
    text, name = INTRODUCED[kind]
    for word in anaphors(kind):
        assert (name, "serves", "农户") in triples(extract(f"{text}{word}服务农户。")), word


@pytest.mark.parametrize("kind", sorted(INTRODUCED))
def test_no_pronoun_of_a_thing_stands_for_one_of_another_class_or_for_none(kind: str) -> None:
    others = [row for other, row in INTRODUCED.items() if other != kind and {other, kind} != {"Initiative", "Platform"}]
    for word in anaphors(kind):
        assert triples(extract(f"{word}服务农户。")) == set(), word
        for text, name in others:
            assert (name, "serves", "农户") not in triples(extract(f"{text}{word}服务农户。")), word


def test_every_noun_for_a_policy_stands_for_the_last_one_that_was_issued() -> None:
    issued = "国务院办公厅印发《云杉发展规划》。"
    for word in anaphors("Policy"):
        found = triples(extract(f"{issued}海尔消费金融落实{word}。"), "respondsTo")
        assert found == {(HAIER, "respondsTo", "云杉发展规划")}, word
        assert triples(extract(f"海尔消费金融落实{word}。")) == set(), word


@pytest.mark.parametrize(
    ("text", "relation", "expected"),
    [
        # objects and subjects that a pronoun stands for
        (
            "国务院办公厅印发《云杉发展规划》。该文件支持普惠金融。",
            "addresses",
            {("云杉发展规划", "addresses", "普惠金融")},
        ),
        (
            "海尔消费金融上线云杉交换系统。该系统采用联邦学习。",
            "uses",
            {("云杉交换系统", "uses", "联邦学习")},
        ),
        (
            "海尔消费金融上线云杉交换系统，该系统由百度研发。",
            "develops",
            {(HAIER, "develops", "云杉交换系统"), ("百度", "develops", "云杉交换系统")},
        ),
        # the former and the latter
        (
            "海尔消费金融推出“云杉贷”和“青松贷”，前者面向农户，后者面向个体工商户。",
            "serves",
            {("云杉贷", "serves", "农户"), ("青松贷", "serves", "个体工商户")},
        ),
        (
            "海尔消费金融推出“云杉贷”、“青松贷”。后者面向农户。",
            "serves",
            {("青松贷", "serves", "农户")},
        ),
        # what the clause before names and a passive or a possessive takes up
        ("“云杉贷”受到欢迎，由海尔消费金融推出。", "offers", {(HAIER, "offers", "云杉贷")}),
        ("“云杉贷”受到欢迎，其由海尔消费金融推出。", "offers", {(HAIER, "offers", "云杉贷")}),
        ("“暖心行动”广受好评，由海尔消费金融举办。", "runs", {(HAIER, "runs", "暖心行动")}),
        (
            "《云杉发展规划》已经施行，由国务院办公厅印发。",
            "issues",
            {("国务院办公厅", "issues", "云杉发展规划")},
        ),
        ("“云杉贷”受到欢迎，海尔消费金融推出。", "offers", set()),
        # parts
        ("杭州银行萧山支行开业。该支行服务农户。", "serves", {(HZB, "serves", "农户")}),
        ("杭州银行发布年报。总行零售部推出“云耕贷”。", "offers", {(HZB, "offers", "云耕贷")}),
        ("总行零售部推出“云耕贷”。", "offers", set()),
        # the listed company of a note
        (
            "云杉股份（600001.SH）发布公告。上市公司推出“云杉贷”。",
            "offers",
            {("云杉股份", "offers", "云杉贷")},
        ),
        # people
        ("海尔消费金融总经理周明远表示满意。他说，公司将推出“云杉贷”。", "offers", {(HAIER, "offers", "云杉贷")}),
        ("他说，将推出“云杉贷”。", "offers", set()),
        ("海尔消费金融持续创新。应当推出“云杉贷”。", "offers", set()),
        # topics that are too far away, or of another place
        ("海尔消费金融持续创新。" + "天气晴好。" * 5 + "推出“云杉贷”。", "offers", set()),
        ("海尔消费金融持续创新。" + "天气晴好。" * 2 + "推出“云杉贷”。", "offers", {(HAIER, "offers", "云杉贷")}),
        ("海尔消费金融持续创新。深圳推出“云杉贷”。", "offers", set()),
        ("杭州银行持续创新。杭州推出“云杉贷”。", "offers", {(HZB, "offers", "云杉贷")}),
        # an end is never related to itself
        ("杭州银行与杭州银行签约。", "partnersWith", set()),
        ("杭州银行携手该行。", "partnersWith", set()),
        # one who is only a part of a phrase
        ("包括海尔消费金融、杭州银行在内的机构推出“云杉贷”。", "offers", set()),
        ("海尔消费金融被杭州银行引入。", "partnersWith", set()),
        ("根据《云杉管理办法》，海尔消费金融推出“云杉贷”。", "offers", {(HAIER, "offers", "云杉贷")}),
    ],
)
def test_what_stands_in_for_a_name_is_read_as_exactly_this(
    text: str, relation: str, expected: set[tuple[str, str, str]]
) -> None:
    assert triples(extract(text), relation) == expected


@pytest.mark.parametrize("text", ["杭州银行萧山支行推出“云耕贷”。", "杭州银行深圳分行推出“云耕贷”。"])
def test_what_a_branch_offers_is_its_bank_s_through_it_and_the_branch_is_its_unit(text: str) -> None:
    found = extract(text)
    names = {e.id: e.name for e in found.entities}
    branch = text.partition("推出")[0]
    offer = fact(found, HZB, "offers", "云耕贷")
    assert names[offer.via or ""] == branch
    assert (branch, "unitOf", HZB) in triples(found)


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("2025年3月1日，财政部印发《云杉管理办法》。", "2025-03-01"),
        ("财政部于2025年3月1日印发《云杉管理办法》。", "2025-03-01"),
        ("去年3月，财政部印发《云杉管理办法》。", "2024-03-31"),
        ("财政部印发《云杉管理办法》，自2025年3月1日起施行。", None),
        ("财政部将于2025年9月印发《云杉管理办法》。", None),
    ],
)
def test_a_policy_is_dated_by_the_day_that_stands_before_its_issue_when_it_is_issued(
    text: str, date: str | None
) -> None:
    (policy,) = [e for e in extract(text).entities if e.type == "Policy"]
    assert (policy.issued.date if policy.issued else None) == date


def test_a_policy_that_is_issued_twice_has_the_earlier_day() -> None:
    raw = "2025年3月，财政部印发《云杉管理办法》。2025年1月，商务部印发《云杉管理办法》。"
    (policy,) = [e for e in extract(raw).entities if e.type == "Policy"]
    assert policy.issued is not None
    assert policy.issued.date == "2025-01-31"
