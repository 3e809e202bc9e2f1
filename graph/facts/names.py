"""Reads what names say by themselves: a name inside another, an owner right before its product."""

from __future__ import annotations

from itertools import pairwise, product
from typing import TYPE_CHECKING

from graph.facts.frames import STANDING, Match
from graph.facts.modality import modality
from graph.facts.referents import HOUSES
from graph.mentions.gazetteer import COLLECTION

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from graph.facts.reading import Line, Reading
    from graph.facts.subjects import Scene
    from graph.model import Mention
    from graph.vocabulary import Sense

WITHIN = ""
SIDE_BY_SIDE = " "
QUOTES = "“‘「《"
SHORT = 6


def match_nested(reading: Reading, scenes: list[Scene]) -> Iterator[Match]:
    """What names say by the names inside them: a branch's bank, a policy's theme."""
    senses = reading.vocabulary.senses.get(WITHIN, ())
    for scene in scenes:
        for mention in scene.mentions:
            if mention.nested:
                yield from inner(reading, scene, mention, senses)


def inner(reading: Reading, scene: Scene, mention: Mention, senses: Iterable[Sense]) -> Iterator[Match]:
    """What one name says by the names inside it."""
    line = reading.lines[scene.line]
    for sense in senses:
        if reading.is_a(mention, sense.subjects):
            for nested in mention.nested:
                if reading.is_a(nested, sense.objects):
                    yield contained(reading, line, scene, sense, mention, nested)


def contained(reading: Reading, line: Line, scene: Scene, sense: Sense, outer: Mention, inner: Mention) -> Match:
    """The statement of a name about a name in it, one that a collection stands for, or one that was left out."""
    mode = "Done" if sense.relation in STANDING else modality(reading, line, scene, outer.start, outer.end)
    if inner.pattern == COLLECTION:
        return Match(sense, outer, inner, "collective", scene.line, listing(reading, inner), mode)
    if inner.end <= outer.start:
        return Match(sense, outer, inner, "zero", scene.line, reading.line_of(inner), mode)
    return Match(sense, outer, inner, "named", scene.line, scene.line, mode)


def listing(reading: Reading, member: Mention) -> int:
    """The number of the first sentence that names a collection's member by its own name, -1 when none does."""
    meant = reading.entity(member).id
    rows = enumerate(reading.lines)
    named = (i for i, row in rows for m in row.mentions if reading.entity(m).id == meant and m.pattern != COLLECTION)
    return next(named, -1)


def match_owners(reading: Reading, scenes: list[Scene]) -> Iterator[Match]:
    """What names say by standing side by side: an organisation directly before its product or initiative."""
    senses = reading.vocabulary.senses.get(SIDE_BY_SIDE, ())
    for scene in scenes:
        line = reading.lines[scene.line]
        for owner, thing in pairwise(scene.mentions):
            gap = reading.between(owner.end, thing.start).strip(QUOTES)
            if not reading.is_a(owner, HOUSES) or (gap and not (len(gap) <= SHORT and others(reading, gap))):
                continue
            for one, sense in product(reading.group(owner, line, HOUSES) if gap else (owner,), senses):
                if reading.is_a(one, sense.subjects) and reading.is_a(thing, sense.objects):
                    mode = modality(reading, line, scene, one.start, thing.end)
                    yield Match(sense, one, thing, "juxtaposed", scene.line, scene.line, mode)


def others(reading: Reading, gap: str) -> bool:
    """Whether some words close a list of organisations (and so many departments more)."""
    words = reading.vocabulary
    return gap.startswith(words.longest_first("list-close")) and gap.endswith(words.longest_first("body"))
