"""What holds for all that is read from an article."""

from __future__ import annotations

from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from opencc import OpenCC

from graph.model import Extraction, Fact
from graph.pipeline import extract as extract_file
from graph.resources import folder
from graph.text.clean import clean, plain
from graph.vocabulary import load
from tests.reading import article, extract

ARTICLE = """国务院办公厅近日印发《银发经济发展意见》，各消费金融公司积极响应。
筑牢科技底座 发展数字金融
海尔消费金融自主研发智能风控系统，截至2024年底，累计服务用户超过2亿人。公司采用区块链技术，深耕普惠金融。
招联推出大模型“启明”及其迭代版本“启明二代”。该公司将推出“联享贷”，服务新市民群体。
服务银发群体 深耕养老金融
金美信消费金融为退休老人举办“银发学堂”公益活动，尚未推出“银享贷”。
中邮消费金融通过百行征信接入涉农数据，与邮储银行签署合作协议。去年，贷款余额约500亿元。
中国银行业协会首席经济学家张文博认为，中原消费金融应当推出“豫享贷”。
"""
UNRELATED = [
    "天气持续晴好，各地游人如织。",
    "丰收银行发布年报。",
    "绿色金融事关长远。",
    "据了解，行业规模超过1万亿元。",
    "公司治理是永恒的话题。",
    "“福气贷”受到欢迎。",
]
SYLLABLES = ["jiān", "fā", "lǜ", "yín", "zhuāng"]


@cache
def whole() -> Extraction:
    """What is read from the article."""
    return extract(ARTICLE)


def statements(found: Extraction) -> set[tuple[object, ...]]:
    """The statements without their places."""
    return {
        (f.subject, f.predicate, f.object, f.modality, f.negative, f.derived, f.explicit, f.voice) for f in found.facts
    }


def numbers(found: Extraction) -> set[tuple[object, ...]]:
    """The figures without their places and words."""
    return {
        (f.subject, f.value, f.unit, f.qualifier, f.maximum, f.as_of.date if f.as_of else None) for f in found.figures
    }


def quotes(found: Extraction, fact: Fact) -> list[str]:
    """The evidence of a fact, repaired and in Simplified characters."""
    return [plain(found.article.raw[slice(*span)]) for span in fact.evidence]


@cache
def traditional() -> str:
    """The article in Traditional characters."""
    converted: str = OpenCC("s2t").convert(ARTICLE)
    return converted


@st.composite
def damaged(draw: st.DrawFn) -> str:
    """The article in Traditional characters with pinyin behind some of them."""
    made, seeds = "", draw(st.lists(st.integers(0, 6), min_size=20, max_size=60))
    for i, char in enumerate(traditional()):
        made += char
        if "\u4e00" <= char <= "\u9fff" and seeds[i % len(seeds)] == i % 7:
            made += f"({SYLLABLES[i % len(SYLLABLES)]})"
    return made


def key(name: str) -> str:
    """An entity's key without its kind and owner."""
    return name.partition("/")[2].partition("@")[0]


def test_the_article_is_read_as_it_was_meant() -> None:
    positive = {(key(f.subject), f.predicate, key(f.object)) for f in whole().facts if f.asserted and not f.derived}
    assert {
        ("scgo", "issues", "银发经济发展意见"),
        ("haier", "develops", "智能风控系统"),
        ("haier", "uses", "blockchain"),
        ("haier", "advances", "inclusive-finance"),
        ("zhaolian", "develops", "启明"),
        ("zhaolian", "develops", "启明二代"),
        ("启明二代", "newVersionOf", "启明"),
        ("jinmeixin", "runs", "“银发学堂”公益活动"),
        ("zhongyou", "drawsDataFrom", "baihang"),
        ("zhongyou", "partnersWith", "psbc"),
        ("张文博", "holdsRoleAt", "cba"),
    } <= positive
    assert not {p for p in positive if p[1] == "offers"}


def test_traditional_characters_give_the_same_statements_and_figures() -> None:
    found = extract(traditional())
    assert found.text.script == "Hant"
    assert statements(found) == statements(whole())
    assert numbers(found) == numbers(whole())


@settings(deadline=None)
@given(damaged())
def test_pinyin_behind_characters_gives_the_same_statements_with_the_same_evidence(raw: str) -> None:
    found = extract(raw)
    assert statements(found) == statements(whole())
    assert numbers(found) == numbers(whole())
    assert [quotes(found, f) for f in found.facts] == [quotes(whole(), f) for f in whole().facts]


