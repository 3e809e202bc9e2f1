"""Every cue word that changes a statement does so in a sentence, and longer words that only hold one do not."""

from __future__ import annotations

import pytest

from graph.model import Fact
from graph.vocabulary import load
from tests.reading import extract, triples

HAIER = "海尔消费金融有限公司"
ZHONGYOU = "中邮消费金融有限公司"
ZHOU = "person/周明远@authority/haier"
# It ends in a verb, before which a shorter cue is read.
VERBAL = "即将推出"


def words(kind: str, meaning: str | None = None) -> list[str]:
    """The cue words of a kind, with one meaning or any but none, sorted."""
    held = load().cues[kind]
    return sorted(w for w, told in held.items() if (told == meaning if meaning else told != "none"))


def offers(raw: str) -> list[Fact]:
    """The statements of a text that a company offers “云杉贷”."""
    return [f for f in extract(raw).facts if f.predicate == "offers" and f.object == "product/云杉贷"]


def before_a_verb(word: str) -> str:
    """A sentence with a word before its verb, or as its verb when it is one itself."""
    offered = any(sense.relation == "offers" for sense in load().senses.get(word, ()))
    return f"海尔消费金融{word}“云杉贷”。" if offered else f"海尔消费金融{word}推出“云杉贷”。"


@pytest.mark.parametrize("meaning", ["Planned", "Proposed", "Announced", "Reported", "Ended"])
def test_every_word_of_a_modality_gives_it_to_the_verb_behind_it(meaning: str) -> None:
    for word in words("modality", meaning):
        if word == VERBAL:
            continue
        said = [(f.modality, f.negative, f.asserted) for f in offers(before_a_verb(word))]
        assert said == [(meaning, False, False)], word


@pytest.mark.parametrize(
    "text",
    [
        "海尔消费金融响应号召推出“云杉贷”。",
        "海尔消费金融应邀推出“云杉贷”。",
        "海尔消费金融应急推出“云杉贷”。",
        "海尔消费金融相应推出“云杉贷”。",
        "海尔消费金融按该计划推出“云杉贷”。",
        "海尔消费金融适应市场推出“云杉贷”。",
        "海尔消费金融顺应潮流推出“云杉贷”。",
        "海尔消费金融供应资金，推出“云杉贷”。",
        "海尔消费金融模拟市场推出“云杉贷”。",
    ],
)
def test_a_word_that_only_holds_a_cue_of_modality_leaves_the_statement_done(text: str) -> None:
    assert [f.modality for f in offers(text)] == ["Done"]


def test_every_word_of_denial_denies_the_verb_behind_it() -> None:
    for word in words("negation"):
        assert [f.negative for f in offers(before_a_verb(word))] == [True], word
        assert triples(extract(before_a_verb(word)), "offers") == set()


@pytest.mark.parametrize("word", ["不断", "不仅", "无缝", "正", "已", "率先"])
def test_other_words_before_a_verb_deny_nothing(word: str) -> None:
    assert [(f.negative, f.modality) for f in offers(before_a_verb(word))] == [(False, "Done")]


def test_a_denial_of_another_clause_does_not_reach_the_verb() -> None:
    (fact,) = offers("海尔消费金融并未停业，推出“云杉贷”。")
    assert (fact.negative, fact.modality) == (False, "Done")


def test_every_word_that_something_is_done_outweighs_an_announcement_and_a_plan_from_before() -> None:
    for word in words("done"):
        assert [f.modality for f in offers(f"海尔消费金融宣布{word}推出“云杉贷”。")] == ["Done"], word
        assert [f.modality for f in offers(f"接下来，海尔消费金融{word}推出“云杉贷”。")] == ["Done"], word


@pytest.mark.parametrize("word", ["公正", "真正", "正规", "正确", "正常"])
def test_a_word_that_only_holds_one_of_doing_leaves_an_announcement(word: str) -> None:
    assert [f.modality for f in offers(f"海尔消费金融宣布{word}推出“云杉贷”。")] == ["Announced"]


@pytest.mark.parametrize("aspect", ["了", "过"])
def test_an_aspect_behind_the_verb_says_that_it_is_done(aspect: str) -> None:
    assert [f.modality for f in offers(f"海尔消费金融计划推出{aspect}“云杉贷”。")] == ["Done"]


def test_every_word_that_sets_a_sentence_in_the_future_plans_the_verbs_of_its_clauses() -> None:
    for word in words("sentence-modality"):
        assert [f.modality for f in offers(f"{word}，海尔消费金融推出“云杉贷”。")] == ["Planned"], word
        assert [f.modality for f in offers(f"{word}，行业向好。海尔消费金融推出“云杉贷”。")] == ["Done"], word


def test_every_leading_word_lets_the_pronoun_and_the_topic_behind_it_count() -> None:
    for word in words("leading"):
        (pronoun,) = offers(f"海尔消费金融持续创新。{word}该公司推出“云杉贷”。")
        assert (pronoun.subject, pronoun.how) == ("authority/haier", "pronoun"), word
        (topic,) = offers(f"海尔消费金融持续创新。{word}，推出“云杉贷”。")
        assert (topic.subject, topic.how) == ("authority/haier", "zero"), word


def test_every_subject_that_is_nobody_in_particular_or_only_a_bystander_offers_nothing() -> None:
    collective = {"各家消费金融机构"}
    for word in [*words("generic"), *words("bystander")]:
        said = {f.subject for f in offers(f"海尔消费金融持续创新。{word}推出“云杉贷”。")}
        assert "authority/haier" not in said, word
        assert word in collective or not said, word


def test_every_word_that_continues_a_speech_keeps_its_topic() -> None:
    for word in words("continuation"):
        (fact,) = offers(f"海尔消费金融持续创新。{word}推出“云杉贷”。")
        assert (fact.subject, fact.how) == ("authority/haier", "zero"), word


