"""Workers that may be killed: each job has a deadline, and a worker that passes it or dies is replaced."""

from __future__ import annotations

import asyncio
import os
import socket
import subprocess
import sys
from collections import Counter, deque
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Self

from graph.serve.work.wire import LENGTHS, frame, read

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine, Iterator

    from graph.serve.settings import Settings
    from graph.serve.work.wire import Head

    Place = asyncio.Future["Worker | Answer"]

BIRTH = 0.5  # seconds after which a new worker that dies was no failed start
GENTLE = 10.0  # seconds that a process has to come to its end
CLIENTS = 10_000  # whose last turn is remembered
LONG = 0.5  # seconds after which a job is slow
SLOWER = 2  # times as many slow workers as others
LEAST = 12  # the priority of a slow one, which still gets its share of a busy machine
PAUSE = 1.0  # seconds before a worker is started again whose start failed
SLOW = "The query took longer than {seconds:g} seconds; ask for less, or narrow it with more patterns and a LIMIT."
DEAD = "The query takes more memory than it may; ask for less, with fewer groups or rows."
BUSY = "Too many queries are waiting; try again in a moment."
CLOSED = "The service is closing."


@dataclass(frozen=True, slots=True)
class Answer:
    """What a worker answers: the head of the frame and its body."""

    head: Head
    body: bytes = b""

    @property
    def status(self) -> int:
        """The HTTP status."""
        return int(self.head["status"])


def problem(status: int, title: str) -> Answer:
    """An answer that is an error."""
    return Answer({"status": status, "problem": {"title": title}})


def give(place: Place, what: Worker | Answer) -> None:
    """Ends the waiting of a job, unless it has ended."""
    if not place.done():
        place.set_result(what)


class Worker(asyncio.Protocol):
    """One process, and the job it is at."""

    def __init__(self, process: subprocess.Popen[bytes], gone: Callable[[Worker], None]) -> None:
        self.process, self.gone = process, gone
        self.data = bytearray()
        self.transport: Any = None
        self.job: asyncio.Future[Answer] | None = None
        self.end: Answer | None = None
        self.client = ""
        self.snapshot = ""
        self.served = 0
        self.slow = False
        self.ended = False

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """The socket is there."""
        self.transport = transport

    def data_received(self, data: bytes) -> None:
        """A part of an answer came; once it is whole, the job is done."""
        self.data += data
        if len(self.data) < LENGTHS.size or len(self.data) < LENGTHS.size + sum(LENGTHS.unpack_from(self.data)):
            return
        found = read(self.data)
        self.data = bytearray()
        if found and self.job and not self.job.done():
            self.served += 1
            self.job.set_result(Answer(*found))

    def connection_lost(self, _: Exception | None) -> None:
        """The process has ended: its job with it, by a deadline or by what it did."""
        self.end = self.end or problem(507, DEAD)
        if self.job and not self.job.done():
            self.job.set_result(self.end)
        self.gone(self)

    async def do(self, head: Head, body: bytes, seconds: float) -> Answer:
        """The answer to a job, 504 when it is not there in time."""
        loop = asyncio.get_running_loop()
        self.job = loop.create_future()
        deadline = loop.call_later(seconds, self.kill, problem(504, SLOW.format(seconds=seconds)))
        self.transport.write(frame(head, body))
        try:
            return await self.job
        except asyncio.CancelledError:
            self.kill(problem(503, CLOSED))
            raise
        finally:
            deadline.cancel()
            self.job = None

    def kill(self, end: Answer) -> None:
        """Ends the process, whose job is answered with `end`."""
        self.end, self.ended = end, True
        self.process.kill()

    def demote(self) -> None:
        """Lets the process run only when no other wants to."""
        self.slow = True
        with suppress(OSError):
            os.setpriority(os.PRIO_PROCESS, self.process.pid, LEAST)

    def close(self) -> None:
        """Lets the process end by itself."""
        self.transport.close()


@contextmanager
def counted(counter: Counter[str], name: str) -> Iterator[None]:
    """Counts a name during a block."""
    counter[name] += 1
    try:
        yield
    finally:
        counter[name] -= 1
        if not counter[name]:
            del counter[name]


