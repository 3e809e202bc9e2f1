"""The best paths of all in their order, found without putting together every policy with every institution.

Themes are hubs: a hundred policies and ten thousand institutions may meet in one. Beginnings and endings are sorted
for each theme, and the best of their pairs come one by one; a pair that several themes join comes first by its best.
"""

from __future__ import annotations

from collections import defaultdict
from heapq import heappop, heappush, merge
from typing import TYPE_CHECKING

from graph.analyse.paths.halves import rank

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from graph.analyse.paths.halves import Halves
    from graph.analyse.paths.stretch import Stretch


def ordered(halves: Halves) -> Iterator[Stretch]:
    """The best path of each policy and institution, the best first; one that responds to the policy by name has the
    path that shows it.
    """
    streams = [joined(heads.values(), halves.tails.get(theme, {}).values()) for theme, heads in halves.heads.items()]
    seen = set(halves.named)
    for found in merge(sorted(halves.named.values(), key=rank), *streams, key=rank):
        pair = found.places[1], found.places[3]
        if pair in seen and halves.named.get(pair) is not found:
            continue
        seen.add(pair)
        yield found


def joined(heads: Iterable[Stretch], tails: Iterable[Stretch]) -> Iterator[Stretch]:
    """Every beginning with every ending, the best first; each is made only when it is asked for."""
    begins, ends = sorted(heads, key=rank), sorted(tails, key=rank)
    waiting = [(begins[0].join(ends[0]).rank, 0, 0)] if begins and ends else []
    while waiting:
        _, row, column = heappop(waiting)
        yield begins[row].join(ends[column])
        if column == 0 and row + 1 < len(begins):
            heappush(waiting, (begins[row + 1].join(ends[0]).rank, row + 1, 0))
        if column + 1 < len(ends):
            heappush(waiting, (begins[row].join(ends[column + 1]).rank, row, column + 1))


def pairs(halves: Halves) -> int:
    """How many policies and institutions a path joins."""
    themes, named = defaultdict(list), defaultdict(set)
    for theme in sorted(halves.heads):
        for policy in halves.heads[theme]:
            themes[policy].append(theme)
    for policy, institution in halves.named:
        named[policy].add(institution)
    joint: dict[tuple[str, ...], set[str]] = {}
    total = 0
    for policy in {*themes, *named}:
        key = tuple(themes.get(policy, ()))
        if key not in joint:
            joint[key] = set().union(*(halves.tails.get(theme, {}) for theme in key))
        total += len(joint[key]) + len(named.get(policy, set()) - joint[key])
    return total
