"""The OpenAPI document says what the code declares, and every answer is what the document promises."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import urlencode

import pytest
from openapi_spec_validator import validate

from graph.query.catalogue import catalogue
from graph.serve.api.operations import OPERATIONS, Operation
from graph.serve.api.parameters import IRI, Parameter
from graph.store.store import Store
from tests.query.graphs import store as fixture
from tests.serve.asked import ARTICLE, ask, get, seed
from tests.serve.contract import JSON, as_json, contract, operation, resolved, validator

PATHS = [declared.path for declared in OPERATIONS]
HAIER = "authority:haier"


def schema(parameter: Parameter) -> dict[str, Any]:
    """The JSON schema of a declared parameter."""
    default = {} if parameter.default is None else {"default": parameter.default}
    bounds = {"minimum": parameter.least, "maximum": parameter.most}
    match parameter.kind:
        case "choice":
            return {"type": "string", "enum": sorted(parameter.choices())} | default
        case "integer" | "number":
            return {"type": parameter.kind} | bounds | {k: float(v) for k, v in default.items()}  # type: ignore[arg-type]  # a number
        case "boolean":
            return {"type": "boolean"} | default
        case "date":
            return {"type": "string", "format": "date"}
        case "iri":
            return {"type": "string", "maxLength": parameter.most, "pattern": IRI}
    return {"type": "string", "maxLength": parameter.most} | default


def documented(held: dict[str, Any]) -> dict[str, Any]:
    """The JSON schema of a documented parameter, as `schema` writes it."""
    found = {key: value for key, value in resolved(held)["schema"].items() if key != "examples"}
    if "enum" in found:
        found["enum"] = sorted(found["enum"])
    return found


def test_the_document_is_valid_openapi() -> None:
    validate(contract())
    assert contract()["openapi"].startswith("3.1.")


def test_the_document_is_served_in_yaml_and_in_json_with_the_same_content() -> None:
    assert JSON.read_text(encoding="utf-8") == as_json(), "write it with `python -m tests.serve.contract`"
    assert get(seed(), "/api/openapi.json") == contract()
    found = ask(seed(), "/api/openapi.yaml")
    assert (found.status, found.media, found.body[:8]) == (200, "application/yaml", b"openapi:")


def test_the_document_has_the_operations_that_the_code_declares() -> None:
    assert list(contract()["paths"]) == PATHS
    assert all(list(item) == ["get"] for item in contract()["paths"].values())


@pytest.mark.parametrize("declared", OPERATIONS, ids=lambda declared: declared.path)
def test_every_parameter_bound_choice_and_default_is_documented_as_declared(declared: Operation) -> None:
    listed = [resolved(one) for one in contract()["paths"][declared.path]["get"]["parameters"]]
    asked = [one for one in listed if one["in"] == "query" and one["schema"].get("type") != "object"]
    assert [one["name"] for one in asked] == [parameter.name for parameter in declared.parameters]
    for one, parameter in zip(asked, declared.parameters, strict=True):
        assert documented(one) == schema(parameter), parameter.name
        assert one.get("required", False) == parameter.required
    assert (len(listed) > len(asked)) == declared.free


@pytest.mark.parametrize("path", PATHS)
def test_every_operation_and_parameter_is_described_in_both_languages(path: str) -> None:
    held = operation(path)
    for one in (held, *held["parameters"]):
        keys = ("summary", "description") if "summary" in one else ("description",)
        assert all(one[key].strip() and one["x-zh"][key].strip() for key in keys)


@pytest.mark.parametrize("path", [path for path in PATHS if path != "/api/search"])  # which has tests of its own
def test_the_example_of_every_operation_runs(path: str) -> None:
    found = ask(seed(), operation(path)["x-example"])
    assert found.status == 200, found.body


def asked(store: Store) -> list[str]:
    """Addresses that reach every operation of a store with many of its things."""
    claims = [claim["iri"] for claim in get(store, "/api/claims?limit=1000")["claims"]]
    entities = [entity["iri"] for entity in get(store, "/api/entities?limit=1000")["entities"]]
    articles = [article["id"] for article in get(store, "/api/articles")["articles"]]
    return [
        "/api",
        *("/api/entities", "/api/claims", "/api/figures", "/api/articles", "/api/matrix", "/api/queries"),
        *("/api/terms", "/api/terms?q=a", "/api/terms?q=wp:o", "/api/figures?limit=1", "/api/claims?limit=2&offset=1"),
        *("/api/claim?" + urlencode({"iri": iri}) for iri in claims),
        *("/api/entity?" + urlencode({"iri": iri}) for iri in entities),
        *("/api/evidence?" + urlencode({"about": iri}) for iri in entities[:20]),
        *("/api/article?" + urlencode({"id": id_, "text": text}) for id_ in articles for text in ("true", "false")),
        *(f"/api/queries/{query.name}{end}" for query in catalogue() for end in ("", "?terms=true")),
    ]


@pytest.mark.parametrize("store", [seed, fixture], ids=["seed", "fixture"])
def test_every_answer_fits_its_schema(store: Any) -> None:
    for address in asked(store()):
        path = address.partition("?")[0]
        path = "/api/queries/{name}" if path.startswith("/api/queries/") else path
        found = get(store(), address)
        assert [error.message for error in validator(path, 200, "application/json").iter_errors(found)] == [], address


@pytest.mark.parametrize(
    ("address", "status", "kind", "parameter"),
    [
        ("/api/claims?limit=0", 400, "bad-value", "limit"),
        ("/api/claims?limit=1001", 400, "bad-value", "limit"),
        ("/api/claims?offset=-1", 400, "bad-value", "offset"),
        ("/api/claims?asserted=yes", 400, "bad-value", "asserted"),
        ("/api/claims?min_confidence=1.01", 400, "bad-value", "min_confidence"),
        ("/api/claims?min_confidence=nan", 400, "bad-value", "min_confidence"),
        ("/api/claims?since=2025-02-30", 400, "bad-value", "since"),
        ("/api/claims?predicate=likes", 400, "bad-value", "predicate"),
        ("/api/entities?class=Claim", 400, "bad-value", "class"),
        ("/api/claims?about=haier", 400, "bad-value", "about"),
        ("/api/claims?about=", 400, "bad-value", "about"),
        ("/api/claims?colour=blue", 400, "unknown-parameter", "colour"),
        ("/api/claims?limit=1&limit=2", 400, "repeated", "limit"),
        ("/api/entity", 400, "missing", "iri"),
        ("/api/entity?iri=authority:nobody", 404, "unknown", "iri"),
        ("/api/entity?iri=wp:offers", 404, "unknown", "iri"),
        ("/api/claim?iri=authority:haier", 404, "unknown", "iri"),
        ("/api/article?id=nothing", 404, "unknown", "id"),
        ("/api/queries/nothing", 404, "unknown", "name"),
        ("/api/queries/products?colour=blue", 400, "unknown-parameter", "colour"),
        ("/api/queries/low-confidence?below=much", 400, "bad-value", "below"),
        ("/api/nothing", 404, "unknown-path", None),
        ("/api/claims/1", 404, "unknown-path", None),
    ],
)
def test_what_goes_wrong_is_told_by_a_problem_document(
    address: str, status: int, kind: str, parameter: str | None
) -> None:
    found = ask(seed(), address)
    told = json.loads(found.body)
    assert (found.status, found.media) == (status, "application/problem+json")
    assert told["type"] == f"/api#{kind}"
    assert told["status"] == status
    assert told.get("parameter") == parameter
    assert told["title"].endswith((".", "?"))
    assert list(validator("/api/claims", 400, "application/problem+json").iter_errors(told)) == []


def test_the_overview_counts_what_the_lists_hold() -> None:
    held = get(seed(), "/api")
    for name in ("entities", "articles", "claims", "figures"):
        assert held["counts"][name] == get(seed(), f"/api/{name}")["total"]
    assert set(held["endpoints"]) == {path for path in PATHS if "{" not in path}
    assert ARTICLE.stem in str(get(seed(), "/api/articles"))
