"""Graphs at the edges of what there is: each has its tables, page, Markdown and networks, without a fault."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from io import BytesIO
from typing import TYPE_CHECKING

import networkx as nx
import pytest

from graph.analyse.analysis import Analysis, analyse
from graph.analyse.networks.exchange import gexf, graphml
from graph.analyse.networks.shapes import SHAPES, to_networkx
from graph.analyse.report.compose import SECTIONS, compose
from graph.analyse.report.markdown import markdown
from graph.analyse.report.page import page
from graph.analyse.table import table
from graph.model import Extraction, Fact, Span
from tests.analyse.markup import tree
from tests.analyse.sample import (
    BUREAU,
    ENTITIES,
    LOAN,
    NEWCOMERS,
    PERSON,
    POLICY,
    QINGHE,
    REGULATOR,
    YUNSHAN,
    YUNSHAN_FACTS,
    extractions,
    store,
)

if TYPE_CHECKING:
    from graph.model import Entity
    from graph.store.store import Store

FIRST, SECOND = extractions()


def fact(subject: Entity, predicate: str, end: Entity) -> Fact:
    return Fact(subject.id, predicate, end.id, (Span(0, 4),), Decimal("0.9"), explicit=True, rule="rule")


def only(entities: tuple[Entity, ...], *facts: Fact) -> list[Extraction]:
    return [Extraction(FIRST.text, entities, facts, ())]


UNDATED = replace(FIRST, text=replace(FIRST.text, article=replace(FIRST.article, published=None, title=None)))
AGAIN = replace(FIRST, text=replace(FIRST.text, article=replace(FIRST.article, id="again")))
ODD: dict[str, list[Extraction]] = {
    "an empty graph": [],
    "an article without anything": only(()),
    "one entity": only((YUNSHAN,)),
    "a claim of an entity about itself": only((YUNSHAN,), fact(YUNSHAN, "partnersWith", YUNSHAN)),
    "no institution": only(
        (REGULATOR, POLICY, PERSON), fact(REGULATOR, "issues", POLICY), fact(PERSON, "holdsRoleAt", REGULATOR)
    ),
    "pieces without a link": only(
        (YUNSHAN, BUREAU, QINGHE, LOAN), fact(YUNSHAN, "drawsDataFrom", BUREAU), fact(QINGHE, "offers", LOAN)
    ),
    "a circle": only(
        (YUNSHAN, QINGHE, BUREAU),
        fact(YUNSHAN, "partnersWith", QINGHE),
        fact(QINGHE, "partnersWith", BUREAU),
        fact(BUREAU, "partnersWith", YUNSHAN),
    ),
    "the same statement in two articles": [FIRST, AGAIN],
    "both directions and many relations between two": only(
        (YUNSHAN, QINGHE),
        *(fact(YUNSHAN, relation, QINGHE) for relation in ("partnersWith", "reliesOn", "subsidiaryOf")),
        fact(QINGHE, "reliesOn", YUNSHAN),
    ),
    "an article without date and title": [UNDATED],
    "nothing that counts": [
        Extraction(FIRST.text, ENTITIES, tuple(replace(f, modality="Planned") for f in YUNSHAN_FACTS), ())
    ],
    "a segment and its product alone": only((LOAN, NEWCOMERS), fact(LOAN, "serves", NEWCOMERS)),
}


@pytest.fixture(scope="module", params=ODD)
def held(request: pytest.FixtureRequest) -> Store:
    return store(ODD[request.param])


@pytest.fixture(scope="module")
def analysis(held: Store) -> Analysis:
    return analyse(held)


def test_it_has_tables_a_page_and_markdown_without_an_undefined_number(analysis: Analysis) -> None:
    report = compose(analysis)
    texts = [page(report)] + [make for lang in ("zh", "en") for make in (markdown(report, lang), table(analysis, lang))]
    for text in texts:
        assert not re.search(r"\b(nan|inf|None)\b|Decimal\(|Words\(", text)
        assert text.endswith("\n")
    made = tree(texts[0])
    assert [one.attributes["id"] for one in made.all("section")] == list(SECTIONS)
    assert all(len(list(one.all())) > 1 for one in made.all("section"))


def test_all_its_measures_are_numbers_in_their_ranges(analysis: Analysis) -> None:
    found = analysis.measures
    for one in found.standings:
        assert 0 <= one.betweenness <= 1
        assert 0 <= one.pagerank <= 1
        assert 0 <= one.core <= one.degree
    assert not analysis.corpus.entities or sum(one.pagerank for one in found.standings) == pytest.approx(1, abs=1e-4)
    assert -0.5 <= found.modularity <= 1
    assert found.assortativity is None or -1 <= found.assortativity <= 1


@pytest.mark.parametrize("shape", SHAPES)
def test_every_network_of_it_can_be_written_and_read(held: Store, shape: str) -> None:
    drawn = to_networkx(held, shape)
    for text, read in ((graphml(drawn), nx.read_graphml), (gexf(drawn), nx.read_gexf)):
        again = read(BytesIO(text.encode()))
        assert set(again) == set(drawn)


def test_the_same_statement_of_two_articles_is_no_second_link() -> None:
    once, twice = (
        analyse(store(ODD[name]))
        for name in ("an article without date and title", "the same statement in two articles")
    )
    assert once.measures.pairs == twice.measures.pairs
    assert {s.entity: 2 * s.claims for s in once.measures.standings} == {
        s.entity: s.claims for s in twice.measures.standings
    }
    assert (twice.gaps.sources.single, once.gaps.sources.several) == (0, 0)


def test_a_plan_is_no_fact_in_any_number() -> None:
    found = analyse(store(ODD["nothing that counts"]))
    assert found.claims == ()
    assert found.measures.pairs == 0
    assert not any(len(cell) for row in found.matrix.rows for cell in row.cells)
    assert found.paths.total == 0


def test_a_large_network_says_that_betweenness_was_sampled_and_how_sure_it_is() -> None:
    from graph.store.embedded import in_memory
    from tests.explore.generated import generated

    analysis = analyse(in_memory(generated(600)))
    assert analysis.measures.pivots
    text = markdown(compose(analysis), "en")
    assert f"estimated from {analysis.measures.pivots} sources" in text
    first = analysis.ranking("degree")[0]
    standing = analysis.standing(first.entity)
    assert f"{standing.betweenness:.4f} ± {standing.error:.4f}" in text
    assert "±" not in markdown(compose(analyse(store([FIRST]))), "en")
