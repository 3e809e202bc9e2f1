"""The graph of entities as networkx has it: a directed multigraph with an edge for each claim.

networkx is imported when a graph is made.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from graph.analyse.corpus import DONE, Claim, Corpus, Figure
from graph.analyse.networks.selection import selected

if TYPE_CHECKING:
    from collections.abc import Collection

    import networkx as nx
LEAST = 0.5


def counted(
    corpus: Corpus,
    min_confidence: float = LEAST,
    modality: Collection[str] = (DONE,),
    *,
    negative: bool = False,
    since: str = "",
    until: str = "",
    articles: Collection[str] = (),
) -> tuple[Claim, ...]:
    """The claims that count, by IRI: of some articles and some span of time too, where these are given.

    See `graph.analyse.networks.shapes.to_networkx`.
    """
    least = Decimal(str(min_confidence))
    held = tuple(
        claim
        for claim in corpus.claims
        if claim.confidence >= least
        and claim.modality in modality
        and not claim.rejected
        and (negative or not claim.negative)
    )
    return selected(corpus, held, since, until, articles) if since or until or articles else held


def counted_figures(corpus: Corpus, min_confidence: float = LEAST) -> tuple[Figure, ...]:
    """The figures that count, by IRI: those that no reviewer rejected and that are sure enough."""
    least = Decimal(str(min_confidence))
    return tuple(figure for figure in corpus.figures if figure.confidence >= least and not figure.rejected)


def project(corpus: Corpus, claims: Collection[Claim]) -> nx.MultiDiGraph[str]:
    """The directed multigraph of some claims with all entities of the corpus as nodes."""
    import networkx as nx

    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    graph.add_nodes_from((e.iri, {"label": e.zh, "label_en": e.en, "type": e.type}) for e in corpus.entities)
    for claim in claims:
        graph.add_edge(claim.subject, claim.object, claim.iri, **stated(corpus, claim))
    return graph


def stated(corpus: Corpus, claim: Claim) -> dict[str, str | float | bool]:
    """What an edge carries of its claim."""
    proofs = corpus.sentences(claim)
    articles = dict.fromkeys(a.id for p in proofs if (a := corpus.article(p.article)))
    return {
        "predicate": claim.predicate,
        "confidence": float(claim.confidence),
        "modality": claim.modality,
        "negative": claim.negative,
        "explicit": claim.explicit,
        "derived": claim.derived,
        "evidence": "\n".join(p.quote for p in proofs),
        "article": " ".join(articles),
        "voice": claim.voice,
        "role": claim.role,
        "as_of": claim.as_of,
    }


def simple(graph: nx.MultiDiGraph[str]) -> nx.Graph[int]:
    """The same graph for measures: undirected, at most one edge between two entities, no loops; a node's number is
    its place in the order of the multigraph's nodes.
    """
    import networkx as nx

    order = {iri: number for number, iri in enumerate(graph)}
    plain: nx.Graph[int] = nx.Graph()
    plain.add_nodes_from(range(len(order)))
    pairs = {(min(order[a], order[b]), max(order[a], order[b])) for a, b in graph.edges() if a != b}
    plain.add_edges_from(sorted(pairs))
    return plain
