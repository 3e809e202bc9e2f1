"""How the network hangs together: groups, what it would fall apart without, who is like whom."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graph.analyse.report.blocks import Block, Cell, Paragraph, Recipe, Table, cell, line, told
from graph.analyse.report.wording import Words, called, listed, number, words

if TYPE_CHECKING:
    from graph.analyse.analysis import Analysis
    from graph.analyse.measures.peers import Peer, Peers
    from graph.analyse.report.citations import Citations

ROWS = 10


def cohesion(analysis: Analysis, citations: Citations) -> tuple[Block, ...]:
    """All about the whole; one sentence when nothing is joined."""
    if not analysis.measures.pairs:
        return (Paragraph(line(words("analyse.no_links")), "note"),)
    return (
        told(mixed(analysis), "a.measures.density, a.measures.assortativity"),
        told(parted(analysis), "len(a.measures.communities), a.measures.modularity"),
        groups(analysis),
        *bridges(analysis, citations),
        *joints(analysis),
        *alike(analysis),
    )


def mixed(analysis: Analysis) -> Words:
    """How dense the network is, and whether like joins like."""
    held = analysis.measures
    density = "—" if held.density is None else f"{held.density:.4f}"
    assortativity = "—" if held.assortativity is None else f"{held.assortativity:.3f}"
    return words("report.mixed", density=density, assortativity=assortativity)


def parted(analysis: Analysis) -> Words:
    """How many communities there are, and how clearly they are parted."""
    held = analysis.measures
    return words("report.parted", count=len(held.communities), modularity=f"{held.modularity:.4f}")


def groups(analysis: Analysis) -> Table:
    """The communities, the largest first, by their hubs."""
    held = analysis.measures
    rows = tuple(
        (cell(listed(called(analysis.corpus.entity(iri)) for iri in one.hubs)), cell(number(len(one.members))))
        for one in held.communities[:ROWS]
    )
    recipe = Recipe(python="[(c.hubs, len(c.members)) for c in a.measures.communities]")
    head = (words("analyse.community"), words("analyse.members"))
    return Table("groups", words("report.groups"), head, rows, frozenset((1,)), recipe=recipe)


def bridges(analysis: Analysis, citations: Citations) -> tuple[Block, ...]:
    """The pairs that alone join two sides, those that part most first; nothing for none."""
    held = [one for one in analysis.measures.bridges if min(one.sides) > 1][:ROWS]
    if not held:
        return ()
    claims = {claim.iri: claim for claim in analysis.claims}
    rows = tuple(
        (
            cell(called(analysis.corpus.entity(one.left)), citations.cite([claims[iri] for iri in one.claims], 1)),
            cell(called(analysis.corpus.entity(one.right))),
            cell(number(f"{one.sides[0]:,} + {one.sides[1]:,}")),
        )
        for one in held
    )
    head = (words("report.left"), words("report.right"), words("report.sides"))
    recipe = Recipe(python="[b.sides for b in a.measures.bridges if min(b.sides) > 1]")
    return (Table("bridges", words("report.bridges"), head, rows, frozenset((2,)), recipe=recipe),)


def joints(analysis: Analysis) -> tuple[Block, ...]:
    """The entities without which the network falls apart; nothing for none."""
    held = analysis.measures.joints[:ROWS]
    if not held:
        return ()
    rows = tuple((cell(called(analysis.corpus.entity(one.entity))), cell(number(one.apart))) for one in held)
    head = (words("analyse.entity"), words("report.apart"))
    recipe = Recipe(python="[(j.entity, j.apart) for j in a.measures.joints]")
    return (Table("joints", words("report.joints"), head, rows, frozenset((1,)), recipe=recipe),)


def alike(analysis: Analysis) -> tuple[Block, ...]:
    """The institutions beside those most like them; a sentence when none can be compared."""
    held = [one for one in analysis.peers if one.nearest][:ROWS]
    if not held:
        return (Paragraph(line(words("report.no_peers")), "note"),)
    head = (words("analyse.institution"), words("report.features"), words("report.nearest"))
    rows = tuple(peer(one) for one in held)
    python = (
        "[(p.features, [(n.institution.zh, n.jaccard, n.cosine) for n in p.nearest]) for p in a.peers if p.nearest]"
    )
    made = Table("peers", words("report.peers"), head, rows, frozenset((1,)), recipe=Recipe(python=python))
    return (made, Paragraph(line(words("report.peers_note")), "note"))


def peer(one: Peers) -> tuple[Cell, ...]:
    """An institution with its nearest."""
    return (
        cell(called(one.institution)),
        cell(number(one.features)),
        cell(listed(map(near, one.nearest))),
    )


def near(one: Peer) -> Words:
    """An institution with both similarities and what is shared."""
    shared = listed(map(called, one.shared[:5]))
    return words(
        "report.near",
        name=called(one.institution),
        jaccard=f"{one.jaccard:.2f}",
        cosine=f"{one.cosine:.2f}",
        shared=shared,
    )
