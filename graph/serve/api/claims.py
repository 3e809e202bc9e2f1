"""The claims: what the articles state, each with how far it holds and the sentences that prove it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from graph.explore.view import ASSERTED, asserted
from graph.serve.api.asking import listed as iris
from graph.serve.api.call import page, reply
from graph.serve.api.described import described, numeric
from graph.serve.api.parameters import term
from graph.serve.api.problems import AskError
from graph.serve.api.sheet import sheet
from graph.vocabulary import RDF_TYPE, WP

if TYPE_CHECKING:
    from graph.serve.api.call import Call
    from graph.serve.api.described import Nodes
    from graph.serve.exchange import Reply
    from graph.store.store import Store, Term

FILTERS = ("about", "subject", "object", "article", "min_confidence", "since", "until", "explicit")
COLUMNS = (
    *("iri", "subject", "subjectZh", "subjectEn", "predicate", "object", "objectZh", "objectEn", "modality"),
    *("negative", "rejected", "asserted", "confidence", "explicit", "derived", "asOf", "asOfBasis", "voice", "role"),
    *("article", "start", "end", "quote", "sentences"),
)
FEW = {"about", "subject", "object", "predicate", "article"}  # filters that few statements pass


def listed(store: Store, call: Call) -> Reply:
    """The claims that fit the filters, as JSON or CSV."""
    given = call.given
    values = given.terms(*FILTERS)
    values |= {name: core(given.text(name)) for name in ("predicate", "modality") if name in given}
    holds = {*values, *(["dated"] if "since" in given or "until" in given else [])}
    holds |= set() if FEW & holds else {"all"}
    if "asserted" in given:
        holds.add("fact" if given.flag("asserted") else "other")
        values["least"] = term(ASSERTED)
    found, total = iris(store, "claims", call, holds, values)
    nodes = described(store, found)
    items = [claim(nodes, iri) for iri in found]
    if given.text("format") == "csv":
        return sheet(call, "claims", COLUMNS, map(line, items), total)
    return page(call, "claims", items, total)


def one(store: Store, call: Call) -> Reply:
    """One claim."""
    iri = call.given.text("iri")
    nodes = described(store, [iri])
    if WP + "Claim" not in nodes.all(iri, RDF_TYPE):
        raise AskError("unknown", 404, "No claim has this IRI; /api/claims lists them.", iri, "iri")
    return reply(claim(nodes, iri))


def core(name: str) -> Term:
    """The node of a term of the core vocabulary."""
    from pyoxigraph import NamedNode

    return NamedNode(WP + name)


def claim(nodes: Nodes, iri: str) -> dict[str, Any]:
    """A claim as JSON, with the names of `wupian extract`."""
    negative, rejected = nodes.local(iri, "polarity") == "Negative", nodes.true(iri, "rejected")
    modality, confidence = nodes.local(iri, "modality"), nodes.number(iri, "confidence")
    voice, via = nodes.one(iri, "voice"), nodes.one(iri, "via")
    return {
        "iri": iri,
        "subject": nodes.named(nodes.one(iri, "subject")),
        "predicate": nodes.local(iri, "predicate"),
        "object": nodes.named(nodes.one(iri, "object")),
        "modality": modality,
        "negative": negative,
        "rejected": rejected,
        "asserted": confidence is not None and asserted(confidence, modality, negative or rejected),
        "confidence": numeric(confidence),
        "explicit": nodes.true(iri, "explicit"),
        "derived": nodes.true(iri, "derived"),
        **nodes.moment(iri),
        "voice": nodes.named(voice) if voice else None,
        "via": nodes.named(via) if via else None,
        "role": nodes.one(iri, "roleTitle") or None,
        "rule": nodes.one(iri, "rule") or None,
        "sense": nodes.one(iri, "firedSense") or None,
        "reviewer": nodes.one(iri, "reviewedBy") or None,
        "evidence": nodes.evidence(iri),
    }


def line(item: dict[str, Any]) -> dict[str, Any]:
    """A claim as a row of a table: its ends by IRI and names, its first sentence, and how many there are."""
    voice, evidence = item["voice"], item["evidence"]
    return {
        **item,
        **(evidence[0] if evidence else {}),
        **ends(item, "subject"),
        **ends(item, "object"),
        "voice": voice["zh"] or voice["iri"] if voice else None,
        "sentences": len(evidence),
    }


def ends(item: dict[str, Any], key: str) -> dict[str, str]:
    """An entity as columns of a table."""
    entity = item[key]
    return {key: entity["iri"], f"{key}Zh": entity["zh"], f"{key}En": entity["en"]}
