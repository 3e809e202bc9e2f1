"""The layout: deterministic, communities together, and with room for the labels."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections import defaultdict
from itertools import combinations

import pytest

from graph.explore.communities import communities
from graph.explore.layout import FULL, WIDTH, Place, places
from graph.explore.reader import read
from graph.explore.view import Edge, Node, View
from graph.store.embedded import in_memory
from tests.explore.generated import generated
from tests.explore.graphs import fixture, ring, triples, written

PRINT = """
from graph.explore.layout import places
from tests.explore.test_layout import tied
print(places(tied(500, [(n, n * n % 499) for n in range(500)])))
"""


def tied(count: int, pairs: list[tuple[int, int]]) -> View:
    """A view of so many entities with a relation between each of some pairs of them."""
    iris = [f"id:{number:06}" for number in range(count)]
    nodes = tuple(Node(iri, f"应用{number}", "", "App") for number, iri in enumerate(iris))
    edges = tuple(Edge(iris[one], "uses", iris[other], ()) for one, other in pairs)
    return View(nodes, edges, (), (), (), ())


def cliques(number: int, size: int) -> View:
    """Some groups in which everything is tied to everything, each tied to the next once."""
    pairs = [(g * size + a, g * size + b) for g in range(number) for a, b in combinations(range(size), 2)]
    return tied(number * size, pairs + [(g * size, (g + 1) % number * size) for g in range(number)])


def middles(found: tuple[Place, ...]) -> dict[int, tuple[float, float, float]]:
    """The middle of each community and the mean distance of its members from there."""
    members: dict[int, list[Place]] = defaultdict(list)
    for place in found:
        members[place.community].append(place)
    middle = {}
    for community, held in members.items():
        x, y = (sum(getattr(place, axis) for place in held) / len(held) for axis in "xy")
        middle[community] = x, y, sum(((p.x - x) ** 2 + (p.y - y) ** 2) ** 0.5 for p in held) / len(held)
    return middle


def test_equal_views_have_equal_layouts() -> None:
    assert places(read(fixture())) == places(read(fixture()))


def test_the_layout_is_the_same_under_any_hash_seed() -> None:
    printed = {
        subprocess.check_output([sys.executable, "-c", PRINT], env=os.environ | {"PYTHONHASHSEED": seed})
        for seed in ("1", "2")
    }
    assert len(printed) == 1


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
    assert max(place.x for place in found) > WIDTH / 2
    assert len({(place.x, place.y) for place in found}) == FULL + 1


@pytest.mark.parametrize("size", [8, 60])
def test_a_community_stands_together_and_apart_from_others(size: int) -> None:
    found = places(cliques(8, size))
    assert [place.community for place in found] == [number // size for number in range(8 * size)]
    middle = middles(found)
    for (x, y, wide), (other_x, other_y, other_wide) in combinations(middle.values(), 2):
        assert (x - other_x) ** 2 + (y - other_y) ** 2 > (wide + other_wide) ** 2


def test_in_a_large_graph_hubs_stand_further_in_than_their_community_and_hardly_anything_overlaps() -> None:
    view = read(in_memory(generated(1_000)))
    found = places(view)
    middle = middles(found)
    hubs = [max((place for place in found if place.community == number), key=lambda p: p.size) for number in range(8)]
    for number, hub in enumerate(hubs):
        x, y, wide = middle[number]
        assert (hub.x - x) ** 2 + (hub.y - y) ** 2 < wide**2
    pairs = [(a, b) for a, b in combinations(found, 2) if abs(a.x - b.x) < 60]
    on = sum((a.x - b.x) ** 2 + (a.y - b.y) ** 2 < (a.size + b.size) ** 2 for a, b in pairs)
    assert on < 0.02 * len(found)


def test_larger_communities_have_smaller_numbers_and_what_has_no_relation_has_none() -> None:
    assert communities(6, [(0, 1), (3, 4), (4, 5), (3, 5)]) == [1, 1, -1, 0, 0, 0]
    view = tied(6, [(0, 1), (3, 4), (4, 5), (3, 5), (2, 2)])
    assert [place.community for place in places(view)] == [1, 1, -1, 0, 0, 0]


@pytest.mark.parametrize(
    "pairs",
    [
        [(0, number) for number in range(1, 10_001)],
        [(number, number + 1) for number in range(0, 10_000, 2)],
        [(number, number + 1) for number in range(10_000)],
    ],
    ids=["a hub", "pairs", "a line"],
)
def test_ten_thousand_entities_of_any_shape_have_places_of_their_own_in_some_seconds(
    pairs: list[tuple[int, int]],
) -> None:
    view = tied(10_001, pairs)
    started = time.process_time()
    found = places(view)
    assert time.process_time() - started < 10
    assert len({(place.x, place.y) for place in found}) > 9_900


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
