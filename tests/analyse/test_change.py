"""What changed between two analyses, as values and for the terminal."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings

import graph
from graph.analyse.analysis import Analysis, analyse
from graph.analyse.change import Change, change, compare, ranks
from graph.analyse.change_table import table
from graph.analyse.corpus import Corpus
from graph.analyse.gaps.matrix import Matrix
from graph.analyse.measures.measures import measure
from graph.analyse.networks.project import project
from graph.messages import table as messages
from graph.model import Extraction
from graph.store.columns import visible
from tests.analyse.networks.corpora import extractions as any_extractions
from tests.analyse.sample import (
    ENTITIES,
    PENSION,
    QINGHE,
    YUNSHAN_ARTICLE,
    YUNSHAN_FACTS,
    extractions,
    hostile,
    network,
    qinghe,
    sample,
    store,
)

if TYPE_CHECKING:
    from collections.abc import Iterable


def first() -> tuple[Extraction, ...]:
    """The sample's first article alone."""
    return extractions()[:1]


def totals(found: Change) -> dict[str, tuple[int, int]]:
    return {one.kind: (one.then, one.now) for one in found.totals}


def moved(found: Change) -> set[tuple[str, str, str, int, int]]:
    return {(c.institution.zh, c.theme.zh, c.how, c.then, c.now) for c in found.cells}


def of(*pairs: str) -> Analysis:
    """The analysis of a corpus of letters, joined by a claim for each pair."""
    corpus, claims = network(*pairs)
    return Analysis(corpus, claims, Matrix(), measure(project(corpus, claims)), (), 0.5)


def test_a_graph_beside_itself_has_not_changed() -> None:
    found = change(sample(), sample())
    assert found.none
    assert {one.difference for one in found.totals} == {0}
    assert (found.came, found.went, found.cells, found.places, found.new, found.gone) == (0, 0, (), (), (), ())


def test_a_second_article_brings_what_it_alone_proves() -> None:
    found = compare(store(), store(first()))
    assert totals(found)["articles"] == (1, 2)
    assert totals(found)["counted"] == (9, 18)
    assert totals(found)["figures"] == (2, 4)
    assert (found.came, found.went) == (9, 0)
    assert moved(found) == {("青禾银行", "数字金融", "came", 0, 1), ("各机构", "普惠金融", "came", 0, 1)}
    assert dict(found.new) == {"Institution": 1, "Person": 1, "Policy": 1, "Regulator": 1}
    assert found.gone == ()


def test_what_came_one_way_went_the_other() -> None:
    there, back = compare(store(), store(first())), compare(store(first()), store())
    assert (back.came, back.went, back.new, back.gone) == (0, 9, (), there.new)
    assert [one.difference for one in back.totals] == [-one.difference for one in there.totals]
    assert {(c[0], c[1], c[2]) for c in moved(back)} == {
        ("青禾银行", "数字金融", "went"),
        ("各机构", "普惠金融", "went"),
    }


def test_a_cell_grows_and_shrinks_by_its_counted_claims() -> None:
    text = extractions()[0].text
    fewer = (Extraction(text, ENTITIES, YUNSHAN_FACTS[1:], ()),)
    whole = (Extraction(text, ENTITIES, YUNSHAN_FACTS, ()),)
    assert moved(compare(store(whole), store(fewer))) == {("云杉消费金融", "数字金融", "grew", 2, 3)}
    assert moved(compare(store(fewer), store(whole))) == {("云杉消费金融", "数字金融", "shrank", 3, 2)}


def test_a_plan_that_is_done_now_counts_and_is_the_same_claim() -> None:
    text = extractions()[1].text
    fact = qinghe("青禾银行计划发展养老金融。", QINGHE, "advances", PENSION, modality="Planned")
    planned, done = (store((Extraction(text, ENTITIES, (one,), ()),)) for one in (fact, replace(fact, modality="Done")))
    found = compare(done, planned)
    assert (totals(found)["counted"], totals(found)["uncounted"]) == ((0, 1), (1, 0))
    assert (found.came, moved(found)) == (1, {("青禾银行", "养老金融", "came", 0, 1)})
    assert dict(found.new) == {"Bank": 1, "Theme": 1}


def test_places_are_equal_where_neighbours_are_equally_many() -> None:
    assert ranks(of("ab", "ac", "ad", "de")) == {"a": 1, "d": 2, "b": 3, "c": 3, "e": 3}


