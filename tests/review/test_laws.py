"""What holds of every set of decisions: twice or in another order they leave the same, and it can be written."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from graph.rdf.names import entity_iri, figure_iri
from graph.rdf.write import Run, triples
from graph.review.apply import apply
from graph.review.decisions import Decisions
from tests.review.sample import EXTRACTION, NOISE, OFFERS, PARTNERS, SERVES, USERS, WRONG, claim, review

DECISIONS = [
    f"[] a wp:Acceptance ; wp:claim <{claim(SERVES)}> ; wp:supportedBy my:s2 .",
    f"[] a wp:Rejection ; wp:claim <{claim(OFFERS)}> ; wp:supportedBy my:s1 .",
    f"[] a wp:Rejection ; wp:claim <{claim(PARTNERS)}> ; wp:supportedBy my:s4 .",
    "[] a wp:Rejection ; wp:supportedBy my:s1 ; "
    "wp:claim [ wp:subject my:yunshan ; wp:predicate wp:offers ; wp:object my:loan ] .",
    "[] a wp:Acceptance ; wp:supportedBy my:s4 ; "
    "wp:claim [ wp:subject my:yunshan ; wp:predicate wp:offers ; wp:object my:loan ] .",
    "[] a wp:Addition ; wp:supportedBy my:s4 , my:s3 ; "
    "wp:claim [ wp:subject my:yunshan ; wp:predicate wp:offers ; wp:object my:second ; wp:modality wp:Planned ] .",
    "[] a wp:Addition ; wp:supportedBy my:s3 ; "
    "wp:claim [ wp:subject my:yunshan ; wp:predicate wp:develops ; wp:object my:system ; wp:voice authority:boc ] .",
    f"[] a wp:Correction ; wp:claim <{claim(WRONG)}> ; wp:supportedBy my:s2 ; "
    "wp:replacement [ wp:subject my:yunshan ] .",
    f"[] a wp:Correction ; wp:claim <{claim(OFFERS)}> ; wp:supportedBy my:s1 ; "
    "wp:replacement [ wp:modality wp:Planned ] .",
    f'[] a wp:Correction ; wp:claim <{claim(PARTNERS)}> ; wp:supportedBy my:s1 ; wp:replacement [ wp:roleTitle "x" ] .',
    f"[] a wp:Correction ; wp:claim <{claim(SERVES)}> ; wp:supportedBy my:s2 ; wp:replacement "
    "[ wp:subject my:loan ; wp:predicate wp:serves ; wp:object segment:rural-clients ] .",
    f"[] a wp:Merge ; wp:entity <{entity_iri(NOISE)}> ; wp:into my:yunshan .",
    "[] a wp:Merge ; wp:entity my:yunshan ; wp:into authority:haier .",
    "[] a wp:Merge ; wp:entity my:loan ; wp:into my:second .",
    "[] a wp:Separation ; wp:entity my:loan , my:second .",
    f"[] a wp:Rejection ; wp:entity <{entity_iri(NOISE)}> .",
    "[] a wp:Rejection ; wp:entity my:second .",
    "[] a wp:Addition ; wp:entity my:second .",
    '[] a wp:Addition ; wp:entity [ a wp:System ; skos:prefLabel "风控"@zh ; wp:form "松針”風控" ] .',
    '[] a wp:Correction ; wp:entity my:loan ; wp:replacement [ a wp:Initiative ; skos:prefLabel "雪松计划"@zh ] .',
    "[] a wp:Correction ; wp:entity my:loan ; wp:replacement my:loan .",
    f"[] a wp:Rejection ; wp:figure <{figure_iri('sample', USERS, entity_iri(NOISE))}> ; wp:supportedBy my:s3 .",
    f"[] a wp:Correction ; wp:figure <{figure_iri('sample', USERS, entity_iri(NOISE))}> ; wp:supportedBy my:s3 ; "
    "wp:replacement [ wp:figureOf my:yunshan ; wp:value 4 ] .",
    "[] a wp:Addition ; wp:supportedBy my:s3 ; "
    'wp:figure [ wp:figureOf my:system ; wp:indicator "数量" ; wp:value 1 ; wp:unitText "个" ] .',
    '[] a wp:Rejection ; wp:entity my:loan ; wp:supportedBy [ wp:quote "不在文中" ] .',
]
DATED = st.tuples(st.sampled_from(DECISIONS), st.sampled_from(["2026-01-01", "2026-01-02"]))


def dated(decisions: list[tuple[str, str]]) -> Decisions:
    """A review with decisions of some dates."""
    lines = [text_.removesuffix(" .") + f' ; dcterms:created "{date}"^^xsd:date .' for text_, date in decisions]
    return review("\n".join(lines))


@settings(max_examples=150, deadline=None)
@given(st.lists(DATED, max_size=6, unique=True))
def test_applying_twice_equals_applying_once(chosen: list[tuple[str, str]]) -> None:
    decisions = dated(chosen)
    once = apply(EXTRACTION, decisions)
    assert apply(once, decisions) == once


@settings(max_examples=60, deadline=None)
@given(st.lists(DATED, max_size=6, unique=True), st.data())
def test_the_order_of_decisions_does_not_matter(chosen: list[tuple[str, str]], data: st.DataObject) -> None:
    turned = data.draw(st.permutations(chosen))
    assert apply(EXTRACTION, dated(turned)) == apply(EXTRACTION, dated(chosen))


@settings(max_examples=60, deadline=None)
@given(st.lists(DATED, max_size=6, unique=True))
def test_what_decisions_leave_can_always_be_written(chosen: list[tuple[str, str]]) -> None:
    done = apply(EXTRACTION, dated(chosen))
    assert triples([done], Run("1", "1"))
    ids = {e.id for e in done.entities}
    assert len(ids) == len(done.entities)
    assert all(f.evidence and f.confidence <= 1 for f in done.facts)
