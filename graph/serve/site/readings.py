"""The page of an article: its text made readable, the sentences marked that prove something, and what they prove."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

from graph.serve.site.records import DCTERMS, Thing
from graph.serve.site.schema import island
from graph.serve.site.showing import show_thing
from graph.serve.site.statements import figures, passages, source, statements
from graph.vocabulary import WP

if TYPE_CHECKING:
    from collections.abc import Sequence

    from graph.model import Runs
    from graph.serve.exchange import Ask, Reply
    from graph.serve.site.description import Description
    from graph.serve.site.statements import Figure, Quote, Statement

Range = tuple[int, int]
ENDS = ("start", "end")


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text within a paragraph: `said` when a passage covers it, `chosen` when the address asks for it.

    `first` marks the beginning of what was asked for; `begins` and `ends` are the numbers of the passages that begin
    and end with it.
    """

    text: str
    said: bool
    chosen: bool
    first: bool
    begins: tuple[int, ...]
    ends: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Note:
    """A passage by its number from one, with what it proves."""

    number: int
    quote: Quote
    statements: tuple[Statement, ...]
    figures: tuple[Figure, ...]


def article(ask: Ask, found: Description) -> Reply:
    """The page of an article; `start` and `end` mark a range of the raw text, `raw` shows the raw words."""
    record = found.records.get(found.iri)
    raw = record.one(WP + "text")
    clean, runs = readable(raw)
    in_raw = bool(ask.get("raw")) or clean == raw
    notes = noted(found)
    places = [(note.quote.start, note.quote.end) for note in notes]
    chosen = asked(ask, len(raw))
    if not in_raw:
        places, chosen = [shift(runs, each) for each in places], shift(runs, chosen) if chosen else None
    own = source(record)
    return show_thing(
        ask,
        "article.html",
        thing=Thing(found.iri, own.title, "", "Article"),
        island=island(found),
        source=own,
        author=record.one(DCTERMS + "creator"),
        rights=record.one(DCTERMS + "rights"),
        length=len(raw),
        paragraphs=paragraphs(raw if in_raw else clean, places, chosen),
        notes=notes,
        entities=taking_part(notes),
        in_raw=in_raw,
        repaired=clean != raw,
        place=ask.get("start") and asked(ask, len(raw)),
    )


@lru_cache(maxsize=64)
def readable(raw: str) -> tuple[str, Runs]:
    """The readable text of a raw one, and the offset map between them."""
    from graph.text.clean import legible

    _, _, clean, runs = legible(raw)
    return clean, runs


def noted(found: Description) -> tuple[Note, ...]:
    """The passages of an article with what they prove, in reading order."""
    iris = found.of("article")
    said: dict[str, list[Statement]] = {}
    for statement in statements(found.records, iris):
        for quote in statement.quotes:
            said.setdefault(quote.iri, []).append(statement)
    counted: dict[str, list[Figure]] = {}
    for figure in figures(found.records, iris):
        for quote in figure.quotes:
            counted.setdefault(quote.iri, []).append(figure)
    own = enumerate(passages(found.records, found.iri), 1)
    return tuple(
        Note(number, quote, tuple(said.get(quote.iri, ())), tuple(counted.get(quote.iri, ()))) for number, quote in own
    )


def taking_part(notes: Sequence[Note]) -> list[tuple[str, list[tuple[Thing, int]]]]:
    """The entities of which an article states something, by class, each with how many statements; busiest first."""
    counts: Counter[Thing] = Counter()
    for each in {each.iri: each for note in notes for each in note.statements if not each.rejected}.values():
        counts.update({each.subject, each.object})
    counts.update(figure.subject for note in notes for figure in note.figures if not figure.rejected)
    kinds: dict[str, list[tuple[Thing, int]]] = {}
    for thing, count in sorted(counts.items(), key=lambda pair: (-pair[1], pair[0].sorting)):
        kinds.setdefault(thing.type, []).append((thing, count))
    return list(kinds.items())


def asked(ask: Ask, length: int) -> Range | None:
    """The range of the raw text that an address asks for, within the text."""
    start, end = (
        int(text) if text.isascii() and text.isdigit() and len(text) < 10 else -1 for text in map(ask.get, ENDS)
    )
    return (start, min(end, length)) if 0 <= start < min(end, length) else None


def shift(runs: Runs, place: Range) -> Range:
    """A raw range in the readable text.

    >>> shift(((0, 0, 2), (2, 8, 3)), (1, 9))
    (1, 3)
    """
    return at(runs, place[0]), at(runs, place[1])


def at(runs: Runs, raw: int) -> int:
    """Where a raw offset lies in the readable text; one that was taken out lies where the text goes on."""
    number = bisect_right(runs, raw, key=lambda run: run[1]) - 1
    if number < 0:
        return 0
    begin, start, length = runs[number]
    return begin + min(raw - start, length)


def paragraphs(text: str, places: Sequence[Range], chosen: Range | None) -> list[list[Piece]]:
    """A text in paragraphs of pieces, cut wherever a passage or what was asked for begins or ends."""
    found: list[list[Piece]] = []
    begin = 0
    for line in text.split("\n"):
        if line.strip():
            found.append(pieces(text, begin, begin + len(line), places, chosen))
        begin += len(line) + 1
    return found


def pieces(text: str, begin: int, end: int, places: Sequence[Range], chosen: Range | None) -> list[Piece]:
    """The pieces of one paragraph. A passage that goes on in the next paragraph has its number where it ends."""
    here = [(number, place) for number, place in enumerate(places, 1) if place[0] < end and place[1] > begin]
    asked_for = chosen or (0, 0)
    cuts = {begin, end, *(cut for _, place in here for cut in place), *asked_for}
    inside = sorted(cut for cut in cuts if begin <= cut <= end)
    return [
        Piece(
            text[start:stop],
            any(place[0] <= start and stop <= place[1] for _, place in here),
            asked_for[0] <= start and stop <= asked_for[1],
            start == asked_for[0] < asked_for[1],
            tuple(number for number, place in here if place[0] == start),
            tuple(number for number, place in here if place[1] == stop),
        )
        for start, stop in pairwise(inside)
    ]
