"""Constructions of the news: relative clauses, kinship, the former and the latter, lists of departments, purposes."""

from __future__ import annotations

import pytest

from tests.reading import extract, triples

HAIER = "海尔消费金融有限公司"
ZHONGYOU = "中邮消费金融有限公司"
HZB = "杭州银行股份有限公司"
NFRA = "国家金融监督管理总局"
PBOC = "中国人民银行"

STATED = [
    # a name that the noun of a relative clause introduces
    ("面向农户的线上贷款“禾易贷”利率下降。", "serves", {("禾易贷", "serves", "农户")}),
    # the agent of a relative clause behind “is”, a branch that stands for its bank
    ("这是杭州银行推出的“云耕贷”。", "offers", {(HZB, "offers", "云耕贷")}),
    ("这款产品是杭州银行萧山支行推出的“云耕贷”。", "offers", {(HZB, "offers", "云耕贷")}),
    # technologies with their head noun
    ("海尔消费金融运用知识图谱技术评估风险。", "uses", {(HAIER, "uses", "知识图谱")}),
    # objects that 把 moves before the verb
    ("海尔消费金融把大模型用于贷后管理。", "uses", {(HAIER, "uses", "大模型")}),
    # kinship
    (
        "杭州银行持续创新。子公司杭银消费金融推出“杭易贷”。",
        "offers",
        {("杭银消费金融股份有限公司", "offers", "杭易贷")},
    ),
    (
        "杭州银行持续创新。子公司杭银消费金融推出“杭易贷”。",
        "subsidiaryOf",
        {("杭银消费金融股份有限公司", "subsidiaryOf", HZB)},
    ),
    # an owner who is named before, or stands behind a marker
    ("海尔消费金融持续创新。旗下“海享贷”利率下降。", "offers", {(HAIER, "offers", "海享贷")}),
    ("分期由海尔消费金融旗下“海享贷”承接。", "offers", {(HAIER, "offers", "海享贷")}),
    # the former and the latter
    (
        "海尔消费金融上线星桥系统和云帆系统，前者用于客户画像，后者用于授信审批。",
        "appliesTo",
        {("星桥系统", "appliesTo", "客户画像"), ("云帆系统", "appliesTo", "授信审批")},
    ),
    # authorities before a policy
    (
        "按照金融监管总局《助贷业务管理办法》要求，杭州银行开展自查。",
        "issues",
        {(NFRA, "issues", "助贷业务管理办法")},
    ),
    (
        "为落实中国人民银行、金融监管总局等七部门《绿色金融指导意见》，杭州银行开展自查。",
        "issues",
        {(PBOC, "issues", "绿色金融指导意见"), (NFRA, "issues", "绿色金融指导意见")},
    ),
    ("金融监管总局办公厅印发《助贷业务管理办法》。", "issues", {(NFRA, "issues", "助贷业务管理办法")}),
    # a purpose before its subject, with the issuer of the policy in it
    (
        "为落实金融监管总局印发的《助贷业务管理办法》，杭州银行推出“云耕贷”。",
        "respondsTo",
        {(HZB, "respondsTo", "助贷业务管理办法")},
    ),
    # what a relative clause uses, and partners who act together
    (
        "运用知识图谱、联邦学习搭建的“天衍”反欺诈系统升级。",
        "uses",
        {("“天衍”反欺诈系统", "uses", "知识图谱"), ("“天衍”反欺诈系统", "uses", "联邦学习")},
    ),
    ("该系统由杭州银行与浙江大学联合开发。", "partnersWith", {(HZB, "partnersWith", "浙江大学")}),
    # the owner before its list of subsidiaries, never the other way round
    (
        "杭州银行依托杭银理财有限责任公司、杭银消费金融等子公司服务农户。",
        "subsidiaryOf",
        {
            ("杭银理财有限责任公司", "subsidiaryOf", HZB),
            ("杭银消费金融股份有限公司", "subsidiaryOf", HZB),
        },
    ),
    # what is made by somebody
    ("“天衍”系统由海尔消费金融自主研发。", "develops", {(HAIER, "develops", "“天衍”系统")}),
    ("“云耕贷”由杭州银行推出。", "offers", {(HZB, "offers", "云耕贷")}),
    # platforms are offered
    ("杭州银行搭建“云耕”助农平台。", "offers", {(HZB, "offers", "“云耕”助农平台")}),
]


