"""The three files of a build."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib
from rdflib.compare import isomorphic

from graph.errors import OutputError
from graph.rdf.export import FILES, compact, export, jsonld, nquads, turtle
from graph.rdf.write import triples
from tests.rdf.sample import RUN, extraction


@pytest.fixture(scope="module")
def made() -> list[ox.Triple]:
    return triples([extraction("one"), extraction("two")], RUN)


def parsed(text: str, name: str) -> rdflib.Graph:
    """The default graph of a file's text."""
    if name == "nquads":  # without graph names it is N-Triples
        name = "nt"
    return rdflib.Graph().parse(data=text, format=name)


# rdflib's own JSON-LD parser uses the class that it calls deprecated.
@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")
def test_the_three_files_hold_the_same_graph(tmp_path: Path, made: list[ox.Triple]) -> None:
    paths = export(made, tmp_path)
    assert [p.name for p in paths] == list(FILES)
    formats = ("nquads", "turtle", "json-ld")
    first, second, third = (parsed(p.read_text(encoding="utf-8"), f) for p, f in zip(paths, formats, strict=True))
    assert len(first) == len(second) == len(third) == len(made)
    assert isomorphic(first, second)
    assert isomorphic(first, third)


def test_oxigraph_reads_the_same_triples_from_every_file(tmp_path: Path, made: list[ox.Triple]) -> None:
    for path in export(made, tmp_path):
        assert {q.triple for q in ox.parse(path=str(path))} == set(made)


def test_nothing_but_the_three_files_is_left_in_the_folder(tmp_path: Path, made: list[ox.Triple]) -> None:
    export(made, tmp_path / "new" / "out")
    export(made, tmp_path / "new" / "out")
    assert sorted(p.name for p in (tmp_path / "new" / "out").iterdir()) == sorted(FILES)


def test_a_folder_that_cannot_be_written_is_said_in_one_sentence(tmp_path: Path, made: list[ox.Triple]) -> None:
    (tmp_path / "out").write_text("a file")
    with pytest.raises(OutputError, match="cannot be written"):
        export(made, tmp_path / "out")


SCRIPT = """
import hashlib, sys
from graph.rdf.export import jsonld, nquads, turtle
from graph.rdf.write import triples
from tests.rdf.sample import RUN, extraction
made = triples([extraction("one"), extraction("two")], RUN)
for write in (nquads, turtle, jsonld):
    print(hashlib.sha256(write(made).encode()).hexdigest())
"""


def test_the_bytes_are_the_same_in_every_process_and_locale(made: list[ox.Triple]) -> None:
    here = [hashlib.sha256(write(made).encode()).hexdigest() for write in (nquads, turtle, jsonld)]
    for seed, locale in (("1", "C"), ("2", "zh_CN.UTF-8")):
        environment = {**os.environ, "PYTHONHASHSEED": seed, "LC_ALL": locale, "PYTHONPATH": os.pathsep.join(sys.path)}
        run = subprocess.run(
            [sys.executable, "-c", SCRIPT], env=environment, capture_output=True, text=True, check=True
        )
        assert run.stdout.split() == here


def test_turtle_has_a_statement_a_line_and_short_names(made: list[ox.Triple]) -> None:
    text = turtle(made)
    assert "\n  wp:confidence 0.93 ;\n" in text
    assert "\n  wp:explicit true ;\n" in text
    assert '\n  skos:prefLabel "云杉消费金融"@zh .\n' in text or '\n  skos:prefLabel "云杉消费金融"@zh ;\n' in text
    assert "wp:firedSense lex:合作-partnersWith ;" in text
    prefixes = [line for line in text.splitlines() if line.startswith("@prefix")]
    assert prefixes == sorted(prefixes)


def test_json_ld_has_a_context_and_a_node_a_line(made: list[ox.Triple]) -> None:
    held = json.loads(jsonld(made))
    ids = [node["@id"] for node in held["@graph"]]
    assert len(ids) == len(set(ids))
    assert held["@context"]["wp"] == "https://w3id.org/wupian/ns#"
    assert "云杉" in jsonld(made)


@pytest.mark.parametrize("text", ['"', "\\", "a\nb\r\tc", "\u2028", "𝔘😀", "'''", "a\u0001b", "@zh", '"^^<x>'])
def test_odd_texts_survive_in_every_file(tmp_path: Path, text: str) -> None:
    node, predicate = ox.NamedNode("https://w3id.org/wupian/id/x"), ox.NamedNode("https://w3id.org/wupian/ns#quote")
    custom = ox.NamedNode("https://example.org/type")
    odd = [
        ox.Triple(node, predicate, ox.Literal(text)),
        ox.Triple(node, predicate, ox.Literal(text, language="zh")),
        ox.Triple(node, predicate, ox.Literal(text, datatype=custom)),
    ]
    for path in export(odd, tmp_path):
        assert {q.triple for q in ox.parse(path=str(path))} == set(odd)


@pytest.mark.parametrize(
    ("iri", "short"),
    [
        ("https://w3id.org/wupian/ns#offers", "wp:offers"),
        ("https://w3id.org/wupian/authority/58", "authority:58"),
        ("https://w3id.org/wupian/article/a.b", "https://w3id.org/wupian/article/a.b"),
        ("https://w3id.org/wupian/article/", "https://w3id.org/wupian/article/"),
        ("https://example.org/x", "https://example.org/x"),
    ],
)
def test_names_are_shortened_only_where_both_formats_allow_it(iri: str, short: str) -> None:
    assert compact(iri) == short


def test_a_blank_node_is_refused() -> None:
    blank = ox.Triple(ox.BlankNode("a"), ox.NamedNode("https://example.org/p"), ox.Literal("x"))
    with pytest.raises(AssertionError):
        turtle([blank])
