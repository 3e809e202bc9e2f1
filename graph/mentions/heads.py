"""Tells which words a name pattern needs, so that it is tried only in texts and at places that hold one.

Most patterns begin with one of a few words (a bank's type word, a product's head noun), the others at least hold
some, many of them a few characters behind their beginning. These words are read from the syntax tree of the regular
expression; the tree is a private part of `re`, so what is read from it is tested against a plain search.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache
from re import _constants as op  # type: ignore[attr-defined] # private, has no stubs
from re import _parser  # type: ignore[attr-defined] # private, has no stubs
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from graph.vocabulary import Pattern, Vocabulary

MOST = 200
FEW = 10
REACH = 8
Words = frozenset[str]
NOTHING: Words = frozenset([""])


class Head(NamedTuple):
    """The words of which each match of a pattern holds one, `least` to `most` characters behind its beginning.

    `most` is None where the words stand too far behind or in no fixed range. Of the `longer` words, if there are any,
    each match holds one somewhere. A pattern that needs none of a few words has no words here and is searched
    everywhere.
    """

    words: Words = frozenset()
    least: int = 0
    most: int | None = None
    longer: Words = frozenset()

    def moved(self, least: int, most: int) -> Head:
        """The same words so many characters further behind; too far counts as anywhere."""
        if self.most is None or self.most + most - self.least - least > REACH:
            return Head(self.words)
        return Head(self.words, self.least + least, self.most + most)

    def starts(self, places: list[int]) -> Iterable[int]:
        """Where the matches can begin if the words begin at some places."""
        if self.most == 0:
            return places
        steps = range(self.least, self.least if self.most is None else self.most + 1)
        return {place - step for step in steps for place in places}


@lru_cache(maxsize=1024)
def head(regex: re.Pattern[str]) -> Head:
    """The words that a regular expression needs: those near its beginning, and longer ones further behind.

    >>> head(re.compile("(?:信用)?贷款(?!利率)")) == Head(frozenset({"信用贷款", "贷款"}), 0, 0)
    True
    >>> head(re.compile("“[^”]{2,20}”(?=模型)")) == Head(frozenset({"“"}), 0, 0, longer=frozenset({"模型"}))
    True
    """
    if regex.flags & re.IGNORECASE:
        return Head()
    near, longest = held(_parser.parse(regex.pattern))
    return near._replace(longer=longest.words) if length(near) < length(longest) else near


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


def held(tree: Any) -> tuple[Head, Head]:
    """Words of which each match of a sequence, with what it looks at, holds one, none if any will do: those that are
    best to search for, and the longest.
    """
    if all(kind is op.LITERAL for kind, _ in tree):
        word = "".join(chr(code) for _, code in tree)
        whole = Head(frozenset([word]), 0, 0) if word else Head()
        return whole, whole
    near, longest = [], []
    for at, (kind, value) in enumerate(tree):
        before = tree[:at].getwidth()
        if at == 0 or tree[at - 1][0] is not op.LITERAL:
            near.append(Head(beginning(tree[at:])[0], 0, 0).moved(*before))
        found = inside(kind, value)
        near.append(found[0].moved(*before))
        longest.append(found[1])
    return best(near, merit), best(near + longest, length)


def best(found: list[Head], key: Callable[[Head], Any]) -> Head:
    """The best of some that have words."""
    return max(filter(length, found), key=key, default=Head())


def inside(kind: Any, value: Any) -> tuple[Head, Head]:
    """The same for what one item of a sequence is made of; what it looks back at stands in no range of it."""
    if kind is op.SUBPATTERN:
        return held(value[-1])
    if kind is op.ASSERT:
        near, longest = held(value[-1])
        return near if value[0] > 0 else Head(near.words), longest
    if kind is op.BRANCH:
        found = [held(tree) for tree in value[1]]
        return united([near for near, _ in found]), united([longest for _, longest in found])
    return Head(), Head()


def united(found: list[Head]) -> Head:
    """The words of several branches, none if one of them needs none."""
    if not all(map(length, found)):
        return Head()
    words = frozenset().union(*(one.words for one in found))
    ends = [one.most for one in found if one.most is not None]
    if len(ends) < len(found):
        return Head(words)
    least = min(one.least for one in found)
    return Head(words, least, least).moved(0, max(ends) - least)


def length(one: Head) -> int:
    """The length of the shortest of its words."""
    return min(map(len, one.words), default=0)


def merit(one: Head) -> tuple[bool, int, int, int]:
    """How good some words are to search for: near the beginning, long, in a narrow range, and few."""
    return one.most is not None, length(one), one.least - (one.most or 0), -len(one.words)


@dataclass(frozen=True, slots=True)
class Search:
    """The patterns of a vocabulary that are searched for, what they need, the numbers of those that need a word, and
    of those that need none.
    """

    patterns: tuple[tuple[Pattern, Head], ...]
    users: dict[str, list[int]]
    words: Words
    anywhere: frozenset[int]


@lru_cache(maxsize=4)
def prepared(vocabulary: Vocabulary) -> Search:
    """The search for the name patterns of a vocabulary, made once."""
    patterns = tuple((pattern, head(pattern.regex)) for pattern in vocabulary.patterns if pattern.stem != "unit")
    users: dict[str, list[int]] = defaultdict(list)
    for number, (_, needed) in enumerate(patterns):
        for word in needed.words:
            users[word].append(number)
    words = frozenset(users).union(*(needed.longer for _, needed in patterns))
    anywhere = frozenset(number for number, (_, needed) in enumerate(patterns) if not needed.words)
    return Search(patterns, users, words, anywhere)


def find_matches(
    clean: str, found: Mapping[str, list[int]], vocabulary: Vocabulary
) -> Iterator[tuple[Pattern, re.Match[str]]]:
    """The matches of all patterns that are searched for in a text, pattern by pattern, as `finditer` gives them.

    `found` tells where the words begin that stand in the text, at least those that the patterns need.
    """
    plan = prepared(vocabulary)
    places: dict[int, list[int]] = defaultdict(list)
    for word in found.keys() & plan.users.keys():
        for number in plan.users[word]:
            places[number] += found[word]
    for number in sorted(plan.anywhere | places.keys()):
        pattern, needed = plan.patterns[number]
        if not (needed.longer and needed.longer.isdisjoint(found)):
            for match in (
                pattern.regex.finditer(clean)
                if needed.most is None
                else matches(pattern.regex, clean, needed.starts(places[number]))
            ):
                yield pattern, match


def search(regex: re.Pattern[str], needed: Head, clean: str, found: Mapping[str, list[int]]) -> Iterator[re.Match[str]]:
    """The matches of a regular expression, as `finditer` gives them.

    `found` tells where the words begin that stand in the text, at least those that the expression needs.
    """
    if needed.most is None:
        return regex.finditer(clean)
    places = [start for word in found.keys() & needed.words for start in found[word]]
    return matches(regex, clean, needed.starts(places))


def matches(regex: re.Pattern[str], clean: str, starts: Iterable[int]) -> Iterator[re.Match[str]]:
    """The matches of a regular expression that begin at some places, without overlaps."""
    free = 0
    for start in sorted(starts):
        if start >= free and (match := regex.match(clean, start)):
            yield match
            free = match.end()
