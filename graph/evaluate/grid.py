"""Aligned tables for the terminal, in which a wide character takes two columns."""

from __future__ import annotations

from collections.abc import Sequence

from graph.store.columns import pad, visible, width

GAP = "  "


def grid(rows: Sequence[Sequence[str]]) -> list[str]:
    """The rows with their columns aligned: the first to the left, the others to the right.

    >>> grid([("", "P"), ("实体", "0.9")])
    ['        P', '实体  0.9']
    """
    shown = [[visible(cell) for cell in row] for row in rows]
    widths = [max(map(width, column)) for column in zip(*shown, strict=True)]
    return [line(row, widths) for row in shown]


def line(row: Sequence[str], widths: Sequence[int]) -> str:
    """One row."""
    cells = (pad(cell, wide, right=place > 0) for place, (cell, wide) in enumerate(zip(row, widths, strict=True)))
    return GAP.join(cells).rstrip()
