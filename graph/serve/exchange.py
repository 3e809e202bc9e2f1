"""What is asked of a room of the service, and what it replies: plain values, that travel between processes."""

from __future__ import annotations

from dataclasses import dataclass

HTML = "text/html; charset=utf-8"
JSON = "application/json"
TEXT = "text/plain; charset=utf-8"


@dataclass(frozen=True, slots=True)
class Ask:
    """A GET request as a room sees it.

    `path` begins with `/` and is percent-decoded, `params` are the pairs of the query string in their order, `lang` is
    `zh` or `en`, `accept` the Accept header, `base` the address of the service without a slash at its end. `found` is
    the media type and body with which the query of a parameter was answered, where the room shows answers.
    """

    path: str
    params: tuple[tuple[str, str], ...] = ()
    lang: str = "zh"
    accept: str = "*/*"
    base: str = ""
    found: tuple[str, bytes] | None = None

    def get(self, name: str, default: str = "") -> str:
        """The first value of a parameter."""
        return next((value for key, value in self.params if key == name), default)

    def all(self, name: str) -> list[str]:
        """All values of a parameter."""
        return [value for key, value in self.params if key == name]


@dataclass(frozen=True, slots=True)
class Reply:
    """What a room replies: an HTTP status, the media type of the body, the body, and further headers."""

    status: int
    media: str
    body: bytes
    headers: tuple[tuple[str, str], ...] = ()
