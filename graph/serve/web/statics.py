"""The files that pages name: style sheets, scripts and pictures, read once and sent with what lets caches keep them."""

from __future__ import annotations

import re
from functools import lru_cache
from hashlib import sha256
from typing import TYPE_CHECKING

from graph.resources import asset
from graph.serve.exchange import Reply
from graph.serve.problems import problem

if TYPE_CHECKING:
    from collections.abc import Mapping

MEDIA = {
    "css": "text/css; charset=utf-8",
    "js": "text/javascript; charset=utf-8",
    "svg": "image/svg+xml",
}
NAME = re.compile(r"/static/([a-z0-9-]{1,60}\.(css|js|svg))")


def static(path: str, headers: Mapping[str, str]) -> Reply:
    """The reply to a path under `/static/`: nothing but the files of ours with a plain name lies there."""
    found = NAME.fullmatch(path)
    held = content(found[1]) if found else None
    if not found or held is None:
        return problem(404, f"Nothing lies at {path}.", headers.get("accept", ""))
    body, tag = held
    caching = (("ETag", tag), ("Cache-Control", "public, max-age=3600"))
    if tag in headers.get("if-none-match", ""):
        return Reply(304, "", b"", caching)
    return Reply(200, MEDIA[found[2]], body, caching)


@lru_cache(maxsize=256)
def content(name: str) -> tuple[bytes, str] | None:
    """The bytes of a file and their tag, None where there is no such file."""
    file = asset("serve", "assets", name)
    if not file.is_file():
        return None
    body = file.read_bytes()
    return body, f'"{sha256(body).hexdigest()[:16]}"'
