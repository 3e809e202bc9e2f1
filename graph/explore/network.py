"""The pyvis network of the explorer: it holds the nodes, edges and options that the page draws.

Of pyvis the class and its bundled copy of vis-network are used; its templates and writers load from the network or
inject markup and are overridden. pyvis takes a second to import: import this module where it is needed.
"""

from __future__ import annotations

import logging
from hashlib import sha256
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyvis
from pyvis.network import Network

if TYPE_CHECKING:
    from collections.abc import Callable

    from graph.explore.layout import Place
    from graph.explore.view import View

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

    The nodes of a view have its positions in `view.nodes` as ids, the edges theirs in `view.edges`.
    """

    def __init__(self, view: View, places: tuple[Place, ...], html: Callable[[Explorer], str]) -> None:
        super().__init__(directed=True, cdn_resources="in_line")
        self._page = html
        self.options = OPTIONS
        self.nodes = [
            {"id": number, "label": node.name, "title": node.name, "group": node.type}
            | {"x": place.x, "y": place.y, "size": place.size}
            for number, (node, place) in enumerate(zip(view.nodes, places, strict=True))
        ]
        self.node_ids = [node["id"] for node in self.nodes]
        self.node_map = {node["id"]: node for node in self.nodes}
        self.edges = edges(view)

    def generate_html(self, name: str = "index.html", local: bool = True, notebook: bool = False) -> str:  # noqa: ARG002
        """The whole page as text; the arguments are those of pyvis and change nothing."""
        self.html = self._page(self)
        return str(self.html)

    def write_html(self, name: str, local: bool = True, notebook: bool = False, open_browser: bool = False) -> None:  # noqa: ARG002
        """Writes the page to a file, whole or not at all; the other arguments are those of pyvis and change nothing."""
        from graph.explore.page import write

        write(Path(name), self.generate_html())


def edges(view: View) -> list[dict[str, Any]]:
    """The edges as vis-network takes them: straight, and bent apart where several join the same two entities."""
    order = {node.iri: number for number, node in enumerate(view.nodes)}
    beside: dict[tuple[int, ...], count[int]] = {}
    found: list[dict[str, Any]] = []
    for number, edge in enumerate(view.edges):
        start, end = order[edge.subject], order[edge.object]
        line: dict[str, Any] = {"id": number, "from": start, "to": end, "arrows": "to"}
        turn = next(beside.setdefault(tuple(sorted((start, end))), count()))
        if turn:
            line["smooth"] = {"enabled": True, "type": "curvedCW", "roundness": round(0.14 * turn, 2)}
        found.append(line)
    return found


def library() -> str:
    """The source of vis-network from the installed pyvis; an unknown version is logged as a warning and used."""
    source = (Path(pyvis.__file__).parent / LIBRARY).read_bytes()
    if sha256(source).hexdigest() != LIBRARY_SHA256:
        logging.getLogger(__name__).warning("vis-network of the installed pyvis is not the known one: check the page.")
    return source.decode("utf-8")