def test_an_entity_that_rose_fell_came_or_went_has_both_places() -> None:
    found = change(of("ba", "bc", "bd", "ax"), of("ab", "ac", "ad", "dz"))
    assert [(p.entity.iri, p.then, p.now) for p in found.places] == [
        ("b", 3, 1),
        ("a", 1, 2),
        ("d", 2, 3),
        ("x", None, 3),
        ("z", 3, None),
    ]
    assert found.new == found.gone == (("System", 1),)


def test_a_claim_exchanged_for_another_is_a_change_though_all_totals_stay() -> None:
    corpus, claims = network("ab")
    other = tuple(replace(claim, iri="other") for claim in claims)
    now = replace(of("ab"), corpus=Corpus(corpus.entities, other), claims=other)
    found = change(now, of("ab"))
    assert (found.came, found.went, found.none) == (1, 1, False)


@settings(max_examples=25, deadline=None)
@given(any_extractions(), any_extractions())
def test_a_change_backwards_is_its_mirror(one: Iterable[Extraction], other: Iterable[Extraction]) -> None:
    now, then = analyse(store(one)), analyse(store(other))
    there, back = change(now, then), change(then, now)
    assert (there.came, there.went, there.new, there.gone) == (back.went, back.came, back.gone, back.new)
    assert {(c.institution.iri, c.theme.iri, c.then, c.now) for c in there.cells} == {
        (c.institution.iri, c.theme.iri, c.now, c.then) for c in back.cells
    }
    assert {(p.entity.iri, p.then, p.now) for p in there.places} == {(p.entity.iri, p.now, p.then) for p in back.places}
    assert there.came - there.went == totals(there)["counted"][1] - totals(there)["counted"][0]
    assert change(now, now).none


def test_an_empty_store_beside_the_sample_is_all_new() -> None:
    found = graph.compare(store(), store([]))
    assert (found.came, found.went) == (18, 0)
    assert all(cell.how == "came" for cell in found.cells)
    assert graph.compare(store([]), store([])).none


def test_no_change_is_one_sentence() -> None:
    for lang, words in (("zh", "没有任何变化。\n"), ("en", "nothing changed.\n")):
        lines = table(change(sample(), sample()), sample(), lang)
        assert lines.endswith(words)
        assert lines.count("\n") == 3


def test_the_table_shows_totals_cells_places_and_entities_in_both_languages() -> None:
    now = sample()
    found = change(now, analyse(store(first())))
    english, chinese = table(found, now, "en"), table(found, now, "zh")
    assert "Articles                       1    2          +1" in english
    assert "Claims that count now and did not then: 9; that did then and do not now: 0." in english
    assert "各机构 [collective]  inclusive finance  came       0    1" in english
    assert "新计入的断言 9 条" in chinese
    assert "青禾银行       数字金融  新增     0     1" in chinese
    assert english.count("\n") == chinese.count("\n")


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_long_lists_are_cut_and_say_how_much_more_there_is(lang: str) -> None:
    many = [f"a{letter}" for letter in "bcdefghijklmnopqrstuvwxyz"]
    now = of(*many)
    lines = table(change(now, of("aa")), now, lang).splitlines()
    assert ("(另有 6 条)" if lang == "zh" else "(and 6 more)") in lines


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_hostile_names_stay_in_their_lines(lang: str) -> None:
    now = analyse(store(hostile()))
    lines = table(change(now, analyse(store([]))), now, lang).split("\n")
    assert all(visible(line) == line for line in lines)
    assert len(lines) == len(table(change(sample(), analyse(store([]))), sample(), lang).split("\n"))
    assert YUNSHAN_ARTICLE.id not in "".join(lines)


def test_every_string_of_the_change_is_shown_somewhere() -> None:
    text, fewer = extractions()[0].text, YUNSHAN_FACTS[1:]
    less, whole, none = (store((Extraction(text, ENTITIES, facts, ()),)) for facts in (fewer, YUNSHAN_FACTS, ()))
    pairs = ((whole, less), (less, whole), (whole, none), (none, whole), (none, none))
    for lang in ("zh", "en"):
        shown = "".join(table(compare(now, then), analyse(now), lang) for now, then in pairs)
        for key, held in messages()["change"].items():
            assert all(piece in shown for piece in re.split(r"\{\w+\}", held[lang])), key
