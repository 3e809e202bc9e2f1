"""Where the articles hold no evidence: policies and the sector, segments nobody serves, single sources, figures that
contradict each other.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from graph.analyse.report.amounts import amount
from graph.analyse.report.blocks import Block, Cell, Listing, Paragraph, Recipe, Said, Table, cell, line, told
from graph.analyse.report.wording import Words, called, listed, number, words

if TYPE_CHECKING:
    from graph.analyse.analysis import Analysis
    from graph.analyse.corpus import Entity
    from graph.analyse.gaps.coverage import Coverage, Uptake
    from graph.analyse.gaps.disagreements import Disagreement
    from graph.analyse.report.blocks import Line, told
    from graph.analyse.report.citations import Citations

ROWS = 15
NAMES = 20
SEGMENTS = f"(u := len(a.gaps.segments.unserved)), len(a.gaps.segments.services), u - {NAMES}"
SINGLE = "a.gaps.sources.single, a.gaps.sources.single + a.gaps.sources.several"


def gaps(analysis: Analysis, citations: Citations) -> tuple[Block, ...]:
    """The coverage of the policies, then what is missing, single or contradictory."""
    items = [*segments(analysis), *sources(analysis)]
    listing = (Listing(tuple(items), Recipe(python=f"{SEGMENTS}\n{SINGLE}")),) if items else ()
    return (*policies(analysis, citations), *listing, *disagreements(analysis, citations))


def policies(analysis: Analysis, citations: Citations) -> tuple[Block, ...]:
    """The policies with their themes, and how many institutions have evidence on each."""
    held = analysis.gaps.policies
    if not held.with_themes:
        return (Paragraph(line(words("report.no_policies")), "note"),)
    head = tuple(words(f"report.{name}") for name in ("policy", "issuer", "themes", "responding", "reached"))
    rows = tuple(policy(one, citations) for one in held.with_themes[:ROWS])
    python = "[(c.policy.zh, [len(u.institutions) for u in c.uptakes], c.reached, c.total) for c in a.gaps.policies."
    recipe = Recipe(python=python + "with_themes]")
    made = Table("policies", words("report.policies_table"), head, rows, frozenset((4,)), recipe=recipe)
    rest = len(held.with_themes) - ROWS
    hidden = told(words("report.more_policies", count=rest), f"len(a.gaps.policies.with_themes) - {ROWS}", "note")
    more = (hidden,) if rest > 0 else ()
    return (made, *more, Paragraph(line(words("report.policies_note")), "note"))


def policy(one: Coverage, citations: Citations) -> tuple[Cell, ...]:
    """A policy: who issued it, its themes with the institutions on each, who responds to it, how many it reaches."""
    return (
        cell(called(one.policy)),
        cell(named(one.issuers), citations.cite(one.issued, 1)),
        cell(listed(map(theme, one.uptakes)), citations.cite(one.addressed)),
        cell(named(one.responding), citations.cite(one.responded)),
        cell(number(f"{one.reached:,}/{one.total:,}")),
    )


def theme(one: Uptake) -> Words:
    """A theme with the number of institutions that have evidence on it."""
    return words("report.theme_count", name=called(one.theme), count=len(one.institutions))


def named(held: tuple[Entity, ...]) -> Words:
    """Names, the first of many; a dash for none."""
    if not held:
        return Words("—", "—")
    rest = len(held) - NAMES
    first = listed(map(called, held[:NAMES]))
    return words("report.and_more", names=first, count=rest) if rest > 0 else first


def segments(analysis: Analysis) -> list[Line]:
    """How many segments have no institution that serves them, and which."""
    held = analysis.gaps.segments
    if not held.services:
        return []
    counts = {"unserved": len(held.unserved), "total": len(held.services)}
    return [line(words("report.unserved", **counts), Said(named(held.unserved), "soft"))]


def sources(analysis: Analysis) -> list[Line]:
    """How many statements rest on one article alone."""
    held = analysis.gaps.sources
    total = held.single + held.several
    return [line(words("report.single", single=held.single, total=total))] if total else []


def disagreements(analysis: Analysis, citations: Citations) -> tuple[Block, ...]:
    """The figures that cannot both be true; a sentence when there are none."""
    held = analysis.gaps.disagreements
    if not held:
        return (Paragraph(line(words("report.no_disagreements")), "note"),)
    head = tuple(words(f"report.{name}") for name in ("subject", "indicator", "as_of", "values"))
    rows = tuple(disagreement(analysis, one, citations) for one in held[:ROWS])
    python = "[(d.subject.zh, d.indicator, d.as_of, *(f.value for f in d.figures)) for d in a.gaps.disagreements]"
    return (Table("disagreements", words("report.disagreements"), head, rows, recipe=Recipe(python=python)),)


def disagreement(analysis: Analysis, one: Disagreement, citations: Citations) -> tuple[Cell, ...]:
    """One subject and indicator with the values that contradict each other."""
    values = listed(amount(analysis.corpus, figure) for figure in one.figures)
    return (
        cell(called(one.subject)),
        cell(Words(one.indicator, one.indicator)),
        cell(number(one.as_of)),
        cell(values, citations.cite(one.figures)),
    )
