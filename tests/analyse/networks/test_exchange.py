"""Networks as GraphML and GEXF: networkx reads them back, whatever the texts hold, and every run writes the same."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.analyse.networks.exchange import gexf, graphml, sound
from graph.analyse.networks.shapes import SHAPES, to_networkx
from tests.analyse.sample import extractions, hostile, store
from tests.hostile import HOSTILE

if TYPE_CHECKING:
    from collections.abc import Callable

WRITERS = {"graphml": graphml, "gexf": gexf}
ROOT = Path(__file__).parents[3]


def reread(network: nx.Graph[str], form: str) -> nx.Graph[str]:
    """The network that networkx reads in the file of one."""
    file = BytesIO(WRITERS[form](network).encode("utf-8"))
    if form == "gexf":
        return nx.read_gexf(file)
    return nx.read_graphml(file, force_multigraph=network.is_multigraph())


def carried(network: nx.Graph[str], name: str) -> dict[str, object]:
    """What each node carries under a name."""
    return {iri: data[name] for iri, data in network.nodes(data=True)}


def edges(network: nx.Graph[str]) -> list[tuple[Any, ...]]:
    """The edges with what they carry and is not empty, sorted; those of an undirected network by their ends' order."""
    found = []
    for a, b, data in network.edges(data=True):
        ends = (a, b) if network.is_directed() else tuple(sorted((a, b)))
        held = {name: value for name, value in data.items() if value != "" and name != "id"}
        found.append((*ends, tuple(sorted((name, float(v) if name == "weight" else v) for name, v in held.items()))))
    return sorted(found, key=str)


@pytest.mark.parametrize("form", WRITERS)
@pytest.mark.parametrize("shape", SHAPES)
def test_networkx_reads_every_shape_back_as_it_was(shape: str, form: str) -> None:
    network = to_networkx(store(), shape)
    again = reread(network, form)
    assert edges(again) == edges(network)
    for name in ("label", "type"):
        assert carried(again, name) == carried(network, name)
    assert again.is_directed() == network.is_directed()


@pytest.mark.parametrize("form", WRITERS)
def test_an_edge_is_named_by_the_iri_of_its_claim(form: str) -> None:
    network = to_networkx(store())
    again = reread(network, form)
    assert isinstance(again, nx.MultiDiGraph)
    assert isinstance(network, nx.MultiDiGraph)
    assert sorted(again.edges(keys=True)) == sorted(network.edges(keys=True))
    names = {e.get("id") for e in ElementTree.fromstring(WRITERS[form](network)).iter() if e.tag.endswith("}edge")}
    assert names == {key for _, _, key in network.edges(keys=True)}


@pytest.mark.parametrize("form", WRITERS)
@pytest.mark.parametrize("word", HOSTILE.values(), ids=HOSTILE)
def test_hostile_texts_come_back_as_they_were_but_for_what_xml_cannot_hold(word: str, form: str) -> None:
    held = tuple(replace(x, entities=tuple(replace(e, name=word + e.name) for e in x.entities)) for x in extractions())
    network = to_networkx(store(held))
    labels = {node: sound(str(label)) for node, label in carried(network, "label").items()}
    assert carried(reread(network, form), "label") == labels


@pytest.mark.parametrize("form", WRITERS)
def test_markup_in_names_and_roles_stays_text(form: str) -> None:
    written = WRITERS[form](to_networkx(store(hostile())))
    assert "<script>" not in written
    assert edges(reread(to_networkx(store(hostile())), form)) == edges(to_networkx(store(hostile())))


@settings(deadline=None)
@given(st.text(st.characters(exclude_categories=["Cs"])))
@pytest.mark.parametrize("form", WRITERS)
def test_any_text_of_an_edge_comes_back_sound(form: str, text: str) -> None:
    network: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    network.add_node("a", label=text)
    network.add_edge("a", "b", "k", evidence=text)
    ((_, _, data),) = reread(network, form).edges(data=True)
    assert data.get("evidence", "") == sound(text)


def test_a_surrogate_without_its_other_half_is_replaced() -> None:
    assert sound("云\ud800\x00\ufffe\uffff杉") == "云\ufffd\ufffd\ufffd\ufffd杉"
    assert sound("a\tb\nc\rd\x85\u2028\U0001f600") == "a\tb\nc\rd\x85\u2028\U0001f600"


@pytest.mark.parametrize("write", WRITERS.values(), ids=WRITERS)
@pytest.mark.parametrize("kind", [nx.MultiDiGraph, nx.Graph])
def test_an_empty_network_is_a_file_too(kind: type[nx.Graph[str]], write: Callable[[nx.Graph[str]], str]) -> None:
    written = write(kind())
    assert written.startswith('<?xml version="1.0" encoding="UTF-8"?>\n')
    assert ElementTree.fromstring(written) is not None


def test_truth_is_written_as_xml_schema_writes_it() -> None:
    assert ">True<" not in graphml(to_networkx(store()))
    assert ">true<" in graphml(to_networkx(store()))


def test_gexf_tells_no_day() -> None:
    assert "lastmodified" not in gexf(to_networkx(store()))


RUN = """
from hashlib import sha256
from graph.analyse.networks.exchange import gexf, graphml
from graph.analyse.networks.shapes import SHAPES, to_networkx
from tests.analyse.sample import store
drawn = [to_networkx(store(), shape) for shape in SHAPES]
print(sha256("".join(write(one) for one in drawn for write in (gexf, graphml)).encode()).hexdigest())
"""


def test_equal_networks_are_equal_bytes_under_every_hash_seed() -> None:
    found = {
        subprocess.run(
            [sys.executable, "-c", RUN],
            env={**os.environ, "PYTHONHASHSEED": seed},
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "2", "3")
    }
    assert len(found) == 1
