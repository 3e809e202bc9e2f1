"""Tells which words a name pattern needs, so that it is tried only in texts and at places that hold one.

Most patterns begin with one of a few words (a bank's type word, a product's head noun), the others at least hold
some. These words are read from the syntax tree of the regular expression; the tree is a private part of `re`, so what
is read from it is tested against a plain search.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain
from re import _constants as op  # type: ignore[attr-defined] # private, has no stubs
from re import _parser  # type: ignore[attr-defined] # private, has no stubs
from typing import TYPE_CHECKING, Any

from graph.mentions.gazetteer import all_occurrences

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from graph.vocabulary import Pattern, Vocabulary

MOST = 200
FEW = 10
Words = frozenset[str]
NOTHING: Words = frozenset([""])


@dataclass(frozen=True, slots=True)
class Head:
    """The words of which each match of a pattern holds one; `first` when each match begins with one.

    A pattern that needs none of a few words has no words here and is searched everywhere.
    """

    words: Words = frozenset()
    first: bool = False


@lru_cache(maxsize=1024)
def head(regex: re.Pattern[str]) -> Head:
    """The words that a regular expression needs: those it begins with, unless longer ones are needed further behind.

    >>> head(re.compile("(?:信用)?贷款(?!利率)")) == Head(frozenset({"信用贷款", "贷款"}), first=True)
    True
    >>> head(re.compile("“[^”]{2,9}”(?=大模型|模型)")) == Head(frozenset({"大模型", "模型"}))
    True
    """
    if regex.flags & re.IGNORECASE:
        return Head()
    tree = _parser.parse(regex.pattern)
    first, needed = beginning(tree)[0], held(tree)
    if not shortest(needed):
        return Head()
    return Head(first, first=True) if shortest(first) >= shortest(needed) else Head(needed)


def beginning(tree: Iterable[Any]) -> tuple[Words, bool]:
    """The words that the matches of a sequence begin with, and whether these are the whole matches."""
    words = NOTHING
    for item in tree:
        more, whole = choices(*item)
        if len(words) * len(more) > MOST:
            return words, False
        words = frozenset(a + b for a in words for b in more)
        if not whole:
            return words, False
    return words, True


def choices(kind: Any, value: Any) -> tuple[Words, bool]:
    """The words that the matches of one item of a sequence begin with, and whether these are the whole matches."""
    if kind is op.LITERAL:
        return frozenset([chr(value)]), True
    if kind is op.IN:
        characters = members(value)
        return characters, characters != NOTHING
    if kind is op.SUBPATTERN:
        return beginning(value[-1])
    if kind is op.BRANCH:
        found = [beginning(tree) for tree in value[1]]
        return frozenset().union(*(words for words, _ in found)), all(whole for _, whole in found)
    if kind in (op.MAX_REPEAT, op.MIN_REPEAT):
        least, most, tree = value
        words, whole = beginning(tree)
        return words if least else words | NOTHING, whole and most == 1
    return NOTHING, kind in (op.AT, op.ASSERT, op.ASSERT_NOT)


def members(items: Iterable[Any]) -> Words:
    """The characters of a class, the empty word when they are many or not listed."""
    found: set[str] = set()
    for kind, value in items:
        if kind is op.LITERAL:
            found.add(chr(value))
        elif kind is op.RANGE and value[1] - value[0] < FEW:
            found.update(map(chr, range(value[0], value[1] + 1)))
        else:
            return NOTHING
    return frozenset(found)


def held(tree: Sequence[Any]) -> Words:
    """Words of which each match of a sequence, with what it looks at, holds one; the longest such, empty if any."""
    found = [beginning(tree[at:])[0] for at in range(len(tree))] + [inside(*item) for item in tree]
    return max(found, key=shortest, default=frozenset())


def inside(kind: Any, value: Any) -> Words:
    """The same for what one item of a sequence is made of."""
    if kind is op.SUBPATTERN or kind is op.ASSERT:
        return held(value[-1])
    if kind is op.BRANCH:
        found = [held(tree) for tree in value[1]]
        return frozenset().union(*found) if all(map(shortest, found)) else frozenset()
    return frozenset()


def shortest(words: Words) -> int:
    """The length of the shortest of some words, 0 when there are none."""
    return min(map(len, words), default=0)


@dataclass(frozen=True, slots=True)
class Search:
    """The patterns of a vocabulary that are searched for, what they need, and the numbers of those that need a word."""

    patterns: tuple[tuple[Pattern, Head], ...]
    users: dict[str, list[int]]
    words: Words


@lru_cache(maxsize=4)
def prepared(vocabulary: Vocabulary) -> Search:
    """The search for the name patterns of a vocabulary, made once."""
    patterns = tuple((pattern, head(pattern.regex)) for pattern in vocabulary.patterns if pattern.stem != "unit")
    users: dict[str, list[int]] = defaultdict(list)
    for number, (_, needed) in enumerate(patterns):
        for word in needed.words:
            users[word].append(number)
    return Search(patterns, users, frozenset(users))


def find_matches(
    clean: str, found: Mapping[str, list[int]], vocabulary: Vocabulary
) -> Iterator[tuple[Pattern, re.Match[str]]]:
    """The matches of all patterns that are searched for in a text, pattern by pattern, as `finditer` gives them.

    `found` tells where the words begin that stand in the text, at least those that the patterns need.
    """
    plan = prepared(vocabulary)
    places: dict[int, list[int]] = defaultdict(list)
    for word, starts in found.items():
        for number in plan.users.get(word, ()):
            places[number] += starts
    for number, (pattern, needed) in enumerate(plan.patterns):
        if number in places or not needed.words:
            matching = matches(pattern.regex, clean, places[number]) if needed.first else pattern.regex.finditer(clean)
            for match in matching:
                yield pattern, match


def search(regex: re.Pattern[str], clean: str) -> Iterator[re.Match[str]]:
    """The matches of a regular expression, as `finditer` gives them."""
    needed = head(regex)
    if not needed.first:
        return regex.finditer(clean)
    return matches(regex, clean, [*chain.from_iterable(all_occurrences(needed.words, clean).values())])


def matches(regex: re.Pattern[str], clean: str, starts: list[int]) -> Iterator[re.Match[str]]:
    """The matches of a regular expression that begin at some places, without overlaps."""
    free = 0
    for start in sorted(starts):
        if start >= free and (match := regex.match(clean, start)):
            yield match
            free = match.end()
