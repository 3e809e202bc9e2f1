"""The layout: deterministic and with room for the labels."""

from __future__ import annotations

from graph.explore.layout import places
from graph.explore.view import read
from tests.explore.graphs import fixture, written


def test_equal_views_have_equal_layouts():
    assert places(read(fixture())) == places(read(fixture()))


def test_no_two_entities_stand_on_each_other():
    found = places(read(fixture()))
    pairs = [(a, b) for number, a in enumerate(found) for b in found[:number]]
    assert all(abs(a.x - b.x) > a.size or abs(a.y - b.y) > a.size for a, b in pairs)


def test_an_entity_with_more_neighbours_is_larger():
    view = read(fixture())
    size = {node.iri.rsplit("/", 1)[1]: place.size for node, place in zip(view.nodes, places(view), strict=True)}
    assert size["beichen"] > size["person-zhouheng"]


def test_entities_without_relations_stand_below_the_others():
    turtle = (
        "id:c a wp:Claim ; wp:subject id:a ; wp:predicate wp:offers ; wp:object id:b . id:a a wp:App . id:b a wp:App ."
    )
    view = read(written(turtle + " id:lonely a wp:App ."))
    height = {node.iri[-1]: place.y for node, place in zip(view.nodes, places(view), strict=True)}
    assert height["y"] > max(height["a"], height["b"])


def test_an_empty_view_has_no_places_and_a_single_entity_one():
    assert places(read(written())) == ()
    assert len(places(read(written("id:a a wp:App .")))) == 1
