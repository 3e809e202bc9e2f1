"""Networks whose measures are worked out by hand, and the matrix of claims that count, do not count and meet."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from decimal import Decimal
from io import BytesIO
from itertools import combinations
from typing import Any

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.analyse.analysis import analyse
from graph.analyse.corpus import Claim, Corpus, Entity, Term
from graph.analyse.gaps.matrix import Cell, Matrix, cross
from graph.analyse.measures.measures import measure
from graph.analyse.networks.project import counted, project, simple
from graph.analyse.networks.shapes import to_networkx
from graph.analyse.report.amounts import amount
from graph.analyse.report.compose import compose
from graph.analyse.report.page import page
from graph.analyse.table import parts, table
from graph.model import Extraction, Fact, Figure, Span
from graph.store.columns import visible
from tests.analyse.sample import (
    ENTITIES,
    YUNSHAN,
    YUNSHAN_FACTS,
    YUNSHAN_FIGURES,
    extractions,
    network,
    store,
)
from tests.hostile import HOSTILE

Graphs = dict[str, tuple[tuple[str, ...], dict[str, tuple[int, int, float]]]]

# Pairs joined by a claim, and of each node: how many others it is joined to, its claims, the share of shortest ways.
BY_HAND: Graphs = {
    "two nodes": (("ab",), {"a": (1, 1, 0.0), "b": (1, 1, 0.0)}),
    "one node with itself": (("aa",), {"a": (0, 1, 0.0)}),
    "a triangle": (("ab", "bc", "ca"), dict.fromkeys("abc", (2, 2, 0.0))),
    # b lies between a and c, d; c between a, b and d: 2 of 3 pairs each.
    "a path of four": (
        ("ab", "bc", "cd"),
        {"a": (1, 1, 0.0), "b": (2, 2, 0.6667), "c": (2, 2, 0.6667), "d": (1, 1, 0.0)},
    ),
    # c lies on a-d and b-d, not on a-b: 2 of 3 pairs.
    "a triangle with a tail": (
        ("ab", "bc", "ca", "cd"),
        {"a": (2, 2, 0.0), "b": (2, 2, 0.0), "c": (3, 3, 0.6667), "d": (1, 1, 0.0)},
    ),
    # a-d goes by b or c, half each: 1/2 of 3 pairs; b-c goes by a or d, half each.
    "a square": (("ab", "bd", "ac", "cd"), dict.fromkeys("abcd", (2, 2, 0.1667))),
    # b lies on a-c, one of the 6 pairs of four others; d-e is a part of its own.
    "two parts": (
        ("ab", "bc", "de"),
        {"a": (1, 1, 0.0), "b": (2, 2, 0.1667), "c": (1, 1, 0.0), "d": (1, 1, 0.0), "e": (1, 1, 0.0)},
    ),
    "parallel claims both ways and a loop": (
        ("ab", "ab", "ba", "bb", "bc"),
        {"a": (1, 3, 0.0), "b": (2, 5, 1.0), "c": (1, 1, 0.0)},
    ),
    "everyone with everyone": (tuple(map("".join, combinations("abcd", 2))), dict.fromkeys("abcd", (3, 3, 0.0))),
}


@pytest.mark.parametrize(("pairs", "wanted"), BY_HAND.values(), ids=BY_HAND)
def test_standings_are_those_worked_out_by_hand(pairs: tuple[str, ...], wanted: dict[str, Any]) -> None:
    found = measure(project(*network(*pairs)))
    assert {one.entity: (one.degree, one.claims, one.betweenness) for one in found.standings} == wanted
    assert found.pairs == len({frozenset(pair) for pair in pairs if len(set(pair)) == 2})
    assert found.pivots is None


@pytest.mark.parametrize(
    ("pairs", "alone", "pieces", "lonely"),
    [((), "", 0, 0), ((), "a", 0, 1), (("aa",), "", 0, 1), (("aa", "ab"), "c", 1, 1), (("ab", "cd", "ef"), "gg", 3, 1)],
)
def test_parts_and_single_entities_are_counted(pairs: tuple[str, ...], alone: str, pieces: int, lonely: int) -> None:
    found = measure(project(*network(*pairs, alone=alone)))
    assert (found.pieces, found.alone) == (pieces, lonely)
    assert sum(len(one.members) for one in found.communities) == len(found.standings) - lonely


def test_the_modularity_of_two_separate_pairs_is_a_half_and_that_of_one_pair_nothing() -> None:
    assert measure(project(*network("ab", "cd"))).modularity == 0.5
    assert measure(project(*network("ab"))).modularity == 0.0
    assert measure(project(*network("ab", "cd", "ef"))).modularity == pytest.approx(2 / 3, abs=1e-4)


def test_the_hubs_of_a_group_are_its_three_best_connected_members() -> None:
    (one,) = measure(project(*network("bc", "bd", "be", "cd", "ce", "de", "ad", "ae"))).communities
    assert one.members == ("d", "e", "b", "c", "a")
    assert one.hubs == ("d", "e", "b")


@settings(deadline=None)  # the first run imports scipy
@given(st.lists(st.tuples(st.sampled_from("abcdef"), st.sampled_from("abcdef")), min_size=1, max_size=14))
def test_measures_agree_with_each_other_and_with_claims_in_any_order(pairs: list[tuple[str, str]]) -> None:
    words = ["".join(pair) for pair in pairs]
    found = measure(project(*network(*words)))
    joined = {frozenset(pair) for pair in pairs if pair[0] != pair[1]}
    assert sum(one.degree for one in found.standings) == 2 * len(joined) == 2 * found.pairs
    assert sum(one.claims for one in found.standings) == sum(len(set(pair)) for pair in pairs)
    assert found.alone == sum(one.degree == 0 for one in found.standings)
    assert all(0 <= one.betweenness <= 1 for one in found.standings)
    again = measure(project(*network(*reversed(words))))
    assert replace(again, bridges=()) == replace(found, bridges=())
    # The claims of a pair have other names in the other order, and their number is the same.
    ends = [[(b.left, b.right, b.sides, len(b.claims)) for b in one.bridges] for one in (found, again)]
    assert ends[0] == ends[1]
    members = [iri for one in found.communities for iri in one.members]
    assert sorted(members) == sorted(one.entity for one in found.standings if one.degree)
    assert len(simple(project(*network(*words)))) == len(found.standings)


LIMITS: dict[str, tuple[dict[str, Any], bool]] = {
    "at the limit": ({"confidence": Decimal("0.5")}, True),
    "below it": ({"confidence": Decimal("0.4999")}, False),
    "planned": ({"modality": "Planned"}, False),
    "ended": ({"modality": "Ended"}, False),
    "denied": ({"negative": True}, False),
    "rejected": ({"rejected": True, "reviewer": "审阅人"}, False),
    "confirmed": ({"reviewer": "审阅人"}, True),
    "derived": ({"derived": True, "explicit": False}, True),
}


@pytest.mark.parametrize(("change", "counts"), LIMITS.values(), ids=LIMITS)
def test_what_counts_is_an_edge_a_cell_and_a_claim_of_the_analysis(change: dict[str, Any], counts: bool) -> None:
    fact = replace(YUNSHAN_FACTS[0], **change)
    text = extractions()[0].text
    held = store([Extraction(text, ENTITIES, (fact,), ())])
    analysis = analyse(held)
    assert len(analysis.corpus.claims) == 1
    assert to_networkx(held).number_of_edges() == len(analysis.claims) == counts
    cells = [cell for row in analysis.matrix.rows for cell in row.cells if len(cell)]
    assert len(cells) == counts
    assert len(analysis.matrix.rows) == (not fact.rejected)
    assert dict(analysis.modalities()) == ({} if fact.rejected else {fact.modality: 1})


KIND = (Term("Bank", "银行", "bank", parents=("Institution",)),)
BANK, OTHER, LOAN = Entity("bank", "甲", "", "Bank"), Entity("other", "乙", "", "Bank"), Entity("loan", "丙", "", "App")
GREEN, DIGITAL = Entity("green", "绿色", "", "Theme"), Entity("digital", "数字", "", "Theme")


def crossed(*claims: Claim, least: float = 0.5) -> Matrix:
    """The matrix of two banks, one product and two themes."""
    corpus = Corpus((BANK, OTHER, LOAN), claims, terms=KIND, themes=(GREEN, DIGITAL))
    return cross(corpus, counted(corpus, least))


def claim(iri: str, subject: Entity, predicate: str, end: Entity, **more: Any) -> Claim:
    return Claim(iri, subject.iri, predicate, end.iri, **{"explicit": True, **more})


OFFERS = claim("0", BANK, "offers", LOAN)
ON_GREEN = claim("9", LOAN, "advances", GREEN)
CELLS: dict[str, tuple[tuple[Claim, ...], str]] = {
    "nothing": ((OFFERS,), "·"),
    "own": ((claim("1", BANK, "advances", GREEN),), "1"),
    "own twice": ((claim("1", BANK, "advances", GREEN), claim("2", BANK, "respondsTo", GREEN)), "2"),
    "implied": ((claim("1", BANK, "advances", GREEN, explicit=False),), "1"),
    "derived": ((claim("1", BANK, "advances", GREEN, derived=True),), "0+1"),
    "another relation": ((claim("1", BANK, "uses", GREEN),), "·"),
    "through a product": ((OFFERS, ON_GREEN), "(1)"),
    "through a product twice offered": ((OFFERS, claim("3", BANK, "develops", LOAN), ON_GREEN), "(1)"),
    "own and through a product": ((OFFERS, ON_GREEN, claim("1", BANK, "advances", GREEN)), "1 (1)"),
    "a product that is only planned": ((replace(OFFERS, modality="Planned"), ON_GREEN), "·"),
    "a product that is denied": ((replace(OFFERS, negative=True), ON_GREEN), "·"),
    "a plan of a product": ((OFFERS, replace(ON_GREEN, modality="Planned")), "?1"),
    "a doubtful claim": ((OFFERS, claim("1", BANK, "advances", GREEN, confidence=Decimal("0.4"))), "?1"),
    "all at once": (
        (
            OFFERS,
            ON_GREEN,
            claim("1", BANK, "advances", GREEN),
            claim("2", BANK, "advances", GREEN, derived=True),
            claim("3", BANK, "advances", GREEN, modality="Announced"),
        ),
        "1+1 (1) ?1",
    ),
    "rejected": ((OFFERS, claim("1", BANK, "advances", GREEN, rejected=True)), "·"),
    "denied": ((OFFERS, claim("1", BANK, "advances", GREEN, negative=True)), "·"),
}


@pytest.mark.parametrize(("claims", "shown"), CELLS.values(), ids=CELLS)
def test_a_cell_shows_what_is_claimed_and_its_neighbours_stay_blank(claims: tuple[Claim, ...], shown: str) -> None:
    found = crossed(*claims)
    (row,) = (row for row in found.rows if row.institution == BANK)
    assert [parts(cell) for cell in row.cells] == [shown, "·"]
    assert found.silent == (OTHER,)
    assert found.blanks == (2 if shown == "·" else 1)
    assert row.covered == (shown not in ("·", "?1"))


def test_a_rejected_claim_alone_gives_no_row_and_a_denied_one_a_blank_row() -> None:
    rejected, denied = (claim("1", BANK, "advances", GREEN, **{how: True}) for how in ("rejected", "negative"))
    assert (crossed(rejected).rows, crossed(rejected).silent) == ((), (BANK, OTHER))
    assert [row.institution for row in crossed(denied).rows] == [BANK]
    assert crossed(denied).blanks == 2


def test_rows_stand_by_themes_then_by_claims_then_by_name() -> None:
    wide = (claim("1", OTHER, "advances", GREEN), claim("2", OTHER, "advances", DIGITAL))
    deep = [claim(str(at), BANK, "advances", GREEN) for at in range(3, 8)]
    assert [row.institution for row in crossed(*wide, *deep).rows] == [OTHER, BANK]
    assert [row.institution for row in crossed(wide[0], *deep).rows] == [BANK, OTHER]
    assert [row.institution for row in crossed(wide[0], deep[0]).rows] == [BANK, OTHER]
    assert crossed(wide[0], deep[0]).column("green")[1] == Cell(
        "other", "green", direct=crossed(wide[0]).rows[0].cells[0].direct
    )


AMOUNTS = {
    "= ": ("=", None, "人", "200,000,000 人"),
    "> ": (">", None, "人", "> 200,000,000 人"),
    ">= ": (">=", None, "元", "≥ 200,000,000 元"),
    "< ": ("<", None, "%", "< 200,000,000%"),
    "<= ": ("<=", None, "‰", "≤ 200,000,000‰"),
    "~ ": ("~", None, "", "≈ 200,000,000"),
    "range": (">=", Decimal("5E+8"), "人", "200,000,000–500,000,000 人"),
    "range of equal ends": (">=", Decimal("2E+8"), "%", "200,000,000–200,000,000%"),
}


@pytest.mark.parametrize(("sign", "upper", "unit", "shown"), AMOUNTS.values(), ids=AMOUNTS)
def test_a_figure_is_shown_with_its_comparator_or_its_range(
    sign: str, upper: Decimal | None, unit: str, shown: str
) -> None:
    figure: Figure = replace(YUNSHAN_FIGURES[0], qualifier=sign, maximum=upper, unit=unit)
    analysis = analyse(store([Extraction(extractions()[0].text, ENTITIES, (), (figure,))]))
    (held,) = analysis.corpus.figures
    words = amount(analysis.corpus, held)
    assert (words.zh, words.en) == (shown, shown)
    assert f"{shown.replace('<', '&lt;').replace('>', '&gt;')}</" in page(compose(analysis))


def hostile(word: str) -> tuple[Extraction, ...]:
    """The sample with a word in the name of every entity."""
    return tuple(replace(x, entities=tuple(replace(e, name=word + e.name) for e in x.entities)) for x in extractions())


@pytest.mark.parametrize("word", HOSTILE.values(), ids=HOSTILE)
def test_hostile_names_stay_in_their_lines_in_the_table_and_are_no_markup_in_the_report(word: str) -> None:
    analysis = analyse(store(hostile(word)))
    for lang in ("zh", "en"):
        lines, plain = (table(each, lang).split("\n") for each in (analysis, analyse(store())))
        assert len(lines) == len(plain)
        assert all(visible(line) == line for line in lines)
        assert any(visible(word) + YUNSHAN.name in line for line in lines)
    html = page(compose(analysis))
    assert "<script>alert" not in html
    assert html.count("<script") == page(compose(analyse(store()))).count("<script")


@pytest.mark.parametrize("word", [w for name, w in HOSTILE.items() if name not in ("control characters", "line ends")])
def test_hostile_names_survive_networkx_and_its_files(word: str) -> None:
    graph = to_networkx(store(hostile(word)))
    written = BytesIO()
    nx.write_graphml(graph, written)
    again = nx.read_graphml(BytesIO(written.getvalue()), force_multigraph=True)
    assert Counter(data["label"] for _, data in again.nodes(data=True)) == Counter(
        data["label"] for _, data in graph.nodes(data=True)
    )
    assert word + YUNSHAN.name in {data["label"] for _, data in graph.nodes(data=True)}


def test_a_graph_of_one_entity_and_a_claim_about_itself_has_a_table_and_a_report() -> None:
    loop = Fact(YUNSHAN.id, "partnersWith", YUNSHAN.id, (Span(0, 4),), Decimal(1), explicit=True)
    held = store([Extraction(extractions()[0].text, (YUNSHAN,), (loop,), ())])
    analysis = analyse(held)
    assert to_networkx(held).number_of_edges() == 1
    assert (analysis.measures.pairs, analysis.measures.alone) == (0, 1)
    assert "No claim that counts joins two different entities." in table(analysis, "en")
    assert "No claim that counts joins two different entities." in page(compose(analysis))
