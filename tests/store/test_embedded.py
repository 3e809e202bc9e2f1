"""The embedded store: in real folders and with other processes."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from graph.errors import OutputError, QueryError, StoreError
from graph.store.embedded import INDEX, MARKER, create, in_memory, open_store
from graph.store.store import Store

COUNT = "SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }"
NAME = NamedNode("http://www.w3.org/2004/02/skos/core#prefLabel")


def named(*names: str) -> list[Triple]:
    """A triple for each name."""
    return [Triple(NamedNode(f"https://example.org/{i}"), NAME, Literal(name)) for i, name in enumerate(names)]


def names(store: Store) -> list[str]:
    """All names in a store, sorted."""
    rows = store.select("SELECT ?name WHERE { ?s skos:prefLabel ?name } ORDER BY ?name").rows
    return [name.value for (name,) in rows if isinstance(name, Literal)]


def content(folder: Path) -> dict[str, bytes]:
    """The files of a folder with their bytes."""
    return {file.name: file.read_bytes() for file in folder.iterdir()}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store on disk, to be copied before it is harmed."""
    place = tmp_path_factory.mktemp("made") / "store"
    create(place, named("云岭消费金融", "江湾银行"))
    return place


def test_a_store_can_be_closed_and_opened_again(tmp_path: Path) -> None:
    kinds = [
        *named("云岭消费金融", "江湾银行"),
        Triple(BlankNode("b"), NAME, Literal("山城", language="zh")),
        Triple(NamedNode("https://example.org/0"), NAME, Literal(7)),
    ]
    create(tmp_path / "deep" / "store", kinds)
    for _ in range(2):
        store = open_store(str(tmp_path / "deep" / "store"))
        assert {str(t.object) for t in store.construct("CONSTRUCT WHERE { ?s ?p ?o }")} == {
            str(t.object) for t in kinds
        }
        store.close()


def test_an_empty_graph_is_a_store_too(tmp_path: Path) -> None:
    create(tmp_path / "store", [])
    assert names(open_store(tmp_path / "store")) == []


def test_creating_replaces_the_earlier_store_and_leaves_nothing_beside_it(tmp_path: Path) -> None:
    create(tmp_path / "store", named("旧"))
    earlier = open_store(tmp_path / "store")
    create(tmp_path / "store", named("新"))
    assert names(open_store(tmp_path / "store")) == ["新"]
    assert names(earlier) == ["旧"]
    assert [p.name for p in tmp_path.iterdir()] == ["store"]


@pytest.mark.parametrize("error", [ValueError, KeyboardInterrupt, MemoryError])
def test_a_creation_that_fails_leaves_the_old_store(tmp_path: Path, error: type[BaseException]) -> None:
    def broken() -> Iterator[Triple]:
        yield from named("新")
        raise error

    create(tmp_path / "store", named("旧"))
    with pytest.raises(error):
        create(tmp_path / "store", broken())
    with pytest.raises(error):
        create(tmp_path / "other", broken())
    assert names(open_store(tmp_path / "store")) == ["旧"]
    assert [p.name for p in tmp_path.iterdir()] == ["store"]


KILLED = """
import os, signal, sys
from pathlib import Path
from pyoxigraph import NamedNode, Triple
from graph.store.embedded import create

def triples():
    node = NamedNode("https://example.org/x")
    for number in range(10):
        yield Triple(node, node, NamedNode(f"https://example.org/{number}"))
    os.kill(os.getpid(), signal.SIGKILL)

create(Path(sys.argv[1]), triples())
"""


def test_a_process_that_is_killed_while_it_creates_leaves_the_old_store(tmp_path: Path) -> None:
    create(tmp_path / "store", named("旧"))
    killed = subprocess.run([sys.executable, "-c", KILLED, str(tmp_path / "store")], check=False)
    assert killed.returncode == -signal.SIGKILL
    assert names(open_store(tmp_path / "store")) == ["旧"]
    create(tmp_path / "store", named("新"))
    assert names(open_store(tmp_path / "store")) == ["新"]


READER = """
import sys
from graph.store.embedded import open_store
store = open_store(sys.argv[1])
print(store.select("SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }").rows[0][0].value, flush=True)
sys.stdin.readline()
"""


def test_processes_read_a_store_at_the_same_time_and_change_nothing_in_it(made: Path) -> None:
    before = content(made)
    here = open_store(made)
    command = [sys.executable, "-c", READER, str(made)]
    readers = [subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) for _ in range(2)]
    for reader in readers:
        assert reader.stdout
        assert reader.stdout.readline() == "2\n"
    assert names(here) == ["云岭消费金融", "江湾银行"]
    for reader in readers:
        reader.communicate("\n")
        assert reader.returncode == 0
    assert content(made) == before


def one_sentence(error: BaseException, place: object) -> bool:
    """Whether a message is one line that names a place and ends as a sentence."""
    said = str(error)
    return str(place) in said and "\n" not in said and said.endswith(".") and ". " not in said


