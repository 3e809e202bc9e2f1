"""The graph of a large page: whatever it holds, the page's data and the patch give it back, line for line."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pyoxigraph as ox
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from rdflib import Graph
from rdflib.compare import isomorphic

from graph.errors import InputError
from graph.explore.dataset import lines, patch, run, whole
from graph.explore.document import document
from graph.explore.layout import places
from graph.explore.mentions import mentions
from graph.explore.network import Explorer
from graph.explore.page import CLAIMS, page
from graph.explore.reader import view
from graph.explore.reading import Islands, ntriples, read_page
from graph.pipeline import discovered, read_all, rules, statements
from graph.rdf import ntriples as lined
from tests.explore.generated import generated
from tests.explore.graphs import fixture_triples
from tests.explore.test_safety import hostile

if TYPE_CHECKING:
    from collections.abc import Sequence

FIXTURE = lined.lines(fixture_triples())
EXTRA = [
    "<urn:x> <urn:y> _:blank",
    "_:blank <urn:y> \"a\\nb\\\\\"@zh-cmn",
    '<https://w3id.org/wupian/id/loan-lvya> <https://w3id.org/wupian/ns#offers> "text"',
    "<https://w3id.org/wupian/claim/none> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> "
    "<https://w3id.org/wupian/ns#Claim>",
]  # fmt: skip


def data_of(graph: Sequence[str], *, lean: bool = True) -> dict[str, Any]:
    """The data of a graph's page, as it comes out of JSON."""
    held = view(graph)
    stand = places(held)
    explorer = Explorer(held, stand, lambda _: "")
    made = document(held, stand, explorer, mentions(held), lean=lean) | {"run": run(graph)}
    copied: dict[str, Any] = json.loads(json.dumps(made))
    return copied


def seed() -> list[str]:
    read, _, _ = read_all(discovered(()), "utf-8", rules(), None)
    return lined.lines(statements(read, None))


def made(name: str) -> list[str]:
    """A graph by its name."""
    if name == "seed":
        return seed()
    if name == "generated":
        return lined.lines(generated(80))
    if name == "hostile":
        return hostile().lines()
    return FIXTURE + EXTRA if name == "fixture" else []


@pytest.mark.parametrize("lean", [True, False])
@pytest.mark.parametrize("name", ["fixture", "seed", "generated", "hostile", "empty"])
def test_data_and_patch_give_back_the_graph(name: str, lean: bool) -> None:
    graph = made(name)
    data = data_of(graph, lean=lean)
    assert whole(data, json.loads(json.dumps(patch(data, graph)))) == sorted(graph)


@settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(st.sets(st.integers(0, len(FIXTURE) - 1)), st.sets(st.sampled_from(EXTRA)))
def test_a_graph_with_gaps_and_foreign_statements_comes_back_too(dropped: set[int], added: set[str]) -> None:
    graph = [line for number, line in enumerate(FIXTURE) if number not in dropped] + sorted(added)
    data = data_of(graph)
    assert whole(data, patch(data, graph)) == sorted(graph)


def test_the_data_of_our_own_graphs_says_nearly_everything_itself() -> None:
    graph = lined.lines(generated(300))
    data = data_of(graph)
    patched = patch(data, graph)
    kinds = tuple(f"<https://w3id.org/wupian/{kind}/" for kind in ("id", "claim", "figure", "article"))
    assert sum(line.startswith(kinds) for line in patched["more"].split("\n")) < len(graph) / 50
    assert not patched["less"]
    assert len(list(lines(data))) > len(graph) / 2


def test_claims_of_a_lean_page_do_without_the_iris_that_follow_from_them() -> None:
    graph = lined.lines(generated(80))
    assert "iri" not in data_of(graph)["claims"]
    assert data_of(graph, lean=False)["claims"]["iri"]["after"].endswith("/claim/")


@pytest.fixture(scope="module")
def large() -> tuple[list[str], str]:
    """A graph of more claims than JSON-LD is good for, and its page."""
    graph = lined.lines(generated(CLAIMS // 2 + 100))
    return graph, page(view(graph), graph)


def test_a_large_page_read_back_is_the_graph(large: tuple[list[str], str]) -> None:
    graph, html = large
    islands = Islands(html)
    assert "dataset" not in islands.found
    assert ntriples(islands).splitlines() == [f"{line} ." for line in sorted(graph)]


def test_a_page_of_a_thousand_entities_with_their_sentences_is_small(large: tuple[list[str], str]) -> None:
    assert len(large[1].encode("utf-8")) < 450_000


def test_rdflib_reads_a_large_page_back_through_read_page(large: tuple[list[str], str]) -> None:
    graph, html = large
    wanted = Graph().parse(data="".join(f"{line} .\n" for line in graph), format="nt")
    assert isomorphic(read_page(html), wanted)


@pytest.mark.parametrize("island", ["patch", "data"])
def test_a_damaged_large_page_is_one_clear_sentence(large: tuple[list[str], str], island: str) -> None:
    _, html = large
    head, _, tail = html.partition(f'id="{island}">')
    with pytest.raises(InputError, match="damaged"):
        read_page(f'{head}id="{island}">{{"count": 1}}{tail[40:]}')


def test_the_lines_that_data_implies_are_n_triples() -> None:
    text = "".join(f"{line} .\n" for line in lines(data_of(seed())))
    assert sum(1 for _ in ox.parse(text, format=ox.RdfFormat.N_TRIPLES)) > 3_000
