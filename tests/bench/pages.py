"""The explorer's page in a real Chromium, beside its bars and beside stock pyvis: `python -m tests.bench pages`.

Seconds of the page are from the start of its navigation. CPU seconds are those of its main thread (`TaskDuration`).
"""

from __future__ import annotations

import argparse
import os
import tempfile
import time
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from graph.explore.page import page
from graph.explore.reader import read
from graph.explore.view import View
from graph.store.embedded import in_memory
from tests.browser import chromium
from tests.explore.generated import generated

if TYPE_CHECKING:
    from playwright.sync_api import Browser, CDPSession, Page

SIZES = (1_000, 10_000, 100_000)
PEER = 1_000  # nodes at which stock pyvis is measured too
WAIT = 300  # seconds after which a page counts as not ready
FASTER = 50  # times that the page is to be faster than stock pyvis, by CPU
# For each figure the bars by number of nodes and what unit it is shown in.
BARS: dict[str, tuple[dict[int, float], str]] = {
    "making": ({1_000: 1.5, 10_000: 10}, "s"),
    "file": ({10_000: 1.5, 100_000: 6}, "MB"),
    "ready": ({1_000: 0.5, 10_000: 1, 100_000: 4}, "s"),
    "CPU until ready": ({}, "s"),
    "p95 frame": ({10_000: 33}, "ms"),
    "CPU a redraw": ({10_000: 20}, "ms"),
    "longest task": ({10_000: 200}, "ms"),
    "heap": ({10_000: 20}, "MB"),
}
WATCH = """
window.bench = {tasks: [], ready: 0};
new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) window.bench.tasks.push(entry.duration);
}).observe({type: "longtask", buffered: true});
const seen = () => {
  if (document.documentElement?.hasAttribute("data-ready")) window.bench.ready ||= performance.now();
};
new MutationObserver(seen).observe(document, {attributes: true, childList: true, subtree: true});
"""
# Pans and zooms for 120 frames; gives the milliseconds between frames, and how often the network was drawn.
DRIVE = """
() => new Promise((done) => {
  const gaps = [], start = network.getViewPosition(), scale = network.getScale();
  let last = 0, step = 0, draws = 0;
  network.on("afterDrawing", () => draws++);
  const frame = (now) => {
    if (last) gaps.push(now - last);
    last = now;
    if (step++ === 120) return done({gaps, draws});
    const turn = step / 20, zoom = scale * (1 + 0.6 * Math.sin(step / 15));
    network.moveTo({
      position: {x: start.x + 200 / scale * Math.sin(turn), y: start.y + 120 / scale * Math.cos(turn)}, scale: zoom,
    });
    requestAnimationFrame(frame);
  };
  requestAnimationFrame(frame);
})
"""
STABLE = """
() => {
  window.bench.waits = () => { window.bench.ready ||= performance.now(); };
  network.once("stabilizationIterationsDone", window.bench.waits);
  network.once("stabilized", window.bench.waits);
}
"""


@dataclass
class Measured:
    """The figures of one page by the names of `BARS`, and what could not be measured."""

    nodes: int
    values: dict[str, float] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)


