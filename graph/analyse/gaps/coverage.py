"""How far each policy is answered: its themes, who issued it, who responds to it by name, who acts on its themes."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from graph.analyse.corpus import Claim, Corpus, Entity
    from graph.analyse.gaps.matrix import Cell, Matrix

ROLES = ("issues", "addresses", "respondsTo")


@dataclass(frozen=True, slots=True)
class Uptake:
    """The institutions with evidence on a theme, collectives apart, and their cells of the matrix, which prove it;
    one value for all policies that address the theme.
    """

    theme: Entity
    institutions: tuple[Entity, ...] = ()
    collectives: tuple[Entity, ...] = ()
    cells: tuple[Cell, ...] = ()


@dataclass(frozen=True, slots=True)
class Coverage:
    """One policy: `uptakes` by theme in the order of the themes, `responding` institutions that respond to it by name,
    and the claims that prove who issued it, what it addresses and who responds.

    `reached` counts the institutions, collectives left out, that respond to it or have evidence on one of its themes,
    of `total` institutions that the corpus states anything of.
    """

    policy: Entity
    issuers: tuple[Entity, ...]
    uptakes: tuple[Uptake, ...]
    responding: tuple[Entity, ...]
    issued: tuple[Claim, ...]
    addressed: tuple[Claim, ...]
    responded: tuple[Claim, ...]
    reached: int
    total: int

    @property
    def share(self) -> float | None:
        """The share (0 to 1) of institutions reached; None where there is no institution."""
        return self.reached / self.total if self.total else None


@dataclass(frozen=True, slots=True)
class Policies:
    """Every policy, those with themes first, then by how many institutions they reach."""

    coverages: tuple[Coverage, ...] = ()

    @property
    def with_themes(self) -> tuple[Coverage, ...]:
        """The policies that address a theme."""
        return tuple(one for one in self.coverages if one.uptakes)

    @property
    def themeless(self) -> tuple[Coverage, ...]:
        """The policies of which no claim that counts says that they address a theme."""
        return tuple(one for one in self.coverages if not one.uptakes)


class Reached:
    """Which institutions have evidence on any of some themes, worked out once for each set of themes."""

    def __init__(self, uptakes: Iterable[Uptake]) -> None:
        self.by_theme = {one.theme.iri: {e.iri for e in one.institutions} for one in uptakes}
        self.found: dict[tuple[str, ...], frozenset[str]] = {}

    def on(self, themes: tuple[str, ...]) -> frozenset[str]:
        """The IRIs of the institutions with evidence on any of the themes."""
        if themes not in self.found:
            self.found[themes] = frozenset().union(*(self.by_theme[theme] for theme in themes))
        return self.found[themes]


def cover(corpus: Corpus, claims: Iterable[Claim], matrix: Matrix) -> Policies:
    """The coverage of every policy of a corpus, by the claims that count and their matrix."""
    uptakes = {theme.iri: uptake(matrix, at) for at, theme in enumerate(matrix.themes)}
    reached = Reached(uptakes.values())
    named = frozenset(row.institution.iri for row in matrix.rows if not row.institution.collective)
    policies = corpus.members("Policy")
    links = about(claims, {policy.iri for policy in policies})
    found = [covered(corpus, one, links, uptakes, reached, named) for one in policies]
    return Policies(tuple(sorted(found, key=lambda c: (not c.uptakes, -c.reached, c.policy.iri))))


def uptake(matrix: Matrix, at: int) -> Uptake:
    """Who has evidence on the theme of a column."""
    rows = [row for row in matrix.rows if len(row.cells[at])]
    institutions = tuple(row.institution for row in rows if not row.institution.collective)
    collectives = tuple(row.institution for row in rows if row.institution.collective)
    return Uptake(matrix.themes[at], institutions, collectives, tuple(row.cells[at] for row in rows))


def about(claims: Iterable[Claim], policies: set[str]) -> Mapping[tuple[str, str], list[Claim]]:
    """The claims about each policy by its IRI and the relation."""
    found = defaultdict(list)
    for claim in claims:
        policy = claim.subject if claim.predicate == "addresses" else claim.object
        if claim.predicate in ROLES and policy in policies:
            found[policy, claim.predicate].append(claim)
    return found


def covered(
    corpus: Corpus,
    policy: Entity,
    links: Mapping[tuple[str, str], list[Claim]],
    uptakes: Mapping[str, Uptake],
    reached: Reached,
    named: frozenset[str],
) -> Coverage:
    """The coverage of one policy."""
    issued, addressed, responded = (tuple(links.get((policy.iri, role), ())) for role in ROLES)
    themes = {claim.object for claim in addressed}
    on = tuple(iri for iri in uptakes if iri in themes)
    responding = subjects(corpus, responded)
    others = ({e.iri for e in responding} & named) - reached.on(on)
    return Coverage(
        policy,
        subjects(corpus, issued),
        tuple(uptakes[iri] for iri in on),
        responding,
        issued,
        addressed,
        responded,
        len(reached.on(on)) + len(others),
        len(named),
    )


def subjects(corpus: Corpus, claims: Iterable[Claim]) -> tuple[Entity, ...]:
    """The subjects of some claims, collectives last, then by IRI."""
    found = map(corpus.entity, {claim.subject for claim in claims})
    return tuple(sorted(found, key=lambda e: (e.collective, e.iri)))
