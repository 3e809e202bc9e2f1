"""The institution × theme matrix: which claims show that an institution acts on a theme, and where there are none.

A blank says that the articles read hold no evidence, never that the institution does nothing.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from graph.analyse.networks.project import LEAST, counted
from graph.analyse.reader import read

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from graph.analyse.corpus import Claim, Corpus, Entity
    from graph.store.store import Store

ON = ("advances", "respondsTo")
THROUGH = ("develops", "offers", "runs")


@dataclass(frozen=True, slots=True)
class Evidence:
    """Claims that show one thing, apart by how: `explicit` name both ends in the sentence, `implied` are stated with
    the subject understood, `derived` are concluded from a heading.
    """

    explicit: tuple[Claim, ...] = ()
    implied: tuple[Claim, ...] = ()
    derived: tuple[Claim, ...] = ()

    @property
    def claims(self) -> tuple[Claim, ...]:
        """All of them, the strongest kind first."""
        return self.explicit + self.implied + self.derived

    @property
    def stated(self) -> int:
        """How many are stated, not derived."""
        return len(self.explicit) + len(self.implied)

    def __len__(self) -> int:
        return len(self.explicit) + len(self.implied) + len(self.derived)


NONE = Evidence()


@dataclass(frozen=True, slots=True)
class Cell:
    """The evidence on an institution and a theme: `direct` of the institution itself, `via` of what it offers,
    develops or runs. `open` are claims that do not count: planned, reported, ended, or not sure enough.
    """

    institution: str
    theme: str
    direct: Evidence = field(default_factory=Evidence)
    via: Evidence = field(default_factory=Evidence)
    open: tuple[Claim, ...] = ()

    def __len__(self) -> int:
        """How many claims count."""
        return len(self.direct) + len(self.via)

    @property
    def blank(self) -> bool:
        """Whether the corpus holds no claim at all here."""
        return not (len(self) or self.open)

    @property
    def claims(self) -> tuple[Claim, ...]:
        """The claims that count, the institution's own first."""
        return self.direct.claims + self.via.claims


@dataclass(frozen=True, slots=True)
class Row:
    """One institution with a cell for each theme, in the order of the matrix's themes."""

    institution: Entity
    cells: tuple[Cell, ...]

    def __len__(self) -> int:
        """How many claims count in the whole row; the claims of a joint product count in each row of its makers."""
        return sum(map(len, self.cells))

    @property
    def covered(self) -> int:
        """On how many themes there is evidence that counts."""
        return sum(1 for cell in self.cells if len(cell))


@dataclass(frozen=True, slots=True)
class Matrix:
    """All institutions that are the subject of a claim, those with most evidence first and collectives last.

    `silent` are institutions that the articles name without any statement of their own.
    """

    themes: tuple[Entity, ...] = ()
    rows: tuple[Row, ...] = ()
    silent: tuple[Entity, ...] = ()

    def column(self, theme: str) -> tuple[Cell, ...]:
        """The cells of a theme, by its IRI, in the order of the rows."""
        at = [t.iri for t in self.themes].index(theme)
        return tuple(row.cells[at] for row in self.rows)

    @property
    def named(self) -> tuple[Row, ...]:
        """The rows of institutions that are one company, without collectives."""
        return tuple(row for row in self.rows if not row.institution.collective)

    @property
    def blanks(self) -> int:
        """How many cells are blank."""
        return sum(cell.blank for row in self.rows for cell in row.cells)


def matrix(store: Store, *, min_confidence: float = LEAST) -> Matrix:
    """The institution × theme matrix of a store; claims below `min_confidence` do not count."""
    corpus = read(store)
    return cross(corpus, counted(corpus, min_confidence))


def cross(corpus: Corpus, claims: tuple[Claim, ...]) -> Matrix:
    """The matrix of a corpus in which the given claims count."""
    holds = {claim.iri for claim in claims}
    themes = {theme.iri for theme in corpus.themes}
    found = shown((c for c in corpus.claims if not c.rejected and not c.negative), ON, themes)
    owned = owners(claims)
    speaks = {claim.subject for claim in corpus.claims if not claim.rejected}
    institutions = corpus.members("Institution")
    rows = []
    for one in institutions:
        if one.iri in speaks:
            own = owned.get(one.iri, ())
            cells = (cell(one.iri, theme.iri, found, own, holds) for theme in corpus.themes)
            rows.append(Row(one, tuple(cells)))
    rows.sort(key=lambda row: (row.institution.collective, -row.covered, -len(row), row.institution.iri))
    return Matrix(corpus.themes, tuple(rows), tuple(e for e in institutions if e.iri not in speaks))


def shown(claims: Iterable[Claim], on: Collection[str], ends: Collection[str]) -> dict[tuple[str, str], list[Claim]]:
    """The claims that some relations make to some ends, by subject and end."""
    found: dict[tuple[str, str], list[Claim]] = defaultdict(list)
    for claim in claims:
        if claim.predicate in on and claim.object in ends:
            found[claim.subject, claim.object].append(claim)
    return found


def owners(claims: Iterable[Claim]) -> dict[str, tuple[str, ...]]:
    """What each institution offers, develops or runs, by IRI."""
    owned: dict[str, set[str]] = defaultdict(set)
    for claim in claims:
        if claim.predicate in THROUGH and claim.subject != claim.object:
            owned[claim.subject].add(claim.object)
    return {iri: tuple(sorted(things)) for iri, things in owned.items()}


def cell(
    institution: str, theme: str, found: dict[tuple[str, str], list[Claim]], owned: Sequence[str], holds: set[str]
) -> Cell:
    """One cell: the claims found on a theme, of the institution and of what it owns, apart by whether they count."""
    direct = found.get((institution, theme), [])
    via = [claim for one in owned for claim in found.get((one, theme), [])]
    if not (direct or via):
        return Cell(institution, theme, NONE, NONE)
    return Cell(
        institution,
        theme,
        kinds(claim for claim in direct if claim.iri in holds),
        kinds(claim for claim in via if claim.iri in holds),
        tuple(claim for claim in (*direct, *via) if claim.iri not in holds),
    )


def kinds(claims: Iterable[Claim]) -> Evidence:
    """Claims apart by how they show what they show, the surest first."""
    ordered = sorted(claims, key=lambda claim: (-claim.confidence, claim.iri))
    if not ordered:
        return NONE
    return Evidence(
        tuple(c for c in ordered if c.explicit and not c.derived),
        tuple(c for c in ordered if not c.explicit and not c.derived),
        tuple(c for c in ordered if c.derived),
    )
