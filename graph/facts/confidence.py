"""Confidence by counting: how often a rule was right on annotated articles, backing off where it was seldom seen.

The counts are the ontology's `precision.ttl`, made by `python -m graph.evaluate.counting`; no number is set by hand.
"""

from __future__ import annotations

from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from graph.vocabulary import Sense, Vocabulary

WEIGHT = 4
EVEN = 0.5


def confidence(vocabulary: Vocabulary, rule: str, relation: str, how: str) -> Decimal:
    """The smoothed precision of a rule for a kind of subject, two digits.

    Each of its `levels` counts as much as its cases do against `WEIGHT` cases of the level above; above all of them a
    statement is as likely wrong as right.
    """
    value = EVEN
    for level in levels(vocabulary, rule, relation, how):
        right, counted = vocabulary.precision.get(level, (0, 0))
        value = (right + WEIGHT * value) / (counted + WEIGHT)
    return Decimal(str(round(value, 2)))


def levels(vocabulary: Vocabulary, rule: str, relation: str, how: str) -> tuple[str, ...]:
    """What a statement is counted under, from the widest to the narrowest.

    All statements, those with its kind of subject, and for that kind of subject its frame, its relation and its rule.
    A rule that is no sense of the lexicon (a section's theme, a figure) stands in no frame, and its kind of subject
    says which rule it is.
    """
    sense = senses(vocabulary).get(rule)
    if sense is None:
        return "all", how, f"{relation}/{how}"
    return "all", how, f"{sense.frame.name}/{how}", f"{relation}/{how}", f"{rule}/{how}"


@lru_cache(maxsize=16)
def senses(vocabulary: Vocabulary) -> dict[str, Sense]:
    """The senses of the lexicon by their ids, indexed once for a vocabulary."""
    return {sense.id: sense for found in vocabulary.senses.values() for sense in found}
