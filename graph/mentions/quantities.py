"""Finds numbers with their units, comparators and ranges."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from graph.mentions.heads import matches

if TYPE_CHECKING:
    from graph.vocabulary import Vocabulary

NUMBER = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"


class Quantity(NamedTuple):
    """A number in the text, in clean offsets; `value` is the full number, `maximum` the end of a range.

    `unit` is empty where the text leaves it out.
    """

    start: int
    end: int
    text: str
    value: Decimal
    unit: str
    qualifier: str
    maximum: Decimal | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Grammar:
    """The compiled shape of quantities, a character with which one can begin, and what its words mean."""

    regex: re.Pattern[str]
    initial: re.Pattern[str]
    magnitudes: dict[str, str]
    numerals: dict[str, str]
    units: dict[str, str]
    before: dict[str, str]
    after: dict[str, str]
    countable: frozenset[str]


def alternatives(words: dict[str, str]) -> str:
    """The words as one alternative, longest first."""
    return "|".join(re.escape(w) for w in sorted(words, key=lambda w: (-len(w), w))) or "(?!)"


@lru_cache(maxsize=4)
def grammar(vocabulary: Vocabulary) -> Grammar:
    """The grammar of a vocabulary, compiled once."""
    cues = {kind: vocabulary.cues.get(kind, {}) for kind in KINDS}
    magnitude, numeral = alternatives(cues["magnitude"]), "".join(re.escape(c) for c in sorted(cues["numeral"]))
    unit, before = alternatives(cues["unit"]), alternatives(cues["comparator-before"])
    after, to = alternatives(cues["comparator-after"]), alternatives(cues["range"])
    large = alternatives(cues["comparator-magnitude"])
    first = "".join(sorted({w[-1] for w in (*cues["comparator-before"], *cues["comparator-magnitude"])}))
    more = alternatives(cues["comparator-inside"])
    amount = rf"(?:{NUMBER}|[{numeral}]+|(?<=[{first}])(?={magnitude}))"
    regex = re.compile(
        rf"(?P<before>(?:{large})(?={magnitude})|(?:{before})?)\s*(?P<low>{amount})(?P<lowmag>(?:{magnitude})*)(?P<lowunit>(?:{unit})?)"
        rf"(?:(?:{to})(?P<high>{amount})(?P<highmag>(?:{magnitude})*))?"
        rf"(?P<inside>(?:{more})?)(?P<moremag>(?:{magnitude})*)(?P<unit>(?:{unit})?)(?P<after>(?:{after})?)"
    )
    kinds = ("magnitude", "numeral", "comparator-before", "comparator-magnitude")
    initials = "".join(sorted({re.escape(word[0]) for kind in kinds for word in cues[kind]}))
    return Grammar(
        regex=regex,
        initial=re.compile(rf"[\s\d{initials}]"),
        magnitudes=cues["magnitude"],
        numerals=cues["numeral"],
        units=cues["unit"],
        before={**cues["comparator-before"], **cues["comparator-magnitude"]},
        after={**cues["comparator-after"], **cues["comparator-inside"]},
        countable=frozenset(cues["unit-of-numbers"]),
    )


KINDS = (
    "magnitude", "numeral", "unit", "unit-of-numbers", "range",
    "comparator-before", "comparator-after", "comparator-inside", "comparator-magnitude",
)  # fmt: skip


@lru_cache(maxsize=8)
def find_quantities(clean: str, vocabulary: Vocabulary) -> tuple[Quantity, ...]:
    """The quantities of a text that carry a unit or a magnitude word, in order."""
    rules = grammar(vocabulary)
    found = []
    for match in matches(rules.regex, clean, map(re.Match.start, rules.initial.finditer(clean))):
        quantity = read(match, rules)
        if quantity and not glued(clean, match):
            found.append(quantity)
    return tuple(found)


def glued(clean: str, match: re.Match[str]) -> bool:
    """Whether the number is the tail of a Latin word or of a longer number."""
    start = match.start("low")
    before = clean[start - 1] if start else ""
    return bool(before) and before.isascii() and (before.isalpha() or before in ".-/:" or before.isdigit())


def read(match: re.Match[str], rules: Grammar) -> Quantity | None:
    """The quantity of a match, None when it has no unit or its numeral is a word of another kind.

    A number of digits with a magnitude word may leave its unit out.
    """
    before, low, lowmag, lowunit, high, highmag, inside, moremag, last, after = match.groups()
    unit = lowunit or last
    digits = low[:1].isdigit()
    if not unit and not (digits and lowmag):
        return None
    if unit in rules.countable and not (lowmag or moremag or digits):
        return None
    magnitude = lowmag + ("" if high else moremag)
    if high and not lowmag and highmag and not lowunit:
        magnitude = highmag
    least = number(low, magnitude, rules)
    most = number(high, highmag + moremag, rules) if high else None
    if least is None:
        return None
    qualifier = rules.before.get(before) or rules.after.get(inside) or rules.after.get(after) or "="
    if most is not None:
        qualifier = ">="
    stop = match.end("lowunit") if lowunit and not high and last else match.end()
    written = match.string[match.start() : stop].strip()
    return Quantity(match.start(), stop, written, least, rules.units.get(unit) or unit, qualifier, maximum=most)


@lru_cache(maxsize=1024)
def number(digits: str, magnitude: str, rules: Grammar) -> Decimal | None:
    """The full number of digits (or Chinese numerals) and magnitude words."""
    if not digits:
        value: Decimal | None = Decimal(1)
    else:
        value = Decimal(digits.replace(",", "")) if digits[0].isdigit() else chinese_number(digits, rules)
    if value is None:
        return None
    while magnitude:
        word = max((w for w in rules.magnitudes if magnitude.startswith(w)), key=len)
        value *= Decimal(rules.magnitudes[word])
        magnitude = magnitude[len(word) :]
    return value.quantize(Decimal(1)) if value == value.to_integral_value() else value.normalize()


def chinese_number(digits: str, rules: Grammar) -> Decimal | None:
    """The value of a short Chinese numeral (up to 99)."""
    ten = Decimal(10)
    values = [Decimal(rules.numerals[c]) for c in digits]
    if values.count(ten) > 1 or (ten not in values and len(values) > 1):
        return None
    if ten not in values:
        return values[0]
    at = values.index(ten)
    head = values[at - 1] if at == 1 else Decimal(1) if at == 0 else None
    tail = values[at + 1] if at + 2 == len(values) else Decimal(0) if at + 1 == len(values) else None
    return None if head is None or tail is None else head * ten + tail
