"""The offset map between the raw article and its clean text, as runs of code points kept one for one."""

from __future__ import annotations

from bisect import bisect_right

from graph.model import Span

Runs = tuple[tuple[int, int, int], ...]


def to_raw(runs: Runs, start: int, end: int) -> Span:
    """The raw span of a clean range; damage that follows its last character belongs to it.

    >>> to_raw(((0, 0, 1), (1, 7, 2)), 0, 1)
    Span(start=0, end=7)
    >>> to_raw(((0, 0, 1), (1, 7, 2)), 1, 3)
    Span(start=7, end=9)
    """
    if not runs:
        return Span(0, 0)
    if end <= start:
        at = position(runs, start)
        return Span(at, at)
    last = bisect_right(runs, (end - 1, 1 << 62, 0)) - 1
    clean, raw, length = runs[last]
    stop = raw + end - clean
    if end - clean == length and last + 1 < len(runs):
        stop = runs[last + 1][1]
    return Span(position(runs, start), stop)


def position(runs: Runs, clean: int) -> int:
    """Where a clean offset lies in the raw text."""
    if not runs:
        return 0
    begin, raw, _ = runs[max(0, bisect_right(runs, (clean, 1 << 62, 0)) - 1)]
    return raw + clean - begin


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
