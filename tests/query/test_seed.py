"""The questions that the graph is made for, asked of the seed article."""

from __future__ import annotations

import pytest

from graph.pipeline import discovered, extract, reviewed
from graph.query.catalogue import catalogue
from graph.query.format import shown
from graph.query.run import run
from graph.rdf.write import Run, triples
from graph.store.embedded import in_memory
from graph.store.store import Store

(ARTICLE,) = discovered(())
EVIDENCE = ("evidence", "issuesEvidence", "addressesEvidence", "advancesEvidence", "suppliesEvidence", "servesEvidence")


@pytest.fixture(scope="module")
def seed() -> Store:
    """The graph of the seed article as its review leaves it."""
    extraction, _ = reviewed(ARTICLE, extract(ARTICLE))
    return in_memory(triples([extraction], Run("test", "test")))


def answer(store: Store, name: str) -> list[dict[str, str]]:
    """The rows of a named query as text by column."""
    found = run(store, name)
    return [dict(zip(found.variables, map(shown, row), strict=True)) for row in found.rows]


@pytest.mark.parametrize(
    ("name", "row"),
    [
        ("policies", {"issuer": "国务院办公厅", "policy": "关于做好金融“五篇大文章”的指导意见"}),
        ("policy-themes", {"policy": "银行业保险业普惠金融高质量发展实施方案", "theme": "普惠金融"}),
        ("products", {"institution": "建信消费金融有限责任公司", "product": "数币贷"}),
        ("theme-advances", {"theme": "养老金融", "actor": "马上消费金融股份有限公司"}),
        ("models", {"model": "智鹿二代", "developer": "招联消费金融股份有限公司"}),
        ("versions", {"product": "智鹿二代", "earlierVersion": "招联智鹿"}),
        ("data-sources", {"institution": "中邮消费金融有限公司", "source": "百行征信有限公司"}),
        ("single-source", {"subject": "中邮消费金融有限公司", "predicate": "drawsDataFrom"}),
        ("figures", {"subject": "马上消费金融股份有限公司", "value": "200000000", "unit": "人", "asOf": "2024-12-31"}),
        ("planned", {"subject": "中国人民银行", "predicate": "runs", "object": "金融服务能力提升工程"}),
        ("done", {"subject": "国家金融监督管理总局", "predicate": "issues"}),
        ("policy-paths", {"regulator": "国家金融监督管理总局", "institution": "建信消费金融有限责任公司"}),
        ("response-paths", {"policy": "关于做好金融“五篇大文章”的指导意见", "segment": "老年人"}),
        ("theme-matrix", {"institution": "招联消费金融股份有限公司", "theme": "养老金融", "claims": "0"}),
    ],
)
def test_a_question_finds_what_the_article_says(seed: Store, name: str, row: dict[str, str]) -> None:
    assert any(row.items() <= found.items() for found in answer(seed, name))


def test_every_sentence_in_an_answer_stands_in_the_article(seed: Store) -> None:
    raw = ARTICLE.read_bytes().decode("utf-8")
    quotes = {
        row[column]
        for query in catalogue()
        if not query.violation
        for row in answer(seed, query.name)
        for column in EVIDENCE
        if column in row
    }
    assert len(quotes) > 20
    assert [quote for quote in quotes if quote not in raw] == []


def test_the_graph_breaks_no_rule(seed: Store) -> None:
    assert {
        query.name: answer(seed, query.name) for query in catalogue() if query.violation and answer(seed, query.name)
    } == {}
