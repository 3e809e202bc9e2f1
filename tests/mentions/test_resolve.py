"""From mentions to entities."""

from __future__ import annotations

import pytest

from graph.mentions.names import find
from graph.mentions.resolve import Resolved, resolve
from graph.text.clean import clean
from graph.vocabulary import load
from tests.reading import article, extract


def resolved(raw: str) -> Resolved:
    """The entities of a text."""
    text = clean(article(raw))
    return resolve(text, find(text, load()), load())


def ids(raw: str) -> list[str]:
    """The ids of the entities of a text, sorted."""
    return sorted(resolved(raw).entities)


def spans(raw: str, entity: str) -> list[str]:
    """The raw words of an entity's mentions."""
    return [raw[slice(*span)] for span in resolved(raw).entities[entity].mentions]


@pytest.mark.parametrize("form", ["消费金融", "消金"])
def test_companies_of_similar_names_never_merge(form: str) -> None:
    raw = (
        "、".join(name + form for name in ("中原", "中邮", "中银", "中信", "湖北", "北银", "长银", "长银五八"))
        + "参会。"
    )
    companies = [e for e in resolved(raw).entities.values() if e.type == "ConsumerFinanceCompany"]
    assert len(companies) == 8
    assert all(len(e.mentions) == 1 for e in companies)


def test_a_company_and_the_bank_of_the_same_first_name_stay_apart() -> None:
    raw = "兴业消费金融与兴业银行、平安消费金融与平安银行、湖北消费金融与湖北银行签约。"
    assert ids(raw) == sorted(f"authority/{n}" for n in ("xingye", "cib", "pingan", "pab", "hubei", "hbb"))


def test_all_names_of_a_company_are_one_entity() -> None:
    raw = "招联消费金融股份有限公司即招联消费金融，又称招联消金、招联。"
    (found,) = resolved(raw).entities.values()
    assert (found.id, found.name, found.known) == ("authority/zhaolian", "招联消费金融股份有限公司", True)
    assert [raw[slice(*s)] for s in found.mentions] == ["招联消费金融股份有限公司", "招联消费金融", "招联消金", "招联"]


def test_former_names_and_slips_of_conversion_name_the_company_of_today() -> None:
    assert ids("苏宁消费金融推出产品。") == ["authority/nanyinfaba"]
    assert ids("馬上消費消費推出産品，持續創新。") == ["authority/mashang"]
    assert ids("樸道征信推出産品，持續創新。") == ["authority/pudao"]


@pytest.mark.parametrize(
    ("name", "full", "entity"),
    [
        ("监管总局", "国家金融监督管理总局", "authority/nfra"),
        ("海尔", "海尔集团", "authority/haier-group"),
        ("蚂蚁", "蚂蚁集团", "authority/ant"),
        ("小米", "小米集团", "authority/xiaomi-group"),
    ],
)
def test_a_name_of_many_meanings_counts_only_behind_the_full_one(name: str, full: str, entity: str) -> None:
    raw = f"{name}持续创新。{full}发布年报。{name}持续创新。"
    assert spans(raw, entity) == [full, name]
    assert ids(f"{name}持续创新。") == []


def test_an_alias_that_the_article_declares_names_the_company_from_then_on() -> None:
    raw = "宁波通商惠民科技有限公司（以下简称“通商惠民”）成立。通商惠民聚焦农户。"
    (entity,) = [e for e in ids(raw) if e.startswith("organization/")]
    assert entity == "organization/宁波通商惠民科技有限公司"
    assert spans(raw, entity) == ["宁波通商惠民科技有限公司", "通商惠民", "通商惠民"]


@pytest.mark.parametrize("words", ["（以下简称：丰惠）", "(下称“丰惠”)", "（简称丰惠）"])
def test_aliases_are_declared_in_several_ways(words: str) -> None:
    raw = f"宁波丰收惠民科技有限公司{words}成立。丰惠聚焦农户。"
    assert spans(raw, "organization/宁波丰收惠民科技有限公司")[-1] == "丰惠"


@pytest.mark.parametrize(
    ("full", "short"),
    [("宁波通商惠民科技有限公司", "通商惠民科技"), ("湖北丰收消费金融有限公司", "丰收消费金融")],
)
def test_a_company_goes_by_its_name_without_legal_form_and_place(full: str, short: str) -> None:
    assert spans(f"{full}成立。{short}聚焦农户。", f"organization/{full}") == [full, short]


def test_companies_with_one_first_name_and_different_businesses_stay_apart() -> None:
    raw = "宁波丰收科技有限公司与宁波丰收贸易有限公司签约。"
    assert ids(raw) == ["organization/宁波丰收科技有限公司", "organization/宁波丰收贸易有限公司"]


def test_a_collective_is_one_institution_and_never_a_company() -> None:
    found = resolved("各消费金融公司持续创新。海尔消费金融持续创新。")
    collective = {e.name: e.collective for e in found.entities.values()}
    assert collective == {"消费金融公司": True, "海尔消费金融有限公司": False}


def test_branches_of_one_place_belong_to_their_banks() -> None:
    raw = "上海银行北京分行成立。南京银行北京分行成立。"
    assert {"department/上海银行北京分行", "department/南京银行北京分行"} <= set(ids(raw))


def test_teams_of_one_name_belong_to_their_companies() -> None:
    raw = "海尔消费金融风控团队成立。中邮消费金融风控团队成立。"
    departments = [e for e in resolved(raw).entities.values() if e.type == "Department"]
    assert len(departments) == 2


def test_a_product_is_one_whether_in_marks_or_not() -> None:
    raw = "海尔消费金融推出“海享贷”。该公司称海享贷服务农户。"
    assert spans(raw, "product/海享贷") == ["海享贷", "海享贷"]


def test_synonyms_of_a_concept_are_one_entity() -> None:
    assert ids("服务老年群体、银发族和老人。") == ["segment/older-people"]


def test_ids_do_not_depend_on_what_stands_before() -> None:
    sentence = "丰收科技有限公司推出“丰收贷”，服务农户。"
    assert set(ids(sentence)) <= set(ids(f"海尔消费金融持续创新。{sentence}"))


def test_people_of_one_name_at_two_houses_are_two() -> None:
    found = extract("海尔消费金融总经理李明远表示认同。招商银行行长李明远表示认同。李明远说。")
    people = {e.id: e.owner for e in found.entities if e.type == "Person"}
    assert people == {
        "person/李明远@authority/haier": "authority/haier",
        "person/李明远@authority/cmb": "authority/cmb",
    }
    assert [len(e.mentions) for e in found.entities if e.type == "Person"] == [1, 2]


def test_a_described_system_belongs_to_who_develops_it() -> None:
    found = extract("海尔消费金融自主研发智能风控系统。招联消费金融自主研发智能风控系统。")
    assert {e.id for e in found.entities if e.type == "System"} <= {
        "product/智能风控系统@authority/haier",
        "product/智能风控系统@authority/zhaolian",
    }