def test_who_stands_behind_any_oblique_marker_is_not_whom_a_sentence_speaks_of() -> None:
    for word in words("oblique"):
        text = f"海尔消费金融持续创新，{word}中邮消费金融，推出“云杉贷”。"
        assert triples(extract(text), "offers") == {(HAIER, "offers", "云杉贷")}, word


def test_without_a_marker_the_company_named_last_is_whom_a_sentence_speaks_of() -> None:
    text = "海尔消费金融持续创新，中邮消费金融紧随其后，推出“云杉贷”。"
    assert triples(extract(text), "offers") == {(ZHONGYOU, "offers", "云杉贷")}


def test_every_verb_of_saying_gives_the_plan_of_the_house_to_its_speaker() -> None:
    for word in words("saying"):
        said = [(f.voice, f.modality) for f in offers(f"海尔消费金融总经理周明远{word}，公司将推出“云杉贷”。")]
        assert said == [(ZHOU, "Planned")], word


@pytest.mark.parametrize(
    "word", ["说明情况", "说服同业", "职称晋升", "名称变更", "获得称号", "介绍信到手", "建议书出炉"]
)
def test_a_word_that_only_holds_a_verb_of_saying_lets_nobody_speak(word: str) -> None:
    assert [f.voice for f in offers(f"海尔消费金融总经理周明远{word}，公司将推出“云杉贷”。")] == [None]


@pytest.mark.parametrize("kind", ["前", "后"])
def test_a_speaker_may_stand_before_or_behind_the_words(kind: str) -> None:
    said = "公司将推出‘云杉贷’，持续创新。"
    speaker = "海尔消费金融总经理周明远"
    text = f"{speaker}表示：“{said}”" if kind == "前" else f"“{said}”{speaker}表示。"
    assert [(f.voice, f.modality) for f in offers(text)] == [(ZHOU, "Planned")]


def test_every_word_that_bounds_a_list_of_partners_keeps_all_of_them() -> None:
    for word in ("、", "和", "与", "及", "以及", "会同", "联合"):
        text = f"财政部{word}商务部印发《云杉管理办法》。"
        assert triples(extract(text), "issues") == {
            ("财政部", "issues", "云杉管理办法"),
            ("商务部", "issues", "云杉管理办法"),
        }, word


@pytest.mark.parametrize("word", ["例如", "包括", "如", "比如", "诸如"])
def test_the_examples_of_a_list_in_the_next_clause_are_objects_too(word: str) -> None:
    text = f"海尔消费金融服务农户，{word}个体工商户和新市民。"
    assert triples(extract(text), "serves") == {(HAIER, "serves", name) for name in ("农户", "个体工商户", "新市民")}


@pytest.mark.parametrize(
    "setting", ["在养老金融方面", "聚焦养老金融领域", "围绕养老金融建设", "养老金融板块", "立足养老金融赛道"]
)
def test_a_setting_at_the_head_of_a_sentence_gives_its_theme(setting: str) -> None:
    found = [f for f in extract(f"{setting}，海尔消费金融推出“云杉贷”。").facts if f.predicate == "advances"]
    assert {(f.subject, f.object, f.rule) for f in found} == {
        ("authority/haier", "theme/pension-finance", "setting-theme"),
        ("product/云杉贷", "theme/pension-finance", "setting-theme"),
    }


@pytest.mark.parametrize(
    "text", ["养老金融，海尔消费金融推出“云杉贷”。", "据悉养老金融领域，海尔消费金融推出“云杉贷”。"]
)
def test_a_theme_that_is_no_setting_gives_none(text: str) -> None:
    assert not [f for f in extract(text).facts if f.rule == "setting-theme"]


@pytest.mark.parametrize(
    "text", ["海尔消费金融服务农户，如期发放补贴给个体工商户。", "海尔消费金融服务农户，例如近年新增的新市民。"]
)
def test_what_the_next_clause_does_not_give_as_an_example_is_no_object(text: str) -> None:
    assert triples(extract(text), "serves") == {(HAIER, "serves", "农户")}


@pytest.mark.parametrize(
    ("text", "voices"),
    [
        ("海尔消费金融总经理周明远表示，行业向好。公司将推出“云杉贷”。", [ZHOU]),
        ("“行业向好，公司将推出‘云杉贷’。”他说。", []),
        ("海尔消费金融总经理周明远表示满意。“公司将推出‘云杉贷’，持续创新。”他说。", [ZHOU]),
        ("海尔消费金融总经理周明远表示，行业向好。海尔消费金融将推出“云杉贷”。", [None]),
        ("海尔消费金融总经理周明远表示，行业向好。天气晴好。天气晴好。\n公司将推出“云杉贷”。", [None]),
    ],
)
def test_a_speech_goes_on_until_somebody_is_named_or_the_paragraph_ends(text: str, voices: list[str | None]) -> None:
    assert [f.voice for f in offers(text)] == voices


def test_only_a_title_has_the_words_of_its_role() -> None:
    found = extract("海尔消费金融总经理周明远表示满意。海尔消费金融推出“云杉贷”。")
    assert {(f.predicate, f.role) for f in found.facts} == {("holdsRoleAt", "总经理"), ("offers", None)}


def test_what_heads_a_section_is_implied_and_what_a_sentence_sets_is_explicit() -> None:
    heading = extract("深耕绿色金融\n海尔消费金融推出“云杉贷”。").facts
    setting = extract("在绿色金融领域，海尔消费金融推出“云杉贷”。").facts
    assert {f.explicit for f in heading if f.derived} == {False}
    assert {f.explicit for f in setting if f.derived} == {True}
