"""The API: what people script, as JSON under `/api`, described by an OpenAPI document.

`respond` never raises for what may be asked: a wrong question is answered by a problem document (RFC 9457) whose title
says what to do.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from graph.errors import QueryError, StoreError
from graph.serve.api.call import Call
from graph.serve.api.operations import find
from graph.serve.api.parameters import read
from graph.serve.api.problems import AskError, problem

if TYPE_CHECKING:
    from graph.serve.exchange import Ask, Reply
    from graph.store.store import Store


def respond(store: Store, ask: Ask) -> Reply:
    """The reply to anything under `/api`."""
    try:
        operation, name = find(ask.path)
        call = Call(ask, read(operation.parameters, ask.params, rest=operation.free), name)
        reply: Reply = getattr(import_module(operation.module), operation.function)(store, call)
    except AskError as error:
        return problem(error, ask.base)
    except QueryError as error:
        return problem(AskError("refused", 400, str(error)), ask.base)
    except StoreError as error:
        return problem(
            AskError("store-failed", 503, "The store does not answer; ask again later.", str(error)), ask.base
        )
    return reply
