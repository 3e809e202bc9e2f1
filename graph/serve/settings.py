"""How a service is set up: where it listens, what it lets a request cost, and who may ask how often."""

from __future__ import annotations

import os
from dataclasses import dataclass
from ipaddress import ip_address

from graph.errors import ServiceError

LOOPBACK_NAMES = ("localhost", "127.0.0.1", "[::1]")
MEGABYTE = 1 << 20
PUBLIC_RATE = 20.0
PROCESSORS = max(2, os.cpu_count() or 2)
SLOWEST, LARGEST = 60.0, 256


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings of a service; times are seconds, sizes are bytes unless they say otherwise.

    `names` are the host names that requests may be addressed to, `rate` is how many requests a second one client may
    send over time (zero: any number) and `workers` how many queries are evaluated at once. `memory` is what a query may
    take beyond what an idle worker holds.
    """

    place: str = "out/store"
    host: str = "127.0.0.1"
    port: int = 8000
    names: tuple[str, ...] = ()
    public: bool = False
    workers: int = PROCESSORS
    timeout: float = 10.0
    limit: int = 32 * MEGABYTE
    memory: int = 1024 * MEGABYTE
    rate: float = 0.0
    update_port: int | None = None
    update_token: str = ""
    log: bool = True
    body: int = MEGABYTE
    head: int = 64 * 1024
    address: int = 32 * 1024
    patience: float = 10.0
    connections: int = 2_000
    waiting: int = 512
    drain: float = 20.0

    @property
    def hosts(self) -> frozenset[str]:
        """The host names that requests may be addressed to, in lower case and without port."""
        own = () if self.public else (*LOOPBACK_NAMES, bracketed(self.host))
        return frozenset(name.lower() for name in (*self.names, *own))


def bracketed(host: str) -> str:
    """A host as a Host header names it: IPv6 addresses in brackets."""
    return f"[{host}]" if ":" in host else host


def is_loopback(host: str) -> bool:
    """Whether only this machine reaches a host."""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def check(settings: Settings) -> None:
    """Raises ServiceError for unsafe settings: only `public` opens to other machines, with a name and limits."""
    if settings.update_port is not None and len(settings.update_token) < 16:
        raise ServiceError("--update-port needs --update-token with at least 16 characters.")
    if settings.update_port == settings.port and settings.port:
        raise ServiceError("--update-port is never the public port; choose another.")
    if not settings.public:
        if not is_loopback(settings.host):
            raise ServiceError(f"{settings.host} is open to other machines; say --public and --name for that.")
        return
    if not settings.names:
        raise ServiceError("--public needs --name with the host name that people use.")
    if settings.rate <= 0:
        raise ServiceError("--public needs a --rate above 0.")
    if not 0 < settings.timeout <= SLOWEST:
        raise ServiceError(f"--public allows a --timeout of at most {SLOWEST:g} seconds.")
    if settings.limit > LARGEST * MEGABYTE:
        raise ServiceError(f"--public allows a --limit of at most {LARGEST} megabytes.")
