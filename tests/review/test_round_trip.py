"""From an article and the review beside it to the graph: each kind of decision, and what becomes of it later."""

from __future__ import annotations

import hashlib
from decimal import Decimal
from pathlib import Path

import pytest

from graph.check import check
from graph.errors import ReviewError
from graph.model import Extraction
from graph.pipeline import extract, reviewed
from graph.query.format import shown
from graph.query.run import run
from graph.rdf.write import Run, triples
from graph.review.queue import draft, queue
from graph.store.embedded import in_memory
from graph.store.store import Store

RAW = (
    "云杉消费金融有限公司推出“雪松贷”，面向新市民。\n"
    "云杉消费金融有限公司与江湾银行合作。\n"
    "该公司计划开展“松针行动”，服务农民。\n"
    "今年3月，山城市人民政府印发《普惠金融发展方案》。\n"
    "截至2024年底，云杉消费金融有限公司累计服务用户300万人。\n"
)
HEAD = """
@prefix authority: <https://w3id.org/wupian/authority/> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix my: <https://w3id.org/wupian/review/news#> .
@prefix segment: <https://w3id.org/wupian/segment/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix technology: <https://w3id.org/wupian/technology/> .
@prefix theme: <https://w3id.org/wupian/theme/> .
@prefix wp: <https://w3id.org/wupian/ns#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
my:review a wp:Review ; wp:reviewOf <https://w3id.org/wupian/article/news> ; wp:reviewedHash "HASH" ;
  wp:reviewer "林木" ; dcterms:created "2026-11-24"^^xsd:date .
my:yunshan a wp:ConsumerFinanceCompany ; skos:prefLabel "云杉消费金融有限公司"@zh .
my:jiangwan a wp:Bank ; skos:prefLabel "江湾银行"@zh .
my:loan a wp:LoanProduct ; skos:prefLabel "雪松贷"@zh .
my:action a wp:Initiative ; skos:prefLabel "松针行动"@zh .
my:policy a wp:Policy ; skos:prefLabel "普惠金融发展方案"@zh .
my:s1 wp:quote "云杉消费金融有限公司推出“雪松贷”，面向新市民。" .
my:s2 wp:quote "云杉消费金融有限公司与江湾银行合作。" .
my:s3 wp:quote "该公司计划开展“松针行动”，服务农民。" .
my:s4 wp:quote "今年3月，山城市人民政府印发《普惠金融发展方案》。" .
my:s5 wp:quote "截至2024年底，云杉消费金融有限公司累计服务用户300万人。" .
"""
OFFERS = "wp:claim [ wp:subject my:yunshan ; wp:predicate wp:offers ; wp:object my:loan ]"
PARTNERS = "wp:claim [ wp:subject my:yunshan ; wp:predicate wp:partnersWith ; wp:object my:jiangwan ]"
ALL = Decimal(2)  # above every confidence
USES = "wp:claim [ wp:subject my:yunshan ; wp:predicate wp:uses ; wp:object technology:blockchain ]"


@pytest.fixture
def article(tmp_path: Path) -> Path:
    """The article in a folder of its own."""
    file = tmp_path / "news.txt"
    file.write_text(RAW, encoding="utf-8")
    return file


def decide(article: Path, *decisions: str) -> tuple[Extraction, int]:
    """The extraction of the article after a review with some decisions, and how many of these had no effect."""
    review = article.with_name("news.review.ttl")
    text = HEAD.replace("HASH", hashlib.sha256(RAW.encode()).hexdigest()) + "\n".join(decisions)
    review.write_text(text, encoding="utf-8")
    return reviewed(article, extract(article))


def stored(extraction: Extraction) -> Store:
    """The graph of an extraction; it keeps every rule."""
    made = triples([extraction], Run("test", "test"))
    store = in_memory(made)
    assert check(store, made).passed
    return store


def facts(extraction: Extraction) -> set[tuple[str, ...]]:
    """The plain triples of an extraction by the names of their ends."""
    return {tuple(map(shown, row)) for row in run(stored(extraction), "relations").rows}


