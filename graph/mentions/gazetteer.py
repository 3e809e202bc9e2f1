"""Finds the names of the ontology in a text, all in one pass."""

from __future__ import annotations

import re
import string
from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from graph.model import Mention

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from ahocorasick_rs import AhoCorasick

    from graph.vocabulary import Name, Vocabulary


COLLECTION = "Collection"
# Up to so many words are looked for one by one before an automaton of them is worth its making.
FEW = 100
FOLDED = str.maketrans(string.ascii_uppercase + "（）", string.ascii_lowercase + "()")
FOLDABLE = re.compile("[A-Z（）]+")


@dataclass(frozen=True, slots=True)
class Matcher:
    """Finds some words in texts, all in one pass; `words` are in the order of the automaton."""

    words: tuple[str, ...]
    automaton: AhoCorasick

    def find(self, text: str) -> list[tuple[int, int, str]]:
        """Where words stand in a text, leftmost and longest first, without overlaps."""
        words = self.words
        return [(start, end, words[i]) for i, start, end in self.automaton.find_matches_as_indexes(text)]

    def find_all(self, text: str) -> dict[str, list[int]]:
        """Where each word that stands in a text begins, overlapping ones too, in order."""
        places: dict[int, list[int]] = defaultdict(list)
        for i, start, _ in self.automaton.find_matches_as_indexes(text, overlapping=True):
            places[i].append(start)
        return {self.words[i]: starts for i, starts in places.items()}


@lru_cache(maxsize=256)
def matcher(words: frozenset[str], overlapping: bool = False) -> Matcher:
    """The matcher of words of the ontology, which must not be empty: slow to make, quick to search."""
    from ahocorasick_rs import AhoCorasick, MatchKind

    ordered = tuple(sorted(words))
    kind = MatchKind.Standard if overlapping else MatchKind.LeftmostLongest
    return Matcher(ordered, AhoCorasick(ordered, matchkind=kind))


def occurrences(words: frozenset[str], text: str) -> list[tuple[int, int, str]]:
    """Where any of `words` stands in `text`, leftmost and longest first, without overlaps.

    >>> occurrences(frozenset(["招联", "招联消费金融"]), "招联消费金融的招联")
    [(0, 6, '招联消费金融'), (7, 9, '招联')]
    """
    return matcher(words).find(text) if words else []


def all_occurrences(words: frozenset[str], text: str) -> dict[str, list[int]]:
    """Where each of `words` that stands in `text` begins, overlapping ones too, in order.

    >>> dict(all_occurrences(frozenset(["招联", "招联消费金融"]), "招联消费金融的招联"))
    {'招联': [0, 7], '招联消费金融': [0]}
    """
    return matcher(words, overlapping=True).find_all(text) if words else {}


def occurrences_once(words: Collection[str], text: str) -> list[tuple[int, int, str]]:
    """The same as `occurrences` for words of one article, looked for once: a few of them one by one."""
    if len(words) > FEW:
        return built(tuple(sorted(words))).find(text)
    found: list[tuple[int, int, str]] = []
    free = 0
    ranges = [(start, -len(word), word) for word in words for start in places(word, text)]
    for start, size, word in sorted(ranges):
        if start >= free:
            free = start - size
            found.append((start, free, word))
    return found


def built(words: tuple[str, ...]) -> Matcher:
    """A matcher that is quick to make and slower to search."""
    from ahocorasick_rs import AhoCorasick, Implementation, MatchKind

    quick = Implementation.NoncontiguousNFA
    return Matcher(words, AhoCorasick(words, matchkind=MatchKind.LeftmostLongest, implementation=quick))


def places(word: str, text: str) -> Iterator[int]:
    """Where a word begins in a text, its overlapping occurrences too."""
    start = text.find(word)
    while start >= 0:
        yield start
        start = text.find(word, start + 1)


@lru_cache(maxsize=4)
def gazetteer(vocabulary: Vocabulary) -> tuple[dict[str, Name], frozenset[str], frozenset[str]]:
    """The names of the ontology by their folded texts (a plain name before a contextual one), these texts, and those
    of them that begin or end in a Latin letter or a digit.
    """
    by_text = {}
    for name in sorted(vocabulary.names, key=lambda n: (not n.contextual, n.id), reverse=True):
        by_text[fold(name.text)] = name
    latin = (text for text in by_text if any(c.isascii() and c.isalnum() for c in (text[0], text[-1])))
    return by_text, frozenset(by_text), frozenset(latin)


def find_known(clean: str, vocabulary: Vocabulary) -> list[Mention]:
    """The mentions of known entities, leftmost and longest; a collection is followed by its members."""
    by_text, texts, latin = gazetteer(vocabulary)
    found = []
    for start, end, word in occurrences(texts, fold(clean)):
        if word in latin and cuts_word(clean, start, end):
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
    return FOLDABLE.sub(lambda found: found[0].translate(FOLDED), text)


def cuts_word(clean: str, start: int, end: int) -> bool:
    """Whether a range begins or ends inside a Latin word or number."""
    return in_word(clean, start) or in_word(clean, end)


def in_word(clean: str, at: int) -> bool:
    """Whether a position has Latin letters or digits on both sides."""
    sides = clean[at - 1 : at + 1]
    return len(sides) == 2 and sides.isascii() and sides.isalnum()
