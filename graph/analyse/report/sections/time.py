"""When what was said holds: statements by period, policies by their day of issue, numbers told of several dates."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graph.analyse.report.amounts import amount
from graph.analyse.report.blocks import Block, Cell, Picture, Recipe, Table, cell, told
from graph.analyse.report.pictures.timeline import timeline
from graph.analyse.report.wording import Words, called, listed, number, words

if TYPE_CHECKING:
    from graph.analyse.analysis import Analysis
    from graph.analyse.report.citations import Citations
    from graph.analyse.series import Course, Series

ROWS = 12
UNDATED = "a.series.undated_claims, a.series.undated_figures"


def time(analysis: Analysis, citations: Citations) -> tuple[Block, ...]:
    """The timeline; one sentence when nothing is dated."""
    held = analysis.series
    undated = words("report.undated_count", claims=held.undated_claims, figures=held.undated_figures)
    if not held.periods:
        none = told(words("report.no_dates"), look="note")
        return (none, told(undated, UNDATED, "note"), *policies(analysis, citations))
    return (
        Picture(timeline(held.periods), words("report.timeline"), words("report.timeline_says")),
        periods(held),
        told(undated, UNDATED, "note"),
        *policies(analysis, citations),
        *courses(analysis, citations),
    )


def periods(held: Series) -> Table:
    """The periods of which anything is told, with their numbers."""
    head = (words("report.period"), words("report.claims"), words("report.figures"))
    told = [one for one in held.periods if one.claims or one.figures]
    rows = tuple((cell(number(one.name)), cell(number(one.claims)), cell(number(one.figures))) for one in told)
    recipe = Recipe(python="[(p.name, p.claims, p.figures) for p in a.series.periods if p.claims or p.figures]")
    return Table("periods", words("report.periods"), head, rows, frozenset((1, 2)), recipe=recipe)


def policies(analysis: Analysis, citations: Citations) -> tuple[Block, ...]:
    """The policies by the day on which they were issued; nothing when no day is known."""
    dated = [one for one in analysis.gaps.policies.coverages if one.policy.issued]
    if not dated:
        return ()
    dated.sort(key=lambda one: (one.policy.issued, one.policy.iri))
    rows = tuple(
        (cell(number(one.policy.issued)), cell(called(one.policy), citations.cite(one.issued, 1)))
        for one in dated[-ROWS:]
    )
    head = (words("report.issued"), words("report.policy"))
    return (Table("issues", words("report.issues"), head, rows),)


def courses(analysis: Analysis, citations: Citations) -> tuple[Block, ...]:
    """The numbers told of several dates, side by side; nothing when there are none."""
    held = analysis.series.courses
    if not held:
        return ()
    head = (words("report.subject"), words("report.indicator"), words("report.values"))
    rows = tuple(course(analysis, one, citations) for one in held[:ROWS])
    recipe = Recipe(python="[[(p.date, p.value, p.upper) for p in c.points] for c in a.series.courses]")
    return (Table("courses", words("report.courses"), head, rows, recipe=recipe),)


def course(analysis: Analysis, one: Course, citations: Citations) -> tuple[Cell, ...]:
    """A number by its dates."""
    figures = [analysis.corpus.figure(point.figure) for point in one.points]
    values = (words("report.at", date=one.as_of, value=amount(analysis.corpus, one)) for one in figures)
    return (
        cell(called(analysis.corpus.entity(one.subject))),
        cell(Words(one.indicator, one.indicator)),
        cell(listed(values), citations.cite(figures, len(figures))),
    )
