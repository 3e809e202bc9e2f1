"""How the numbers come about, what they do not say, and what made them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graph.analyse.measures.measures import SEED
from graph.analyse.report.blocks import Block, Listing, line
from graph.analyse.report.wording import words

if TYPE_CHECKING:
    from graph.analyse.analysis import Analysis
    from graph.analyse.report.citations import Citations


def method(analysis: Analysis, _: Citations) -> tuple[Block, ...]:
    """The limits, what counts, how each measure is taken, and the versions."""
    parts = [
        words("report.method_limits"),
        words("report.method_count", least=str(analysis.min_confidence)),
        words("report.method_matrix"),
        words("report.method_network", seed=str(SEED)),
        words("report.method_confidence"),
        words("report.method_recipe"),
        words("report.method_place"),
        *(words("report.method_versions", program=r.program, ontology=r.ontology) for r in analysis.corpus.runs),
    ]
    return (Listing(tuple(map(line, parts))),)
