"""The figures that can be cited, and those that disagree."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graph.analyse.report.amounts import amount, dated
from graph.analyse.report.blocks import Block, Cell, Paragraph, Recipe, Said, Table, cell, line, told
from graph.analyse.report.wording import Words, called, words

if TYPE_CHECKING:
    from graph.analyse.analysis import Analysis
    from graph.analyse.corpus import Corpus, Figure
    from graph.analyse.report.citations import Citations

ROWS = 40


def numbers(analysis: Analysis, citations: Citations) -> tuple[Block, ...]:
    """The figures with what they are about and as of when, in reading order."""
    corpus = analysis.corpus
    held = analysis.figures
    if not held:
        return (Paragraph(line(words("report.no_figures")), "note"),)
    head = tuple(words(f"report.{name}") for name in ("subject", "indicator", "value", "as_of"))
    rows = tuple(row(corpus, one, citations) for one in held[:ROWS])
    rest = len(held) - ROWS
    more = (told(words("report.more_figures", count=rest), f"len(a.figures) - {ROWS}", "note"),) if rest > 0 else ()
    recipe = Recipe(python="[(f.subject, f.indicator, f.value, f.upper, f.as_of) for f in a.figures]")
    return (Table("figures", words("report.figures"), head, rows, frozenset((2,)), recipe=recipe), *more)


def row(corpus: Corpus, one: Figure, citations: Citations) -> tuple[Cell, ...]:
    """A figure: subject, indicator with what it is a share of, number, date, and its sentence."""
    base = Said(words("report.base", base=one.base), "soft") if one.base else Said(Words("", ""))
    return (
        cell(called(corpus.entity(one.subject))),
        cell(Words(one.indicator, one.indicator), base),
        cell(amount(corpus, one)),
        cell(dated(corpus, one) if one.as_of else words("report.undated"), citations.cite((one,))),
    )
