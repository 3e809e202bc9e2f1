"""The pyvis network of the explorer: it holds the nodes, edges and options that the page draws.

Of pyvis the class and its bundled copy of vis-network are used; its templates and writers load from the network or
inject markup and are overridden. pyvis takes a second to import: import this module where it is needed.

vis-network draws a hundred nodes quickly and thousands slowly. Of a graph of more than `ALL` entities the network
therefore holds the `HUBS` with the most relations and `LINES` of these; the page paints the others into a picture
behind it and moves them into the network when they are chosen.
"""

from __future__ import annotations

import logging
from hashlib import sha256
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyvis
from pyvis.network import Network

from graph.files import write

if TYPE_CHECKING:
    from collections.abc import Callable

    from graph.explore.layout import Place
    from graph.explore.view import View

ALL, HUBS, LINES = 240, 60, 30
BEND = 0.14
LIBRARY = "lib/vis-9.1.2/vis-network.min.js"
LIBRARY_SHA256 = "1f20f0736f32cb9bedf8f6383b25cfea2f839e1abe80d6e8040b4d5bea378c69"
OPTIONS: dict[str, Any] = {
    "physics": {"enabled": False},
    "layout": {"improvedLayout": False},
    "interaction": {"hover": True, "hideEdgesOnDrag": False, "tooltipDelay": 250, "keyboard": {"enabled": False}},
    "nodes": {"borderWidth": 1.5, "borderWidthSelected": 3, "font": {"size": 0}, "labelHighlightBold": False},
    "edges": {
        "smooth": False,
        "width": 1,
        "hoverWidth": 0.6,
        "selectionWidth": 1.5,
        "arrows": {"to": {"enabled": True, "scaleFactor": 0.4}},
    },
}


class Explorer(Network):  # type: ignore[misc]  # pyvis has no types
    """A directed pyvis network whose HTML is the explorer page.

    The nodes of a view have its positions in `view.nodes` as ids, the edges theirs in `view.edges`. `bends` holds for
    each edge of the view, in the network or not, how far it is bent.
    """

    def __init__(self, view: View, places: tuple[Place, ...], html: Callable[[Explorer], str]) -> None:
        super().__init__(directed=True, cdn_resources="in_line")
        self._page = html
        self.options = OPTIONS
        ends = _ends(view)
        self.bends = bends(ends)
        self.node_ids = focus(len(view.nodes), ends)
        self.nodes = [_node(view, places, number) for number in self.node_ids]
        self.node_map = {node["id"]: node for node in self.nodes}
        inner = [number for number, pair in enumerate(ends) if self.node_map.keys() >= set(pair)]
        few = len(inner) if len(view.nodes) <= ALL else LINES
        self.edges = [_edge(number, *ends[number], self.bends[number]) for number in inner[:few]]

    def generate_html(self, name: str = "index.html", local: bool = True, notebook: bool = False) -> str:  # noqa: ARG002
        """The whole page as text; the arguments are those of pyvis and change nothing."""
        self.html = self._page(self)
        return str(self.html)

    def write_html(self, name: str, local: bool = True, notebook: bool = False, open_browser: bool = False) -> None:  # noqa: ARG002
        """Writes the page to a file, whole or not at all; the other arguments are those of pyvis and change nothing."""
        write(Path(name), self.generate_html())


def focus(entities: int, ends: list[tuple[int, int]]) -> list[int]:
    """The entities to hold, by number: all, or of many the `HUBS` with the most relations."""
    if entities <= ALL:
        return list(range(entities))
    degree = [0] * entities
    for pair in ends:
        for number in pair:
            degree[number] += 1
    return sorted(sorted(range(entities), key=lambda number: (-degree[number], number))[:HUBS])


def bends(ends: list[tuple[int, int]]) -> list[float]:
    """How far each edge is bent, 0 for straight: several between the same two entities stand apart.

    >>> bends([(0, 1), (1, 0), (1, 2), (0, 1)])
    [0.0, 0.14, 0.0, 0.28]
    """
    beside: dict[tuple[int, ...], count[int]] = {}
    return [round(BEND * next(beside.setdefault(tuple(sorted(pair)), count())), 2) for pair in ends]


def library() -> str:
    """The source of vis-network from the installed pyvis; an unknown version is logged as a warning and used."""
    source = (Path(pyvis.__file__).parent / LIBRARY).read_bytes()
    if sha256(source).hexdigest() != LIBRARY_SHA256:
        logging.getLogger(__name__).warning("vis-network of the installed pyvis is not the known one: check the page.")
    return source.decode("utf-8")


def _ends(view: View) -> list[tuple[int, int]]:
    """The two ends of each edge, by number."""
    order = {node.iri: number for number, node in enumerate(view.nodes)}
    return [(order[edge.subject], order[edge.object]) for edge in view.edges]


def _node(view: View, places: tuple[Place, ...], number: int) -> dict[str, Any]:
    node, place = view.nodes[number], places[number]
    shown = {"id": number, "label": node.name, "title": node.name, "group": node.type}
    return shown | {"x": place.x, "y": place.y, "size": place.size}


def _edge(number: int, start: int, end: int, bend: float) -> dict[str, Any]:
    """An edge as vis-network takes it."""
    line: dict[str, Any] = {"id": number, "from": start, "to": end, "arrows": "to"}
    return line | {"smooth": {"enabled": True, "type": "curvedCW", "roundness": bend}} if bend else line
