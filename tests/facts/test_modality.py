"""What is planned, announced, proposed, hearsay, ended or denied is no plain fact."""

from __future__ import annotations

import pytest

from tests.reading import extract, fact

HAIER = "海尔消费金融有限公司"


@pytest.mark.parametrize(
    ("text", "modality"),
    [
        ("海尔消费金融推出“海享贷”。", "Done"),
        ("海尔消费金融已推出“海享贷”。", "Done"),
        ("海尔消费金融近日正式推出“海享贷”。", "Done"),
        ("据悉，海尔消费金融推出了“海享贷”。", "Done"),
        ("按照计划，海尔消费金融推出了“海享贷”。", "Done"),
        ("海尔消费金融将推出“海享贷”。", "Planned"),
        ("海尔消费金融计划推出“海享贷”。", "Planned"),
        ("下一步，海尔消费金融将推出“海享贷”。", "Planned"),
        ("海尔消费金融拟推出“海享贷”。", "Planned"),
        ("海尔消费金融宣布推出“海享贷”。", "Announced"),
        ("专家建议海尔消费金融推出“海享贷”。", "Proposed"),
        ("海尔消费金融应当推出“海享贷”。", "Proposed"),
        ("据传海尔消费金融推出“海享贷”。", "Reported"),
        ("有消息称海尔消费金融推出“海享贷”。", "Reported"),
        ("海尔消费金融停止推出“海享贷”。", "Ended"),
    ],
)
def test_the_words_before_a_verb_tell_its_modality_and_only_done_is_asserted(text: str, modality: str) -> None:
    found = fact(extract(text), HAIER, "offers", "海享贷")
    assert (found.modality, found.negative) == (modality, False)
    assert found.asserted == (modality == "Done")


@pytest.mark.parametrize("word", ["未", "尚未", "没有", "并未", "不再"])
def test_a_denied_statement_is_kept_as_denied_and_not_asserted(word: str) -> None:
    found = fact(extract(f"海尔消费金融{word}推出“海享贷”。"), HAIER, "offers", "海享贷")
    assert found.negative
    assert not found.asserted


def test_a_plan_holds_for_all_verbs_behind_it_but_not_for_the_next_sentence() -> None:
    found = extract("海尔消费金融将推出“海享贷”，上线智能风控系统。海尔消费金融推进普惠金融。")
    assert fact(found, HAIER, "offers", "海享贷").modality == "Planned"
    assert fact(found, HAIER, "develops", "智能风控系统").modality == "Planned"
    assert fact(found, HAIER, "advances", "普惠金融").modality == "Done"


def test_a_cue_inside_a_name_is_none() -> None:
    found = extract("海尔消费金融建立“未来计划”，推出“海享贷”。")
    assert fact(found, HAIER, "runs", "未来计划").modality == "Done"
    assert fact(found, HAIER, "offers", "海享贷").modality == "Done"


def test_a_plan_and_its_fulfilment_are_two_statements() -> None:
    found = extract("去年，海尔消费金融计划推出“海享贷”。今年，海尔消费金融已推出“海享贷”。")
    offers = [f for f in found.facts if f.predicate == "offers"]
    assert sorted(f.modality for f in offers) == ["Done", "Planned"]
