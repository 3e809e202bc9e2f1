"""The matrix drawn apart by what the evidence is of: the institution, its policies, products, initiatives, figures.

A blank says that the articles read hold no evidence, never that the institution does nothing.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from graph.analyse.gaps.matrix import Evidence, kinds

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from graph.analyse.corpus import Claim, Corpus, Entity, Figure
    from graph.analyse.gaps.matrix import Cell, Matrix

KINDS = ("own", "policy", "product", "initiative", "figure")


@dataclass(frozen=True, slots=True)
class Square:
    """The claims that count on an institution and a theme, apart by kind.

    `own` are the institution's own claims on the theme, `policy` its responses to policies that address the theme,
    `product` and `initiative` the claims on the theme of what it offers, develops or runs. `figures` are numbers about
    such a product or initiative, or about the institution in a sentence that proves an own claim; `figure` are the
    claims that tie them to the theme.
    """

    own: Evidence = field(default_factory=Evidence)
    policy: Evidence = field(default_factory=Evidence)
    product: Evidence = field(default_factory=Evidence)
    initiative: Evidence = field(default_factory=Evidence)
    figure: Evidence = field(default_factory=Evidence)
    figures: tuple[Figure, ...] = ()

    def evidence(self, kind: str) -> Evidence:
        """The claims of one of `KINDS`."""
        found: Evidence = getattr(self, kind)
        return found

    @property
    def blank(self) -> bool:
        """Whether the corpus holds nothing that counts here."""
        return not any(len(self.evidence(kind)) for kind in KINDS)


NOTHING = Square()


@dataclass(frozen=True, slots=True)
class GridRow:
    """One institution with a square for each theme, in the order of the grid's themes."""

    institution: Entity
    squares: tuple[Square, ...]


@dataclass(frozen=True, slots=True)
class Grid:
    """Institution × theme × kind: the rows and themes of the matrix in its order."""

    themes: tuple[Entity, ...] = ()
    rows: tuple[GridRow, ...] = ()

    @property
    def kinds(self) -> tuple[str, ...]:
        """What its squares tell apart."""
        return KINDS

    def square(self, institution: str, theme: str) -> Square:
        """The square of two IRIs; an institution or theme that the grid has not is blank."""
        themes = [t.iri for t in self.themes]
        row = next((row for row in self.rows if row.institution.iri == institution), None)
        return row.squares[themes.index(theme)] if row and theme in themes else NOTHING


@dataclass(frozen=True, slots=True)
class Sides:
    """What stands beside the matrix: which things are initiatives, who responds to what, which figure is of whom."""

    initiatives: frozenset[str]
    responses: Mapping[tuple[str, str], list[Claim]]
    figures: Mapping[str, list[Figure]]


def spread(corpus: Corpus, claims: Iterable[Claim], matrix: Matrix, figures: Iterable[Figure]) -> Grid:
    """The grid of a matrix, with the claims and figures that count."""
    themes = [theme.iri for theme in matrix.themes]
    of: dict[str, list[Figure]] = defaultdict(list)
    for figure in figures:
        of[figure.subject].append(figure)
    initiatives = frozenset(e.iri for e in corpus.members("Initiative"))
    sides = Sides(initiatives, responses(corpus, claims, themes), of)
    rows = (GridRow(row.institution, tuple(square(cell, sides) for cell in row.cells)) for row in matrix.rows)
    return Grid(matrix.themes, tuple(rows))


def responses(corpus: Corpus, claims: Iterable[Claim], themes: Iterable[str]) -> Mapping[tuple[str, str], list[Claim]]:
    """The claims by which somebody responds to a policy, by responder and each theme that the policy addresses."""
    policies, columns, held = {e.iri for e in corpus.members("Policy")}, set(themes), tuple(claims)
    addressed = defaultdict(set)
    for claim in held:
        if claim.predicate == "addresses" and claim.object in columns:
            addressed[claim.subject].add(claim.object)
    found = defaultdict(list)
    for claim in held:
        if claim.predicate == "respondsTo" and claim.object in policies:
            for theme in addressed.get(claim.object, ()):
                found[claim.subject, theme].append(claim)
    return found


def square(cell: Cell, sides: Sides) -> Square:
    """The square of a cell; all blanks are one value, as most squares are."""
    policy = sides.responses.get((cell.institution, cell.theme), [])
    if not (len(cell) or policy):
        return NOTHING
    via = cell.via.claims
    ties, figures = tied(cell, sides)
    return Square(
        cell.direct,
        kinds(policy),
        kinds(claim for claim in via if claim.subject not in sides.initiatives),
        kinds(claim for claim in via if claim.subject in sides.initiatives),
        kinds(ties),
        figures,
    )


def tied(cell: Cell, sides: Sides) -> tuple[tuple[Claim, ...], tuple[Figure, ...]]:
    """The figures of a cell, by IRI, and the claims that tie them to its theme."""
    ties, figures = {}, {}
    for claim in cell.claims:
        own = claim.subject == cell.institution
        for figure in sides.figures.get(claim.subject, ()):
            if not own or not set(claim.passages).isdisjoint(figure.passages):
                ties[claim.iri], figures[figure.iri] = claim, figure
    return tuple(ties.values()), tuple(figures[iri] for iri in sorted(figures))
