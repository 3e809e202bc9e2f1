"""The graph of entities as networkx has it: a directed multigraph with an edge for each claim.

networkx is imported when a graph is made.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from graph.analyse.corpus import DONE, Claim, Corpus, Figure
from graph.analyse.reader import read
from graph.errors import QueryError

if TYPE_CHECKING:
    from collections.abc import Collection

    import networkx as nx

    from graph.store.store import Store

LEAST = 0.5


def to_networkx(
    store: Store, *, min_confidence: float = LEAST, modality: Collection[str] = (DONE,), negative: bool = False
) -> nx.MultiDiGraph[str]:
    """The graph of a store: a node for each entity, an edge keyed by its IRI for each claim that counts.

    A claim counts when its confidence reaches `min_confidence`, its modality is one of `modality` (local names) and
    no reviewer rejected it; denials count only with `negative`. Nodes have `label` (Chinese), `label_en` and `type`;
    edges have `predicate`, `confidence`, `modality`, `negative`, `explicit`, `derived`, `evidence` (the quoted
    sentences, one a line), `article` (ids), `voice`, `role` and `as_of`, empty where not given: texts, numbers and
    truth values only, so that every format of networkx can write them. An unknown modality and a confidence outside 0
    to 1 are QueryErrors.
    """
    corpus = read(store)
    known = {term.name for term in corpus.terms if "Modality" in term.kinds}
    for name in modality:
        if known and name not in known:
            raise QueryError(f"There is no modality {name}; choose from {', '.join(sorted(known))}.")
    if not 0 <= min_confidence <= 1:
        raise QueryError(f"A confidence lies between 0 and 1, not at {min_confidence}.")
    return project(corpus, counted(corpus, min_confidence, modality, negative=negative))


def counted(
    corpus: Corpus, min_confidence: float = LEAST, modality: Collection[str] = (DONE,), *, negative: bool = False
) -> tuple[Claim, ...]:
    """The claims that count, by IRI; see `to_networkx`."""
    least = Decimal(str(min_confidence))
    return tuple(
        claim
        for claim in corpus.claims
        if claim.confidence >= least
        and claim.modality in modality
        and not claim.rejected
        and (negative or not claim.negative)
    )


def counted_figures(corpus: Corpus, min_confidence: float = LEAST) -> tuple[Figure, ...]:
    """The figures that count, by IRI: those that no reviewer rejected and that are sure enough."""
    least = Decimal(str(min_confidence))
    return tuple(figure for figure in corpus.figures if figure.confidence >= least and not figure.rejected)


def project(corpus: Corpus, claims: Collection[Claim]) -> nx.MultiDiGraph[str]:
    """The directed multigraph of some claims with all entities of the corpus as nodes."""
    import networkx as nx

    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for entity in corpus.entities:
        graph.add_node(entity.iri, label=entity.zh, label_en=entity.en, type=entity.type)
    for claim in claims:
        sentences = corpus.sentences(claim)
        articles = dict.fromkeys(a.id for p in sentences if (a := corpus.article(p.article)))
        graph.add_edge(
            claim.subject,
            claim.object,
            claim.iri,
            predicate=claim.predicate,
            confidence=float(claim.confidence),
            modality=claim.modality,
            negative=claim.negative,
            explicit=claim.explicit,
            derived=claim.derived,
            evidence="\n".join(p.quote for p in sentences),
            article=" ".join(articles),
            voice=claim.voice,
            role=claim.role,
            as_of=claim.as_of,
        )
    return graph


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
