"""Figures that cannot all be true."""

from __future__ import annotations

from decimal import Decimal
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.analyse.corpus import Corpus, Figure
from graph.analyse.gaps.disagreements import bounds, disagree
from graph.analyse.networks.project import counted_figures
from tests.analyse.world import corpus, figure

SIGNS = {
    "=": "Exactly",
    ">": "GreaterThan",
    ">=": "AtLeast",
    "<": "LessThan",
    "<=": "AtMost",
    "~": "Approximately",
    "?": "",
}


def of(text: str, **more: object) -> Figure:
    """A figure written as `> 200` or `3..5`."""
    if ".." in text:
        low, high = text.split("..")
        return figure("B1", low, upper=Decimal(high), comparator="AtLeast", **more)
    sign, value = text.split()
    return figure("B1", value, comparator=SIGNS[sign], **more)


def agree(*texts: str) -> bool:
    """Whether some figures about one thing can all be true."""
    figures = tuple(map(of, texts))
    return not disagree(corpus(figures=figures), figures)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("> 200", "= 250"),
        ("> 200", "> 900"),
        (">= 200", "= 200"),
        ("<= 200", "= 200"),
        ("3..5", "= 5"),
        ("3..5", "5..7"),
        ("~ 100", "= 110"),
        ("~ 100", "= 90"),
        ("~ 100", "~ 121"),
        ("= 3", "= 3.0"),
        ("? 3", "= 4"),
        ("~ -100", "= -110"),
    ],
)
def test_these_can_both_be_true(one: str, other: str) -> None:
    assert agree(one, other)
    assert agree(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("= 3", "= 4"),
        ("> 200", "= 200"),
        ("< 200", "= 200"),
        ("> 200", "< 200"),
        ("> 200", "<= 200"),
        ("3..5", "= 6"),
        ("3..5", "> 5"),
        ("~ 100", "= 111"),
        ("~ 100", "~ 130"),
        ("~ 0", "= 1"),
    ],
)
def test_these_cannot(one: str, other: str) -> None:
    assert not agree(one, other)
    assert not agree(other, one)


@pytest.mark.parametrize(
    "more",
    [
        {"indicator": "loans"},
        {"unit": "户"},
        {"base": "all"},
        {"as_of": "2023-12-31"},
        {"as_of": ""},
    ],
)
def test_figures_about_different_things_never_disagree(more: dict[str, str]) -> None:
    figures = (of("= 3"), of("= 4", **more))
    assert disagree(corpus(figures=figures), figures) == ()


def test_undated_figures_never_disagree() -> None:
    figures = (of("= 3", as_of=""), of("= 4", as_of=""))
    assert disagree(corpus(figures=figures), figures) == ()


def test_figures_of_different_subjects_never_disagree() -> None:
    figures = (figure("B1", "3"), figure("B2", "4"))
    assert disagree(corpus(figures=figures), figures) == ()


def test_a_disagreement_holds_all_that_contradict_another_and_no_more() -> None:
    figures = tuple(map(of, ("= 300", "> 100", "= 200", "= 2E+2")))
    (found,) = disagree(corpus(figures=figures), figures)
    assert [str(f.value) for f in found.figures] == ["200", "2E+2", "300"]
    assert (found.subject.iri, found.indicator, found.unit, found.base, found.as_of) == (
        *("B1", "users", "人", ""),
        "2024-12-31",
    )


def test_rejected_and_doubtful_figures_do_not_speak() -> None:
    held = corpus(figures=(of("= 3"), of("= 4", rejected=True), of("= 5", confidence=Decimal("0.2"))))
    assert disagree(held, counted_figures(held)) == ()
    assert len(disagree(held, counted_figures(held, 0.2))) == 1


def test_no_figures_no_disagreement() -> None:
    assert disagree(Corpus(), ()) == ()


TEXTS = st.lists(
    st.one_of(
        st.builds(lambda s, v: f"{s} {v}", st.sampled_from(sorted(SIGNS)), st.integers(-3, 20)),
        st.builds(lambda v, w: f"{v}..{w}", st.integers(-3, 9), st.integers(-3, 9)),
    ),
    max_size=7,
    unique=True,
)


@given(TEXTS)
def test_the_same_figures_are_named_as_by_comparing_every_pair(texts: list[str]) -> None:
    figures = tuple(map(of, texts))
    apart = set()
    for one, other in combinations(figures, 2):
        (low, high), (least, most) = bounds(one), bounds(other)
        if low > most or least > high:
            apart |= {one.iri, other.iri}
    assert {f.iri for d in disagree(corpus(figures=figures), figures) for f in d.figures} == apart
