"""Which entities belong together: communities by Louvain's method, in whole numbers and therefore equal everywhere."""

from __future__ import annotations

from collections import Counter, deque
from random import Random
from typing import TypeAlias

SEED = 20240501

Weights: TypeAlias = "dict[int, int]"


def communities(count: int, pairs: list[tuple[int, int]]) -> list[int]:
    """The community of each of `count` nodes; larger communities have smaller numbers, nodes without pairs have -1.

    >>> communities(7, [(0, 1), (3, 4), (4, 5), (3, 5)])
    [1, 1, -1, 0, 0, 0, -1]
    """
    near: list[Weights] = [{} for _ in range(count)]
    for one, other in pairs:
        near[one][other] = near[other][one] = 1
    homes = list(range(count))
    level = near
    while True:
        found = _numbered(_moved(level))
        homes = [found[home] for home in homes]
        groups = max(found, default=-1) + 1
        if groups == len(level):
            break
        level = _merged(level, found, groups)
    return _sorted([home if near[node] else -1 for node, home in enumerate(homes)])


def _moved(near: list[Weights]) -> list[int]:
    """The group of each node after nodes have moved to the group of neighbours that they fit best, until none moves.

    `near` holds for each node the weights of its neighbours, of itself twice the weight inside it.
    """
    strength = [sum(weights.values()) for weights in near]
    every = sum(strength)
    home = list(range(len(near)))
    total = strength.copy()
    order = home.copy()
    Random(SEED).shuffle(order)
    queue, waiting = deque(order), [True] * len(near)
    while queue:
        node = queue.popleft()
        waiting[node] = False
        own, weight = home[node], strength[node]
        links: Weights = {own: 0}
        for other, between in near[node].items():
            if other != node:
                group = home[other]
                links[group] = links.get(group, 0) + between
        total[own] -= weight
        best, most = own, links[own] * every - total[own] * weight
        for group, between in links.items():
            gain = between * every - total[group] * weight
            if gain > most:
                best, most = group, gain
        total[best] += weight
        if best != own:
            home[node] = best
            for other in near[node]:
                if not waiting[other] and home[other] != best:
                    waiting[other] = True
                    queue.append(other)
    return home


def _numbered(groups: list[int]) -> list[int]:
    """The groups with numbers from 0 in the order in which they come."""
    numbers: dict[int, int] = {}
    return [numbers.setdefault(group, len(numbers)) for group in groups]


def _merged(near: list[Weights], groups: list[int], count: int) -> list[Weights]:
    """The graph whose nodes are the groups."""
    merged: list[Weights] = [{} for _ in range(count)]
    for node, weights in enumerate(near):
        held = merged[groups[node]]
        for other, weight in weights.items():
            held[groups[other]] = held.get(groups[other], 0) + weight
    return merged


def _sorted(groups: list[int]) -> list[int]:
    """The groups with numbers from 0 by falling size, equal ones by their first node; -1 stays."""
    sizes = Counter(group for group in groups if group >= 0)
    numbers = {group: number for number, group in enumerate(sorted(sizes, key=lambda group: -sizes[group]))}
    return [numbers.get(group, -1) for group in groups]