def main(arguments: list[str]) -> None:
    """Print the figures of the pages of some sizes, and those of stock pyvis."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench pages", description=__doc__)
    parser.add_argument("--sizes", default=",".join(map(str, SIZES)), help="numbers of nodes, with commas")
    parser.add_argument("--no-peer", action="store_true", help="leave stock pyvis out, which takes minutes")
    asked = parser.parse_args(arguments)
    print(
        f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f} (what else runs makes the figures larger)", flush=True
    )
    with tempfile.TemporaryDirectory() as folder, chromium() as browser:
        for size in map(int, asked.sizes.split(",")):
            view, found = measured(browser, Path(folder), size)
            print("\n".join(table(found)), flush=True)
            if size == PEER and not asked.no_peer:
                print("\n".join(beside(found, peer(browser, Path(folder), view))), flush=True)


def measured(browser: Browser, folder: Path, nodes: int) -> tuple[View, Measured]:
    """The figures of the page of a generated graph."""
    found = Measured(nodes)
    store = in_memory(generated(nodes))
    started = time.perf_counter()
    view = read(store)
    text = page(view, store.lines())
    found.values["making"] = time.perf_counter() - started
    file = folder / f"{nodes}.html"
    file.write_text(text, encoding="utf-8", newline="\n")
    found.values["file"] = file.stat().st_size / 1e6
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    context.add_init_script(WATCH)
    try:
        opened(context.new_page(), file, found)
    finally:
        context.close()
    return view, found


def opened(tab: Page, file: Path, found: Measured) -> None:
    """Opens a page and measures it until it is ready, while it is moved, and at rest."""
    session = tab.context.new_cdp_session(tab)
    session.send("Performance.enable", {"timeDomain": "threadTicks"})
    tab.goto(file.as_uri(), wait_until="commit", timeout=WAIT * 1000)
    if not readied(tab, found):
        return
    found.values["CPU until ready"] = metric(session, "TaskDuration")
    tab.wait_for_timeout(500)
    moved(tab, session, found)
    tab.wait_for_timeout(200)
    found.values["longest task"] = max(tab.evaluate("window.bench.tasks"), default=0)
    session.send("HeapProfiler.collectGarbage")
    found.values["heap"] = metric(session, "JSHeapUsedSize") / 1e6


def readied(tab: Page, found: Measured) -> bool:
    """Waits until the page is ready and notes when it was."""
    if not until(tab, "window.bench && window.bench.ready"):
        found.notes.append(f"not ready within {WAIT} s")
        return False
    found.values["ready"] = tab.evaluate("window.bench.ready") / 1000
    return True


def until(tab: Page, expression: str) -> bool:
    """Whether an expression comes true in time; polled from outside, which no content security policy forbids."""
    limit = time.monotonic() + WAIT
    while time.monotonic() < limit:
        if tab.evaluate(expression):
            return True
        time.sleep(0.02)
    return False


def moved(tab: Page, session: CDPSession, found: Measured) -> None:
    """Pans and zooms, for the time of frames and the CPU time of a redraw."""
    if not tab.evaluate("typeof network === 'object' && typeof network.moveTo === 'function'"):
        found.notes.append("the page has no global `network` that can be moved: frames are not measured")
        return
    before = metric(session, "TaskDuration")
    driven: dict[str, Any] = tab.evaluate(DRIVE)
    spent = metric(session, "TaskDuration") - before
    gaps = sorted(driven["gaps"])
    found.values["p95 frame"] = gaps[int(len(gaps) * 0.95)]
    if driven["draws"]:
        found.values["CPU a redraw"] = spent / driven["draws"] * 1000
    else:
        found.notes.append("the network was not drawn while it was moved")


def metric(session: CDPSession, name: str) -> float:
    """A figure of the browser's own about the page."""
    metrics: Iterable[dict[str, Any]] = session.send("Performance.getMetrics")["metrics"]
    return float(next(entry["value"] for entry in metrics if entry["name"] == name))


def peer(browser: Browser, folder: Path, view: View) -> Measured:
    """The figures of the page that pyvis alone makes of the same nodes and edges, with its own settings."""
    found = Measured(len(view.nodes))
    file = folder / "peer.html"
    started = time.perf_counter()
    file.write_text(stock(view), encoding="utf-8")
    found.values["making"] = time.perf_counter() - started
    found.values["file"] = file.stat().st_size / 1e6
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    context.add_init_script(WATCH)
    context.route("http*://**", lambda route: route.abort())
    try:
        tab = context.new_page()
        session = context.new_cdp_session(tab)
        session.send("Performance.enable", {"timeDomain": "threadTicks"})
        tab.goto(file.as_uri(), wait_until="commit", timeout=WAIT * 1000)
        if until(tab, "typeof network === 'object' && network !== null"):
            tab.evaluate(STABLE)
        readied(tab, found)
        found.values["CPU until ready"] = metric(session, "TaskDuration")
        found.values.setdefault("ready", WAIT)
    finally:
        context.close()
    return found


def stock(view: View) -> str:
    """The page of pyvis's own class, template and physics."""
    from pyvis.network import Network

    network = Network(directed=True, cdn_resources="in_line")
    for node in view.nodes:
        network.add_node(node.iri, label=node.name, group=node.type)
    for edge in view.edges:
        network.add_edge(edge.subject, edge.object, title=edge.predicate)
    return str(network.generate_html())


def table(found: Measured) -> list[str]:
    """The lines of a page's figures, each beside its bar."""
    lines = [f"{found.nodes:,} nodes, {2 * found.nodes:,} relations"]
    for name, (bars, unit) in BARS.items():
        if name not in found.values:
            continue
        value, bar = found.values[name], bars.get(found.nodes)
        verdict = "" if bar is None else f"  bar {bar:g} {unit}  {'met' if value <= bar else 'MISSED'}"
        lines.append(f"  {name:16} {value:10.2f} {unit:2}{verdict}")
    return lines + [f"  {note}" for note in found.notes]


def beside(ours: Measured, theirs: Measured) -> list[str]:
    """The lines that compare a page with the one of pyvis alone."""
    lines = ["stock pyvis on the same nodes and relations"]
    for name in ("making", "file", "ready", "CPU until ready"):
        unit = BARS[name][1]
        if name in ours.values and name in theirs.values:
            ratio = theirs.values[name] / ours.values[name]
            bar = f"  bar {FASTER}  {'met' if ratio >= FASTER else 'MISSED'}" if name.startswith("CPU") else ""
            lines.append(f"  {name:16} {theirs.values[name]:10.2f} {unit:2}  x {ratio:.1f}{bar}")
    return lines + [f"  {note}" for note in theirs.notes]
