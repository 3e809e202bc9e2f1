"""What the ontology is compiled to: one immutable value of plain parts."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache


@dataclass(frozen=True, slots=True)
class Relation:
    """One of the relations between entities, with the classes its two ends may have."""

    name: str
    domain: frozenset[str]
    range: frozenset[str]


@dataclass(frozen=True, slots=True)
class Known:
    """An entity of the ontology: an entry of the authority list or a concept of a scheme."""

    id: str
    type: str
    name: str
    members: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Name:
    """A surface form of a known entity; a contextual one counts only after the entity's full name."""

    text: str
    id: str
    contextual: bool = False


@dataclass(frozen=True, slots=True)
class Argument:
    """Where a frame finds one end of a relation, seen from the trigger word.

    `side` is before, after, voice (the speaker), means (the thing named last), topic or itself; `near` asks for the
    next mention without a verb between; `markers` are words of which one must stand directly before the mention;
    `zero` lets the topic stand in.
    """

    side: str
    near: bool = False
    markers: frozenset[str] = frozenset()
    zero: bool = False


@dataclass(frozen=True, slots=True)
class Frame:
    """A construction: where its subject and its object stand."""

    name: str
    subject: Argument
    object: Argument


@dataclass(frozen=True, slots=True)
class Sense:
    """What one word says in one construction: a relation, its frame and narrower classes for its ends."""

    id: str
    relation: str
    frame: Frame
    subjects: frozenset[str]
    objects: frozenset[str]
    modality: str | None = None


@dataclass(frozen=True, slots=True)
class Pattern:
    """A shape of names: `regex` finds the part that tells the class, `stem` says how its beginning is found.

    `stem` is none (the match is the whole name), left (scan to the left from the head), phrase (the noun phrase
    behind a trigger word) or unit (right behind an organisation, of class `owner` where one is given). An
    `elliptic` name is a part of the organisation of class `owner` named last before it. `refuse` is matched against
    the whole name.
    """

    id: str
    type: str
    regex: re.Pattern[str]
    stem: str
    refuse: re.Pattern[str] | None
    collective: bool
    priority: int
    owned: bool
    owner: frozenset[str]
    elliptic: bool


class CueTable(dict[tuple[str, ...], dict[str, list[str]]]):
    """For some kinds of cue words the words by their first or last character, kind by kind and the longest first.

    An entry is made when it is first asked for.
    """

    def __init__(self, cues: dict[str, dict[str, str]], index: int) -> None:
        self.cues = cues
        self.index = index

    def __missing__(self, kinds: tuple[str, ...]) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for kind in kinds:
            for word in sorted(self.cues.get(kind, ()), key=longest):
                found.setdefault(word[self.index], []).append(word)
        self[kinds] = found
        return found


@dataclass(frozen=True, slots=True, eq=False)
class Vocabulary:
    """The compiled ontology; `cues[kind]` maps each cue word of a kind to its value.

    Two of them are equal only when they are one, so that what is derived from one can be cached for it.
    """

    parents: dict[str, frozenset[str]]
    relations: dict[str, Relation]
    known: dict[str, Known]
    names: tuple[Name, ...]
    senses: dict[str, tuple[Sense, ...]]
    patterns: tuple[Pattern, ...]
    cues: dict[str, dict[str, str]]
    precision: dict[str, tuple[int, int]]
    by_first: CueTable = field(init=False, repr=False)
    by_last: CueTable = field(init=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "by_first", CueTable(self.cues, 0))
        object.__setattr__(self, "by_last", CueTable(self.cues, -1))

    def is_a(self, name: str, classes: frozenset[str]) -> bool:
        """Whether class `name` is one of `classes` or below one of them."""
        return not classes.isdisjoint(self.parents.get(name) or (name,))

    def below(self, classes: frozenset[str]) -> frozenset[str]:
        """Some classes and all classes below one of them."""
        return classes_below(self, classes)

    def words(self, *kinds: str) -> frozenset[str]:
        """The cue words of some kinds, an empty set when the ontology has none."""
        return cue_words(self, kinds)

    def longest_first(self, kind: str) -> tuple[str, ...]:
        """The cue words of a kind, the longest first."""
        return ordered_words(self, kind)

    def at(self, kind: str, text: str, position: int = 0) -> str | None:
        """The longest cue word of a kind that stands at a position of a text."""
        for word in self.by_first[kind,].get(text[position : position + 1], ()):
            if text.startswith(word, position):
                return word
        return None

    def begins(self, text: str, kinds: tuple[str, ...]) -> str | None:
        """The cue word of some kinds that a text begins with, the longest of the first kind that has one."""
        return next(filter(text.startswith, self.by_first[kinds].get(text[:1], ())), None)

    def ends(self, text: str, kinds: tuple[str, ...]) -> str | None:
        """The cue word of some kinds that a text ends with, the longest of the first kind that has one."""
        return next(filter(text.endswith, self.by_last[kinds].get(text[-1:], ())), None)

    def stands_in(self, kind: str, text: str) -> bool:
        """Whether a text holds a cue word of a kind."""
        return cue_regex(self, kind).search(text) is not None

    def pattern(self, name: str | None) -> Pattern | None:
        """The name pattern with an id."""
        return patterns_by_id(self).get(name or "")


@lru_cache(maxsize=256)
def classes_below(vocabulary: Vocabulary, classes: frozenset[str]) -> frozenset[str]:
    """Some classes and all classes below one of them, made once for a vocabulary."""
    return classes | {name for name, above in vocabulary.parents.items() if not classes.isdisjoint(above)}


def longest(word: str) -> tuple[int, str]:
    """The place of a word among others, the longest first."""
    return -len(word), word


@lru_cache(maxsize=256)
def cue_words(vocabulary: Vocabulary, kinds: tuple[str, ...]) -> frozenset[str]:
    """The cue words of some kinds, made once for a vocabulary."""
    return frozenset(word for kind in kinds for word in vocabulary.cues.get(kind, ()))


@lru_cache(maxsize=256)
def ordered_words(vocabulary: Vocabulary, kind: str) -> tuple[str, ...]:
    """The cue words of a kind, the longest first, made once for a vocabulary."""
    return tuple(sorted(vocabulary.cues.get(kind, ()), key=longest))


@lru_cache(maxsize=256)
def cue_regex(vocabulary: Vocabulary, kind: str) -> re.Pattern[str]:
    """The cue words of a kind as a regular expression, the longest first, compiled once for a vocabulary."""
    return re.compile("|".join(map(re.escape, ordered_words(vocabulary, kind))) or "(?!)")


@lru_cache(maxsize=4)
def patterns_by_id(vocabulary: Vocabulary) -> dict[str, Pattern]:
    """The name patterns by their ids, indexed once for a vocabulary."""
    return {pattern.id: pattern for pattern in vocabulary.patterns}
