"""For each name pattern of the lexicon a sentence that holds such a name, and one that only looks like it."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.mentions.names import find
from graph.mentions.resolve import flat, resolve
from graph.text.clean import clean
from graph.vocabulary import load
from tests.reading import article

# The pattern's local name without its beginning, a sentence with a name, the name, and a sentence without one.
PATTERNS = [
    ("policy", "财政部印发《云杉发展规划》。", "云杉发展规划", "财政部发布《云杉产业报告》。"),
    ("policy-tool", "用好碳减排支持工具。", "碳减排支持工具", "用好普惠支持工具。"),
    ("person", "青松银行行长周明远表示满意。", "周明远", "青松银行行长表示满意。"),
    ("institution-quoted", "建立“包干制”。", "包干制", "建立“包干”。"),
    ("model-quoted-full", "训练“云杉”大模型。", "“云杉”大模型", "训练云杉大楼。"),
    ("app-quoted-head", "下载“云杉”App。", "“云杉”App", "下载“云杉”表格。"),
    ("model-base", "在“云杉”基础上升级。", "云杉", "在“云杉”基础上施工。"),
    ("version", "新版本“云杉丙”面世。", "云杉丙", "新版本“云杉计划”面世。"),
    ("version-numbered", "发布“云杉二代”。", "云杉二代", "发布“云杉制度2.0”。"),
    ("app-quoted", "打开“云杉管家App”。", "云杉管家App", "打开“云杉管家”。"),
    ("model-head", "训练“云杉智脑”模型。", "云杉智脑", "训练“云杉智脑”队伍。"),
    ("model-quoted", "发布大模型“云杉智脑”。", "云杉智脑", "发布歌曲“云杉智脑”。"),
    ("model-latin", "接入DeepSeek-R1。", "DeepSeek-R1", "接入DeepSeek公司。"),
    ("brand", "云杉花是青松集团旗下产品。", "云杉花", "该公司是青松集团旗下企业。"),
    ("operated", "云杉花的运营主体为青松银行。", "云杉花", "该App的运营主体为青松银行。"),
    ("app", "青松银行云杉App上线。", "青松银行云杉App", "该款App上线。"),
    ("loan-quoted", "推出“云杉分期”。", "云杉分期", "推出“以旧换新分期”。"),
    ("product-named", "推出信贷产品“云杉易”。", "云杉易", "推出图书“云杉易”。"),
    ("tool-named", "上线机器人“小杉”。", "小杉", "购买玩具“小杉”。"),
    ("wallet", "开通数字人民币钱包。", "数字人民币钱包", "丢失了钱包。"),
    ("mobile-bank", "青松银行云杉手机银行上线。", "青松银行云杉手机银行", "打开手机银行办理。"),
    ("app-listed", "通过微信办理。", "微信", "关注微信公众号。"),
    ("policy-about", "印发关于支持小微企业的通知。", "关于支持小微企业的通知", "讨论关于小微企业的看法。"),
    ("policy-bare", "根据商业银行监督管理办法执行。", "商业银行监督管理办法", "根据相关管理办法执行。"),
    ("principle", "采纳赤道原则。", "赤道原则", "采纳公平原则。"),
    ("segment-age", "60周岁以上客户受益。", "60周岁以上客户", "60岁生日受益。"),
    ("village-banks", "泗阳、泗洪2家云杉村镇银行开业。", "泗阳云杉村镇银行", "当地的2家村镇银行开业。"),
    ("statute", "反洗钱法修订后施行。", "反洗钱法", "该办法修订后施行。"),
    ("loan-quoted-head", "推出“云杉”专项贷款。", "“云杉”专项贷款", "推出“云杉”的贷款。"),
    ("model-quote-inner", "研发“云杉评分模型”。", "云杉评分模型", "研发“数据模型”。"),
    ("platform-quote-inner", "搭建“云杉平台”。", "云杉平台", "搭建“云杉台”。"),
    ("platform-quoted", "搭建“云杉”助农平台。", "“云杉”助农平台", "搭建“云杉”的平台。"),
    ("system-quote-inner", "上线“云杉系统”。", "云杉系统", "上线“操作系统”。"),
    ("system-quoted", "上线“云杉”反欺诈系统。", "“云杉”反欺诈系统", "上线“云杉”的系统。"),
    ("initiative-quote-inner", "启动“云杉行动”。", "云杉行动", "启动“云杉”。"),
    ("measures-quoted", "推出“云杉”政策措施。", "“云杉”政策措施", "推出“云杉”图册。"),
    ("initiative-quoted-full", "举办“云杉”公益活动。", "“云杉”公益活动", "举办“云杉”的活动。"),
    ("initiative-inner-more", "开设“云杉课堂”。", "云杉课堂", "庆祝“半月”。"),
    ("services", "推出十项便民服务。", "十项便民服务", "推出便民服务。"),
    ("brand-quoted", "旗下“云杉云”受欢迎。", "云杉云", "旗下“云杉云”基金受欢迎。"),
    ("authority-office", "云南省人民政府发文。", "云南省人民政府", "办公厅发文。"),
    ("bank", "云杉银行成立。", "云杉银行", "多家银行成立。"),
    ("collective", "各消费金融公司参会。", "消费金融公司", "作为消费金融公司，积极参会。"),
    (
        "company-bracket",
        "云杉（上海）商务服务有限公司成立。",
        "云杉（上海）商务服务有限公司",
        "云杉（上海）商务服务部成立。",
    ),
    ("consumer-finance", "云杉消费金融成立。", "云杉消费金融", "云杉消费金融市场成立。"),
    ("consumer-finance-short", "云杉消金成立。", "云杉消金", "云杉消金行业成立。"),
    ("credit-bureau", "云杉征信有限公司成立。", "云杉征信有限公司", "云杉征信业务成立。"),
    ("regulator", "云南证监局发文。", "云南证监局", "监管局发文。"),
    ("wealth", "青银理财成立。", "青银理财", "手机银行理财成立。"),
    ("financial", "云杉期货成立。", "云杉期货", "云杉保险业务成立。"),
    ("abbreviated", "云杉合作组织（YSO）发文。", "云杉合作组织", "云杉合作组织（新设）发文。"),
    ("group", "云杉集团成立。", "云杉集团", "云杉集团化成立。"),
    ("company", "云杉科技有限公司成立。", "云杉科技有限公司", "多家有限公司成立。"),
    ("regulator-branch", "中国人民银行云南省分行发文。", "中国人民银行云南省分行", "中国人民银行发文。"),
    ("stock-code", "云杉股份（600001.SH）公告。", "云杉股份", "云杉股份（600001元）公告。"),
    ("brand-trade", "云杉科技宣布停产。", "云杉科技", "金融科技宣布停产。"),
    ("bureau", "浙江省林业局，发文。", "浙江省林业局", "浙江省布局，发文。"),
    ("department", "青松银行云杉分行成立。", "青松银行云杉分行", "青松银行全部成立。"),
    (
        "department-behind-company",
        "云杉消费金融成立。公司风险管理部总经理到会。",
        "风险管理部",
        "云杉消费金融成立。公司风险管理部搬迁。",
    ),
    (
        "department-behind-pronoun",
        "青松银行成立。该行风险管理部总经理到会。",
        "风险管理部",
        "青松银行成立。该行风险管理部搬迁。",
    ),
    ("institute", "云杉研究院发布图册。", "云杉研究院", "研究院发布图册。"),
    ("team", "青松银行风控团队成立。", "青松银行风控团队", "青松银行足球团队成立。"),
    ("branch-alone", "青松银行成立。深圳分行开业。", "深圳分行", "深圳分行开业。"),
    (
        "regulator-department",
        "国家金融监督管理总局稽查局发文。",
        "国家金融监督管理总局稽查局",
        "国家金融监督管理总局有关司局发文。",
    ),
    ("university", "云杉大学成立。", "云杉大学", "云杉大学生到会。"),
    ("platform", "青松银行搭建云杉共享平台。", "云杉共享平台", "青松银行搭建该平台。"),
    ("system", "青松银行上线云杉交换系统。", "云杉交换系统", "青松银行上线一套系统。"),
    ("technology-open", "青松银行运用钙钛识别技术。", "钙钛识别技术", "青松银行运用先进技术。"),
    ("event", "云杉金融峰会开幕。", "云杉金融峰会", "本次峰会开幕。"),
    ("initiative", "青松银行启动云杉助农工程。", "云杉助农工程", "青松银行启动该工程。"),
    ("loan", "青松银行推出云杉经营贷。", "云杉经营贷", "青松银行发放贷款。"),
    ("loan-bare", "产品包括速杉贷、快杉贷等。", "快杉贷", "包括房贷、车贷等产品。"),
    ("segment-open", "服务山村教师群体。", "山村教师群体", "服务该群体。"),
    ("segment-phrase", "青松银行服务云杉种植户。", "云杉种植户", "青松银行服务广大客户。"),
    ("function-open", "青松银行将大模型用于保函审核。", "保函审核", "青松银行开展管理。"),
    ("segment-marked", "青松银行为茶叶店主提供贷款。", "茶叶店主", "青松银行为广大企业提供贷款。"),
    ("model-named", "招联发布云杉大模型。", "云杉大模型", "招联发布该大模型。"),
    ("finance-brand", "99金服成立。", "99金服", "ESG金融成立。"),
    ("announcer", "云杉花宣布停业。", "云杉花", "该公司近日宣布停业。"),
]

# Titles between《》 are read as policies or as nothing, so that an agreement's own pattern has no sentence here.
OTHERS = frozenset({"contract"})
UNNAMED = [text for *_, text in PATTERNS]


def names(raw: str, pattern: str) -> list[str]:
    """The words of the mentions that a pattern finds in a text, nested ones too."""
    text = clean(article(raw))
    mentions = resolve(text, find(text, load()), load()).mentions
    return [m.text for m in flat(mentions) if m.pattern == f"lexicon/name-{pattern}"]


def test_every_pattern_of_the_lexicon_has_its_sentences() -> None:
    assert {p.id for p in load().patterns} == {f"lexicon/name-{n}" for n in {row[0] for row in PATTERNS} | OTHERS}


@pytest.mark.parametrize(("pattern", "text"), [(row[0], row[3]) for row in PATTERNS])
def test_a_pattern_refuses_what_only_looks_like_its_name(pattern: str, text: str) -> None:
    assert names(text, pattern) == []


@pytest.mark.parametrize(("pattern", "text", "name"), [row[:3] for row in PATTERNS])
def test_a_pattern_finds_the_name_of_its_sentence_and_an_entity_of_its_class(
    pattern: str, text: str, name: str
) -> None:
    (found,) = [p for p in load().patterns if p.id == f"lexicon/name-{pattern}"]
    read = clean(article(text))
    resolved = resolve(read, find(read, load()), load())
    mention = next(m for m in flat(resolved.mentions) if m.pattern == found.id and m.text == name)
    assert mention.type == found.type
    assert resolved.entity(mention).type == found.type


@settings(deadline=None)
@given(st.sampled_from(PATTERNS), st.lists(st.sampled_from(UNNAMED), max_size=3))
def test_a_name_is_found_whatever_paragraphs_stand_around_it(row: tuple[str, str, str, str], around: list[str]) -> None:
    pattern, text, name, _ = row
    assert name in names("\n".join([*around, text, *around]), pattern)
