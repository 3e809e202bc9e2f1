"""The colours of relations and classes: seen on every page, told apart, and of one hue for each family of relations."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import combinations, pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rdflib import RDF, RDFS, SH, Graph, Literal, Namespace

from graph.vocabulary import WP as TERMS
from tests.ontology.colours import Lab, ciede2000, contrast, difference, hue, lab
from tests.ontology.conftest import ONTOLOGY
from tests.ontology.test_shapes import SHAPE, results

WP = Namespace(TERMS)
CSS = Path(__file__).resolve().parents[2] / "graph" / "explore" / "assets" / "page.css"
VISIBLE = 3.0
# The least differences of two colours, of which about 1 can just be told.
WITHIN_FAMILY, ACROSS_FAMILIES, FROM_SIGNALS, WITHIN_SHAPE = 9.5, 15.0, 17.0, 7.5
# The families of relations, each with its range of hues in CIELAB, in degrees.
FAMILIES = {
    "governance": ((45, 90), ("issues", "announces", "addresses", "unitOf", "holdsRoleAt")),
    "response": ((345, 360), ("respondsTo", "advances")),
    "offer": ((105, 150), ("offers", "develops", "runs", "serves", "deliveredThrough")),
    "cooperation": ((180, 232), ("partnersWith", "drawsDataFrom", "reliesOn", "subsidiaryOf")),
    "technology": ((290, 320), ("uses", "appliesTo", "newVersionOf", "partOf")),
}
FAMILY = {name: family for family, (_, names) in FAMILIES.items() for name in names}


def tones(name: str) -> list[str]:
    """The colours that the explorer's page gives a variable, in the light and in the dark."""
    return re.findall(rf"--{name}: (#[0-9a-f]{{6}});", CSS.read_text(encoding="utf-8"))


def coloured(core: Graph, relations: bool) -> dict[str, str]:
    """The colours of relations or of classes, by name."""
    known = set(core.subjects(RDF.type, WP.Relation))
    found = {term: str(colour) for term, colour in core.subject_objects(WP.color)}
    return {str(term).removeprefix(TERMS): c for term, c in sorted(found.items()) if (term in known) == relations}


def pairs(colours: dict[str, str]) -> Iterator[tuple[str, str, float]]:
    """Each pair of names with the difference of their colours."""
    for one, other in combinations(colours, 2):
        yield one, other, difference(colours[one], colours[other])


def test_the_page_has_a_light_and_a_dark_background_for_canvas_and_panels() -> None:
    assert tones("paper") == ["#fbfaf7", "#14171b"]
    assert [len(tones(name)) for name in ("panel", "accent", "warn")] == [2, 2, 2]


def test_every_relation_and_every_class_of_entities_has_a_colour(core: Graph) -> None:
    assert set(coloured(core, relations=True)) == set(FAMILY)
    classes = {str(c).removeprefix(TERMS) for c in core.transitive_subjects(RDFS.subClassOf, WP.Entity)}
    assert set(coloured(core, relations=False)) == classes
    assert set(core.subjects(WP.shape)) == {WP[name] for name in classes}


@pytest.mark.parametrize("background", [*tones("paper"), *tones("panel")])
def test_colours_stand_out_from_every_background(core: Graph, background: str) -> None:
    found = [(term, str(colour)) for term, colour in core.subject_objects(WP.color)]
    assert [pair for pair in found if contrast(pair[1], background) < VISIBLE] == []


def test_no_two_relations_have_colours_that_are_taken_for_each_other(core: Graph) -> None:
    least = {True: WITHIN_FAMILY, False: ACROSS_FAMILIES}
    found = pairs(coloured(core, relations=True))
    assert [(a, b, far) for a, b, far in found if far < least[FAMILY[a] == FAMILY[b]]] == []


