"""Exact betweenness of many resamples at once: Brandes' sums (2001) level by level on sparse matrices.

A resample keeps some pairs of the same small network. All sources of all resamples are walked together, which takes a
fraction of the time that one walk after another does.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from scipy.sparse import csr_array

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]
    Flags = NDArray[np.bool_]

# So many pairs of nodes are held at once, which is some 60 MB.
CELLS = 2_000_000


def betweenness(size: int, pairs: Ints, kept: Flags) -> Floats:
    """The betweenness (0 to 1) of each of `size` nodes for each row of `kept`, which says of each pair whether it is
    joined; `pairs` has two rows of node numbers.
    """
    import numpy as np

    if size < 3:
        return np.zeros((len(kept), size))
    many = max(1, CELLS // size**2)
    parts = [summed(joined(size, pairs, kept[at : at + many]), size) for at in range(0, len(kept), many)]
    return np.concatenate(parts).reshape(-1, size) / ((size - 1) * (size - 2))


def joined(size: int, pairs: Ints, kept: Flags) -> csr_array:
    """The adjacency of some resamples as one matrix with a block for each."""
    import numpy as np
    from scipy.sparse import csr_array

    row, pair = np.nonzero(kept)
    a, b = pairs[:, pair] + row * size
    whole = len(kept) * size
    places = (np.concatenate((a, b)), np.concatenate((b, a)))
    return csr_array((np.ones(2 * len(row)), places), shape=(whole, whole))


def summed(near: csr_array, size: int) -> Floats:
    """For each node the sum over all sources of its block of the share of shortest ways that lead through it."""
    import numpy as np
    from scipy.sparse import csr_array

    whole = near.shape[0]
    nodes, sources = np.arange(whole), np.arange(whole) % size
    level = np.full((whole, size), -1, np.int32)
    ways, share = np.zeros((whole, size)), np.zeros((whole, size))
    level[nodes, sources], ways[nodes, sources] = 0, 1
    fronts = [(nodes, sources)]
    while len(fronts[-1][0]):
        front = csr_array((ways[fronts[-1]], fronts[-1]), shape=(whole, size))
        found = (near @ front).tocoo()
        new = level[found.row, found.col] < 0
        at = (found.row[new], found.col[new])
        level[at], ways[at] = len(fronts), found.data[new]
        fronts.append(at)
    for depth in range(len(fronts) - 1, 0, -1):
        at = fronts[depth]
        held = csr_array(((1 + share[at]) / ways[at], at), shape=(whole, size))
        found = (near @ held).tocoo()
        up = level[found.row, found.col] == depth - 1
        to = (found.row[up], found.col[up])
        share[to] += found.data[up] * ways[to]
    share[nodes, sources] = 0
    sums: Floats = share.sum(axis=1)
    return sums
