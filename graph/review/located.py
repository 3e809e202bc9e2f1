"""A decision with the places of its words in the article."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from graph.model import Finding, Span
from graph.review.decisions import Decision


@dataclass(frozen=True, slots=True)
class Located:
    """A decision whose words stand in the article: one span for each quote, or all of a repeated one."""

    decision: Decision
    spans: tuple[Span, ...]
    repeated: str | None

    def touches(self, evidence: tuple[Span, ...]) -> bool:
        """Whether some evidence stands where the decision's words stand."""
        return not self.spans or any(mine.overlaps(other) for mine in self.spans for other in evidence)

    def finding(self, kind: str, **data: str) -> Finding:
        """A finding about the decision, at its words."""
        spot = self.spans[0] if self.spans else Span(0, 0)
        return Finding(kind, spot, tuple(sorted({"reviewer": self.decision.reviewer, **data}.items())))


def united(first: tuple[Span, ...], more: Iterable[Span]) -> tuple[Span, ...]:
    """Evidence and more evidence: the first passage stays first, for it names the claim, the others are sorted."""
    return (*first[:1], *sorted({*first[1:], *more} - {*first[:1]}))
