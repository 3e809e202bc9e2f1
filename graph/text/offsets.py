"""Makes the offset map between the raw article and its clean text, and reads it backwards."""

from __future__ import annotations

from bisect import bisect_right

from graph.model import Runs


def to_clean(runs: Runs, raw: int) -> int:
    """Where a raw offset lies in the clean text; inside damage, the end of what stands before it.

    >>> to_clean(((0, 0, 1), (1, 7, 2)), 4), to_clean(((0, 0, 1), (1, 7, 2)), 8)
    (1, 2)
    """
    at = bisect_right(runs, raw, key=lambda run: run[1]) - 1
    if at < 0:
        return 0
    clean, begin, length = runs[at]
    return clean + min(raw - begin, length)


def kept(length: int, cuts: list[tuple[int, int]]) -> Runs:
    """The runs of a text of some length without its cuts (sorted, apart)."""
    runs, clean, raw = [], 0, 0
    for start, end in [*cuts, (length, length)]:
        if start > raw:
            runs.append((clean, raw, start - raw))
            clean += start - raw
        raw = end
    return tuple(runs)
