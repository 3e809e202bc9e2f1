"""The networks of a store by the name of their shape: the claims, or institutions beside what they act on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graph.analyse.corpus import DONE
from graph.analyse.networks.modes import ONE_MODE, TWO_MODE, one_mode, two_mode
from graph.analyse.networks.project import LEAST, counted, project
from graph.analyse.reader import read_network
from graph.errors import QueryError
from graph.memory import uncollected

if TYPE_CHECKING:
    from collections.abc import Collection

    import networkx as nx

    from graph.analyse.corpus import Claim, Corpus
    from graph.store.store import Store

CLAIMS = "claims"
SHAPES = (CLAIMS, *TWO_MODE, *(name for name, _, _ in ONE_MODE))


@uncollected()
def to_networkx(
    store: Store,
    shape: str = CLAIMS,
    *,
    min_confidence: float = LEAST,
    modality: Collection[str] = (DONE,),
    negative: bool = False,
    since: str = "",
    until: str = "",
    articles: Collection[str] = (),
) -> nx.Graph[str]:
    """The network of a store that has a shape, one of `SHAPES`.

    A claim counts when its confidence reaches `min_confidence`, its modality is one of `modality` (local names) and no
    reviewer rejected it; denials count only with `negative`. With `since`, `until` (ISO dates, both included) or
    `articles` (ids) only the claims of that time (see `selection.dated`) and of those articles count, and only the
    entities that they join are nodes.

    `claims` is a MultiDiGraph: a node for each entity, an edge keyed by its IRI for each claim that counts. Nodes have
    `label` (Chinese), `label_en` and `type`; edges have `predicate`, `confidence`, `modality`, `negative`, `explicit`,
    `derived`, `evidence` (the quoted sentences, one a line), `article` (ids), `voice`, `role` and `as_of`, empty where
    not given: texts, numbers and truth values only, so that every format of networkx can write them. The other shapes
    are Graphs; see `modes.two_mode` and `modes.one_mode`. An unknown shape, modality or article, a confidence outside
    0 to 1 and wrong dates are QueryErrors.
    """
    if shape not in SHAPES:
        raise QueryError(f"There is no shape {shape}; choose from {', '.join(SHAPES)}.")
    corpus = read_network(store)
    check({term.name for term in corpus.terms if "Modality" in term.kinds}, min_confidence, modality)
    claims = counted(corpus, min_confidence, modality, negative=negative, since=since, until=until, articles=articles)
    return drawn(corpus, claims, shape, narrow=bool(since or until or articles))


def drawn(corpus: Corpus, claims: Collection[Claim], shape: str, *, narrow: bool = False) -> nx.Graph[str]:
    """The network of some claims that has a shape; a `narrow` one has no nodes without an edge."""
    ends = {name: (side, kept) for name, side, kept in ONE_MODE}
    if shape == CLAIMS:
        graph: nx.Graph[str] = project(corpus, claims)
    elif shape in TWO_MODE:
        graph = two_mode(corpus, claims, shape.removeprefix("institution-"))
    else:
        graph = two_mode(corpus, claims, ends[shape][0])
    if narrow:
        graph.remove_nodes_from([iri for iri, degree in graph.degree() if not degree])
    return one_mode(graph, ends[shape][1]) if shape in ends else graph


def check(known: Collection[str], min_confidence: float, modality: Collection[str]) -> None:
    """Refuses a modality that is not among the `known` ones, where there are any, and an impossible confidence."""
    for name in modality:
        if known and name not in known:
            raise QueryError(f"There is no modality {name}; choose from {', '.join(sorted(known))}.")
    if not 0 <= min_confidence <= 1:
        raise QueryError(f"A confidence lies between 0 and 1, not at {min_confidence}.")
