"""The front of the API: what there is, the OpenAPI document, and the page for people."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from graph.jsontext import loads
from graph.resources import asset
from graph.serve.api.asking import ask, text
from graph.serve.api.call import reply
from graph.serve.api.ontology import entity_classes
from graph.serve.api.problems import KINDS
from graph.serve.exchange import JSON, Reply
from graph.serve.negotiate import choose
from graph.serve.pages import page
from graph.vocabulary import WP

if TYPE_CHECKING:
    from graph.serve.api.call import Call
    from graph.store.store import Store

YAML = "application/yaml"
PYTHON = (
    'import json, urllib.request\n\nwith urllib.request.urlopen("{address}") as reply:\n    print(json.load(reply))'
)
VARY = ("Vary", "Accept")
RECORDS = {"articles": "Article", "claims": "Claim", "figures": "Figure", "passages": "Passage"}


def overview(store: Store, call: Call) -> Reply:
    """The endpoints with links, the counts and the versions as JSON, or the page for people."""
    if choose(call.ask.accept, ("application/json", "text/html")) == "text/html":
        return people(call)
    classes = [*entity_classes(), *RECORDS.values()]
    rows = ask(store, "counts", classes=[WP + name for name in classes])
    held = {text(row["class"]).removeprefix(WP): int(text(row["number"])) for row in rows if "class" in row}
    entities = {name: held[name] for name in entity_classes() if name in held}
    counts = {name: held.get(of, 0) for name, of in RECORDS.items()}
    versions = [{name: text(row.get(name)) for name in ("program", "ontology")} for row in ask(store, "versions")]
    links = {path: call.address(path) for path in operations() if "{" not in path}
    said = {"counts": {"entities": sum(entities.values()), **counts}, "classes": entities, "versions": versions}
    return reply({**said, "endpoints": links}, VARY)


def yaml(_: Store, __: Call) -> Reply:
    """The OpenAPI document as it was written."""
    return Reply(200, YAML, asset("serve", "assets", "openapi.yaml").read_bytes())


def document(_: Store, __: Call) -> Reply:
    """The OpenAPI document as JSON."""
    return Reply(200, JSON, asset("serve", "assets", "openapi.json").read_bytes())


@cache
def contract() -> dict[str, Any]:
    """The OpenAPI document."""
    held: dict[str, Any] = loads(asset("serve", "assets", "openapi.json").read_text(encoding="utf-8"))
    return held


def operations() -> dict[str, dict[str, Any]]:
    """The operations of the OpenAPI document by path."""
    return {path: item["get"] for path, item in contract()["paths"].items()}


def people(call: Call) -> Reply:
    """The page for people."""
    shown = [operation(path, held, call) for path, held in operations().items()]
    found = page(call.ask, "api.html", operations=shown, kinds=KINDS)
    return Reply(found.status, found.media, found.body, (*found.headers, VARY))


def operation(path: str, held: dict[str, Any], call: Call) -> dict[str, Any]:
    """An operation as the page shows it: words in the language of the page, parameters, and a request to run."""
    front, mark, query = held["x-example"].partition("?")
    address = call.ask.base + front + mark + quote(query, safe="=&:-_.~")
    return {
        "path": path,
        "id": held["operationId"],
        "summary": worded(held, "summary", call.ask.lang),
        "description": worded(held, "description", call.ask.lang),
        "parameters": [parameter(resolved(one), call.ask.lang) for one in held.get("parameters", ())],
        "example": held["x-example"],
        "run": front + mark + quote(query, safe="=&:-_.~"),
        "curl": f'curl "{address}"',
        "python": PYTHON.format(address=address),
    }


def worded(held: dict[str, Any], key: str, lang: str) -> str:
    """A text of the document in a language."""
    return str((held["x-zh"] if lang == "zh" else held)[key])


def resolved(held: dict[str, Any]) -> dict[str, Any]:
    """A parameter, looked up where the document only refers to it."""
    name = held.get("$ref", "").rpartition("/")[2]
    return dict(contract()["components"]["parameters"][name]) if name else held


def parameter(held: dict[str, Any], lang: str) -> dict[str, Any]:
    """A parameter as the page shows it."""
    schema = held["schema"]
    bounds = [str(schema[key]) for key in ("minimum", "maximum") if key in schema]
    default = schema.get("default")
    return {
        "name": held["name"],
        "description": worded(held, "description", lang),
        "required": held.get("required", False),
        "type": schema.get("format", schema.get("type", "IRI")),
        "values": list(schema.get("enum", ())) or (["–".join(bounds)] if bounds else []),
        "default": {True: "true", False: "false"}.get(default, str(default)) if default is not None else "",
    }
