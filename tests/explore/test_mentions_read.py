"""The names of entities that a view finds in articles agree with those that extraction has read there."""

from __future__ import annotations

import time
from collections import defaultdict
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from graph.explore.mentions import mentions, spellings
from graph.explore.reader import read
from graph.explore.view import View
from graph.mentions.gazetteer import fold
from graph.pipeline import extract, reviewed, statements
from graph.rdf.names import article_iri, entity_iri
from graph.store.embedded import in_memory
from graph.text.clean import plain

if TYPE_CHECKING:
    from collections.abc import Callable

    from graph.model import Extraction

ROOT = Path(__file__).resolve().parents[2]
GOLD = sorted((ROOT / "tests" / "gold").glob("*.txt"))
SEED = ROOT / "seeds" / "000_39a2c90d8ccbd885.txt"
DECLARED = {"《通知》", "《办法》", "《行动方案》", "《政策举措》", "北京网邻", "苏商银行", "政和联社", "山东省联社"}
Marked = set[tuple[tuple[int, int], str]]


@pytest.fixture(scope="module")
def extractions() -> list[Extraction]:
    return [*map(extract, GOLD), reviewed(SEED, extract(SEED))[0]]


@pytest.fixture(scope="module")
def whole(extractions: list[Extraction]) -> View:
    """The view of the annotated articles and of the reviewed seed."""
    return read(in_memory(statements(extractions, None)))


def taking(view: View) -> dict[str, set[str]]:
    """The entities that take part in each article."""
    articles = {passage.iri: passage.article for passage in view.passages}
    found: dict[str, set[str]] = defaultdict(set)
    for edge in view.edges:
        for each in edge.claims:
            for passage in each.passages:
                found[articles[passage]] |= {edge.subject, edge.object, each.voice} - {""}
    for figure in view.figures:
        for passage in figure.passages:
            found[articles[passage]].add(figure.subject)
    return found


def extracted(extraction: Extraction, entities: set[str]) -> Marked:
    """The outermost of the ranges in which extraction has read the names of some entities."""
    found = {((s.start, s.end), entity_iri(e)) for e in extraction.entities for s in e.mentions}
    named = {pair for pair in found if pair[1] in entities}
    ranges = {span for span, _ in named}
    return {
        ((start, end), entity)
        for (start, end), entity in named
        if not any(a <= start and end <= b and (a, b) != (start, end) for a, b in ranges)
    }


def test_the_names_that_extraction_has_read_are_found_again(extractions: list[Extraction], whole: View) -> None:
    found: dict[str, Marked] = defaultdict(set)
    for m in mentions(whole):
        found[m.article].add(((m.start, m.end), m.entity))
    right = wrong = missed = 0
    entities = taking(whole)
    for extraction in extractions:
        iri = article_iri(extraction.article.id)
        read_there = extracted(extraction, entities[iri])
        right += len(found[iri] & read_there)
        wrong += len(found[iri] - read_there)
        missed += len(read_there - found[iri])
    assert right > 500
    assert right / (right + wrong) >= 0.98
    assert right / (right + missed) >= 0.98


def seen(view: View) -> list[tuple[str, str]]:
    """The raw words of each mention, and the entity."""
    texts = {article.iri: article.text for article in view.articles}
    return [(texts[m.article][m.start : m.end], m.entity) for m in mentions(view)]


def test_every_mention_slices_its_article_to_a_name_of_its_entity_or_a_declared_alias(whole: View) -> None:
    nodes = {each.iri: each for each in whole.nodes}
    other = {
        word
        for word, entity in seen(whole)
        if "".join(fold(plain(word)).split()) not in spellings(nodes[entity], traditional=False)
        and nodes[entity].type != "Department"
    }
    assert other <= DECLARED


def test_nine_in_ten_entities_of_the_seed_are_found_and_the_others_stand_inside_longer_names(whole: View) -> None:
    iri = article_iri(SEED.stem)
    nodes, text = {each.iri: each for each in whole.nodes}, next(a.text for a in whole.articles if a.iri == iri)
    held = [m for m in mentions(whole) if m.article == iri]
    entities, found = taking(whole)[iri], {m.entity for m in held}
    assert len(entities & found) >= 0.9 * len(entities)
    marked = [fold(plain(text[m.start : m.end])) for m in held]
    elsewhere = {
        nodes[missed].name
        for missed in entities - found
        if not any(name in longer for name in spellings(nodes[missed], traditional=True) for longer in marked)
    }
    assert elsewhere <= {"消费金融业务"}  # it crosses the name of the company before it


def test_raw_ranges_in_the_seed_cover_the_damage_inside_names(whole: View) -> None:
    found = [word for word, _ in seen(whole) if "(" in word]
    assert len(found) > 20
    assert all(word.count("(") == word.count(")") for word in found)
    assert "招聯(lián)消費金融" in found


def best(run: Callable[[], object]) -> float:
    """The least processor time of some runs."""
    times = []
    for _ in range(5):
        started = time.process_time()
        run()
        times.append(time.process_time() - started)
    return min(times)


def test_finding_the_names_of_an_article_takes_less_time_than_extracting_from_it(whole: View) -> None:
    longest = max(GOLD, key=lambda file: file.stat().st_size)
    iri = article_iri(longest.stem)
    alone = replace(
        whole,
        articles=tuple(a for a in whole.articles if a.iri == iri),
        passages=tuple(p for p in whole.passages if p.article == iri),
    )
    assert mentions(alone)
    assert best(lambda: mentions(alone)) < best(lambda: extract(longest))
