"""Small parts: frames, requests, rates, settings, problems, the cache."""

from __future__ import annotations

import asyncio
import json
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.errors import ServiceError
from graph.serve.problems import problem
from graph.serve.settings import Settings, check
from graph.serve.web.cache import Cache
from graph.serve.web.rates import Rates
from graph.serve.web.requests import Asked, RefusedError, read
from graph.serve.work.pool import Answer
from graph.serve.work.wire import frame
from graph.serve.work.wire import read as unframe
from tests.serve.service import run

HEADS = st.dictionaries(st.text(), st.one_of(st.text(), st.integers(), st.booleans(), st.none(), st.lists(st.text())))


@given(HEADS, st.binary(max_size=300))
def test_a_frame_read_is_what_was_framed_and_a_part_of_it_is_nothing(head: dict[str, object], body: bytes) -> None:
    data = frame(head, body)
    assert unframe(data) == (head, body)
    assert unframe(data[:-1]) is None
    assert unframe(b"") is None


@given(st.binary(max_size=200), st.binary(max_size=200), st.text(max_size=60), st.sampled_from(["GET", "POST", "HEAD"]))
def test_whatever_is_sent_is_a_question_or_refused(query: bytes, body: bytes, media: str, method: str) -> None:
    found: Asked | None = None
    with suppress(RefusedError):
        found = read(method, query, {"content-type": media}, body)
    assert found is None or b"query=" in query + body or media.lower().startswith("application/sparql-query")


@given(st.lists(st.floats(0, 10), max_size=60), st.floats(0.5, 20))
def test_nobody_passes_more_often_than_the_rate_allows(gaps: list[float], rate: float) -> None:
    rates, now, passed = Rates(rate), 0.0, 0
    for gap in gaps:
        now += gap
        passed += rates.wait("one", now) == 0
    assert passed <= now * rate + max(1.0, rate * 4) + 1


def test_who_waits_as_long_as_told_passes() -> None:
    rates = Rates(2)
    while not (wait := rates.wait("one", 0)):
        pass
    assert rates.wait("one", wait + 0.001) == 0
    assert rates.wait("another", 0) == 0


def test_the_clients_that_are_remembered_are_limited() -> None:
    rates = Rates(1)
    for number in range(30_000):
        rates.wait(str(number), number)
    assert len(rates.buckets) <= 20_000


@pytest.mark.parametrize(
    ("given_", "words"),
    [
        ({"host": "0.0.0.0"}, "--public"),
        ({"host": "192.0.2.1"}, "--public"),
        ({"public": True, "rate": 5.0}, "--name"),
        ({"public": True, "names": ("a.example",)}, "--rate"),
        ({"public": True, "names": ("a.example",), "rate": 5.0, "timeout": 600.0}, "--timeout"),
        ({"public": True, "names": ("a.example",), "rate": 5.0, "limit": 1 << 30}, "--limit"),
        ({"update_port": 8001}, "--update-token"),
        ({"update_port": 8001, "update_token": "short"}, "16 characters"),
        ({"update_port": 8000, "update_token": "x" * 16}, "never the public port"),
    ],
)
def test_settings_that_are_not_safe_are_refused(given_: dict[str, object], words: str) -> None:
    with pytest.raises(ServiceError, match=words):
        check(Settings(**given_))  # type: ignore[arg-type]  # settings by name


@pytest.mark.parametrize(
    "given_",
    [
        {},
        {"host": "::1"},
        {"public": True, "names": ("a.example",), "rate": 5.0, "host": "0.0.0.0"},
    ],
)
def test_settings_that_are_safe_pass(given_: dict[str, object]) -> None:
    check(Settings(**given_))  # type: ignore[arg-type]  # settings by name


def test_an_error_is_json_for_those_who_ask_for_it() -> None:
    found = problem(400, "Wrong “here”.", "application/problem+json, text/csv;q=0.1", line=2, column=3, hint=None)
    assert json.loads(found.body) == {"status": 400, "title": "Wrong “here”.", "line": 2, "column": 3}
    assert problem(400, "Wrong.", "text/csv").body == b"Wrong.\n"
    assert problem(400, "Wrong.", "*/*", excerpt="  here\n  ^").body == b"Wrong.\n  here\n  ^\n"


def test_a_page_is_made_once_however_many_ask_for_it_meanwhile() -> None:
    made = []

    async def make() -> Answer:
        made.append(1)
        await asyncio.sleep(0.01)
        return Answer({"status": 200}, b"page")

    async def work() -> None:
        cache = Cache(10_000)
        await asyncio.gather(*(cache.get("a", make) for _ in range(10)))
        await cache.get("a", make)
        assert (len(made), cache.making) == (1, {})

    run(work())


def test_a_cache_keeps_what_was_asked_for_last_and_errors_never() -> None:
    cache = Cache(10_000)
    for number in range(20):
        cache.keep(str(number), Answer({"status": 200}, b"x" * 1_000))
        cache.look("0")
    assert cache.look("0") is not None
    assert cache.look("1") is None
    assert cache.look("19") is not None
    assert cache.bytes <= 10_000
    cache.keep("error", Answer({"status": 504}, b""))
    cache.keep("fresh", Answer({"status": 200, "fresh": True}, b""))
    cache.keep("large", Answer({"status": 200}, b"x" * 5_000))
    assert all(cache.look(name) is None for name in ("error", "fresh", "large"))