@pytest.mark.parametrize(("text", "relation", "expected"), STATED)
def test_the_construction_states_exactly_this(text: str, relation: str, expected: set[tuple[str, str, str]]) -> None:
    assert triples(extract(text), relation) == expected


def test_this_company_never_means_a_regulator() -> None:
    found = extract("宁波金融监管局同意海尔消费金融增资。该公司推出“海享贷”。")
    assert triples(found, "offers") == {(HAIER, "offers", "海享贷")}


def test_the_former_of_one_thing_means_nothing() -> None:
    assert triples(extract("海尔消费金融上线星桥系统，前者用于客户画像。"), "appliesTo") == set()


def test_a_title_without_an_organisation_means_the_one_before_only_at_the_head_of_its_clause() -> None:
    head = extract("海尔消费金融持续创新。总经理李明远表示满意。")
    assert triples(head, "holdsRoleAt") == {("李明远", "holdsRoleAt", HAIER)}
    other = extract("海尔消费金融持续创新。省联社副主任李明远表示满意。")
    assert triples(other, "holdsRoleAt") == set()


def test_a_name_right_behind_an_oblique_one_is_no_subject() -> None:
    found = extract("中邮消费金融向人民银行征信中心查询报告。推出“邮享贷”。")
    assert triples(found, "offers") == {(ZHONGYOU, "offers", "邮享贷")}


def test_what_a_regulator_approves_is_the_number_of_the_company() -> None:
    found = extract("宁波金融监管局批复同意海尔消费金融增加注册资本，变更为36亿元。")
    names = {e.id: e.name for e in found.entities}
    assert [names[f.subject] for f in found.figures] == [HAIER]


@pytest.mark.parametrize("name", ["本地银行", "两家互联网银行", "更多外资银行", "下午银行", "AI原生银行"])
def test_words_before_a_kind_of_bank_make_no_name(name: str) -> None:
    assert [e.name for e in extract(f"{name}推出“云耕贷”。").entities if e.type == "Bank"] == []


def test_an_owner_named_in_passing_does_not_become_the_topic() -> None:
    raw = "宁银消金注册资本36亿元，控股股东宁波银行持股94.17%。截至2024年末，公司净利润3.03亿元。"
    found = extract(raw)
    names = {e.id: e.name for e in found.entities}
    assert triples(found, "subsidiaryOf") == {("浙江宁银消费金融股份有限公司", "subsidiaryOf", "宁波银行股份有限公司")}
    assert names[next(f.subject for f in found.figures if f.value == 303_000_000)] == "浙江宁银消费金融股份有限公司"


def test_a_verb_behind_a_name_is_read_though_it_forms_another_word_with_the_end_of_the_name() -> None:
    found = extract("杭州银行与海尔消费金融合作推出“雪松贷”。")
    assert (HZB, "partnersWith", HAIER) in triples(found)


def test_what_is_made_together_is_offered_by_both() -> None:
    found = triples(extract("海尔消费金融与杭州银行联合推出“云耕贷”。"), "offers")
    assert found == {(HAIER, "offers", "云耕贷"), (HZB, "offers", "云耕贷")}


@pytest.mark.parametrize("word", ["不会", "无意", "拒绝", "从未", "暂不"])
def test_what_is_denied_in_other_words_is_no_statement(word: str) -> None:
    found = extract(f"海尔消费金融{word}推出“海享贷”。")
    assert [f.negative for f in found.facts if f.predicate == "offers"] == [True]


@pytest.mark.parametrize("word", ["暂停", "暂缓", "中止"])
def test_what_is_stopped_has_ended(word: str) -> None:
    found = extract(f"海尔消费金融{word}推出“海享贷”。")
    assert [f.modality for f in found.facts if f.predicate == "offers"] == ["Ended"]


@pytest.mark.parametrize(
    "text",
    [
        "杭州银行、杭银消费金融等子公司发展良好。",
        "杭州银行设有二十一家支行。",
        "海尔消费金融推出“海享贷”。其他机构服务农户。",
    ],
)
def test_nothing_is_said_of_kinship_parts_or_others(text: str) -> None:
    found = extract(text)
    assert [t for t in triples(found) if t[1] in ("subsidiaryOf", "unitOf", "serves")] == []


def test_one_number_on_two_dates_is_two_figures() -> None:
    found = extract("海尔消费金融2023年末不良率为1.25%，2024年末不良率为1.25%。").figures
    assert sorted(f.as_of.date for f in found if f.as_of) == ["2023-12-31", "2024-12-31"]
