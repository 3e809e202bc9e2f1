"""Places in a large graph: each community is a disc with its hubs in the middle, related communities side by side."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Numbers = NDArray[np.float64]
    Counts = NDArray[np.int64]

SIDES = 32  # directions in which a disc is tried beside another one
PACKED = 160  # communities that stand beside what they are related to; the smaller ones stand around them
BATCH = 256  # places for a disc that are tried at a time
STEPS = 16  # small moves towards neighbours and away from what is too near
LAST = 8  # further moves away from what is too near
CELL = 4  # nodes of one cell of the grid that are looked at


def clumps(ends: Counts, groups: Counts, degree: Counts, space: float) -> Numbers:
    """The points of nodes of which each has about `space` to itself; `ends` are pairs of nodes.

    `groups` are the communities from 0, each with at least one node.
    """
    members = np.bincount(groups)
    radii = space * (np.sqrt(members / 3) + 0.8)
    centres = _packed(radii, _weights(ends, groups))
    inside = ends[groups[ends[:, 0]] == groups[ends[:, 1]]]
    offsets = _rings(inside, groups, degree, members) * space
    return _settled(offsets, centres, groups, radii, inside, space)


def _weights(ends: Counts, groups: Counts) -> dict[int, dict[int, int]]:
    """How many pairs tie a community to each of those with smaller numbers."""
    low, high = np.sort(groups[ends], axis=1).T
    keys, counts = np.unique((high * (groups.max() + 1) + low)[low != high], return_counts=True)
    weights: dict[int, dict[int, int]] = {}
    for key, count in zip(keys.tolist(), counts.tolist(), strict=True):
        one, other = divmod(key, int(groups.max()) + 1)
        weights.setdefault(one, {})[other] = count
    return weights


def _packed(radii: Numbers, weights: dict[int, dict[int, int]]) -> Numbers:
    """The centres of discs that do not overlap, each as near as can be to those it is tied to, then to the middle."""
    centres = np.zeros((len(radii), 2))
    angles = np.arange(SIDES) * 2 * np.pi / SIDES
    around = np.column_stack((np.cos(angles), np.sin(angles)))
    for number in range(1, min(len(radii), PACKED)):
        reach = (radii[:number] + radii[number]) * 1.04
        tried = (centres[:number, None] + around * reach[:, None, None]).reshape(-1, 2)
        cost = (tried**2).sum(axis=1) * 0.3
        tied = weights.get(number)
        if tied:
            drawn = np.average(centres[list(tied)], axis=0, weights=list(tied.values()))
            cost += ((tried - drawn) ** 2).sum(axis=1)
        centres[number] = _free(tried[np.argsort(cost, kind="stable")], centres[:number], reach * 0.999)
    return _surrounded(centres, radii)


def _free(tried: Numbers, taken: Numbers, reach: Numbers) -> Numbers:
    """The first of some places that is as far from all that are taken as `reach` says, one of which always is."""
    for start in range(0, len(tried), BATCH):
        batch = tried[start : start + BATCH]
        gaps = [np.subtract.outer(batch[:, axis], taken[:, axis]) for axis in (0, 1)]
        free = np.flatnonzero((gaps[0] ** 2 + gaps[1] ** 2 >= reach**2).all(axis=1))
        if len(free):
            found: Numbers = batch[free[0]]
            return found
    raise AssertionError("no place outside all discs touches one of them")


def _surrounded(centres: Numbers, radii: Numbers) -> Numbers:
    """The centres with those of the discs after the first `PACKED` on circles around these."""
    number = PACKED
    outer = float((np.sqrt((centres[:PACKED] ** 2).sum(axis=1)) + radii[:PACKED]).max())
    while number < len(radii):
        wide = 2.2 * float(radii[number])
        orbit = outer + wide / 2
        held = min(len(radii) - number, max(1, int(2 * np.pi * orbit / wide)))
        angles = np.arange(held) * 2 * np.pi / held
        centres[number : number + held] = np.column_stack((np.cos(angles), np.sin(angles))) * orbit
        number, outer = number + held, outer + wide
    return centres


def _rings(inside: Counts, groups: Counts, degree: Counts, members: Counts) -> Numbers:
    """A place for each node around its community's centre, one apart: from the busiest, on rings, near its hub."""
    count = len(groups)
    order = np.lexsort((np.arange(count), -degree, groups))
    rank = np.empty(count, dtype=np.int64)
    rank[order] = np.arange(count) - (np.cumsum(members) - members)[groups[order]]
    ring = np.ceil((np.sqrt(9 + 12 * rank) - 3) / 6).astype(np.int64)
    wish, above = _directions(inside, rank, count)
    order = np.lexsort((above, wish, ring, groups))
    first = 3 * ring * (ring - 1) + np.minimum(ring, 1)
    slots = np.minimum(np.maximum(6 * ring, 1), members[groups] - first)
    starts = np.maximum.accumulate(np.where(_new(groups[order], ring[order]), np.arange(count), 0))
    slot = np.empty(count, dtype=np.int64)
    slot[order] = np.arange(count) - starts
    angle = 2 * np.pi * (slot + 0.5 * (ring % 2)) / slots
    return np.column_stack((np.cos(angle), np.sin(angle))) * ring[:, None]


