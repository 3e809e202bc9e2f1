"""Workers, deadlines, and whose turn it is."""

from __future__ import annotations

import asyncio
import os
import signal
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

from graph.serve.settings import Settings
from graph.serve.work.pool import Answer, Pool
from tests.serve.service import run

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

SLOW = b"SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
QUICK = b"ASK {}"


@asynccontextmanager
async def pool(size: int, **limits: float) -> AsyncIterator[Pool]:
    """Some workers, ended with the block."""
    found = await Pool(size, Settings(**limits), ("graph.serve.work.worker", "1000000", "500000000")).start()  # type: ignore[arg-type]  # limits by name
    try:
        yield found
    finally:
        await found.stop()


async def ask(held: Pool, store: Path, text: bytes, seconds: float = 10, client: str = "") -> Answer:
    """The answer to a query."""
    job = {"kind": "query", "snapshot": str(store), "accept": "text/csv"}
    return await held.ask(job, text, seconds, client)


def test_a_job_that_takes_too_long_is_504_and_the_worker_is_another(seed_store: Path) -> None:
    async def work() -> None:
        async with pool(1) as held:
            await ask(held, seed_store, QUICK)
            before = {worker.process.pid for worker in held.alive}
            assert (await ask(held, seed_store, SLOW, 0.3)).status == 504
            assert (await ask(held, seed_store, QUICK)).body == b"true"
            after = {worker.process.pid for worker in held.alive if worker.end is None}
            assert not before & after
            assert held.killed[504] == 1

    run(work())


def test_a_worker_that_dies_is_507_and_is_replaced(seed_store: Path) -> None:
    async def work() -> None:
        async with pool(1) as held:
            await ask(held, seed_store, QUICK)
            slow = asyncio.create_task(ask(held, seed_store, SLOW))
            await asyncio.sleep(0.2)
            os.kill(next(iter(held.alive)).process.pid, signal.SIGKILL)
            assert (await slow).status == 507
            assert (await ask(held, seed_store, QUICK)).status == 200

    run(work())


def test_slow_jobs_do_not_hold_up_quick_ones(seed_store: Path) -> None:
    async def work() -> None:
        async with pool(1) as held:
            await ask(held, seed_store, QUICK)
            slow = [asyncio.create_task(ask(held, seed_store, SLOW, 6)) for _ in range(2)]
            await asyncio.sleep(1)
            assert (await asyncio.wait_for(ask(held, seed_store, QUICK), 10)).status == 200
            assert not all(task.done() for task in slow)
            lowered = [worker for worker in held.alive if worker.slow and worker.end is None]
            assert lowered
            assert all(os.getpriority(os.PRIO_PROCESS, worker.process.pid) == 12 for worker in lowered)
            assert [answer.status for answer in await asyncio.gather(*slow)] == [504] * 2
            assert (await ask(held, seed_store, QUICK)).status == 200
            assert held.posts() == 1

    run(work())


def test_a_slow_job_that_ends_well_is_answered(seed_store: Path) -> None:
    async def work() -> None:
        async with pool(1) as held:
            await ask(held, seed_store, QUICK)
            text = b"SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d a wp:Claim FILTER(STR(?a) != STR(?d)) }"
            found = await ask(held, seed_store, text, 120)
            assert found.status == 200
            assert (await ask(held, seed_store, QUICK)).status == 200

    run(work())


def test_one_client_does_not_keep_the_others_waiting(seed_store: Path) -> None:
    async def work() -> None:
        async with pool(1) as held:
            await ask(held, seed_store, QUICK, client="first")
            [worker] = held.idle
            held.idle.clear()
            served: list[str] = []

            async def wait(client: str) -> None:
                found = await held.take(client)
                served.append(client)
                assert found is worker
                held.release(worker)

            clients = ["greedy", "greedy", "greedy", "modest", "first", "greedy", "modest"]
            tasks = [asyncio.create_task(wait(client)) for client in clients]
            await asyncio.sleep(0.05)
            held.release(worker)
            await asyncio.gather(*tasks)
            assert served == ["greedy", "modest", "first", "greedy", "modest", "greedy", "greedy"]

    run(work())


def test_who_keeps_fewer_workers_comes_first(seed_store: Path) -> None:
    async def work() -> None:
        async with pool(1) as held:
            await ask(held, seed_store, QUICK)
            worker = held.idle.popleft()
            held.busy["greedy"] = 2
            tasks = {client: asyncio.create_task(held.take(client)) for client in ("greedy", "modest")}
            await asyncio.sleep(0.05)
            held.release(worker)
            assert await tasks["modest"] is worker
            assert not tasks["greedy"].done()
            held.release(worker)
            assert await tasks["greedy"] is worker

    run(work())


def test_more_jobs_than_may_wait_are_503_and_those_that_wait_too_long_too(seed_store: Path) -> None:
    async def work() -> None:
        async with pool(1, waiting=2, patience=0.3) as held:
            await ask(held, seed_store, QUICK)
            tasks = [asyncio.create_task(ask(held, seed_store, SLOW, 1)) for _ in range(5)]
            found = sorted(answer.status for answer in await asyncio.gather(*tasks))
            assert found == [503, 503, 503, 503, 504]
            assert not held.queue
            assert not held.busy
            assert not held.places

    run(work())


def test_a_job_that_nobody_waits_for_any_more_gives_its_worker_back(seed_store: Path) -> None:
    async def work() -> None:
        async with pool(1) as held:
            await ask(held, seed_store, QUICK)
            first = asyncio.create_task(ask(held, seed_store, SLOW, 0.5))
            await asyncio.sleep(0.05)
            waiting = asyncio.create_task(ask(held, seed_store, QUICK))
            await asyncio.sleep(0.05)
            waiting.cancel()
            await first
            assert (await ask(held, seed_store, QUICK)).status == 200
            running = asyncio.create_task(ask(held, seed_store, SLOW, 5))
            await asyncio.sleep(0.1)
            running.cancel()
            assert (await ask(held, seed_store, QUICK)).status == 200

    run(work())


def test_an_ended_pool_leaves_no_process(seed_store: Path) -> None:
    async def work() -> None:
        async with pool(2) as held:
            await ask(held, seed_store, QUICK)
            processes = [worker.process for worker in held.alive]
        assert all(process.poll() is not None for process in processes)
        assert (await ask(held, seed_store, QUICK)).status == 503

    run(work())


def test_a_snapshot_that_is_not_there_is_an_error_in_words(seed_store: Path, tmp_path: Path) -> None:
    async def work() -> None:
        async with pool(1) as held:
            found = await ask(held, tmp_path / "nothing", QUICK)
            assert found.status == 500
            assert "There is no store" in found.head["problem"]["title"]
            assert (await ask(held, seed_store, QUICK)).status == 200

    run(work())
