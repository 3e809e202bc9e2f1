"""Commands that ask a server by `--store`, and the one that publishes to it: the same output as from a folder."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from graph.store.opening import open_store
from tests import servers
from tests.servers import GRAPH, fake, free_port, response

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.conftest import Run


@pytest.mark.parametrize(
    "arguments",
    [
        ("check",),
        ("analyse", "--lang", "zh"),
        ("query", "products", "-p", "name=建信消费金融", "--format", "json"),
        ("query", "ASK { ?s a wp:Policy }"),
        ("explore", "--out", "-"),
    ],
    ids=lambda arguments: arguments[0],
)
def test_a_command_says_the_same_of_a_server_as_of_a_folder(
    wupian: Run, seed: Path, oxigraph: str, virtuoso: str, arguments: tuple[str, ...]
) -> None:
    here = wupian(*arguments, "--store", seed / "store")
    assert here.code == 0
    assert here.out
    for address in (oxigraph, f"{virtuoso}?default-graph-uri={GRAPH}"):
        assert wupian(*arguments, "--store", address) == here


def test_a_server_can_be_compared_with_a_folder(wupian: Run, seed: Path, oxigraph: str) -> None:
    ran = wupian("explore", "--store", seed / "store", "--diff", oxigraph, "--out", "-")
    assert ran == wupian("explore", "--store", oxigraph, "--diff", seed / "store", "--out", "-")
    assert ran.code == 0


def test_a_server_that_is_not_there_is_one_sentence(wupian: Run) -> None:
    place = f"http://127.0.0.1:{free_port()}/query"
    for command in (["query", "products"], ["check"], ["analyse"], ["explore"], ["publish", "--to", place]):
        assert place in wupian(*command, "--store", place).sentence
    assert "is no address" in wupian("check", "--store", "ftp://example.org/x").sentence


def test_a_wrong_query_is_shown_with_its_place_in_what_was_written(wupian: Run, oxigraph: str) -> None:
    ran = wupian("query", "SELECT ?s {\n  ?s skos:prefLabel ;\n}", "--store", oxigraph)
    assert ran.code == 2
    assert "line 2, column 21" in ran.err


@pytest.mark.parametrize(("protocol", "graph"), [("gsp", []), ("update", ["--graph", "https://example.org/july"])])
def test_publish_puts_the_store_into_a_server_and_counts_it(
    wupian: Run, seed: Path, tmp_path: Path, protocol: str, graph: list[str]
) -> None:
    with servers.oxigraph(tmp_path) as server:
        path = "store" if protocol == "gsp" else "update"
        to = ["--to", f"{server}/{path}", "--protocol", protocol, *graph]
        ran = wupian("publish", "--store", seed / "store", *to, "--check", f"{server}/query")
        lines = open_store(seed / "store").lines()
        assert (ran.code, ran.err) == (0, "")
        assert ran.out == (
            f"{len(lines):,} statements published.\nThe endpoint counts {len(lines):,}, as many as were published.\n"
        )
        end = "?default-graph-uri=https://example.org/july" if graph else ""
        assert sorted(open_store(f"{server}/query{end}").lines()) == sorted(lines)
        again = wupian("publish", "--store", f"{server}/query{end}", *to, "--lang", "zh")
        assert again.out == f"已发布 {len(lines):,} 条陈述。\n"


def test_publish_fails_when_the_server_counts_another_number(wupian: Run, seed: Path, oxigraph: str) -> None:
    with fake(lambda connection: connection.sendall(response(b"", "text/plain"))) as server:
        to = ["--to", server.address, "--graph", "urn:none"]
        ran = wupian("publish", "--store", seed / "store", *to, "--check", oxigraph)
    assert (ran.code, ran.err) == (1, "")
    assert ran.out.endswith("The endpoint counts 0, another number than was published.\n")


def test_publish_takes_the_token_from_the_environment_and_shows_it_nowhere(
    wupian: Run, seed: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WUPIAN_TOKEN", "s3cret")
    with fake(lambda connection: connection.sendall(response(b"", "text/plain", "403 Forbidden"))) as server:
        ran = wupian("publish", "--store", seed / "store", "--to", server.address)
        wupian("publish", "--store", seed / "store", "--to", server.address, "--token", "other")
    assert "answers 403 Forbidden" in ran.sentence
    assert "s3cret" not in ran.err
    assert b"Authorization: Bearer s3cret\r\n" in server.requests[0]
    assert b"Authorization: Bearer other\r\n" in server.requests[1]
    assert "--token" not in wupian("publish", "--help", "--token", "s3cret").err


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["--to", "out/store"],
        ["--to", "ftp://example.org/"],
        ["--to", "http://127.0.0.1:1/", "--graph", "no iri"],
        ["--to", "http://127.0.0.1:1/", "--protocol", "other"],
        ["--to", "http://127.0.0.1:1/", "--token", "a b"],
    ],
)
def test_publish_refuses_what_it_cannot_do(wupian: Run, seed: Path, arguments: list[str]) -> None:
    ran = wupian("publish", "--store", seed / "store", *arguments)
    assert (ran.code, ran.out) == (2, "")
