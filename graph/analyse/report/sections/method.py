"""How the numbers come about, what they do not say, and what made them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graph.analyse.measures.catalogue import CATALOGUE, Measure
from graph.analyse.measures.intervals import rule
from graph.analyse.measures.measures import SEED
from graph.analyse.report.blocks import Block, Cell, Listing, Table, cell, line
from graph.analyse.report.wording import Words, words
from graph.messages import LANGUAGES

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
        Words(*map(rule, LANGUAGES)),
        *engine(analysis),
        words("report.method_confidence"),
        words("report.method_recipe"),
        words("report.method_place"),
        *(words("report.method_versions", program=r.program, ontology=r.ontology) for r in analysis.corpus.runs),
    ]
    return (Listing(tuple(map(line, parts))), measures())


def engine(analysis: Analysis) -> list[Words]:
    """What computed the measures, and how betweenness was sampled where it was; nothing for an empty network."""
    held = analysis.measures
    said = [words("report.method_engine", engine=held.engine)] if held.engine else []
    return said + ([words("report.method_sampled", pivots=held.pivots)] if held.pivots is not None else [])


def measures() -> Table:
    """What each measure means here, who defined it, and what it does not say."""
    head = tuple(words(f"report.{name}") for name in ("measure", "meaning", "formula", "caveat"))
    return Table("measures", words("report.measures"), head, tuple(map(row, CATALOGUE)))


def row(one: Measure) -> tuple[Cell, ...]:
    """A measure in words."""
    texts = (one.name, one.meaning, one.source, one.caveat)
    return tuple(cell(Words(*(text(lang) for lang in LANGUAGES))) for text in texts)
