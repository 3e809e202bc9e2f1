"""The entities: institutions, regulators, products, policies, initiatives, people and topics, with their names."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from graph.explore.view import IDENTIFIERS
from graph.query.format import shown
from graph.serve.api.asking import ask, text
from graph.serve.api.asking import listed as iris
from graph.serve.api.call import page, reply
from graph.serve.api.described import described
from graph.serve.api.ontology import below, entity_classes, lineage
from graph.serve.api.problems import AskError
from graph.serve.api.sheet import sheet
from graph.vocabulary import SKOS, WP

if TYPE_CHECKING:
    from graph.serve.api.call import Call
    from graph.serve.api.described import Nodes
    from graph.serve.exchange import Reply
    from graph.store.store import Store

CODES = tuple(name for name in IDENTIFIERS if name != "formerName")
COLUMNS = ("iri", "prefixed", "type", "zh", "en", "aliases", "collective", "issuedOn")


def listed(store: Store, call: Call) -> Reply:
    """The entities that fit the filters, as JSON or CSV."""
    given = call.given
    classes = below(given.text("class")) if "class" in given else entity_classes()
    values = given.terms(*(name for name in ("q", "theme") if given.text(name)))
    holds = {*values, "some" if values else "all"}
    found, total = iris(store, "entities", call, holds, values, classes=[WP + name for name in classes])
    nodes = described(store, found, linked=False)
    items = [entity(nodes, iri) for iri in found]
    if given.text("format") == "csv":
        lines = ({**item, "aliases": " | ".join(item["aliases"])} for item in items)
        return sheet(call, "entities", COLUMNS, lines, total)
    return page(call, "entities", items, total)


def one(store: Store, call: Call) -> Reply:
    """One entity with its names, identifiers, and how much is stated of it."""
    iri = call.given.text("iri")
    nodes = described(store, [iri], linked=False)
    if nodes.named(iri)["type"] not in entity_classes():
        raise AskError("unknown", 404, "No entity has this IRI; /api/entities lists them.", iri, "iri")
    rows = ask(store, "relations", values={"about": call.given.terms("iri")["iri"]})
    held: dict[str, dict[str, int]] = {"subject": {}, "object": {}, "figure": {}}
    for row in rows:
        held[text(row["place"])][text(row.get("predicate")).removeprefix(WP)] = int(text(row["number"]))
    return reply(
        {
            **entity(nodes, iri),
            "classes": list(lineage(nodes.named(iri)["type"])),
            "formerNames": nodes.all(iri, "formerName"),
            "shortNames": nodes.all(iri, "contextualName"),
            "identifiers": {name: code for name in CODES if (code := nodes.one(iri, name))},
            "claims": {"asSubject": held["subject"], "asObject": held["object"]},
            "figures": sum(held["figure"].values()),
            "links": links(call, iri),
        }
    )


def entity(nodes: Nodes, iri: str) -> dict[str, Any]:
    """An entity as JSON."""
    from pyoxigraph import NamedNode

    names = nodes.named(iri)
    return {
        "iri": iri,
        "prefixed": shown(NamedNode(iri)),
        "type": names["type"],
        "zh": names["zh"],
        "en": names["en"],
        "aliases": nodes.all(iri, SKOS + "altLabel"),
        "collective": nodes.true(iri, "collective"),
        "issuedOn": nodes.one(iri, "issuedOn") or None,
    }


def links(call: Call, iri: str) -> dict[str, str]:
    """Where more is told of an entity."""
    return {name: call.address(f"/api/{name}", about=iri) for name in ("claims", "figures", "evidence")}
