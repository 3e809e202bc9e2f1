"""When what was said holds: statements and figures by period."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graph.analyse.report.pictures.drawing import PALETTE, Drawing, styled
from graph.analyse.report.wording import Words, words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from graph.analyse.report.html import Markup
    from graph.analyse.series import Period

HEIGHT = 1.9  # inches
LABELS = 12  # periods that can be named side by side


def timeline(periods: Sequence[Period]) -> Markup:
    """The picture of some periods in their order."""
    with styled():
        drawing = Drawing(HEIGHT, (0.06, 0.16, 0.93, 0.68))
        axes, places = drawing.axes, range(len(periods))
        axes.bar(places, [one.claims for one in periods], width=0.62, color=PALETTE["own"])
        below = [one.claims for one in periods]
        axes.bar(places, [one.figures for one in periods], bottom=below, width=0.62, color=PALETTE["through"])
        step = -(-len(periods) // LABELS) or 1
        axes.set_xticks(list(places)[::step], [drawing.key(Words(one.name, one.name)) for one in periods[::step]])
        axes.tick_params(axis="x", length=0, labelcolor=PALETTE["ink"])
        axes.tick_params(axis="y", length=3, labelcolor=PALETTE["soft"])
        axes.locator_params(axis="y", nbins=4, integer=True)
        axes.set_xlim(-0.6, max(len(periods), 4) - 0.4)
        legend(drawing)
        return drawing.svg("timeline")


def legend(drawing: Drawing) -> None:
    """What the colours mean, above the bars."""
    for at, (colour, name) in enumerate((("own", "claims"), ("through", "figures"))):
        left = 0.0 + 0.2 * at
        drawing.axes.plot(
            [left], [1.14], "s", transform=drawing.axes.transAxes, color=PALETTE[colour], markersize=7, clip_on=False
        )
        drawing.axes.text(
            left + 0.015,
            1.11,
            drawing.key(words(f"report.{name}")),
            transform=drawing.axes.transAxes,
            color=PALETTE["soft"],
        )
