"""The institution × theme matrix of the report: the themes side by side, the heat map, the sentences of each cell."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graph.analyse.gaps.matrix import THROUGH
from graph.analyse.report import proof
from graph.analyse.report.html import NOTHING, Markup, bar, element, lines, listed, scrolling, table, text
from graph.analyse.report.wording import called, count, named, shown, told
from graph.analyse.table import parts

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from graph.analyse.analysis import Analysis
    from graph.analyse.corpus import Entity
    from graph.analyse.gaps.matrix import Cell, Matrix, Row

WARMEST = 4
SEGMENTS = ("bar-own", "bar-derived", "bar-through", "bar-open")


def matrix(analysis: Analysis) -> Markup:
    """All about the matrix; one sentence when no institution speaks."""
    held = analysis.matrix
    if not held.rows:
        return lines((element("p", told("analyse.no_institutions"), class_="note"), silent(held)))
    return lines(
        (
            element("p", told("analyse.meaning_matrix")),
            themes(held),
            heat(held),
            element("p", told("report.matrix_key"), class_="note"),
            silent(held),
            element("h3", told("report.evidence")),
            *(evidence(analysis, row, at) for at, row in enumerate(held.rows, 1)),
        )
    )


def themes(held: Matrix) -> Markup:
    """The themes side by side: how many institutions have evidence on each, and a bar of different claims by kind."""
    counts = [kinds(held.column(theme.iri)) for theme in held.themes]
    most = max((sum(numbers) for numbers in counts), default=0)
    names = ("own_stated", "own_derived", "through_own", "not_counted")
    head = (
        told("report.theme"),
        told("report.claims"),
        told("analyse.with_evidence"),
        *(
            element("span", told(f"report.{name}"), class_=f"key {one}")
            for name, one in zip(names, SEGMENTS, strict=True)
        ),
    )
    rows = [
        (
            shown(called(theme)),
            bar(tuple(zip(SEGMENTS, numbers, strict=True)), most),
            reached(held, theme),
            *map(count, numbers),
        )
        for theme, numbers in zip(held.themes, counts, strict=True)
    ]
    return table("table-themes", told("report.theme_chart"), head, rows, numbers=range(2, 7))


def kinds(cells: Iterable[Cell]) -> tuple[int, int, int, int]:
    """How many different claims some cells hold: stated and derived of the institutions themselves, of what is theirs,
    and uncounted. A claim about something shared stands in several cells and is one.
    """
    held = tuple(cells)
    own = {c.iri: c for cell in held for c in cell.direct.claims}
    through = {c.iri for cell in held for c in cell.via.claims}
    uncounted = {c.iri for cell in held for c in cell.open}
    derived = sum(c.derived for c in own.values())
    return len(own) - derived, derived, len(through - own.keys()), len(uncounted)


def reached(held: Matrix, theme: Entity) -> Markup:
    """How many of the institutions have evidence on a theme, collectives apart."""
    rows = [row for row in held.rows if not row.institution.collective]
    at = held.themes.index(theme)
    return text(f"{sum(1 for row in rows if len(row.cells[at]))}/{len(rows)}")


def heat(held: Matrix) -> Markup:
    """The matrix itself: the more claims, the darker the cell; a cell leads to its sentences."""
    most = max((len(cell) for row in held.rows for cell in row.cells), default=0)
    head = (told("analyse.institution"), *(shown(called(theme)) for theme in held.themes), told("analyse.covered"))
    rows = [
        element(
            "tr",
            element("th", institution(row), scope="row"),
            *(square(cell, address(at, column), most) for column, cell in enumerate(row.cells, 1)),
            element("td", text(f"{row.covered}/{len(held.themes)}"), class_="number"),
        )
        for at, row in enumerate(held.rows, 1)
    ]
    foot = (told("analyse.with_evidence"), *(reached(held, theme) for theme in held.themes), NOTHING)
    inner = (
        element("caption", told("report.matrix"), id="table-matrix"),
        element("thead", element("tr", *(element("th", cell, scope="col") for cell in head))),
        element("tbody", lines(rows)),
        element("tfoot", element("tr", element("th", foot[0], scope="row"), *(element("td", one) for one in foot[1:]))),
    )
    return scrolling(element("table", lines(inner), class_="matrix"), "table-matrix")


def institution(row: Row) -> Markup:
    """The name of an institution; a collective is marked as one."""
    mark = element("span", told("analyse.collective"), class_="tag") if row.institution.collective else NOTHING
    return Markup(f"{shown(called(row.institution))} {mark}".strip())


def address(row: int, column: int) -> str:
    """The anchor of a cell's sentences."""
    return f"cell-{row}-{column}"


def square(cell: Cell, anchor: str, most: int) -> Markup:
    """A cell of the heat map; one without any claim says that there is no evidence."""
    if cell.blank:
        dot = element("span", text("·"), aria_hidden="true")
        return element("td", dot, element("span", told("analyse.no_evidence"), class_="unseen"), class_="blank")
    total = element("b", count(len(cell)))
    link = element("a", total, Markup(" "), element("small", text(parts(cell))), href=f"#{anchor}")
    return element("td", link, class_=f"heat heat-{warmth(len(cell), most)}")


def warmth(claims: int, most: int) -> int:
    """How dark a cell is, from 0 for nothing that counts to 4.

    >>> [warmth(claims, 8) for claims in (0, 1, 2, 3, 8)]
    [0, 1, 1, 2, 4]
    """
    return -(-claims * WARMEST // most) if most else 0


def silent(held: Matrix) -> Markup:
    """The institutions that are named without a statement of their own."""
    if not held.silent:
        return NOTHING
    return element("p", told("analyse.silent", count=len(held.silent), names=named(held.silent)), class_="note")


def evidence(analysis: Analysis, row: Row, number: int) -> Markup:
    """The sentences of an institution's cells, theme by theme; nothing when all of them are blank."""
    held = [
        (at, theme, cell) for at, (theme, cell) in enumerate(zip(analysis.matrix.themes, row.cells, strict=True), 1)
    ]
    blocks = [
        lines(
            (
                element(
                    "h4", shown(called(theme)), Markup(" "), element("small", text(parts(cell))), id=address(number, at)
                ),
                listed(proven(analysis, cell), class_="claims"),
            )
        )
        for at, theme, cell in held
        if not cell.blank
    ]
    if not blocks:
        return NOTHING
    total = element("span", text(f"{row.covered}/{len(row.cells)}"), class_="tag")
    summary = element("summary", institution(row), Markup(" "), total)
    return element("details", summary, lines(blocks), class_="group")


def proven(analysis: Analysis, cell: Cell) -> Iterator[Markup]:
    """The claims of a cell above their sentences: its own, those through what is the institution's, the uncounted. The
    first one about something that is the institution's also shows why it is.
    """
    known = {cell.institution}
    for claim in (*cell.claims, *cell.open):
        way = NOTHING if claim.subject in known else through(analysis, cell.institution, claim.subject)
        known.add(claim.subject)
        yield lines((proof.unfolded(analysis, claim), way))


def through(analysis: Analysis, institution: str, thing: str) -> Markup:
    """The claims that make a thing an institution's, above their sentences."""
    held = [c for c in analysis.claims if c.predicate in THROUGH and (c.subject, c.object) == (institution, thing)]
    head = element("p", told("report.through", name=called(analysis.corpus.entity(institution))), class_="label")
    return element("div", head, proof.claims(analysis, held), class_="way")
