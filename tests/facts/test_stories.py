"""What stories do to each other: nothing, whatever their order is and whatever unrelated stands between them."""

from __future__ import annotations

from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.model import Extraction
from graph.text.clean import plain
from tests.reading import extract

# Paragraphs that speak of different companies, each a story of its own.
STORIES = [
    "海尔消费金融自主研发云杉交换系统，截至2024年末，累计服务用户超过2亿人。公司采用区块链技术，深耕普惠金融。",
    "杭州银行推出“云耕贷”，面向农户，年化利率低于4%。该行将推出“云居贷”，服务新市民。",
    "财政部印发《云杉管理办法》，将注册资本提高至10亿元。该办法支持绿色金融。",
    "中邮消费金融通过百行征信接入涉农数据，与中和农信签约。去年，贷款余额约500亿元。",
    "招联大模型“智鹿”升级为“智鹿二代”。",
    "晋商消费金融总经理周明远表示，公司将深耕养老金融。“我们要服务农户，持续创新。”他说。",
    "“暖心行动”广受好评，由金美信消费金融举办，惠及居民5万户。",
    "国家金融监督管理总局宁波监管局对宁银消费金融罚款50万元。",
]
# Sentences that state nothing and speak of nobody.
UNRELATED = ["天气持续晴好，游人如织。", "樱花开了。", "昨夜有雨！", "路上行人不多；风也不大。", "（图为樱花）"]
END = "（经济日报）"


@cache
def read(raw: str) -> Extraction:
    """What is read from a text, once."""
    return extract(raw)


def facts(found: Extraction, *, explicit: bool = False) -> set[tuple[object, ...]]:
    """The statements without their places, all or only those that name both ends."""
    return {
        (f.subject, f.predicate, f.object, f.modality, f.negative, f.voice, f.how, f.as_of and f.as_of.date)
        for f in found.facts
        if f.explicit or not explicit
    }


def figures(found: Extraction) -> set[tuple[object, ...]]:
    """The figures without their places."""
    return {
        (f.subject, f.indicator, f.value, f.maximum, f.unit, f.qualifier, f.base, f.as_of and f.as_of.date)
        for f in found.figures
    }


def entities(found: Extraction) -> set[tuple[str, str, str]]:
    """The entities without their places."""
    return {(e.id, e.type, e.name) for e in found.entities}


def test_each_story_states_something() -> None:
    assert all(read(story).facts or read(story).figures for story in STORIES)
    assert not any(read(text).entities for text in UNRELATED)


@settings(deadline=None)
@given(st.permutations(STORIES))
def test_the_order_of_unrelated_stories_changes_nothing_that_is_read_from_them(order: list[str]) -> None:
    found = read("\n".join(story + END for story in order))
    assert facts(found) == set().union(*(facts(read(story)) for story in STORIES))
    assert figures(found) == set().union(*(figures(read(story)) for story in STORIES))
    assert entities(found) == set().union(*(entities(read(story)) for story in STORIES))


@settings(deadline=None)
@given(st.permutations(STORIES))
def test_the_order_of_paragraphs_without_ends_of_stories_keeps_what_is_explicit(order: list[str]) -> None:
    found = read("\n".join(order))
    for story in STORIES:
        assert facts(read(story), explicit=True) <= facts(found)


@settings(deadline=None)
@given(st.sampled_from(STORIES), st.lists(st.sampled_from(UNRELATED), min_size=1, max_size=3), st.booleans())
def test_an_unrelated_sentence_before_or_behind_removes_no_explicit_statement(
    story: str, more: list[str], before: bool
) -> None:
    added = "".join(more)
    found = read(added + story if before else story + added)
    assert facts(read(story), explicit=True) <= facts(found)
    assert entities(read(story)) <= entities(found)


@settings(deadline=None)
@given(st.sampled_from(STORIES), st.lists(st.sampled_from(UNRELATED), min_size=1, max_size=3))
def test_unrelated_paragraphs_around_a_story_change_nothing(story: str, more: list[str]) -> None:
    around = "\n".join(more)
    found = read(f"{around}\n{story}\n{around}")
    assert (facts(found), figures(found), entities(found)) == (
        facts(read(story)),
        figures(read(story)),
        entities(read(story)),
    )


@settings(deadline=None)
@given(st.lists(st.sampled_from([*STORIES, *UNRELATED]), min_size=1, max_size=5))
def test_evidence_slices_whole_sentences_that_hold_the_names_and_the_numbers(paragraphs: list[str]) -> None:
    raw = "\n".join(paragraphs)
    found = read(raw)
    sentences = {found.text.span(s.start, s.end) for s in found.text.sentences}
    places = {e.id: e.mentions for e in found.entities}
    for figure in found.figures:
        assert figure.text in plain(raw[slice(*figure.evidence[0])])
        assert set(figure.evidence) <= sentences
    for fact in found.facts:
        assert fact.evidence[0] in sentences
        held = [m for m in places[fact.object] for s in fact.evidence if s.start <= m.start and m.end <= s.end]
        assert held or fact.how in ("pronoun", "means", "zero"), fact


@settings(deadline=None)
@given(st.sampled_from(STORIES), st.integers(2, 3))
def test_a_story_told_again_states_the_same_with_more_evidence(story: str, times: int) -> None:
    once, again = read(story), read("\n".join([story + END] * times))
    assert facts(again) == facts(once)
    assert all(len(f.evidence) >= times for f in again.facts)
    assert {(m.id, len(m.mentions)) for m in again.entities} == {(m.id, times * len(m.mentions)) for m in once.entities}


@pytest.mark.parametrize("story", STORIES)
def test_each_first_sentence_alone_states_what_it_states_in_its_story(story: str) -> None:
    first = story.partition("。")[0] + "。"
    assert facts(read(first), explicit=True) <= facts(read(story))


@pytest.mark.parametrize("story", STORIES)
def test_blanks_before_a_paragraph_and_empty_lines_move_places_only(story: str) -> None:
    found = read(f"\n\n　　{story}\n\n")
    assert (facts(found), figures(found)) == (facts(read(story)), figures(read(story)))
    moved = {(f.evidence[0].start - 4, f.subject, f.predicate, f.object) for f in found.facts}
    assert moved == {(f.evidence[0].start, f.subject, f.predicate, f.object) for f in read(story).facts}
