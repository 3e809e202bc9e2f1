"""Names what a number measures, from the words around it, and what a share is a share of."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from graph.facts.owners import Place

ORGANIZATIONS = frozenset({"Organization"})
BOUNDARY = re.compile(r"[，,、。；;：:！？!?（(）)\n\d]")
EDGES = "，,、：:；;。 \u3000“”‘’（()）"
LONGEST = 24
LONGEST_NOUN = 12
PER_CENT = "%"
LEADING = ("leading", "anaphor", "filler", "and")


def indicator(place: Place, leading: str) -> str:
    """What a number measures: the words that lead to it in its clause and the noun behind it."""
    return (leading + noun(place)).strip(EDGES) or rest(place)


def rest(place: Place) -> str:
    """The words behind a number up to the next mark."""
    end = min(place.scene.end, place.quantity.end + LONGEST_NOUN)
    return BOUNDARY.split(place.reading.between(place.quantity.end, end), maxsplit=1)[0].strip(EDGES)


def head(place: Place) -> str:
    """The words that lead to a number: its own, else those before the first number of its clause.

    Where several nouns stand before as many numbers, each number has its noun.
    """
    first = min(place.all, key=lambda q: q.start)
    own = words_before(place, place.quantity.start)
    if own and place.quantity.start == first.start:
        return listed(place, own)
    return own or listed(place, words_before(place, first.start))


def words_before(place: Place, position: int) -> str:
    """The words between the last number, date or organisation and a position, without what only leads to a number."""
    reading = place.reading
    start = max([place.scene.start, position - LONGEST, *(q.end for q in place.all if q.end <= position)])
    start = max([start, *(d.end for d in reading.dates if start <= d.start and d.end <= position)])
    start = max([start, *(m.end for m in place.before(ORGANIZATIONS, start) if m.end <= position)])
    said = reading.between(start, position).strip(EDGES)
    return without_ending(place, without_beginning(place, said), ("indicator-end", "and"))


def listed(place: Place, said: str) -> str:
    """The noun of a list that belongs to a number; the whole where they do not pair."""
    if len(place.all) == 1:
        return said
    row = sorted(q.start for q in place.all)
    nouns = re.split("|".join(map(re.escape, place.reading.vocabulary.longest_first("and"))), said)
    paired = len(nouns) == len(row) and place.says("respectively")
    return nouns[row.index(place.quantity.start)] if paired else said


def without_beginning(place: Place, said: str) -> str:
    """Some words without those at their beginning that only lead to a number."""
    while found := place.reading.vocabulary.begins(said, LEADING):
        said = said.removeprefix(found).strip(EDGES)
    return said


def without_ending(place: Place, said: str, kinds: tuple[str, ...]) -> str:
    """Some words without the cue words of some kinds at their end."""
    while found := place.reading.vocabulary.ends(said, kinds):
        said = said.removesuffix(found).strip(EDGES)
    return said


def noun(place: Place) -> str:
    """The noun right behind a number, up to the next mark or verb."""
    end = min(place.scene.end, place.quantity.end + LONGEST_NOUN)
    verbs = [h.start for h in place.line.hits_inside(place.quantity.end, end)]
    said = place.reading.between(place.quantity.end, min([end, *verbs]))
    if place.reading.vocabulary.begins(said, ("and", "indicator-end", "range")):
        return ""
    return BOUNDARY.split(said, maxsplit=1)[0]


def base(place: Place, leading: str) -> str | None:
    """What a share is a share of by the words that lead to it, None for other numbers."""
    if place.quantity.unit != PER_CENT:
        return None
    share = max(place.reading.vocabulary.longest_first("share"), key=leading.rfind, default="")
    if not share or share not in leading:
        return None
    return without_ending(place, leading[leading.rfind(share) + len(share) :], ("share-end",)) or None
