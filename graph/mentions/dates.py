"""Finds dates and resolves them against the article's own date, never against the clock."""

from __future__ import annotations

import calendar
from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple

from graph.mentions.dateshape import needed, shape
from graph.mentions.heads import search
from graph.mentions.scan import scan
from graph.model import Moment

if TYPE_CHECKING:
    from graph.model import Text
    from graph.vocabulary import Vocabulary


FIRST_MONTHS = 3
FAR = timedelta(days=92)


class Dated(NamedTuple):
    """A date in the text, in clean offsets, with what it resolves to."""

    start: int
    end: int
    moment: Moment


def reference_year(text: Text) -> tuple[int | None, str]:
    """The year that relative dates count from, and its basis.

    The article's publication date says it; else the latest year written in the text; else nothing does.
    """
    if text.article.published:
        return int(text.article.published[:4]), "FromPublication"
    return None, "YearInferred"


def find_dates(text: Text, vocabulary: Vocabulary) -> list[Dated]:
    """The dates of a text that resolve to a day, month, quarter or year, in order."""
    words = vocabulary.cues.get("date", {})
    regex = shape(vocabulary)
    base, basis = reference_year(text)
    found: list[Dated] = []
    running: int | None = None
    for match in search(regex, needed(vocabulary), text.clean, scan(text.clean, vocabulary)):
        parts = match.groupdict()
        if parts["year"]:
            running = int(parts["year"])
        written = match[0]
        now = parts["now"] is not None
        if parts["same"] and found:
            running = int(found[-1].moment.date[:4])
        moment = today(written, text) if now else resolve(written, parts, base, basis, running, words)
        if moment and base and parts["bare_month"] and far_ahead(moment, text):
            moment = resolve(written, parts, base - 1, basis, running, words)
        if moment:
            found.append(Dated(match.start(), match.end(), moment))
    return found


def far_ahead(moment: Moment, text: Text) -> bool:
    """Whether a month without a year lies far ahead of an article from the first months of a year.

    Such an article looks back on the year before.
    """
    published = date.fromisoformat(text.article.published or moment.date)
    ahead = date.fromisoformat(moment.date) - published
    return published.month <= FIRST_MONTHS and ahead > FAR


def today(written: str, text: Text) -> Moment | None:
    """The day of publication, where it is known."""
    published = text.article.published
    return Moment(published, written, "FromPublication") if published else None


def resolve(
    written: str, parts: dict[str, str | None], base: int | None, basis: str, running: int | None, words: dict[str, str]
) -> Moment | None:
    """What the parts of a date mean, None when no year can be given."""
    held = {name.removeprefix("bare_"): value for name, value in parts.items() if value}
    if "year" in held:
        year, sure = int(held["year"]), "Stated"
    elif running is not None and ("same" in held or not (base or "this" in held or "last" in held)):
        year, sure = running, "YearInferred"
    elif base is not None:
        year, sure = base - ("last" in held), basis
    else:
        return None
    return moment(written, held, year, sure, words)


def moment(written: str, held: dict[str, str], year: int, sure: str, words: dict[str, str]) -> Moment | None:
    """The day, or the last day of the month, quarter, half year or year, that the parts of a date name."""
    if "month" in held:
        month = int(held["month"])
        last = calendar.monthrange(year, month)[1]
        day = int(held.get("day") or last)
        return None if day > last else day_of(written, year, month, day, sure, "day" if "day" in held else "month")
    if "quarter" in held:
        month = 3 * int(words[held["quarter"]][-1])
        return day_of(written, year, month, calendar.monthrange(year, month)[1], sure, "quarter")
    if "half" in held:
        return day_of(written, year, 6, 30, sure, "half")
    return day_of(written, year, 12, 31, sure, "year")


def day_of(written: str, year: int, month: int, day: int, sure: str, precision: str) -> Moment:
    """A moment with its ISO date."""
    return Moment(f"{year:04}-{month:02}-{day:02}", written, sure, precision)
