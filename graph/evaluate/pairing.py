"""Pairs extracted entities with annotated ones, one to one, by the surface forms that they share."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from graph.evaluate.gold import Gold, GoldEntity
from graph.model import Entity

GROUPS = {
    "body": ("Regulator", "Authority", "Department"),
    "institution": (
        "Institution", "FinancialInstitution", "ConsumerFinanceCompany", "Bank", "CreditBureau",
        "Organization", "Agent",
    ),
    "offering": ("LoanProduct", "App", "AIModel", "System", "Platform", "Product", "DigitalProduct"),
    "theme": ("Theme", "Topic"),
    "segment": ("Segment",),
}  # fmt: skip
GROUP = {name: group for group, names in GROUPS.items() for name in names}
EXCHANGEABLE = {
    frozenset(pair)
    for pair in [
        ("offering", "Initiative"),
        ("body", "institution"),
        ("Technology", "BusinessFunction"),
        ("Policy", "Initiative"),
        ("Technology", "offering"),
    ]
}
ABOVE = {
    "ConsumerFinanceCompany": {"FinancialInstitution", "Institution"},
    "Bank": {"FinancialInstitution", "Institution"},
    "CreditBureau": {"Institution"},
    "Regulator": {"Authority"},
    "Authority": {"Regulator"},
}
MARKS = re.compile(r"[\s“”\"'‘’「」『』《》〈〉()（）·,，、。:：;；]")


@dataclass(frozen=True, slots=True)
class Pairs:
    """`of` maps extracted ids to gold ids, one to one; `touched` maps them to every gold id they share a name with."""

    of: dict[str, str]
    touched: dict[str, frozenset[str]]


def compatible(gold: str, answer: str) -> bool:
    """Whether two classes are near enough to be one thing annotated differently."""
    a, b = GROUP.get(gold, gold), GROUP.get(answer, answer)
    return a == b or frozenset((a, b)) in EXCHANGEABLE


def same_type(gold: GoldEntity, answer: Entity) -> bool:
    """Whether an extracted entity has the annotated class, a right alternative, or the one above it."""
    return answer.type in gold.types or answer.type in ABOVE.get(gold.types[0], set())


def surfaces(texts: tuple[str, ...], plain: Callable[[str], str]) -> frozenset[str]:
    """Surface forms without damage, marks and case."""
    return frozenset(s for s in (MARKS.sub("", plain(t)).lower() for t in texts) if s)


def pair(gold: Gold, entities: tuple[Entity, ...], raw: str, plain: Callable[[str], str]) -> Pairs:
    """The pairing that gives the most shared surface forms first, then equal classes."""
    wanted = {g.id: surfaces(g.surfaces, plain) for g in gold.entities.values()}
    given = {e.id: surfaces((e.name, *(raw[slice(*s)] for s in e.mentions)), plain) for e in entities}
    types = {e.id: e for e in entities}
    edges = sorted(
        (-len(given[a] & wanted[g]), not same_type(gold.entities[g], types[a]), len(given[a] ^ wanted[g]), a, g)
        for a in given
        for g in wanted
        if given[a] & wanted[g] and compatible(gold.entities[g].types[0], types[a].type)
    )
    of: dict[str, str] = {}
    for *_, a, g in edges:
        if a not in of and g not in of.values():
            of[a] = g
    touched = {a: frozenset(g for *_, b, g in edges if b == a) for a in given}
    return Pairs(of, touched)
