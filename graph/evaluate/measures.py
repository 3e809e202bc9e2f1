"""Counts marks: precision, recall and F1 of each measure, with intervals."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from graph.evaluate.marks import Mark

MEASURES = (
    "entities",
    "organisations",
    "relations",
    "explicit",
    "implicit",
    "without-advances",
    "figures",
)
SHARES = ("modality", "qualifier", "asOf")
OUTCOMES = ("right", "spurious", "missed")
ROUNDS = 400
SEED = 20250717


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


def count(marks: Iterable[Mark], measure: str, kind: str | None = None) -> Count:
    """The counts of a measure, or of one kind in it."""
    return counted(Counter(m.outcome for m in marks if measure in m.measures and kind in (None, m.kind)))


def counted(tally: Counter[str]) -> Count:
    """The counts of outcomes.

    >>> counted(Counter(["right", "right", "missed"])).recall
    0.6666666666666666
    """
    return Count(*(tally[outcome] for outcome in OUTCOMES))


def kinds(marks: Iterable[Mark], measure: str) -> list[str]:
    """The kinds that occur in a measure, sorted."""
    return sorted({m.kind for m in marks if measure in m.measures})


def interval(articles: Sequence[Sequence[Mark]], measure: str) -> tuple[float, float]:
    """The 95 % bootstrap interval of a measure's F1, with a fixed seed.

    In each round articles are drawn with replacement, and from each drawn one as many of its items as it has: the
    items of an article share its style, so they alone would promise too much.
    """
    held = [[m.outcome for m in marks if measure in m.measures] for marks in articles]
    chance = random.Random(SEED)
    values = sorted(drawn(held, chance).f1 for _ in range(ROUNDS))
    return values[int(0.025 * ROUNDS)], values[int(0.975 * ROUNDS) - 1]


def drawn(articles: Sequence[Sequence[str]], chance: random.Random) -> Count:
    """The counts of one round."""
    tally: Counter[str] = Counter()
    for outcomes in chance.choices(articles, k=len(articles)):
        tally.update(chance.choices(outcomes, k=len(outcomes)) if outcomes else ())
    return counted(tally)
