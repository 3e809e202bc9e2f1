"""Finds the names of the ontology in a text, all in one pass."""

from __future__ import annotations

import string
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from graph.model import Mention

if TYPE_CHECKING:
    from ahocorasick_rs import AhoCorasick

    from graph.vocabulary import Name, Vocabulary


COLLECTION = "Collection"
BRACKETS = str.maketrans("（）", "()")
FOLDED = {**BRACKETS, **str.maketrans(string.ascii_uppercase, string.ascii_lowercase)}


@dataclass(frozen=True, slots=True)
class Matcher:
    """Finds some words in texts, all in one pass; `words` are in the order of the automaton."""

    words: tuple[str, ...]
    longest: AhoCorasick
    overlapping: AhoCorasick

    def find(self, text: str) -> list[tuple[int, int, str]]:
        """Where words stand in a text, leftmost and longest first, without overlaps."""
        return [(start, end, self.words[i]) for i, start, end in self.longest.find_matches_as_indexes(text)]

    def find_all(self, text: str) -> list[tuple[int, int, str]]:
        """Where words stand in a text, overlapping ones too, by position."""
        found = self.overlapping.find_matches_as_indexes(text, overlapping=True)
        return sorted((start, end, self.words[i]) for i, start, end in found)


@lru_cache(maxsize=128)
def matcher(words: frozenset[str]) -> Matcher:
    """The matcher of some words, which must not be empty."""
    from ahocorasick_rs import AhoCorasick, MatchKind

    ordered = tuple(sorted(words))
    return Matcher(ordered, AhoCorasick(ordered, matchkind=MatchKind.LeftmostLongest), AhoCorasick(ordered))


def occurrences(words: frozenset[str], text: str) -> list[tuple[int, int, str]]:
    """Where any of `words` stands in `text`, leftmost and longest first, without overlaps.

    >>> occurrences(frozenset(["招联", "招联消费金融"]), "招联消费金融的招联")
    [(0, 6, '招联消费金融'), (7, 9, '招联')]
    """
    return matcher(words).find(text) if words else []


def all_occurrences(words: frozenset[str], text: str) -> list[tuple[int, int, str]]:
    """Where any of `words` stands in `text`, overlapping ones too, by position."""
    return matcher(words).find_all(text) if words else []


@lru_cache(maxsize=4)
def gazetteer(vocabulary: Vocabulary) -> tuple[dict[str, Name], frozenset[str]]:
    """The names of the ontology by their folded texts (a plain name before a contextual one), and these texts."""
    by_text = {}
    for name in sorted(vocabulary.names, key=lambda n: (not n.contextual, n.id), reverse=True):
        by_text[fold(name.text)] = name
    return by_text, frozenset(by_text)


def find_known(clean: str, vocabulary: Vocabulary) -> list[Mention]:
    """The mentions of known entities, leftmost and longest; a collection is followed by its members."""
    by_text, texts = gazetteer(vocabulary)
    found = []
    for start, end, word in occurrences(texts, fold(clean)):
        if cuts_word(clean, start, end):
            continue
        name = by_text[word]
        entity = vocabulary.known[name.id]
        found.append(Mention(start, end, clean[start:end], entity.type, name.id, contextual=name.contextual))
        for member in entity.members:
            kind = vocabulary.known[member].type
            found.append(Mention(start, end, clean[start:end], kind, member, pattern=COLLECTION))
        if entity.type == "Department":
            found.extend(houses(clean, start, end, by_text, vocabulary))
    return found


def houses(clean: str, start: int, end: int, by_text: dict[str, Name], vocabulary: Vocabulary) -> list[Mention]:
    """The known organisations whose names a department's name begins with."""
    found = []
    for size in range(end - start - 1, 1, -1):
        name = by_text.get(fold(clean[start : start + size]))
        if name:
            inner = clean[start : start + size]
            found.append(Mention(start, start + size, inner, vocabulary.known[name.id].type, name.id))
            break
    return found


def fold(text: str) -> str:
    """Lower-case Latin letters and narrow brackets, one code point for one (App and APP are one name).

    >>> fold("（集团）APP")
    '(集团)app'
    """
    return text.translate(FOLDED)


def cuts_word(clean: str, start: int, end: int) -> bool:
    """Whether a range begins or ends inside a Latin word or number."""

    def inside(i: int) -> bool:
        return 0 < i < len(clean) and all(c.isascii() and c.isalnum() for c in clean[i - 1 : i + 1])

    return inside(start) or inside(end)
