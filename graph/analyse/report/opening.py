"""The opening of the report: what was read, how much was found, and the main findings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graph.analyse.report import proof
from graph.analyse.report.html import Markup, bar, element, lines, listed, table
from graph.analyse.report.wording import Words, count, label, shown, told, words

if TYPE_CHECKING:
    from graph.analyse.analysis import Analysis
    from graph.analyse.corpus import Article


def subtitle(articles: tuple[Article, ...]) -> Markup:
    """How many articles were read, and from when they are."""
    if not articles:
        return told("report.subtitle_none")
    dates = sorted(article.published for article in articles if article.published)
    held = [words("report.subtitle", articles=len(articles))]
    if dates:
        held.append(
            words("report.published_on", date=dates[0])
            if dates[0] == dates[-1]
            else words("report.published_between", first=dates[0], last=dates[-1])
        )
    return shown(Words("".join(part.zh for part in held), " ".join(part.en for part in held)))


def tiles(analysis: Analysis) -> Markup:
    """The sizes of the graph, large."""
    corpus = analysis.corpus
    counts = {
        "articles": len(corpus.articles),
        "entities": len(corpus.entities),
        "claims": len(corpus.claims),
        "counted": len(analysis.claims),
        "figures": sum(not figure.rejected for figure in corpus.figures),
        "passages": len(corpus.passages),
    }
    held = (
        element("div", element("dt", told(f"report.{name}")), element("dd", count(number)))
        for name, number in counts.items()
    )
    return element("dl", *held, class_="tiles")


def findings(analysis: Analysis) -> Markup:
    """The main findings, each above the claims that show it best, which open to their sentences."""
    if not analysis.findings:
        return element("p", told("report.no_findings"), class_="note")
    held = []
    for one in analysis.findings:
        said = element("p", shown(Words(one.text("zh"), one.text("en"))), class_="finding")
        held.append(lines((said, proof.foldings(analysis, one.claims))))
    return listed(held, "ol", class_="findings")


def classes(analysis: Analysis) -> Markup:
    """How many entities each class has."""
    counts = analysis.classes()
    most = max((number for _, number in counts), default=0)
    head = (told("analyse.class"), told("report.count"), told("report.share"))
    rows = [
        (shown(label(analysis.corpus, name)), count(number), bar((("bar-plain", number),), most))
        for name, number in counts
    ]
    return table("table-classes", told("report.classes"), head, rows, numbers=(1,), seen=False)
