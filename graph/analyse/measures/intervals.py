"""How far values and places would move had other statements been made: intervals by resampling the counted claims.

The claims are drawn again with replacement (Efron 1979), always as many; of the values that come out, the middle 95 %
give the interval. As a draw leaves out about a third of the claims, counts come out low: an interval is widened to hold
the value itself.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from graph.analyse.measures.net import SEED, Net, numbered
from graph.analyse.measures.shortest import betweenness
from graph.analyse.measures.walks import directed, pageranks
from graph.messages import say

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    import networkx as nx
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]
    Flags = NDArray[np.bool_]

TIMES = 200
TRIM = 5
LIMIT = 400
DIGITS = {"betweenness": 4, "pagerank": 8}


@dataclass(frozen=True, slots=True)
class Interval:
    """Between which values an entity's measure `key` lies in 95 % of the draws, and between which places."""

    entity: str
    key: str
    low: float
    high: float
    places: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Links:
    """A net as arrays: the two ends of each claim, the joined pairs, and the pair that each claim belongs to; a claim
    of an entity about itself belongs to one past the last.
    """

    size: int
    ends: Ints
    pairs: Ints
    pair: Ints


def intervals(graph: nx.MultiDiGraph[str], shown: Collection[str] | None = None) -> tuple[Interval, ...]:
    """The intervals of the entities that can be ranked, or of those of them in `shown`, by measure and entity.

    Up to `LIMIT` claims they are given for degree, claims, PageRank and betweenness, above it for degree and claims of
    the entities in `shown` alone.
    """
    import numpy as np

    net = numbered(graph)
    small = len(net.links) <= LIMIT
    asked = [at for at, node in enumerate(net.candidates) if (small if shown is None else net.iris[node] in shown)]
    if not asked:
        return ()
    drawn = draws(len(net.links))
    found = [
        interval
        for key, values in tables(net, drawn, small)
        for interval in spread(net, key, np.round(values, DIGITS.get(key, 0)), asked)
    ]
    return tuple(sorted(found, key=lambda one: (one.key, one.entity)))


def rule(lang: str) -> str:
    """In words for which measures and graphs intervals are given."""
    return say("measure.bootstrap_rule", lang, times=TIMES, limit=LIMIT)


def draws(count: int) -> Ints:
    """How often each of `count` claims is drawn, a row for each time; the first row has each claim once."""
    import numpy as np

    # The legacy generator, as its numbers are frozen for all versions of numpy.
    random = np.random.RandomState(SEED)
    rows = [np.bincount(random.randint(0, count, count), minlength=count) for _ in range(TIMES)]
    return np.array([np.ones(count, np.int64), *rows], np.uint16)


def tables(net: Net, drawn: Ints, small: bool) -> Iterator[tuple[str, Floats]]:
    """The values of each measure: a row for each draw, a column for each entity that can be ranked."""
    import numpy as np

    links, nodes = arrays(net), np.array(net.candidates)
    kept = np.array([np.bincount(links.pair, row, len(links.pairs[0]) + 1)[:-1] > 0 for row in drawn])
    yield "degree", tallied(links.pairs, kept, links.size, nodes)
    loops = links.ends[0] == links.ends[1]
    halves = np.where(loops, 0.5, 1.0)
    yield "claims", tallied(links.ends, drawn, links.size, nodes, halves)
    if small:
        sources, targets = directed(net)
        yield "pagerank", pageranks(links.size, sources, targets, drawn[:, ~loops].astype(np.float64))[:, nodes]
        yield "betweenness", betweenness(links.size, links.pairs, kept)[:, nodes]


def arrays(net: Net) -> Links:
    """The links of a net as arrays."""
    import numpy as np

    ends = np.array(net.links, np.int64).reshape(-1, 2)
    codes = ends.min(axis=1) * len(net.iris) + ends.max(axis=1)
    joined = ends[:, 0] != ends[:, 1]
    known = np.unique(codes[joined])
    pair = np.where(joined, np.searchsorted(known, codes), len(known))
    return Links(len(net.iris), ends.T, np.array(np.divmod(known, len(net.iris))), pair)


def tallied(ends: Ints, weights: Ints | Flags, size: int, nodes: Ints, halves: Floats | float = 1.0) -> Floats:
    """For each row of weights the sums at the nodes over the two ends of what is weighed."""
    import numpy as np

    sums = (np.bincount(ends[0], row * halves, size) + np.bincount(ends[1], row * halves, size) for row in weights)
    return np.array([row[nodes] for row in sums])


def spread(net: Net, key: str, values: Floats, asked: list[int]) -> Iterator[Interval]:
    """The intervals of the asked columns; the first row holds the values themselves."""
    places = ranked(values)
    for at in asked:
        low, high = middle(values[:, at])
        first, last = middle(places[:, at])
        yield Interval(net.iris[net.candidates[at]], key, low, high, (int(first), int(last)))


def middle(column: Floats | Ints) -> tuple[float, float]:
    """The ends of the middle 95 % of all but the first, widened to hold the first.

    >>> import numpy as np
    >>> middle(np.array([7, *range(200)])), middle(np.array([197, *range(200)]))
    ((5.0, 194.0), (5.0, 197.0))
    """
    value, drawn = column[0], sorted(column[1:])
    return float(min(value, drawn[TRIM])), float(max(value, drawn[-TRIM - 1]))


def ranked(values: Floats) -> Ints:
    """The place of each value in its row, the largest first; equal values share a place."""
    import numpy as np

    rows = (len(row) - np.searchsorted(np.sort(row), row, side="right") + 1 for row in values)
    return np.array(list(rows))
