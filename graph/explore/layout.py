"""Where the entities stand: communities together, with room for the labels or, in large graphs, as clumps.

One unit is one CSS pixel of a reference canvas of `WIDTH` × `HEIGHT`, the origin in its middle.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt
from typing import TYPE_CHECKING

from graph.explore.communities import communities

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from graph.explore.view import View

    Numbers = NDArray[np.float64]
    Counts = NDArray[np.int64]

WIDTH, HEIGHT = 920.0, 840.0
SEED = 20240501
LABEL = 11
ROW = 50.0
FULL = 400  # linked entities up to which forces place them and labels get room; more stand in clumps
SPACE = 56.0  # the distance of neighbours in a clump
COHESION = 1.0  # how much stronger than the pull to the middle the one to the community is
STEPS = 300  # steps of the forces
PUSHES = 300  # steps that give labels room
GROWTH = 0.3  # the share by which the room has grown at the last of them
FRESH = 10  # steps after which the pairs of boxes that may touch are looked for again
MARGIN = 60.0  # how near such pairs are


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

    from graph.explore.clumps import clumps

    order = {node.iri: number for number, node in enumerate(view.nodes)}
    ties = ((order[edge.subject], order[edge.object]) for edge in view.edges if edge.subject != edge.object)
    pairs = sorted({(min(tie), max(tie)) for tie in ties})
    count = len(order)
    if not count:
        return ()
    ends = np.array(pairs, dtype=np.int64).reshape(-1, 2)
    degree = np.bincount(ends.ravel(), minlength=count)
    sizes = np.minimum(26, np.round(8 + 2.6 * np.sqrt(degree))).astype(np.int64)
    widths = np.array([_width(node.name) for node in view.nodes])
    points = np.zeros((count, 2))
    found = communities(count, pairs)
    groups = np.array(found)
    linked, alone = np.flatnonzero(degree), np.flatnonzero(degree == 0)
    if len(linked):
        inner = np.searchsorted(linked, ends)
        if len(linked) > FULL:
            points[linked] = clumps(inner, groups[linked], degree[linked], SPACE)
        else:
            free = _forces(len(linked), inner, groups[linked])
            points[linked] = _spread(free, sizes[linked], widths[linked], count)
    points[alone] = _rows(points[linked], widths[alone], count)
    columns = np.round(points).astype(int).T.tolist()
    return tuple(map(Place, *columns, sizes.tolist(), found))


def _width(name: str) -> float:
    """About how wide a label is on the canvas: full-width characters count twice as much as Latin ones."""
    return sum(12.0 if ord(sign) > 0x2E7F else 6.5 for sign in name[: LABEL + 1]) + 8


def _crowd(count: int) -> float:
    """How much larger than the reference canvas the layout of so many nodes is."""
    return max(1.0, sqrt(count / 90))


def _forces(count: int, ends: Counts, groups: Counts) -> Numbers:
    """Springs along edges, repulsion between all nodes, a pull to the community's centre and one to the middle."""
    import numpy as np

    random = np.random.default_rng(SEED)
    angle = 2 * np.pi * groups / (groups.max() + 1)
    points: Numbers = np.column_stack((np.cos(angle), np.sin(angle))) * 0.6 + random.normal(0, 0.15, (count, 2))
    ideal = 1.6 / sqrt(count)
    members = np.bincount(groups)[:, None]
    for step in range(STEPS):
        gaps = [np.subtract.outer(points[:, axis], points[:, axis]) for axis in (0, 1)]
        share = ideal**2 / np.maximum(gaps[0] ** 2 + gaps[1] ** 2, 1e-6)
        move = np.column_stack([(gap * share).sum(axis=1) for gap in gaps]) - points * 0.9
        centres = np.column_stack([np.bincount(groups, points[:, axis]) for axis in (0, 1)]) / members
        move += (centres[groups] - points) * COHESION
        along = points[ends[:, 0]] - points[ends[:, 1]]
        spring = along * (np.sqrt((along**2).sum(axis=1)) / ideal)[:, None]
        np.add.at(move, ends[:, 0], -spring)
        np.add.at(move, ends[:, 1], spring)
        length = np.maximum(np.sqrt((move**2).sum(axis=1)), 1e-9)
        heat = 0.12 * (1 - step / STEPS) ** 1.5
        points = points + move / length[:, None] * np.minimum(length, heat)[:, None]
    return points


def _spread(points: Numbers, sizes: Counts, widths: Numbers, total: int) -> Numbers:
    """The points stretched over the reference canvas and apart from each other."""
    import numpy as np

    room = np.array((WIDTH, HEIGHT)) * _crowd(total) * min(1.0, sqrt(len(points) / 30) + 0.05)
    return _parted(_stretched(_evened(points), room), sizes, widths, room)


def _parted(points: Numbers, sizes: Counts, widths: Numbers, room: Numbers) -> Numbers:
    """The points pushed apart in a room that grows a little until no boxes overlap, or for as long as it is worth."""
    import numpy as np

    halves = np.column_stack((np.maximum(widths, 2.0 * sizes) / 2 + 10, sizes + 20.0))
    count = len(points)
    for step in range(PUSHES):
        if step % FRESH == 0:
            first, second = _near(points, halves)
            reach = halves[first] + halves[second]
        gap = points[first] - points[second]
        lack = reach - np.abs(gap)
        touching = (lack > 0).all(axis=1)
        if not touching.any() and step % FRESH == 0:
            break
        upward = lack[:, 1] <= lack[:, 0] * 1.1
        push = np.where(gap < 0, -lack, lack) * touching[:, None]
        push[upward, 0] = push[~upward, 1] = 0.0
        move = [np.bincount(first, push[:, a], count) - np.bincount(second, push[:, a], count) for a in (0, 1)]
        points = points + 0.3 * np.column_stack(move)
        points = _stretched(points, np.minimum(room * (1 + GROWTH * step / PUSHES), np.ptp(points, axis=0)))
    return points


def _near(points: Numbers, halves: Numbers) -> tuple[Counts, Counts]:
    """The pairs of points whose boxes touch or nearly do."""
    import numpy as np

    close = np.tri(len(points), k=-1, dtype=bool)
    for axis in (0, 1):
        gap = np.abs(np.subtract.outer(points[:, axis], points[:, axis]))
        close &= gap < np.add.outer(halves[:, axis], halves[:, axis]) + MARGIN
    first, second = np.nonzero(close)
    return first, second


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
