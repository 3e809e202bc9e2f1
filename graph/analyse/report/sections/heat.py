"""The matrix of institutions and themes as a heat map, with what each cell is made of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graph.analyse.gaps.grid import KINDS
from graph.analyse.report.blocks import BLANK, Block, Cell, Paragraph, Recipe, Said, Table, cell, line, told
from graph.analyse.report.wording import called, listed, number, words

if TYPE_CHECKING:
    from graph.analyse.analysis import Analysis
    from graph.analyse.gaps.grid import Square as Parts
    from graph.analyse.gaps.matrix import Cell as Square
    from graph.analyse.gaps.matrix import Evidence, Matrix, Row
    from graph.analyse.report.citations import Citations
    from graph.analyse.report.wording import Words

ROWS = 25  # institutions shown
LEAD = "len(a.matrix.rows), a.matrix.blanks, len(a.matrix.rows) * len(a.matrix.themes)"
CELLS = (
    "[(r.covered, len(r.cells), [(len(c), len(c.open)) for c in r.cells], "
    "[(len(s.figures), [(s.evidence(k).stated, len(s.evidence(k).derived)) for k in a.gaps.grid.kinds]) "
    "for s in g.squares]) for r, g in zip(a.matrix.rows, a.gaps.grid.rows)]"
)
FOOT = "[(sum(len(c) > 0 for c in a.matrix.column(t.iri)), len(a.matrix.rows)) for t in a.matrix.themes]"
WARMEST = 4


def heat(analysis: Analysis, citations: Citations) -> tuple[Block, ...]:
    """All about the matrix; one sentence when no institution speaks."""
    held = analysis.matrix
    if not held.rows:
        return (Paragraph(line(words("analyse.no_institutions")), "note"), *silent(held))
    size = len(held.rows) * len(held.themes)
    return (
        told(words("report.matrix_lead", rows=len(held.rows), blanks=held.blanks, cells=size), LEAD),
        squares(analysis, citations),
        Paragraph(line(words("report.matrix_key")), "note"),
        *more(len(held.rows)),
        *silent(held),
    )


def squares(analysis: Analysis, citations: Citations) -> Table:
    """The heat map."""
    held, shown = analysis.matrix, analysis.matrix.rows[:ROWS]
    most = max((len(one) for row in shown for one in row.cells), default=0)
    head = (words("analyse.institution"), *map(called, held.themes), words("analyse.covered"))
    rows = tuple(
        (
            cell(institution(row)),
            *(square(one, parts, most, citations) for one, parts in zip(row.cells, apart.squares, strict=True)),
            cell(ratio(row.covered, len(held.themes))),
        )
        for row, apart in zip(shown, analysis.gaps.grid.rows, strict=False)
    )
    reached = (sum(1 for one in held.column(theme.iri) if len(one)) for theme in held.themes)
    foot = (cell(words("analyse.with_evidence")), *(cell(ratio(one, len(held.rows))) for one in reached), cell())
    last = frozenset((len(head) - 1,))
    return Table("matrix", words("report.matrix"), head, rows, last, foot, Recipe(python=f"{CELLS}\n{FOOT}"))


def square(one: Square, parts: Parts, most: int, citations: Citations) -> Cell:
    """A cell with its count, what the evidence is of, and its best sentences; a blank says so."""
    if one.blank and parts.blank:
        return cell(words("analyse.no_evidence"), shade=BLANK)
    shade = -(-len(one) * WARMEST // most) if most else 0
    made = (Said(part, "soft") for part in evidence(one, parts))
    proof = citations.cite(one.claims or one.open or parts.policy.claims, 2)
    return cell(Said(number(len(one)), "strong"), *made, proof, shade=shade)


def evidence(one: Square, parts: Parts) -> list[Words]:
    """How much evidence is of each kind, stated and derived apart, and how many claims do not count."""
    held = ((kind, parts.evidence(kind)) for kind in KINDS if kind != "figure")
    made = [words(f"report.of_{kind}", count=count(found)) for kind, found in held if len(found)]
    if parts.figures:
        made.append(words("report.of_figure", count=len(parts.figures)))
    return made + ([words("report.of_open", count=len(one.open))] if one.open else [])


def count(held: Evidence) -> str:
    """How many claims are stated, and behind a plus sign how many are derived."""
    return f"{held.stated}+{len(held.derived)}" if held.derived else str(held.stated)


def institution(row: Row) -> Words:
    """The name of an institution; a collective is marked as one."""
    name = called(row.institution)
    return words("report.collective", name=name) if row.institution.collective else name


def ratio(some: int, whole: int) -> Words:
    """A part of a whole, as `2/5`."""
    return number(f"{some:,}/{whole:,}")


def more(rows: int) -> tuple[Block, ...]:
    """That there are more institutions than are shown."""
    rest = rows - ROWS
    return (told(words("report.more_rows", count=rest), f"len(a.matrix.rows) - {ROWS}", "note"),) if rest > 0 else ()


def silent(held: Matrix) -> tuple[Block, ...]:
    """The institutions that are named without a statement of their own."""
    if not held.silent:
        return ()
    names = listed([called(one) for one in held.silent[:ROWS]])
    return (told(words("analyse.silent", count=len(held.silent), names=names), "len(a.matrix.silent)", "note"),)
