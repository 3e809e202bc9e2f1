"""The matrix of institutions and themes as a heat map, with what each cell is made of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graph.analyse.report.blocks import BLANK, Block, Cell, Paragraph, Recipe, Said, Table, cell, line
from graph.analyse.report.wording import called, listed, number, words

if TYPE_CHECKING:
    from graph.analyse.analysis import Analysis
    from graph.analyse.gaps.matrix import Cell as Square
    from graph.analyse.gaps.matrix import Matrix, Row
    from graph.analyse.report.citations import Citations
    from graph.analyse.report.wording import Words

ROWS = 25  # institutions shown
WARMEST = 4


def heat(analysis: Analysis, citations: Citations) -> tuple[Block, ...]:
    """All about the matrix; one sentence when no institution speaks."""
    held = analysis.matrix
    if not held.rows:
        return (Paragraph(line(words("analyse.no_institutions")), "note"), *silent(held))
    size = len(held.rows) * len(held.themes)
    return (
        Paragraph(line(words("report.matrix_lead", rows=len(held.rows), blanks=held.blanks, cells=size))),
        squares(held, citations),
        Paragraph(line(words("report.matrix_key")), "note"),
        *more(len(held.rows)),
        *silent(held),
    )


def squares(held: Matrix, citations: Citations) -> Table:
    """The heat map."""
    shown = held.rows[:ROWS]
    most = max((len(one) for row in shown for one in row.cells), default=0)
    head = (words("analyse.institution"), *map(called, held.themes), words("analyse.covered"))
    rows = tuple(
        (
            cell(institution(row)),
            *(square(one, most, citations) for one in row.cells),
            cell(ratio(row.covered, len(held.themes))),
        )
        for row in shown
    )
    reached = (sum(1 for one in held.column(theme.iri) if len(one)) for theme in held.themes)
    foot = (cell(words("analyse.with_evidence")), *(cell(ratio(one, len(held.rows))) for one in reached), cell())
    recipe = Recipe(python="[(row.institution.zh, *map(len, row.cells), row.covered) for row in a.matrix.rows]")
    return Table("matrix", words("report.matrix"), head, rows, frozenset(), foot, recipe)


def square(one: Square, most: int, citations: Citations) -> Cell:
    """A cell with its count, what it is made of, and its best sentences; a blank says so."""
    if one.blank:
        return cell(words("analyse.no_evidence"), shade=BLANK)
    shade = -(-len(one) * WARMEST // most) if most else 0

    made = (Said(part, "soft") for part in parts(one))
    return cell(Said(number(len(one)), "strong"), *made, citations.cite(one.claims or one.open, 2), shade=shade)


def parts(one: Square) -> list[Words]:
    """What the claims of a cell are: stated, derived, of things that are the institution's, not counted."""
    counts = {
        "stated": one.direct.stated,
        "derived": len(one.direct.derived),
        "through": len(one.via),
        "open": len(one.open),
    }
    return [words(f"report.part_{name}", count=count) for name, count in counts.items() if count]


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
    return (Paragraph(line(words("report.more_rows", count=rest)), "note"),) if rest > 0 else ()


def silent(held: Matrix) -> tuple[Block, ...]:
    """The institutions that are named without a statement of their own."""
    if not held.silent:
        return ()
    names = listed([called(one) for one in held.silent[:ROWS]])
    return (Paragraph(line(words("analyse.silent", count=len(held.silent), names=names)), "note"),)
