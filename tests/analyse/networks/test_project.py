"""The graph of entities as networkx has it."""

from __future__ import annotations

from io import BytesIO

import networkx as nx
import pytest

from graph.analyse.networks.project import counted, project, simple
from graph.analyse.networks.shapes import to_networkx
from graph.analyse.reader import read
from graph.errors import QueryError
from tests.analyse.sample import QINGHE_RAW, SPOKEN, called, network, sample, store


def edges(graph: nx.Graph[str]) -> set[tuple[str, str, str]]:
    """The edges by the names of their ends."""
    names = {iri: str(data["label"]) for iri, data in graph.nodes(data=True)}
    return {(names[a], str(data["predicate"]), names[b]) for a, b, data in graph.edges(data=True)}


def test_every_entity_is_a_node_and_every_claim_that_counts_an_edge_keyed_by_its_iri() -> None:
    corpus = read(store())
    graph = to_networkx(store())
    assert list(graph) == [entity.iri for entity in corpus.entities]
    assert isinstance(graph, nx.MultiDiGraph)
    assert {key for _, _, key in graph.edges(keys=True)} == {claim.iri for claim in counted(corpus)}
    assert graph.number_of_edges() == 18


def test_planned_doubtful_denied_and_rejected_claims_are_no_edges() -> None:
    found = edges(to_networkx(store()))
    assert ("青禾银行", "respondsTo", "数字金融") in found
    assert not {theme for name, predicate, theme in found if (name, predicate) == ("青禾银行", "advances")}


def test_what_counts_can_be_widened_but_never_to_what_a_reviewer_rejected() -> None:
    themes = {
        theme
        for name, predicate, theme in edges(
            to_networkx(store(), min_confidence=0, modality=("Done", "Planned"), negative=True)
        )
        if (name, predicate) == ("青禾银行", "advances")
    }
    assert themes == {"养老金融", "绿色金融", "科技金融"}
    assert to_networkx(store(), min_confidence=0, modality=("Done", "Planned")).number_of_edges() == 20


def test_an_edge_carries_its_sentence_its_article_and_who_said_it() -> None:
    analysis = sample()
    graph = project(analysis.corpus, analysis.claims)
    bank, newcomers = called(analysis, "青禾银行").iri, called(analysis, "新市民").iri
    (edge,) = graph.get_edge_data(bank, newcomers).values()
    assert edge["evidence"] == SPOKEN
    assert SPOKEN in QINGHE_RAW
    assert (edge["article"], edge["voice"], edge["modality"]) == ("qinghe", called(analysis, "林木").iri, "Done")
    assert (edge["confidence"], edge["explicit"], edge["derived"], edge["negative"]) == (0.9, True, False, False)


def test_networkx_can_write_the_graph_as_graphml() -> None:
    written = BytesIO()
    nx.write_graphml(to_networkx(store()), written)
    again = nx.read_graphml(BytesIO(written.getvalue()), force_multigraph=True)
    assert (len(again), again.number_of_edges()) == (16, 18)


def test_an_unknown_modality_and_an_impossible_confidence_are_named() -> None:
    with pytest.raises(QueryError, match=r"There is no modality Dreamt; choose from .*Done"):
        to_networkx(store(), modality=("Dreamt",))
    with pytest.raises(QueryError, match="between 0 and 1, not at 70"):
        to_networkx(store(), min_confidence=70)


def test_the_simple_graph_joins_two_entities_once_and_none_with_itself() -> None:
    corpus, claims = network("ab", "ba", "ab", "cc", "bc")
    plain = simple(project(corpus, claims))
    assert sorted(plain.edges()) == [(0, 1), (1, 2)]
