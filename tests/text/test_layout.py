"""Blocks of a text."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.text.layout import blocks

PARAGRAPH = "海尔消费金融推出智家分期服务，支持客户分期购买绿色家电。"


def kinds(*lines: str) -> list[str]:
    """The kinds of the blocks that some lines make."""
    return [block.kind for block in blocks("\n".join(lines))]


def test_lines_are_blocks_and_empty_ones_are_none() -> None:
    text = f"\n  \n{PARAGRAPH}\r\n\r\n{PARAGRAPH}\n"
    assert [text[b.start : b.end] for b in blocks(text)] == [PARAGRAPH, PARAGRAPH]


def test_a_short_line_without_a_mark_at_its_end_heads_the_paragraphs_behind_it() -> None:
    found = blocks("\n".join(["筑牢科技底座 构建数字金融", PARAGRAPH, PARAGRAPH, "服务银发群体", PARAGRAPH]))
    assert [b.kind for b in found] == ["heading", "paragraph", "paragraph", "heading", "paragraph"]
    assert [b.heading for b in found] == [None, 0, 0, None, 3]


@pytest.mark.parametrize(
    "line",
    ["据悉，公司规模居前", "以下为主要内容：", "公司持续创新。", "公司持续发展" * 8, "“科技与普惠并重”"],
)
def test_a_line_that_reads_like_a_sentence_is_no_heading(line: str) -> None:
    assert kinds(line, PARAGRAPH) == ["paragraph", "paragraph"]


def test_a_heading_may_hold_a_comma_where_paragraphs_are_long() -> None:
    assert kinds("科技赋能，普惠民生", PARAGRAPH * 2, PARAGRAPH * 3) == ["heading", "paragraph", "paragraph"]


def test_a_short_line_that_nothing_follows_is_a_paragraph() -> None:
    assert kinds(PARAGRAPH, "感谢阅读") == ["paragraph", "paragraph"]


def test_the_only_line_of_a_text_is_a_paragraph() -> None:
    assert kinds("海尔消费金融推出智家分期") == ["paragraph"]
    assert kinds(PARAGRAPH * 40 + "本平台仅提供信息存储服务。") == ["paragraph"]


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("(经济日报 王小明/文)", "byline"),
        ("记者：王小明", "byline"),
        ("作者 | 李小红", "byline"),
        ("免责声明：本文仅供参考。", "boilerplate"),
        ("特别声明：以上内容由用户上传。", "boilerplate"),
        ("Notice: The content above is uploaded by a user.", "boilerplate"),
        ("责任编辑：王小明", "boilerplate"),
        ("来源：某某网", "boilerplate"),
        ("本文观点不构成任何投资建议。", "boilerplate"),
        ("图片来源：企业供图", "caption"),
        ("{IMG:3}", "caption"),
        ("图1：贷款余额", "caption"),
    ],
)
def test_what_is_no_part_of_the_story_is_told_apart(line: str, kind: str) -> None:
    assert kinds(PARAGRAPH, line) == ["paragraph", kind]


def test_an_author_box_is_boilerplate_with_the_name_above_it() -> None:
    assert kinds(PARAGRAPH, "王小明", "某研究院院长 主要关注银行领域") == ["paragraph", "boilerplate", "boilerplate"]


def test_a_caption_between_heading_and_paragraph_does_not_part_them() -> None:
    found = blocks("\n".join(["服务银发群体", "{IMG:1}", PARAGRAPH]))
    assert [b.kind for b in found] == ["heading", "caption", "paragraph"]
    assert found[2].heading == 0


def test_a_short_line_above_boilerplate_heads_nothing() -> None:
    assert kinds(PARAGRAPH, "关于我们", "免责声明：本文仅供参考。") == ["paragraph", "paragraph", "boilerplate"]


def test_a_heading_does_not_reach_beyond_the_end_of_its_story() -> None:
    text = "\n".join(["服务银发群体", PARAGRAPH + "（经济日报）", PARAGRAPH])
    found = [(text[b.start : b.end], b.heading, b.story) for b in blocks(text)]
    assert found == [
        ("服务银发群体", None, 0),
        (PARAGRAPH + "（经济日报）", 0, 0),
        (PARAGRAPH, None, 1),
    ]


def test_a_wide_gap_stands_for_a_new_line() -> None:
    text = f"{PARAGRAPH}    {PARAGRAPH}"
    assert [text[b.start : b.end].strip() for b in blocks(text)] == [PARAGRAPH, PARAGRAPH]


@settings(deadline=None)
@given(st.text(alphabet="甲乙。，（网报） \n\r　1、{IMG:}", max_size=60))
def test_blocks_are_in_order_apart_and_leave_out_nothing_but_blanks(text: str) -> None:
    found = blocks(text)
    assert all(a.end <= b.start for a, b in pairwise(found))
    inside = {i for b in found for i in range(b.start, b.end)}
    assert all(text[i].isspace() for i in range(len(text)) if i not in inside)
    assert all(b.heading is None or found[b.heading].kind == "heading" for b in found)
