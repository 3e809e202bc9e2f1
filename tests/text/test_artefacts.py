"""What a damaging conversion left in a text."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.text.artefacts import changes, lost
from graph.text.clean import repair


@pytest.mark.parametrize(
    ("damaged", "expected"),
    [
        ("監(jiān)管", "監管"),
        ("監（jiān）管", "監管"),
        ("監(jiān）管", "監管"),
        ("(金融監(jiān)管總局)", "(金融監管總局)"),
        ("總局（聯(lián)合發(fā)布）", "總局（聯合發布）"),
        ("監(jiān)(jiān)管", "監管"),
        ("監(jiān（jiān）)管", "監管"),
        ("綠(lǜ)色", "綠色"),
        ("裝(zhuāng)備", "裝備"),
        ("監(jia\u0304n)管", "監管"),
    ],
)
def test_a_syllable_with_a_tone_behind_a_character_goes(damaged: str, expected: str) -> None:
    assert repair(damaged)[1] == expected


@pytest.mark.parametrize(
    "text",
    [
        "手机银行(APP)",
        "环境、社会和治理(ESG)",
        "条款(the)",
        "甲(a)、乙(b)",
        "消费(xiaofei)金融",
        "金融(de)事",
        "Cafe(bā)",
        "，(jiān)",
        "三成(30%)",
        "总局(国家金融监督管理总局)",
        "真的吗?好",
        "为什么?？今天",
        "a < b 且 c > d",
        "R&D投入",
        "利率<5%，期限>3年",
    ],
)
def test_what_is_no_damage_stays(text: str) -> None:
    assert repair(text) == ((), text, ((0, 0, len(text)),))


def test_a_syllable_without_a_tone_goes_only_where_much_else_is_damaged() -> None:
    assert repair("監(jiān)管(de)事")[1] == "監管(de)事"
    assert repair("監(jiān)管(de)事，銀(yín)行業(yè)務")[1] == "監管事，銀行業務"
    assert repair("監(jiān)管<b>(de)</b>事，銀(yín)行業(yè)務")[1] == "監管事，銀行業務"


def test_what_one_repair_lays_bare_is_repaired_too() -> None:
    assert repair("監<b>(jiān)</b>管")[1] == "監管"
    assert repair("監\u200b(jiān)管")[1] == "監管"
    assert repair("監(jiān&#41;管")[1] == "監管"
    assert repair("&amp;lt;b&amp;gt;消費")[1] == "消費"
    assert repair("研发&amp;amp;创新")[1] == "研发&创新"


def test_markup_goes_and_character_references_become_their_character() -> None:
    raw = '<p class="a">研发&amp;创新<br/>投入&nbsp;超&#50;亿</p><!-- 注 --><script>var x = "字";</script>'
    repairs, text, _ = repair(raw)
    assert text == "研发&创新投入\xa0超2亿"
    assert {r.kind for r in repairs} == {"markup"}
    assert "&amp;" in [raw[slice(*r.span)] for r in repairs]


def test_invisible_characters_go() -> None:
    assert repair("\ufeff消费\u200b金融\u00ad")[1] == "消费金融"


def test_the_byte_that_swallowed_a_bracket_goes_with_its_syllable() -> None:
    (change,) = changes("發?fā)布")
    assert (change.kind, tuple(change.span)) == ("gbk", (1, 5))


@settings(deadline=None)
@given(st.text(alphabet="監管(（)）jiānde?，F<b>&;a #41", max_size=40))
def test_changes_are_in_order_apart_and_shorter_than_their_range(text: str) -> None:
    end = 0
    for change in changes(text):
        assert end <= change.span.start < change.span.end <= len(text)
        assert len(change.text) < change.span.end - change.span.start
        end = change.span.end


def test_characters_that_are_lost_are_found() -> None:
    text = "消费\ufffd\ufffd金融???机构??是吗?"
    assert [text[slice(*span)] for span in lost(text)] == ["\ufffd\ufffd", "???"]
