"""From text to statements: the protocol of an extractor, and the one that works by the ontology's rules."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import lru_cache
from itertools import chain
from typing import TYPE_CHECKING, Protocol

from graph.facts.figures import figures
from graph.facts.frames import Match, match_triggers
from graph.facts.keys import keyed
from graph.facts.names import match_nested, match_owners
from graph.facts.reading import Reading, lay_out
from graph.facts.subjects import Scene, Topics
from graph.facts.themes import themes
from graph.mentions.names import find
from graph.mentions.resolve import resolve
from graph.model import Entity, Extraction, Fact, Figure, Moment, Text

if TYPE_CHECKING:
    from graph.vocabulary import Vocabulary

ORGANIZATIONS = frozenset({"Organization"})


class Extractor(Protocol):
    """Anything that reads statements from a text."""

    def extract(self, text: Text) -> Extraction:
        """The entities, facts and figures of a text, each fact with its evidence."""
        ...


class RuleExtractor:
    """Extraction by the ontology's names, constructions and cue words; deterministic, without a model."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self.vocabulary = vocabulary

    def extract(self, text: Text) -> Extraction:
        """The entities, facts and figures of a text."""
        reading = lay_out(text, resolve(text, find(text, self.vocabulary), self.vocabulary), self.vocabulary)
        scenes = Topics(reading).scenes()
        facts = merge([*self.stated(reading, scenes), *self.derived(reading, scenes)])
        numbers = unique(figures(reading, scenes))
        spoken = dated(order(spoken_of(reading, facts, numbers)), facts)
        entities, facts, numbers = keyed(reading, spoken, facts, numbers)
        return Extraction(text, entities, facts, numbers, text.findings)

    def stated(self, reading: Reading, scenes: list[Scene]) -> Iterable[Fact]:
        """The facts that constructions state."""
        for source in (match_triggers, match_nested, match_owners):
            for match in source(reading, scenes):
                yield self.fact(reading, match)

    def fact(self, reading: Reading, match: Match) -> Fact:
        """The fact that a matched construction states."""
        sense = match.sense
        lines = [match.line] + ([match.source] if match.source not in (match.line, -1) else [])
        voice = reading.entity(match.voice).id if match.voice else None
        subject = reading.entity(match.subject).id
        return Fact(
            subject=subject,
            predicate=sense.relation,
            object=reading.entity(match.object).id,
            evidence=tuple(reading.lines[n].span for n in lines),
            confidence=reading.confidence(sense.id, sense.relation, match.how),
            explicit=match.how == "named",
            modality=match.modality,
            negative=match.negative,
            sense=sense.id,
            rule=sense.frame.name,
            voice=voice if voice != subject else None,
            role=match.role,
            how=match.how,
            via=reading.entity(match.via).id if match.via else None,
            as_of=as_of(reading, match),
        )

    def derived(self, reading: Reading, scenes: list[Scene]) -> Iterable[Fact]:
        """The facts that headings and settings imply."""
        for found in themes(reading, scenes):
            rule = f"{found.how}-theme"
            place = reading.text.span(found.theme.start, found.theme.end)
            heading = found.how == "heading"
            lines = [found.line] + ([found.source] if found.source >= 0 else [])
            yield Fact(
                subject=reading.entity(found.agent).id,
                predicate="advances",
                object=reading.entity(found.theme).id,
                evidence=(*(reading.lines[n].span for n in lines), *([place] if heading else [])),
                confidence=reading.confidence(rule, "advances", found.how),
                explicit=not heading and found.source < 0,
                derived=True,
                rule=rule,
                how=found.how,
            )


def as_of(reading: Reading, match: Match) -> Moment | None:
    """The date that a statement's sentence gives before it: of issue, or up to which it holds."""
    sentence = reading.lines[match.line].sentence
    before = [d for d in reading.dates if sentence.start <= d.start and d.end <= match.at]
    if match.sense.relation != "issues":
        words = reading.vocabulary.words("asof")
        before = [d for d in before if reading.precedes(d.start, words)]
    return before[-1].moment if before else None


def dated(entities: Iterable[Entity], facts: Iterable[Fact]) -> list[Entity]:
    """The entities, policies with the first date on which somebody is said to issue them."""
    issued: dict[str, Moment] = {}
    for fact in facts:
        held = issued.get(fact.object)
        if fact.predicate == "issues" and fact.modality == "Done" and fact.as_of:
            issued[fact.object] = min((m for m in (held, fact.as_of) if m), key=lambda m: m.date)
    return [replace(e, issued=issued[e.id]) if e.id in issued else e for e in entities]


def merge(facts: Iterable[Fact]) -> tuple[Fact, ...]:
    """One fact for each statement, with the evidence of all: stated before derived, explicit before implied, the surest
    first.
    """
    held: dict[tuple[object, ...], list[Fact]] = {}
    for fact in facts:
        held.setdefault((fact.subject, fact.predicate, fact.object, fact.modality, fact.negative), []).append(fact)
    merged = []
    for same in held.values():
        if len(same) == 1 and len(same[0].evidence) == 1:
            merged += same
            continue
        best = min(same, key=lambda f: (f.derived, not f.explicit, -f.confidence, f.evidence, f.sense or ""))
        stated = sorted((f for f in same if f.derived == best.derived), key=lambda f: f.evidence)
        evidence = tuple(dict.fromkeys(chain(best.evidence, *(f.evidence for f in stated))))
        merged.append(best if evidence == best.evidence else replace(best, evidence=evidence))
    return tuple(sorted(merged, key=lambda f: (f.evidence[0], f.subject, f.predicate, f.object, f.modality)))


def unique(found: Iterable[Figure]) -> tuple[Figure, ...]:
    """The figures without repetitions of one number of one subject in one sentence."""
    held: dict[tuple[object, ...], Figure] = {}
    for figure in found:
        held.setdefault((figure.subject, figure.value, figure.unit, figure.as_of, figure.evidence[0]), figure)
    return tuple(sorted(held.values(), key=lambda f: (f.evidence[0], f.text, f.subject)))


def spoken_of(reading: Reading, facts: Iterable[Fact], numbers: Iterable[Figure]) -> Iterator[Entity]:
    """The entities without those that no statement is about and that are only described, collective, or part of
    another one's name.
    """
    used = {e for f in facts for e in (f.subject, f.object, f.voice, f.via)} | {f.subject for f in numbers}
    described = describing(reading.vocabulary)
    houses = (n for m in reading.resolved.mentions if not reading.is_a(m, ORGANIZATIONS) for n in m.nested)
    named = [*reading.resolved.mentions, *(n for n in houses if reading.is_a(n, ORGANIZATIONS))]
    own = {reading.entity(m).id for m in named if m.pattern not in described}
    for entity in reading.resolved.entities.values():
        if entity.id in used or entity.id in own:
            yield entity


@lru_cache(maxsize=4)
def describing(vocabulary: Vocabulary) -> frozenset[str]:
    """The ids of the name patterns that only describe or find several."""
    return frozenset(p.id for p in vocabulary.patterns if p.stem == "phrase" or p.collective)


def order(entities: Iterable[Entity]) -> tuple[Entity, ...]:
    """Entities by where they are first named."""
    return tuple(sorted(entities, key=lambda e: (e.mentions[:1], e.id)))
