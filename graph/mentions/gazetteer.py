"""Finds the names of the ontology in a text, all in one pass."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import TYPE_CHECKING

from graph.model import Mention

if TYPE_CHECKING:
    from ahocorasick_rs import AhoCorasick

    from graph.vocabulary import Vocabulary


@lru_cache(maxsize=16)
def automaton(words: tuple[str, ...]) -> AhoCorasick:
    """An automaton that finds the leftmost, longest of `words`."""
    from ahocorasick_rs import AhoCorasick, MatchKind

    return AhoCorasick(list(words), matchkind=MatchKind.LeftmostLongest)


def occurrences(words: Iterable[str], text: str) -> list[tuple[int, int, str]]:
    """Where any of `words` stands in `text`, leftmost and longest first, without overlaps.

    >>> occurrences(["招联", "招联消费金融"], "招联消费金融的招联")
    [(0, 6, '招联消费金融'), (7, 9, '招联')]
    """
    ordered = tuple(sorted(words))
    if not ordered:
        return []
    return [(start, end, ordered[i]) for i, start, end in automaton(ordered).find_matches_as_indexes(text)]


def all_occurrences(words: Iterable[str], text: str) -> list[tuple[int, int, str]]:
    """Where any of `words` stands in `text`, overlapping ones too, by position."""
    from ahocorasick_rs import AhoCorasick

    ordered = sorted(words)
    if not ordered:
        return []
    found = AhoCorasick(ordered).find_matches_as_indexes(text, overlapping=True)
    return sorted((start, end, ordered[i]) for i, start, end in found)


def find_known(clean: str, vocabulary: Vocabulary) -> list[Mention]:
    """The mentions of known entities, leftmost and longest; collections are left out."""
    by_text = {}
    for name in sorted(vocabulary.names, key=lambda n: (not n.contextual, n.id), reverse=True):
        by_text[fold(name.text)] = name
    found = []
    for start, end, word in occurrences(by_text, fold(clean)):
        name = by_text[word]
        entity = vocabulary.known[name.id]
        if not cuts_word(clean, start, end):
            found.append(Mention(start, end, clean[start:end], entity.type, name.id, contextual=name.contextual))
    return found


def fold(text: str) -> str:
    """Lower-case Latin letters, one code point for one (App and APP are one name)."""
    return "".join(c.lower() if c.isascii() else c for c in text)


def cuts_word(clean: str, start: int, end: int) -> bool:
    """Whether a range begins or ends inside a Latin word or number."""

    def inside(i: int) -> bool:
        return 0 < i < len(clean) and all(c.isascii() and c.isalnum() for c in clean[i - 1 : i + 1])

    return inside(start) or inside(end)
