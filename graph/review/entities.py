"""The entities of an article as decisions leave them: merged, corrected, rejected, added."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from graph.model import Entity, Extraction, Span
from graph.rdf.names import entity_iri
from graph.review.decisions import Decision, Named

if TYPE_CHECKING:
    from graph.model import Text


class Cast:
    """The entities of an extraction after all decisions about entities, and where each former one went.

    `before` gives the IRI that every entity of the extraction had.
    """

    def __init__(self, extraction: Extraction, decisions: Sequence[Decision]) -> None:
        self.text = extraction.text
        self.before = {e.id: entity_iri(e) for e in extraction.entities}
        self.former = {iri: id_ for id_, iri in self.before.items()}
        self.entities = {e.id: e for e in extraction.entities}
        self.moves = moves(decisions)
        self.went: dict[str, str | None] = {}
        for entity in sorted(extraction.entities, key=lambda e: e.id):
            self.move(entity)
        self.entities = {e.id: replace(e, owner=self.moved(e.owner)) if e.owner else e for e in self.entities.values()}
        self.welcome(decisions)

    def move(self, entity: Entity) -> None:
        """Take an entity out, or join it to the one that a correction or merge names."""
        move = self.moves.get(self.before[entity.id])
        if move is None:
            return
        goal, keeps_name = move
        goal = self.last(goal) if goal else None
        heir = self.settle(goal) if goal else None
        if goal and heir is None:
            return
        if heir != entity.id:
            self.went[entity.id] = heir
            del self.entities[entity.id]
        if heir is not None and heir != entity.id:
            held = self.entities[heir]
            names = {*held.aliases, *entity.aliases, *([entity.name] if keeps_name else [])} - {held.name}
            mentions = tuple(sorted({*held.mentions, *entity.mentions}))
            issued = held.issued or entity.issued
            self.entities[heir] = replace(held, mentions=mentions, aliases=tuple(sorted(names)), issued=issued)

    def settle(self, goal: Named) -> str | None:
        """The id of the entity that a move leads to, made if need be; None when nothing describes it."""
        there = self.present(goal)
        if there is None and goal.entity is not None:
            there = goal.entity.id
            self.entities.setdefault(there, goal.entity)
        if there is not None:
            self.describe(there, goal)
        return there

    def describe(self, entity_id: str, said: Named) -> None:
        """Give an entity that the ontology does not know the class and date that the reviewer says it has."""
        held = self.entities[entity_id]
        if said.entity and not held.known and not said.entity.known:
            self.entities[entity_id] = replace(
                held,
                type=said.entity.type,
                collective=held.collective or said.entity.collective,
                issued=said.entity.issued or held.issued,
            )

    def present(self, named: Named) -> str | None:
        """The id of the entity now in the cast that a decision names."""
        for iri in named.iris:
            entity_id = self.former.get(iri)
            if entity_id in self.entities:
                return entity_id
        made = named.entity.id if named.entity else None
        return made if made in self.entities else None

    def last(self, named: Named) -> Named | None:
        """What a named entity has become after all moves."""
        seen: set[str] = set()
        held: Named | None = named
        while held is not None:
            step = next((iri for iri in held.iris if iri in self.moves and iri not in seen), None)
            if step is None:
                return held
            seen.update(held.iris)
            held = self.moves[step][0]
        return None

    def find(self, named: Named | None) -> str | None:
        """The id of the entity that a decision names, after all moves; None when it is none here."""
        goal = self.last(named) if named else None
        return self.present(goal) if goal else None

    def moved(self, entity_id: str) -> str | None:
        """The id of what an entity of the extraction has become, None when it was rejected."""
        return self.went.get(entity_id, entity_id)

    def iris(self, entity_id: str) -> set[str]:
        """The IRI of an entity of the cast, and those of all that decisions made part of it."""
        own = entity_iri(self.entities[entity_id])
        return {own} | {iri for iri in self.moves if own in self.goal_iris(iri)}

    def goal_iris(self, iri: str) -> tuple[str, ...]:
        """The IRIs of what an IRI leads to after all moves."""
        goal = self.last(Named((iri,)))
        return goal.iris if goal else ()

    def named_in(self, entity_id: str, spans: Sequence[Span]) -> bool:
        """Whether an entity is mentioned inside one of some spans."""
        mentions = self.entities[entity_id].mentions
        return any(span.start <= m.start and m.end <= span.end for span in spans for m in mentions)

    def welcome(self, decisions: Sequence[Decision]) -> None:
        """Add the entities that additions and statements bring, and the mentions that their forms have.

        A form inside another name mentions its entity only when it stands nowhere on its own.
        """
        searched: list[tuple[str, Named]] = []
        for named, may_come in wanted(decisions):
            goal = self.last(named)
            if goal is None or not (may_come or self.present(goal)):
                continue
            new = self.present(goal) is None
            entity_id = self.settle(goal)
            if entity_id is not None and (new or named.stated):
                searched.append((entity_id, named))
        found: dict[Span, set[str]] = {}
        for entity_id, named in searched:
            for span in places(self.text, named.forms):
                if named.stated or not self.taken(span, entity_id):
                    found.setdefault(span, set()).add(entity_id)
        taken = {m for e in self.entities.values() for m in e.mentions} | found.keys()
        widest = [span for span in taken if not any(inside(span, other) for other in taken)]
        kept = {s: set(ids) for s, ids in found.items() if not any(inside(s, other) for other in widest)}
        inner = set().union(*found.values()) - set().union(*kept.values())
        for span, ids in found.items():
            if ids & inner:
                kept.setdefault(span, set()).update(ids & inner)
        self.mention(kept)

    def taken(self, span: Span, entity_id: str) -> bool:
        """Whether another entity is mentioned exactly there."""
        return any(span in e.mentions for e in self.entities.values() if e.id != entity_id)

    def mention(self, found: dict[Span, set[str]]) -> None:
        """Give every span to the entities it was found for, and take it from all others."""
        for entity_id, entity in self.entities.items():
            own = {span for span, ids in found.items() if entity_id in ids}
            kept = {span for span in entity.mentions if span not in found}
            if own | kept != set(entity.mentions):
                self.entities[entity_id] = replace(entity, mentions=tuple(sorted(own | kept)))


def moves(decisions: Sequence[Decision]) -> dict[str, tuple[Named | None, bool]]:
    """Where the entities of some IRIs go: to another one, or away; and whether their names go with them."""
    found: dict[str, tuple[Named | None, bool]] = {}
    for decision in sorted(decisions, key=lambda d: d.order):
        named = [t for t in decision.targets if isinstance(t, Named)]
        goal = decision.replacement if isinstance(decision.replacement, Named) else None
        for target in named:
            match decision.action:
                case "Rejection":
                    found |= dict.fromkeys(target.iris, (None, False))
                case "Correction" | "Merge" if goal and not set(goal.iris) & set(target.iris):
                    found |= dict.fromkeys(target.iris, (goal, decision.action == "Merge"))
                case "Addition":
                    found = {i: move for i, move in found.items() if i not in target.iris or move[0] is not None}
                case "Separation":
                    others = {iri for t in named if t != target for iri in t.iris}
                    found = {
                        i: (goal, keeps)
                        for i, (goal, keeps) in found.items()
                        if i not in target.iris or goal is None or not others & set(goal.iris)
                    }
    return found


def wanted(decisions: Sequence[Decision]) -> Iterator[tuple[Named, bool]]:
    """The entities that decisions describe as they are, and whether each is to exist even if nothing else names it:
    those added or kept apart, and those of right statements.
    """
    for decision in sorted(decisions, key=lambda d: d.order):
        right = [decision.replacement] if decision.action == "Correction" else list(decision.targets)
        for target in right:
            if isinstance(target, Named):
                if decision.action in ("Addition", "Separation", "Correction"):
                    yield target, decision.action != "Correction"
            elif target is not None and decision.action != "Rejection":
                yield from ((each, True) for each in target.named)


def places(text: Text, forms: Sequence[str]) -> set[Span]:
    """Where some words stand, in the raw text as they are or in the repaired one."""
    found: set[Span] = set()
    for form in forms:
        found.update(occurrences(text.article.raw, form))
        found.update(text.span(*span) for span in occurrences(text.clean, form))
    return found


def occurrences(words: str, part: str) -> Iterator[Span]:
    """All places of a part in some words, overlapping ones included.

    >>> [place.start for place in occurrences("哈哈哈", "哈哈")]
    [0, 1]
    """
    start = words.find(part)
    while start >= 0:
        yield Span(start, start + len(part))
        start = words.find(part, start + 1)


def inside(span: Span, other: Span) -> bool:
    """Whether a span is a smaller part of another."""
    return other.start <= span.start and span.end <= other.end and span != other
