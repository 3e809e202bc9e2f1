"""A service from its settings to its end: workers, snapshots, the socket, signals."""

from __future__ import annotations

import asyncio
import logging
import resource
import signal
import socket
from contextlib import AsyncExitStack, asynccontextmanager, closing, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from graph.errors import ServiceError, StoreError
from graph.serve import settings as limits
from graph.serve.web.app import application
from graph.serve.web.front import Front
from graph.serve.web.metrics import Metrics
from graph.serve.web.updates import Updates
from graph.serve.work.pool import Pool
from graph.serve.work.snapshots import Elsewhere, Snapshot, Snapshots
from graph.store import embedded
from graph.store.address import is_address

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Iterator

    import uvicorn

    from graph.serve.settings import Settings
    from graph.serve.web.gate import App
    from graph.serve.work.wire import Head

WATCH = 1.0  # seconds between two looks at the store
OPENING = 60.0  # seconds for a snapshot to be opened
LOOPBACK = "127.0.0.1"
BACKLOG = 2048
SPARE = 64  # files that a service opens beside its connections
OWN = 4 << 30  # bytes that a page of ours may take
PAGES, STUDIO = 2, 1  # workers for pages, and for explorers


@dataclass(frozen=True, slots=True)
class Opened:
    """What a service says when it is open: its addresses, and how many triples it serves."""

    address: str
    updates: str
    triples: int


def run(settings: Settings, opened: Callable[[Opened], None]) -> None:
    """Serves until a signal comes, then lets running requests end.

    Raises ServiceError for unsafe settings and an address that is taken, StoreError when there is no store.
    """
    import uvloop

    limits.check(settings)
    settings = fitting(settings)
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        runner.run(serve(settings, opened))


