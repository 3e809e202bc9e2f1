"""A small article written for these tests, with an extraction made by hand."""

from __future__ import annotations

import hashlib
from decimal import Decimal

from graph.model import Article, Entity, Extraction, Fact, Figure, Moment, Span, Text
from graph.rdf.write import Run
from graph.text.clean import clean

RAW = (
    "今年3月，云杉消費金融與中國銀行合作。\r\n"
    "云杉消費金融推出“雪松貸”，面向新市民。公司還計劃上線“松針助手”，並未放棄監(jiān)管要求😀。\r\n"
    "截至2024年底，云杉消費金融服務(wù)用戶300萬至500萬人，不良率低於1.25%。\r\n"
)
RUN = Run("0.1.0", "test")


def span(words: str, nth: int = 0) -> Span:
    """The span of the nth occurrence of some words in the raw text."""
    start = -1
    for _ in range(nth + 1):
        start = RAW.index(words, start + 1)
    return Span(start, start + len(words))


def text(name: str = "sample") -> Text:
    """The article, read."""
    return clean(
        Article(
            id=name,
            raw=RAW,
            sha256=hashlib.sha256(RAW.encode()).hexdigest(),
            title="云杉的一年",
            publisher="样例财经",
            author="林木",
            published="2025-07-17",
            url="https://example.org/a?b=1",
        )
    )


YUNSHAN = Entity(
    "organization/云杉消费金融",
    "ConsumerFinanceCompany",
    "云杉消费金融",
    mentions=(span("云杉消費金融"),),
    aliases=("云杉",),
)
BOC = Entity("authority/boc", "Bank", "中国银行股份有限公司", known=True, mentions=(span("中國銀行"),))
LOAN = Entity("product/雪松贷", "LoanProduct", "雪松贷", mentions=(span("雪松貸"),))
APP = Entity(
    "product/松针助手",
    "App",
    "松针助手",
    mentions=(span("松針助手"),),
    issued=Moment("2025-12-31", "年内", "FromPublication", "year"),
)
NEWCOMERS = Entity("segment/new-citizens", "Segment", "新市民", known=True, mentions=(span("新市民"),))
SECTOR = Entity("organization/各机构", "Institution", "各机构", collective=True)
ENTITIES = (YUNSHAN, BOC, LOAN, APP, NEWCOMERS, SECTOR)
FIRST = span("今年3月，云杉消費金融與中國銀行合作。")
SECOND = span("云杉消費金融推出“雪松貸”，面向新市民。")
THIRD = span("公司還計劃上線“松針助手”，並未放棄監(jiān)管要求😀。")
FOURTH = span("截至2024年底，云杉消費金融服務(wù)用戶300萬至500萬人，不良率低於1.25%。")

PARTNERS = Fact(
    YUNSHAN.id,
    "partnersWith",
    BOC.id,
    (FIRST,),
    Decimal("0.93"),
    explicit=True,
    sense="合作-partnersWith",
    rule="A-and-B-verb",
    as_of=Moment("2025-03-31", "今年3月", "FromPublication", "month"),
)
OFFERS = Fact(YUNSHAN.id, "offers", LOAN.id, (SECOND, FIRST), Decimal("0.9"), explicit=True, sense="推出-offers")
SERVES = Fact(LOAN.id, "serves", NEWCOMERS.id, (SECOND,), Decimal("0.4"), explicit=True, sense="面向-serves")
PLAN = Fact(
    YUNSHAN.id,
    "offers",
    APP.id,
    (THIRD,),
    Decimal("0.8"),
    explicit=False,
    modality="Planned",
    rule="zero-subject",
    voice=BOC.id,
    via=SECTOR.id,
    role="司长",
)
DENIED = Fact(
    YUNSHAN.id, "serves", NEWCOMERS.id, (THIRD,), Decimal(1), explicit=False, negative=True, rule="zero-subject"
)
REJECTED = Fact(
    SECTOR.id,
    "serves",
    NEWCOMERS.id,
    (SECOND,),
    Decimal("0.7"),
    True,
    sense="面向-serves",
    reviewer="审阅人",
    rejected=True,
)
FACTS = (PARTNERS, OFFERS, SERVES, PLAN, DENIED, REJECTED)
DATE = Moment("2024-12-31", "截至2024年底", "Stated", "year")
USERS = Figure(
    YUNSHAN.id,
    "服务用户",
    Decimal("3E+6"),
    "人",
    ">=",
    (FOURTH,),
    "300万至500万人",
    maximum=Decimal("5000000"),
    as_of=DATE,
    rule="figure/named",
)
RATE = Figure(
    YUNSHAN.id,
    "不良率",
    Decimal("1.25"),
    "%",
    "<",
    (FOURTH,),
    "低于1.25%",
    confidence=Decimal("0.75"),
    base="贷款余额",
    as_of=DATE,
    rule="figure/named",
)
FIGURES = (USERS, RATE)


def extraction(name: str = "sample") -> Extraction:
    """The whole extraction, the same under any article id."""
    return Extraction(text(name), ENTITIES, FACTS, FIGURES)
