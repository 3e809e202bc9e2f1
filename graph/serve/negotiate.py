"""Content negotiation after RFC 9110: the media type that fits an Accept header best."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

RANGE = re.compile(r"\s*([\w!#$&^.+-]+|\*)/([\w!#$&^.+-]+|\*)\s*(.*)", re.ASCII)
QUALITY = re.compile(r";\s*[qQ]\s*=\s*(0(?:\.[0-9]{0,3})?|1(?:\.0{0,3})?)\s*(?:;|$)", re.ASCII)
MOST = 100  # ranges of a header that are read


@lru_cache(maxsize=512)
def choose(accept: str, offers: tuple[str, ...]) -> str | None:
    """The offer with the highest quality, the earlier of equal ones; None when none is acceptable.

    `offers` are media types without parameters. No header, and one that holds nothing legible, accept everything.

    >>> choose("text/html;q=0.8, application/json", ("text/html", "application/json"))
    'application/json'
    >>> choose("text/*, text/csv;q=0", ("text/csv", "text/plain")), choose("image/png", ("text/html",))
    ('text/plain', None)
    """
    ranges = [found for part in accept.split(",")[:MOST] if (found := _range(part))]
    if not ranges:
        return offers[0]
    best = max(offers, key=lambda offer: (_quality(offer, ranges), -offers.index(offer)))
    return best if _quality(best, ranges) > 0 else None


def _range(part: str) -> tuple[str, str, float] | None:
    """Type, subtype and quality of one range."""
    found = RANGE.fullmatch(part)
    if not found or (found[1] == "*" and found[2] != "*"):
        return None
    quality = QUALITY.search(found[3])
    return found[1].lower(), found[2].lower(), float(quality[1]) if quality else 1.0


def _quality(offer: str, ranges: Sequence[tuple[str, str, float]]) -> float:
    """The quality of an offer, by the most specific range that it falls into."""
    kind, _, sub = offer.partition("/")
    fitting = [
        ((first != "*") + (second != "*"), quality)
        for first, second, quality in ranges
        if first in (kind, "*") and second in (sub, "*")
    ]
    return max(fitting, default=(0, 0.0))[1]
