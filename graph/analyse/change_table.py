"""What changed between two builds for the terminal, in one language."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graph.analyse.table import called, grid, heading
from graph.messages import say

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from graph.analyse.analysis import Analysis
    from graph.analyse.change import Change

SHOWN = 20
NONE = "–"


def table(change: Change, now: Analysis, lang: str) -> str:
    """The change as text that ends with a newline; no change at all is one sentence."""
    lines = [heading(say("change.title", lang))]
    if change.none:
        return "\n".join([*lines, say("change.none", lang)]) + "\n"
    lines += [*totals(change, lang), "", say("change.claims", lang, came=change.came, went=change.went)]
    for part in (cells(change, lang), places(change, lang), entities(change, now, lang)):
        if rows := list(part):
            lines += ["", *rows]
    return "\n".join(lines) + "\n"


def totals(change: Change, lang: str) -> Iterator[str]:
    """The lines of the totals."""
    head = [say(f"change.{name}", lang) for name in ("total", "then", "now", "difference")]
    body = [
        [say(f"change.{one.kind}", lang), str(one.then), str(one.now), grown(one.difference)] for one in change.totals
    ]
    return grid(head, body, numbers=(1, 2, 3))


def grown(number: int) -> str:
    """A difference with its sign.

    >>> [grown(number) for number in (2, 0, -1)]
    ['+2', '0', '-1']
    """
    return f"{number:+}" if number else "0"


def cells(change: Change, lang: str) -> Iterator[str]:
    """The lines of the cells of the matrix, under what they mean."""
    if not change.cells:
        return
    yield say("change.matrix", lang)
    yield say("change.meaning_matrix", lang)
    head = [say("analyse.institution", lang), say("change.theme", lang)]
    head += [say(f"change.{name}", lang) for name in ("how", "then", "now")]
    body = [
        [called(c.institution, lang), c.theme.name(lang), say(f"change.{c.how}", lang), str(c.then), str(c.now)]
        for c in change.cells
    ]
    yield from shortened(head, body, lang, (3, 4))


def places(change: Change, lang: str) -> Iterator[str]:
    """The lines of the places among the best connected."""
    if not change.places:
        return
    yield say("change.places", lang)
    head = [say("analyse.entity", lang), say("change.then", lang), say("change.now", lang)]
    body = [[one.entity.name(lang), str(one.then or NONE), str(one.now or NONE)] for one in change.places]
    yield from shortened(head, body, lang, (1, 2))


def entities(change: Change, now: Analysis, lang: str) -> Iterator[str]:
    """The lines of the entities that came and went, by class."""
    new, gone = dict(change.new), dict(change.gone)
    if not (new or gone):
        return
    yield say("change.named", lang)
    head = [say("analyse.class", lang), say("change.new", lang), say("change.gone", lang)]
    kinds = sorted(new.keys() | gone.keys(), key=lambda kind: (-new.get(kind, 0) - gone.get(kind, 0), kind))
    body = [[now.corpus.term(kind).label(lang), str(new.get(kind, 0)), str(gone.get(kind, 0))] for kind in kinds]
    yield from grid(head, body, numbers=(1, 2))


def shortened(head: Sequence[str], body: Sequence[Sequence[str]], lang: str, numbers: Sequence[int]) -> Iterator[str]:
    """A table of the first lines, and how many more there are."""
    yield from grid(head, body[:SHOWN], numbers)
    if (more := len(body) - SHOWN) > 0:
        yield "(" + say("report.more", lang, count=more) + ")"
