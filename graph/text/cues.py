"""The words by which layout is told apart, read from `ontology/layout.ttl`."""

from __future__ import annotations

import re
from functools import lru_cache

from graph.resources import folder
from graph.vocabulary import WP, Graph


@lru_cache(maxsize=1)
def layout_cues() -> dict[str, re.Pattern[str]]:
    """For each kind of block the pattern that its lines match."""
    graph = Graph([folder("ontology") / "layout.ttl"])
    return {
        graph.one(iri, WP + "blockKind"): re.compile(graph.one(iri, WP + "pattern"))
        for iri in graph.of_type(WP + "LayoutCue")
    }
