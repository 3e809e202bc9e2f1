"""Errors of the API as problem documents after RFC 9457."""

from __future__ import annotations

import json

from graph.serve.exchange import Reply

PROBLEM = "application/problem+json"
KINDS = ("bad-value", "missing", "refused", "repeated", "store-failed", "unknown", "unknown-parameter", "unknown-path")


class AskError(Exception):
    """What is wrong with a request: one of `KINDS`, the HTTP status, a sentence that says what to do, what was found
    instead, and the name of the parameter.
    """

    def __init__(self, kind: str, status: int, title: str, detail: str = "", parameter: str = "") -> None:
        super().__init__(title)
        self.kind = kind
        self.status = status
        self.title = title
        self.detail = detail
        self.parameter = parameter


def problem(error: AskError, base: str) -> Reply:
    """The reply that tells of an error; its type is an anchor on the page of the API."""
    said = {"type": f"{base}/api#{error.kind}", "title": error.title, "status": error.status}
    more = {"detail": error.detail, "parameter": error.parameter}
    body = json.dumps({**said, **{key: value for key, value in more.items() if value}}, ensure_ascii=False)
    return Reply(error.status, PROBLEM, body.encode("utf-8", "replace") + b"\n")
