"""Marks each extracted and each annotated item as right, missed or spurious, and counts them."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal

from graph.evaluate.gold import Gold, GoldFigure, GoldRelation
from graph.evaluate.pairing import Pairs, pair, same_type
from graph.model import Extraction, Fact, Figure

ASSERTED = Decimal("0.5")


@dataclass(frozen=True, slots=True)
class Mark:
    """One item's outcome: `right`, `missed` or `spurious`, its kind (class or predicate) and what to call it."""

    measure: str
    outcome: str
    kind: str
    label: str
    sentence: str = ""


@dataclass(frozen=True, slots=True)
class Count:
    """Right, spurious and missed items of a measure, and what follows from them."""

    right: int
    spurious: int
    missed: int

    @property
    def precision(self) -> float:
        """Right answers among all answers; 1 without answers."""
        return self.right / (self.right + self.spurious) if self.right + self.spurious else 1.0

    @property
    def recall(self) -> float:
        """Annotated items found; 1 when nothing is annotated."""
        return self.right / (self.right + self.missed) if self.right + self.missed else 1.0

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0


def marks(gold: Gold, answer: Extraction, plain: Callable[[str], str]) -> list[Mark]:
    """The outcome of every item of an article; optional ones that were missed, and hits on them, are left out."""
    pairs = pair(gold, answer.entities, answer.article.raw, plain)
    return [
        *entity_marks(gold, answer, pairs),
        *relation_marks(gold, answer, pairs),
        *figure_marks(gold, answer, pairs, plain),
    ]


def entity_marks(gold: Gold, answer: Extraction, pairs: Pairs) -> Iterable[Mark]:
    """Entities with their classes: a wrong class is one miss and one spurious answer."""
    entities = {e.id: e for e in answer.entities}
    found = {g: a for a, g in pairs.of.items()}
    for g in gold.entities.values():
        if g.optional:
            continue
        hit = found.get(g.id)
        right = hit is not None and same_type(g, entities[hit])
        yield Mark("entities", "right" if right else "missed", g.types[0], g.name)
        if hit is not None and not right:
            yield Mark("entities", "spurious", entities[hit].type, f"{entities[hit].name} ≠ {g.types[0]}")
    for e in answer.entities:
        near = pairs.touched.get(e.id, frozenset())
        if e.id not in pairs.of and not any(gold.entities[g].optional for g in near):
            yield Mark("entities", "spurious", e.type, e.name)


def statements(answer: Extraction) -> list[Fact]:
    """One fact for each asserted statement."""
    kept: dict[tuple[str, str, str], Fact] = {}
    for fact in answer.facts:
        if fact.confidence >= ASSERTED and not fact.negative and not fact.rejected:
            kept.setdefault((fact.subject, fact.predicate, fact.object), fact)
    return list(kept.values())


def meets(fact: Fact, gold: GoldRelation, pairs: Pairs) -> bool:
    """Whether a fact says what an annotation says, on overlapping evidence."""
    ends = (pairs.of.get(fact.subject), pairs.of.get(fact.object))
    wanted = [(gold.subject, gold.object)]
    if fact.predicate == "partnersWith":
        wanted.append((gold.object, gold.subject))
    if fact.predicate != gold.predicate or ends not in wanted:
        return False
    return gold.span is None or any(s.overlaps(gold.span) for s in fact.evidence)


