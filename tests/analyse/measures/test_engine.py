"""The engines: that networkit finds what networkx finds, and that both repeat themselves and state their error."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import networkx as nx
import pytest

from graph.analyse.measures import fast
from graph.analyse.measures.betweenness import BATCHES, pooled, sample
from graph.analyse.measures.engine import FAST, Networkx, choose
from graph.analyse.measures.fast import Networkit, batch, converted, repeatable
from graph.analyse.networks.project import counted, project, simple
from graph.analyse.reader import read_network
from graph.store.embedded import in_memory
from tests.analyse.measures.nets import busy
from tests.explore.generated import generated

networkit = pytest.importorskip("networkit")
ROOT = Path(__file__).resolve().parents[3]


def top(values: tuple[float, ...]) -> set[int]:
    """The twenty nodes with the largest values."""
    return set(sorted(range(len(values)), key=lambda node: -values[node])[:20])


def test_small_networks_are_always_left_to_networkx() -> None:
    assert isinstance(choose(FAST - 1), Networkx)
    assert isinstance(choose(FAST), Networkit)
    assert choose(1).name == f"networkx {nx.__version__}"
    assert choose(FAST).name == f"networkit {networkit.__version__}"


def test_both_engines_have_the_same_exact_betweenness() -> None:
    graph = busy(390)
    one, other = Networkx().betweenness(graph), Networkit().betweenness(graph)
    assert (one.pivots, other.pivots, one.errors, other.errors) == (None, None, None, None)
    assert other.values == pytest.approx(one.values, abs=1e-6)


def test_a_sample_of_networkx_finds_most_of_the_first_twenty_of_a_network_of_news() -> None:
    corpus = read_network(in_memory(generated(1_000)))
    graph = simple(project(corpus, counted(corpus)))
    exact, sampled = Networkit().betweenness(graph), Networkx().betweenness(graph)
    assert (exact.pivots, sampled.pivots) == (None, 200)
    assert len(top(exact.values) & top(sampled.values)) >= 16


def test_the_stated_error_is_about_as_large_as_the_real_one() -> None:
    graph = busy(1_500)
    exact = Networkit().betweenness(graph).values
    with repeatable():
        held = converted(graph)
        found = pooled([batch(held, 20, seed) for seed in range(BATCHES)], 200)
    assert found.errors is not None
    # Of the largest twenty, whose errors are far from nothing, most lie within two errors.
    off = [abs(found.values[node] - exact[node]) / found.errors[node] for node in top(exact)]
    assert sum(one < 2 for one in off) >= 14


def test_equal_batches_have_no_error_and_one_batch_apart_has_the_one_worked_out_by_hand() -> None:
    assert pooled([[0.5, 0.0]] * 10, 20).errors == (0.0, 0.0)
    # Nine times 0 and once 1: mean 0.1, variance 0.9 / 9 = 0.1, error of the mean √(0.1 / 10).
    found = pooled([[0.0]] * 9 + [[1.0]], 20)
    assert found.errors is not None
    assert (found.values[0], found.errors[0]) == pytest.approx((0.1, 0.1))


def test_groups_of_networkit_are_no_less_clear_and_hold_all_that_is_joined() -> None:
    graph = busy(1_000)
    graph.add_nodes_from(range(1_000, 1_010))
    ours, theirs = Networkit().communities(graph), Networkx().communities(graph)
    for groups in (ours, theirs):
        assert sorted(node for group in groups for node in group) == list(range(1_000))
    alone = [{node} for node in range(1_000, 1_010)]
    clear = [nx.community.modularity(graph, [*groups, *alone]) for groups in (ours, theirs)]
    assert clear[0] >= clear[1] - 0.005


def test_a_network_without_pairs_has_no_groups() -> None:
    alone: nx.Graph[int] = nx.empty_graph(3)
    assert Networkit().communities(alone) == Networkx().communities(alone) == []
    assert Networkit().betweenness(alone).values == Networkx().betweenness(alone).values == (0.0, 0.0, 0.0)


@pytest.mark.parametrize("engine", [Networkx(), Networkit()])
def test_an_engine_finds_the_same_again(engine: Networkx | Networkit) -> None:
    graph = busy(600)
    assert engine.betweenness(graph) == engine.betweenness(graph)
    assert engine.communities(graph) == engine.communities(graph)


def test_a_sample_of_networkit_repeats_itself_and_leaves_its_threads_as_they_were() -> None:
    threads = networkit.getMaxNumberOfThreads()
    with repeatable():
        held = converted(busy(600))
        assert networkit.getMaxNumberOfThreads() == 1
        assert batch(held, 5, 1) == batch(held, 5, 1) != batch(held, 5, 2)
    assert networkit.getMaxNumberOfThreads() == threads


@pytest.mark.parametrize("pivots", [sample, fast.sample])
def test_the_number_of_sources_is_whole_batches_and_falls_with_size(
    pivots: Callable[[int, int], int | None],
) -> None:
    found = [pivots(nodes, nodes * 3 // 2) or 0 for nodes in (5_000, 10_000, 30_000, 100_000, 1_000_000)]
    assert found == sorted(found, reverse=True)
    assert all(one % BATCHES == 0 and one // BATCHES > 1 for one in found)


CODE = """
from tests.analyse.measures.nets import busy
from graph.analyse.measures.intervals import intervals
from graph.analyse.measures.measures import measure
from graph.analyse.measures.peers import peers
from graph.analyse.networks.project import project
from tests.analyse.sample import network, sample
from tests.analyse.measures.nets import named
large, small = (project(*named(busy(size))) for size in (2_000, 60))
held = sample()
print(measure(large), measure(small), intervals(small), peers(held.corpus, held.claims))
"""


def test_all_is_the_same_under_any_hash_seed() -> None:
    said = [
        subprocess.run(
            [sys.executable, "-c", CODE],
            cwd=ROOT,
            env={"PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT)},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    ]
    assert said[0] == said[1]
    assert "networkit" in said[0]


def test_without_networkit_a_large_network_is_left_to_networkx() -> None:
    code = (
        "import sys; sys.modules['networkit'] = None\n"
        "from graph.analyse.measures.engine import FAST, choose\n"
        "print(choose(FAST).name)"
    )
    ran = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert ran.stdout == f"networkx {nx.__version__}\n"
