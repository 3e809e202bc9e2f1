"""The entities in the order of a measure: only those that enough statements speak of, with how sure a place is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from graph.analyse.measures.catalogue import named
from graph.analyse.measures.net import RANKED
from graph.messages import say

if TYPE_CHECKING:
    from collections.abc import Iterable

    from graph.analyse.corpus import Corpus, Entity
    from graph.analyse.measures.intervals import Interval
    from graph.analyse.measures.measures import Measures, Standing


@dataclass(frozen=True, slots=True)
class Rank:
    """The place of an entity by a measure, its value and its claims; `low` to `high` and `places` are 95 % intervals,
    None where none were computed.
    """

    entity: Entity
    place: int
    value: float
    claims: int
    low: float | None = None
    high: float | None = None
    places: tuple[int, int] | None = None


def ranking(corpus: Corpus, measures: Measures, key: str, held: Iterable[Interval] = ()) -> tuple[Rank, ...]:
    """The entities with at least `RANKED` claims by a measure of the catalogue, the best first; ties share a place.

    Constraint ranks from the lowest value, all others from the highest. Empty when no entity has enough claims.
    """
    sign = 1 if named(key).low else -1
    rows = sorted(
        (sign * value, -one.claims, one.entity) for one in measures.standings if (value := valued(one, key)) is not None
    )
    found = {interval.entity: interval for interval in held if interval.key == key}
    ranks: list[Rank] = []
    for at, (value, claims, iri) in enumerate(rows, 1):
        place = ranks[-1].place if ranks and ranks[-1].value == sign * value else at
        sure = found.get(iri)
        more = (sure.low, sure.high, sure.places) if sure else ()
        ranks.append(Rank(corpus.entity(iri), place, sign * value, -claims, *more))
    return tuple(ranks)


def valued(standing: Standing, key: str) -> float | None:
    """The value of a measure for an entity; None where it is not defined or too few claims speak of the entity."""
    value: float | None = getattr(standing, key)
    return value if standing.claims >= RANKED else None


def unranked(measures: Measures, key: str) -> int:
    """How many entities a ranking leaves out."""
    return sum(valued(one, key) is None for one in measures.standings)


def remark(measures: Measures, key: str, lang: str) -> str:
    """What is to be said under a ranking: that it leaves entities out, or that none can be ranked; empty if neither."""
    count = unranked(measures, key)
    if count == len(measures.standings):
        return say("measure.too_few", lang, least=RANKED)
    return say("measure.left_out", lang, count=count, least=RANKED) if count else ""
