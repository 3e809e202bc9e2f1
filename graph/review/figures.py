"""The figures of an article as decisions leave them: accepted, rejected, corrected, added."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from graph.model import Figure
from graph.rdf.names import figure_iri, plain
from graph.review.decisions import Decision, Number
from graph.review.located import Located, united

if TYPE_CHECKING:
    from graph.model import Extraction, Finding
    from graph.review.entities import Cast

Key = tuple[object, ...]
SURE = Decimal(1)


class Figures:
    """The figures of an extraction while decisions are applied."""

    def __init__(self, extraction: Extraction, cast: Cast, found: list[Finding]) -> None:
        self.article = extraction.article
        self.cast = cast
        self.found = found
        self.held: dict[Key, Figure] = {}
        for figure in extraction.figures:
            subject = cast.moved(figure.subject)
            if subject is not None:
                moved = replace(figure, subject=subject)
                other = self.held.get(key(moved))
                best = min((moved, other), key=rank) if other else moved
                self.held[key(moved)] = best

    def matching(self, target: Number, at: Located) -> list[Key]:
        """The figures that a decision is about, at the decision's words: by IRI, else by what is said."""
        here = {k: f for k, f in self.held.items() if at.touches(f.evidence)}
        exact = [k for k, f in here.items() if target.iri and target.iri in self.iris(f)]
        if exact or not target.whole:
            return exact
        return [k for k, f in here.items() if self.says(f, target)]

    def iris(self, figure: Figure) -> set[str]:
        """All IRIs that a figure may have had before its subject was merged."""
        return {figure_iri(self.article.id, figure, subject) for subject in self.cast.iris(figure.subject)}

    def says(self, figure: Figure, target: Number) -> bool:
        """Whether a figure gives the number that a decision names, under the same indicator."""
        return (
            figure.subject == self.cast.find(target.subject)
            and (figure.indicator, figure.value, figure.unit) == (target.indicator, target.value, target.unit)
            and target.qualifier in (None, figure.qualifier)
        )

    def decide(self, at: Located, target: Number) -> None:
        """Apply one decision about a figure."""
        decision = at.decision
        keys = [] if decision.action == "Addition" else self.matching(target, at)
        right = decision.replacement if isinstance(decision.replacement, Number) else target
        for each in keys:
            figure = self.held[each]
            if decision.action == "Acceptance":
                self.held[each] = sure(figure, decision)
            elif decision.action == "Rejection":
                self.held[each] = rejected(figure, decision)
            else:
                self.correct(at, figure, right)
        if not keys and decision.action != "Rejection":
            self.add(at, right)

    def correct(self, at: Located, wrong: Figure, right: Number) -> None:
        """Put a number in the place of a figure: the same one with other details, else a new one beside it."""
        made = self.made(at, wrong, right)
        if made is None:
            return
        if key(made) != key(wrong):
            self.held[key(wrong)] = rejected(wrong, at.decision)
        self.held[key(made)] = sure(made, at.decision)

    def add(self, at: Located, said: Number) -> None:
        """Hold a figure that a reviewer states, on the words that the decision quotes."""
        if not said.whole or said.value is None or said.unit is None:
            return
        if at.repeated is not None:
            self.found.append(at.finding("decision-ambiguous", quote=at.repeated))
            return
        words = f"{plain(said.value)}{said.unit}"
        blank = Figure("", said.indicator or "", said.value, said.unit, "=", at.spans, words)
        made = self.made(at, blank, said)
        if made is None:
            return
        there = self.held.get(key(made))
        if there is not None:
            spans = there.evidence if at.decision.action == "Correction" else united(there.evidence, at.spans)
            made = self.made(at, replace(there, evidence=spans), said) or there
        self.held[key(made)] = sure(made, at.decision)

    def made(self, at: Located, base: Figure, said: Number) -> Figure | None:
        """A figure with what a decision says; None, and a finding, when its subject is no entity here."""
        subject = self.cast.find(said.subject) if said.subject else base.subject
        if subject is None:
            self.found.append(at.finding("decision-unresolved", entity=said.subject.shown if said.subject else ""))
            return None
        figure = replace(
            base,
            subject=subject,
            indicator=said.indicator or base.indicator,
            value=base.value if said.value is None else said.value,
            maximum=base.maximum if said.maximum is None else said.maximum,
            unit=base.unit if said.unit is None else said.unit,
            qualifier=said.qualifier or base.qualifier,
            text=said.text or base.text,
            base=said.base or base.base,
            as_of=said.as_of or base.as_of,
        )
        return figure if key(figure) == key(base) else replace(figure, rule=None)


def key(figure: Figure) -> Key:
    """What makes two figures one: all that their IRI is made of."""
    number = (figure.value, figure.maximum, figure.qualifier, figure.as_of.date if figure.as_of else None)
    return figure.subject, figure.indicator, number, figure.unit, figure.evidence[0]


def rank(figure: Figure) -> tuple[object, ...]:
    """The place of a figure among equal ones: reviewed and sure ones first."""
    return figure.reviewer is None, -figure.confidence, repr(figure)


def sure(figure: Figure, decision: Decision) -> Figure:
    """A figure that a reviewer vouches for."""
    return replace(figure, confidence=SURE, reviewer=decision.reviewer, rejected=False)


def rejected(figure: Figure, decision: Decision) -> Figure:
    """A figure that a reviewer found wrong; it is kept and marked."""
    return replace(figure, reviewer=decision.reviewer, rejected=True)
