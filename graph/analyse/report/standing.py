"""The network in the report: its size, the best connected entities, those between others, and the groups."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graph.analyse.measures.measures import EXACT
from graph.analyse.report.html import NOTHING, Markup, bar, element, lines, listed, table, text
from graph.analyse.report.wording import called, count, label, named, shown, told

if TYPE_CHECKING:
    from collections.abc import Sequence

    from graph.analyse.analysis import Analysis
    from graph.analyse.measures.measures import Community, Standing

SHOWN = 10


def network(analysis: Analysis) -> Markup:
    """All about the network; one sentence when nothing is joined."""
    held = analysis.measures
    counts = {"nodes": len(held.standings), "claims": len(analysis.claims)}
    sizes = told("analyse.size", **counts, pairs=held.pairs, pieces=held.pieces, alone=held.alone)
    if not held.pairs:
        return lines((element("p", sizes), element("p", told("analyse.no_links"), class_="note")))
    tables = (ranking(analysis, "degree", held.by_degree()), ranking(analysis, "betweenness", held.by_betweenness()))
    sampled = NOTHING if held.pivots is None else told("analyse.sampled", limit=EXACT, pivots=held.pivots)
    return lines(
        (
            element("p", sizes),
            element("div", *tables, class_="pair"),
            element("p", sampled, class_="note") if sampled else NOTHING,
            groups(analysis),
        )
    )


def ranking(analysis: Analysis, key: str, ranks: Sequence[Standing]) -> Markup:
    """The entities that are first by a measure, with what the measure means."""
    if not ranks:
        return NOTHING
    head = [told(f"analyse.{name}") for name in ("entity", key)]
    most = float(getattr(ranks[0], key))
    rows = (ranked(analysis, one, getattr(one, key), most) for one in ranks[:SHOWN])
    made = table(f"table-{key}", told(f"analyse.by_{key}"), [*head, told("report.share")], rows, numbers=(1,))
    return element("div", made, element("p", told(f"analyse.meaning_{key}"), class_="note"))


def ranked(analysis: Analysis, one: Standing, size: int | float, most: float) -> tuple[Markup, ...]:
    """The row of an entity in a ranking."""
    entity = analysis.corpus.entity(one.entity)
    number = count(size) if isinstance(size, int) else text(f"{size:.4f}")
    kind = element("small", shown(label(analysis.corpus, entity.type)))
    return Markup(f"{shown(called(entity))} {kind}"), number, bar((("bar-plain", size),), most)


def groups(analysis: Analysis) -> Markup:
    """The communities, the largest first; each opens to its members."""
    held = analysis.measures
    modularity = told("analyse.modularity", value=f"{held.modularity:.4f}")
    head = element("h3", told("analyse.communities"), Markup(" "), element("small", modularity))
    meaning = element("p", told("analyse.meaning_communities"), class_="note")
    first = listed((group(analysis, one) for one in held.communities[:SHOWN]), "ol", class_="groups")
    more = len(held.communities) - SHOWN
    rest = element("p", told("report.more", count=more), class_="note") if more > 0 else NOTHING
    return lines((head, meaning, first, rest))


def group(analysis: Analysis, one: Community) -> Markup:
    """A community by its hubs, opening to all its members."""
    hubs = tuple(map(analysis.corpus.entity, one.hubs))
    members = tuple(map(analysis.corpus.entity, one.members))
    size = element("span", told("report.members", count=len(members)), class_="tag")
    summary = element("summary", shown(named(hubs)), Markup(" "), size)
    return element("details", summary, element("p", shown(named(members))))
