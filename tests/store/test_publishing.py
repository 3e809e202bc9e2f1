"""Publishing: what is put into a server is what it then holds, whole, in the right graph and instead of the old."""

from __future__ import annotations

from contextlib import closing
from functools import partial
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from graph.errors import StoreError
from graph.rdf import ntriples
from graph.store.embedded import in_memory
from graph.store.opening import open_store
from graph.store.publishing import LETTERS, STATEMENTS, count, portions, publish, update
from graph.store.remote import RemoteStore
from tests import servers
from tests.hostile import HOSTILE
from tests.servers import fake, response

if TYPE_CHECKING:
    import socket
    from collections.abc import Iterator
    from pathlib import Path

NODE, NAME = NamedNode("https://example.org/字"), NamedNode("https://example.org/name")
LONG = Literal("长" * 120_000)
GRAPH = "https://example.org/图"
SIZES = (0, 1, LETTERS // 3, LETTERS - 1, LETTERS, LETTERS + 1)
SIMPLE = ["<urn:a> <urn:b> <urn:c>"]


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address, without a path, of an Oxigraph server that holds nothing yet."""
    with servers.oxigraph(tmp_path_factory.mktemp("empty")) as address:
        yield address


def hostile() -> list[str]:
    """Statements with every word that could break out of its place, and a very long one."""
    plain = [Literal(word) for word in HOSTILE.values()]
    chinese = [Literal(word, language="zh") for word in HOSTILE.values()]
    words: list[Literal | NamedNode] = [*plain, *chinese, LONG, NODE]
    return ntriples.lines([Triple(NODE, NAME, word) for word in words])


def held(address: str) -> list[str]:
    """The statements of an endpoint, sorted."""
    with closing(RemoteStore(address)) as store:
        return sorted(store.lines())


def tell(replies: Iterator[bytes], connection: socket.socket) -> None:
    """Answers with the next of some replies."""
    connection.sendall(next(replies))


@pytest.mark.parametrize("graph", [None, GRAPH])
@pytest.mark.parametrize("protocol", ["gsp", "update"])
def test_what_is_published_is_what_the_server_holds_instead_of_the_old(
    empty: str, seed: Path, protocol: str, graph: str | None
) -> None:
    path = "store" if protocol == "gsp" else "update"
    query = f"{empty}/query" + (f"?default-graph-uri={GRAPH}" if graph else "")
    for lines in (open_store(seed / "store").lines(), hostile(), []):
        publish(lines, f"{empty}/{path}", graph=graph, protocol=protocol)
        assert held(query) == sorted(lines)
        with closing(RemoteStore(f"{empty}/query")) as store:
            assert count(store, graph) == len(lines)


@pytest.mark.parametrize("path", ["sparql", "sparql-graph-crud"])
def test_virtuoso_holds_what_was_published_by_either_protocol(virtuoso: str, seed: Path, path: str) -> None:
    graph = f"https://example.org/{path}"
    address = virtuoso.replace("/sparql", f"/{path}")
    lines = open_store(seed / "store").lines()
    for each in (SIMPLE, lines):
        publish(each, address, graph=graph, protocol="update" if path == "sparql" else "gsp")
        assert held(f"{virtuoso}?default-graph-uri={graph}") == sorted(each)
    with closing(RemoteStore(virtuoso)) as store:
        assert count(store, graph) == len(lines)


def test_blank_nodes_go_in_one_request_and_never_in_several(empty: str) -> None:
    nodes = [BlankNode() for _ in range(STATEMENTS + 1)]
    ring = ntriples.lines([Triple(a, NAME, b) for a, b in zip(nodes, nodes[1:] + nodes[:1], strict=True)])
    publish(ring, f"{empty}/store")
    assert len(held(f"{empty}/query")) == len(ring)
    publish(ring[:9], f"{empty}/update", protocol="update")
    assert len(held(f"{empty}/query")) == 9
    with pytest.raises(StoreError, match="blank nodes, which several updates would tear apart; use --protocol gsp"):
        publish(ring, f"{empty}/update", protocol="update")
    assert len(held(f"{empty}/query")) == 9


def test_what_is_sent_is_one_put_or_forms_with_the_token() -> None:
    with fake(lambda connection: connection.sendall(response(b"", "text/plain", "204 No Content"))) as server:
        publish(SIMPLE, f"{server.address}?a=b", graph="https://example.org/图?x&y", token="abc")
        publish(SIMPLE, f"{server.address}?graph=urn:own")
        publish(SIMPLE, server.address)
        publish(SIMPLE * 501, server.address, protocol="update", graph="urn:g", token="abc")
    named, own, default, first, second = (request.decode("ascii") for request in server.requests)
    assert named.startswith("PUT /sparql?a=b&graph=https%3A%2F%2Fexample.org%2F%E5%9B%BE%3Fx%26y HTTP/1.1\r\n")
    assert own.startswith("PUT /sparql?graph=urn:own HTTP/1.1\r\n")
    assert default.startswith("PUT /sparql?default HTTP/1.1\r\n")
    assert named.endswith("\r\n\r\n<urn:a> <urn:b> <urn:c> .\n")
    assert all("content-type: application/n-triples\r\n" in each.lower() for each in (named, own, default))
    assert all("Authorization: Bearer abc\r\n" in each for each in (named, first, second))
    assert "\r\n\r\nupdate=CLEAR+SILENT+GRAPH" in first
    assert "\r\n\r\nupdate=INSERT+DATA" in second


def test_a_failure_midway_says_how_much_was_written_and_a_failure_at_once_does_not() -> None:
    ok, full = response(b"", "text/plain", "204 No Content"), response(b"disk full", "text/plain", "507 Full")
    for replies, words in (([ok, full], "1 of 3 parts were written, so publish again."), ([full], "(disk full).")):
        with fake(partial(tell, iter(replies))) as server, pytest.raises(StoreError) as error:
            publish(SIMPLE * 1200, server.address, protocol="update")
        assert str(error.value).endswith(words)
        assert "answers 507 Insufficient Storage" in str(error.value)


@pytest.mark.parametrize("graph", ["", "no iri", "relative", "urn:a> } ; DROP ALL #"])
def test_a_graph_that_is_no_iri_is_refused_before_anything_is_sent(graph: str) -> None:
    with fake(lambda connection: connection.sendall(response(b""))) as server:
        for protocol in ("gsp", "update"):
            with pytest.raises(StoreError, match="is no IRI for a graph"):
                publish(SIMPLE, server.address, graph=graph, protocol=protocol)
        with pytest.raises(StoreError, match="names a graph already"):
            publish(SIMPLE, f"{server.address}?graph=urn:own", graph="urn:other")
        assert server.connections == 0


def test_progress_counts_the_parts() -> None:
    seen: list[tuple[str, int, int]] = []
    with fake(lambda connection: connection.sendall(response(b"", "text/plain"))) as server:
        publish(SIMPLE * 1200, server.address, protocol="update", progress=lambda *step: seen.append(step))
    assert seen == [("INSERT DATA", number, 3) for number in range(3)]


@settings(deadline=None, max_examples=40)
@given(st.lists(st.sampled_from(SIZES).map(lambda size: "x" * size), max_size=8), st.integers(0, 3))
def test_portions_hold_every_line_in_order_within_the_limits(lines: list[str], more: int) -> None:
    lines += ["y"] * (STATEMENTS * more)
    found = list(portions(lines))
    assert [line for portion in found for line in portion] == lines
    assert all(0 < len(portion) <= STATEMENTS for portion in found)
    assert all(len(portion) == 1 or sum(map(len, portion)) <= LETTERS for portion in found)


TERMS = st.one_of(st.text(max_size=9).map(Literal), st.just(BlankNode("b")), st.just(NODE))


@settings(deadline=None, max_examples=50)
@given(st.lists(st.builds(Triple, st.sampled_from([NODE, BlankNode("c")]), st.just(NAME), TERMS), max_size=5))
def test_an_update_is_sparql_that_inserts_its_statements_and_a_blank_node_is_seen(triples: list[Triple]) -> None:
    lines = ntriples.lines(triples)
    for line, triple in zip(lines, triples, strict=True):
        assert ntriples.has_blank(line) == (
            isinstance(triple.subject, BlankNode) or isinstance(triple.object, BlankNode)
        )
    store = in_memory([Triple(NODE, NAME, Literal("old"))])
    inner = store.inner  # type: ignore[attr-defined]  # the store in memory, which the protocol never writes to
    inner.update(update(lines, None, clear=True))
    assert len(inner) == len(set(lines))