@pytest.mark.parametrize("family", FAMILIES)
def test_the_relations_of_a_family_keep_to_its_hues(core: Graph, family: str) -> None:
    colours = coloured(core, relations=True)
    (first, last), names = FAMILIES[family]
    assert {name: hue(colours[name]) for name in names if not first <= hue(colours[name]) <= last} == {}


def test_the_hues_of_families_lie_apart() -> None:
    ranges = sorted(hues for hues, _ in FAMILIES.values())
    assert all(one[1] + 15 <= other[0] for one, other in pairwise(ranges))
    assert ranges[-1][1] - 360 + 15 <= ranges[0][0]


@pytest.mark.parametrize("signal", [*tones("accent"), *tones("warn")])
def test_no_relation_looks_chosen_or_wrong(core: Graph, signal: str) -> None:
    colours = coloured(core, relations=True)
    assert {name for name, colour in colours.items() if difference(colour, signal) < FROM_SIGNALS} == set()


def test_classes_of_one_shape_differ_in_colour(core: Graph) -> None:
    shapes = {str(term).removeprefix(TERMS): str(shape) for term, shape in core.subject_objects(WP.shape)}
    found = pairs(coloured(core, relations=False))
    assert [(a, b, far) for a, b, far in found if shapes[a] == shapes[b] and far < WITHIN_SHAPE] == []


@pytest.mark.parametrize("colours", [[], ["#8364d2", "#817dba"], ["#8364D2"], ["#fff"], ["violet"]])
def test_the_style_shapes_ask_for_one_colour_of_six_digits(colours: list[str]) -> None:
    shapes = Graph().parse(ONTOLOGY / "shapes" / "ontology.ttl")
    data = Graph().add((WP.bare, RDF.type, WP.Relation))
    for colour in colours:
        data.add((WP.bare, WP.color, Literal(colour)))
    assert SHAPE["Relation-color"] in set(results(data, shapes).objects(None, SH.sourceShape))


COLOURS = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06x}")


@given(COLOURS, COLOURS)
def test_contrast_and_difference_are_the_same_either_way(one: str, other: str) -> None:
    assert contrast(one, other) == contrast(other, one) >= 1
    assert difference(one, other) == pytest.approx(difference(other, one))
    assert (difference(one, other) == 0) == (one == other)


def test_contrast_goes_from_one_to_twenty_one() -> None:
    assert contrast("#ffffff", "#000000") == pytest.approx(21)
    assert contrast("#8364d2", "#8364d2") == 1


@pytest.mark.parametrize(
    ("colour", "expected"), [("#ffffff", (100, 0, 0)), ("#000000", (0, 0, 0)), ("#ff0000", (53.24, 80.09, 67.20))]
)
def test_colours_have_the_published_places(colour: str, expected: Lab) -> None:
    assert lab(colour) == pytest.approx(expected, abs=0.02)


# From the test data of the formula's authors; the pairs look for mistakes at the turn of the hue and near grey.
@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ((50, 2.6772, -79.7751), (50, 0, -82.7485), 2.0425),
        ((50, -1.1848, -84.8006), (50, 0, -82.7485), 1.0000),
        ((50, 0, 0), (50, -1, 2), 2.3669),
        ((50, 2.49, -0.001), (50, -2.49, 0.0011), 7.2195),
        ((50, 2.5, 0), (73, 25, -18), 27.1492),
        ((60.2574, -34.0099, 36.2677), (60.4626, -34.1751, 39.4387), 1.2644),
        ((22.7233, 20.0904, -46.6940), (23.0331, 14.9730, -42.5619), 2.0373),
        ((90.8027, -2.0831, 1.4410), (91.1528, -1.6435, 0.0447), 1.4441),
    ],
)
def test_differences_are_those_of_the_formula(one: Lab, other: Lab, expected: float) -> None:
    assert ciede2000(one, other) == pytest.approx(expected, abs=0.0001)
    assert ciede2000(other, one) == pytest.approx(expected, abs=0.0001)
