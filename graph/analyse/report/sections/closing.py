"""The end: how the numbers come about and where their limits are, the articles, and the sentences that were cited."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from graph.analyse.report.blocks import Block, Paragraph, Quotes, Recipe, Sources, line, told
from graph.analyse.report.wording import words

if TYPE_CHECKING:
    from graph.analyse.analysis import Analysis
    from graph.analyse.report.citations import Citations

LONGEST = 200  # articles listed
YIELD = (
    "[(x.number, sum(x.iri in a.corpus.sources((c,)) for c in a.kept), "
    "sum(x.iri in a.corpus.sources((f,)) for f in a.figures)) for x in a.corpus.articles]"
)


def sources(analysis: Analysis, _: Citations) -> tuple[Block, ...]:
    """The articles by their numbers, with how much came from each."""
    corpus = analysis.corpus
    if not corpus.articles:
        return (Paragraph(line(words("report.subtitle_none")), "note"),)
    claims = Counter(iri for claim in analysis.kept for iri in corpus.sources((claim,)))
    held = (figure for figure in corpus.figures if not figure.rejected)
    figures = Counter(iri for figure in held for iri in corpus.sources((figure,)))
    shown = corpus.articles[:LONGEST]
    rest = len(corpus.articles) - len(shown)
    hidden = told(words("report.more_articles", count=rest), f"len(a.corpus.articles) - {LONGEST}", "note")
    made = Sources(tuple((one, claims[one.iri], figures[one.iri]) for one in shown), Recipe(python=YIELD))
    return (made, hidden) if rest else (made,)


def quotes(_: Analysis, citations: Citations) -> tuple[Block, ...]:
    """The sentences behind the numbers in brackets."""
    if not citations.quotes:
        return (Paragraph(line(words("report.no_quotes")), "note"),)
    return (Paragraph(line(words("report.quotes_lead")), "note"), Quotes(tuple(citations.quotes)))
