"""The networks beside rdflib's own conversion: `python -m tests.bench analysis [--entities N]`.

The graph is of our shape, of 24,000 entities unless told otherwise, which is 1.1 million triples. In one run rdflib
loads it into memory and converts it by `rdflib_to_networkx_multidigraph`; the same conversion reads it from a store on
the disk through oxrdflib (`wupian[bench]`), and ours from that store, opening included. Then the whole report
is made from it. The bars are the ratios that we
want to reach. Everything runs alone, one after the other; seconds pass on the clock, CPU seconds in all threads.
"""

from __future__ import annotations

import argparse
import gc
import importlib.metadata
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import graph
from graph.store.embedded import create
from tests.explore.generated import generated

ENTITIES = 24_000
PEERS = ("rdflib", "oxrdflib", "pyoxigraph", "networkx")
TO_NETWORKX, FROM_OXRDFLIB, TO_ARRAYS = 2, 5, 4  # how many times quicker ours is to be
WITH, WITHOUT, MEMORY = 120, 240, 3_000  # seconds with networkit and without, megabytes
REPORT = """
import re, sys, time
sys.modules.update(dict.fromkeys(sys.argv[2].split()))
began = time.perf_counter()
from graph.analyse.analysis import analyse
from graph.analyse.report.compose import compose
from graph.pipeline import drawn
from graph.store.opening import open_store
analysis = analyse(open_store(sys.argv[1]))
report = compose(analysis)
page = drawn(report, "html", "zh")
drawn(report, "md", "zh")
memory = int(re.search(r"VmHWM:\\s+(\\d+)", open("/proc/self/status").read())[1]) / 1024
print(time.perf_counter() - began, memory, len(page.encode()) // 1000, analysis.measures.engine, sep="\\t")
"""


@dataclass(frozen=True, slots=True)
class Taken:
    """What some work took: seconds on the clock and of the processors, and the edges that it found."""

    seconds: float
    cpu: float
    edges: int


def taken(work: Callable[[], int]) -> Taken:
    """What some work takes that gives the number of its edges."""
    gc.collect()
    clock, cpu = time.perf_counter(), time.process_time()
    edges = work()
    return Taken(time.perf_counter() - clock, time.process_time() - cpu, edges)


def converted(triples: Path) -> Taken:
    """Rdflib's conversion of a graph in memory; loading it is not counted."""
    import rdflib
    from rdflib.extras.external_graph_libs import rdflib_to_networkx_multidigraph

    loaded = rdflib.Graph().parse(triples, format="nt")
    return taken(lambda: int(rdflib_to_networkx_multidigraph(loaded).number_of_edges()))


def through_oxrdflib(store: Path) -> Taken:
    """The same conversion from a store on the disk, opening included."""
    import oxrdflib
    import rdflib
    from pyoxigraph import Store
    from rdflib.extras.external_graph_libs import rdflib_to_networkx_multidigraph
    from rdflib.graph import DATASET_DEFAULT_GRAPH_ID

    def work() -> int:
        held = oxrdflib.OxigraphStore(store=Store.read_only(str(store)))
        found = rdflib.Graph(held, identifier=DATASET_DEFAULT_GRAPH_ID)
        return int(rdflib_to_networkx_multidigraph(found).number_of_edges())

    return taken(work)


def to_networkx(store: Path) -> Taken:
    """Our network of the claims, opening included."""
    return taken(lambda: graph.to_networkx(graph.open_store(store)).number_of_edges())


def to_arrays(store: Path) -> Taken:
    """Our arrays, opening included."""
    return taken(lambda: len(graph.to_arrays(graph.open_store(store))))


def beside(name: str, ours: Taken, peer: Taken, bar: float) -> str:
    """A line with a ratio beside its bar.

    >>> beside("a", Taken(2, 3, 5), Taken(10, 9, 7), 4)
    '  a                              2.0 s (CPU 3.0)       5 edges  x 5.0 (CPU x 3.0), bar 4: reached'
    """
    ratio, cpu = peer.seconds / ours.seconds, peer.cpu / ours.cpu
    reached = "reached" if ratio >= bar else "MISSED"
    return f"{line(name, ours)}  x {ratio:.1f} (CPU x {cpu:.1f}), bar {bar}: {reached}"


def line(name: str, one: Taken) -> str:
    """A line with what something took."""
    return f"  {name:28}{one.seconds:6.1f} s (CPU {one.cpu:.1f}) {one.edges:7,} edges"


def versions() -> str:
    """The versions of the peers."""
    return ", ".join(f"{name} {importlib.metadata.version(name)}" for name in PEERS)


def networks(triples: Path, store: Path) -> None:
    """Prints the networks beside their peers."""
    memory = converted(triples)
    print(line("rdflib in memory", memory), flush=True)
    oxrdflib = through_oxrdflib(store)
    print(line("oxrdflib from the disk", oxrdflib), flush=True)
    ours, arrays = to_networkx(store), to_arrays(store)
    print(beside("to_networkx, rdflib", ours, memory, TO_NETWORKX))
    print(beside("to_networkx, oxrdflib", ours, oxrdflib, FROM_OXRDFLIB))
    print(beside("to_arrays, rdflib", arrays, memory, TO_ARRAYS))


def report(store: Path) -> None:
    """Prints the time and memory of the whole report, pages and Markdown, with networkit and without."""
    for fast, bar in ((True, WITH), (False, WITHOUT)):
        run = [sys.executable, "-c", REPORT, str(store), "" if fast else "networkit"]
        found = subprocess.run(run, check=True, capture_output=True, text=True).stdout
        seconds, memory, size, engine = found.split("\t")
        reached = "reached" if float(seconds) <= bar and float(memory) <= MEMORY else "MISSED"
        said = f"  the whole report ({engine.strip()})  {float(seconds):.0f} s, {float(memory):.0f} MB, page {size} kB"
        print(f"{said}, bars {bar} s and {MEMORY:,} MB: {reached}", flush=True)


def main(arguments: Sequence[str]) -> None:
    """Print every ratio beside its bar."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench analysis", description=__doc__)
    parser.add_argument("--entities", type=int, default=ENTITIES)
    parser.add_argument("--only-report", action="store_true", help="leave rdflib out, which takes most of the time")
    asked = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder:
        triples, store = Path(folder) / "graph.nt", Path(folder) / "store"
        made = generated(asked.entities)
        print(f"{len(made):,} triples of {asked.entities:,} entities; {versions()}", flush=True)
        triples.write_text("".join(f"{each} .\n" for each in made), encoding="utf-8")
        create(store, made)
        del made
        if not asked.only_report:
            networks(triples, store)
        report(store)
