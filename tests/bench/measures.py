"""What is measured: CPU seconds beside a peer, growth with the number of articles, processes, memory, start-up."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from graph.model import Article

Work = Callable[[Article], object]


@dataclass(frozen=True, slots=True)
class Run:
    """What a process of its own took: seconds to get ready and to work, and its peak memory in MB before and after."""

    ready: float
    seconds: float
    memory_ready: float
    memory: float


def seconds(work: Work, articles: Iterable[Article]) -> float:
    """The CPU seconds that some work takes on some articles."""
    started = time.process_time()
    for article in articles:
        work(article)
    return time.process_time() - started


def interleaved(works: Sequence[Work], articles: Sequence[Article], rounds: int = 5) -> list[float]:
    """The least CPU seconds that each of some works takes on the same articles, all in turn in every round.

    A round before the measured ones makes what is made once.
    """
    taken = [[seconds(work, articles) for work in works] for _ in range(rounds + 1)]
    return [min(column) for column in zip(*taken[1:], strict=True)]


def growth(work: Work, counts: Sequence[int], articles: Callable[[int], list[Article]]) -> list[float]:
    """The CPU seconds an article takes when so many are worked on one after another."""
    return [seconds(work, articles(count)) / count for count in counts]


def apart(count: int, processes: int = 1) -> list[Run]:
    """What each of some processes took that extracted so many articles at the same time."""
    command = [sys.executable, "-m", "tests.bench.worker", str(count)]
    running = [subprocess.Popen(command, stdout=subprocess.PIPE, text=True) for _ in range(processes)]
    return [Run(**json.loads(process.communicate()[0])) for process in running]
