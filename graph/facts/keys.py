"""Keys described things with their owner, so that the core system of one company is never that of another."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from graph.facts.reading import Reading
    from graph.model import Entity, Fact, Figure, Span
    from graph.vocabulary import Vocabulary

ORGANIZATIONS = frozenset({"Organization"})
SHARED = frozenset({"Initiative"})
OWNING = frozenset({"develops", "runs", "offers"})


@dataclass(frozen=True, slots=True)
class Owned:
    """Who owns a described thing by a statement, and where that stands."""

    owner: str
    place: Span


@lru_cache(maxsize=4)
def keyed_with_owner(vocabulary: Vocabulary) -> frozenset[str]:
    """The ids of the name patterns whose names say who they are only with their owner."""
    return frozenset(p.id for p in vocabulary.patterns if p.owned)


class Keys:
    """The keys of an article's described things: each with its owner, or with the article where none is told.

    A part of an organisation needs none, since its name begins with its house's.
    """

    def __init__(self, reading: Reading, facts: Sequence[Fact]) -> None:
        owned = keyed_with_owner(reading.vocabulary)
        things = (m for m in reading.resolved.mentions if m.pattern in owned)
        self.described = {m.entity for m in things if not reading.is_a(m, ORGANIZATIONS)}
        self.article = f"article/{reading.text.article.id}"
        self.owners: dict[str, list[Owned]] = {}
        for fact in sorted(facts, key=lambda f: f.evidence[0]):
            if fact.predicate in OWNING and fact.object in self.described:
                self.note(fact, shared=reading.vocabulary.is_a(reading.resolved.entities[fact.object].type, SHARED))

    def note(self, fact: Fact, *, shared: bool) -> None:
        """Notes whose a thing is; one that is shared, or told of several in one sentence, stays the first one's."""
        told = self.owners.setdefault(fact.object, [])
        if not told or not (shared or told[-1].place == fact.evidence[0]):
            told.append(Owned(fact.subject, fact.evidence[0]))

    def owner(self, name: str, place: Span) -> str | None:
        """Whose a thing is where it is spoken of: its owner by the last statement up to there, else by the first."""
        told = self.owners.get(name, [])
        before = [o.owner for o in told if o.place.start <= place.start]
        return before[-1] if before else told[0].owner if told else None

    def key(self, name: str, place: Span) -> str:
        """The id of an entity where it is spoken of."""
        return f"{name}@{self.owner(name, place) or self.article}" if name in self.described else name

    def fact(self, fact: Fact) -> Fact:
        """A fact between keyed entities."""
        if fact.subject not in self.described and fact.object not in self.described:
            return fact
        place = fact.evidence[0]
        return replace(fact, subject=self.key(fact.subject, place), object=self.key(fact.object, place))

    def figure(self, figure: Figure) -> Figure:
        """A figure of a keyed entity."""
        if figure.subject not in self.described:
            return figure
        return replace(figure, subject=self.key(figure.subject, figure.evidence[0]))

    def entities(self, entity: Entity) -> Iterator[Entity]:
        """The entity under its key, one for each owner, with the places where it is spoken of as his."""
        if entity.id not in self.described:
            yield entity
            return
        keys = dict.fromkeys(self.key(entity.id, place) for place in entity.mentions)
        told = dict.fromkeys(f"{entity.id}@{o.owner}" for o in self.owners.get(entity.id, ()))
        for key in told or keys:
            places = tuple(p for p in entity.mentions if self.key(entity.id, p) == key)
            owner = key.partition("@")[2]
            yield replace(entity, id=key, owner=owner if told else None, mentions=places or entity.mentions)


def keyed(
    reading: Reading, entities: Sequence[Entity], facts: Sequence[Fact], figures: Sequence[Figure]
) -> tuple[tuple[Entity, ...], tuple[Fact, ...], tuple[Figure, ...]]:
    """The same with described things under their keys."""
    keys = Keys(reading, facts)
    return (
        tuple(made for entity in entities for made in keys.entities(entity)),
        tuple(map(keys.fact, facts)),
        tuple(map(keys.figure, figures)),
    )
