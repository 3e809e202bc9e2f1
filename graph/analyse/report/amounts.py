"""Numbers and dates of figures as people write them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graph.analyse.report.wording import Words, label

if TYPE_CHECKING:
    from decimal import Decimal

    from graph.analyse.corpus import Claim, Corpus, Figure

STATED = "Stated"
SIGNS = {"Exactly": "", "GreaterThan": "> ", "AtLeast": "≥ ", "LessThan": "< ", "AtMost": "≤ ", "Approximately": "≈ "}


def amount(corpus: Corpus, figure: Figure) -> Words:
    """The number of a figure with comparator and unit: `> 200,000,000 人`, `70%`, `3–5 万`."""
    sign = SIGNS.get(figure.comparator)
    number = digits(figure.value) if figure.upper is None else f"{digits(figure.value)}–{digits(figure.upper)}"
    unit = figure.unit if figure.unit in ("", "%", "‰") else " " + figure.unit
    if sign is not None:
        sign = "" if figure.upper is not None else sign
        return Words(*(f"{sign}{number}{unit}",) * 2)
    named = label(corpus, figure.comparator)
    return Words(f"{named.zh} {number}{unit}", f"{named.en} {number}{unit}")


def digits(value: Decimal) -> str:
    """A number in full with its digits in groups.

    >>> from decimal import Decimal
    >>> digits(Decimal("3E+6")), digits(Decimal("1.250"))
    ('3,000,000', '1.25')
    """
    return f"{value.normalize():,f}"


def dated(corpus: Corpus, held: Claim | Figure) -> Words:
    """The date that a claim or figure holds for, and on what it rests when the sentence does not state it whole."""
    if not held.as_of or held.basis in ("", STATED):
        return Words(held.as_of, held.as_of)
    basis = label(corpus, held.basis)
    return Words(f"{held.as_of}（{basis.zh}）", f"{held.as_of} ({basis.en})")
