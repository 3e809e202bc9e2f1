"""Two small articles written for these tests, extractions made of them by hand, and stores and values of them."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from graph.analyse.analysis import Analysis, analyse
from graph.analyse.corpus import Claim, Corpus
from graph.analyse.corpus import Entity as Node
from graph.model import Article, Entity, Extraction, Fact, Figure, Moment, Span
from graph.rdf.write import Run, triples
from graph.store.embedded import in_memory
from graph.text.clean import clean

if TYPE_CHECKING:
    from collections.abc import Iterable

    from graph.store.store import Store

RUN = Run("0.1.0", "test")
HOSTILE = "</script><script>alert(1)</script><img src=x onerror=alert(1)> \"'&\u202e$style"
YUNSHAN_RAW = (
    "數(shù)字金融\n"
    "云杉消費金融與青禾銀行共建“雪松貸”，服務(wù)新市民。\n"
    "云杉消費金融推進數(shù)字金融。公司持續(xù)發(fā)展數(shù)字金融。\n"
    "雪松貸踐行普惠金融。云杉消費金融運用人工智能，接入明月徵信的數(shù)據(jù)。\n"
    "截至6月末，云杉消費金融服務(wù)用戶超2億人，占全部用戶的70%。\n"
)
QINGHE_RAW = (
    "国家金融监督管理总局发布《普惠行动方案》，云杉消费金融和青禾银行响应该方案。\n"
    "青禾银行计划发展养老金融。青禾银行或涉足绿色金融。青禾银行深耕数字金融。\n"
    "青禾银行没有开展科技金融。各机构推进普惠金融。\n"
    "局长林木称，青禾银行运用人工智能服务新市民，接入明月征信。\n"
    "青禾银行贷款余额300亿至500亿元，不良率约1.25%，网点12家。\n"
)
THEMES = ("digital-finance", "green-finance", "inclusive-finance", "pension-finance", "technology-finance")
DIGITAL, GREEN, INCLUSIVE, PENSION, TECHNOLOGY = (Entity(f"theme/{slug}", "Theme", slug, known=True) for slug in THEMES)
YUNSHAN = Entity("organization/云杉消费金融", "ConsumerFinanceCompany", "云杉消费金融")
QINGHE = Entity("organization/青禾银行", "Bank", "青禾银行")
BUREAU = Entity("organization/明月征信", "CreditBureau", "明月征信")
SECTOR = Entity("organization/各机构", "Institution", "各机构", collective=True)
REGULATOR = Entity("organization/国家金融监督管理总局", "Regulator", "国家金融监督管理总局")
LOAN = Entity("product/雪松贷", "LoanProduct", "雪松贷")
UNTOLD = Entity("product/松针助手", "App", "松针助手")
POLICY = Entity(
    "policy/普惠行动方案", "Policy", "普惠行动方案", issued=Moment("2025-03-31", "3月", "YearInferred", "month")
)
PERSON = Entity("person/林木", "Person", "林木")
NEWCOMERS = Entity("segment/new-citizens", "Segment", "新市民", known=True)
AI = Entity("technology/artificial-intelligence", "Technology", "人工智能", known=True)
ALL = (DIGITAL, GREEN, INCLUSIVE, PENSION, TECHNOLOGY, YUNSHAN, QINGHE, BUREAU, SECTOR, REGULATOR, LOAN, UNTOLD)
ENTITIES = (*ALL, POLICY, PERSON, NEWCOMERS, AI)
JUNE = Moment("2025-06-30", "6月末", "YearInferred", "month")


def article(name: str, raw: str, **more: Any) -> Article:
    return Article(name, raw, sha256(raw.encode()).hexdigest(), **more)


YUNSHAN_ARTICLE = article(
    "yunshan",
    YUNSHAN_RAW,
    title="云杉的一年",
    publisher="样例财经",
    author="林木",
    published="2025-07-17",
    url="https://example.org/a?b=1&c=2",
    rights="© 样例财经",
)
QINGHE_ARTICLE = article("qinghe", QINGHE_RAW, url="javascript:alert(1)")


def said(raw: str, words: str, subject: Entity, predicate: str, end: Entity, **more: Any) -> Fact:
    """A fact proved by the sentence that is some words of an article; explicit, done and sure unless said otherwise."""
    start = raw.index(words)
    given = {"confidence": Decimal("0.9"), "explicit": True, "rule": "rule", "evidence": (), **more}
    given["evidence"] = (*given["evidence"], Span(start, start + len(words)))
    return Fact(subject.id, predicate, end.id, **given)


def yunshan(words: str, subject: Entity, predicate: str, end: Entity, **more: Any) -> Fact:
    return said(YUNSHAN_RAW, words, subject, predicate, end, **more)


def qinghe(words: str, subject: Entity, predicate: str, end: Entity, **more: Any) -> Fact:
    return said(QINGHE_RAW, words, subject, predicate, end, **more)


HEADING = Span(0, YUNSHAN_RAW.index("\n"))
SHARED = "云杉消費金融與青禾銀行共建“雪松貸”，服務(wù)新市民。"
USED = "云杉消費金融運用人工智能，接入明月徵信的數(shù)據(jù)。"
ISSUED = "国家金融监督管理总局发布《普惠行动方案》，云杉消费金融和青禾银行响应该方案。"
SPOKEN = "局长林木称，青禾银行运用人工智能服务新市民，接入明月征信。"
HELD = "截至6月末，云杉消費金融服務(wù)用戶超2億人，占全部用戶的70%。"
LENT = "青禾银行贷款余额300亿至500亿元，不良率约1.25%，网点12家。"
YUNSHAN_FACTS = (
    yunshan("云杉消費金融推進數(shù)字金融。", YUNSHAN, "advances", DIGITAL),
    yunshan(
        "公司持續(xù)發(fā)展數(shù)字金融。", YUNSHAN, "advances", DIGITAL, explicit=False, confidence=Decimal("0.8")
    ),
    yunshan(SHARED, YUNSHAN, "advances", DIGITAL, evidence=(HEADING,), derived=True, explicit=False),
    yunshan("雪松貸踐行普惠金融。", LOAN, "advances", INCLUSIVE),
    yunshan(SHARED, YUNSHAN, "offers", LOAN),
    yunshan(SHARED, QINGHE, "offers", LOAN),
    yunshan(SHARED, LOAN, "serves", NEWCOMERS),
    yunshan(USED, YUNSHAN, "uses", AI),
    yunshan(USED, YUNSHAN, "drawsDataFrom", BUREAU, as_of=JUNE),
)
QINGHE_FACTS = (
    qinghe(ISSUED, REGULATOR, "issues", POLICY),
    qinghe(ISSUED, YUNSHAN, "respondsTo", POLICY),
    qinghe(ISSUED, QINGHE, "respondsTo", POLICY, explicit=False),
    qinghe("青禾银行计划发展养老金融。", QINGHE, "advances", PENSION, modality="Planned"),
    qinghe("青禾银行或涉足绿色金融。", QINGHE, "advances", GREEN, confidence=Decimal("0.3")),
    qinghe("青禾银行深耕数字金融。", QINGHE, "respondsTo", DIGITAL),
    qinghe("青禾银行深耕数字金融。", QINGHE, "advances", TECHNOLOGY, reviewer="审阅人", rejected=True),
    qinghe("青禾银行没有开展科技金融。", QINGHE, "advances", TECHNOLOGY, negative=True),
    qinghe("各机构推进普惠金融。", SECTOR, "advances", INCLUSIVE, reviewer="审阅人"),
    qinghe(SPOKEN, PERSON, "holdsRoleAt", REGULATOR, role="局长"),
    qinghe(SPOKEN, QINGHE, "uses", AI, voice=PERSON.id),
    qinghe(SPOKEN, QINGHE, "serves", NEWCOMERS, voice=PERSON.id),
    qinghe(SPOKEN, QINGHE, "drawsDataFrom", BUREAU, voice=PERSON.id),
)


def number(raw: str, words: str, subject: Entity, indicator: str, value: str, unit: str, **more: Any) -> Figure:
    start = raw.index(words)
    given = {"qualifier": "=", "rule": "rule", **more}
    return Figure(subject.id, indicator, Decimal(value), unit, evidence=(Span(start, start + len(words)),), **given)


YUNSHAN_FIGURES = (
    number(YUNSHAN_RAW, HELD, YUNSHAN, "用户", "2E+8", "人", text="超2亿人", qualifier=">", as_of=JUNE),
    number(YUNSHAN_RAW, HELD, YUNSHAN, "占比", "70", "%", text="70%", base="全部用户"),
)
QINGHE_FIGURES = (
    number(
        QINGHE_RAW, LENT, QINGHE, "贷款", "3E+10", "元", text="300亿至500亿元", maximum=Decimal("5E+10"), qualifier=">="
    ),
    number(QINGHE_RAW, LENT, QINGHE, "不良率", "1.25", "%", text="约1.25%", qualifier="~"),
    number(QINGHE_RAW, LENT, QINGHE, "网点", "12", "家", text="12家", rejected=True, reviewer="审阅人"),
)


def extractions() -> tuple[Extraction, ...]:
    """Both articles as they are read."""
    return (
        Extraction(clean(YUNSHAN_ARTICLE), ENTITIES, YUNSHAN_FACTS, YUNSHAN_FIGURES),
        Extraction(clean(QINGHE_ARTICLE), ENTITIES, QINGHE_FACTS, QINGHE_FIGURES),
    )


def hostile() -> tuple[Extraction, ...]:
    """The sample with text that wants to be markup wherever text can stand."""
    made = []
    for one in extractions():
        article = replace(one.article, title=HOSTILE, publisher=HOSTILE, rights=HOSTILE, url=f"javascript:{HOSTILE}")
        text = replace(one.text, article=article)
        entities = tuple(replace(e, name=HOSTILE + e.name) for e in one.entities)
        facts = tuple(replace(f, role=HOSTILE, reviewer=HOSTILE) for f in one.facts)
        figures = tuple(replace(f, indicator=HOSTILE, base=HOSTILE, unit=HOSTILE) for f in one.figures)
        made.append(Extraction(text, entities, facts, figures))
    return tuple(made)


def store(held: Iterable[Extraction] | None = None) -> Store:
    """A store of the sample, or of other extractions."""
    return in_memory(triples(tuple(extractions() if held is None else held), RUN))


def sample() -> Analysis:
    """The analysis of the sample."""
    return analyse(store())


def called(analysis: Analysis, name: str) -> Node:
    """The entity with a Chinese name."""
    return next(entity for entity in (*analysis.corpus.themes, *analysis.corpus.entities) if entity.zh == name)


def network(*pairs: str, alone: str = "") -> tuple[Corpus, tuple[Claim, ...]]:
    """A corpus of entities named by letters, joined by a claim for each pair of letters."""
    names = sorted({*"".join(pairs), *alone})
    claims = tuple(Claim(f"claim-{at:02}", a, "uses", b) for at, (a, b) in enumerate(map(tuple, pairs)))
    return Corpus(entities=tuple(Node(name, name.upper(), "", "System") for name in names), claims=claims), claims
