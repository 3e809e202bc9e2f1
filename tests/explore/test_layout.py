"""The layout: deterministic and with room for the labels."""

from __future__ import annotations

from graph.explore.layout import FULL, WIDTH, places
from graph.explore.view import read
from graph.store.embedded import in_memory
from tests.explore.graphs import fixture, ring, triples, written


def test_equal_views_have_equal_layouts() -> None:
    assert places(read(fixture())) == places(read(fixture()))


def test_no_two_entities_stand_on_each_other() -> None:
    found = places(read(fixture()))
    pairs = [(a, b) for number, a in enumerate(found) for b in found[:number]]
    assert all(abs(a.x - b.x) > a.size or abs(a.y - b.y) > a.size for a, b in pairs)


def test_long_names_have_room_in_a_graph_of_usual_size() -> None:
    found = places(read(in_memory(triples(ring(50).replace("应用", "示范消费金融有限公司")))))
    pairs = [(a, b) for number, a in enumerate(found) for b in found[:number]]
    assert not any(abs(a.x - b.x) < 132 and abs(a.y - b.y) < a.size + b.size + 14 for a, b in pairs)


def test_a_large_graph_is_laid_out_over_a_larger_plane_and_the_same_each_time() -> None:
    view = read(in_memory(triples(ring(FULL + 1))))
    found = places(view)
    assert found == places(view)
    assert max(place.x for place in found) > WIDTH
    assert len({(place.x, place.y) for place in found}) > 0.9 * FULL


def test_an_entity_with_more_neighbours_is_larger() -> None:
    view = read(fixture())
    size = {node.iri.rsplit("/", 1)[1]: place.size for node, place in zip(view.nodes, places(view), strict=True)}
    assert size["beichen"] > size["person-zhouheng"]


def test_entities_without_relations_stand_below_the_others() -> None:
    turtle = (
        "id:c a wp:Claim ; wp:subject id:a ; wp:predicate wp:offers ; wp:object id:b . id:a a wp:App . id:b a wp:App ."
    )
    view = read(written(turtle + " id:lonely a wp:App ."))
    height = {node.iri[-1]: place.y for node, place in zip(view.nodes, places(view), strict=True)}
    assert height["y"] > max(height["a"], height["b"])


def test_an_empty_view_has_no_places_and_a_single_entity_one() -> None:
    assert places(read(written())) == ()
    assert len(places(read(written("id:a a wp:App .")))) == 1
