"""The best response paths and the main gaps for the terminal, line by line in one language."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graph.messages import say
from graph.store.columns import visible

if TYPE_CHECKING:
    from collections.abc import Iterator

    from graph.analyse.analysis import Analysis
    from graph.analyse.corpus import Claim, Corpus, Entity
    from graph.analyse.gaps.coverage import Coverage
    from graph.analyse.gaps.disagreements import Disagreement
    from graph.analyse.paths.paths import Path

PATHS = 5
POLICIES = 5
FIGURES = 5
NAMES = 20
ARROW = " → "


def routes(analysis: Analysis, lang: str) -> Iterator[str]:
    """The best paths, each over its hops with their sentences."""
    held = analysis.paths
    shown = held.paths[:PATHS]
    lead = say("report.paths_lead", lang, shown=f"{len(shown):,}", total=f"{held.total:,}")
    yield lead if shown else say("report.no_paths", lang)
    for number, path in enumerate(shown, 1):
        yield ""
        yield f"{number}. {ends(path, lang)}"
        yield from (f"   {proof(analysis.corpus, hop.claim, lang)}" for hop in path.hops)


def ends(path: Path, lang: str) -> str:
    """The places of a path and its strength."""
    places = (path.regulator, *(getattr(path, step) for step in path.steps))
    strength = say("report.complete" if path.complete else "report.incomplete", lang, strength=f"{path.strength:.2f}")
    return say("analyse.path", lang, places=ARROW.join(name(place, lang) for place in places), strength=strength)


def proof(corpus: Corpus, claim: Claim, lang: str) -> str:
    """What a claim says, and its last sentence in readable words with its place in the raw article."""
    subject, end = (name(corpus.entity(iri), lang) for iri in (claim.subject, claim.object))
    said = say("analyse.says", lang, subject=subject, relation=corpus.term(claim.predicate).label(lang), object=end)
    found = corpus.sentences(claim)
    if not found:
        return said
    passage = found[-1]
    article = corpus.article(passage.article)
    place = {"article": visible(article.id) if article else "", "start": passage.start, "end": passage.end}
    return say("analyse.proved", lang, said=said, quote=visible(passage.clean or passage.quote), **place)


def lacks(analysis: Analysis, lang: str) -> Iterator[str]:
    """How far the first policies are covered, the segments nobody serves, single sources, contradictions."""
    gaps = analysis.gaps
    for one in gaps.policies.with_themes[:POLICIES]:
        yield f"- {coverage(one, lang)}"
    if bare := gaps.policies.themeless:
        yield f"- {say('analyse.themeless', lang, names=several((one.policy for one in bare), len(bare), lang))}"
    if services := gaps.segments.services:
        missing = gaps.segments.unserved
        lead = say("report.unserved", lang, unserved=len(missing), total=len(services))
        yield f"- {lead} {several(iter(missing), len(missing), lang)}".rstrip()
    if total := gaps.sources.single + gaps.sources.several:
        yield f"- {say('report.single', lang, single=f'{gaps.sources.single:,}', total=f'{total:,}')}"
    for contradiction in gaps.disagreements[:FIGURES]:
        yield f"- {disagreement(contradiction, lang)}"
    if (rest := len(gaps.disagreements) - FIGURES) > 0:
        yield "  (" + say("report.more", lang, count=f"{rest:,}") + ")"


def coverage(one: Coverage, lang: str) -> str:
    """A policy: how many institutions it reaches, on which themes, and who responds to it by name."""
    comma = say("analyse.comma", lang)
    themes = (
        say("report.theme_count", lang, name=name(uptake.theme, lang), count=len(uptake.institutions))
        for uptake in one.uptakes
    )
    numbers = {"reached": f"{one.reached:,}", "total": f"{one.total:,}"}
    told = say("analyse.coverage", lang, policy=name(one.policy, lang), themes=comma.join(themes), **numbers)
    if not one.responding:
        return told
    names = several(iter(one.responding), len(one.responding), lang)
    return told + say("analyse.by_name", lang, names=names)


def disagreement(one: Disagreement, lang: str) -> str:
    """Figures that contradict each other, in the words of the articles."""
    values = say("analyse.comma", lang).join(visible(figure.text or str(figure.value)) for figure in one.figures)
    subject = name(one.subject, lang)
    return say(
        "analyse.contradiction", lang, subject=subject, indicator=visible(one.indicator), date=one.as_of, values=values
    )


def several(held: Iterator[Entity], count: int, lang: str) -> str:
    """The names of some entities, the first of many."""
    names = say("analyse.comma", lang).join(name(one, lang) for one, _ in zip(held, range(NAMES), strict=False))
    return say("report.and_more", lang, names=names, count=f"{count - NAMES:,}") if count > NAMES else names


def name(entity: Entity, lang: str) -> str:
    """The name of an entity, fit for a line."""
    return visible(entity.name(lang))
