"""From an analysis to what the report says, section by section."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from graph.analyse.report.blocks import Block, Report, Section
from graph.analyse.report.citations import Citations
from graph.analyse.report.sections import (
    change,
    closing,
    cohesion,
    gaps,
    heat,
    method,
    numbers,
    opening,
    plans,
    quality,
    response,
    standing,
    time,
)

if TYPE_CHECKING:
    from graph.analyse.analysis import Analysis
    from graph.analyse.change import Change

Compose = Callable[["Analysis", Citations], tuple[Block, ...]]

# The sections in the order of the report; a name is an anchor and the end of its title's message. The citations come
# last, when all others have cited.
SECTIONS: dict[str, Compose] = {
    "findings": opening.findings,
    "matrix": heat.heat,
    "paths": response.response,
    "gaps": gaps.gaps,
    "network": standing.standing,
    "cohesion": cohesion.cohesion,
    "figures": numbers.numbers,
    "time": time.time,
    "plans": plans.plans,
    "quality": quality.quality,
    "method": method.method,
    "sources": closing.sources,
    "quotes": closing.quotes,
}


def compose(analysis: Analysis, changed: Change | None = None) -> Report:
    """The report of an analysis, yet to be drawn; with what changed since an earlier one, where that is given."""
    citations = Citations(analysis.corpus)
    sections = [Section(name, made(analysis, citations)) for name, made in SECTIONS.items()]
    if changed is not None:
        sections.insert(1, Section("change", change.change(changed)))
    return Report(opening.subtitle(analysis.corpus.articles), opening.tiles(analysis), opening.TILES, tuple(sections))
