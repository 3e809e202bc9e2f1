"""A service for other people: who may ask how often, under which name, and what stays hidden."""

from __future__ import annotations

import re
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.machine import NGINX
from tests.serve.service import Service, running
from tests.servers import free_port

if TYPE_CHECKING:
    from collections.abc import Iterator

README = Path(__file__).resolve().parents[2] / "README.md"
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


def test_the_example_for_nginx_works_as_it_stands(seed_store: Path, tmp_path: Path) -> None:
    options = ("--public", "--name", "graph.example.org", "--workers", "1", "--quiet")
    with running(seed_store, *options) as service, nginx(service.port, tmp_path) as (port, certificate):
        found = curl(port, certificate, "/sparql?query=ASK%20%7B%20%3Fs%20%3Fp%20%3Fo%20%7D")
        assert found == '{"head":{},"boolean":true}'
        turtle = curl(port, certificate, "/sparql", "-H", "Accept: text/turtle")
        assert "<https://graph.example.org/sparql>" in turtle
        assert curl(port, certificate, "/metrics", "-o", "/dev/null", "-w", "%{http_code}") == "404"
        assert "gzip" in curl(port, certificate, "/static/site.css", "-I", "-H", "Accept-Encoding: gzip")


@contextmanager
def nginx(service: int, place: Path) -> Iterator[tuple[int, Path]]:
    """The README's nginx before a service, with a certificate of its own; its port and the certificate."""
    block = README.read_text(encoding="utf-8").partition("```nginx\n")[2].partition("```")[0]
    key, certificate, port = place / "privkey.pem", place / "fullchain.pem", free_port()
    subject = ["-subj", "/CN=graph.example.org", "-addext", "subjectAltName=DNS:graph.example.org"]
    command = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "1", *subject]
    subprocess.run([*command, "-keyout", key, "-out", certificate], check=True, capture_output=True)
    block = block.replace("listen 443", f"listen 127.0.0.1:{port}").replace("127.0.0.1:8000", f"127.0.0.1:{service}")
    block = re.sub(r"/etc/\S+/", f"{place}/", block)
    kinds = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    paths = "".join(f"{kind}_temp_path {place}/{kind}; " for kind in kinds)
    head = f"daemon off; pid {place}/pid; events {{}}"
    (place / "nginx.conf").write_text(f"{head} http {{ access_log off; {paths}\n{block}}}")
    command = [NGINX, "-p", str(place), "-e", str(place / "error.log"), "-c", str(place / "nginx.conf")]
    with subprocess.Popen(command) as process:
        try:
            yield port, certificate
        finally:
            process.terminate()


def curl(port: int, certificate: Path, path: str, *options: str) -> str:
    """What curl prints of an address behind the proxy, whose start it waits for."""
    there = ["--resolve", f"graph.example.org:{port}:127.0.0.1", f"https://graph.example.org:{port}{path}"]
    command = ["curl", "-s", "--cacert", str(certificate), "--retry", "20", "--retry-connrefused", "--retry-delay", "1"]
    return subprocess.run([*command, *options, *there], check=True, capture_output=True, text=True, timeout=40).stdout


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