@settings(deadline=None)
@given(st.lists(st.sampled_from(UNRELATED), min_size=1, max_size=4))
def test_an_unrelated_paragraph_at_the_end_never_removes_a_statement(paragraphs: list[str]) -> None:
    found = extract(ARTICLE + "\n".join(paragraphs))
    assert statements(whole()) <= statements(found)
    assert numbers(whole()) <= numbers(found)


def test_every_span_slices_the_raw_text_at_a_sentence_or_a_name() -> None:
    for raw in (ARTICLE, traditional()):
        found = extract(raw)
        ends = {e.id for e in found.entities}
        sentences = {found.text.span(s.start, s.end) for s in found.text.sentences}
        for entity in found.entities:
            assert entity.mentions
            assert all(0 <= s.start < s.end <= len(raw) for s in entity.mentions)
        for fact in found.facts:
            assert {fact.subject, fact.object} <= ends
            assert fact.evidence[0] in sentences
        for figure in found.figures:
            assert figure.subject in ends
            assert set(figure.evidence) <= sentences
            assert figure.text in plain(raw[slice(*figure.evidence[0])])


@pytest.mark.parametrize("raw", [ARTICLE, traditional()])
def test_the_evidence_of_an_explicit_statement_names_both_ends(raw: str) -> None:
    found = extract(raw)
    mentions = {e.id: e.mentions for e in found.entities}
    for fact in (f for f in found.facts if f.explicit):
        for end in (fact.subject, fact.object):
            assert any(s.start <= m.start and m.end <= s.end for m in mentions[end] for s in fact.evidence), fact


def test_what_is_given_by_a_pronoun_or_left_out_is_not_explicit_and_cites_who_is_meant() -> None:
    found = extract("海尔消费金融持续创新。该公司推出“海享贷”。")
    (fact,) = found.facts
    assert not fact.explicit
    assert quotes(found, fact) == ["该公司推出“海享贷”。", "海尔消费金融持续创新。"]


def test_a_statement_made_twice_is_one_with_both_sentences_and_the_explicit_one_first() -> None:
    found = extract("海尔消费金融持续创新。该公司推出“海享贷”。海尔消费金融推出“海享贷”。")
    (fact,) = found.facts
    assert fact.explicit
    assert quotes(found, fact)[0] == "海尔消费金融推出“海享贷”。"
    assert "该公司推出“海享贷”。" in quotes(found, fact)


def test_every_stated_fact_names_the_sense_and_the_frame_that_fired() -> None:
    senses = {s.id: s for found in load().senses.values() for s in found}
    for fact in whole().facts:
        if fact.sense is None:
            assert fact.rule == f"{fact.how}-theme"
        else:
            assert senses[fact.sense].relation == fact.predicate
            assert senses[fact.sense].frame.name == fact.rule


def test_reading_twice_gives_the_same_in_the_same_order() -> None:
    assert extract(ARTICLE) == whole()


def test_entities_are_in_the_order_of_their_first_mention() -> None:
    firsts = [e.mentions[0] for e in whole().entities]
    assert firsts == sorted(firsts)


@settings(deadline=None)
@given(st.text(alphabet="海尔消费金融推出“海享贷”，。将未服务新市民该公司100亿元\n《办法》表示：", max_size=80))
def test_any_text_is_read_without_failing_and_every_end_is_an_entity(raw: str) -> None:
    found = extract(raw)
    ends = {e.id for e in found.entities}
    assert all({f.subject, f.object} <= ends and f.evidence for f in found.facts)
    assert all(f.subject in ends for f in found.figures)


def test_the_seed_is_read_with_all_spans_in_place() -> None:
    (path,) = folder("seeds").glob("*.txt")
    found = extract_file(path)
    assert len(found.facts) > 100
    assert all(0 <= s.start < s.end <= len(found.article.raw) for f in found.facts for s in f.evidence)


@pytest.mark.parametrize("raw", ["", "\n\n", "。，；", "“”《》", "ABC"])
def test_a_text_without_content_gives_nothing(raw: str) -> None:
    found = extract(raw)
    assert (found.text.article, found.entities, found.facts, found.figures) == (article(raw), (), (), ())
    assert clean(article(raw)).sentences == found.text.sentences
