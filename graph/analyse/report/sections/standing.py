"""The network: a picture, the ranked entities with how sure their places are, the first by each measure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graph.analyse.measures.catalogue import CATALOGUE, Measure
from graph.analyse.measures.net import RANKED
from graph.analyse.measures.ranking import remark
from graph.analyse.report.blocks import Block, Picture, Recipe, Said, Table, cell, told
from graph.analyse.report.pictures.network import NODES, chosen, network
from graph.analyse.report.pictures.ranking import Bar, ranking
from graph.analyse.report.wording import Words, called, label, listed, number, words

if TYPE_CHECKING:
    from graph.analyse.analysis import Analysis
    from graph.analyse.measures.measures import Standing
    from graph.analyse.measures.ranking import Rank
    from graph.analyse.report.citations import Citations

ROWS = 12
SIZES = "len(a.measures.standings), len(a.claims), a.measures.pairs, a.measures.pieces, a.measures.alone"
FIRST = 3
COLUMNS = ("betweenness", "pagerank", "core")


def standing(analysis: Analysis, _: Citations) -> tuple[Block, ...]:
    """All about single entities; one sentence when nothing is joined."""
    held = analysis.measures
    sizes = {"pairs": held.pairs, "pieces": held.pieces, "alone": held.alone}
    size = words("analyse.size", nodes=len(held.standings), claims=len(analysis.claims), **sizes)
    if not held.pairs:
        return (told(size, SIZES), told(words("analyse.no_links"), look="note"))
    return (told(size, SIZES), drawn(analysis), *ranks(analysis))


def drawn(analysis: Analysis) -> Picture:
    """The largest piece of the network."""
    held = chosen(analysis)
    return Picture(network(analysis, held), words("report.network_picture"), words("report.network_says", most=NODES))


def ranks(analysis: Analysis) -> tuple[Block, ...]:
    """The best connected entities with the ranges of their values, and the first by each other measure."""
    held = analysis.ranking("degree")[:ROWS]
    python = f"{RANKED}, sum(s.claims < {RANKED} for s in a.measures.standings)"
    said = (told(remarks(analysis), python, "note"),) if any(remarks(analysis)) else ()
    if not held:
        return said
    bars = [Bar(called(one.entity), one.value, one.low, one.high) for one in held]
    picture = Picture(ranking(bars, "ranking"), words("report.ranking"), words("report.ranking_says"))
    return (picture, degrees(analysis, held), *said, leaders(analysis))


def remarks(analysis: Analysis) -> Words:
    """How many entities are not ranked, and why."""
    return Words(*(remark(analysis.measures, "degree", lang) for lang in ("zh", "en")))


def degrees(analysis: Analysis, held: tuple[Rank, ...]) -> Table:
    """The entities by degree, with their other measures."""
    standings = {one.entity: one for one in analysis.measures.standings}
    measures = [one for one in CATALOGUE if one.key in COLUMNS]
    head = (
        *(words(f"report.{name}") for name in ("place", "name")),
        *(words(f"measure.{name}") for name in ("degree", "claims")),
        *map(named, measures),
    )
    rows = tuple(
        (
            cell(number(ranged(one.place, one.places))),
            cell(called(one.entity), Said(label(analysis.corpus, one.entity.type), "soft")),
            cell(number(ranged(int(one.value), one.low and one.high and (int(one.low), int(one.high))))),
            cell(number(one.claims)),
            *(cell(number(value(standings[one.entity.iri], m))) for m in measures),
        )
        for one in held
    )
    python = '[(r.place, r.places, r.value, r.low, r.high, a.standing(r.entity)) for r in a.ranking("degree")]'
    numbers = frozenset(range(len(head))) - {1}
    return Table("ranks", words("report.ranks"), head, rows, numbers, recipe=Recipe(python=python))


def value(one: Standing, measure: Measure) -> str:
    """The value of a measure for an entity, with its standard error where it was sampled."""
    held = f"{getattr(one, measure.key):.{measure.digits}f}"
    sampled = measure.key == "betweenness" and one.error is not None
    return f"{held} ± {one.error:.{measure.digits}f}" if sampled else held


def named(one: Measure) -> Words:
    """The name of a measure."""
    return Words(one.name("zh"), one.name("en"))


def ranged(value: int, interval: tuple[int, int] | float | None) -> str:
    """A number with the interval that holds it, where there is one that is wider."""
    if not isinstance(interval, tuple) or interval[0] == interval[1]:
        return f"{value:,}"
    return f"{value:,} ({interval[0]:,}–{interval[1]:,})"


def leaders(analysis: Analysis) -> Table:
    """The first entities by each measure but degree."""
    measures = [one for one in CATALOGUE if one.ranks and one.key != "degree"]
    rows = tuple((cell(named(one)), cell(first(analysis, one))) for one in measures)
    head = (words("report.measure"), words("report.first"))
    keys = tuple(one.key for one in measures)
    recipe = Recipe(python=f"[[(r.entity.zh, r.value) for r in a.ranking(key)[:{FIRST}]] for key in {keys}]")
    return Table("leaders", words("report.leaders"), head, rows, recipe=recipe)


def first(analysis: Analysis, one: Measure) -> Words:
    """The first entities by a measure with their values; a dash for none."""
    held = analysis.ranking(one.key)[:FIRST]
    if not held:
        return Words("—", "—")
    return listed(words("report.valued", name=called(r.entity), value=f"{r.value:,.{one.digits}f}") for r in held)
