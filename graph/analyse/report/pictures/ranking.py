"""Values with the ranges that resampling gives them, one under the other."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from graph.analyse.report.pictures.drawing import PALETTE, Drawing, styled

if TYPE_CHECKING:
    from collections.abc import Sequence

    from graph.analyse.report.html import Markup
    from graph.analyse.report.wording import Words

LINE = 0.26  # inches a row


class Bar(NamedTuple):
    """A value with its range, where there is one."""

    name: Words
    value: float
    low: float | None
    high: float | None


def ranking(bars: Sequence[Bar], name: str) -> Markup:
    """The picture of some values, the first on top; `name` begins the ids in it."""
    with styled():
        height = 0.45 + LINE * len(bars)
        drawing = Drawing(height, (0.36, 0.32 / height, 0.62, (height - 0.4) / height))
        axes = drawing.axes
        for at, bar in enumerate(bars):
            axes.plot([0, bar.value], [at, at], color=PALETTE["rule"], linewidth=0.8)
            if bar.low is not None and bar.high is not None:
                axes.plot([bar.low, bar.high], [at, at], color=PALETTE["own"], linewidth=2.2, alpha=0.55)
            axes.plot([bar.value], [at], "o", color=PALETTE["own"], markersize=6)
        axes.set_yticks(range(len(bars)), [drawing.key(bar.name) for bar in bars])
        axes.tick_params(axis="y", length=0)
        axes.tick_params(axis="x", length=3)
        axes.spines["left"].set_visible(False)
        axes.set_xlim(0, 1.06 * max((bar.high or bar.value for bar in bars), default=1))
        axes.set_ylim(len(bars) - 0.5, -0.5)
        axes.locator_params(axis="x", nbins=6, integer=True)
        return drawing.svg(name)
