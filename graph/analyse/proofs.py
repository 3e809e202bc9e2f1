"""What proves the statements of a store: articles, passages, and which passages stand behind which statement."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graph.analyse.corpus import Article, Passage
from graph.vocabulary import WP

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from graph.analyse.columns import Columns

    Links = Mapping[str, tuple[str, ...]]

DCTERMS = "http://purl.org/dc/terms/"
SUPPORT, SOURCE, QUOTE = (WP + name for name in ("supportedBy", "inArticle", "quote"))


def articles(columns: Columns, iris: list[str]) -> tuple[Article, ...]:
    """The articles by date, the undated last, then by id."""
    names = ("identifier", "title", "publisher", "creator", "issued", "source", "rights")
    held = [columns.texts(DCTERMS + name) for name in names] + [columns.texts(WP + "sha256")]
    rows = [(iri, *(texts.get(iri, "") for texts in held)) for iri in iris]
    rows.sort(key=lambda row: (not row[5], row[5], row[1], row[0]))
    return tuple(Article(row[0], number, *row[1:]) for number, row in enumerate(rows, 1))


def passages(columns: Columns, iris: Collection[str]) -> tuple[Passage, ...]:
    """The passages among some nodes, by article and place."""
    sources, quotes, clean = columns.texts(SOURCE), columns.texts(QUOTE), columns.texts(WP + "cleanText")
    starts, ends = columns.texts(WP + "start"), columns.texts(WP + "end")
    found = (
        Passage(iri, sources[iri], int(starts.get(iri, 0)), int(ends.get(iri, 0)), quotes[iri], clean.get(iri, ""))
        for iri in iris
        if iri in sources and iri in quotes
    )
    return tuple(sorted(found, key=lambda p: (p.article, p.start, p.end, p.iri)))


def sentences(columns: Columns, links: Mapping[str, list[str]]) -> tuple[Passage, ...]:
    """The raw words of all passages, by IRI; of those alone that stand behind a statement together also the place,
    which orders them.
    """
    sources, quotes = columns.texts(SOURCE), columns.texts(QUOTE)
    together = sorted({iri for held in links.values() if len(held) > 1 for iri in held})
    starts, ends = columns.few(WP + "start", together), columns.few(WP + "end", together)
    return tuple(
        Passage(iri, sources[iri], int(starts.get(iri, 0)), int(ends.get(iri, 0)), quotes[iri], "")
        for iri in sorted(quotes)
        if iri in sources
    )


def support(links: Mapping[str, list[str]], passages: tuple[Passage, ...], articles: tuple[Article, ...]) -> Links:
    """The passages of each claim and figure by the number of their article, then by place."""
    numbers = {article.iri: article.number for article in articles}
    places = {p.iri: (numbers.get(p.article, len(numbers) + 1), p.article, p.start, p.end) for p in passages}
    found = {}
    for node, held in links.items():
        kept = [iri for iri in held if iri in places]
        found[node] = tuple(sorted(set(kept), key=lambda iri: (places[iri], iri)) if len(kept) > 1 else kept)
    return found
