"""The end of the report: how good the data is, how it was made and where its limits are, and the sources."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal
from typing import TYPE_CHECKING

from graph.analyse.measures.measures import SEED
from graph.analyse.report import proof
from graph.analyse.report.html import NOTHING, Markup, element, lines, listed, table, text
from graph.analyse.report.wording import Words, count, shown, told

if TYPE_CHECKING:
    from collections.abc import Iterable

    from graph.analyse.analysis import Analysis
    from graph.analyse.corpus import Article, Claim

INFERRED = "YearInferred"
WEB = ("http://", "https://")


def quality(analysis: Analysis) -> Markup:
    """What lowers or raises trust in the data, counted, and the claims that do not count, with their sentences."""
    kept = [claim for claim in analysis.corpus.claims if not claim.rejected]
    lists = {
        "low": [claim for claim in kept if claim.confidence < least(analysis)],
        "negative": [claim for claim in kept if claim.negative],
        "rejected": [claim for claim in analysis.corpus.claims if claim.rejected],
    }
    rows = [(title(analysis, name), count(number)) for name, number in qualities(analysis, kept, lists).items()]
    head = (told("report.matter"), told("report.count"))
    return lines(
        (
            table("table-quality", told("report.quality"), head, rows, numbers=(1,), seen=False),
            *(opening(analysis, name, held) for name, held in lists.items()),
        )
    )


def least(analysis: Analysis) -> Decimal:
    """The confidence from which claims count."""
    return Decimal(str(analysis.min_confidence))


def title(analysis: Analysis, name: str) -> Markup:
    """What a row of the quality table counts."""
    return told(f"report.quality_{name}", **({"least": str(analysis.min_confidence)} if name == "low" else {}))


def qualities(analysis: Analysis, kept: list[Claim], lists: dict[str, list[Claim]]) -> dict[str, int]:
    """The numbers of the quality table by the ends of their messages' keys."""
    corpus = analysis.corpus
    fruitful = corpus.sources((*corpus.claims, *corpus.figures))
    return {
        "derived": sum(claim.derived for claim in kept),
        "implied": sum(not claim.explicit and not claim.derived for claim in kept),
        "single": sum(number < 2 for number in supports(analysis, kept)),
        **{name: len(held) for name, held in lists.items()},
        "reviewed": sum(bool(claim.reviewer) for claim in kept),
        "repaired": sum(passage.repaired for passage in corpus.passages),
        "inferred": [*(c.basis for c in kept), *(f.basis for f in corpus.figures)].count(INFERRED),
        "figures": sum(figure.rejected for figure in corpus.figures),
        "undated": sum(not article.published for article in corpus.articles),
        "untitled": sum(not article.title for article in corpus.articles),
        "barren": sum(article.iri not in fruitful for article in corpus.articles),
    }


def supports(analysis: Analysis, kept: list[Claim]) -> Iterable[int]:
    """For each claim, how many articles say the same."""
    corpus = analysis.corpus
    articles: dict[tuple[str, str, str], set[str]] = {}
    for claim in kept:
        articles.setdefault(triple(claim), set()).update(corpus.sources((claim,)))
    return (len(articles[triple(claim)]) for claim in kept)


def triple(claim: Claim) -> tuple[str, str, str]:
    """What a claim says, whichever article says it."""
    return claim.subject, claim.predicate, claim.object


def opening(analysis: Analysis, name: str, held: list[Claim]) -> Markup:
    """Claims that do not count, behind the words for why; nothing when there are none."""
    if not held:
        return NOTHING
    size = element("span", count(len(held)), class_="tag")
    summary = element("summary", title(analysis, name), Markup(" "), size)
    return element("details", summary, proof.foldings(analysis, proof.ordered(analysis, held)), class_="group")


def method(analysis: Analysis) -> Markup:
    """How the numbers come about, and what they do not say."""
    parts = [
        told("report.method_limits"),
        told("report.method_count", least=str(analysis.min_confidence)),
        told("report.method_matrix"),
        told("report.method_network", seed=str(SEED)),
        told("report.method_exact") if analysis.measures.pivots is None else NOTHING,
        told("report.method_confidence"),
        told("report.method_place"),
        *(told("report.method_versions", program=r.program, ontology=r.ontology) for r in analysis.corpus.runs),
    ]
    return listed(part for part in parts if part)


def sources(analysis: Analysis) -> Markup:
    """The articles by their numbers, with what is known of them and how much came from each."""
    corpus = analysis.corpus
    if not corpus.articles:
        return element("p", told("report.subtitle_none"), class_="note")
    claims = Counter(iri for claim in corpus.claims if not claim.rejected for iri in corpus.sources((claim,)))
    figures = Counter(iri for figure in corpus.figures if not figure.rejected for iri in corpus.sources((figure,)))
    return element(
        "ol",
        lines(source(one, claims[one.iri], figures[one.iri]) for one in corpus.articles),
        class_="sources",
    )


def source(article: Article, claims: int, figures: int) -> Markup:
    """An article with its title, publication, address, rights, fingerprint, and how much came from it."""
    title = (
        shown(Words(article.title, article.title))
        if article.title
        else Markup(f"{text(article.id)} {element('span', told('report.untitled'), class_='tag')}")
    )
    facts = [shown(Words(held, held)) for held in (article.publisher, article.author, article.published) if held]
    numbers = told("report.yield", claims=claims, figures=figures)
    parts = (
        element("p", title, class_="title"),
        element("p", Markup(" · ".join((*facts, numbers)))),
        element("p", address(article.url)) if article.url else NOTHING,
        element("p", shown(Words(article.rights, article.rights)), class_="note") if article.rights else NOTHING,
        element(
            "p", element("code", text(article.id)), Markup(" "), element("code", text(article.sha256)), class_="note"
        ),
    )
    return element("li", lines(parts), id=f"source-{article.number}")


def address(url: str) -> Markup:
    """A link, when the address is one of the web; else its text."""
    if not url.lower().startswith(WEB):
        return text(url)
    return element("a", text(url), href=url, rel="noopener noreferrer")
