"""Anything that may be asked is answered: with JSON, or with a problem document, and never with an exception."""

from __future__ import annotations

import json
from functools import cache
from typing import Any

import pyoxigraph as ox
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.rdf.write import triples
from graph.serve.api import respond
from graph.serve.api.asking import listed
from graph.serve.api.call import Call
from graph.serve.api.operations import OPERATIONS, Operation
from graph.serve.api.parameters import Parameter, read
from graph.serve.exchange import Ask
from graph.store.embedded import in_memory
from graph.store.store import Row, Rows, Store
from tests.hostile import HOSTILE
from tests.query.graphs import store as fixture
from tests.rdf.sample import RUN, extraction
from tests.serve.asked import get, params

SYNTAX = ['" || true || "', '") } #', "'''", "\\", "?x", "<x:y>", "%s{0}", "\x00", "\ud800", "}" * 50, "DROP ALL"]
TEXTS = st.one_of(st.text(max_size=30), st.sampled_from([*HOSTILE.values(), *SYNTAX]))
NAMES = sorted({parameter.name for operation in OPERATIONS for parameter in operation.parameters})


@cache
def sample() -> Store:
    """The graph of the sample text, with plans, denials and rejected claims."""
    return in_memory(triples([extraction()], RUN))


def fitting(parameter: Parameter) -> st.SearchStrategy[str]:
    """Values that a parameter may take, and others."""
    good: dict[str, st.SearchStrategy[str]] = {
        "choice": st.sampled_from(list(parameter.choices()) or [""]),
        "integer": st.integers(-2, 1100).map(str),
        "number": st.floats().map(str),
        "boolean": st.sampled_from(["true", "false"]),
        "date": st.dates().map(str),
        "iri": st.sampled_from(["authority:yunling", "theme:inclusive-finance", "http://a.b/c", "x:y#z", "wp:offers"]),
        "text": st.sampled_from(["one", "云岭", "人", ""]),
    }
    return st.one_of(good[parameter.kind], TEXTS)


@st.composite
def requests(draw: st.DrawFn) -> tuple[str, tuple[tuple[str, str], ...]]:
    """A path and pairs: mostly what an operation declares, sometimes others, some twice."""
    operation: Operation = draw(st.sampled_from(OPERATIONS))
    name = draw(st.sampled_from(["products", "figures", "low-confidence"]) | TEXTS)
    chosen = draw(st.lists(st.sampled_from(operation.parameters), max_size=4))
    pairs = [(parameter.name, draw(fitting(parameter))) for parameter in chosen]
    pairs += draw(st.lists(st.tuples(st.sampled_from(NAMES) | TEXTS, TEXTS), max_size=1))
    return operation.path.replace("{name}", name), tuple(pairs)


@settings(max_examples=150, deadline=None)
@given(request=requests(), accept=st.sampled_from(["*/*", "text/html", "application/json", "x", ""]))
def test_no_request_breaks_it(request: tuple[str, tuple[tuple[str, str], ...]], accept: str) -> None:
    path, pairs = request
    found = respond(fixture(), Ask(path, pairs, "zh", accept))
    assert found.status in (200, 400, 404)
    if found.status != 200:
        told = json.loads(found.body)
        assert found.media == "application/problem+json"
        assert told["title"].endswith((".", "?"))
        assert told["status"] == found.status
    elif found.media == "application/json":
        json.loads(found.body)


@settings(deadline=None)
@given(path=st.text(max_size=30))
def test_no_path_breaks_it(path: str) -> None:
    assert respond(fixture(), Ask("/api/" + path)).status in (200, 400, 404)


@pytest.mark.parametrize("word", [*HOSTILE.values(), *SYNTAX])
def test_no_value_is_read_as_sparql(word: str) -> None:
    for path, name, key in (
        ("/api/entities", "q", "entities"),
        ("/api/figures", "indicator", "figures"),
        ("/api/figures", "unit", "figures"),
        ("/api/claims", "article", "claims"),
    ):
        found = params(fixture(), path, **{name: word})
        fair = len(word) <= 200 and word != "\ud800"
        assert found.status == (200 if fair else 400)
        assert not fair or json.loads(found.body)[key] == []


