"""The prefixes that every query may use without declaring them."""

from __future__ import annotations

from graph.rdf.export import PREFIXES as EXPORTED
from graph.vocabulary import BASE

SEARCH = BASE + "search#"
PREFIXES = dict(
    sorted({**EXPORTED, "prov": "http://www.w3.org/ns/prov#", "search": SEARCH, "unit": BASE + "unit/"}.items()),
)
