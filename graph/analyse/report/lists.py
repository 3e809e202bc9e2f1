"""The lists of the report: figures, policies, products, initiatives, what is not done, and every other claim."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from graph.analyse.corpus import DONE
from graph.analyse.report import proof
from graph.analyse.report.html import NOTHING, Markup, element, lines, table, text
from graph.analyse.report.wording import Words, called, count, label, named, shown, told

if TYPE_CHECKING:
    from collections.abc import Iterable

    from graph.analyse.analysis import Analysis
    from graph.analyse.corpus import Claim, Corpus, Entity, Figure

KINDS = ("Policy", "Product", "Initiative")


def figures(analysis: Analysis) -> Markup:
    """The figures with what they are about, their date and their sentences, in reading order."""
    corpus = analysis.corpus
    held = sorted((f for f in corpus.figures if not f.rejected), key=lambda f: within(corpus, f))
    if not held:
        return element("p", told("report.no_figures"), class_="note")
    head = [told(f"report.{name}") for name in ("subject", "value", "indicator", "as_of")]
    rows = (figure(analysis, one) for one in held)
    return table("table-figures", told("report.figures"), head, rows, seen=False)


def within(corpus: Corpus, held: Figure) -> tuple[tuple[object, ...], int, str]:
    """Where a figure stands, to sort by: its last sentence, then its words in it."""
    *sentence, _, iri = proof.place(corpus, held)
    words = corpus.sentences(held)[-1:]
    return tuple(sentence), words[0].clean.find(held.text) if words else 0, iri


def figure(analysis: Analysis, held: Figure) -> tuple[Markup, ...]:
    """The row of a figure, and under it its sentences with the figure's words marked."""
    corpus = analysis.corpus
    base = element("small", told("report.base", base=held.base)) if held.base else NOTHING
    summary = element("summary", told("report.sentence"))
    return (
        shown(called(corpus.entity(held.subject))),
        shown(proof.amount(corpus, held)),
        lines((shown(Words(held.indicator, held.indicator)), base)),
        shown(proof.dated(corpus, held)) if held.as_of else told("report.undated"),
        element("details", summary, proof.sentences(corpus, held, held.text), class_="proof"),
    )


def dossiers(analysis: Analysis, kind: str) -> Markup:
    """The entities of a class, each with all claims that it is an end of; those with most claims first."""
    corpus = analysis.corpus
    held = ends(analysis)
    found = [entity for entity in corpus.entities if corpus.is_a(entity, kind)]
    if not found:
        return element("p", told(f"report.no_{kind.lower()}"), class_="note")
    told_of = sorted((e for e in found if held[e.iri]), key=lambda e: (-len(held[e.iri]), e.zh, e.iri))
    bare = tuple(e for e in found if not held[e.iri])
    names = element("p", told("report.bare", count=len(bare), names=named(bare)), class_="note") if bare else NOTHING
    return lines((*(dossier(analysis, one, held[one.iri]) for one in told_of), names))


def dossier(analysis: Analysis, entity: Entity, held: Iterable[Claim]) -> Markup:
    """An entity above its claims, each of which opens to its sentences."""
    kind = element("span", shown(label(analysis.corpus, entity.type)), class_="tag")
    issued = element("span", told("report.issued", date=entity.issued), class_="tag") if entity.issued else NOTHING
    head = element("h3", Markup(" ".join(part for part in (shown(called(entity)), kind, issued) if part)))
    return element("article", head, proof.foldings(analysis, proof.ordered(analysis, held), entity.iri))


def ends(analysis: Analysis) -> dict[str, list[Claim]]:
    """The claims that nobody rejected, by each of their two ends."""
    held: dict[str, list[Claim]] = defaultdict(list)
    for claim in analysis.corpus.claims:
        if not claim.rejected:
            for end in {claim.subject, claim.object}:
                held[end].append(claim)
    return held


def plans(analysis: Analysis) -> Markup:
    """How many claims of each relation have which modality, and those that are not done with their sentences."""
    corpus = analysis.corpus
    kept = [claim for claim in corpus.claims if not claim.rejected]
    undone = [claim for claim in kept if claim.modality != DONE]
    if not undone:
        return element("p", told("report.all_done"), class_="note")
    columns = sorted({claim.modality for claim in kept}, key=lambda name: (name != DONE, name))
    counts = Counter((claim.predicate, claim.modality) for claim in kept)
    totals = Counter(claim.predicate for claim in kept)
    head = (told("report.relation"), *(shown(label(corpus, name)) for name in columns), told("report.total"))
    rows = [
        (
            shown(label(corpus, relation)),
            *(count(counts[relation, name]) if counts[relation, name] else text("") for name in columns),
            count(total),
        )
        for relation, total in sorted(totals.items(), key=lambda pair: (-pair[1], pair[0]))
    ]
    made = table("table-plans", told("report.plans"), head, rows, numbers=range(1, len(head)), seen=False)
    parts = ((name, [c for c in undone if c.modality == name]) for name in columns if name != DONE)
    return lines(
        (
            element("p", told("report.plans_note")),
            made,
            *(
                lines(
                    (element("h3", shown(label(corpus, name))), proof.foldings(analysis, proof.ordered(analysis, held)))
                )
                for name, held in parts
            ),
        )
    )


def others(analysis: Analysis) -> Markup:
    """The claims that are done and stand in no other list, relation by relation; each opens to its sentences."""
    corpus = analysis.corpus
    grouped: dict[str, list[Claim]] = defaultdict(list)
    for claim in corpus.claims:
        if not claim.rejected and claim.modality == DONE and not elsewhere(analysis, claim):
            grouped[claim.predicate].append(claim)
    if not grouped:
        return element("p", told("report.no_others"), class_="note")
    found = []
    for relation, held in sorted(grouped.items(), key=lambda pair: (-len(pair[1]), pair[0])):
        size = element("span", count(len(held)), class_="tag")
        summary = element("summary", shown(label(corpus, relation)), Markup(" "), size)
        found.append(
            element("details", summary, proof.foldings(analysis, proof.ordered(analysis, held)), class_="group")
        )
    return lines(found)


def elsewhere(analysis: Analysis, claim: Claim) -> bool:
    """Whether a claim stands among the policies, products and initiatives."""
    corpus = analysis.corpus
    return any(corpus.is_a(corpus.entity(end), kind) for end in (claim.subject, claim.object) for kind in KINDS)
