"""The figures: numbers about entities, exact, with comparator, unit, date and the sentence that proves them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from graph.rdf.write import COMPARATORS
from graph.serve.api.asking import listed as iris
from graph.serve.api.call import page
from graph.serve.api.claims import ends
from graph.serve.api.described import described, exact, numeric
from graph.serve.api.sheet import sheet

if TYPE_CHECKING:
    from graph.serve.api.call import Call
    from graph.serve.api.described import Nodes
    from graph.serve.exchange import Reply
    from graph.store.store import Store

FILTERS = ("about", "indicator", "article", "unit", "since", "until")
SIGNS = {name: sign for sign, name in COMPARATORS.items()}
COLUMNS = (
    *("iri", "subject", "subjectZh", "subjectEn", "indicator", "qualifier", "exact", "maxExact", "unit", "baseText"),
    *("text", "asOf", "asOfBasis", "confidence", "article", "start", "end", "quote", "sentences"),
)
FEW = {"about", "article"}  # filters that few statements pass


def listed(store: Store, call: Call) -> Reply:
    """The figures that fit the filters, as JSON or CSV."""
    values = call.given.terms(*FILTERS)
    holds = {*values, *(["dated"] if "since" in values or "until" in values else [])}
    holds |= set() if FEW & holds else {"all"}
    found, total = iris(store, "figures", call, holds, values)
    nodes = described(store, found)
    items = [figure(nodes, iri) for iri in found]
    if call.given.text("format") == "csv":
        return sheet(call, "figures", COLUMNS, map(line, items), total)
    return page(call, "figures", items, total)


def figure(nodes: Nodes, iri: str) -> dict[str, Any]:
    """A figure as JSON, with the names of `wupian extract` and the exact numbers beside."""
    value, most = nodes.number(iri, "value"), nodes.number(iri, "upperBound")
    return {
        "iri": iri,
        "subject": nodes.named(nodes.one(iri, "figureOf")),
        "indicator": nodes.one(iri, "indicator"),
        "qualifier": SIGNS.get(nodes.local(iri, "comparator"), "="),
        "value": numeric(value),
        "exact": exact(value),
        "max": numeric(most),
        "maxExact": exact(most),
        "unit": nodes.one(iri, "unitText"),
        "baseText": nodes.one(iri, "baseText") or None,
        "text": nodes.one(iri, "valueText"),
        **nodes.moment(iri),
        "confidence": numeric(nodes.number(iri, "confidence")),
        "reviewer": nodes.one(iri, "reviewedBy") or None,
        "evidence": nodes.evidence(iri),
    }


def line(item: dict[str, Any]) -> dict[str, Any]:
    """A figure as a row of a table: its first sentence, and how many there are."""
    evidence = item["evidence"]
    first = {key: evidence[0][key] for key in ("article", "start", "end", "quote")} if evidence else {}
    return {**item, **first, **ends(item, "subject"), "sentences": len(evidence)}