def test_a_value_that_is_no_utf_8_is_told_so() -> None:
    found = params(fixture(), "/api/entities", q="\udcff")
    assert found.status == 400
    assert "UTF-8" in json.loads(found.body)["title"]


def test_hostile_words_of_the_graph_come_through_as_they_are() -> None:
    held = get(sample(), "/api/claims")["claims"]
    assert {claim["modality"] for claim in held} > {"Done"}
    assert [claim for claim in held if claim["negative"]] != []
    assert [claim for claim in held if claim["rejected"]] != []
    assert get(sample(), "/api/claims?asserted=true")["total"] + get(sample(), "/api/claims?asserted=false")[
        "total"
    ] == len(held)


class Cut:
    """A store whose SELECTs end at some number of rows, as those of servers do, unless they are sorted."""

    def __init__(self, inner: Store, most: int) -> None:
        self.inner = inner
        self.most = most

    def select(self, sparql: str) -> Rows:
        """The first rows."""
        found = self.inner.select(sparql)
        rows: list[Row] = found.rows if "ORDER BY" in sparql else found.rows[: self.most]
        return Rows(found.variables, rows)


def test_a_store_that_cuts_its_answers_short_loses_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("graph.serve.api.asking.ROUND", 10)
    declared = next(one for one in OPERATIONS if one.path == "/api/claims").parameters
    call = Call(Ask("/api/claims"), read(declared, [("limit", "4"), ("offset", "12")]))
    cut: Any = Cut(fixture(), 10)
    assert listed(cut, "claims", call, {"all"}, {}) == listed(fixture(), "claims", call, {"all"}, {})


def test_a_graph_that_lacks_half_of_what_a_build_writes_is_answered_as_far_as_it_goes() -> None:
    wp = "https://w3id.org/wupian/ns#"
    lines = f"""
        <x:c> a <{wp}Claim> ; <{wp}subject> <x:s> ; <{wp}supportedBy> <x:p>, _:b .
        <x:f> a <{wp}Figure> ; <{wp}figureOf> <x:s> ; <{wp}value> "many", 1e999 .
        <x:s> a <{wp}Bank>, <{wp}Unheard>, <x:Other> . _:e a <{wp}Bank> .
        <x:a> a <{wp}Article> ; <http://purl.org/dc/terms/identifier> "a" . <x:p> <{wp}inArticle> <x:a> ."""
    store = in_memory(quad.triple for quad in ox.parse(lines, format=ox.RdfFormat.TURTLE))
    (claim,) = get(store, "/api/claims")["claims"]
    assert (claim["subject"]["zh"], claim["object"]["iri"], claim["confidence"]) == ("x:s", "", None)
    assert claim["evidence"] == []
    (figure,) = get(store, "/api/figures")["figures"]
    assert (figure["value"], figure["exact"], figure["qualifier"]) == (None, None, "=")
    assert [entity["iri"] for entity in get(store, "/api/entities")["entities"]] == ["x:s"]
    assert [article["chars"] for article in get(store, "/api/articles")["articles"]] == [0]
    assert get(store, "/api/matrix")["rows"][0]["institution"]["iri"] == "x:s"
    for address in (
        "/api",
        "/api/entity?iri=x:s",
        "/api/claim?iri=x:c",
        "/api/evidence?about=x:s",
        "/api/article?id=a",
    ):
        assert get(store, address)


def test_a_store_that_does_not_answer_is_told_by_a_problem_document() -> None:
    store = in_memory([])
    store.close()
    found = respond(store, Ask("/api/claims"))
    assert (found.status, found.media) == (503, "application/problem+json")
    assert json.loads(found.body)["type"] == "/api#store-failed"
