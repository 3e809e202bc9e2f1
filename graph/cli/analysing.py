"""The command that says what a store says as a whole: tables, the report, networks for other programs."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from graph.cli.group import commands
from graph.options import confidence_option, earlier, format_option, lang_option, opened, sound, store_option
from graph.terminal import emit, language, patient, settled

if TYPE_CHECKING:
    from graph.store.store import Store

NETWORKS = ("graphml", "gexf")
REPORTS = ("html", "md")


@commands.command()
@store_option
@format_option("table", *REPORTS, *NETWORKS)
@confidence_option(0.5, "Claims that are less sure do not count.")
@click.option("--diff", metavar="OLD", help="Show too what changed since this store or build.")
@click.option("--shape", default="claims", show_default=True, help="Which network to write.")
@click.option("--since", default="", metavar="DATE", help="Write only claims of this day or later.")
@click.option("--until", default="", metavar="DATE", help="Write only claims of this day or earlier.")
@click.option("--article", multiple=True, metavar="ID", help="Write only claims of this article.")
@lang_option
def analyse(
    store: str,
    form: str,
    min_confidence: float,
    diff: str | None,
    shape: str,
    since: str,
    until: str,
    article: tuple[str, ...],
    lang: str | None,
) -> int:
    """Print matrix, response paths, gaps, measures and findings.

    The matrix tells which institution acts on which theme, and where the articles hold no evidence.

    With --format html, the whole report as one page in Chinese and English that prints on A4; with --format md, as
    Markdown in one language. With --format graphml or gexf, a network for Gephi, igraph or networkx, whose --shape is
    claims, institution-theme, institution-segment, institution-product, institutions-by-theme, institutions-by-segment,
    institutions-by-product, themes-by-institution or segments-by-institution. A claim is of the day that it is as of,
    else of the day its first article was published.

    \b
    Examples:
      wupian analyse --lang zh
      wupian analyse --format html > report.html
      wupian analyse --format md --lang en > report.md
      wupian analyse --store graph-of-july/store --diff graph-of-june
      wupian analyse --format graphml > claims.graphml
      wupian analyse --format gexf --shape institution-theme --since 2025-01-01 > themes.gexf
    """
    if form not in NETWORKS and (shape != "claims" or since or until or article):
        raise click.UsageError("--shape, --since, --until and --article go with --format graphml or gexf.")
    if diff is not None and form in NETWORKS:
        raise click.UsageError("--diff goes with the table and the report, not with --format graphml or gexf.")
    held = opened(store)
    if form in NETWORKS:
        emit(network(held, form, shape, min_confidence, since, until, article))
        return 0
    try:
        text = said(held, None if diff is None else earlier(diff), form, min_confidence, language(lang))
    finally:
        settled()
    emit(text)
    return 0


def network(
    held: Store, form: str, shape: str, min_confidence: float, since: str, until: str, articles: tuple[str, ...]
) -> str:
    """A network of a store as a file for other programs."""
    from graph.analyse.networks import exchange, shapes

    drawn = shapes.to_networkx(
        held,
        sound(shape),
        min_confidence=min_confidence,
        since=sound(since),
        until=sound(until),
        articles=tuple(map(sound, articles)),
    )
    return exchange.WRITERS[form](drawn)


def said(held: Store, old: Store | None, form: str, min_confidence: float, lang: str) -> str:
    """The analysis of a store as tables or as the report, with what changed since an old one."""
    from graph import pipeline
    from graph.analyse import analysis, change_table, table
    from graph.analyse.change import change
    from graph.analyse.report.compose import compose
    from graph.messages import say

    progress = patient(lambda name: say(f"analyse.step_{name}", lang))
    now = analysis.analyse(held, min_confidence=min_confidence, progress=progress)
    then = None if old is None else analysis.analyse(old, min_confidence=min_confidence, progress=progress)
    changed = None if then is None else change(now, then)
    if form in REPORTS:
        return pipeline.drawn(compose(now, changed), form, lang)
    made = table.table(now, lang)
    return made if changed is None else made + "\n" + change_table.table(changed, now, lang)
