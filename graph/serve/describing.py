"""What the service says of itself: SPARQL 1.1 Service Description, and what its data are in VoID."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graph.resources import asset
from graph.serve.exchange import Reply
from graph.serve.problems import problem
from graph.serve.work.answers import TRIPLES, UnacceptableError, serialize_triples
from graph.store.prefixes import PREFIXES
from graph.vocabulary import BASE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pyoxigraph import NamedNode, Triple

    from graph.serve.exchange import Ask
    from graph.store.store import Store

VOID = "http://rdfs.org/ns/void#"
SD = "http://www.w3.org/ns/sparql-service-description#"
INTEGER = "http://www.w3.org/2001/XMLSchema#integer"
OWN = {"sd": SD, "void": VOID, "format": "http://www.w3.org/ns/formats/", "dcterms": PREFIXES["dcterms"]}


def respond(store: Store, ask: Ask) -> Reply:
    """The description of the service and its data, in the form of RDF that is asked for."""
    accept = ask.get("format") or ask.accept
    try:
        media, body = serialize_triples(description(store, ask.base or BASE.removesuffix("/")), accept, OWN)
    except UnacceptableError:
        return problem(406, f"The description comes as {', '.join(TRIPLES)}; ask for one of these.", ask.accept)
    return Reply(200, media, body)


def description(store: Store, base: str) -> list[Triple]:
    """The statements about a service at an address, sorted."""
    from pyoxigraph import NamedNode, RdfFormat, parse

    text = asset("serve", "assets", "description.ttl").read_text(encoding="utf-8")
    fixed = [quad.triple for quad in parse(text, format=RdfFormat.TURTLE, base_iri=f"{base}/")]
    counted = list(counts(store, NamedNode(f"{base}/void#dataset"), NamedNode(f"{base}/void#graph")))
    return sorted([*fixed, *counted], key=str)


def counts(store: Store, dataset: NamedNode, graph: NamedNode) -> Iterator[Triple]:
    """How many statements, subjects and objects there are, members of classes, statements of properties."""
    from pyoxigraph import Literal, NamedNode, Triple

    def integer(term: object) -> Literal:
        return Literal(str(getattr(term, "value", 0)), datatype=NamedNode(INTEGER))

    totals = store.select(query("counts")).rows[0]
    for name, term in zip(("triples", "distinctSubjects", "distinctObjects"), totals, strict=True):
        yield Triple(dataset, NamedNode(VOID + name), integer(term))
    yield Triple(graph, NamedNode(VOID + "triples"), integer(totals[0]))
    for kind, relation, number in store.select(query("parts")):
        word = "class" if kind else "property"
        member = "entities" if kind else "triples"
        part = NamedNode(f"{dataset.value}/{word}/{fragment(kind or relation)}")
        yield Triple(dataset, NamedNode(f"{VOID}{word}Partition"), part)
        yield Triple(part, NamedNode(VOID + word), kind or relation)  # type: ignore[arg-type]  # one of them is bound
        yield Triple(part, NamedNode(VOID + member), integer(number))


def query(name: str) -> str:
    """The text of a query of ours."""
    return asset("serve", "assets", f"{name}.rq").read_text(encoding="utf-8")


def fragment(term: object) -> str:
    """A term as the end of an address."""
    from urllib.parse import quote

    return quote(str(getattr(term, "value", "")), safe="")
