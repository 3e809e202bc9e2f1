"""How often one client may ask: a bucket of tokens for each, that fills with time."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass, field
from ipaddress import IPv6Address, ip_address
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from graph.serve.web.gate import Scope

CLIENTS = 20_000
BURST = 4  # seconds of tokens that a bucket holds


@dataclass(slots=True)
class Rates:
    """The buckets of the clients that asked last; `rate` is tokens a second, zero lets everything pass."""

    rate: float
    buckets: OrderedDict[str, tuple[float, float]] = field(default_factory=OrderedDict)

    def wait(self, client: str, now: float, cost: float = 1.0) -> float:
        """The seconds until a client may ask, zero when it may now, which takes `cost` tokens from it."""
        if self.rate <= 0:
            return 0.0
        most = max(cost, self.rate * BURST)
        tokens, then = self.buckets.pop(client, (most, now))
        tokens = min(most, tokens + (now - then) * self.rate)
        missing = cost - tokens
        self.buckets[client] = (tokens if missing > 0 else tokens - cost, now)
        if len(self.buckets) > CLIENTS:
            self.buckets.popitem(last=False)
        return max(0.0, missing / self.rate)


def client(address: str) -> str:
    """Who an address belongs to: itself, of IPv6 the network of 64 bits that one customer has.

    >>> client("192.0.2.7"), client("2001:db8:1:2:3::4")
    ('192.0.2.7', '2001:db8:1:2::')
    """
    try:
        found = ip_address(address)
    except ValueError:
        return address
    if isinstance(found, IPv6Address):
        return str(found.ipv4_mapped or IPv6Address(int(found) >> 64 << 64))
    return address


def who(scope: Scope) -> str:
    """Who sent a request."""
    return client(scope["client"][0]) if scope.get("client") else ""
