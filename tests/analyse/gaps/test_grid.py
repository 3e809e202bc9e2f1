"""The grid: the matrix apart by own claims, policies, products, initiatives and figures."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from graph.analyse.corpus import Claim, Corpus
from graph.analyse.gaps.grid import KINDS, NOTHING, Grid, spread
from graph.analyse.gaps.matrix import cross
from graph.analyse.networks.project import counted_figures
from tests.analyse.world import at, claim, corpus, figure, standing


def grid(held: Corpus) -> Grid:
    """The grid of a corpus."""
    claims = standing(held)
    return spread(held, claims, cross(held, claims), counted_figures(held))


def told(held: Corpus, institution: str, theme: str) -> dict[str, list[str]]:
    """The IRIs of the claims of a square by kind, blanks left out."""
    square = grid(held).square(institution, theme)
    return {kind: [c.iri for c in square.evidence(kind).claims] for kind in KINDS if len(square.evidence(kind))}


def test_an_institutions_own_claims_advance_a_theme_or_respond_to_it() -> None:
    held = corpus("B1 advances T1", "B1 respondsTo T1", "B2 advances T2")
    assert told(held, "B1", "T1") == {"own": ["B1 advances T1", "B1 respondsTo T1"]}
    assert told(held, "B1", "T2") == {}


def test_a_response_to_a_policy_counts_for_each_theme_that_the_policy_addresses() -> None:
    held = corpus("P1 addresses T1", "P1 addresses T2", "B1 respondsTo P1", "B1 respondsTo P2", "P3 addresses T3")
    assert told(held, "B1", "T1") == told(held, "B1", "T2") == {"policy": ["B1 respondsTo P1"]}
    assert told(held, "B1", "T3") == {}


def test_a_policy_whose_theme_is_only_planned_lends_none() -> None:
    held = corpus(claim("P1 addresses T1", modality="Planned"), "B1 respondsTo P1")
    assert grid(held).square("B1", "T1") == NOTHING


def test_products_and_initiatives_are_told_apart_by_what_they_are_not_by_the_verb() -> None:
    held = corpus("B1 offers L1", "B1 offers I1", "B1 runs I2", "L1 advances T1", "I1 advances T1", "I2 advances T1")
    assert told(held, "B1", "T1") == {
        "product": ["L1 advances T1"],
        "initiative": ["I1 advances T1", "I2 advances T1"],
    }


def test_a_plan_to_offer_or_a_denied_advance_leaves_a_blank() -> None:
    held = corpus(
        claim("B1 offers L1", modality="Planned"),
        "L1 advances T1",
        "B1 offers L2",
        claim("L2 advances T1", negative=True),
    )
    assert told(held, "B1", "T1") == {}


def test_a_figure_counts_in_the_sentence_of_an_own_claim_and_nowhere_else() -> None:
    same, other = figure("B1", "5", passages=("a:1",)), figure("B1", "6", passages=("a:2",))
    held = corpus(at("B1 advances T1", "a:1"), at("B1 advances T2", "a:3"), figures=(same, other))
    assert told(held, "B1", "T1") == {"own": ["B1 advances T1"], "figure": ["B1 advances T1"]}
    assert grid(held).square("B1", "T1").figures == (same,)
    assert told(held, "B1", "T2") == {"own": ["B1 advances T2"]}


def test_a_figure_of_another_subject_in_the_same_sentence_is_not_the_institutions() -> None:
    held = corpus(at("B1 advances T1", "a:1"), figures=(figure("B2", "5", passages=("a:1",)),), also="B2")
    assert "figure" not in told(held, "B1", "T1")


def test_a_figure_of_a_product_counts_wherever_the_product_advances_a_theme() -> None:
    number = figure("L1", "5", passages=("b:9",))
    held = corpus("B1 offers L1", "L1 advances T1", figures=(number,))
    assert told(held, "B1", "T1") == {"product": ["L1 advances T1"], "figure": ["L1 advances T1"]}
    assert grid(held).square("B1", "T1").figures == (number,)


def test_rejected_and_doubtful_figures_do_not_count() -> None:
    figures = (figure("L1", "5", rejected=True), figure("L1", "6", confidence=Decimal("0.4")))
    held = corpus("B1 offers L1", "L1 advances T1", figures=figures)
    assert told(held, "B1", "T1") == {"product": ["L1 advances T1"]}


def test_the_kinds_of_evidence_stay_apart_by_how_they_show_it() -> None:
    held = corpus(
        claim("B1 advances T1", iri="1"),
        claim("B1 advances T1", iri="2", explicit=False),
        claim("B1 advances T1", iri="3", explicit=False, derived=True),
    )
    own = grid(held).square("B1", "T1").own
    assert [[c.iri for c in kind] for kind in (own.explicit, own.implied, own.derived)] == [["1"], ["2"], ["3"]]


def test_an_empty_corpus_and_an_unknown_square_are_blank() -> None:
    assert grid(Corpus()).rows == ()
    assert grid(corpus("B1 advances T1")).square("B9", "T1").blank
    assert grid(corpus("B1 advances T1")).square("B1", "T9").blank


NAMES = [f"{kind}{number}" for kind in "BCLIPT" for number in (1, 2)]
VERBS = ("advances", "respondsTo", "offers", "runs", "develops", "addresses")
CLAIMS = st.lists(
    st.builds(
        lambda s, p, o, sure, modality: claim(f"{s} {p} {o}", confidence=Decimal(sure), modality=modality),
        st.sampled_from(NAMES),
        st.sampled_from(VERBS),
        st.sampled_from(NAMES),
        st.sampled_from(["0.3", "0.9"]),
        st.sampled_from(["Done", "Done", "Planned"]),
    ),
    unique_by=lambda c: c.iri,
    max_size=20,
)


@given(CLAIMS)
def test_the_grid_is_the_matrix_drawn_apart(claims: list[Claim]) -> None:
    held = corpus(*claims)
    found = cross(held, standing(held))
    spread_ = grid(held)
    assert [row.institution for row in spread_.rows] == [row.institution for row in found.rows]
    for row, whole in zip(spread_.rows, found.rows, strict=True):
        for square, cell in zip(row.squares, whole.cells, strict=True):
            assert square.own == cell.direct
            assert sorted(square.product.claims + square.initiative.claims, key=str) == sorted(cell.via.claims, key=str)
            assert square.blank or len(cell) or len(square.policy)
