"""What the service counts, as text for Prometheus."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from prometheus_client import CollectorRegistry

BUCKETS = (0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 30)
MEDIA = "text/plain; version=0.0.4; charset=utf-8"


class Metrics:
    """The counters of one service."""

    def __init__(self) -> None:
        from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram

        self.registry: CollectorRegistry = CollectorRegistry()
        own = self.registry
        self.requests = Counter("wupian_requests", "Requests by room and status", ["room", "status"], registry=own)
        self.seconds = Histogram("wupian_request_seconds", "Time to the reply", ["room"], buckets=BUCKETS, registry=own)
        self.refused = Counter("wupian_refused", "Requests refused before they were read", ["reason"], registry=own)
        self.swaps = Counter("wupian_snapshots", "Snapshots that were put in place of another", registry=own)
        self.gauge: type[Gauge] = Gauge
        self.of = cache(lambda room, status: (self.requests.labels(room, status), self.seconds.labels(room)))

    def count(self, room: str, status: int, seconds: float) -> None:
        """Counts a request."""
        counter, times = self.of(room, status)
        counter.inc()
        times.observe(seconds)

    def watch(self, name: str, words: str, value: Callable[[], float]) -> None:
        """Tells a value that is asked for at every look."""
        self.gauge(f"wupian_{name}", words, registry=self.registry).set_function(value)

    def text(self) -> bytes:
        """Everything counted so far."""
        from prometheus_client import generate_latest

        return generate_latest(self.registry)
