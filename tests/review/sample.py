"""An article written for these tests, an extraction made by hand, and a review of it as a person would write it."""

from __future__ import annotations

import hashlib
from decimal import Decimal

from graph.model import Article, Entity, Extraction, Fact, Figure, Span, Text
from graph.rdf.names import claim_iri, entity_iri
from graph.review.decisions import Decisions
from graph.review.reader import parse
from graph.text.clean import clean
from graph.vocabulary import load

RAW = (
    "云杉消費金融與中國銀行合作，推出“雪松貸”。\n"
    "雪松貸面向新市民，雪松貸二代將於明年上線。\n"
    "公司自主研發(fā)“松針”風控系統(tǒng)，累計服務(wù)用戶300萬人。\n"
    "云杉消費金融與中國銀行合作，推出“雪松貸”。\n"
)
SHA = hashlib.sha256(RAW.encode()).hexdigest()
PREFIXES = """
@prefix authority: <https://w3id.org/wupian/authority/> .
@prefix claim: <https://w3id.org/wupian/claim/> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix figure: <https://w3id.org/wupian/figure/> .
@prefix function: <https://w3id.org/wupian/function/> .
@prefix id: <https://w3id.org/wupian/id/> .
@prefix my: <https://w3id.org/wupian/review/sample#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix segment: <https://w3id.org/wupian/segment/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix theme: <https://w3id.org/wupian/theme/> .
@prefix wp: <https://w3id.org/wupian/ns#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""
HEADER = f"""
my:review a wp:Review ;
  wp:reviewOf <https://w3id.org/wupian/article/sample> ;
  wp:reviewedHash "{SHA}" ;
  wp:reviewer "林木" ;
  dcterms:created "2026-11-24"^^xsd:date .
"""
# What the article speaks of, and its sentences, described once for all decisions of a file.
DESCRIBED = """
my:yunshan a wp:ConsumerFinanceCompany ; skos:prefLabel "云杉消费金融"@zh .
my:loan a wp:LoanProduct ; skos:prefLabel "雪松贷"@zh .
my:second a wp:LoanProduct ; skos:prefLabel "雪松贷二代"@zh ; wp:form "雪松貸二代" .
my:system a wp:System ; skos:prefLabel "松针"@zh .
my:s1 wp:quote "云杉消費金融與中國銀行合作，推出“雪松貸”。" ; wp:occurrence 1 .
my:s2 wp:quote "雪松貸面向新市民，雪松貸二代將於明年上線。" .
my:s3 wp:quote "公司自主研發(fā)“松針”風控系統(tǒng)，累計服務(wù)用戶300萬人。" .
my:s4 wp:quote "云杉消費金融與中國銀行合作，推出“雪松貸”。" ; wp:occurrence 2 .
"""


def span(words: str, nth: int = 1) -> Span:
    """The span of the nth occurrence of some words in the raw text."""
    start = -1
    for _ in range(nth):
        start = RAW.index(words, start + 1)
    return Span(start, start + len(words))


def text(raw: str = RAW) -> Text:
    """The article, read."""
    return clean(Article("sample", raw, hashlib.sha256(raw.encode()).hexdigest()))


S1, S2, S3, S4 = (
    span("云杉消費金融與中國銀行合作，推出“雪松貸”。"),
    span("雪松貸面向新市民，雪松貸二代將於明年上線。"),
    span("公司自主研發(fā)“松針”風控系統(tǒng)，累計服務(wù)用戶300萬人。"),
    span("云杉消費金融與中國銀行合作，推出“雪松貸”。", 2),
)
YUNSHAN = Entity(
    "organization/云杉消费金融",
    "ConsumerFinanceCompany",
    "云杉消费金融",
    mentions=(span("云杉消費金融"), span("云杉消費金融", 2)),
)
BOC = Entity(
    "authority/boc", "Bank", "中国银行股份有限公司", known=True, mentions=(span("中國銀行"), span("中國銀行", 2))
)
LOAN = Entity(
    "product/雪松贷",
    "App",
    "雪松贷",
    mentions=tuple(sorted(span("雪松貸", n) for n in (1, 2, 3, 4))),
)
NEWCOMERS = Entity("segment/new-citizens", "Segment", "新市民", known=True, mentions=(span("新市民"),))
NOISE = Entity("organization/公司", "Institution", "公司", mentions=(span("公司"),), aliases=("本公司",))
PARTNERS = Fact(YUNSHAN.id, "partnersWith", BOC.id, (S1, S4), Decimal("0.9"), explicit=True, sense="合作-partnersWith")
OFFERS = Fact(YUNSHAN.id, "offers", LOAN.id, (S1,), Decimal("0.8"), explicit=True, sense="推出-offers", rule="frame")
SERVES = Fact(LOAN.id, "serves", NEWCOMERS.id, (S2,), Decimal("0.3"), explicit=True, sense="面向-serves")
WRONG = Fact(NOISE.id, "serves", NEWCOMERS.id, (S2,), Decimal("0.2"), explicit=False, voice=BOC.id, rule="zero-subject")
USERS = Figure(
    NOISE.id, "累计服务用户", Decimal(3000000), "人", "=", (S3,), "300万人", Decimal("0.6"), rule="figure/zero"
)
EXTRACTION = Extraction(
    text(),
    tuple(sorted((YUNSHAN, BOC, LOAN, NEWCOMERS, NOISE), key=lambda e: (e.mentions[:1], e.id))),
    tuple(sorted((PARTNERS, OFFERS, SERVES, WRONG), key=lambda f: (f.evidence[0], f.subject, f.predicate, f.object))),
    (USERS,),
)


def claim(fact: Fact) -> str:
    """The IRI of a claim of the sample."""
    iris = {e.id: entity_iri(e) for e in EXTRACTION.entities}
    return claim_iri("sample", fact, iris[fact.subject], iris[fact.object])


def review(decisions: str, described: str = DESCRIBED) -> Decisions:
    """A review with some decisions, read from its text."""
    return parse(PREFIXES + HEADER + described + decisions, "sample.review.ttl", load())
