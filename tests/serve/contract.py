"""The OpenAPI document as the tests read it: parsed, resolved, and written as JSON beside the YAML.

`python -m tests.serve.contract` writes `openapi.json` anew from `openapi.yaml`.
"""

from __future__ import annotations

import json
from functools import cache
from typing import Any

import yaml
from jsonschema import Draft202012Validator, FormatChecker

from graph.resources import asset

YAML = asset("serve", "assets", "openapi.yaml")
JSON = asset("serve", "assets", "openapi.json")


@cache
def contract() -> dict[str, Any]:
    """The document, from YAML."""
    held: dict[str, Any] = yaml.safe_load(YAML.read_text(encoding="utf-8"))
    return held


def as_json() -> str:
    """The document as JSON text."""
    return json.dumps(contract(), ensure_ascii=False, indent=1) + "\n"


def resolved(held: Any) -> Any:
    """A part of the document with its references put in, beside what else stands there."""
    if isinstance(held, list):
        return [resolved(one) for one in held]
    if not isinstance(held, dict):
        return held
    rest = {key: resolved(value) for key, value in held.items() if key != "$ref"}
    if "$ref" not in held:
        return rest
    target: Any = contract()
    for part in str(held["$ref"]).removeprefix("#/").split("/"):
        target = target[part]
    found = resolved(target)
    both = {"properties": {**found.get("properties", {}), **rest.get("properties", {})}} if "properties" in rest else {}
    return (
        {**found, **rest, **both, "required": [*found.get("required", ()), *rest.get("required", ())]}
        if rest
        else found
    )


def operation(path: str) -> dict[str, Any]:
    """The operation of a path, everything in it resolved."""
    found: dict[str, Any] = resolved(contract()["paths"][path]["get"])
    return found


@cache
def validator(path: str, status: int, media: str) -> Draft202012Validator:
    """What checks the answers of an operation."""
    schema = operation(path)["responses"][str(status)]["content"][media]["schema"]
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema, format_checker=FormatChecker())


if __name__ == "__main__":
    JSON.write_bytes(as_json().encode("utf-8"))
