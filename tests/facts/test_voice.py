"""Whose statement it is."""

from __future__ import annotations

import pytest

from tests.reading import extract, fact, triples

HAIER = "海尔消费金融有限公司"
ZHANG = "person/张文博@authority/cba"
LI = "person/李明远@authority/haier"


def test_a_quoted_opinion_is_its_speaker_s_and_no_fact_of_the_company() -> None:
    found = fact(
        extract("中国银行业协会首席经济学家张文博认为，海尔消费金融应当推出“海享贷”。"), HAIER, "offers", "海享贷"
    )
    assert (found.voice, found.modality, found.asserted) == (ZHANG, "Proposed", False)


@pytest.mark.parametrize(
    "text",
    [
        "海尔消费金融总经理李明远表示，公司将推出“海享贷”。",
        "海尔消费金融总经理李明远介绍，公司将推出“海享贷”。",
        "“我们将推出‘海享贷’，持续创新。”海尔消费金融总经理李明远表示。",
    ],
)
def test_what_a_speaker_says_of_the_own_house_is_the_house_s_plan_in_the_speaker_s_voice(text: str) -> None:
    found = fact(extract(text), HAIER, "offers", "海享贷")
    assert (found.voice, found.modality, found.explicit) == (LI, "Planned", False)


def test_the_role_of_the_speaker_is_the_article_s_own_statement() -> None:
    found = fact(extract("海尔消费金融总经理李明远表示，公司将推出“海享贷”。"), "李明远", "holdsRoleAt", HAIER)
    assert (found.voice, found.modality) == (None, "Done")


def test_speech_ends_where_another_agent_is_named() -> None:
    text = "海尔消费金融总经理李明远表示，公司将推出“海享贷”。中邮消费金融推出“邮享贷”。"
    found = fact(extract(text), "中邮消费金融有限公司", "offers", "邮享贷")
    assert (found.voice, found.modality) == (None, "Done")


def test_an_authority_that_speaks_for_itself_needs_no_voice() -> None:
    found = extract("国家金融监督管理总局表示，将印发《养老金融管理办法》。")
    stated = fact(found, "国家金融监督管理总局", "issues", "养老金融管理办法")
    assert (stated.voice, stated.modality) == (None, "Planned")
    assert ("国家金融监督管理总局", "announces", "养老金融管理办法") in triples(found)
