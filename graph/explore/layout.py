"""Where the entities stand: a seeded force-directed layout with communities and room for the labels.

One unit is one CSS pixel of a reference canvas of `WIDTH` × `HEIGHT`, the origin in its middle.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from graph.explore.view import View

    Numbers = NDArray[np.float64]

WIDTH, HEIGHT = 920.0, 840.0
SEED = 20240501
LABEL = 11
ROW = 50.0
EXACT = 300  # nodes up to which each repels each other; in larger graphs a sample of `SAMPLE` repels
SAMPLE = 200
FULL = 1500  # nodes up to which communities are found by the better method and labels get room
PUSHES = 25_000_000  # pairs of boxes that are looked at to give labels room


@dataclass(frozen=True, slots=True)
class Place:
    """An entity's position (its centre, in whole units), radius and community; larger communities have smaller
    numbers, and what has no relations belongs to none (-1).
    """

    x: int
    y: int
    size: int
    community: int = -1


def places(view: View) -> tuple[Place, ...]:
    """One place for each of `view.nodes`, in their order; equal views give equal places.

    Entities without relations stand in rows below the others.
    """
    import numpy as np

    order = {node.iri: number for number, node in enumerate(view.nodes)}
    pairs = sorted({tuple(sorted((order[e.subject], order[e.object]))) for e in view.edges if e.subject != e.object})
    count = len(order)
    if not count:
        return ()
    ends = np.array(pairs, dtype=np.int64).reshape(-1, 2)
    degree = np.bincount(ends.ravel(), minlength=count)
    sizes = np.minimum(26, np.round(8 + 2.6 * np.sqrt(degree))).astype(int)
    widths = np.array([_width(node.name) for node in view.nodes])
    points = np.zeros((count, 2))
    linked, alone = np.flatnonzero(degree), np.flatnonzero(degree == 0)
    if len(linked):
        inner = np.searchsorted(linked, ends)
        free = _forces(len(linked), inner, communities(len(linked), inner))
        points[linked] = _spread(free, sizes[linked], widths[linked], count)
    points[alone] = _rows(points[linked], widths[alone], count)
    return tuple(Place(int(x), int(y), int(size)) for (x, y), size in zip(np.round(points), sizes, strict=True))


def communities(count: int, ends: NDArray[Any]) -> NDArray[Any]:
    """The community number of each of `count` nodes; larger communities have smaller numbers.

    They are found by Louvain's method, in large graphs by label propagation, both seeded.
    """
    import networkx as nx
    import numpy as np

    graph: nx.Graph[int] = nx.Graph()
    graph.add_nodes_from(range(count))
    graph.add_edges_from((int(a), int(b)) for a, b in ends)
    find = nx.community.louvain_communities if count <= FULL else nx.community.fast_label_propagation_communities
    found = list(find(graph, seed=SEED))
    groups = np.zeros(count, dtype=np.int64)
    for number, members in enumerate(sorted(found, key=lambda members: (-len(members), min(members)))):
        groups[sorted(members)] = number
    return groups


def _width(name: str) -> float:
    """About how wide a label is on the canvas: full-width characters count twice as much as Latin ones."""
    return sum(12.0 if ord(sign) > 0x2E7F else 6.5 for sign in name[: LABEL + 1]) + 8


def _crowd(count: int) -> float:
    """How much larger than the reference canvas the layout of so many nodes is."""
    return max(1.0, sqrt(count / 90))


def _forces(count: int, ends: NDArray[Any], groups: NDArray[Any]) -> Numbers:
    """Springs along edges, repulsion between all nodes (a sample of them when there are many), a pull to the middle."""
    import numpy as np

    random = np.random.default_rng(SEED)
    angle = 2 * np.pi * groups / (groups.max() + 1)
    points: Numbers = np.column_stack((np.cos(angle), np.sin(angle))) * 0.6 + random.normal(0, 0.15, (count, 2))
    ideal = 1.6 / sqrt(count)
    sample, steps = (count, 400) if count <= EXACT else (SAMPLE, 150)
    for step in range(steps):
        others = points if sample == count else points[np.sort(random.choice(count, sample, replace=False))]
        gaps = [np.subtract.outer(points[:, axis], others[:, axis]) for axis in (0, 1)]
        share = ideal**2 * (count / sample) / np.maximum(gaps[0] ** 2 + gaps[1] ** 2, 1e-6)
        move = np.column_stack([(gap * share).sum(axis=1) for gap in gaps]) - points * 0.9
        along = points[ends[:, 0]] - points[ends[:, 1]]
        spring = along * (np.sqrt((along**2).sum(axis=1)) / ideal)[:, None]
        np.add.at(move, ends[:, 0], -spring)
        np.add.at(move, ends[:, 1], spring)
        length = np.maximum(np.sqrt((move**2).sum(axis=1)), 1e-9)
        heat = 0.12 * (1 - step / steps) ** 1.5
        points = points + move / length[:, None] * np.minimum(length, heat)[:, None]
    return points


def _spread(points: Numbers, sizes: NDArray[Any], widths: Numbers, total: int) -> Numbers:
    """The points stretched over the reference canvas, in all but large graphs with room for their labels."""
    import numpy as np

    count = len(points)
    room = np.array((WIDTH, HEIGHT)) * _crowd(total) * min(1.0, sqrt(count / 30) + 0.05)
    points = _stretched(_evened(points), room)
    return points if count > FULL else _parted(points, sizes, widths, room)


def _parted(points: Numbers, sizes: NDArray[Any], widths: Numbers, room: Numbers) -> Numbers:
    """The points pushed apart within a room until no labelled boxes overlap, or for as long as it is worth."""
    import numpy as np

    count = len(points)
    half_x, half_y = np.maximum(widths, 2.0 * sizes) / 2 + 10, sizes + 20.0
    room_for = np.add.outer(half_x, half_x), np.add.outer(half_y, half_y)
    side = np.where(np.tri(count, dtype=bool), 1.0, -1.0)
    for _ in range(min(300, PUSHES // count**2)):
        gap_x, gap_y = (np.subtract.outer(points[:, axis], points[:, axis]) for axis in (0, 1))
        room_x, room_y = room_for[0] - np.abs(gap_x), room_for[1] - np.abs(gap_y)
        touching = (room_x > 0) & (room_y > 0)
        np.fill_diagonal(touching, False)
        if not touching.any():
            break
        upward = touching & (room_y <= room_x * 1.1)
        push_x = np.where(touching & ~upward, np.where(gap_x, np.sign(gap_x), side) * room_x, 0.0)
        push_y = np.where(upward, np.where(gap_y, np.sign(gap_y), side) * room_y, 0.0)
        points = points + 0.3 * np.column_stack((push_x.sum(axis=1), push_y.sum(axis=1)))
        points = _stretched(points, np.minimum(room, np.ptp(points, axis=0)))
    return points


def _evened(points: Numbers) -> Numbers:
    """The points two thirds of the way to even distances along each axis, which thins out a crowded middle."""
    import numpy as np

    ranks = np.argsort(np.argsort(points, axis=0, kind="stable"), axis=0, kind="stable")
    extent = np.maximum(np.ptp(points, axis=0), 1e-6)
    even: Numbers = (points - points.min(axis=0)) / extent + 2 * ranks / max(len(points) - 1, 1)
    return even


def _stretched(points: Numbers, room: Numbers) -> Numbers:
    """The points scaled along each axis to fill a room, whose middle is the origin."""
    import numpy as np

    low, high = points.min(axis=0), points.max(axis=0)
    stretched: Numbers = (points - (low + high) / 2) / np.maximum(high - low, 1e-6) * room
    return stretched


def _rows(above: Numbers, widths: Numbers, total: int) -> Numbers:
    """Places in centred rows below the points of `above`, each as wide as its label."""
    import numpy as np

    width = max(WIDTH * _crowd(total), float(np.ptp(above[:, 0])) if len(above) else 0.0)
    rows: list[list[int]] = [[]]
    used = 0.0
    for number, wide in enumerate(widths + 14):
        if rows[-1] and used + wide > width:
            rows.append([])
            used = 0.0
        rows[-1].append(number)
        used += wide
    points = np.zeros((len(widths), 2))
    top = float(above[:, 1].max()) + 1.6 * ROW if len(above) else 0.0
    for number, row in enumerate(rows):
        wide = widths[row] + 14
        points[row, 0] = np.cumsum(wide) - wide / 2 - wide.sum() / 2
        points[row, 1] = top + number * ROW
    return points
