"""The benchmark's functions run; what they measure is printed by `python -m tests.bench` and never asserted."""

from __future__ import annotations

import pytest

from graph.analyse.measures.engine import Networkx
from graph.analyse.measures.net import numbered
from graph.model import Article
from graph.pipeline import rules
from graph.text.clean import clean
from tests.bench.analysis import main as analysis
from tests.bench.articles import many, own, renamed
from tests.bench.centrality import accuracy, drawn, groups, news, samples
from tests.bench.centrality import growth as measured
from tests.bench.measures import apart, growth, interleaved
from tests.bench.search import compare, selective
from tests.store.texts import passages

TINY = Article("tiny", "海尔消费金融推出“海享贷”，服务农户。", "")


def work(article: Article) -> object:
    return rules().extract(clean(article))


def test_works_are_measured_in_turn_on_the_same_article() -> None:
    seen: list[str] = []
    taken = interleaved([work, lambda article: seen.append(article.id)], [TINY], rounds=2)
    assert len(taken) == 2
    assert seen == ["tiny"] * 3


def test_growth_is_measured_for_each_number_of_articles() -> None:
    assert len(growth(work, (1, 2), lambda count: [TINY] * count)) == 2


def test_copies_of_an_article_have_other_names_and_the_same_length_of_sentences() -> None:
    copies = [renamed(TINY, number).raw for number in range(20)]
    assert len(set(copies)) == 20
    assert {copy.count("，") + copy.count("。") for copy in copies} == {2}


def test_many_articles_are_made_of_the_projects_own() -> None:
    assert [article.id for article in many(2)] == [f"{article.id}-{n}" for n, article in enumerate(own()[:2])]


def test_selective_words_stand_in_few_sentences_and_are_found_alike_by_every_way(
    capsys: pytest.CaptureFixture[str],
) -> None:
    sentences = ["江湾银行服务养老"] * 100 + ["江湾银行推出松针贷"] * 4
    words = selective(sentences, 3)
    assert words == sorted(["银行推", "行推出", "推出松", "出松针", "松针贷"])
    assert len(compare(passages(sentences), words[0])) == 2
    assert "4 of the same sentences" in capsys.readouterr().out


def test_two_processes_extract_at_the_same_time() -> None:
    runs = apart(1, processes=2)
    assert all(run.seconds > 0 and run.memory >= run.memory_ready > 0 for run in runs)


def test_networks_are_measured_beside_their_peers_on_the_same_graph(capsys: pytest.CaptureFixture[str]) -> None:
    analysis(["--entities", "200"])
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == 8
    memory, disk = (int(line.split("edges")[0].split()[-1].replace(",", "")) for line in lines[1:3])
    assert memory == disk
    assert [line.partition(", bar ")[2][:1] for line in lines[3:6]] == ["2", "5", "4"]
    assert all("the whole report (networkx" in line and "reached" in line for line in lines[6:])


def test_engines_are_measured_on_the_same_network(capsys: pytest.CaptureFixture[str]) -> None:
    graph = news(300)
    plain = numbered(graph).plain
    assert groups(plain) > 0
    assert samples(plain, 20) > 0
    assert accuracy(plain, (Networkx(),)) == [20]
    assert drawn(graph) > 0
    measured(graph)
    said = capsys.readouterr().out
    assert said.count("modularity") == 2
    assert "300 entities" in said