@dataclass(slots=True)
class Pool:
    """Some workers of one kind, and the jobs that wait for one.

    `program` is a module that attends to jobs, with its arguments behind the number of the socket; a `gentle` pool lets
    it come to its end. A worker whose job turns out slow goes on with the least priority, and another takes its post,
    so that slow jobs hold up neither the quick ones nor the machine.

    Jobs are done in their order, but of waiting clients the one that keeps the fewest workers comes first, of equal
    ones the one whose last turn is longest ago. How many jobs may wait, and for how long, the settings
    say; more are answered with 503.
    """

    size: int
    settings: Settings
    program: tuple[str, ...]
    gentle: bool = False
    idle: deque[Worker] = field(default_factory=deque)
    alive: set[Worker] = field(default_factory=set)
    queue: deque[tuple[str, Place]] = field(default_factory=deque)
    busy: Counter[str] = field(default_factory=Counter)
    places: Counter[str] = field(default_factory=Counter)
    turns: dict[str, int] = field(default_factory=dict)
    count: int = 0
    starting: int = 0
    killed: Counter[int] = field(default_factory=Counter)
    closed: bool = False
    tasks: set[asyncio.Task[None]] = field(default_factory=set)

    async def start(self) -> Self:
        """Starts the workers."""
        for _ in range(self.size):
            await self.spawn()
        return self

    async def spawn(self) -> None:
        """Starts one worker more."""
        ours, theirs = socket.socketpair()
        command = [sys.executable, "-m", self.program[0], str(theirs.fileno()), *self.program[1:]]
        with theirs:
            process = subprocess.Popen(command, pass_fds=(theirs.fileno(),), stdin=subprocess.DEVNULL)
        ours.setblocking(False)
        loop = asyncio.get_running_loop()
        born = loop.time()
        worker = Worker(process, lambda worker: self.replace(worker, born))
        self.starting += 1
        try:
            await loop.create_connection(lambda: worker, sock=ours)
        finally:
            self.starting -= 1
        self.alive.add(worker)
        self.release(worker)

    def replace(self, worker: Worker, born: float) -> None:
        """Starts another worker for one that has gone."""
        with suppress(ValueError):
            self.idle.remove(worker)
        loop = asyncio.get_running_loop()
        self.begin(self.bury(worker))
        if self.closed:
            return
        self.killed[worker.end.status if worker.end else 0] += 1
        early = not (worker.served or worker.ended) and loop.time() - born < BIRTH
        self.begin(self.later(PAUSE if early else 0))

    def posts(self) -> int:
        """How many workers there are for new jobs, those that are at a slow one not counted."""
        return self.starting + sum(not worker.slow and worker.end is None for worker in self.alive)

    def relieve(self, worker: Worker) -> None:
        """Lets another worker take the post of one whose job turns out slow, unless there are too many of these.

        Nobody takes the post of one that is to come to its end, such as the only writer of a store.
        """
        if self.gentle:
            return
        worker.demote()
        if sum(each.slow and each.end is None for each in self.alive) <= self.size * SLOWER:
            self.begin(self.later(0))

    def begin(self, work: Coroutine[Any, Any, None]) -> None:
        """Lets something happen meanwhile."""
        task = asyncio.get_running_loop().create_task(work)
        self.tasks.add(task)
        task.add_done_callback(self.tasks.discard)

    async def bury(self, worker: Worker) -> None:
        """Waits for the end of a process whose socket is closed, and ends it when it does not end."""
        try:
            await asyncio.to_thread(worker.process.wait, GENTLE if self.gentle and self.closed else 0)
        except subprocess.TimeoutExpired:
            worker.process.kill()
            await asyncio.to_thread(worker.process.wait)
        self.alive.discard(worker)

    async def later(self, seconds: float) -> None:
        """Starts a worker after a while, when one is missing then."""
        await asyncio.sleep(seconds)
        while not self.closed and self.posts() < self.size:
            with suppress(OSError):  # no file or process is left for the moment
                await self.spawn()
                break
            await asyncio.sleep(PAUSE)

    async def ask(self, head: Head, body: bytes, seconds: float, client: str = "") -> Answer:
        """The answer of a worker to a job that may take so many seconds."""
        with counted(self.places, head["snapshot"]):
            worker = await self.take(client)
            if isinstance(worker, Answer):
                return worker
            with counted(self.busy, client):
                slow = asyncio.get_running_loop().call_later(LONG, self.relieve, worker)
                try:
                    worker.snapshot = head["snapshot"]
                    return await worker.do({**head, "seconds": seconds}, body, seconds)
                finally:
                    slow.cancel()
                    if worker.slow:
                        worker.kill(worker.end or problem(503, CLOSED))
                    elif worker.end is None:
                        self.release(worker)

    async def take(self, client: str) -> Worker | Answer:
        """An idle worker; an answer when there is none in time."""
        if self.closed:
            return problem(503, CLOSED)
        if self.idle:
            self.turn(client)
            return self.idle.popleft()
        if len(self.queue) >= self.settings.waiting:
            return problem(503, BUSY)
        loop = asyncio.get_running_loop()
        place: Place = loop.create_future()
        timer = loop.call_later(self.settings.patience, give, place, problem(503, BUSY))
        self.queue.append((client, place))
        try:
            return await place
        except asyncio.CancelledError:
            if place.done() and not place.cancelled() and isinstance(found := place.result(), Worker):
                self.release(found)
            raise
        finally:
            timer.cancel()
            with suppress(ValueError):
                self.queue.remove((client, place))

    def release(self, worker: Worker) -> None:
        """Gives a worker to the job whose turn it is, else lets it rest."""
        waiting = [entry for entry in self.queue if not entry[1].done()]
        if not waiting:
            self.idle.append(worker)
            return
        entry = min(waiting, key=lambda entry: (self.busy[entry[0]], self.turns.get(entry[0], 0)))
        self.turn(entry[0])
        self.queue.remove(entry)
        give(entry[1], worker)

    def turn(self, client: str) -> None:
        """Remembers whose turn it was last."""
        self.turns.pop(client, None)
        self.turns[client] = self.count = self.count + 1
        if len(self.turns) > CLIENTS:
            del self.turns[next(iter(self.turns))]

    async def stop(self) -> None:
        """Ends all workers."""
        self.closed = True
        for _, place in list(self.queue):
            give(place, problem(503, CLOSED))
        while self.alive or self.tasks:  # one may just be starting
            for worker in list(self.alive):
                worker.close() if self.gentle else worker.kill(problem(503, CLOSED))
            await asyncio.sleep(0.01)
