"""Names that the ontology does not list."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.mentions.names import find
from graph.mentions.resolve import flat
from graph.model import Mention
from graph.text.clean import clean
from graph.vocabulary import load
from tests.reading import article


def mentions(raw: str) -> list[Mention]:
    """The mentions of a text, nested ones left inside."""
    return list(find(clean(article(raw)), load()))


def names(raw: str, *types: str) -> list[str]:
    """The words of the mentions of some classes."""
    return [m.text for m in mentions(raw) if m.type in types]


@pytest.mark.parametrize(
    ("text", "type_name", "name"),
    [
        ("财政部印发《银发经济发展规划》。", "Policy", "银发经济发展规划"),
        ("中邮消费金融推出“邮享贷”。", "LoanProduct", "邮享贷"),
        ("中邮消费金融推出“暖心分期”。", "LoanProduct", "暖心分期"),
        ("通过“中邮钱包APP”办理。", "App", "中邮钱包APP"),
        ("招联推出大模型“启明”。", "AIModel", "启明"),
        ("招联推出“启明”大模型。", "AIModel", "“启明”大模型"),
        ("金美信消费金融举办“银发学堂”公益活动。", "Initiative", "“银发学堂”公益活动"),
        ("海尔消费金融建立“暖心计划”。", "Initiative", "暖心计划"),
        ("海尔消费金融总经理李明远表示满意。", "Person", "李明远"),
        ("海尔消费金融董事长欧阳光，近日到任。", "Person", "欧阳光"),
        ("60岁以上客户受益。", "Segment", "60岁以上客户"),
    ],
)
def test_a_name_that_is_matched_whole(text: str, type_name: str, name: str) -> None:
    assert names(text, type_name) == [name]


@pytest.mark.parametrize(
    ("text", "type_name", "name"),
    [
        ("近日，丰收科技有限公司成立。", "Institution", "丰收科技有限公司"),
        ("通过丰收消费金融持续支持农户。", "ConsumerFinanceCompany", "丰收消费金融"),
        ("对丰收银行提出要求。", "Bank", "丰收银行"),
        ("日前深圳证监局发布通知。", "Regulator", "深圳证监局"),
        ("服务新业态群体。", "Segment", "新业态群体"),
    ],
)
def test_a_name_whose_left_end_is_a_stop_word_or_a_mark(text: str, type_name: str, name: str) -> None:
    assert names(text, type_name) == [name]


@pytest.mark.parametrize(
    ("text", "type_name", "name"),
    [
        ("海尔消费金融上线智能风控系统。", "System", "智能风控系统"),
        ("海尔消费金融上线了一套智能风控系统。", "System", "智能风控系统"),
        ("中国人民银行推进普惠信贷提升工程。", "Initiative", "普惠信贷提升工程"),
        ("国家数据局推广公共数据共享平台。", "Platform", "公共数据共享平台"),
    ],
)
def test_a_name_that_is_the_noun_phrase_behind_a_verb(text: str, type_name: str, name: str) -> None:
    assert names(text, type_name) == [name]


def test_the_short_form_of_a_phrase_is_what_stands_behind_its_modifier() -> None:
    (found,) = [m for m in mentions("海尔消费金融上线面向农户的智能风控系统。") if m.type == "System"]
    assert found.text == "面向农户的智能风控系统"
    assert found.short is not None
    assert clean(article("海尔消费金融上线面向农户的智能风控系统。")).clean[slice(*found.short)] == "智能风控系统"


@pytest.mark.parametrize(
    ("text", "name", "house"),
    [
        ("上海银行北京分行成立。", "上海银行北京分行", "authority/bosc"),
        ("中邮消费金融风控团队成立。", "中邮消费金融风控团队", "authority/zhongyou"),
        ("平安银行零售业务部成立。", "平安银行零售业务部", "authority/pab"),
    ],
)
def test_a_unit_is_named_behind_its_organisation_which_is_nested_in_it(text: str, name: str, house: str) -> None:
    (found,) = [m for m in mentions(text) if m.type == "Department"]
    assert found.text == name
    assert house in [n.known for n in found.nested]


@pytest.mark.parametrize(
    "text",
    [
        "消费金融公司、消费金融机构和消费金融行业持续发展。",
        "多家商业银行和村镇银行参与。",
        "手机银行业务便捷。",
        "上海银行全部网点开放。",
        "《金融时报》和《2024年报告》刊发。",
        "推进金融科技与养老保险。",
        "该公司与有限公司不同。",
        "建立完善的系统。",
        "推出多种贷款。",
        "该平台持续开放。",
    ],
)
def test_what_only_looks_like_a_name_is_refused(text: str) -> None:
    open_names = [m.text for m in flat(tuple(mentions(text))) if m.pattern]
    assert [n for n in open_names if n != "手机银行"] == []


def test_a_collective_of_institutions_is_no_company() -> None:
    (found,) = mentions("各消费金融公司持续创新。")
    assert (found.text, found.type, found.pattern) == ("消费金融公司", "Institution", "lexicon/name-collective")


def test_what_is_named_inside_a_name_is_nested_in_it() -> None:
    (found,) = [m for m in mentions("财政部印发《养老金融管理办法》。") if m.type == "Policy"]
    assert [(n.text, n.known) for n in found.nested] == [("养老金融", "theme/pension-finance")]


def test_headings_are_searched_for_the_names_of_the_ontology_only() -> None:
    text = "海尔消费金融推出“海享贷” 深耕绿色金融\n中邮消费金融推出“邮享贷”。"
    assert [m.text for m in mentions(text)] == ["海尔消费金融", "绿色金融", "中邮消费金融", "邮享贷"]


def test_boilerplate_and_captions_are_not_searched() -> None:
    text = "海尔消费金融持续创新。\n图片来源：中邮消费金融\n免责声明：中银消费金融不承担责任。"
    assert [m.text for m in mentions(text)] == ["海尔消费金融"]


@settings(deadline=None)
@given(st.text(alphabet="海尔消费金融银行推出“邮享贷”的《办法》，。风控团队系统将与", max_size=50))
def test_any_text_is_searched_without_failing_and_names_slice_and_stay_apart(raw: str) -> None:
    text = clean(article(raw))
    found = find(text, load())
    assert all(text.clean[m.start : m.end] == m.text for m in flat(found))
    assert all(a.end <= b.start or (a.start, a.end) == (b.start, b.end) for a, b in pairwise(found))
    assert all(m.start <= n.start and n.end <= m.end for m in found for n in m.nested)


@pytest.mark.parametrize("word", ["办公厅", "有限公司", "银行", "贷", "“", "支行", "大学"])
def test_a_word_over_and_over_takes_time_that_grows_with_the_text(word: str) -> None:
    """Sixty thousand characters of one word would take an hour if each name were looked for behind every other."""
    assert len(find(clean(article(word * (60_000 // len(word)))), load())) <= 60_000
