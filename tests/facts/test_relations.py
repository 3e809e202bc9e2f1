"""One sentence or more for each relation and each way of saying it."""

from __future__ import annotations

import pytest

from graph.vocabulary import load
from tests.reading import extract, triples

HAIER = "海尔消费金融有限公司"
ZHAOLIAN = "招联消费金融股份有限公司"
ZHONGYOU = "中邮消费金融有限公司"
JINMEIXIN = "厦门金美信消费金融有限责任公司"
PBOC = "中国人民银行"

STATED = [
    ("issues", "国务院办公厅印发《银发经济发展意见》。", [("国务院办公厅", "银发经济发展意见")]),
    (
        "issues",
        "财政部、商务部联合发布《消费贷款贴息方案》。",
        [("财政部", "消费贷款贴息方案"), ("商务部", "消费贷款贴息方案")],
    ),
    (
        "issues",
        "《消费金融公司管理办法》由国家金融监督管理总局发布。",
        [("国家金融监督管理总局", "消费金融公司管理办法")],
    ),
    ("announces", "国家数据局解读《数据要素行动计划》。", [("国家数据局", "数据要素行动计划")]),
    (
        "announces",
        "中国人民银行副行长王立新表示，将推进普惠信贷提升工程。",
        [("王立新", "普惠信贷提升工程")],
    ),
    ("unitOf", "中国人民银行信贷市场司召开会议。", [("中国人民银行信贷市场司", PBOC)]),
    ("unitOf", "上海银行北京分行服务农户。", [("上海银行北京分行", "上海银行股份有限公司")]),
    ("holdsRoleAt", "海尔消费金融总经理李明远表示满意。", [("李明远", HAIER)]),
    ("holdsRoleAt", "中国人民银行信贷市场司司长赵国强表示满意。", [("赵国强", "中国人民银行信贷市场司")]),
    ("addresses", "《养老金融实施方案》对行业提出新要求。", [("养老金融实施方案", "养老金融")]),
    ("respondsTo", "招联积极响应《银发经济发展意见》。", [(ZHAOLIAN, "银发经济发展意见")]),
    ("respondsTo", "招联落实《养老金融实施方案》。", [(ZHAOLIAN, "养老金融实施方案")]),
    ("offers", "中邮消费金融推出“邮享贷”。", [(ZHONGYOU, "邮享贷")]),
    ("offers", "中邮消费金融推出“邮享贷”和“邮惠贷”。", [(ZHONGYOU, "邮享贷"), (ZHONGYOU, "邮惠贷")]),
    ("offers", "中邮消费金融旗下“邮享贷”利率下降。", [(ZHONGYOU, "邮享贷")]),
    ("offers", "智慧通App的运营主体为海尔消费金融。", [(HAIER, "智慧通App")]),
    ("offers", "中邮消费金融通过“中邮钱包APP”发放消费额度。", [(ZHONGYOU, "中邮钱包APP")]),
    ("offers", "中邮消费金融“邮享贷”利率下降。", [(ZHONGYOU, "邮享贷")]),
    ("develops", "招联推出大模型“启明”。", [(ZHAOLIAN, "启明")]),
    ("develops", "海尔消费金融上线智能风控系统。", [(HAIER, "智能风控系统")]),
    ("develops", "招联攻克隐私计算技术。", [(ZHAOLIAN, "隐私计算")]),
    ("runs", "金美信消费金融举办“银发学堂”公益活动。", [(JINMEIXIN, "“银发学堂”公益活动")]),
    ("runs", "“银发学堂”公益活动由金美信消费金融举办。", [(JINMEIXIN, "“银发学堂”公益活动")]),
    ("runs", "海尔消费金融建立“暖心计划”。", [(HAIER, "暖心计划")]),
    ("advances", "中邮消费金融持续推进普惠金融。", [(ZHONGYOU, "普惠金融")]),
    ("advances", "中邮消费金融深耕绿色金融和养老金融。", [(ZHONGYOU, "绿色金融"), (ZHONGYOU, "养老金融")]),
    ("serves", "中邮消费金融聚焦新市民群体。", [(ZHONGYOU, "新市民")]),
    ("serves", "金美信消费金融为退休老人答疑解惑。", [(JINMEIXIN, "退休老人")]),
    ("serves", "“邮享贷”面向小微企业主提供优惠利率。", [("邮享贷", "小微企业主")]),
    ("partnersWith", "中邮消费金融与百行征信签署合作协议。", [(ZHONGYOU, "百行征信有限公司")]),
    ("partnersWith", "中邮消费金融携手中和农信拓展农村市场。", [(ZHONGYOU, "中和农信")]),
    (
        "drawsDataFrom",
        "中邮消费金融通过百行征信、朴道征信接入涉农数据。",
        [(ZHONGYOU, "百行征信有限公司"), (ZHONGYOU, "朴道征信有限公司")],
    ),
    ("drawsDataFrom", "招联接入朴道征信。", [(ZHAOLIAN, "朴道征信有限公司")]),
    ("reliesOn", "中邮消费金融依托邮储银行的网点拓展市场。", [(ZHONGYOU, "中国邮政储蓄银行股份有限公司")]),
    (
        "subsidiaryOf",
        "杭州银行控股子公司杭银消费金融持续创新。",
        [("杭银消费金融股份有限公司", "杭州银行股份有限公司")],
    ),
    (
        "subsidiaryOf",
        "中原消费金融母公司中原银行持续创新。",
        [("河南中原消费金融股份有限公司", "中原银行股份有限公司")],
    ),
    ("subsidiaryOf", "杭银消费金融为杭州银行控股子公司。", [("杭银消费金融股份有限公司", "杭州银行股份有限公司")]),
    (
        "subsidiaryOf",
        "长银五八消费金融是长沙银行的控股子公司。",
        [("湖南长银五八消费金融股份有限公司", "长沙银行股份有限公司")],
    ),
    ("newVersionOf", "招联推出大模型“启明”及其迭代版本“启明二代”。", [("启明二代", "启明")]),
    ("uses", "金美信消费金融采用区块链技术和隐私计算。", [(JINMEIXIN, "区块链"), (JINMEIXIN, "隐私计算")]),
    ("uses", "作为人工智能技术驱动的机构，招联持续创新。", [(ZHAOLIAN, "人工智能")]),
    ("appliesTo", "区块链技术用于反欺诈和贷后管理。", [("区块链", "反欺诈"), ("区块链", "贷后")]),
    ("appliesTo", "人工智能技术在反欺诈中应用。", [("人工智能", "反欺诈")]),
    ("deliveredThrough", "“宁享贷”依托“宁波银行APP”发放。", [("宁享贷", "宁波银行APP")]),
    (
        "partOf",
        "“春风行动”包括“送贷下乡”活动和“金融课堂”活动。",
        [("“送贷下乡”活动", "春风行动"), ("“金融课堂”活动", "春风行动")],
    ),
]


