"""The offset map between raw and clean text."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from graph.model import Runs, Span, position, to_raw
from graph.text.offsets import kept, to_clean

Cut = tuple[int, int]


@st.composite
def texts_with_cuts(draw: st.DrawFn) -> tuple[str, list[Cut]]:
    """A raw text with cuts that are sorted and apart."""
    pieces = draw(st.lists(st.tuples(st.booleans(), st.text(alphabet="金融监管(a)", max_size=4)), max_size=12))
    cuts, raw = [], ""
    for out, piece in pieces:
        if out and piece:
            cuts.append((len(raw), len(raw) + len(piece)))
        raw += piece
    return raw, cuts


def kept_places(length: int, cuts: list[Cut]) -> list[int]:
    """The raw offsets that no cut takes out, found the slow way."""
    return [i for i in range(length) if not any(a <= i < b for a, b in cuts)]


@settings(deadline=None)
@given(texts_with_cuts())
def test_both_directions_are_inverse_on_what_is_kept(given_text: tuple[str, list[Cut]]) -> None:
    raw, cuts = given_text
    runs = kept(len(raw), cuts)
    places = kept_places(len(raw), cuts)
    assert [position(runs, i) for i in range(len(places))] == places
    assert [to_clean(runs, place) for place in places] == list(range(len(places)))


@settings(deadline=None)
@given(texts_with_cuts())
def test_a_clean_range_holds_the_raw_characters_at_its_places(given_text: tuple[str, list[Cut]]) -> None:
    raw, cuts = given_text
    runs = kept(len(raw), cuts)
    clean = "".join(raw[start : start + length] for _, start, length in runs)
    for i in range(len(clean)):
        for j in range(i + 1, len(clean) + 1):
            span = to_raw(runs, i, j)
            inside = [p for p in kept_places(len(raw), cuts) if span.start <= p < span.end]
            assert clean[i:j] == "".join(raw[p] for p in inside)


@settings(deadline=None)
@given(texts_with_cuts())
def test_spans_are_monotone_and_neighbours_do_not_overlap(given_text: tuple[str, list[Cut]]) -> None:
    raw, cuts = given_text
    runs = kept(len(raw), cuts)
    size = sum(length for _, _, length in runs)
    spans = [to_raw(runs, i, i + 1) for i in range(size)]
    assert all(0 <= a.start < a.end <= b.start < b.end <= len(raw) for a, b in pairwise(spans))
    assert all(to_raw(runs, 0, i).end <= to_raw(runs, 0, i + 1).end for i in range(size))


@settings(deadline=None)
@given(texts_with_cuts())
def test_runs_are_apart_and_cover_exactly_what_is_kept(given_text: tuple[str, list[Cut]]) -> None:
    raw, cuts = given_text
    covered = [i for _, start, length in kept(len(raw), cuts) for i in range(start, start + length)]
    assert covered == kept_places(len(raw), cuts)


def test_damage_belongs_to_the_character_before_it() -> None:
    runs: Runs = ((0, 0, 1), (1, 7, 2))
    assert to_raw(runs, 0, 1) == Span(0, 7)
    assert to_raw(runs, 1, 2) == Span(7, 8)
    assert to_clean(runs, 3) == 1


def test_an_empty_range_is_empty_and_an_empty_map_maps_to_the_start() -> None:
    assert to_raw(((0, 0, 1), (1, 7, 2)), 1, 1) == Span(7, 7)
    assert to_raw((), 0, 0) == Span(0, 0)
    assert (position((), 0), to_clean((), 3)) == (0, 0)
    assert to_clean(((0, 5, 2),), 3) == 0
