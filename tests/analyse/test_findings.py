"""The main findings: what they say of the sample, and that each rests on claims that show it."""

from __future__ import annotations

from graph.analyse.analysis import analyse
from graph.analyse.corpus import Claim
from graph.analyse.findings import cite
from tests.analyse.sample import sample, store


def test_the_findings_of_the_sample_are_these() -> None:
    said = [finding.text("zh") for finding in sample().findings]
    assert said[:4] == [
        "证据最广的主题是数字金融、普惠金融：2 家机构中有 2 家有证据。",
        "本语料中没有任何机构有证据的主题：科技金融。",
        "覆盖主题最多的机构是云杉消费金融、青禾银行：5 个主题中的 2 个。",
        "10 个机构与主题的组合中，4 个在本语料中没有证据。",
    ]
    assert said[-5:] == [
        "被最多主体服务的客群是新市民，主体数为 2。",
        "被最多主体运用的技术是人工智能，主体数为 2。",
        "被最多机构接入的数据来源是明月征信，机构数为 2。",
        "响应机构最多的政策是普惠行动方案，机构数为 2。",
        "21 条断言中有 1 条所述之事尚未实现（计划、宣布、建议、转述或终止），不作为事实计数。",
    ]


def test_every_finding_is_said_in_both_languages() -> None:
    for finding in sample().findings:
        assert finding.text("zh") != finding.text("en")
        assert "{" not in finding.text("zh") + finding.text("en")


def test_the_claims_of_a_finding_have_sentences_and_show_it() -> None:
    analysis = sample()
    kinds = {finding.kind: finding.claims for finding in analysis.findings}
    for claims in kinds.values():
        assert all(analysis.corpus.sentences(claim) for claim in claims)
    assert {claim.predicate for claim in kinds["policy"]} == {"respondsTo"}
    assert {analysis.corpus.entity(claim.object).zh for claim in kinds["segment"]} == {"新市民"}
    assert [claim.modality for claim in kinds["plans"]] == ["Planned"]
    assert not any(claim.rejected or claim.negative for claims in kinds.values() for claim in claims)


def test_an_empty_graph_gives_no_findings() -> None:
    assert analyse(store([])).findings == ()


def test_the_best_claims_are_cited_once_for_each_sentence() -> None:
    stated = Claim("b", "s", "p", "o", ("one",), explicit=True)
    again = Claim("c", "s", "p", "o2", ("one",), explicit=True)
    implied = Claim("a", "s", "p", "o", ("two",))
    derived = Claim("d", "s", "p", "o", ("three",), derived=True)
    bare = Claim("e", "s", "p", "o", explicit=True)
    assert cite([derived, again, bare, implied, stated]) == (stated, implied)
    assert cite([derived, bare]) == (derived,)
