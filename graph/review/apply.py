"""Applies reviewers' decisions to what was extracted from an article.

`apply` is a function of both and nothing else: applying twice gives what applying once gives, and the order in which
decisions stand in their file does not matter (they are taken by date, then action, then content; later ones prevail).
A decision whose words no longer stand in the article is not applied but reported as a finding.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from graph.model import Extraction, Finding, Span
from graph.review.decisions import Decision, Decisions, Number, Statement
from graph.review.entities import Cast, occurrences
from graph.review.facts import Facts
from graph.review.figures import Figures
from graph.review.located import Located

if TYPE_CHECKING:
    from collections.abc import Iterator

    from graph.model import Fact, Figure

FAILING = frozenset({"decision-lost", "decision-ambiguous", "decision-unresolved"})


def apply(extraction: Extraction, decisions: Decisions) -> Extraction:
    """The extraction as the decisions leave it.

    What a reviewer states has confidence 1 and the reviewer's name; what one rejects is kept and marked. Findings of
    the kinds in `FAILING` say which decisions could not be applied.
    """
    found: list[Finding] = []
    located = list(locate(extraction.article.raw, decisions, found))
    cast = Cast(extraction, [each.decision for each in located])
    facts = Facts(extraction, cast, found)
    figures = Figures(extraction, cast, found)
    for each in located:
        match each.decision.targets[0]:
            case Statement() as statement:
                facts.decide(each, statement)
            case Number() as number:
                figures.decide(each, number)
    if decisions.sha256 is not None and decisions.sha256 != extraction.article.sha256:
        found.append(Finding("review-outdated", Span(0, 0)))
    findings = {*extraction.findings, *found}
    return Extraction(
        text=extraction.text,
        entities=tuple(sorted(cast.entities.values(), key=lambda e: (e.mentions[:1], e.id))),
        facts=tuple(sorted(facts.held.values(), key=fact_place)),
        figures=tuple(sorted(figures.held.values(), key=figure_place)),
        findings=tuple(sorted(findings, key=lambda f: (f.span, f.kind, f.data))),
    )


def fact_place(fact: Fact) -> tuple[object, ...]:
    """The place of a fact in an extraction: by its first passage, then by what it says."""
    return fact.evidence[0], fact.subject, fact.predicate, fact.object, fact.modality, fact.negative


def figure_place(figure: Figure) -> tuple[object, ...]:
    """The place of a figure in an extraction: by its first passage, then by its words and what it says."""
    number = (figure.value, figure.maximum or figure.value, figure.qualifier)
    return figure.evidence[0], figure.text, figure.subject, figure.indicator, figure.unit, number


def idle(extraction: Extraction, decisions: Decisions) -> tuple[Decision, ...]:
    """The rejections, acceptances and corrections that are about nothing in an extraction before they are applied.

    The extraction may have learnt better, or the file may name a wrong IRI.
    """
    located = list(locate(extraction.article.raw, decisions, []))
    cast = Cast(extraction, [])
    facts, figures = Facts(extraction, cast, []), Figures(extraction, cast, [])
    unused = []
    for each in located:
        target, action = each.decision.targets[0], each.decision.action
        if action not in ("Rejection", "Acceptance", "Correction"):
            continue
        match target:
            case Statement():
                used = bool(facts.matching(target, each))
            case Number():
                used = bool(figures.matching(target, each))
            case _:
                used = cast.present(target) is not None
        if not used:
            unused.append(each.decision)
    return tuple(unused)


def locate(raw: str, decisions: Decisions, found: list[Finding]) -> Iterator[Located]:
    """The decisions whose words stand in the article, in their order; a finding for each of the others."""
    for decision in sorted(decisions.items, key=lambda d: d.order):
        spans: list[Span] = []
        lost, repeated = None, None
        for quoted in decision.evidence:
            places = list(occurrences(raw, quoted.quote))
            if quoted.occurrence is not None:
                places = places[quoted.occurrence - 1 : quoted.occurrence] if quoted.occurrence > 0 else []
            lost = lost if places else quoted.quote
            repeated = quoted.quote if len(places) > 1 else repeated
            spans += places
        if lost is None:
            yield Located(decision, tuple(sorted(set(spans))), repeated)
        else:
            data = (("quote", lost), ("reviewer", decision.reviewer))
            found.append(Finding("decision-lost", Span(0, 0), data))
