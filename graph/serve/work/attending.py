"""How a process attends to jobs: one after another from a socket, each error told as an answer."""

from __future__ import annotations

import socket
from traceback import format_exc
from typing import TYPE_CHECKING, Any

from graph.errors import QueryError, WupianError
from graph.serve.work.answers import TooLargeError, UnacceptableError
from graph.serve.work.wire import Head, frame, receive

if TYPE_CHECKING:
    from collections.abc import Callable

LARGE = "The answer is larger than this service sends; ask for less with LIMIT, or in a terser form."
MEMORY = "The query takes more memory than it may; ask for less, with fewer groups or rows."


class AbsentError(Exception):
    """What a job is about is not there; the argument says so in a sentence."""


class UnsupportedError(Exception):
    """What is sent is of a type that is not read; the argument names those that are."""


def attend(channel: int, work: Callable[[Head, bytes], bytes]) -> None:
    """Answers the jobs that come by a socket, until the other side closes it."""
    with socket.socket(fileno=channel) as held, held.makefile("rb") as source:
        while (job := receive(source)) is not None:
            held.sendall(answer(work, *job))


def answer(work: Callable[[Head, bytes], bytes], job: Head, body: bytes) -> bytes:
    """The frame that answers a job: what the work gives, or the error that it ends with."""
    try:
        return work(job, body)
    except QueryError as error:
        return refusal(400, str(error), line=error.line, column=error.column)
    except AbsentError as error:
        return refusal(404, str(error))
    except UnsupportedError as error:
        return refusal(415, str(error))
    except UnacceptableError as error:
        return refusal(406, f"The answer comes as {error}; ask for one of these.")
    except TooLargeError:
        return refusal(507, LARGE)
    except MemoryError:
        return refusal(507, MEMORY)
    except WupianError as error:
        return refusal(500, str(error))
    except RuntimeError as error:
        return refusal(400, f"The query cannot be evaluated: {error}.")
    except Exception:
        about = {name: job[name] for name in ("kind", "path", "params") if name in job}
        return refusal(500, "Something is wrong in this service; its log says what.", log=f"{about}\n{format_exc()}")


def refusal(status: int, title: str, **more: Any) -> bytes:
    """The frame of an answer that is an error; what follows the first line of its title is the excerpt at fault."""
    head, _, excerpt = title.partition("\n")
    given = {name: value for name, value in {**more, "excerpt": excerpt}.items() if value}
    return frame({"status": status, "problem": {"title": head, **given}})


def text_of(body: bytes) -> str:
    """SPARQL as text; a QueryError when it is no UTF-8."""
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError as error:
        raise QueryError(f"The text is not UTF-8 (byte {error.start}).") from error
