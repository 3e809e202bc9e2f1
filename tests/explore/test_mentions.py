"""Where the articles of a view name its entities: cases, and laws of what is found."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.explore.mentions import mentions, readable, spellings
from graph.explore.view import Article, Claim, Edge, Figure, Node, Passage, View
from graph.mentions.gazetteer import fold
from graph.text.clean import plain

Ranges = Sequence[tuple[int, int]]
ZHONGYOU = ("中邮消费金融有限公司", "中邮消费金融", "中邮消金")


def node(name: str, *aliases: str, english: str = "", kind: str = "Institution", **more: object) -> Node:
    """An entity whose IRI is its name."""
    return replace(Node(name, name, english, kind, aliases), **more)  # type: ignore[arg-type]  # fields of a node


def claim(number: int, passages: Iterable[str], voice: str = "") -> Claim:
    return Claim(f"claim:{number}", tuple(passages), Decimal(1), True, False, "Done", False, False, voice)


def told(text: str, *nodes: Node, about: Mapping[str, Ranges] | None = None, iri: str = "a") -> View:
    """The view of one article with a claim about each of some entities, in the passages `about` it, else in all."""
    places = about or {}
    passages: dict[tuple[int, int], Passage] = {}
    edges = []
    for number, each in enumerate(nodes):
        spans = places.get(each.iri, [(0, len(text))])
        for start, end in spans:
            passages[start, end] = Passage(f"{iri}#{start},{end}", iri, start, end, text[start:end], text[start:end])
        held = claim(number, [passages[span].iri for span in spans])
        edges.append(Edge(each.iri, "reliesOn", each.iri, (held,)))
    return View(nodes, tuple(edges), (), tuple(passages.values()), (Article(iri, text),), ())


def joined(*views: View) -> View:
    """Some views as one."""
    parts = ("nodes", "edges", "figures", "passages", "articles", "terms")
    return View(*(tuple(dict.fromkeys(x for view in views for x in getattr(view, part))) for part in parts))


def unit(part: Node, house: Node) -> Edge:
    """The relation of a department to its organisation, of which no passage is known."""
    return Edge(part.iri, "unitOf", house.iri, (claim(99, ()),))


def seen(view: View) -> list[tuple[str, str]]:
    """The raw words of each mention, and the entity."""
    texts = {article.iri: article.text for article in view.articles}
    return [(texts[m.article][m.start : m.end], m.entity) for m in mentions(view)]


def words(view: View) -> list[str]:
    return [word for word, _ in seen(view)]


def test_a_name_and_its_aliases_are_found_wherever_they_stand() -> None:
    text = "中邮消金上线新系统。中邮消费金融有限公司称，中邮消费金融将继续。"
    assert words(told(text, node(*ZHONGYOU))) == ["中邮消金", "中邮消费金融有限公司", "中邮消费金融"]


def test_the_longest_name_counts_where_one_lies_in_another() -> None:
    text = "中邮消费金融有限公司与消费金融行业"
    trade = node("消费金融", kind="Theme")
    assert seen(told(text, node(*ZHONGYOU), trade)) == [(ZHONGYOU[0], ZHONGYOU[0]), ("消费金融", "消费金融")]
    assert words(told(text, node(*ZHONGYOU))) == [ZHONGYOU[0]]


def test_the_leftmost_of_two_crossing_names_counts() -> None:
    assert words(told("云杉消费金融业务", node("云杉消费金融"), node("消费金融业务"))) == ["云杉消费金融"]


def test_topics_count_as_well_as_organisations() -> None:
    kinds = ("Segment", "Theme", "Technology", "BusinessFunction")
    topics = [node(name, kind=kind) for name, kind in zip(("新市民", "普惠金融", "大数据", "风控"), kinds, strict=True)]
    found = words(told("以大数据做风控，让普惠金融惠及新市民。", *topics))
    assert found == ["大数据", "风控", "普惠金融", "新市民"]


def test_only_entities_that_take_part_in_an_article_are_found_in_it() -> None:
    first = told("白桦银行与云杉银行。", node("白桦银行"), iri="a")
    second = told("白桦银行与云杉银行。", node("云杉银行"), iri="b")
    assert [(m.article, m.start, m.entity) for m in mentions(joined(second, first))] == [
        ("a", 0, "白桦银行"),
        ("b", 5, "云杉银行"),
    ]


def test_the_voice_of_a_claim_and_the_subject_of_a_figure_take_part() -> None:
    text = "周衡说，白桦银行有客户2万户，云杉银行也是。"
    view = told(text, node("云杉银行"))
    edge = Edge("云杉银行", "reliesOn", "云杉银行", (claim(0, [view.passages[0].iri], voice="周衡"),))
    figure = Figure("f", "白桦银行", "客户", Decimal(20000), "Exactly", "户", "2万户", "", Decimal(1), ("a#0,22",))
    people = node("周衡", kind="Person"), node("白桦银行"), node("云杉银行")
    assert view.passages[0].iri == "a#0,22"
    assert words(replace(view, nodes=people, edges=(edge,), figures=(figure,))) == ["周衡", "白桦银行", "云杉银行"]


def test_an_article_without_text_and_a_passage_without_article_have_no_mentions() -> None:
    view = told("白桦银行", node("白桦银行"))
    assert mentions(replace(view, articles=(Article("a", ""),))) == ()
    assert mentions(replace(view, articles=())) == ()
    assert mentions(replace(view, passages=())) == ()
    assert mentions(View((), (), (), (), (Article("a", "白桦银行"),), ())) == ()


def test_an_entity_of_which_nothing_is_known_is_not_looked_for() -> None:
    assert mentions(replace(told("白桦银行", node("白桦银行")), nodes=())) == ()


def test_names_of_one_character_do_not_count() -> None:
    assert words(told("云与“雨”", node("云"), node("“雨”"))) == []


@pytest.mark.parametrize(
    ("name", "text", "found"),
    [
        ("“北斗”风控大模型", "自研北斗风控大模型，“北斗”风控大模型已上线", ["北斗风控大模型", "“北斗”风控大模型"]),
        ("《消费金融公司管理办法》", "《消费金融公司管理办法》施行", ["《消费金融公司管理办法》"]),
        ("《消费金融公司管理办法》", "消费金融公司管理办法施行", ["消费金融公司管理办法"]),
        ("“雪松贷”", "雪松贷余额", ["雪松贷"]),
        ("雪松贷", "“雪松贷”余额", ["雪松贷"]),
        ("云杉(上海)科技公司", "云杉（上海）科技公司", ["云杉（上海）科技公司"]),
    ],
)
def test_marks_and_brackets_of_a_name_may_be_written_or_not(name: str, text: str, found: list[str]) -> None:
    assert words(told(text, node(name))) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("MAIN与AIGC、3AI都不是", []),
        ("用AI做风控", ["AI"]),
        ("用ai做，AI 也做", ["ai", "AI"]),
        ("OpenAI", []),
    ],
)
def test_latin_names_match_whole_words_in_any_case(text: str, found: list[str]) -> None:
    assert words(told(text, node("人工智能", "AI"))) == found
    assert words(told(text, node("人工智能", english="ai"))) == found


def test_a_latin_word_that_is_no_name_does_not_hide_the_name_in_front_of_it() -> None:
    assert words(told("大模型AIGC", node("大模型"), node("大模型AI"))) == ["大模型"]


def test_former_names_are_found() -> None:
    renamed = node("白桦银行", identifiers=(("formerName", "白桦村镇银行"), ("lei", "白桦号")))
    assert words(told("白桦村镇银行，白桦号", renamed)) == ["白桦村镇银行"]


def test_the_blanks_of_a_name_do_not_matter_but_line_ends_do() -> None:
    text = "关于发展 消费金融的通知，关于发展消费金融的通知，关于发展\n消费金融的通知"
    assert words(told(text, node("关于发展消费金融的通知"))) == ["关于发展 消费金融的通知", "关于发展消费金融的通知"]


def test_a_longer_word_that_begins_like_a_known_name_is_none() -> None:
    assert words(told("中国银行业协会与中国银行", node("中国银行"))) == ["中国银行"]
    assert seen(told("中国银行业协会与中国银行", node("中国银行"))) == [("中国银行", "中国银行")]
    assert [m.start for m in mentions(told("中国银行业协会与中国银行", node("中国银行")))] == [8]


def test_the_raw_range_covers_what_a_conversion_left_in_and_behind_a_name() -> None:
    text = "國家金融監(jiān)督管理總局發(fā)布意見，金融監(jiān)管總局(jú)指出要發(fā)展普惠金融。"
    regulator = node("国家金融监督管理总局", "金融监管总局")
    assert words(told(text, regulator)) == ["國家金融監(jiān)督管理總局", "金融監(jiān)管總局(jú)"]


def test_markup_and_invisible_characters_in_a_name_do_not_hide_it() -> None:
    assert words(told("由白桦<b>银</b>行与云\u200b杉银行", node("白桦银行"), node("云杉银行"))) == [
        "白桦<b>银</b>行",
        "云\u200b杉银行",
    ]


def test_traditional_text_is_searched_for_simplified_and_for_traditional_names() -> None:
    text = "螞蟻消費金融與興業銀行發布數字金融產品，服務農戶與個體工商戶。"
    named = node("蚂蚁消费金融"), node("興業銀行")
    assert words(told(text, *named)) == ["螞蟻消費金融", "興業銀行"]


@pytest.mark.parametrize("sign", ["🎉", "👨‍👩‍👧", "𠮷", "🇨🇳"])
def test_signs_beyond_the_basic_plane_shift_nothing(sign: str) -> None:
    text = f"{sign}白桦银行{sign}{sign}云杉银行{sign}"
    found = mentions(told(text, node("白桦银行"), node("云杉银行")))
    assert [text[m.start : m.end] for m in found] == ["白桦银行", "云杉银行"]


SHARED = "白桦消金发展很快。云杉消金也是。两家合称消金双雄，消金双雄由来已久。"


@pytest.mark.parametrize(
    ("about", "found"),
    [
        ({"白桦消金": [(0, 9)], "云杉消金": [(16, 36)]}, [("消金双雄", "云杉消金")] * 2),
        ({"白桦消金": [(16, 36)], "云杉消金": [(16, 36)]}, []),
        ({"白桦消金": [(0, 9)], "云杉消金": [(9, 16)]}, []),
        (
            {"白桦消金": [(0, 9), (16, 25)], "云杉消金": [(25, 36)]},
            [("消金双雄", "白桦消金"), ("消金双雄", "云杉消金")],
        ),
    ],
)
def test_a_shared_name_means_the_one_with_claims_in_its_sentence(
    about: dict[str, Ranges], found: list[tuple[str, str]]
) -> None:
    pair = node("白桦消金", "消金双雄"), node("云杉消金", "消金双雄")
    assert [pair for pair in seen(told(SHARED, *pair, about=about)) if pair[0] == "消金双雄"] == found


def test_a_name_shared_with_an_entity_of_another_article_is_not_shared() -> None:
    here = told("消金双雄", node("白桦消金", "消金双雄"), iri="a")
    there = told("云杉消金", node("云杉消金", "消金双雄"), iri="b")
    assert seen(joined(here, there)) == [("消金双雄", "白桦消金"), ("云杉消金", "云杉消金")]


def test_no_shorter_name_is_found_inside_a_shared_one_that_means_nothing() -> None:
    pair = node("白桦", "消金双雄"), node("云杉", "消金双雄")
    assert words(told("消金双雄", *pair, node("消金"))) == []


def test_an_alias_that_the_article_declares_is_a_name() -> None:
    text = (
        "江南云杉科技有限公司（以下简称“云杉科技”）上市。云杉科技称，《白桦管理办法》（下称《办法》）可行，《办法》好。"
    )
    nodes = node("江南云杉科技有限公司"), node("白桦管理办法", kind="Policy")
    found = ["江南云杉科技有限公司", "云杉科技", "云杉科技", "白桦管理办法", "《办法》", "《办法》"]
    assert words(told(text, *nodes)) == found


def test_a_word_that_refers_back_is_no_alias() -> None:
    text = "云杉科技有限公司（以下简称“公司”）上市。公司称，白桦有限公司也好。"
    assert words(told(text, node("云杉科技有限公司"))) == ["云杉科技有限公司"]


def test_a_declared_alias_takes_no_name_away() -> None:
    text = "云杉科技有限公司（下称“白桦”）。白桦好。"
    assert seen(told(text, node("云杉科技有限公司"), node("白桦"))) == [
        ("云杉科技有限公司", "云杉科技有限公司"),
        ("白桦", "白桦"),
        ("白桦", "白桦"),
    ]


def test_one_alias_declared_twice_means_the_one_of_its_sentence() -> None:
    text = "《白桦意见》（下称《意见》）好。《云杉意见》（下称《意见》）好。《意见》提出。"
    nodes = node("白桦意见"), node("云杉意见")
    view = told(text, *nodes, about={"白桦意见": [(0, 16)], "云杉意见": [(16, 39)]})
    assert [pair for pair in seen(view) if pair[0] == "《意见》"] == [
        ("《意见》", "白桦意见"),
        ("《意见》", "云杉意见"),
        ("《意见》", "云杉意见"),
    ]


def test_a_department_is_found_behind_any_name_of_its_house() -> None:
    house, part = node("白桦银行股份有限公司", "白行"), node("白桦银行养老金业务部", kind="Department")
    view = told("白行养老金业务部与白行。", house, part)
    assert seen(view) == [("白行", house.iri), ("白行", house.iri)]
    assert seen(replace(view, edges=(*view.edges, unit(part, house)))) == [
        ("白行养老金业务部", part.iri),
        ("白行", house.iri),
    ]


def test_a_department_without_its_house_is_found_in_sentences_about_it_only() -> None:
    text = "白桦银行的养老金业务部设立。总行养老金业务部很忙。别家的养老金业务部也忙。"
    house, part = node("白桦银行"), node("白桦银行养老金业务部", kind="Department")
    view = told(text, house, part, about={part.iri: [(0, 14), (14, 25)]})
    found = seen(replace(view, edges=(*view.edges, unit(part, house))))
    assert found == [("白桦银行", house.iri), ("养老金业务部", part.iri), ("总行养老金业务部", part.iri)]


# Laws, on texts of a few characters so that names meet, nest and repeat.

NAMES = st.lists(
    st.one_of(
        st.text("云杉贷", min_size=1, max_size=4), st.sampled_from(["AI", "ai云", "“云杉”贷", "云 杉", "杉(贷)"])
    ),
    min_size=1,
    max_size=8,
    unique_by=lambda name: fold(name),
)
DAMAGE = ["(jiān)", "（lǜ）", "<b>", "</b>", "\u200b", "\ufeff"]
PIECES = ["云", "杉", "贷", "的", "AI", "a", "I", "“", "”", "（", ")", " ", "　", "\n", "。", "，", "🎉", "𠮷", *DAMAGE]
TEXTS = st.lists(st.sampled_from(PIECES), max_size=40).map("".join)


@st.composite
def views(draw: st.DrawFn) -> View:
    """A view of one article, some of whose entities share names."""
    names = draw(NAMES)
    shared = draw(st.lists(st.sampled_from(names), max_size=3))
    nodes = [replace(node(name, *draw(st.permutations(shared))), iri=f"id:{n}") for n, name in enumerate(names)]
    text = draw(TEXTS)
    cut = draw(st.integers(0, len(text)))
    about = {each.iri: draw(st.sampled_from([[(0, cut)], [(cut, len(text))], [(0, len(text))]])) for each in nodes}
    return told(text, *nodes, about=about)


@settings(deadline=None, max_examples=300)
@given(views())
def test_mentions_are_real_ranges_in_order_apart_and_names_of_their_entities(view: View) -> None:
    text, nodes = view.articles[0].text, {each.iri: each for each in view.nodes}
    found = mentions(view)
    assert all(0 <= m.start < m.end <= len(text) for m in found)
    assert all(one.end <= other.start for one, other in pairwise(found))
    for m in found:
        assert "".join(fold(plain(text[m.start : m.end])).split()) in spellings(nodes[m.entity], traditional=False)


@settings(deadline=None)
@given(views())
def test_the_order_of_a_view_does_not_matter(view: View) -> None:
    turned = View(*(tuple(reversed(getattr(view, part))) for part in view.__slots__))
    assert mentions(turned) == mentions(view)


def plainly(names: Sequence[str], text: str) -> Iterator[tuple[int, int, str]]:
    """Where names stand in a text, leftmost and longest first, looked for at each place."""
    at = 0
    while at < len(text):
        name = max((name for name in names if text.startswith(name, at)), key=len, default="")
        if name:
            yield at, at + len(name), name
        at += max(1, len(name))


PLAIN_NAMES = st.lists(st.text("云杉贷", min_size=2, max_size=4), min_size=1, max_size=6, unique=True)


@settings(deadline=None)
@given(PLAIN_NAMES, st.text("云杉贷的", max_size=30))
def test_in_a_sound_text_exactly_the_leftmost_and_longest_names_are_found(names: list[str], text: str) -> None:
    found = [(m.start, m.end, m.entity) for m in mentions(told(text, *map(node, names)))]
    assert found == list(plainly(names, text))


@settings(deadline=None)
@given(PLAIN_NAMES, st.text("云杉贷的", min_size=1, max_size=30), st.data())
def test_damage_changes_nothing_in_what_is_found(names: list[str], text: str, data: st.DataObject) -> None:
    worn = "".join(char + data.draw(st.sampled_from(["", "", *DAMAGE])) for char in text)
    nodes = list(map(node, names))
    assert [plain(word) for word in words(told(worn, *nodes))] == words(told(text, *nodes))


@settings(deadline=None)
@given(TEXTS)
def test_each_character_of_the_searched_text_has_its_place_in_the_clean_one(text: str) -> None:
    read = readable(text)
    places = [read.range(at, at + 1) for at in range(len(read.compact))]
    assert "".join(fold(read.clean[start:end]) for start, end in places) == read.compact
    assert places == sorted(places)
