"""The response paths: from a regulator by its policy and a theme to an institution, its product, and whom it serves."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graph.analyse.report.blocks import Block, Chain, Chains, Paragraph, Recipe, Step, line, told
from graph.analyse.report.kinds import kind
from graph.analyse.report.wording import called, label, words

if TYPE_CHECKING:
    from graph.analyse.analysis import Analysis
    from graph.analyse.paths.paths import Path
    from graph.analyse.paths.stretch import Hop
    from graph.analyse.report.citations import Citations

SHOWN = 8
LEAD = f"len(a.paths.paths[:{SHOWN}]), a.paths.total"


def response(analysis: Analysis, citations: Citations) -> tuple[Block, ...]:
    """The best paths, each hop with its sentence; one sentence when there are none."""
    held = analysis.paths
    if not held.paths:
        return (Paragraph(line(words("report.no_paths")), "note"),)
    shown = held.paths[:SHOWN]
    recipe = Recipe(python="a.paths.total, [(p.policy.zh, p.institution.zh, p.strength) for p in a.paths.paths]")
    return (
        told(words("report.paths_lead", shown=len(shown), total=held.total), LEAD),
        Chains(tuple(chain(analysis, one, citations) for one in shown), recipe),
    )


def chain(analysis: Analysis, one: Path, citations: Citations) -> Chain:
    """A path as a chain of names; its strength stands under it."""
    start = Step(called(one.regulator), kind(analysis.corpus, one.regulator))
    steps = (step(analysis, one, hop, citations) for hop in one.hops)
    end = words("report.complete" if one.complete else "report.incomplete", strength=f"{one.strength:.2f}")
    return Chain((start, *steps), line(end))


def step(analysis: Analysis, one: Path, hop: Hop, citations: Citations) -> Step:
    """A place of the path after the claim that leads to it; it points back where the place is the claim's subject."""
    entity, claim = getattr(one, hop.step), hop.claim
    return Step(
        called(entity),
        kind(analysis.corpus, entity),
        label(analysis.corpus, claim.predicate),
        citations.cite((claim,), 1),
        claim.object != entity.iri,
    )