def _new(*columns: Counts) -> NDArray[Any]:
    """Where a row differs from the one before it; the first does."""
    changed = np.ones(len(columns[0]), dtype=bool)
    changed[1:] = np.logical_or.reduce([column[1:] != column[:-1] for column in columns])
    return changed


def _directions(inside: Counts, rank: Counts, count: int) -> tuple[Numbers, Counts]:
    """The angle that each node would like, that of the hub it hangs on, and the rank of its busiest neighbour."""
    parent = np.arange(count)
    first, second = np.where((rank[inside[:, 0]] < rank[inside[:, 1]])[:, None], inside, inside[:, ::-1]).T
    order = np.argsort(-rank[first], kind="stable")
    parent[second[order]] = first[order]
    hub = np.where(rank[parent] == 0, np.arange(count), parent)
    for _ in range(int(count).bit_length()):
        hub = hub[hub]
    return np.mod(rank[hub] * np.pi * (3 - np.sqrt(5.0)), 2 * np.pi), rank[parent]


def _settled(
    offsets: Numbers, centres: Numbers, groups: Counts, radii: Numbers, inside: Counts, space: float
) -> Numbers:
    """The points after small moves: towards neighbours in the community, apart from others, over the whole disc."""
    count = len(groups)
    near = np.maximum(np.bincount(inside.ravel(), minlength=count), 1)
    points = centres[groups] + offsets
    for step in range(STEPS):
        along = points[inside[:, 1]] - points[inside[:, 0]]
        pull = [
            np.bincount(inside[:, 0], along[:, axis], count) - np.bincount(inside[:, 1], along[:, axis], count)
            for axis in (0, 1)
        ]
        points = points + np.column_stack(pull) / near[:, None] * (0.25 * (1 - step / STEPS))
        points = points + _apart(points, space * 0.92)
    points = centres[groups] + _filled(points - centres[groups], groups, radii - space / 2, near)
    for _ in range(LAST):
        points = points + _apart(points, space * 0.92)
    return points


def _filled(away: Numbers, groups: Counts, radii: Numbers, near: Counts) -> Numbers:
    """The points around their centres moved along their rays so that discs are evenly filled, hubs further in."""
    far = np.sqrt((away**2).sum(axis=1))
    order = np.lexsort((far / np.sqrt(near), groups))
    members = np.bincount(groups)
    rank = np.empty(len(groups))
    rank[order] = np.arange(len(groups)) - (np.cumsum(members) - members)[groups[order]]
    wish = radii[groups] * np.sqrt(rank / np.maximum(members[groups] - 1, 1))
    filled: Numbers = away / np.maximum(far, 1e-9)[:, None] * wish[:, None]
    return filled


def _apart(points: Numbers, space: float) -> Numbers:
    """How each point moves away from those that are nearer than `space`, of which a few in each direction count."""
    cells = np.floor((points - points.min(axis=0)) / space).astype(np.int64) + 1
    width = int(cells[:, 0].max()) + 2
    key = cells[:, 1] * width + cells[:, 0]
    order = np.argsort(key, kind="stable")
    near, key = points[order], key[order]
    place = np.arange(len(key)) - np.maximum.accumulate(np.where(_new(key), np.arange(len(key)), 0))
    kept = np.flatnonzero(place < CELL)
    table = np.full((CELL, (int(cells[:, 1].max()) + 2) * width), -1, dtype=np.int64)
    table[place[kept], key[kept]] = kept
    x, y = np.ascontiguousarray(near.T)
    move_x, move_y = np.zeros(len(key)), np.zeros(len(key))
    for row in table:
        for shift in (dy * width + dx for dy in (-1, 0, 1) for dx in (-1, 0, 1)):
            held = row[key + shift]
            gap_x, gap_y = x - x[held], y - y[held]
            far = np.maximum(np.sqrt(gap_x * gap_x + gap_y * gap_y), 1e-9)
            push = np.where(held >= 0, np.maximum(space / far - 1, 0) * 0.25, 0.0)
            move_x += gap_x * push
            move_y += gap_y * push
    move = np.empty_like(points)
    move[order] = np.column_stack((move_x, move_y))
    return move
