"""The shape of dates, and the words that a date needs."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from graph.mentions.heads import Head, head

if TYPE_CHECKING:
    from graph.vocabulary import Vocabulary


@lru_cache(maxsize=4)
def shape(vocabulary: Vocabulary) -> re.Pattern[str]:
    """The pattern of dates, from the words for year, month, day and their relatives."""
    by: dict[str, list[str]] = {}
    for word, meaning in vocabulary.cues.get("date", {}).items():
        by.setdefault(meaning, []).append(word)

    def one(meaning: str) -> str:
        return (
            "(?:"
            + ("|".join(re.escape(w) for w in sorted(by.get(meaning, ()), key=lambda w: (-len(w), w))) or "(?!)")
            + ")"
        )

    relative = "|".join(rf"(?P<{name}>{one(f'{name}-year')})" for name in ("this", "last", "same"))
    year = rf"(?:(?P<year>(?:19|20)\d\d){one('year')}|{relative})"
    half = rf"(?P<half>{one('first-half')})|(?P<end>{one('end')})"
    days = rf"(?P<day>3[01]|[12]\d|0?[1-9]){one('day')}|(?P<monthend>{one('month-end')})"
    month = rf"(?P<month>1[0-2]|0?[1-9]){one('month')}(?:{days})?"
    quarter = rf"(?P<quarter>{one('quarter-1')}|{one('quarter-2')}|{one('quarter-3')}|{one('quarter-4')})"
    now = rf"(?P<now>{one('now')})"
    bare = "|".join(map(without_year, (month, quarter, half)))
    return re.compile(rf"(?<![\d.])(?:{year}(?:{month}|{quarter}|{half})?|{bare})|{now}")


def without_year(part: str) -> str:
    """A part of the pattern once more under other group names, for dates without a year."""
    return re.sub(r"\?P<(\w+)>", r"?P<bare_\1>", part)


@lru_cache(maxsize=4)
def needed(vocabulary: Vocabulary) -> Head:
    """The words of which each date holds one."""
    return head(shape(vocabulary))
