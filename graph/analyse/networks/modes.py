"""Institutions beside what they act on, as two-mode networks, and the one-mode networks that follow from them."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from graph.analyse.gaps.matrix import ON, THROUGH, owners, shown

if TYPE_CHECKING:
    from collections.abc import Collection

    import networkx as nx

    from graph.analyse.corpus import Claim, Corpus, Entity

    Links = dict[tuple[str, str], tuple[str, ...]]

# The class of the other side, and the relations that lead to it from an institution or from what is the institution's.
SIDES = {"theme": ("Theme", ON), "segment": ("Segment", ("serves",)), "product": ("Product", THROUGH)}
# How two kinds of node are joined, and whose network by whom: the shape's name, its other side, and which side stays.
TWO_MODE = tuple(f"institution-{side}" for side in SIDES)
ONE_MODE = (
    ("institutions-by-theme", "theme", 0),
    ("institutions-by-segment", "segment", 0),
    ("institutions-by-product", "product", 0),
    ("themes-by-institution", "theme", 1),
    ("segments-by-institution", "segment", 1),
)


def two_mode(corpus: Corpus, claims: Collection[Claim], side: str) -> nx.Graph[str]:
    """Institutions (`bipartite` 0) joined to themes, segments or products (`bipartite` 1).

    The institutions are those that are the subject of a claim, the other side is whatever the corpus has of it, so that
    a node without edges is a blank. An edge's `weight` is how many claims show it, of the institution itself and of
    what it offers, develops or runs; `claims` are their IRIs, one a line.
    """
    import networkx as nx

    kind, on = SIDES[side]
    near, far = institutions(corpus), others(corpus, kind)
    graph: nx.Graph[str] = nx.Graph()
    for number, entities in enumerate((near, far)):
        graph.add_nodes_from((e.iri, described(e, number)) for e in entities)
    held = links(claims, on, {e.iri for e in near}, {e.iri for e in far})
    graph.add_edges_from((a, b, {"weight": len(iris), "claims": "\n".join(iris)}) for (a, b), iris in held.items())
    return graph


def one_mode(graph: nx.Graph[str], side: int) -> nx.Graph[str]:
    """The nodes of one side of a two-mode network, joined by how many nodes of the other side they share (`weight`)."""
    import networkx as nx

    kept = sorted(iri for iri, data in graph.nodes(data=True) if data["bipartite"] == side)
    plain: nx.Graph[str] = nx.Graph()
    plain.add_nodes_from((iri, dict(graph.nodes[iri])) for iri in kept)
    if len(kept) < len(graph):
        shared = nx.bipartite.weighted_projected_graph(graph, kept)
        # networkx joins them in the order of a set, which is another one at every run.
        pairs = sorted((min(a, b), max(a, b), int(held["weight"])) for a, b, held in shared.edges(data=True))
        plain.add_weighted_edges_from(pairs)
    return plain


def institutions(corpus: Corpus) -> list[Entity]:
    """The institutions with a statement of their own that nobody rejected, by IRI."""
    speaks = {claim.subject for claim in corpus.claims if not claim.rejected}
    return [e for e in corpus.entities if e.iri in speaks and corpus.is_a(e, "Institution")]


def others(corpus: Corpus, kind: str) -> list[Entity]:
    """The entities of a class, by IRI; of themes also those that no article names."""
    if kind == "Theme":
        return sorted(corpus.themes, key=lambda theme: theme.iri)
    return [e for e in corpus.entities if corpus.is_a(e, kind)]


def links(claims: Collection[Claim], on: Collection[str], near: Collection[str], far: Collection[str]) -> Links:
    """The claims that join each two nodes of the two sides, by IRI."""
    owned, by_subject = owners(claims), defaultdict(list)
    for (subject, end), held in shown(claims, on, far).items():
        by_subject[subject].append((end, held))
    found: dict[tuple[str, str], set[str]] = defaultdict(set)
    for iri in near:
        for thing in (iri, *owned.get(iri, ())):
            for end, held in by_subject.get(thing, ()):
                found[iri, end].update(claim.iri for claim in held)
    return {pair: tuple(sorted(found[pair])) for pair in sorted(found)}


def described(entity: Entity, side: int) -> dict[str, str | int]:
    """What a node carries of its entity."""
    return {"bipartite": side, "label": entity.zh, "label_en": entity.en, "type": entity.type}
