"""A service for other people: who may ask how often, under which name, and what stays hidden."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from tests.serve.service import Service, running

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

NAME = {"Host": "graph.example"}


@pytest.fixture(scope="module")
def public(seed_store: Path) -> Iterator[Service]:
    options = ("--public", "--name", "graph.example", "--rate", "5", "--workers", "1", "--quiet")
    with running(seed_store, *options) as found:
        yield found


def statuses(service: Service, client: str, count: int) -> list[int]:
    """The statuses of some requests that a proxy passes on for a client."""
    given = {**NAME, "X-Forwarded-For": client}
    return [service.request("GET", "/sparql?query=ASK%20%7B%7D", headers=given).status for _ in range(count)]


def test_a_client_that_asks_too_often_is_told_to_wait_and_others_are_not(public: Service) -> None:
    many = statuses(public, "192.0.2.1", 40)
    assert many[:10] == [200] * 10
    assert many[-1] == 429
    assert statuses(public, "192.0.2.2", 3) == [200] * 3
    found = public.request("GET", "/", headers={**NAME, "X-Forwarded-For": "192.0.2.1"})
    assert int(found.headers["retry-after"]) >= 1
    assert public.request("GET", "/health", headers={**NAME, "X-Forwarded-For": "192.0.2.1"}).status == 200


def test_a_client_does_not_choose_who_it_is(public: Service) -> None:
    spoofed = [statuses(public, f"198.51.100.{n}, 192.0.2.3", 1)[0] for n in range(40)]
    assert spoofed[-1] == 429


def test_only_the_public_name_is_answered(public: Service) -> None:
    assert public.request("GET", "/health", headers=NAME).status == 200
    assert public.request("GET", "/health", headers={"Host": "GRAPH.example:443"}).status == 200
    assert public.request("GET", "/health", headers={"Host": "127.0.0.1"}).status == 421


def test_the_counters_are_not_for_those_who_come_by_the_proxy(public: Service) -> None:
    assert public.request("GET", "/metrics", headers={**NAME, "X-Forwarded-For": "192.0.2.9"}).status == 403
    assert public.request("GET", "/metrics", headers=NAME).status == 200


def test_links_are_those_of_the_proxy(public: Service) -> None:
    given = {**NAME, "X-Forwarded-For": "192.0.2.4", "X-Forwarded-Proto": "https", "Accept": "text/turtle"}
    assert "<https://graph.example/sparql>" in public.request("GET", "/sparql", headers=given).text


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (["--public"], "--name"),
        (["--host", "0.0.0.0"], "--public"),
        (["--update-port", "0"], "--update-token"),
        (["--store", "nowhere"], "There is no store at nowhere"),
        (["--host", "192.0.2.77", "--public", "--name", "a.example"], "cannot be opened"),
    ],
)
def test_what_cannot_be_opened_is_one_clear_sentence(seed_store: Path, options: list[str], words: str) -> None:
    command = [sys.executable, "-m", "graph", "serve", "--store", str(seed_store), "--port", "0", *options]
    ran = subprocess.run(command, capture_output=True, text=True, timeout=30, check=False)
    assert ran.returncode == 2
    assert words in ran.stderr
    assert len(ran.stderr.strip().splitlines()) == 1


def test_what_a_proxy_must_add_is_said_at_the_start(seed_store: Path) -> None:
    command = [sys.executable, "-m", "graph", "serve", "--store", str(seed_store), "--port", "0", "--lang", "en"]
    with subprocess.Popen([*command, "--public", "--name", "a.example"], stderr=subprocess.PIPE, text=True) as process:
        assert process.stderr is not None
        said = [process.stderr.readline() for _ in range(7)]
        process.terminate()
        said += process.stderr.readlines()
    assert "HTTPS" in "".join(said)
    assert "X-Forwarded-For" in "".join(said)
    assert process.returncode == 0