def fitting(settings: Settings) -> Settings:
    """The settings with no more connections than this process may have files, of which it takes as many as it needs."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    most = settings.connections + SPARE
    if soft != resource.RLIM_INFINITY and soft < most:
        soft = most if hard == resource.RLIM_INFINITY else min(most, hard)
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
        return replace(settings, connections=min(settings.connections, max(1, soft - SPARE)))
    return settings


async def serve(settings: Settings, opened: Callable[[Opened], None]) -> None:
    """Serves until a signal comes."""
    async with AsyncExitStack() as stack:
        public = stack.enter_context(listen(settings.host, settings.port))
        snapshots = stack.enter_context(closing(source(settings)))
        metrics = Metrics()
        front = await stack.enter_async_context(running(settings, snapshots))
        triples = await opening(front)
        servers = [(made(application(front, metrics), settings), public)]
        if isinstance(snapshots, Snapshots) and settings.update_port is None:
            watching = asyncio.create_task(watch(front, snapshots, metrics))
            stack.callback(watching.cancel)
        if isinstance(snapshots, Snapshots) and settings.update_port is not None:
            private = stack.enter_context(listen(LOOPBACK, settings.update_port))
            writer = await stack.enter_async_context(writing(settings))
            servers.append((made(Updates(settings.update_token, writer, front, snapshots), settings), private))
        addresses = [f"http://{limits.bracketed(held.getsockname()[0])}:{held.getsockname()[1]}" for _, held in servers]
        end_by_signal([server for server, _ in servers])
        opened(Opened(addresses[0], "".join(addresses[1:]), triples))
        await asyncio.gather(*(server.serve([held]) for server, held in servers))


def source(settings: Settings) -> Snapshots | Elsewhere:
    """Where the graph comes from; where updates are taken a store is made when there is none."""
    if is_address(settings.place):
        if settings.update_port is not None:
            raise ServiceError("--update-port changes a store in a folder; send updates to the endpoint itself.")
        return Elsewhere(Snapshot(settings.place, "elsewhere", lasting=False))
    folder = Path(settings.place)
    if settings.update_port is not None and not folder.exists():
        embedded.create(folder, ())
    return Snapshots(folder)


@asynccontextmanager
async def running(settings: Settings, snapshots: Snapshots | Elsewhere) -> AsyncIterator[Front]:
    """The pools of a service, which end with the block."""
    program = ("graph.serve.work.worker", str(settings.limit))
    online = ("--online",) if isinstance(snapshots, Elsewhere) else ()
    queries = Pool(settings.workers, settings, (*program, str(settings.memory), *online))
    pages, studio = (Pool(size, settings, (*program, str(OWN), *online)) for size in (PAGES, STUDIO))
    try:
        await asyncio.gather(queries.start(), pages.start(), studio.start())
        yield Front(settings, queries, pages, studio, snapshots.current)
    finally:
        await asyncio.gather(queries.stop(), pages.stop(), studio.stop())


@asynccontextmanager
async def writing(settings: Settings) -> AsyncIterator[Pool]:
    """The one process that changes the store, which comes to its end with the block."""
    pool = Pool(1, settings, ("graph.serve.work.writer", str(settings.limit), settings.place), gentle=True)
    try:
        await pool.start()
        found = await pool.ask({"kind": "open", "snapshot": ""}, b"", OPENING)
        if found.status != 200:
            raise StoreError(f"The store {settings.place} cannot be opened for writing; is it in use?")
        yield pool
    finally:
        await pool.stop()


async def opening(front: Front) -> int:
    """How many triples the snapshot has, once a worker has opened it; the other workers open it meanwhile."""
    job = {"kind": "open", "snapshot": front.snapshot.place}
    found = await front.queries.ask(job, b"", OPENING)
    if found.status != 200:
        raise StoreError(found.head["problem"]["title"])
    for pool in front.pools:
        for _ in range(pool.size):
            pool.begin(warm(pool, job))
    return int(found.head["triples"])


async def checked(front: Front, snapshot: Snapshot) -> None:
    """Raises StoreError for a snapshot that is not as it was made."""
    found = await front.pages.ask({"kind": "check", "snapshot": snapshot.place}, b"", OPENING)
    if found.status != 200:
        raise StoreError(found.head["problem"]["title"])


async def warm(pool: Pool, job: Head) -> None:
    """Lets a worker open a snapshot before somebody waits for it."""
    await pool.ask(job, b"", OPENING)


async def watch(front: Front, snapshots: Snapshots, metrics: Metrics) -> None:
    """Serves another snapshot when another store lies in the folder; a broken one is told and left alone."""
    broken = ""
    while True:
        await asyncio.sleep(WATCH)
        if not snapshots.stale():
            continue
        before = snapshots.current
        try:
            found = snapshots.renew()
            await checked(front, found)
            front.snapshot = found
            await opening(front)
        except StoreError as error:
            snapshots.current = front.snapshot = before
            if str(error) != broken:
                broken = str(error)
                logging.getLogger("wupian").warning("%s The earlier store is served on.", error)
            continue
        metrics.swaps.inc()
        logging.getLogger("wupian").info("A new store is served.")
        snapshots.drop(front.places())


def listen(host: str, port: int) -> socket.socket:
    """A socket that listens at an address; a ServiceError when it is taken or not of this machine."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
    except (OSError, OverflowError) as error:
        listener.close()
        reason = getattr(error, "strerror", None) or error
        raise ServiceError(f"The address {host}:{port} cannot be opened: {reason}; choose another --port.") from error
    listener.listen(BACKLOG)
    listener.setblocking(False)
    return listener


def made(app: App, settings: Settings) -> uvicorn.Server:
    """The server of an application, which leaves signals to us."""
    import uvicorn

    from graph.serve.web.listening import protocol

    class Server(uvicorn.Server):
        """A server that takes no signals for itself, since two of them may run in one process."""

        @contextmanager
        def capture_signals(self) -> Iterator[None]:
            """Takes none."""
            yield

    config = uvicorn.Config(
        app,
        http=protocol(settings),
        ws="none",
        lifespan="off",
        log_config=None,
        log_level="warning",
        access_log=False,
        server_header=False,
        proxy_headers=settings.public,
        forwarded_allow_ips="127.0.0.1,::1",
        backlog=BACKLOG,
        timeout_keep_alive=15,
        timeout_graceful_shutdown=int(settings.drain),
    )
    return Server(config)


def end_by_signal(servers: list[uvicorn.Server]) -> None:
    """Lets SIGTERM and SIGINT end servers; the second signal does not wait for requests."""
    loop = asyncio.get_running_loop()

    def leave() -> None:
        for server in servers:
            server.force_exit = server.should_exit
            server.should_exit = True

    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, leave)
