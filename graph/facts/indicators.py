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


def indicator(place: Place) -> str:
    """What a number measures: the words before it in its clause and the noun behind it."""
    return (head(place) + noun(place)).strip(EDGES) or rest(place)


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
    said = without(place, said, ("leading", "anaphor", "filler", "and"), leading=True)
    return without(place, said, ("indicator-end", "and"), leading=False)


def listed(place: Place, said: str) -> str:
    """The noun of a list that belongs to a number; the whole where they do not pair."""
    row = sorted(q.start for q in place.all)
    nouns = re.split("|".join(map(re.escape, place.reading.vocabulary.longest_first("and"))), said)
    paired = len(nouns) == len(row) > 1 and place.says("respectively")
    return nouns[row.index(place.quantity.start)] if paired else said


def without(place: Place, said: str, kinds: tuple[str, ...], *, leading: bool) -> str:
    """Some words without the cue words at their beginning or end."""
    words = [w for kind in kinds for w in place.reading.vocabulary.longest_first(kind)]
    while True:
        found = next((w for w in words if (said.startswith(w) if leading else said.endswith(w))), None)
        if found is None:
            return said
        said = (said.removeprefix(found) if leading else said.removesuffix(found)).strip(EDGES)


def noun(place: Place) -> str:
    """The noun right behind a number, up to the next mark or verb."""
    end = min(place.scene.end, place.quantity.end + LONGEST_NOUN)
    verbs = [h.start for h in place.line.hits_inside(place.quantity.end, end)]
    said = place.reading.between(place.quantity.end, min([end, *verbs]))
    words = place.reading.vocabulary
    if words.at("and", said) or words.at("indicator-end", said) or words.at("range", said):
        return ""
    return BOUNDARY.split(said, maxsplit=1)[0]


def base(place: Place) -> str | None:
    """What a share is a share of, None for other numbers."""
    if place.quantity.unit != PER_CENT:
        return None
    said = head(place)
    share = max(place.reading.vocabulary.longest_first("share"), key=said.rfind, default="")
    if not share or share not in said:
        return None
    of = without(place, said[said.rfind(share) + len(share) :], ("share-end",), leading=False)
    return of or None