@pytest.mark.parametrize(("predicate", "text", "ends"), STATED)
def test_a_sentence_says_exactly_these_statements_of_a_relation(
    predicate: str, text: str, ends: list[tuple[str, str]]
) -> None:
    assert triples(extract(text), predicate) == {(subject, predicate, target) for subject, target in ends}


def test_every_relation_has_a_sentence() -> None:
    assert {predicate for predicate, _, _ in STATED} == set(load().relations)


def test_every_kind_of_frame_has_a_sentence() -> None:
    found = {(f.rule or "").rpartition("/")[2] for _, text, _ in STATED for f in extract(text).facts}
    assert {
        "agent-verb-object", "agent-verb-next", "object-by-agent-verb", "agent-through-object-verb",
        "agent-with-object-verb", "agent-for-object-verb", "agent-in-object-verb", "technology-drives",
        "thing-verb-object", "thing-verb-next", "new-of-old", "person-after-title", "owner-of",
        "owned-after-owner", "owned-of-owner", "operator", "parts-after", "said", "within",
    } <= found  # fmt: skip


@pytest.mark.parametrize(
    "text",
    [
        "小微企业主可以使用“邮享贷”。",
        "海尔消费金融与中邮消费金融规模相近。",
        "银行业持续推进普惠金融。",
        "推出“邮享贷”是行业趋势。",
        "消费金融公司推出多种贷款。",
        "海尔消费金融推出多种贷款产品。",
    ],
)
def test_a_sentence_without_both_ends_says_nothing(text: str) -> None:
    assert triples(extract(text)) == set()


def test_the_classes_of_the_ends_decide_between_the_meanings_of_a_verb() -> None:
    text = "海尔消费金融推出“海享贷”，推出大模型“启明”，推出“暖心计划”。"
    assert triples(extract(text)) == {
        (HAIER, "offers", "海享贷"),
        (HAIER, "develops", "启明"),
        (HAIER, "runs", "暖心计划"),
    }


def test_what_a_part_does_is_its_house_s_and_says_through_whom() -> None:
    found = extract("上海银行北京分行推出“沪享贷”。")
    (offer,) = [f for f in found.facts if f.predicate == "offers"]
    names = {e.id: e.name for e in found.entities}
    assert (names[offer.subject], names[offer.via or ""]) == ("上海银行股份有限公司", "上海银行北京分行")


def test_a_role_keeps_the_words_of_the_title() -> None:
    (role,) = [f for f in extract("海尔消费金融首席信息官李明远表示满意。").facts if f.predicate == "holdsRoleAt"]
    assert role.role == "首席信息官"


def test_the_ends_of_every_statement_fit_its_relation() -> None:
    vocabulary = load()
    for _, text, _ in STATED:
        found = extract(text)
        types = {e.id: e.type for e in found.entities}
        for fact in found.facts:
            relation = vocabulary.relations[fact.predicate]
            assert vocabulary.is_a(types[fact.subject], relation.domain), fact
            assert vocabulary.is_a(types[fact.object], relation.range), fact
