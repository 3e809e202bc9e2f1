"""The facts of an article as decisions leave them: accepted, rejected, corrected, added."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from graph.model import Fact
from graph.rdf.names import claim_iri
from graph.review.decisions import Decision, Named, Statement
from graph.review.located import Located, united

if TYPE_CHECKING:
    from graph.model import Extraction, Finding
    from graph.review.entities import Cast

Key = tuple[str, str, str, str, bool]
SURE = Decimal(1)


class Facts:
    """The facts of an extraction while decisions are applied: one for each statement."""

    def __init__(self, extraction: Extraction, cast: Cast, found: list[Finding]) -> None:
        self.article = extraction.article
        self.cast = cast
        self.found = found
        self.held: dict[Key, Fact] = {}
        for fact in extraction.facts:
            moved = self.moved(fact)
            if moved:
                self.join(moved)

    def moved(self, fact: Fact) -> Fact | None:
        """The fact about the entities that remain, None when an end is gone or both ends have become one."""
        subject, object_ = self.cast.moved(fact.subject), self.cast.moved(fact.object)
        if subject is None or object_ is None or (subject == object_ and fact.subject != fact.object):
            return None
        voice = self.cast.moved(fact.voice) if fact.voice else None
        via = self.cast.moved(fact.via) if fact.via else None
        return replace(fact, subject=subject, object=object_, voice=voice, via=via)

    def join(self, fact: Fact) -> None:
        """Hold a fact; of two that say the same the surer one leads and has the evidence of both."""
        other = self.held.get(key(fact))
        if other:
            best, less = sorted((fact, other), key=rank)
            fact = replace(best, evidence=united(best.evidence, less.evidence))
        self.held[key(fact)] = fact

    def matching(self, target: Statement, at: Located) -> list[Key]:
        """The facts that a decision is about, at the decision's words: by claim IRI, else by what is said."""
        here = {k: f for k, f in self.held.items() if at.touches(f.evidence)}
        exact = [k for k, f in here.items() if target.iri and target.iri in self.iris(f)]
        if exact or not target.whole:
            return exact
        return [k for k, f in here.items() if self.says(f, target)]

    def iris(self, fact: Fact) -> set[str]:
        """All IRIs that the claim of a fact may have had: before its ends were merged, or with less evidence."""
        return {
            claim_iri(self.article.id, replace(fact, evidence=(span,)), subject, object_)
            for span in fact.evidence
            for subject in self.cast.iris(fact.subject)
            for object_ in self.cast.iris(fact.object)
        }

    def says(self, fact: Fact, target: Statement) -> bool:
        """Whether a fact says what a whole statement says, its modality and polarity being open or the same."""
        ends = self.cast.find(target.subject), target.predicate, self.cast.find(target.object)
        return (
            (fact.subject, fact.predicate, fact.object) == ends
            and target.modality in (None, fact.modality)
            and target.negative in (None, fact.negative)
        )

    def decide(self, at: Located, target: Statement) -> None:
        """Apply one decision about a claim."""
        decision = at.decision
        keys = [] if decision.action == "Addition" else self.matching(target, at)
        right = decision.replacement if isinstance(decision.replacement, Statement) else target
        for each in keys:
            fact = self.held[each]
            if decision.action == "Acceptance":
                self.held[each] = sure(fact, decision)
            elif decision.action == "Rejection":
                self.held[each] = rejected(fact, decision)
            else:
                self.correct(at, fact, right)
        if not keys and decision.action != "Rejection":
            self.add(at, right)

    def correct(self, at: Located, wrong: Fact, right: Statement) -> None:
        """Put a statement in the place of a fact: the same one with other details, else a new one beside it."""
        made = self.made(at, wrong, right)
        if made is None:
            return
        if key(made) != key(wrong):
            self.held[key(wrong)] = rejected(wrong, at.decision)
            base = self.held.get(key(made), made)
            if base.reviewer is None or base is made:
                base = replace(base, evidence=united(base.evidence, made.evidence))
            made = self.made(at, base, right) or base
        self.held[key(made)] = sure(made, at.decision)

    def add(self, at: Located, said: Statement) -> None:
        """Hold what a reviewer states, on the words that the decision quotes."""
        if not said.whole:
            return
        if at.repeated is not None:
            self.found.append(at.finding("decision-ambiguous", quote=at.repeated))
            return
        blank = Fact("", "", "", at.spans, SURE, explicit=False)
        made = self.made(at, blank, said)
        if made is None:
            return
        there = self.held.get(key(made))
        if there is None:
            named = all(self.cast.named_in(end, at.spans) for end in (made.subject, made.object))
            made = replace(made, explicit=named if said.explicit is None else said.explicit)
        else:
            grown = (
                there
                if at.decision.action == "Correction"
                else replace(there, evidence=united(there.evidence, at.spans))
            )
            made = self.made(at, grown, said) or grown
        self.held[key(made)] = sure(made, at.decision)

    def made(self, at: Located, base: Fact, said: Statement) -> Fact | None:
        """A fact with what a statement says; None, and a finding, when it names something that is no entity here."""
        found = {name: self.cast.find(end) for name, end in ends(said)}
        missing = [end.shown for name, end in ends(said) if found[name] is None]
        if missing:
            self.found.append(at.finding("decision-unresolved", entity=missing[0]))
            return None
        fact = replace(
            base,
            subject=found.get("subject") or base.subject,
            predicate=said.predicate or base.predicate,
            object=found.get("object") or base.object,
            modality=said.modality or base.modality,
            negative=base.negative if said.negative is None else said.negative,
            explicit=base.explicit if said.explicit is None else said.explicit,
            derived=base.derived if said.derived is None else said.derived,
            role=said.role or base.role,
            voice=found.get("voice") or base.voice,
            via=found.get("via") or base.via,
            as_of=said.as_of or base.as_of,
        )
        same = (fact.subject, fact.predicate, fact.object) == (base.subject, base.predicate, base.object)
        return fact if same else replace(fact, sense=None, rule=None)


def ends(said: Statement) -> list[tuple[str, Named]]:
    """The entities that a statement names, with their parts in it."""
    parts = (("subject", said.subject), ("object", said.object), ("voice", said.voice), ("via", said.via))
    return [(name, end) for name, end in parts if end is not None]


def key(fact: Fact) -> Key:
    """What makes two facts one statement."""
    return fact.subject, fact.predicate, fact.object, fact.modality, fact.negative


def rank(fact: Fact) -> tuple[object, ...]:
    """The place of a fact among those that say the same: reviewed, stated, explicit and sure ones first."""
    return fact.reviewer is None, fact.derived, not fact.explicit, -fact.confidence, fact.evidence, repr(fact)


def sure(fact: Fact, decision: Decision) -> Fact:
    """A fact that a reviewer vouches for."""
    return replace(fact, confidence=SURE, reviewer=decision.reviewer, rejected=False)


def rejected(fact: Fact, decision: Decision) -> Fact:
    """A fact that a reviewer found wrong; it is kept, but never stands as a plain triple."""
    return replace(fact, reviewer=decision.reviewer, rejected=True)
