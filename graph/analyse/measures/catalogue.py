"""The measures as data: how each is shown, and what it means here, in the words of the messages file."""

from __future__ import annotations

from dataclasses import dataclass

from graph.messages import say


@dataclass(frozen=True, slots=True)
class Measure:
    """A measure: its key, the digits it is shown with, whether a low value ranks first, and whether entities have it
    (else the network as a whole, or a pair of institutions).
    """

    key: str
    digits: int
    low: bool = False
    ranks: bool = False

    def name(self, lang: str) -> str:
        """What it is called."""
        return say(f"measure.{self.key}", lang)

    def meaning(self, lang: str) -> str:
        """What it means here, in one sentence."""
        return say(f"measure.{self.key}_meaning", lang)

    def source(self, lang: str) -> str:
        """Who defined it: author, year, title."""
        return say(f"measure.{self.key}_source", lang)

    def caveat(self, lang: str) -> str:
        """What it does not say."""
        return say(f"measure.{self.key}_caveat", lang)


CATALOGUE = (
    Measure("degree", 0, ranks=True),
    Measure("claims", 0, ranks=True),
    Measure("betweenness", 4, ranks=True),
    Measure("pagerank", 4, ranks=True),
    Measure("core", 0, ranks=True),
    Measure("effective", 2, ranks=True),
    Measure("constraint", 3, low=True, ranks=True),
    Measure("communities", 4),
    Measure("bridges", 0),
    Measure("joints", 0),
    Measure("assortativity", 3),
    Measure("density", 4),
    Measure("similarity", 2),
    Measure("bootstrap", 0),
)


def named(key: str) -> Measure:
    """The measure with a key; a KeyError for any other.

    >>> named("constraint").low, named("degree").name("en")
    (True, 'Degree')
    """
    return {measure.key: measure for measure in CATALOGUE}[key]
