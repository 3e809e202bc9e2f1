"""What changed since an earlier build: the totals side by side, the cells of the matrix, the best connected."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graph.analyse.report.blocks import Block, Paragraph, Recipe, Table, cell, line, told
from graph.analyse.report.wording import Words, called, number, words

if TYPE_CHECKING:
    from graph.analyse.change import Change

ROWS = 20
BEGIN = 'graph.compare(graph.open_store("out/store"), graph.open_store("OLD/store"))'
NONE = Words("–", "–")


def change(held: Change) -> tuple[Block, ...]:
    """The tables of a change; one sentence when there is none."""
    if held.none:
        return (Paragraph(line(words("change.none"))),)
    claims = told(words("change.claims", came=held.came, went=held.went), f"(c := {BEGIN}).came, c.went")
    return (totals(held), claims, *cells(held), *places(held))


def totals(held: Change) -> Table:
    """The measures of both builds side by side."""
    head = tuple(words(f"change.{name}") for name in ("total", "then", "now", "difference"))
    rows = tuple(
        (
            cell(words(f"change.{one.kind}")),
            cell(number(one.then)),
            cell(number(one.now)),
            cell(number(f"{one.difference:+,}")),
        )
        for one in held.totals
    )
    recipe = Recipe(python=f"[(t.then, t.now, t.difference) for t in {BEGIN}.totals]")
    return Table("totals", words("report.change"), head, rows, frozenset((1, 2, 3)), recipe=recipe)


def cells(held: Change) -> tuple[Block, ...]:
    """The cells of the matrix that changed; nothing when none did."""
    if not held.cells:
        return ()
    names = ("analyse.institution", "change.theme", "change.then", "change.now")
    rows = tuple(
        (cell(called(one.institution)), cell(called(one.theme)), cell(number(one.then)), cell(number(one.now)))
        for one in held.cells[:ROWS]
    )
    recipe = Recipe(python=f"[(m.then, m.now) for m in {BEGIN}.cells]")
    head = tuple(map(words, names))
    made = Table("moved", words("change.matrix"), head, rows, frozenset((2, 3)), recipe=recipe)
    return (made, Paragraph(line(words("change.meaning_matrix")), "note"))


def places(held: Change) -> tuple[Block, ...]:
    """The best connected entities whose place changed; nothing when none did."""
    if not held.places:
        return ()
    head = (words("analyse.entity"), words("change.then"), words("change.now"))
    rows = tuple(
        (cell(called(one.entity)), *(cell(number(at) if at else NONE) for at in (one.then, one.now)))
        for one in held.places[:ROWS]
    )
    recipe = Recipe(python=f"[(p.then, p.now) for p in {BEGIN}.places]")
    return (Table("places", words("change.places"), head, rows, frozenset((1, 2)), recipe=recipe),)
