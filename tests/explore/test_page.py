"""The page as text: what it holds, what it allows, how it is written."""

from __future__ import annotations

import json
import re
import zlib
from base64 import b64decode
from hashlib import sha256
from html.parser import HTMLParser
from io import BytesIO
from typing import TYPE_CHECKING, Any

import pytest
from rdflib import Graph
from rdflib.compare import isomorphic
from rdflib.parser import InputSource

from graph.errors import OutputError
from graph.explore import network as network_module
from graph.explore.page import network
from graph.explore.reader import read
from graph.explore.tables import records
from graph.messages import table
from graph.resources import asset
from tests.explore.graphs import FIXTURE, fixture, made, written

if TYPE_CHECKING:
    from pathlib import Path

ASSETS = sorted(asset("explore", "assets").iterdir())


class Islands(HTMLParser):
    """The scripts of a page by their id, as a browser would cut them."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: dict[str, str] = {}
        self.inside: str | None = None
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.inside = (dict(attrs).get("id") or "page") if tag == "script" else None
        if self.inside:
            self.found[self.inside] = ""

    def handle_endtag(self, tag: str) -> None:
        self.inside = None if tag == "script" else self.inside

    def handle_data(self, data: str) -> None:
        if self.inside:
            self.found[self.inside] += data


def island(html: str) -> dict[str, Any]:
    """The data that the page's scripts read."""
    text = Islands(html).found["data"]
    found: dict[str, Any] = json.loads(text if text.startswith("{") else zlib.decompress(b64decode(text)))
    return found


def test_the_same_store_gives_the_same_bytes(html: str) -> None:
    assert made(fixture()).encode() == html.encode()


def test_the_policy_allows_three_scripts_and_one_style_by_hash_and_nothing_else(html: str) -> None:
    policy = html.split('http-equiv="Content-Security-Policy" content="')[1].split('"')[0]
    assert policy.startswith("default-src 'none'; ")
    assert len(re.findall(r"'sha256-[\w+/]{43}='", policy)) == 4
    assert "unsafe" not in policy
    assert "http" not in policy


def test_no_script_writes_markup_evaluates_text_asks_the_network_or_stores_anything() -> None:
    markup = r"innerHTML|outerHTML|insertAdjacent|document\.write|srcdoc|createContextualFragment"
    others = r"\beval\b|new Function|fetch\(|XMLHttpRequest|sendBeacon|localStorage|sessionStorage|cookie"
    words = re.compile(f"{markup}|{others}")
    scripts = [path for path in ASSETS if path.suffix == ".js"]
    assert scripts
    assert [path.name for path in scripts if words.search(path.read_text(encoding="utf-8"))] == []


def test_no_two_scripts_give_one_name_to_different_things() -> None:
    text = "\n".join(path.read_text(encoding="utf-8") for path in ASSETS if path.suffix == ".js")
    names = re.findall(r"^(?:async )?(?:function\*?|const|let|class) (\w+)", text, re.M)
    names += [name for group in re.findall(r"^let (\w+(?:, \w+)+)", text, re.M) for name in group.split(", ")[1:]]
    assert len(names) > 150
    assert {name for name in names if names.count(name) > 1} == set()


def test_no_word_of_the_interface_stands_in_the_assets_and_every_key_exists() -> None:
    keys = set()
    for path in (path for path in ASSETS if path.suffix in (".js", ".html", ".css")):
        text = path.read_text(encoding="utf-8")
        keys |= set(re.findall(r'data-t(?:-label|-placeholder)?="(\w+)"', text))
        keys |= set(re.findall(r'\bsay\((?:\w+ \? )?"(\w+)"', text))
        assert not re.search(r"[\u4e00-\u9fff]", text), path.name
    words = table()["explore"]
    assert keys <= set(words)
    assert all(set(entry) == {"zh", "en"} and entry["zh"] and entry["en"] for entry in words.values())
    assert all(
        set(re.findall(r"\{\w+\}", entry["zh"])) == set(re.findall(r"\{\w+\}", entry["en"])) for entry in words.values()
    )


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")  # raised within rdflib
def test_the_page_is_the_dataset(html: str) -> None:
    source = InputSource("page")
    source.content_type = "text/html"
    source.setByteStream(BytesIO(html.encode("utf-8")))
    found = Graph().parse(source, format="json-ld")
    assert isomorphic(found, Graph().parse(FIXTURE))


def test_the_page_of_the_fixture_is_small(html: str) -> None:
    assert len(html.encode("utf-8")) < 400_000


def test_the_pyvis_network_holds_every_entity_and_relation() -> None:
    view = read(fixture())
    explorer = network(view)
    assert explorer.num_nodes() == len(view.nodes)
    assert explorer.num_edges() == len(view.edges)
    assert [explorer.get_node(number)["label"] for number in explorer.get_nodes()] == [node.name for node in view.nodes]
    order = [node.iri for node in view.nodes]
    assert [(order[edge["from"]], order[edge["to"]]) for edge in explorer.get_edges()] == [
        (edge.subject, edge.object) for edge in view.edges
    ]
    assert explorer.neighbors(order.index("https://w3id.org/wupian/id/app-zhushou"))
    assert json.loads(explorer.get_network_data()[-1])["physics"] == {"enabled": False}


def test_the_page_draws_what_the_pyvis_network_holds(html: str) -> None:
    data = island(html)
    explorer = network(read(fixture()))
    assert data["network"]["nodes"] == explorer.nodes
    assert data["network"]["edges"] == explorer.edges


def test_pyvis_writes_the_same_page_wherever_it_is_called(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    store = fixture()
    explorer = network(read(store), store.lines())
    explorer.write_html("pyvis.html")
    assert (tmp_path / "pyvis.html").read_bytes() == made(fixture()).encode("utf-8")
    assert [path.name for path in tmp_path.iterdir()] == ["pyvis.html"]


def test_the_vis_network_of_the_installed_pyvis_is_the_known_one() -> None:
    assert sha256(network_module.library().encode("utf-8")).hexdigest() == network_module.LIBRARY_SHA256


def test_an_unknown_vis_network_is_used_with_a_warning(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(network_module, "LIBRARY_SHA256", "0" * 64)
    assert network_module.library()
    assert "not the known one" in caplog.text


def test_hostile_text_cannot_end_its_island() -> None:
    turtle = r'id:x a wp:App ; skos:prefLabel "</script><!--<script>"@zh .'
    html = made(written(turtle))
    assert records(island(html)["nodes"])[0]["name"] == "</script><!--<script>"
    assert "</script>" in json.dumps(json.loads(Islands(html).found["dataset"]))


def test_a_large_graph_is_embedded_compressed() -> None:
    text = "字" * 2000
    turtle = "".join(f'id:n{n} a wp:App ; skos:prefLabel "{n}{text}"@zh .\n' for n in range(400))
    html = made(written(turtle))
    assert 'type="application/octet-stream" id="data"' in html
    assert len(html.encode("utf-8")) < 400_000


def test_a_page_that_cannot_be_written_is_one_clear_sentence(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match=r"explorer\.html cannot be written: "):
        network(read(written())).write_html(str(tmp_path / "missing" / "explorer.html"))
