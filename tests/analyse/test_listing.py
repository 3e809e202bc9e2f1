"""The response paths and gaps for the terminal."""

from __future__ import annotations

from dataclasses import replace

import pytest

from graph.analyse.analysis import Analysis, analyse
from graph.analyse.gaps.gaps import find
from graph.analyse.gaps.matrix import cross
from graph.analyse.listing import lacks, routes
from graph.analyse.paths.paths import paths
from graph.analyse.table import table
from tests.analyse.sample import extractions, sample, store
from tests.analyse.world import Said, corpus, figure, standing


def world(*said: Said, also: str = "", **more: object) -> Analysis:
    """The sample's analysis with another corpus in its place."""
    held = corpus(*said, also=also, **more)  # type: ignore[arg-type]  # figures
    claims = standing(held)
    gaps = find(held, claims, cross(held, claims))
    return replace(sample(), corpus=held, claims=claims, gaps=gaps, paths=paths(held, claims))


def test_a_path_stands_over_its_hops_with_their_sentences_and_places() -> None:
    lines = list(routes(sample(), "zh"))
    assert lines[0].startswith("从监管机构经政策、主题到机构、产品或举措和客群的路径")
    assert "共有 2 条，以下为最强的 2 条" in lines[0]
    places = "国家金融监督管理总局 → 普惠行动方案 → 云杉消费金融 → 雪松贷 → 新市民"
    assert lines[2] == f"1. {places}（强度 0.66；其余环节在本语料中没有证据）"
    issued = "国家金融监督管理总局发布《普惠行动方案》，云杉消费金融和青禾银行响应该方案。"
    assert lines[3] == f"   国家金融监督管理总局—发布—普惠行动方案：“{issued}”（qinghe，第 0–{len(issued)} 字）"
    assert [line.split("：")[0].strip() for line in lines[4:7]] == [
        "云杉消费金融—响应—普惠行动方案",
        "云杉消费金融—提供—雪松贷",
        "雪松贷—服务客群—新市民",
    ]
    assert lines[7] == ""
    assert lines[8].startswith("2. 国家金融监督管理总局 → 普惠行动方案 → 青禾银行")


def test_sentences_are_readable_although_their_places_are_raw() -> None:
    assert "云杉消费金融与青禾银行共建“雪松贷”，服务新市民。" in "\n".join(routes(sample(), "zh"))


def test_only_the_first_paths_are_shown_and_all_are_counted() -> None:
    held = world("R1 issues P1", "P1 addresses T1", *(f"B{n} advances T1" for n in range(9)))
    lines = list(routes(held, "en"))
    assert [line.split(".")[0] for line in lines if line[:1].isdigit()] == ["1", "2", "3", "4", "5"]
    assert "Policies and institutions so joined: 9; the strongest 5 follow." in lines[0]


def test_a_claim_without_a_sentence_is_still_said() -> None:
    assert "   R1 — issues — P1" in list(routes(world("R1 issues P1", "P1 addresses T1", "B1 advances T1"), "en"))


def test_gaps_tell_policies_segments_sources_and_contradictions() -> None:
    figures = (figure("B1", "3"), figure("B1", "4"))
    said = ("P1 addresses T1", "B1 advances T1", "B2 respondsTo P1", "B2 respondsTo P2", "B1 serves S1")
    assert list(lacks(world(*said, also="S2", figures=figures), "en")) == [
        "- P1: of 2 institutions, 2 respond to it by name or have evidence on its themes; institutions by theme: "
        "T1 (1). By name: B2.",
        "- Policies of which these articles name no theme: P2.",
        "- Of 2 segments, 1 have no evidence that an institution serves them: S2",
        "- B1, users (2024-12-31): figures that contradict each other: 3, 4.",
    ]


def test_the_single_sources_of_the_sample_are_counted() -> None:
    # 9 claims of yunshan say 7 things, 9 of qinghe's claims count
    assert "- 16 条计入的陈述中有 16 条只以一篇文章为据。" in list(lacks(sample(), "zh"))


def test_long_lists_are_cut_with_the_number_that_is_left_out() -> None:
    names = " ".join(f"S{n:02}" for n in range(25))
    (line,) = [one for one in lacks(world("B1 uses N1", also=names), "en") if "segments" in one]
    assert line.endswith("S18, S19 and 5 more")
    figures = tuple(figure(f"B{n}", value) for n in range(7) for value in ("1", "2"))
    lines = list(lacks(world(figures=figures), "zh"))
    assert [line for line in lines if "互相矛盾" in line][-1].startswith("- B4")
    assert lines[-1].startswith("  (")
    assert "2" in lines[-1]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_an_empty_graph_has_no_paths_and_leaves_no_blank_to_fill(lang: str) -> None:
    text = table(analyse(store([])), lang)
    assert "{" not in text
    assert ("没有从监管机构到机构的完整路径" if lang == "zh" else "hold no path from a regulator") in text


def test_a_name_can_neither_move_the_cursor_nor_break_a_line() -> None:
    hostile = "云杉\x1b[31m\n\u202e消费"
    made = tuple(
        replace(x, entities=tuple(replace(e, name=hostile) if e.name == "云杉消费金融" else e for e in x.entities))
        for x in extractions()
    )
    lines = [*routes(analyse(store(made)), "zh"), *lacks(analyse(store(made)), "zh")]
    assert any("云杉" in line for line in lines)
    assert not any(bad in line for line in lines for bad in "\x1b\n\u202e")
