"""Finds the sentence of the raw article in which something stands."""

from __future__ import annotations

from collections.abc import Iterable

from graph.model import Text


def sentence(text: Text, position: int) -> str:
    """The raw sentence that holds a raw position, empty when none does."""
    for each in text.sentences:
        span = text.span(each.start, each.end)
        if span.start <= position < span.end:
            return text.article.raw[slice(*span)]
    return ""


def first(text: Text, names: Iterable[str]) -> str:
    """The raw sentence in which one of some names stands first, empty when none occurs."""
    places = [place for name in names if (place := text.article.raw.find(name)) >= 0]
    return sentence(text, min(places)) if places else ""
