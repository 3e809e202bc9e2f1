"""Marks every annotated and every extracted item of an article as right, missed or spurious."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal

from graph.evaluate.gold import Gold, GoldFigure, GoldRelation
from graph.evaluate.pairing import GROUP, Pairs, same_type
from graph.evaluate.sentences import first, sentence
from graph.model import Entity, Extraction, Fact, Figure

ASSERTED = Decimal("0.5")
CLOSE = Decimal("1e-9")
Plain = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Mark:
    """One item's outcome: `right`, `missed` or `spurious`; its kind (class, predicate or unit), name and sentence.

    `measures` names the measures that it counts in, its own first.
    """

    measures: tuple[str, ...]
    outcome: str
    kind: str
    label: str
    sentence: str = ""


def marks(gold: Gold, answer: Extraction, pairs: Pairs, plain: Plain) -> list[Mark]:
    """The outcome of every item of an article; optional ones that were missed, and hits on them, are left out."""
    return [
        *entity_marks(gold, answer, pairs),
        *organisation_marks(gold, answer, pairs),
        *relation_marks(gold, answer, pairs),
        *figure_marks(gold, answer, pairs, plain),
    ]


def entity_marks(gold: Gold, answer: Extraction, pairs: Pairs) -> Iterable[Mark]:
    """Entities with their classes: a wrong class is one miss and one spurious answer."""
    entities = {e.id: e for e in answer.entities}
    found = {g: entities[a] for a, g in pairs.of.items()}
    for g in gold.entities.values():
        hit = found.get(g.id)
        if g.optional:
            continue
        right = hit is not None and same_type(g, hit)
        yield Mark(("entities",), "right" if right else "missed", g.types[0], g.name, first(answer.text, g.mentions))
        if hit is not None and not right:
            yield Mark(("entities",), "spurious", hit.type, f"{hit.name} ≠ {g.types[0]}", named(answer, hit))
    for e in unpaired(gold, answer, pairs):
        yield Mark(("entities",), "spurious", e.type, e.name, named(answer, e))


def organisation_marks(gold: Gold, answer: Extraction, pairs: Pairs) -> Iterable[Mark]:
    """Organisations found by their names, whatever kind of organisation they were taken for."""
    found = frozenset(pairs.of.values())
    for g in gold.entities.values():
        if organisation(g.types[0]) and not g.optional:
            yield Mark(("organisations",), "right" if g.id in found else "missed", g.types[0], g.name)
    for e in unpaired(gold, answer, pairs):
        if organisation(e.type):
            yield Mark(("organisations",), "spurious", e.type, e.name)


def organisation(name: str) -> bool:
    """Whether a class is one of organisations."""
    return GROUP.get(name) in ("body", "institution")


def unpaired(gold: Gold, answer: Extraction, pairs: Pairs) -> Iterable[Entity]:
    """The extracted entities that no annotated one stands for, optional ones included."""
    for e in answer.entities:
        near = pairs.touched.get(e.id, frozenset())
        if e.id not in pairs.of and not any(gold.entities[g].optional for g in near):
            yield e


def named(answer: Extraction, entity: Entity) -> str:
    """The sentence that first names an entity."""
    return sentence(answer.text, entity.mentions[0].start) if entity.mentions else ""


def statements(answer: Extraction) -> list[Fact]:
    """One fact for each asserted statement."""
    kept: dict[tuple[str, str, str], Fact] = {}
    for fact in answer.facts:
        if fact.confidence >= ASSERTED and not fact.negative and not fact.rejected:
            kept.setdefault((fact.subject, fact.predicate, fact.object), fact)
    return list(kept.values())


def numbers(answer: Extraction) -> list[Figure]:
    """The asserted figures."""
    return [f for f in answer.figures if f.confidence >= ASSERTED and not f.rejected]


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
    """Relations, and the modality of those that were found."""
    names = {e.id: e.name for e in answer.entities}
    facts = statements(answer)
    met = [(fact, [g for g in gold.relations if meets(fact, g, pairs)]) for fact in facts]
    found = {g.id for _, hits in met for g in hits}
    for group in groups(gold):
        outcome = "right" if any(g.id in found for g in group) else "missed"
        yield relation_mark(outcome, group[0].predicate, any(g.explicit for g in group), *told(gold, group[0]))
    for fact, hits in met:
        label = f"{names[fact.subject]} {fact.predicate} {names[fact.object]}"
        text = answer.article.raw[slice(*fact.evidence[0])]
        if hits:
            yield modality_mark(fact, [g.modality for g in hits], label, text)
        else:
            yield relation_mark("spurious", fact.predicate, fact.explicit, label, text)


def groups(gold: Gold) -> list[list[GoldRelation]]:
    """The annotated relations that must be found, those together of which one suffices."""
    held: dict[str, list[GoldRelation]] = {}
    for g in gold.relations:
        if not (g.optional or gold.entities[g.subject].optional or gold.entities[g.object].optional):
            held.setdefault(f"group {g.group}" if g.group else g.id, []).append(g)
    return list(held.values())


def told(gold: Gold, relation: GoldRelation) -> tuple[str, str]:
    """An annotated relation in words, and its evidence."""
    ends = gold.entities[relation.subject].name, gold.entities[relation.object].name
    return f"{ends[0]} {relation.predicate} {ends[1]}", relation.evidence


def relation_mark(outcome: str, predicate: str, explicit: bool, label: str, text: str) -> Mark:
    """A relation's mark, in the measures that it counts in."""
    own = ("relations", "explicit" if explicit else "implicit")
    return Mark(own if predicate == "advances" else (*own, "without-advances"), outcome, predicate, label, text)