def test_an_accepted_claim_stands_with_the_name_of_the_reviewer(article: Path) -> None:
    done, idle = decide(article, f"[] a wp:Acceptance ; wp:supportedBy my:s1 ; {OFFERS} .")
    rows = [tuple(map(shown, row)) for row in run(stored(done), "reviewed").rows]
    assert [row[:5] for row in rows] == [("林木", "accepted", "云杉消费金融有限公司", "offers", "雪松贷")]
    assert rows[0][6] == RAW.splitlines()[0]
    assert idle == 0


def test_a_rejected_claim_stays_as_a_claim_and_is_gone_as_a_fact(article: Path) -> None:
    triple = ("云杉消费金融有限公司", "offers", "雪松贷")
    before, _ = decide(article)
    done, _ = decide(article, f"[] a wp:Rejection ; wp:supportedBy my:s1 ; {OFFERS} .")
    assert facts(before) - facts(done) == {triple}
    rows = [tuple(map(shown, row)) for row in run(stored(done), "reviewed").rows]
    assert [row[1:5] for row in rows] == [("rejected", *triple)]


def test_an_added_claim_rests_on_its_quote(article: Path) -> None:
    done, _ = decide(article, f"[] a wp:Addition ; wp:supportedBy my:s2 ; {USES} .")
    assert ("云杉消费金融有限公司", "uses", "区块链") in facts(done)
    (row,) = run(stored(done), "evidence", [("ofPredicate", "uses")]).rows
    assert [shown(term) for term in row][5:7] == [str(RAW.index("云杉消费金融有限公司与")), str(RAW.index("\n该公司"))]
    assert shown(row[9]) == RAW.splitlines()[1]


def test_a_corrected_claim_replaces_the_wrong_one(article: Path) -> None:
    right = "wp:replacement [ wp:predicate wp:reliesOn ]"
    done, _ = decide(article, f"[] a wp:Correction ; wp:supportedBy my:s2 ; {PARTNERS} ; {right} .")
    found = facts(done)
    assert ("云杉消费金融有限公司", "reliesOn", "江湾银行") in found
    assert ("云杉消费金融有限公司", "partnersWith", "江湾银行") not in found


def test_a_plan_taken_for_a_fact_becomes_a_plan(article: Path) -> None:
    right = "wp:replacement [ wp:modality wp:Planned ]"
    done, _ = decide(article, f"[] a wp:Correction ; wp:supportedBy my:s1 ; {OFFERS} ; {right} .")
    assert ("云杉消费金融有限公司", "offers", "雪松贷") not in facts(done)
    planned = {tuple(map(shown, row[:3])) for row in run(stored(done), "planned").rows}
    assert ("云杉消费金融有限公司", "offers", "雪松贷") in planned


def test_merged_entities_are_one_node_that_answers_to_both_names(article: Path) -> None:
    done, _ = decide(article, "[] a wp:Merge ; wp:entity my:jiangwan ; wp:into authority:boc .")
    assert ("云杉消费金融有限公司", "partnersWith", "中国银行股份有限公司") in facts(done)
    store = stored(done)
    assert not store.ask('ASK { ?x skos:prefLabel "江湾银行"@zh }')
    assert store.ask('ASK { authority:boc skos:altLabel "江湾银行"@zh }')


def test_entities_kept_apart_stay_two_whatever_was_merged_before(article: Path) -> None:
    merge = "[] a wp:Merge ; wp:entity my:jiangwan ; wp:into authority:boc ."
    apart = "[] a wp:Separation ; wp:entity my:jiangwan , authority:boc ."
    done, _ = decide(article, merge, apart)
    assert ("云杉消费金融有限公司", "partnersWith", "江湾银行") in facts(done)
    assert stored(done).ask('ASK { ?x skos:prefLabel "江湾银行"@zh }')


