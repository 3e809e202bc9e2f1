"""The opening: what was read, how much was found, and the main findings in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graph.analyse.report.blocks import Block, Paragraph, Point, Recipe, line
from graph.analyse.report.wording import Words, words

if TYPE_CHECKING:
    from graph.analyse.analysis import Analysis
    from graph.analyse.corpus import Article
    from graph.analyse.findings import Finding
    from graph.analyse.report.citations import Citations

MAIN = 5
TILES = Recipe(
    python="len(a.corpus.articles), len(a.corpus.entities), len(a.corpus.claims), len(a.claims), "
    "sum(not f.rejected for f in a.corpus.figures), len(a.corpus.passages)"
)


def subtitle(articles: tuple[Article, ...]) -> Words:
    """How many articles were read, and from when they are."""
    if not articles:
        return words("report.subtitle_none")
    dates = sorted(article.published for article in articles if article.published)
    held = [words("report.subtitle", articles=len(articles))]
    if dates:
        held.append(
            words("report.published_on", date=dates[0])
            if dates[0] == dates[-1]
            else words("report.published_between", first=dates[0], last=dates[-1])
        )
    return Words("".join(part.zh for part in held), " ".join(part.en for part in held))


def tiles(analysis: Analysis) -> tuple[tuple[Words, int], ...]:
    """The sizes of the graph with their names."""
    corpus = analysis.corpus
    counts = {
        "articles": len(corpus.articles),
        "entities": len(corpus.entities),
        "claims": len(corpus.claims),
        "counted": len(analysis.claims),
        "figures": sum(not figure.rejected for figure in corpus.figures),
        "passages": len(corpus.passages),
    }
    return tuple((words(f"report.{name}"), count) for name, count in counts.items())


def findings(analysis: Analysis, citations: Citations) -> tuple[Block, ...]:
    """The main findings, each with the sentences that show it best."""
    if not analysis.findings:
        return (Paragraph(line(words("report.no_findings")), "note"),)
    return tuple(point(one, citations) for one in analysis.findings[:MAIN])


def point(one: Finding, citations: Citations) -> Point:
    """A finding in words, with its sentences."""
    said = Words(one.text("zh"), one.text("en"))
    return Point(line(said, citations.cite(one.claims)), citations.quoted(one.claims), Recipe(python=one.recipe))
