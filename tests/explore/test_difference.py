"""The difference of two graphs: what came, what went, what changed, and what both have."""

from __future__ import annotations

import random
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.explore.difference import CAME, CHANGED, WENT, counts, difference, summary
from graph.explore.reader import read
from graph.explore.view import Claim, Edge, Figure, Moment, Node, View
from tests.explore.graphs import fixture, written

VIEW = read(fixture())
SWAPPED = {CAME: WENT, WENT: CAME, CHANGED: CHANGED, "": ""}
MOMENT = Moment("2025-07-01", "7月1日", "Stated")
FIRST = """
id:a a wp:Bank ; skos:prefLabel "甲"@zh .
id:b a wp:Bank ; skos:prefLabel "乙"@zh .
id:t a wp:Article ; wp:text "甲与乙合作。" .
id:p a wp:Passage ; wp:inArticle id:t ; wp:start 0 ; wp:end 6 ; wp:quote "甲与乙合作。" ; wp:cleanText "甲与乙合作。" .
id:one a wp:Claim ; wp:subject id:a ; wp:predicate wp:partnersWith ; wp:object id:b ; wp:confidence 0.9 ;
  wp:modality wp:Planned ; wp:supportedBy id:p .
id:f a wp:Figure ; wp:figureOf id:a ; wp:indicator "用户" ; wp:value 10 ; wp:supportedBy id:p .
wp:Bank rdfs:label "银行"@zh .
"""
SECOND = FIRST.replace("甲与乙合作。", "如今，甲与乙合作。").replace("wp:Planned", "wp:Done").replace("id:f ", "id:g ")


def changes(view: View) -> dict[str, str]:
    """The change of everything in a view that can have one, by its IRI or ends."""
    found = {node.iri: node.change for node in view.nodes} | {figure.iri: figure.change for figure in view.figures}
    return found | {f"{e.subject} {e.predicate} {e.object}": e.change for e in view.edges}


def pick(items: tuple[Any, ...], chance: random.Random) -> tuple[Any, ...]:
    return tuple(item for item in items if chance.random() < 0.7)


def shaken(view: View, seed: int) -> View:
    """A view with some of its things gone and some changed, by chance."""
    chance = random.Random(seed)

    def turned(claim: Claim) -> Claim:
        return replace(claim, negative=True) if chance.random() < 0.2 else claim

    return replace(
        view,
        nodes=tuple(replace(n, issued="2020") if chance.random() < 0.2 else n for n in pick(view.nodes, chance)),
        edges=tuple(replace(e, claims=tuple(map(turned, e.claims))) for e in pick(view.edges, chance)),
        figures=tuple(replace(f, unit="元") if chance.random() < 0.2 else f for f in pick(view.figures, chance)),
        passages=pick(view.passages, chance),
        articles=pick(view.articles, chance),
        terms=pick(view.terms, chance),
    )


def with_claims(*claims: Claim) -> View:
    return View((), (Edge("s", "p", "o", claims),), (), (), (), ())


CLAIM = Claim("c", ("p",), Decimal("0.9"), True, False, "Done", False, False)


def test_a_view_and_itself_have_no_difference() -> None:
    assert difference(VIEW, VIEW) == VIEW


def test_everything_came_to_an_empty_view_and_went_to_it() -> None:
    empty = read(written())
    assert set(changes(difference(empty, VIEW)).values()) == {CAME}
    assert set(changes(difference(VIEW, empty)).values()) == {WENT}
    assert difference(empty, empty) == empty


@given(st.integers(), st.integers())
@settings(max_examples=60, deadline=None)
def test_swapping_the_views_swaps_what_came_and_what_went(first: int, second: int) -> None:
    old, new = shaken(VIEW, first), shaken(VIEW, second)
    forth, back = changes(difference(old, new)), changes(difference(new, old))
    assert back == {key: SWAPPED[change] for key, change in forth.items()}


@given(st.integers(), st.integers())
@settings(max_examples=60, deadline=None)
def test_the_difference_holds_what_either_view_holds_in_the_order_of_a_view(first: int, second: int) -> None:
    old, new = shaken(VIEW, first), shaken(VIEW, second)
    both = difference(old, new)
    for part in View.__slots__:
        before, after = keys(getattr(old, part)), keys(getattr(new, part))
        held = keys(getattr(both, part))
        assert set(held) == {*before, *after}
        assert held == [key for key in keys(getattr(VIEW, part)) if key in {*before, *after}]


def keys(items: tuple[Any, ...]) -> list[str]:
    return [getattr(x, "iri", getattr(x, "name", "")) or f"{x.subject} {x.predicate} {x.object}" for x in items]


@given(st.integers(), st.integers())
@settings(max_examples=60, deadline=None)
def test_what_is_not_gone_is_as_the_new_view_has_it(first: int, second: int) -> None:
    old, new = shaken(VIEW, first), shaken(VIEW, second)
    both = difference(old, new)
    assert tuple(replace(node, change="") for node in both.nodes if node.change != WENT) == new.nodes
    assert tuple(replace(edge, change="") for edge in both.edges if edge.change != WENT) == new.edges
    assert tuple(replace(figure, change="") for figure in both.figures if figure.change != WENT) == new.figures
    assert {article for article in both.articles if article in new.articles} == set(new.articles)


