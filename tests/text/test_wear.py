"""What wears a text on its way: every kind of damage alone and mixed, every kind of line, and where pieces end."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.model import Text, to_raw
from graph.text.artefacts import references
from graph.text.clean import clean, plain, repair
from graph.text.layout import author_boxes, blocks, heads
from graph.text.offsets import to_clean
from graph.text.segment import quotes
from graph.text.shift import decoded, shifts
from tests.reading import article

STORY = "杭州银行推出“云耕贷”，面向农户。该行将推出云居贷，服务新市民！余额超过2亿元；不良率低于1%。"
# For each kind of damage what it puts behind a character; pinyin only behind Chinese ones.
WEAR = {
    "pinyin": ["(jiān)", "（lǜ）", "(zhuāng)", "(fā）"],
    "markup": ["<b>", "</b>", "<br/>", '<a href="#">', "<!-- 注 -->", "<style>p{}</style>"],
    "invisible": ["\u200b", "\ufeff", "\u00ad", "\u2060"],
}
PARAGRAPH = (
    "杭州银行推出云耕贷，面向农户和个体工商户，服务乡村振兴，累计放款超过二十亿元，覆盖全省各县区，受到农户欢迎。"
)


def read(raw: str) -> Text:
    """A text made readable."""
    return clean(article(raw))


def kinds(*lines: str) -> list[str]:
    """The kinds of the lines of a text."""
    return [block.kind for block in blocks("\n".join(lines))]


@st.composite
def worn(draw: st.DrawFn, kind: str) -> str:
    """The story with damage of one kind behind some of its characters."""
    made = ""
    for char in STORY:
        made += char
        if draw(st.integers(0, 5)) == 0 and (kind != "pinyin" or "\u4e00" <= char <= "\u9fff"):
            made += draw(st.sampled_from(WEAR[kind]))
    return made


@pytest.mark.parametrize("kind", sorted(WEAR))
@settings(deadline=None, max_examples=60)
@given(data=st.data())
def test_damage_of_one_kind_is_undone_whole_and_told_as_that_kind(kind: str, data: st.DataObject) -> None:
    raw = data.draw(worn(kind))
    text = read(raw)
    assert text.clean == STORY
    assert {r.kind for r in text.repairs} == ({kind} if raw != STORY else set())
    assert all(STORY[s.start : s.end] == plain(raw[slice(*text.span(s.start, s.end))]) for s in text.sentences)


@settings(deadline=None)
@given(st.lists(st.sampled_from(["云", "杉", "(jiān)", "<b>", "\u200b", "&amp;", "?", "。", "\n", "A"]), max_size=25))
def test_what_is_repaired_needs_no_repair_and_maps_there_and_back(pieces: list[str]) -> None:
    raw = "".join(pieces)
    repairs, text, runs = repair(raw)
    assert repair(text)[1] == text
    assert all(a.span.end <= b.span.start for a, b in pairwise(repairs))
    for at in range(len(text)):
        span = to_raw(runs, at, at + 1)
        assert 0 <= span.start < span.end <= len(raw)
        assert to_clean(runs, span.start) == at


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("&amp;", ["&"]),
        ("&#x4e91;&#26441;", ["云", "杉"]),
        ("&hellip;", ["…"]),
        ("&#8203;&#7;", []),
        ("&NotEqualTilde;&foo;", []),
        ("&;&#;", []),
    ],
)
def test_a_reference_becomes_its_one_visible_character(text: str, expected: list[str]) -> None:
    assert [change.text for change in references(text)] == expected


@pytest.mark.parametrize(
    ("data", "lost_end", "expected"),
    [
        (b"\xa1\xa3\xcf\xd6", False, "。现"),
        (b"\xa1\xa3\xa1", True, "。\ufffd"),
        (b"\xa1\xff\xff", False, None),
        (b"\xa1\xa3AB", False, None),
        (b"\xcf\xd6", False, None),
        (b"\xa1\xa3\xff", False, None),
    ],
)
def test_shifted_bytes_are_a_full_stop_and_chinese_or_no_shift(
    data: bytes, lost_end: bool, expected: str | None
) -> None:
    assert decoded(data, lost_end) == expected


@pytest.mark.parametrize("text", ["要求?！@(jiān)有", "要求?z(jiān)有", "要求?，F有", "要求？，F(xiàn)有", "真的?"])
def test_a_question_mark_without_shifted_bytes_or_pinyin_is_one(text: str) -> None:
    assert shifts(text) == []


@pytest.mark.parametrize(
    "line",
    [
        "免责声明：以上内容仅供参考。", "特别声明：本文由用户上传。", "版权声明：云杉网。", "风险提示：投资需谨慎。",
        "温馨提示：请勿转账。", "上一篇：云杉", "下一篇：云杉", "责任编辑：王小明", "返回搜狐，查看更多",
        "本文来自云杉网。", "本文转载自云杉网。", "原标题：云杉", "点击关注云杉", "扫码阅读", "更多精彩内容",
        "打开APP阅读全文", "以上内容仅供参考。", "内容来源云杉网", "未经授权不得转载。", "来源：云杉网",
        "违者必究，云杉网。",
    ],
)  # fmt: skip
def test_every_line_of_boilerplate_is_told_from_the_story(line: str) -> None:
    assert kinds(PARAGRAPH, line) == ["paragraph", "boilerplate"]
    assert kinds(line, PARAGRAPH) == ["boilerplate", "paragraph"]


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("云杉网 记者 王小明", "byline"),
        ("（云杉日报 王小明/文）", "byline"),
        ("通讯员：李小红", "byline"),
        ("图片来源：云杉", "caption"),
        ("（图/云杉）", "caption"),
        ("图2：云杉", "caption"),
        ("{IMG:12}", "caption"),
        ("记者从云杉网获悉，杭州银行推出云耕贷。", "paragraph"),
        ("图书馆来了许多人，大家都很高兴。", "paragraph"),
        ("作者认为，云杉是一种树。", "paragraph"),
        ("来源于云杉的收入增长，利润也增长了。", "paragraph"),
        ("声明发布后，云杉网没有回应。", "paragraph"),
        ("下一步，杭州银行将推出云耕贷。", "paragraph"),
    ],
)
def test_a_line_is_of_its_kind_and_not_of_another_that_begins_alike(line: str, kind: str) -> None:
    assert kinds(PARAGRAPH, line, PARAGRAPH) == ["paragraph", kind, "paragraph"]


@pytest.mark.parametrize(
    ("following", "expected"),
    [
        (["paragraph"], True),
        (["heading", "paragraph"], True),
        (["caption", "heading", "paragraph"], True),
        (["boilerplate", "paragraph"], False),
        (["byline", "paragraph"], False),
        (["heading", "caption"], False),
        ([], False),
    ],
)
def test_a_heading_heads_the_paragraph_that_follows_before_anything_else(following: list[str], expected: bool) -> None:
    assert heads(["heading", *following], 0) == expected


def test_an_author_box_takes_a_short_name_above_it_along_but_no_paragraph() -> None:
    assert author_boxes(["heading", "author"], ["王小明", "主要关注金融"]) == ["boilerplate", "boilerplate"]
    assert author_boxes(["paragraph", "author"], [PARAGRAPH, "主要关注金融"]) == ["paragraph", "boilerplate"]
    assert author_boxes(["author", "paragraph"], ["主要关注金融", PARAGRAPH]) == ["boilerplate", "paragraph"]


@pytest.mark.parametrize(
    "end", ["（经济日报）", "（云杉网 王小明）", "(云杉财经)", "参考来源：【云杉网】", "参考来源：云杉网"]
)
def test_the_source_at_its_end_parts_a_story_from_the_next(end: str) -> None:
    found = blocks(f"{PARAGRAPH}{end}\n{PARAGRAPH}")
    assert [b.story for b in found] == [0, 1]


@pytest.mark.parametrize("end", ["", "（摘自云杉）", "（完）", "（详见附件）"])
def test_other_words_in_brackets_part_no_stories(end: str) -> None:
    assert [b.story for b in blocks(f"{PARAGRAPH}{end}\n{PARAGRAPH}")] == [0, 0]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("称“云杉好。”", [("云杉好。", True)]),
        ("称“云杉”", [("云杉", False)]),
        ("称“云杉，青松”", [("云杉，青松", False)]),
        ("称“" + "云杉，" * 6 + "青松”", [("云杉，" * 6 + "青松", True)]),
        ("称“" + "云杉" * 10 + "”", [("云杉" * 10, False)]),
        ("称”云杉“", []),
        ("称“云「杉」青”", [("云「杉」青", False), ("杉", False)]),
    ],
)
def test_a_quotation_is_speech_when_it_is_a_sentence_or_has_clauses(
    text: str, expected: list[tuple[str, bool]]
) -> None:
    assert [(text[q.start : q.end], q.speech) for q in quotes(text, blocks(text))] == expected
