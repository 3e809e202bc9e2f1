"""The operations of the API as data: paths, parameters, and the functions that answer."""

from __future__ import annotations

from dataclasses import dataclass

from graph.serve.api import ontology
from graph.serve.api.parameters import Parameter
from graph.serve.api.problems import AskError
from graph.store.store import KINDS

LANG = Parameter("lang", "choice", choices=lambda: ("zh", "en"))
PAGE = (
    Parameter("limit", "integer", 100, least=1, most=1000),
    Parameter("offset", "integer", 0, most=1_000_000),
)
FORMAT = Parameter("format", "choice", "json", choices=lambda: ("json", "csv"))
SINCE, UNTIL = Parameter("since", "date"), Parameter("until", "date")
ARTICLE = Parameter("article", "text")
SURE = Parameter("min_confidence", "number", most=1)


def iri(name: str, *, required: bool = False) -> Parameter:
    """A parameter that names a node."""
    return Parameter(name, "iri", most=2000, required=required)


@dataclass(frozen=True, slots=True)
class Operation:
    """A path below `/api`, the module below this package and the function in it that answer, and its parameters.

    A path that ends with `{name}` takes any last part; with `free`, parameters beyond those declared reach the
    function.
    """

    path: str
    answer: str
    parameters: tuple[Parameter, ...] = ()
    free: bool = False

    @property
    def module(self) -> str:
        """The module that answers."""
        return "graph.serve.api." + self.answer.partition(".")[0]

    @property
    def function(self) -> str:
        """The function that answers."""
        return self.answer.partition(".")[2]


OPERATIONS = (
    Operation("/api", "front.overview", (LANG,)),
    Operation("/api/openapi.yaml", "front.yaml", (LANG,)),
    Operation("/api/openapi.json", "front.document", (LANG,)),
    Operation(
        "/api/entities",
        "entities.listed",
        (
            Parameter("q", "text"),
            Parameter("class", "choice", choices=ontology.entity_classes),
            iri("theme"),
            *PAGE,
            FORMAT,
            LANG,
        ),
    ),
    Operation("/api/entity", "entities.one", (iri("iri", required=True), LANG)),
    Operation(
        "/api/claims",
        "claims.listed",
        (
            *map(iri, ("about", "subject", "object")),
            Parameter("predicate", "choice", choices=ontology.relations),
            Parameter("modality", "choice", choices=ontology.modalities),
            ARTICLE,
            Parameter("asserted", "boolean"),
            SURE,
            SINCE,
            UNTIL,
            Parameter("explicit", "boolean"),
            *PAGE,
            FORMAT,
            LANG,
        ),
    ),
    Operation("/api/claim", "claims.one", (iri("iri", required=True), LANG)),
    Operation(
        "/api/figures",
        "figures.listed",
        (
            iri("about"),
            Parameter("indicator", "text"),
            ARTICLE,
            Parameter("unit", "text"),
            SINCE,
            UNTIL,
            *PAGE,
            FORMAT,
            LANG,
        ),
    ),
    Operation("/api/evidence", "proofs.listed", (iri("about", required=True), *PAGE, LANG)),
    Operation(
        "/api/matrix", "grid.crossed", (Parameter("min_confidence", "number", ontology.LEAST, most=1), *PAGE, LANG)
    ),
    Operation("/api/articles", "articles.listed", (*PAGE, LANG)),
    Operation(
        "/api/article",
        "articles.one",
        (Parameter("id", "text", required=True), Parameter("text", "boolean", False), LANG),
    ),
    Operation("/api/queries", "questions.listed", (*PAGE, LANG)),
    Operation("/api/queries/{name}", "questions.run", (Parameter("terms", "boolean", False), *PAGE, LANG), free=True),
    Operation(
        "/api/terms",
        "completion.listed",
        (Parameter("q", "text", ""), Parameter("limit", "integer", 20, least=1, most=100), LANG),
    ),
    Operation(
        "/api/search",
        "finding.listed",
        (Parameter("q", "text", required=True), Parameter("kind", "choice", choices=lambda: KINDS), *PAGE, LANG),
    ),
)


def find(path: str) -> tuple[Operation, str]:
    """The operation of a path, and the name that stands at its end."""
    asked = path.removesuffix("/")
    for operation in OPERATIONS:
        front, named, _ = operation.path.partition("{name}")
        if asked == operation.path:
            return operation, ""
        if named and asked.startswith(front):
            return operation, asked.removeprefix(front)
    known = ", ".join(operation.path for operation in OPERATIONS)
    raise AskError("unknown-path", 404, f"There is nothing here; the paths are {known}.")
