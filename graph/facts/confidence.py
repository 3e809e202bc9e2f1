"""Confidence by counting: how often a rule was right on annotated articles, backing off to its relation."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from graph.vocabulary import Vocabulary

WEIGHT = 4


def confidence(vocabulary: Vocabulary, sense: str, relation: str, how: str) -> Decimal:
    """The smoothed precision of a rule for a kind of subject, two digits.

    Each level (all, relation, relation and kind of subject, sense) is smoothed with `WEIGHT` cases of the one above.
    """
    value = 0.5
    for name in ("all", relation, f"{relation}/{how}", f"{sense}"):
        right, counted = vocabulary.precision.get(name, (0, 0))
        value = (right + WEIGHT * value) / (counted + WEIGHT)
    return Decimal(str(round(value, 2)))
