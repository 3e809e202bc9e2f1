"""What is said of the future and by others: how many claims are done, planned, announced, reported or ended."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graph.analyse.corpus import DONE
from graph.analyse.report.amounts import dated
from graph.analyse.report.blocks import Block, Paragraph, Recipe, Said, Table, cell, line, told
from graph.analyse.report.wording import called, label, number, words

if TYPE_CHECKING:
    from graph.analyse.analysis import Analysis
    from graph.analyse.corpus import Claim, Corpus
    from graph.analyse.report.citations import Citations

ROWS = 15
UNDONE = 'sum(c.modality != "Done" for c in a.kept)'


def plans(analysis: Analysis, citations: Citations) -> tuple[Block, ...]:
    """The claims that are not done, by modality and one by one with their sentences."""
    corpus = analysis.corpus
    undone = sorted((c for c in analysis.kept if c.modality != DONE), key=lambda c: (c.modality, -c.confidence, c.iri))
    if not undone:
        return (Paragraph(line(words("report.all_done")), "note"),)
    rest = len(undone) - ROWS
    hidden = told(words("report.more_claims", count=rest), f"{UNDONE} - {ROWS}", "note")
    more = (hidden,) if rest > 0 else ()
    return (
        Paragraph(line(words("report.plans_note"))),
        modalities(analysis),
        claims(corpus, undone, citations),
        *more,
    )


def modalities(analysis: Analysis) -> Table:
    """How many claims that nobody rejected have which modality."""
    counts = analysis.modalities()
    rows = tuple((cell(label(analysis.corpus, name)), cell(number(count))) for name, count in counts)
    head = words("report.modality"), words("report.count")
    sparql = (
        "SELECT ?modality (COUNT(?claim) AS ?count) WHERE { ?claim a wp:Claim ; wp:modality ?modality "
        "FILTER NOT EXISTS { ?claim wp:rejected true } } GROUP BY ?modality ORDER BY DESC(?count) ?modality"
    )
    return Table("modalities", words("report.modalities"), head, rows, frozenset((1,)), recipe=Recipe(sparql=sparql))


def claims(corpus: Corpus, undone: list[Claim], citations: Citations) -> Table:
    """The first of the claims that are not done."""
    head = (words("report.statement"), words("report.modality"), words("report.as_of"))
    rows = tuple(
        (
            cell(*stated(corpus, one), citations.cite((one,))),
            cell(label(corpus, one.modality)),
            cell(dated(corpus, one)),
        )
        for one in undone[:ROWS]
    )
    recipe = Recipe(python='[c for c in a.corpus.claims if c.modality != "Done" and not c.rejected]')
    return Table("plans", words("report.plans"), head, rows, recipe=recipe)


def stated(corpus: Corpus, one: Claim) -> tuple[Said, ...]:
    """What a claim says: its ends and the relation between them."""
    ends = (called(corpus.entity(end)) for end in (one.subject, one.object))
    subject, object_ = ends
    return Said(subject, "strong"), Said(label(corpus, one.predicate), "soft"), Said(object_, "strong")
