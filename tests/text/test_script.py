"""Folding of Traditional characters."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.text.clean import clean
from graph.text.script import fold, script
from tests.reading import article


@pytest.mark.parametrize(
    ("traditional", "simplified"),
    [
        ("螞蟻消費金融", "蚂蚁消费金融"),
        ("網絡信息", "网络信息"),
        ("皇后與後台", "皇后与后台"),
        ("隨著政策落地，有著重要意義", "随着政策落地，有着重要意义"),
        ("著力提升，沿著方向", "着力提升，沿着方向"),
        ("取得顯著成效", "取得显著成效"),
        ("計算機軟件著作權", "计算机软件著作权"),
        ("著名學者的專著", "著名学者的专著"),
    ],
)
def test_traditional_characters_become_simplified_ones(traditional: str, simplified: str) -> None:
    assert fold(traditional) == simplified


@settings(deadline=None)
@given(st.text(alphabet=st.characters(min_codepoint=0x20, max_codepoint=0x2FFFF, blacklist_categories=["Cs"])))
def test_folding_keeps_the_length_and_is_done_once(text: str) -> None:
    folded = fold(text)
    assert len(folded) == len(text)
    assert fold(folded) == folded


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("螞蟻消費金融持續創新", "Hant"),
        ("蚂蚁消费金融持续创新", "Hans"),
        ("该公司与台湾的「數位」品牌同名，双方并无关联，公司将持续创新，服务小微企业。", "Hans"),
        ("ABC 123", "Hans"),
        ("", "Hans"),
        ("蚂蚁消费金融与台湾的乾隆年间旧事无关，持续创新服务小微企业和个体工商户", "Hans"),
    ],
)
def test_the_script_is_that_of_most_characters(text: str, expected: str) -> None:
    assert script(text) == expected


def test_simplified_text_is_left_as_it_is() -> None:
    text = clean(article("该公司与台湾的「數位」品牌同名，双方并无关联，公司将持续创新，服务小微企业。"))
    assert text.script == "Hans"
    assert text.clean == text.article.raw
