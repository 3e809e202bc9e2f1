"""The measures of large networks: networkit beside networkx, samples beside exact values, and growth with size.

Everything is measured in the same run on the same graphs and printed as CPU seconds and ratios.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, TypeVar

from graph.analyse.measures.engine import Engine, Networkx
from graph.analyse.measures.fast import Networkit, batch, converted, repeatable
from graph.analyse.measures.intervals import LIMIT, intervals
from graph.analyse.measures.measures import measure, standings
from graph.analyse.measures.net import SEED, numbered
from graph.analyse.networks.project import counted, project
from graph.analyse.reader import read_network
from graph.store.embedded import in_memory
from tests.explore.generated import generated

if TYPE_CHECKING:
    import networkx as nx

Value = TypeVar("Value")
TOP = 20
ROUNDS = 3
SIZES = (10_000, 30_000, 100_000)


def timed(work: Callable[[], Value]) -> tuple[float, Value]:
    """The CPU seconds that some work takes, and what comes of it."""
    started = time.process_time()
    value = work()
    return time.process_time() - started, value


def news(nodes: int) -> nx.MultiDiGraph[str]:
    """A generated network of so many entities."""
    corpus = read_network(in_memory(generated(nodes)))
    return project(corpus, counted(corpus))


def common(one: Sequence[float], other: Sequence[float]) -> int:
    """How many of the first twenty by one list of values are among those by the other."""
    firsts = [set(sorted(range(len(values)), key=lambda node: -values[node])[:TOP]) for values in (one, other)]
    return len(firsts[0] & firsts[1])


def groups(plain: nx.Graph[int]) -> float:
    """Prints both engines' communities; gives how many times quicker networkit is."""
    import networkx as nx

    taken = []
    for engine in (Networkx(), Networkit()):
        engine.communities(nx.path_graph(3))  # imports what computes
        seconds, found = timed(lambda engine=engine: engine.communities(plain))  # type: ignore[misc]  # bound at once
        alone = ({node} for node in plain if not plain.degree(node))
        clear = nx.community.modularity(plain, [*found, *alone])
        print(f"  communities, {engine.name}: {seconds:.2f} s, modularity {clear:.4f}")
        taken.append(seconds)
    return taken[0] / taken[1]


def samples(plain: nx.Graph[int], pivots: int) -> float:
    """Prints both engines' betweenness from as many sources; gives how many times quicker networkit is."""
    import networkx as nx

    with repeatable():
        held = converted(plain)
        rounds = [
            (
                timed(lambda: nx.betweenness_centrality(plain, k=pivots, seed=SEED))[0],
                timed(lambda: batch(held, pivots, SEED))[0],
            )
            for _ in range(ROUNDS)
        ]
    slow, quick = min(one for one, _ in rounds), min(other for _, other in rounds)
    print(f"  betweenness from {pivots} sources: networkx {slow:.2f} s, networkit {quick:.2f} s")
    return slow / quick


def accuracy(plain: nx.Graph[int], engines: Sequence[Engine]) -> list[int]:
    """Prints how many of the first twenty the samples of some engines find; gives the numbers."""
    import networkit as nk

    with repeatable():
        held = converted(plain)
        seconds, exact = timed(lambda: nk.centrality.Betweenness(held, normalized=True).run().scores())
    print(f"  exact betweenness of {len(plain):,} entities: {seconds:.1f} s (networkit)")
    found = []
    for engine in engines:
        taken, estimate = timed(lambda engine=engine: engine.betweenness(plain))  # type: ignore[misc]  # bound at once
        found.append(common(exact, estimate.values))
        print(f"  {engine.name}, {estimate.pivots} sources: {taken:.1f} s, {found[-1]} of the first {TOP}")
    return found


def growth(graph: nx.MultiDiGraph[str]) -> None:
    """Prints what all measures of a graph take, with the engine that is chosen and with networkx."""
    seconds, found = timed(lambda: measure(graph))
    print(f"  {len(graph):,} entities, {graph.number_of_edges():,} claims, {found.engine}: {seconds:.1f} s", end="")
    net = numbered(graph)
    slow, _ = timed(lambda: (standings(net, Networkx().betweenness(net.plain)), Networkx().communities(net.plain)))
    print(f"; networkx instead: {slow:.1f} s without bridges")


def drawn(graph: nx.MultiDiGraph[str]) -> float:
    """Prints and gives what the intervals take of as many claims of a graph as all four measures are drawn for."""
    few: nx.MultiDiGraph[str] = graph.edge_subgraph(list(graph.edges(keys=True))[:LIMIT]).copy()
    seconds, found = timed(lambda: intervals(few))
    print(f"  {len(found)} intervals from {few.number_of_edges()} claims: {seconds:.1f} s")
    return seconds


def main(arguments: list[str]) -> None:
    """Print all measurements."""
    read = argparse.ArgumentParser(prog="python -m tests.bench measures")
    read.add_argument("--sizes", type=int, nargs="*", default=SIZES, help="How many entities growth is measured at.")
    given = read.parse_args(arguments)
    large, middle = news(10_000), news(5_000)
    plain = numbered(large).plain
    print(f"{len(plain):,} entities, {plain.number_of_edges():,} pairs, CPU seconds")
    print(f"  x {groups(plain):.0f} communities")
    print(f"  x {samples(plain, 100):.1f} betweenness")
    accuracy(plain, (Networkit(),))
    accuracy(numbered(middle).plain, (Networkx(), Networkit()))
    drawn(middle)
    for size in given.sizes:
        growth(news(size))