def test_a_figure_is_corrected_with_its_words_and_the_wrong_one_is_not_cited(article: Path) -> None:
    number = "wp:figureOf my:yunshan ; wp:value 3000000 ; wp:unitText"
    done, _ = decide(
        article,
        f'[] a wp:Addition ; wp:supportedBy my:s5 ; wp:figure [ {number} "户" ; wp:indicator "在册户数" ] .',
    )
    (row,) = run(stored(done), "figures", [("word", "在册户数")]).rows
    assert [shown(term) for term in row][1:6] == ["云杉消费金融有限公司", "Exactly", "3000000", "", "户"]


def test_a_policy_gets_its_date_from_the_review(article: Path) -> None:
    date = 'wp:issuedOn "2026-03-31"^^xsd:date ; wp:asOfText "今年3月"'
    sure = "wp:asOfBasis wp:YearInferred ; wp:precision wp:Month"
    done, _ = decide(article, f"[] a wp:Addition ; wp:entity my:policy . my:policy {date} ; {sure} .")
    answer = stored(done).select(
        'SELECT ?date ?words ?basis ?precision { ?p skos:prefLabel "普惠金融发展方案"@zh ; wp:issuedOn ?date ;'
        " wp:asOfText ?words ; wp:asOfBasis ?basis ; wp:precision ?precision }"
    )
    assert [tuple(map(shown, row)) for row in answer] == [("2026-03-31", "今年3月", "wp:YearInferred", "wp:Month")]


def test_what_a_reviewer_decided_leaves_the_queue_and_the_rest_stays(article: Path) -> None:
    before, _ = decide(article)
    review = article.with_name("news.review.ttl")
    undecided = draft(before, ALL, "林木", "2026-11-24")
    review.write_text(undecided.replace("[] a wp:Decision", "[] a wp:Acceptance", 1), encoding="utf-8")
    after, idle = reviewed(article, extract(article))
    assert len(before.facts) == len(after.facts)
    assert len(queue(before, ALL)) == len(before.facts)
    assert len(queue(after, ALL)) == len(before.facts) - 1
    assert idle == 0


def test_a_decision_whose_sentence_changed_is_lost_and_the_others_hold(article: Path) -> None:
    decisions = (
        f"[] a wp:Rejection ; wp:supportedBy my:s1 ; {OFFERS} .",
        f"[] a wp:Rejection ; wp:supportedBy my:s2 ; {PARTNERS} .",
    )
    decide(article, *decisions)
    article.write_text("新的开头。\n" + RAW.replace("面向新市民", "服务新市民"), encoding="utf-8")
    done, _ = reviewed(article, extract(article))
    found = facts(done)
    assert ("云杉消费金融有限公司", "offers", "雪松贷") in found
    assert ("云杉消费金融有限公司", "partnersWith", "江湾银行") not in found
    told = {finding.kind: dict(finding.data) for finding in done.findings}
    assert told["decision-lost"] == {"quote": RAW.splitlines()[0], "reviewer": "林木"}
    assert "review-outdated" in told


def test_an_article_that_did_not_change_has_no_such_finding(article: Path) -> None:
    done, _ = decide(article, f"[] a wp:Rejection ; wp:supportedBy my:s1 ; {OFFERS} .")
    assert {f.kind for f in done.findings} & {"decision-lost", "review-outdated"} == set()


def test_decisions_about_nothing_are_counted(article: Path) -> None:
    _, idle = decide(article, f"[] a wp:Rejection ; wp:supportedBy my:s2 ; {USES} .")
    assert idle == 1


def test_a_review_of_another_article_is_refused(article: Path) -> None:
    decide(article)
    article.rename(article.with_name("other.txt"))
    article.with_name("news.review.ttl").rename(article.with_name("other.review.ttl"))
    with pytest.raises(ReviewError, match=r"other\.review\.ttl is about .*/news, not about the article beside it"):
        reviewed(article.with_name("other.txt"), extract(article.with_name("other.txt")))


def test_without_a_review_the_extraction_stays_as_it_is(article: Path) -> None:
    found = extract(article)
    assert reviewed(article, found) == (found, 0)
