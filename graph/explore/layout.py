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

    Points = NDArray[np.float64]

WIDTH, HEIGHT = 1000.0, 780.0
SEED = 20240501
LABEL = 11
SAMPLE = 800


@dataclass(frozen=True, slots=True)
class Place:
    """An entity's position (centre, rounded to whole units), radius and community (0 is the largest)."""

    x: int
    y: int
    size: int
    community: int


def places(view: View) -> tuple[Place, ...]:
    """One place for each of `view.nodes`, in their order; equal views give equal places."""
    import numpy as np

    order = {node.iri: number for number, node in enumerate(view.nodes)}
    pairs = sorted({tuple(sorted((order[e.subject], order[e.object]))) for e in view.edges if e.subject != e.object})
    count = len(order)
    if not count:
        return ()
    ends = np.array(pairs, dtype=np.int64).reshape(-1, 2)
    degree = np.bincount(ends.ravel(), minlength=count)
    groups = communities(count, ends)
    sizes = np.minimum(24, np.round(7 + 2.3 * np.sqrt(degree))).astype(int)
    points = _spread(_forces(count, ends, groups), sizes, [_width(node.name) for node in view.nodes])
    return tuple(
        Place(int(x), int(y), int(size), int(group))
        for (x, y), size, group in zip(np.round(points), sizes, groups, strict=True)
    )


def communities(count: int, ends: NDArray[Any]) -> NDArray[Any]:
    """The community number of each of `count` nodes (Louvain, seeded); larger communities have smaller numbers."""
    import networkx as nx
    import numpy as np

    graph: nx.Graph[int] = nx.Graph()
    graph.add_nodes_from(range(count))
    graph.add_edges_from((int(a), int(b)) for a, b in ends)
    found = nx.community.louvain_communities(graph, seed=SEED)
    groups = np.zeros(count, dtype=np.int64)
    for number, members in enumerate(sorted(found, key=lambda members: (-len(members), min(members)))):
        groups[sorted(members)] = number
    return groups


def _width(name: str) -> float:
    """About how wide a label is on the canvas: full-width characters count twice as much as Latin ones."""
    shown = name[: LABEL + 1]
    return sum(12.0 if ord(sign) > 0x2E7F else 6.5 for sign in shown) + 8


def _forces(count: int, ends: NDArray[Any], groups: NDArray[Any]) -> Points:
    """Springs along edges, repulsion between all nodes (a sample of them when there are many), a pull to the middle."""
    import numpy as np

    random = np.random.default_rng(SEED)
    angle = 2 * np.pi * groups / (groups.max() + 1)
    points = np.column_stack((np.cos(angle), np.sin(angle))) * 0.6 + random.normal(0, 0.15, (count, 2))
    ideal = 1.6 / sqrt(count)
    steps = 400 if count <= SAMPLE else 150
    for step in range(steps):
        others = np.arange(count) if count <= SAMPLE else np.sort(random.choice(count, SAMPLE, replace=False))
        gap = points[:, None, :] - points[None, others, :]
        square = np.maximum((gap**2).sum(axis=2), 1e-6)
        push = (gap * (ideal**2 / square)[:, :, None]).sum(axis=1) * (count / len(others))
        pull = np.zeros_like(points)
        along = points[ends[:, 0]] - points[ends[:, 1]]
        spring = along * (np.sqrt((along**2).sum(axis=1)) / ideal)[:, None]
        np.add.at(pull, ends[:, 0], -spring)
        np.add.at(pull, ends[:, 1], spring)
        move = push + pull - points * 0.9
        length = np.maximum(np.sqrt((move**2).sum(axis=1)), 1e-9)
        heat = 0.12 * (1 - step / steps) ** 1.5
        points = points + move / length[:, None] * np.minimum(length, heat)[:, None]
    return points


def _spread(points: Points, sizes: NDArray[Any], widths: list[float]) -> Points:
    """The points stretched over the reference canvas, then pushed apart until no two labelled boxes overlap."""
    import numpy as np

    count = len(points)
    low, high = points.min(axis=0), points.max(axis=0)
    extent = np.maximum(high - low, 1e-6)
    crowd = max(1.0, sqrt(count / 90))
    points = (points - (low + high) / 2) / extent * (WIDTH, HEIGHT) * crowd * min(1.0, sqrt(count / 30) + 0.05)
    half = np.column_stack((np.maximum(widths, 2.0 * sizes) / 2 + 3, sizes + 13.0))
    for _ in range(300 if count <= SAMPLE else 0):
        gap = points[:, None, :] - points[None, :, :]
        room = half[:, None, :] + half[None, :, :] - np.abs(gap)
        touching = (room > 0).all(axis=2) & ~np.eye(count, dtype=bool)
        if not touching.any():
            break
        sign = np.sign(gap)
        sign[sign == 0] = np.where(np.arange(count)[:, None] > np.arange(count), 1, -1).repeat(2).reshape(gap.shape)[sign == 0]
        along_y = room[:, :, 1] <= room[:, :, 0] * 1.1
        push = np.where(touching[:, :, None], sign * room * 0.3, 0.0)
        push[:, :, 0][along_y] = 0
        push[:, :, 1][~along_y] = 0
        points = points + push.sum(axis=1)
    return points
