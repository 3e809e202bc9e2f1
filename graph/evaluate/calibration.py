"""Compares confidences with how often the statements were right: reliability bins and calibration error."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

BANDS = 10


@dataclass(frozen=True, slots=True)
class Judged:
    """The confidence of a statement or figure, and whether the annotation has it."""

    confidence: Decimal
    right: bool


@dataclass(frozen=True, slots=True)
class Bin:
    """The statements of one band of confidence: how many, how sure on average, and how many of them were right."""

    low: Decimal
    high: Decimal
    number: int
    confidence: float
    right: int

    @property
    def share(self) -> float:
        """The share that was right."""
        return self.right / self.number


def bins(judged: Iterable[Judged]) -> list[Bin]:
    """The bands of a tenth that hold statements, from the least sure; the last one includes 1.

    >>> [(b.number, b.right) for b in bins([Judged(Decimal("0.9"), True), Judged(Decimal(1), False)])]
    [(2, 1)]
    """
    held: dict[int, list[Judged]] = {}
    for each in judged:
        held.setdefault(min(int(each.confidence * BANDS), BANDS - 1), []).append(each)
    return [bin_of(band, held[band]) for band in sorted(held)]


def bin_of(band: int, inside: Sequence[Judged]) -> Bin:
    """The bin of one band."""
    mean = float(sum(each.confidence for each in inside)) / len(inside)
    right = sum(each.right for each in inside)
    return Bin(Decimal(band) / BANDS, Decimal(band + 1) / BANDS, len(inside), mean, right)


def error(judged: Sequence[Judged]) -> float:
    """The expected calibration error: how far confidence and share differ in a bin, on average over statements."""
    found = bins(judged)
    return sum(b.number * abs(b.confidence - b.share) for b in found) / len(judged) if judged else 0.0
