"""The pictures: no style of their own, no words of matplotlib, ids that are theirs alone, names that stand free."""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.analyse.report.html import Markup, element
from graph.analyse.report.pictures.drawing import PALETTE, Drawing, styled
from graph.analyse.report.pictures.network import NODES, chosen, network, spread
from graph.analyse.report.pictures.ranking import Bar, ranking
from graph.analyse.report.pictures.timeline import timeline
from graph.analyse.report.wording import Words
from graph.analyse.series import Period
from tests.analyse.markup import Element, tree
from tests.analyse.sample import HOSTILE, sample

if TYPE_CHECKING:
    from collections.abc import Callable

CSS = Path("graph/analyse/report/assets/report.css").read_text(encoding="utf-8")
MADE: dict[str, Callable[[], Markup]] = {
    "network": lambda: network(sample(), chosen(sample())),
    "timeline": lambda: timeline([Period("2025-01", 1, 3, 1), Period("2025-02", 1, 0, 0), Period("2025-03", 1, 1, 2)]),
    "ranking": lambda: ranking([Bar(Words("甲", "a"), 3, 1, 5), Bar(Words("乙", "b"), 2, None, None)], "ranking"),
}


@pytest.fixture(scope="module", params=MADE)
def picture(request: pytest.FixtureRequest) -> Element:
    return tree(element("figure", MADE[request.param]())).one("svg")


def test_a_picture_has_no_style_no_script_and_no_colour_but_those_of_the_page(picture: Element) -> None:
    for one in picture.all():
        assert one.name not in ("style", "script", "image", "foreignObject", "metadata")
        assert "style" not in one.attributes
        for name in ("fill", "stroke"):
            assert one.attributes.get(name, "none") in ("none", "#ffffff")
        for name in one.classes:
            assert name in ("zh", "en") or f".{name} " in CSS, name


def test_every_colour_of_the_palette_has_its_class_in_the_style() -> None:
    for name in PALETTE:
        assert re.search(rf"\.fill-{name}\b", CSS), name


def test_no_key_is_left_where_words_belong(picture: Element) -> None:
    texts = [one.text() for one in picture.all("text")]
    assert texts
    assert not [text for text in texts if re.fullmatch(r"k\d+", text)]


def test_the_ids_of_a_picture_begin_with_its_name_and_all_references_are_met(picture: Element) -> None:
    ids = {one.attributes["id"] for one in picture.all() if "id" in one.attributes}
    links = {one.attributes["href"] for one in picture.all("use")}
    clips = {found for one in picture.all() for found in re.findall(r"#[\w-]+", one.attributes.get("clip-path", ""))}
    assert all(re.match("(network|timeline|ranking)-", one) for one in ids)
    assert {link.removeprefix("#") for link in links | clips} <= ids


def test_hostile_words_are_text_and_no_mathematics() -> None:
    with styled():
        drawing = Drawing(1, (0, 0, 1, 1))
        for word in (HOSTILE, "$x^2$", r"\frac{1}{2}", "k0"):
            drawing.axes.text(0.5, 0.5, drawing.key(Words(word, word + " en")))
        made = tree(element("figure", drawing.svg("hostile")))
    assert [one.text() for one in made.all("text") if one.classes[:1] == ["zh"]] == [
        HOSTILE,
        "$x^2$",
        r"\frac{1}{2}",
        "k0",
    ]
    assert not list(made.all("script"))


def test_the_settings_of_the_user_change_no_picture() -> None:
    import matplotlib

    before = MADE["timeline"]()
    with matplotlib.rc_context({"font.size": 30, "axes.facecolor": "red", "svg.fonttype": "path"}):
        assert MADE["timeline"]() == before


def test_a_large_network_is_drawn_by_its_best_connected_entities_alone() -> None:
    from graph.analyse.analysis import analyse
    from graph.store.embedded import in_memory
    from tests.explore.generated import generated

    analysis = analyse(in_memory(generated(400)))
    drawn = chosen(analysis)
    assert len(drawn) == NODES
    degrees = {one.entity: one.degree for one in analysis.measures.standings}
    assert min(degrees[iri] for iri in drawn) >= sorted(degrees.values(), reverse=True)[2 * NODES]
    assert network(analysis, drawn) == network(analysis, chosen(analysis))


def test_the_first_names_stand_in_the_network() -> None:
    analysis = sample()
    made = tree(element("figure", network(analysis, chosen(analysis))))
    texts = {one.text() for one in made.all("text")}
    first = analysis.measures.by_degree()[:3]
    assert {analysis.corpus.entity(one.entity).zh for one in first} <= texts


@given(st.lists(st.floats(-1e3, 1e3, allow_nan=False), min_size=1, max_size=40))
def test_spread_values_keep_their_order_and_lie_between_nought_and_one(values: list[float]) -> None:
    found = spread(values)
    assert all(0 <= value <= 1 for value in found)
    order = sorted(range(len(values)), key=lambda at: values[at])
    assert all(found[a] <= found[b] + 1e-12 for a, b in pairwise(order) if values[a] < values[b])