def relation_marks(gold: Gold, answer: Extraction, pairs: Pairs) -> Iterable[Mark]:
    """Relations, then those marked explicit, those without `advances`, and the modality of what was found."""
    raw = answer.article.raw
    names = {e.id: e.name for e in answer.entities}
    facts = statements(answer)
    hits = {id(f): [n for n, g in enumerate(gold.relations) if meets(f, g, pairs)] for f in facts}
    found: dict[int, Fact] = {}
    for fact in facts:
        for n in hits[id(fact)]:
            found.setdefault(n, fact)
    groups: dict[str, list[int]] = {}
    for n, g in enumerate(gold.relations):
        if not (g.optional or gold.entities[g.subject].optional or gold.entities[g.object].optional):
            groups.setdefault(g.group or f"#{n}", []).append(n)
    for members in groups.values():
        g = gold.relations[members[0]]
        outcome = "right" if any(n in found for n in members) else "missed"
        label = f"{gold.entities[g.subject].name} {g.predicate} {gold.entities[g.object].name}"
        yield from views(g.predicate, any(gold.relations[n].explicit for n in members), outcome, label, g.evidence)
    for fact in facts:
        if not hits[id(fact)]:
            label = f"{names.get(fact.subject)} {fact.predicate} {names.get(fact.object)}"
            yield from views(fact.predicate, fact.explicit, "spurious", label, raw[slice(*fact.evidence[0])])
    for n, fact in found.items():
        stated = gold.relations[n].modality
        if stated:
            outcome = "right" if stated.lower() == fact.modality.lower() else "missed"
            label = f"{names[fact.subject]} {fact.predicate} {names[fact.object]}: {fact.modality} ≠ {stated}"
            yield Mark("modality", outcome, fact.modality, label, gold.relations[n].evidence)


def views(predicate: str, explicit: bool, outcome: str, label: str, sentence: str) -> Iterable[Mark]:
    """The measures that one relation counts in."""
    yield Mark("relations", outcome, predicate, label, sentence)
    if explicit:
        yield Mark("explicit", outcome, predicate, label, sentence)
    if predicate != "advances":
        yield Mark("without advances", outcome, predicate, label, sentence)


def figure_marks(gold: Gold, answer: Extraction, pairs: Pairs, plain: Callable[[str], str]) -> Iterable[Mark]:
    """Figures: right when subject, value and unit are."""
    names = {e.id: e.name for e in answer.entities}
    figures = [f for f in answer.figures if f.confidence >= ASSERTED and not f.rejected]
    for g in gold.figures:
        hit = any(same_figure(f, g, pairs, plain) for f in figures)
        if not g.optional:
            label = f"{gold.entities[g.subjects[0]].name} {g.indicator} {g.value} {g.units[0]}"
            yield Mark("figures", "right" if hit else "missed", g.units[0], label)
    for f in figures:
        if not any(same_figure(f, g, pairs, plain) for g in gold.figures):
            label = f"{names.get(f.subject)} {f.indicator} {f.value} {f.unit}"
            yield Mark("figures", "spurious", f.unit, label, answer.article.raw[slice(*f.evidence[0])])


def same_figure(figure: Figure, gold: GoldFigure, pairs: Pairs, plain: Callable[[str], str]) -> bool:
    """Whether a figure has the annotated subject, value and unit."""
    return (
        pairs.of.get(figure.subject) in gold.subjects
        and gold.value is not None
        and abs(figure.value - gold.value) <= Decimal("1e-9") * max(Decimal(1), abs(gold.value))
        and plain(figure.unit) in {plain(u) for u in gold.units}
    )


def count(items: Iterable[Mark], measure: str, kind: str | None = None) -> Count:
    """The counts of a measure, or of one kind in it."""
    tally = Counter(m.outcome for m in items if m.measure == measure and kind in (None, m.kind))
    return Count(tally["right"], tally["spurious"], tally["missed"])


def interval(items: list[Mark], measure: str, rounds: int = 400, seed: int = 20250717) -> tuple[float, float]:
    """The 95 % bootstrap interval of a measure's F1, over its items, with a fixed seed."""
    outcomes = [m.outcome for m in items if m.measure == measure]
    chance = random.Random(seed)
    values = []
    for _ in range(rounds):
        tally = Counter(chance.choices(outcomes, k=len(outcomes))) if outcomes else Counter()
        values.append(Count(tally["right"], tally["spurious"], tally["missed"]).f1)
    values.sort()
    return values[int(0.025 * rounds)], values[int(0.975 * rounds) - 1]
