"""A stretch of a path: hops that each a claim proves, and how such stretches are ranked and joined."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from graph.analyse.corpus import Claim

    Rank: TypeAlias = tuple[bool, int, bool, Decimal, int, tuple[str, ...]]

STEPS = ("policy", "theme", "institution", "thing", "segment")


@dataclass(frozen=True, slots=True)
class Hop:
    """One hop: `step` is the place of `STEPS` that it leads to, `claim` proves it."""

    step: str
    claim: Claim


@dataclass(frozen=True, slots=True)
class Stretch:
    """Some hops in order with the IRIs of the places that they join, empty where a place is missing.

    `strength` is the product of the claims' confidence, `explicit` counts the claims that name both ends; a stretch
    with a collective in it is `late`, one whose thing itself answers the theme is `fitting`.
    """

    places: tuple[str, ...] = ()
    hops: tuple[Hop, ...] = ()
    strength: Decimal = Decimal(1)
    explicit: int = 0
    late: bool = False
    fitting: bool = False

    @property
    def rank(self) -> Rank:
        """What orders stretches: named institutions first, then by hops, a fitting thing, strength, explicit hops, and
        at last the IRIs.
        """
        return (self.late, -len(self.hops), not self.fitting, -self.strength, -self.explicit, self.places)

    def join(self, other: Stretch) -> Stretch:
        """The stretch that is this one followed by another."""
        return Stretch(
            self.places + other.places,
            self.hops + other.hops,
            self.strength * other.strength,
            self.explicit + other.explicit,
            self.late or other.late,
            self.fitting or other.fitting,
        )


def hop(step: str, claim: Claim, *places: str, late: bool = False) -> Stretch:
    """The stretch of a single hop."""
    return Stretch(places, (Hop(step, claim),), claim.confidence, int(claim.explicit), late)