@pytest.mark.parametrize(
    "other",
    [
        {"name": "丁"},
        {"english": "D"},
        {"type": "Policy"},
        {"aliases": ("丁行",)},
        {"identifiers": (("lei", "1"),)},
        {"issued": "2025-01-01"},
    ],
)
def test_an_entity_changes_with_each_of_its_values(other: dict[str, Any]) -> None:
    node = Node("n", "甲", "A", "Bank")
    old, new = View((node,), (), (), (), (), ()), View((replace(node, **other),), (), (), (), (), ())
    assert difference(old, new).nodes == (replace(node, **other, change=CHANGED),)
    assert difference(old, old).nodes == (node,)


@pytest.mark.parametrize(
    "other",
    [
        {"iri": "d"},
        {"confidence": Decimal("0.8")},
        {"modality": "Planned"},
        {"negative": True},
        {"rejected": True},
        {"explicit": False},
        {"derived": True},
        {"as_of": MOMENT},
        {"voice": "v"},
    ],
)
def test_a_relation_changes_with_what_its_claims_say(other: dict[str, Any]) -> None:
    changed = replace(CLAIM, **other)
    (edge,) = difference(with_claims(CLAIM), with_claims(changed)).edges
    assert (edge.change, edge.claims) == (CHANGED, (changed,))


@pytest.mark.parametrize("other", [{"rule": "r"}, {"sense": "s"}, {"reviewer": "x"}, {"passages": ("p", "q")}])
def test_a_relation_does_not_change_with_how_its_claims_were_read(other: dict[str, Any]) -> None:
    (edge,) = difference(with_claims(CLAIM), with_claims(replace(CLAIM, **other))).edges
    assert edge.change == ""


def test_a_relation_changes_when_a_claim_comes_or_goes_and_not_with_their_order() -> None:
    second = replace(CLAIM, iri="d", negative=True)
    assert difference(with_claims(CLAIM), with_claims(CLAIM, second)).edges[0].change == CHANGED
    assert difference(with_claims(CLAIM, second), with_claims(second)).edges[0].change == CHANGED
    assert difference(with_claims(CLAIM, second), with_claims(second, CLAIM)).edges[0].change == ""


@pytest.mark.parametrize(
    "other", [{"value": Decimal(2)}, {"text": "2人"}, {"upper": Decimal(3)}, {"as_of": MOMENT}, {"passages": ()}]
)
def test_a_figure_changes_with_any_value(other: dict[str, Any]) -> None:
    figure = Figure("f", "n", "用户", Decimal(1), "Exactly", "人", "1人", "", Decimal(1), ("p",))
    old, new = View((), (), (figure,), (), (), ()), View((), (), (replace(figure, **other),), (), (), ())
    assert difference(old, new).figures == (replace(figure, **other, change=CHANGED),)


def test_equal_numbers_written_otherwise_are_no_change() -> None:
    old, new = with_claims(CLAIM), with_claims(replace(CLAIM, confidence=Decimal("0.90")))
    assert difference(old, new).edges[0].change == ""


def test_an_article_that_was_rewritten_has_its_new_text_and_both_passages() -> None:
    rest = SECOND.replace("id:p a", "id:q a").replace("wp:supportedBy id:p", "wp:supportedBy id:q")
    both = difference(read(written(FIRST)), read(written(rest)))
    assert [article.text for article in both.articles] == ["如今，甲与乙合作。"]
    assert [passage.quote for passage in both.passages] == ["甲与乙合作。", "如今，甲与乙合作。"]


def test_a_difference_of_differences_starts_anew() -> None:
    both = difference(read(written(FIRST)), read(written(SECOND)))
    assert set(changes(both).values()) == {CAME, WENT, CHANGED, ""}
    assert set(changes(difference(both, both)).values()) == {""}


def test_counts_and_their_words_say_what_came_went_and_changed() -> None:
    both = difference(read(written(FIRST)), read(written(SECOND)))
    assert counts(both) == {
        "entities": {CAME: 0, WENT: 0, CHANGED: 0},
        "relations": {CAME: 0, WENT: 0, CHANGED: 1},
        "figures": {CAME: 1, WENT: 1, CHANGED: 0},
    }
    assert summary(both, "en").splitlines() == [
        "Entities: 0 came, 0 went, 0 changed",
        "Relations: 0 came, 0 went, 1 changed",
        "Figures: 1 came, 1 went, 0 changed",
    ]
    assert "关系：新增 0 条，消失 0 条，变化 1 条\n" in summary(both, "zh")


def test_large_counts_are_grouped_in_threes() -> None:
    nodes = tuple(Node(f"n{number:04}", "名", "", "Bank") for number in range(1200))
    both = difference(View((), (), (), (), (), ()), View(nodes, (), (), (), (), ()))
    assert "1,200 came" in summary(both, "en")
