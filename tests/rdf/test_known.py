"""What the ontology says of itself and of its entries."""

from __future__ import annotations

import shutil
from pathlib import Path

import pyoxigraph as ox

from graph.rdf.known import core, entries, fingerprint
from graph.resources import folder


def test_the_core_holds_the_vocabulary_without_blank_nodes() -> None:
    assert len(core()) > 500
    assert not any(isinstance(term, ox.BlankNode) for t in core() for term in (t.subject, t.object))


def test_entries_are_found_in_the_authority_list_and_in_the_schemes() -> None:
    wanted = {"https://w3id.org/wupian/authority/haier", "https://w3id.org/wupian/theme/green-finance"}
    assert {t.subject.value for t in entries(wanted) if isinstance(t.subject, ox.NamedNode)} == wanted
    assert entries(()) == []


def test_the_fingerprint_changes_with_the_ontology_alone(tmp_path: Path) -> None:
    copy = shutil.copytree(folder("ontology"), tmp_path / "ontology")
    assert fingerprint(copy) == fingerprint() == fingerprint(folder("ontology"))
    with (copy / "wupian.ttl").open("a", encoding="utf-8") as file:
        file.write("\n")
    assert fingerprint(copy) != fingerprint()
