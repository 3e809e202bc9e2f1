"""The network: a picture, the best connected entities, the groups."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graph.analyse.report.blocks import Block, Paragraph, Picture, Recipe, Said, Table, cell, line
from graph.analyse.report.pictures.network import chosen, network
from graph.analyse.report.wording import called, label, listed, number, words

if TYPE_CHECKING:
    from graph.analyse.analysis import Analysis
    from graph.analyse.report.citations import Citations

ROWS = 12


def standing(analysis: Analysis, _: Citations) -> tuple[Block, ...]:
    """All about the network; one sentence when nothing is joined."""
    held = analysis.measures
    sizes = {"pairs": held.pairs, "pieces": held.pieces, "alone": held.alone}
    size = words("analyse.size", nodes=len(held.standings), claims=len(analysis.claims), **sizes)
    if not held.pairs:
        return (Paragraph(line(size)), Paragraph(line(words("analyse.no_links")), "note"))
    return (Paragraph(line(size)), picture(analysis), ranks(analysis), *groups(analysis))


def picture(analysis: Analysis) -> Picture:
    """The largest piece of the network."""
    drawn = chosen(analysis)
    says = words("report.network_says", drawn=len(drawn), whole=len(analysis.measures.standings))
    return Picture(network(analysis, drawn), words("report.network_picture"), says)


def ranks(analysis: Analysis) -> Table:
    """The best connected entities with their measures."""
    head = tuple(words(f"analyse.{name}") for name in ("entity", "degree", "claims", "betweenness"))
    rows = []
    for one in analysis.measures.by_degree()[:ROWS]:
        entity = analysis.corpus.entity(one.entity)
        name = cell(called(entity), Said(label(analysis.corpus, entity.type), "soft"))
        rows.append((name, cell(number(one.degree)), cell(number(one.claims)), cell(number(f"{one.betweenness:.4f}"))))
    recipe = Recipe(python="[(s.entity, s.degree, s.claims, s.betweenness) for s in a.measures.by_degree()]")
    return Table("ranks", words("analyse.by_degree"), head, tuple(rows), frozenset((1, 2, 3)), recipe=recipe)


def groups(analysis: Analysis) -> tuple[Block, ...]:
    """The communities, the largest first, by their hubs."""
    held = analysis.measures
    if not held.communities:
        return ()
    head = (words("analyse.community"), words("analyse.members"))
    rows = tuple(
        (cell(listed(called(analysis.corpus.entity(iri)) for iri in one.hubs)), cell(number(len(one.members))))
        for one in held.communities[:ROWS]
    )
    recipe = Recipe(python="[(c.hubs, len(c.members)) for c in a.measures.communities]")
    caption = words("report.groups", count=len(held.communities), modularity=f"{held.modularity:.4f}")
    made = Table("groups", caption, head, rows, frozenset((1,)), recipe=recipe)
    return (made, Paragraph(line(words("analyse.meaning_communities")), "note"))