def modality_mark(fact: Fact, wanted: list[str], label: str, text: str) -> Mark:
    """Whether a fact that was found has a modality that the annotation gives it."""
    if fact.modality in wanted:
        return Mark(("modality",), "right", fact.modality, label, text)
    return Mark(("modality",), "missed", wanted[0], f"{label}: {fact.modality} ≠ {wanted[0]}", text)


def figure_marks(gold: Gold, answer: Extraction, pairs: Pairs, plain: Plain) -> Iterable[Mark]:
    """Figures: right when subject, value and unit are; and the qualifier and date of those that were found."""
    names = {e.id: e.name for e in answer.entities}
    figures = numbers(answer)
    for g in gold.figures:
        hits = [f for f in figures if same_figure(f, g, pairs, plain)]
        label = f"{gold.entities[g.subjects[0]].name} {g.indicator} {g.value} {g.units[0]}"
        if not g.optional:
            yield Mark(("figures",), "right" if hits else "missed", g.units[0], label, g.evidence)
        if hits:
            yield from detail_marks(g, hits, label)
    for f in figures:
        if not any(same_figure(f, g, pairs, plain) for g in gold.figures):
            label = f"{names[f.subject]} {f.indicator} {f.value} {f.unit}"
            yield Mark(("figures",), "spurious", f.unit, label, answer.article.raw[slice(*f.evidence[0])])


def detail_marks(gold: GoldFigure, hits: list[Figure], label: str) -> Iterable[Mark]:
    """Whether the qualifier and the date of a figure that was found are right, in its own sentence where it was."""
    span = gold.span
    near = [f for f in hits if span is None or any(s.overlaps(span) for s in f.evidence)] or hits
    told = {(f.qualifier, f.as_of.date if f.as_of else None) for f in near}
    qualifiers, dates = {q for q, _ in told}, {d for _, d in told}
    wanted = gold.qualifier or "="
    right = wanted in qualifiers
    shown = label if right else f"{label}: {' '.join(sorted(qualifiers))} ≠ {wanted}"
    yield Mark(("qualifier",), "right" if right else "missed", wanted, shown, gold.evidence)
    right = gold.as_of in dates
    shown = label if right else f"{label}: {' '.join(sorted(map(day, dates)))} ≠ {day(gold.as_of)}"
    yield Mark(("asOf",), "right" if right else "missed", "dated" if gold.as_of else "undated", shown, gold.evidence)


def day(date: str | None) -> str:
    """A date, or a dash for none."""
    return date or "–"


def same_figure(figure: Figure, gold: GoldFigure, pairs: Pairs, plain: Plain) -> bool:
    """Whether a figure has the annotated subject, value and unit."""
    return (
        pairs.of.get(figure.subject) in gold.subjects
        and abs(figure.value - gold.value) <= CLOSE * max(Decimal(1), abs(gold.value))
        and plain(figure.unit) in {plain(u) for u in gold.units}
    )
