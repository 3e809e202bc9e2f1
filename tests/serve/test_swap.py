"""A new store in the place of the old one, and the end of a service: nobody is left without an answer."""

from __future__ import annotations

import shutil
import signal
import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pyoxigraph as ox

from graph.store import embedded
from tests.serve.service import running

if TYPE_CHECKING:
    from collections.abc import Callable

ODD = "SELECT ?g ?n { { SELECT ?g (COUNT(?s) AS ?n) { ?s <urn:generation> ?g } GROUP BY ?g } }"
SIZE = 300


def generation(number: int) -> list[ox.Triple]:
    """A graph all of whose statements say which generation they are of."""
    held = ox.Literal(str(number))
    return [ox.Triple(ox.NamedNode(f"urn:{n}"), ox.NamedNode("urn:generation"), held) for n in range(SIZE + number)]


def test_a_swap_under_load_fails_no_request_and_mixes_no_answer(tmp_path: Path) -> None:
    store = tmp_path / "store"
    embedded.create(store, generation(0))
    with running(store, "--quiet", "--workers", "2") as service:
        answers: list[list[list[str]]] = []
        failures: list[str] = []
        stop = threading.Event()

        def load() -> None:
            while not stop.is_set():
                try:
                    answers.append(service.rows(ODD))
                except (AssertionError, OSError) as error:
                    failures.append(repr(error))

        threads = [threading.Thread(target=load) for _ in range(4)]
        for thread in threads:
            thread.start()
        for number in (1, 2):
            embedded.create(store, generation(number))
            wanted = [[str(number), str(SIZE + number)]]
            until(lambda wanted=wanted: service.rows(ODD) == wanted)  # type: ignore[misc]  # bound now
        stop.set()
        for thread in threads:
            thread.join()
        assert failures == []
        assert {row[0][0] for row in answers} >= {"0", "2"}
        assert all(rows == [[rows[0][0], str(SIZE + int(rows[0][0]))]] for rows in answers)
        until(lambda: len(list(next((tmp_path / ".wupian-served").iterdir()).iterdir())) <= 2)
    assert not (tmp_path / ".wupian-served").exists()


def test_an_answer_of_the_old_store_is_not_taken_for_one_of_the_new(tmp_path: Path) -> None:
    store = tmp_path / "store"
    embedded.create(store, generation(0))
    with running(store, "--quiet", "--workers", "2") as service:
        old = service.ask(ODD).headers["etag"]
        embedded.create(store, generation(1))
        until(lambda: service.ask(ODD).headers["etag"] != old)
        assert service.rows(ODD) == [["1", str(SIZE + 1)]]


def test_a_store_that_is_broken_does_not_replace_the_one_that_is_served(tmp_path: Path) -> None:
    store = tmp_path / "store"
    embedded.create(store, generation(0))
    with running(store, "--quiet", "--workers", "2") as service:
        for file in store.glob("*.sst"):
            file.unlink()
        embedded.mark(store, 5)
        time.sleep(2.5)
        assert service.rows(ODD) == [["0", str(SIZE)]]
        shutil.rmtree(store)
        time.sleep(1.5)
        assert service.rows(ODD) == [["0", str(SIZE)]]
        embedded.create(store, generation(3))
        until(lambda: service.rows(ODD) == [["3", str(SIZE + 3)]])


def test_a_query_that_runs_when_the_end_is_asked_for_is_answered(tmp_path: Path) -> None:
    store = tmp_path / "store"
    embedded.create(store, generation(0))
    with running(store, "--quiet", "--workers", "1", "--timeout", "5") as service:
        found: list[int] = []
        slow = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i FILTER(?a != ?d) }"
        thread = threading.Thread(target=lambda: found.append(service.ask(slow).status))
        thread.start()
        time.sleep(0.5)
        service.process.send_signal(signal.SIGTERM)
        thread.join()
        assert found in ([200], [504])
        assert service.process.wait(10) == 0


def test_a_service_that_was_killed_leaves_nothing_that_the_next_does_not_remove(tmp_path: Path) -> None:
    store = tmp_path / "store"
    embedded.create(store, generation(0))
    with running(store, "--quiet", "--workers", "2") as service:
        workers = service.processes()[1:]
        service.process.kill()
        service.process.wait()
    until(lambda: not any(alive(number) for number in workers))
    assert list((tmp_path / ".wupian-served").iterdir())
    with running(store, "--quiet", "--workers", "2") as service:
        assert len(list((tmp_path / ".wupian-served").iterdir())) == 1


def alive(number: int) -> bool:
    """Whether a process runs."""
    state = Path(f"/proc/{number}/stat")
    return state.exists() and state.read_text(encoding="utf-8").rpartition(")")[2].split()[0] != "Z"


def until(holds: Callable[[], bool], seconds: float = 15) -> None:
    """Waits until something holds."""
    end = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < end, "it never came to hold"
        time.sleep(0.05)
