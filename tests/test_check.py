"""The check of a store: a sound graph passes, and each kind of fault is found and told in both languages."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pyoxigraph as ox
import pytest

from graph.check import Check, check, slices, words
from graph.messages import LANGUAGES
from graph.rdf.names import WP
from graph.rdf.write import triples as written
from graph.store.embedded import create, in_memory, open_store
from tests.query.graphs import triples
from tests.rdf.sample import RUN, extraction

BASE = "https://w3id.org/wupian/"
ONE = BASE + "article/one#char="
Graph = tuple[ox.Triple, ...]


def node(name: str) -> ox.NamedNode:
    """A node of the fixture."""
    return ox.NamedNode(name if ":" in name else BASE + name)


def wp(name: str) -> ox.NamedNode:
    """A term of the vocabulary."""
    return ox.NamedNode(WP + name)


def held(graph: Graph) -> Check:
    """What is found in a graph."""
    return check(in_memory(graph), graph)


def without(subject: str, *properties: str) -> Graph:
    """The fixture without some statements of a node."""
    gone = {WP + name for name in properties}
    return tuple(t for t in triples() if t.subject != node(subject) or (gone and t.predicate.value not in gone))


def changed(subject: str, name: str, value: ox.NamedNode | ox.Literal) -> Graph:
    """The fixture with another value of one property of a node."""
    return (*without(subject, name), ox.Triple(node(subject), wp(name), value))


def added(subject: str, name: str, value: str) -> Graph:
    """The fixture with one more statement."""
    return (*triples(), ox.Triple(node(subject), wp(name), node(value)))


def test_a_sound_graph_passes() -> None:
    found = held(triples())
    assert found == Check(35, 35, (), ())
    assert found.passed


def test_what_the_program_writes_passes_from_disk_too(tmp_path: Path) -> None:
    graph = written([extraction("one"), extraction("two")], RUN)
    create(tmp_path / "store", graph)
    assert check(open_store(tmp_path / "store")).passed
    assert check(open_store(tmp_path / "store"), graph).passed


P8 = ONE + "397,428"  # the passage of two announced claims
CLAIM, PLAN = "claim/c16", "claim/c19"
FAULTS: dict[str, tuple[Callable[[], Graph], set[str], int]] = {
    # what is wrong: the graph, the rules that find it, the claims whose quotes do not hold
    "a quote that says something else": (lambda: changed(P8, "quote", ox.Literal("江湾银行")), {"quote"}, 2),
    "a quote one character off": (lambda: changed(P8, "start", ox.Literal(398)), {"quote"}, 2),
    "a quote in traditional characters": (
        lambda: changed(ONE + "0,42", "quote", ox.Literal("2025年3月18日，星河金融監督管理局印發")),
        {"quote"},
        2,
    ),
    "an article whose text was edited": (
        lambda: changed("article/two", "text", ox.Literal("云岭消费金融有限公司推出“春耕贷”。")),
        {"quote", "passage"},
        1,
    ),
    "a passage of no article": (lambda: without(P8, "inArticle"), {"passage"}, 2),
    "a passage that is gone": (lambda: without(P8), {"unsupported"}, 2),
    "an offset that is no number": (lambda: changed(P8, "start", ox.Literal("x")), set(), 2),
    "a claim without a passage": (lambda: without(CLAIM, "supportedBy"), {"unsupported"}, 1),
    "a figure without a passage": (lambda: without("figure/f01", "supportedBy"), {"unsupported"}, 0),
    "a triple that nobody claims": (
        lambda: added("authority/jiangwan", "offers", "id/loan-chungeng"),
        {"triple-without-claim"},
        0,
    ),
    "a plan that stands as a fact": (
        lambda: added("authority/yunling", "runs", "id/initiative-walk"),
        {"triple-without-claim"},
        0,
    ),
    "a denial that stands as a fact": (
        lambda: added("authority/jiangwan", "partnersWith", "id/institution-zulin"),
        {"triple-without-claim"},
        0,
    ),
    "a rejected claim that stands as a fact": (
        lambda: added("authority/jiangwan", "drawsDataFrom", "id/platform-star"),
        {"triple-without-claim"},
        0,
    ),
    "a doubtful claim that stands as a fact": (
        lambda: added("authority/yunling", "reliesOn", "authority/jiangwan"),
        {"triple-without-claim"},
        0,
    ),
    "a fact that does not stand as a triple": (
        lambda: without("authority/yunling", "partnersWith"),
        {"claim-without-triple"},
        0,
    ),
    "a plan turned into a fact": (lambda: changed(PLAN, "modality", wp("Done")), {"claim-without-triple"}, 0),
    "a claim on no ground": (lambda: without(CLAIM, "firedSense"), {"groundless"}, 0),
    "a claim without polarity": (
        lambda: without(CLAIM, "polarity"),
        {"incomplete-claim", "triple-without-claim"},
        0,
    ),
    "a figure without its number": (lambda: without("figure/f01", "value"), {"figure"}, 0),
    "an entity without a name": (
        lambda: tuple(t for t in triples() if t.subject != node("id/person-shen") or "abel" not in t.predicate.value),
        {"unnamed"},
        0,
    ),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_is_found_by_its_rule(fault: str) -> None:
    graph, rules, wrong = FAULTS[fault]
    found = held(graph())
    assert {breach.name.removesuffix("-violation") for breach in found.breaches} == rules
    assert found.claims - found.exact == wrong
    assert not found.passed


def test_a_shape_that_is_violated_is_found_and_fails_the_check() -> None:
    found = held(changed(CLAIM, "confidence", ox.Literal("1.5", datatype=ox.NamedNode(XSD + "decimal"))))
    (violation,) = found.violations
    assert violation.focus == BASE + CLAIM
    assert (found.breaches, found.exact, found.passed) == ((), 35, False)


XSD = "http://www.w3.org/2001/XMLSchema#"


def test_a_breach_tells_how_often_and_where_first() -> None:
    graph = (
        *added("authority/jiangwan", "offers", "id/loan-chungeng"),
        ox.Triple(node("authority/jiangwan"), wp("offers"), node("id/app-life")),
    )
    (breach,) = held(graph).breaches
    assert (breach.rows, breach.first) == (2, "authority:jiangwan wp:offers id:app-life")


def test_a_check_is_told_in_chinese_and_in_english() -> None:
    sound, broken = held(triples()), held(without(CLAIM, "supportedBy"))
    assert words(sound, "zh") == "引文：35 条断言中 35 条的引文与原文逐字相符\n0 处不符合 SHACL 约束\n检查通过。\n"
    assert words(sound, "en") == (
        "Quotes: 35 of 35 claims slice their article exactly\n0 shape violations\nAll checks passed.\n"
    )
    for lang, quotes, verdict in (
        ("zh", "35 条断言中 34 条", "检查未通过。"),
        ("en", "34 of 35", "The checks failed."),
    ):
        said = words(broken, lang)
        assert quotes in said.splitlines()[0]
        assert "unsupported-violation" in said
        assert broken.breaches[0].question(lang) in said
        assert "claim:c16" in said
        assert said.endswith(verdict + "\n")
    assert len({words(broken, lang) for lang in LANGUAGES}) == 2


def test_the_words_of_a_violated_shape_are_in_the_language_asked_for() -> None:
    found = held(without(CLAIM, "supportedBy"))
    assert found.violations
    for lang in LANGUAGES:
        message = found.violations[0].message_zh if lang == "zh" else found.violations[0].message_en
        assert f"{BASE}{CLAIM}" in words(found, lang)
        assert message in words(found, lang)


@pytest.mark.parametrize(
    ("start", "end", "quote", "holds"),
    [
        ("0", "2", "云岭", True),
        ("2", "4", "😀推", True),
        ("0", "2", "云", False),
        ("0", "9", "云岭😀推出", False),
        ("-3", "-1", "😀推", False),
        ("3", "1", "", False),
        ("5", "6", "\n", False),
        ("x", "1", "云", False),
    ],
)
def test_a_quote_holds_when_it_slices_the_text_by_characters(start: str, end: str, quote: str, holds: bool) -> None:
    assert slices("云岭😀推出\n", start, end, quote) is holds
