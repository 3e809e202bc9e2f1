"""One layer of names without overlaps, and the forms by which one thing goes and another does not."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.mentions.names import find, layer
from graph.mentions.resolve import (
    Resolved,
    abbreviates,
    drop_early_contextual,
    flat,
    normal,
    resolve,
    short_forms,
    without_form,
    without_head,
)
from graph.model import Mention
from graph.text.clean import clean
from graph.vocabulary import load
from tests.reading import article

TEXT = "杭州银行萧山支行零售业务部推出“云杉贷”"
RANGES = st.tuples(st.integers(0, 18), st.integers(1, 8)).map(lambda r: (r[0], min(len(TEXT), r[0] + r[1])))
TYPES = st.sampled_from(["Bank", "Department", "LoanProduct", "Segment"])


@st.composite
def mentions(draw: st.DrawFn) -> list[Mention]:
    """Names anywhere in a text: known ones, which are found apart, and such that a pattern found."""
    made: list[Mention] = []
    rows = st.lists(st.tuples(RANGES, TYPES, st.booleans()), max_size=8, unique_by=lambda row: row[0])
    for (start, end), kind, known in draw(rows):
        known = known and not any(m.known and m.start < end and start < m.end for m in made)
        key = f"authority/{start}-{end}" if known else None
        made.append(Mention(start, end, TEXT[start:end], kind, key, None if known else "lexicon/name-bank"))
    return made


def resolved(raw: str) -> Resolved:
    """The entities of a text."""
    text = clean(article(raw))
    return resolve(text, find(text, load()), load())


def names(raw: str) -> dict[str, list[str]]:
    """For each entity that the ontology does not list its name and the raw words that mention it."""
    entities = resolved(raw).entities.values()
    return {e.name: [raw[slice(*span)] for span in e.mentions] for e in entities if not e.known}


@settings(deadline=None)
@given(mentions())
def test_a_layer_has_no_overlaps_and_holds_what_is_nested_inside(found: list[Mention]) -> None:
    kept = layer(found, load())
    assert all(a.end <= b.start for a, b in pairwise(kept))
    assert all(m.start <= n.start and n.end <= m.end for m in kept for n in m.nested)
    assert {(m.start, m.end, m.type) for m in kept} <= {(m.start, m.end, m.type) for m in found}


@settings(deadline=None)
@given(mentions())
def test_a_layer_of_a_layer_is_the_same_and_its_order_does_not_matter(found: list[Mention]) -> None:
    kept = layer(found, load())
    places = [(m.start, m.end) for m in kept]
    assert [(m.start, m.end) for m in layer([n for m in kept for n in (m, *m.nested)], load())] == places
    assert [(m.start, m.end) for m in layer(found[::-1], load())] == places


@settings(deadline=None)
@given(mentions())
def test_a_known_name_that_nothing_longer_overlaps_is_kept(found: list[Mention]) -> None:
    kept = {(m.start, m.end) for m in layer(found, load())}
    for m in found:
        others = [n for n in found if n is not m and n.start < m.end and m.start < n.end]
        if m.known and not others:
            assert (m.start, m.end) in kept


@pytest.mark.parametrize(
    ("name", "forms"),
    [
        ("宁波云杉惠民科技有限公司", {"宁波云杉惠民科技", "云杉惠民科技"}),
        ("云杉（上海）商务服务有限公司", {"云杉商务服务"}),
        ("云杉银行", set()),
        ("云杉集团", set()),
        ("湖北云杉有限公司", {"湖北云杉"}),
    ],
)
def test_the_short_forms_of_a_company(name: str, forms: set[str]) -> None:
    assert set(short_forms(name, load())) == forms


@pytest.mark.parametrize(
    ("name", "stem"),
    [
        ("云杉股份有限公司", "云杉"),
        ("云杉有限责任公司", "云杉"),
        ("云杉集团有限公司", "云杉"),
        ("云杉银行", "云杉银行"),
        ("有限公司", "有限"),
    ],
)
def test_the_legal_form_goes_the_longest_first_and_never_the_whole_name(name: str, stem: str) -> None:
    assert without_form(name, load()) == stem


@pytest.mark.parametrize(
    ("name", "stem"),
    [("暖心助农活动", None), ("云杉暖心助农活动", "云杉暖心助农"), ("云杉暖心助农", None), ("云杉管家APP", None)],
)
def test_a_thing_goes_without_its_head_noun_only_where_enough_is_left(name: str, stem: str | None) -> None:
    assert without_head(name, load()) == stem


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("“云杉贷”", "云杉贷"),
        ("《云杉 办法》", "云杉办法"),
        ("“‘云杉’”", "云杉"),
        ("“云杉”贷", "“云杉”贷"),
        ("云杉（上海）", "云杉(上海)"),
        ("“云杉》", "“云杉》"),
        ("“”", "“”"),
    ],
)
def test_marks_around_a_name_are_no_part_of_it(name: str, expected: str) -> None:
    assert normal(name) == expected


@settings(deadline=None)
@given(st.text(alphabet="云杉贷“”《》（）() ", max_size=8))
def test_a_name_is_made_normal_once(name: str) -> None:
    assert normal(normal(name)) == normal(name)
    assert " " not in normal(name)


@pytest.mark.parametrize(
    ("short", "name", "expected"),
    [
        ("助农计划", "云杉助农计划", True),
        ("计划", "云杉助农计划", False),
        ("云杉助农计划", "云杉助农计划", False),
        ("云杉春耕计划", "云杉助农春耕贷款计划", True),
        ("云杉秋收计划", "云杉助农春耕贷款计划", False),
        ("青松春耕计划", "云杉助农春耕贷款计划", False),
    ],
)
def test_a_short_name_stands_for_a_longer_one_whose_end_or_words_it_has(short: str, name: str, expected: bool) -> None:
    assert abbreviates(short, name) == expected


def test_a_contextual_name_before_its_full_name_is_dropped_and_kept_behind_it() -> None:
    early = Mention(0, 2, "海尔", "Institution", "authority/haier-group", contextual=True)
    full = Mention(5, 9, "海尔集团", "Institution", "authority/haier-group")
    late = Mention(12, 14, "海尔", "Institution", "authority/haier-group", contextual=True)
    assert drop_early_contextual((early, full, late)) == (full, late)
    assert drop_early_contextual((early, late)) == ()


@pytest.mark.parametrize(
    ("raw", "name", "words"),
    [
        (
            "宁波云杉惠民科技有限公司（下称“云惠”）成立。云惠聚焦农户。",
            "宁波云杉惠民科技有限公司",
            ["宁波云杉惠民科技有限公司", "云惠", "云惠"],
        ),
        (
            "湖北云杉商贸有限公司成立。云杉商贸聚焦农户。",
            "湖北云杉商贸有限公司",
            ["湖北云杉商贸有限公司", "云杉商贸"],
        ),
        ("海尔消费金融推出“云杉贷”。云杉贷受欢迎。", "云杉贷", ["云杉贷", "云杉贷"]),
        ("杭州银行行长周明远表示满意。周明远说，行业向好。", "周明远", ["周明远", "周明远"]),
    ],
)
def test_a_thing_is_one_entity_under_all_its_names(raw: str, name: str, words: list[str]) -> None:
    assert names(raw)[name] == words


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("云杉银行与青松银行签约。", {"云杉银行", "青松银行"}),
        ("云杉科技有限公司与云杉商贸有限公司签约。", {"云杉科技有限公司", "云杉商贸有限公司"}),
        ("海尔消费金融推出“云杉贷”和“云杉易贷”。", {"云杉贷", "云杉易贷"}),
        ("杭州银行行长周明远表示满意。青松银行行长周明远表示满意。", {"周明远", "青松银行"}),
        ("杭州银行萧山支行、杭州银行余杭支行开业。", {"杭州银行萧山支行", "杭州银行余杭支行"}),
    ],
)
def test_things_of_similar_names_stay_apart(raw: str, expected: set[str]) -> None:
    assert names(raw).keys() == expected


def test_a_branch_is_the_last_named_bank_s_of_its_story_only() -> None:
    raw = "杭州银行发布年报。深圳分行开业。"
    found = resolved(raw)
    (branch,) = [m for m in flat(found.mentions) if m.type == "Department"]
    assert [found.entity(n).id for n in branch.nested] == ["authority/hzb"]
    assert "department/杭州银行深圳分行" in found.entities
    apart = resolved("杭州银行发布年报。（经济日报）\n深圳分行开业。")
    assert not [m for m in flat(apart.mentions) if m.type == "Department"]
