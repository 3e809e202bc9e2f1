"""Where the words of the ontology stand in a text: those that many rules ask for, looked for in one pass."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from graph.mentions.dateshape import needed
from graph.mentions.gazetteer import all_occurrences
from graph.mentions.heads import prepared

if TYPE_CHECKING:
    from collections.abc import Mapping

    from graph.vocabulary import Vocabulary

# The kinds of cue words that statements and figures ask for clause by clause.
ASKED = (
    "anaphor", "done", "modality", "negation", "penalty", "respectively", "saying", "sentence-modality", "term",
)  # fmt: skip


@lru_cache(maxsize=4)
def verbs(vocabulary: Vocabulary) -> frozenset[str]:
    """The verbs at which a name or a noun phrase can end on its left."""
    return frozenset(w for w in vocabulary.senses if len(w.strip()) > 1) | vocabulary.words("verb")


@lru_cache(maxsize=4)
def scanned(vocabulary: Vocabulary) -> frozenset[str]:
    """The words that are looked for.

    Stop words of one character are frequent, and looked at where a name is searched for.
    """
    stops = (word for word in vocabulary.words("left-stop") if len(word) > 1)
    cues = vocabulary.words("place", "verb-decoy", *ASKED)
    return verbs(vocabulary).union(stops, cues, prepared(vocabulary).words, needed(vocabulary).words)


@lru_cache(maxsize=1)
def scan(clean: str, vocabulary: Vocabulary) -> Mapping[str, list[int]]:
    """Where each word that stands in a text begins, overlapping ones too, in order."""
    return all_occurrences(scanned(vocabulary), clean)


def starts(clean: str, vocabulary: Vocabulary, kinds: tuple[str, ...]) -> list[int]:
    """Where the cue words of some kinds begin in a text, in order."""
    words = vocabulary.words(*kinds)
    found = scan(clean, vocabulary) if words <= scanned(vocabulary) else all_occurrences(words, clean)
    return sorted([start for word in found.keys() & words for start in found[word]])


def longest(found: Mapping[str, list[int]], words: frozenset[str]) -> list[tuple[int, int, str]]:
    """Where some of the words that were found stand, leftmost and longest first, without overlaps.

    >>> longest({"消费": [2, 8], "消费金融": [2]}, frozenset(["消费", "消费金融"]))
    [(2, 6, '消费金融'), (8, 10, '消费')]
    """
    kept = []
    free = 0
    ranges = [(start, -len(word), word) for word in found.keys() & words for start in found[word]]
    for start, size, word in sorted(ranges):
        if start >= free:
            free = start - size
            kept.append((start, free, word))
    return kept
