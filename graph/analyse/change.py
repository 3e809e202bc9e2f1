"""What became of the analysis between two builds: totals, cells of the matrix, places in the network, entities."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from graph.analyse.analysis import Analysis, analyse, tally
from graph.analyse.networks.project import LEAST

if TYPE_CHECKING:
    from collections.abc import Iterable

    from graph.analyse.corpus import Entity
    from graph.store.store import Store

PLACES = 20


@dataclass(frozen=True, slots=True)
class Total:
    """A number of both builds; `kind` names it in the messages file."""

    kind: str
    then: int
    now: int

    @property
    def difference(self) -> int:
        """By how much it grew."""
        return self.now - self.then


@dataclass(frozen=True, slots=True)
class Moved:
    """A cell of the matrix whose number of counted claims is another one: it came, went, grew or shrank."""

    institution: Entity
    theme: Entity
    then: int
    now: int

    @property
    def how(self) -> str:
        """What became of it.

        >>> from graph.analyse.corpus import unknown
        >>> [Moved(unknown("a"), unknown("b"), then, now).how for then, now in ((0, 1), (1, 0), (1, 2), (2, 1))]
        ['came', 'went', 'grew', 'shrank']
        """
        if not self.then or not self.now:
            return "came" if self.now else "went"
        return "grew" if self.now > self.then else "shrank"


@dataclass(frozen=True, slots=True)
class Place:
    """An entity whose place among the best connected is another one; None is none: without any link.

    Entities with equally many neighbours have the same place.
    """

    entity: Entity
    then: int | None
    now: int | None


@dataclass(frozen=True, slots=True)
class Change:
    """The difference of two analyses. `came` and `went` count claims that count in one of them only; `new` and `gone`
    are entities that a counted claim names in one of them only, by class with their numbers.
    """

    totals: tuple[Total, ...]
    came: int = 0
    went: int = 0
    cells: tuple[Moved, ...] = ()
    places: tuple[Place, ...] = ()
    new: tuple[tuple[str, int], ...] = ()
    gone: tuple[tuple[str, int], ...] = ()

    @property
    def none(self) -> bool:
        """Whether nothing at all changed."""
        parts = (self.came, self.went, self.cells, self.places, self.new, self.gone)
        return not any(parts) and not any(total.difference for total in self.totals)


def compare(store: Store, earlier: Store, *, min_confidence: float = LEAST) -> Change:
    """What changed in a store since an earlier one."""
    return change(analyse(store, min_confidence=min_confidence), analyse(earlier, min_confidence=min_confidence))


def change(now: Analysis, then: Analysis) -> Change:
    """What changed between two analyses."""
    held, before = ({claim.iri for claim in one.claims} for one in (now, then))
    here, there = named(now), named(then)
    return Change(
        tuple(Total(kind, old, new) for (kind, old), (_, new) in zip(totals(then), totals(now), strict=True)),
        len(held - before),
        len(before - held),
        tuple(cells(now, then)),
        tuple(places(now, then)),
        classes(now, here - there),
        classes(then, there - here),
    )


def totals(one: Analysis) -> list[tuple[str, int]]:
    """The numbers of an analysis by kind, in the order in which they are shown."""
    rows = one.matrix.rows
    return [
        ("articles", len(one.corpus.articles)),
        ("entities", len(one.corpus.entities)),
        ("counted", len(one.claims)),
        ("uncounted", sum(not claim.rejected for claim in one.corpus.claims) - len(one.claims)),
        ("figures", sum(not figure.rejected for figure in one.corpus.figures)),
        ("institutions", len(rows)),
        ("cells", sum(row.covered for row in rows)),
        ("blanks", one.matrix.blanks),
        ("pairs", one.measures.pairs),
        ("pieces", one.measures.pieces),
        ("communities", len(one.measures.communities)),
    ]


def named(one: Analysis) -> set[str]:
    """The entities that a counted claim names."""
    return {iri for claim in one.claims for iri in (claim.subject, claim.object)}


def classes(one: Analysis, iris: Iterable[str]) -> tuple[tuple[str, int], ...]:
    """How many of some entities each class has, the largest first."""
    return tally(one.corpus.entity(iri).type for iri in iris)


def cells(now: Analysis, then: Analysis) -> Iterable[Moved]:
    """The cells that changed, those that did most first."""
    after, before = counts(now), counts(then)
    moved = (
        Moved(described(pair[0], now, then), described(pair[1], now, then), before.get(pair, 0), after.get(pair, 0))
        for pair in sorted(after.keys() | before.keys())
        if before.get(pair, 0) != after.get(pair, 0)
    )
    return sorted(moved, key=lambda cell: -abs(cell.now - cell.then))


def counts(one: Analysis) -> dict[tuple[str, str], int]:
    """How many claims count in each cell that has any, by institution and theme."""
    return {(c.institution, c.theme): len(c) for row in one.matrix.rows for c in row.cells if len(c)}


def places(now: Analysis, then: Analysis) -> Iterable[Place]:
    """The entities of the best connected that have another place, by their place now, then by that before."""
    after, before = ranks(now), ranks(then)
    top = {iri for held in (after, before) for iri, place in held.items() if place <= PLACES}
    found = (
        Place(described(iri, now, then), before.get(iri), after.get(iri))
        for iri in sorted(top)
        if before.get(iri) != after.get(iri)
    )
    last = len(after) + len(before) + 1
    return sorted(found, key=lambda place: (place.now or last, place.then or last))


def ranks(one: Analysis) -> dict[str, int]:
    """The place of each joined entity, counted from one by its number of neighbours."""
    found: dict[str, int] = {}
    place, degree = 0, -1
    for number, standing in enumerate(one.measures.by_degree(), 1):
        if standing.degree != degree:
            place, degree = number, standing.degree
        found[standing.entity] = place
    return found


def described(iri: str, now: Analysis, then: Analysis) -> Entity:
    """An entity as the later build has it, else as the earlier one."""
    return (now.corpus if iri in now.corpus else then.corpus).entity(iri)
