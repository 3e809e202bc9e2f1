"""What raises or lowers trust in the data, counted: repairs, breaks, low confidence, single sources, reviews."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from graph.analyse.report.blocks import Block, Recipe, Table, cell
from graph.analyse.report.wording import number, words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from graph.analyse.analysis import Analysis
    from graph.analyse.report.citations import Citations

INFERRED = "YearInferred"


class Matter(NamedTuple):
    """One row: the end of its message's key, the count, and the line of Python that counts the same."""

    name: str
    amount: int
    python: str


def quality(analysis: Analysis, _: Citations) -> tuple[Block, ...]:
    """The table of what was counted."""
    held = (*of_texts(analysis), *of_claims(analysis), *of_articles(analysis))
    head = words("report.matter"), words("report.count")
    given = {"least": str(analysis.min_confidence)}
    rows = tuple((cell(words(f"report.quality_{one.name}", **given)), cell(number(one.amount))) for one in held)
    recipe = Recipe(python="\n".join(one.python for one in held))
    return (Table("quality", words("report.quality"), head, rows, frozenset((1,)), recipe=recipe),)


def of_texts(analysis: Analysis) -> Iterator[Matter]:
    """The condition of the texts: repairs, damage, sentences that break off."""
    found = analysis.conditions
    repairs = sum(count for one in found for _, count in one.repairs)
    yield Matter("repairs", repairs, "sum(n for c in a.conditions for _, n in c.repairs)")
    for kind in ("truncated", "damage"):
        count = sum(dict(one.findings).get(kind, 0) for one in found)
        yield Matter(kind, count, f'sum(dict(c.findings).get("{kind}", 0) for c in a.conditions)')
    repaired = sum(passage.repaired for passage in analysis.corpus.passages)
    yield Matter("repaired", repaired, "sum(p.repaired for p in a.corpus.passages)")


def of_claims(analysis: Analysis) -> Iterator[Matter]:
    """How sure the claims and figures are, and on what they rest; those that a reviewer rejected stand apart."""
    kept, figures = analysis.kept, analysis.corpus.figures
    yield Matter("low", sum(c.confidence < analysis.least for c in kept), "sum(c.confidence < a.least for c in a.kept)")
    implied = sum(not c.explicit and not c.derived for c in kept)
    yield Matter("implied", implied, "sum(not c.explicit and not c.derived for c in a.kept)")
    yield Matter("derived", sum(c.derived for c in kept), "sum(c.derived for c in a.kept)")
    yield Matter("negative", sum(c.negative for c in kept), "sum(c.negative for c in a.kept)")
    inferred = [*(c.basis for c in kept), *(f.basis for f in figures)].count(INFERRED)
    python = f'[*(c.basis for c in a.kept), *(f.basis for f in a.corpus.figures)].count("{INFERRED}")'
    yield Matter("inferred", inferred, python)
    yield Matter("reviewed", sum(bool(c.reviewer) for c in kept), "sum(bool(c.reviewer) for c in a.kept)")
    rejected = sum(c.rejected for c in analysis.corpus.claims)
    yield Matter("rejected", rejected, "sum(c.rejected for c in a.corpus.claims)")
    yield Matter("figures", sum(f.rejected for f in figures), "sum(f.rejected for f in a.corpus.figures)")


def of_articles(analysis: Analysis) -> Iterator[Matter]:
    """What is not known of the articles."""
    articles = analysis.corpus.articles
    yield Matter("undated", sum(not a.published for a in articles), "sum(not x.published for x in a.corpus.articles)")
    yield Matter("untitled", sum(not a.title for a in articles), "sum(not x.title for x in a.corpus.articles)")
    fruitful = analysis.corpus.sources((*analysis.corpus.claims, *analysis.corpus.figures))
    python = "len({x.iri for x in a.corpus.articles} - a.corpus.sources((*a.corpus.claims, *a.corpus.figures)))"
    yield Matter("barren", len({a.iri for a in articles} - fruitful), python)
