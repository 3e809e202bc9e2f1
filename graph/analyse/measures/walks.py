"""PageRank by power iteration on arrays, of one network or of many resamples of it at once (Brin and Page 1998)."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from graph.analyse.measures.net import Net

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]

DAMPING = 0.85
TOLERANCE = 1e-10
ROUNDS = 1_000


def walked(net: Net) -> tuple[float, ...]:
    """The PageRank of each node of a net; a claim leads from its subject to its object, loops do not count."""
    import numpy as np

    sources, targets = directed(net)
    ranks = pageranks(len(net.iris), sources, targets, np.ones((1, len(sources))))
    return tuple(ranks[0].tolist())


def directed(net: Net) -> Ints:
    """The subjects and the objects of the claims that join two different nodes, as two rows."""
    import numpy as np

    return np.array([link for link in net.links if link[0] != link[1]], np.int64).reshape(-1, 2).T


def pageranks(size: int, sources: Ints, targets: Ints, weights: Floats) -> Floats:
    """The PageRank of each of `size` nodes for each row of `weights`, which gives each link its weight; a row of the
    answer sums to 1. Nodes without a weighted link out pass on to all, as in networkx.
    """
    import numpy as np
    from scipy.sparse import csr_array

    rows = len(weights)
    blocks = np.arange(rows)[:, None] * size
    start, end = (blocks + sources).ravel(), (blocks + targets).ravel()
    out = np.bincount(start, weights.ravel(), minlength=rows * size)
    shares = weights.ravel() / np.maximum(out, 1)[start]
    step = csr_array((shares, (end, start)), shape=(rows * size, rows * size))
    ends = out.reshape(rows, size) == 0
    found = np.full((rows, size), 1 / size)
    for _ in range(ROUNDS):
        lost = (found * ends).sum(axis=1, keepdims=True)
        moved = (step @ found.ravel()).reshape(rows, size)
        new = DAMPING * (moved + lost / size) + (1 - DAMPING) / size
        change = np.abs(new - found).sum(axis=1).max()
        found = new
        if change < TOLERANCE:
            break
    return found