def test_what_is_no_store_is_refused_in_one_sentence_that_says_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("{}", encoding="utf-8")
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder" / "a.txt").write_text("文", encoding="utf-8")
    for place in (tmp_path / "none", tmp_path / "file", tmp_path / "folder", "https://example.org/sparql"):
        with pytest.raises(StoreError) as error:
            open_store(place)
        assert one_sentence(error.value, place)
    assert "wupian build" in str(open_error(tmp_path / "none"))


def open_error(place: Path) -> StoreError:
    """The error of opening a place."""
    with pytest.raises(StoreError) as error:
        open_store(place)
    return error.value


@pytest.mark.parametrize(
    "text", ["", "[]", "{}", '{"kind": "wupian-store", "engine": "oxigraph", "version": 2, "triples": 2}']
)
def test_a_store_of_another_version_is_refused(made: Path, tmp_path: Path, text: str) -> None:
    shutil.copytree(made, tmp_path / "store")
    (tmp_path / "store" / MARKER).write_text(text, encoding="utf-8")
    error = open_error(tmp_path / "store")
    assert one_sentence(error, tmp_path / "store")
    assert "another version" in str(error)


@pytest.mark.parametrize("pattern", ["CURRENT", "MANIFEST-*", "*.sst"])
@pytest.mark.parametrize("harm", ["gone", "empty", "half", "noise"])
def test_a_damaged_store_is_refused_and_never_read_as_less_than_it_was(
    made: Path, tmp_path: Path, pattern: str, harm: str
) -> None:
    shutil.copytree(made, tmp_path / "store")
    for file in (tmp_path / "store").glob(pattern):
        data = file.read_bytes()
        file.unlink()
        if harm != "gone":
            file.write_bytes({"empty": b"", "half": data[: len(data) // 2], "noise": bytes(b ^ 90 for b in data)}[harm])
    error = open_error(tmp_path / "store")
    assert one_sentence(error, tmp_path / "store")
    assert "damaged" in str(error)


def test_the_marker_says_what_the_folder_is(made: Path) -> None:
    assert json.loads((made / MARKER).read_text(encoding="utf-8")) == {
        "kind": "wupian-store",
        "engine": "oxigraph",
        "version": 3,
        "triples": 2,
        "index": (made / INDEX).stat().st_size,
    }


def test_other_things_are_never_replaced(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("文", encoding="utf-8")
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder" / "a.txt").write_text("文", encoding="utf-8")
    for place in ("file", "folder", "file/below"):
        with pytest.raises(OutputError, match=place):
            create(tmp_path / place, named("新"))
    assert sorted(str(p.relative_to(tmp_path)) for p in tmp_path.rglob("*")) == ["file", "folder", "folder/a.txt"]


def test_an_empty_folder_and_a_damaged_store_may_be_replaced(made: Path, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    shutil.copytree(made, tmp_path / "broken")
    os.unlink(tmp_path / "broken" / "CURRENT")
    for place in ("empty", "broken"):
        create(tmp_path / place, named("新"))
        assert names(open_store(tmp_path / place)) == ["新"]


def test_a_link_to_a_store_stays_a_link(made: Path, tmp_path: Path) -> None:
    shutil.copytree(made, tmp_path / "real")
    (tmp_path / "link").symlink_to(tmp_path / "real")
    create(tmp_path / "link", named("新"))
    assert (tmp_path / "link").is_symlink()
    assert names(open_store(tmp_path / "real")) == ["新"]


def test_a_closed_store_says_so(made: Path) -> None:
    store = open_store(made)
    store.close()
    store.close()
    with pytest.raises(StoreError, match="closed"):
        store.select(COUNT)


def test_each_method_takes_the_form_of_query_it_is_for(made: Path) -> None:
    store = open_store(made)
    assert store.ask("ASK { ?s skos:prefLabel '江湾银行' }")
    assert not store.ask("ASK { ?s skos:prefLabel '山城' }")
    assert len(store.construct("DESCRIBE <https://example.org/0>")) == 1
    for ask, query in (
        (store.select, "ASK { ?s ?p ?o }"),
        (store.ask, COUNT),
        (store.construct, COUNT),
        (store.select, "CONSTRUCT WHERE { ?s ?p ?o }"),
    ):
        with pytest.raises(QueryError, match=r"not an? "):
            ask(query)


def test_unbound_variables_are_none_and_rows_can_be_counted() -> None:
    found = in_memory(named("甲")).select("SELECT ?name ?none WHERE { ?s ?p ?name }")
    assert found.variables == ("name", "none")
    assert len(found) == 1
    assert list(found) == [(Literal("甲"), None)]


def test_the_prefixes_of_the_project_need_no_declaration_and_can_be_declared_otherwise() -> None:
    store = in_memory(named("甲"))
    assert store.select("SELECT * { ?s skos:prefLabel ?o }").rows
    assert not store.select("PREFIX skos: <https://example.org/> SELECT * { ?s skos:prefLabel ?o }").rows
    for prefix in ("wp", "theme", "segment", "authority", "dcterms", "prov", "rdfs", "xsd"):
        assert store.select(f"SELECT ({prefix}:x AS ?iri) {{ }}").rows
