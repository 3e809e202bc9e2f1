"""Networks for the tests of the measures: of letters, of numbers, and any that hypothesis thinks of."""

from __future__ import annotations

from random import Random

import networkx as nx
from hypothesis import strategies as st

from graph.analyse.corpus import Claim, Corpus, Entity
from graph.analyse.measures.net import Net, numbered
from graph.analyse.networks.project import project
from tests.analyse.sample import network

TRIANGLES = ("ab", "bc", "ca", "cd", "de", "ef", "fd")
"""Two triangles with a bridge from c to d."""

anything = st.lists(st.tuples(st.sampled_from("abcdefgh"), st.sampled_from("abcdefgh")), max_size=20).map(
    lambda pairs: ["".join(pair) for pair in pairs]
)


def net(*pairs: str, alone: str = "") -> Net:
    """The net of a claim for each pair of letters."""
    return numbered(project(*network(*pairs, alone=alone)))


def plain(*pairs: str, alone: str = "") -> nx.Graph[int]:
    """The simple graph of pairs of letters; the nodes are numbers in the order of the letters."""
    return net(*pairs, alone=alone).plain


def busy(nodes: int, seed: int = 1) -> nx.Graph[int]:
    """A connected graph with hubs, leaves and groups, as networks of news have them."""
    random = Random(seed)
    made: nx.Graph[int] = nx.Graph()
    made.add_nodes_from(range(nodes))
    for node in range(1, nodes):
        home = node % 7
        made.add_edge(node, home if node >= 7 and random.random() < 0.4 else random.randrange(node))
    for _ in range(nodes // 3):
        a, b = random.randrange(nodes), random.randrange(nodes)
        if a != b:
            made.add_edge(a, b)
    return made


def named(graph: nx.Graph[int]) -> tuple[Corpus, tuple[Claim, ...]]:
    """A corpus of entities with the numbers of a graph as names, joined by a claim for each pair."""
    kinds = ("Bank", "Theme", "Policy")
    entities = tuple(Entity(f"{node:05}", str(node), "", kinds[node % 3]) for node in graph)
    claims = tuple(Claim(f"claim-{a}-{b}", f"{a:05}", "uses", f"{b:05}") for a, b in graph.edges())
    return Corpus(entities=entities, claims=claims), claims
