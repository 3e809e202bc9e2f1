"""Networks as files that Gephi, igraph and networkx open: GraphML and GEXF, the same bytes for the same network."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree

if TYPE_CHECKING:
    import networkx as nx

DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n'
# What XML 1.0 can hold in no way, not even as a reference.
UNHELD = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
REPLACEMENT = "\ufffd"


def graphml(network: nx.Graph[str]) -> str:
    """A network as GraphML; an edge of a multigraph has its key as id.

    >>> import networkx as nx
    >>> nx.parse_graphml(graphml(nx.Graph([("a", "b")]))).edges()
    EdgeView([('a', 'b')])
    """
    from networkx.readwrite.graphml import GraphMLWriter

    writer = GraphMLWriter(graph=held(network))
    truths = {key.get("id") for key in writer.xml.iter("key") if key.get("attr.type") == "boolean"}
    for data in writer.xml.iter("data"):
        # XML Schema writes truth small, networkx as Python does.
        if data.get("key") in truths:
            data.text = (data.text or "").lower()
    writer.indent(writer.xml)
    return written(writer.xml)


def gexf(network: nx.Graph[str]) -> str:
    """A network as GEXF 1.2; an edge of a multigraph has its key as id."""
    from networkx.readwrite.gexf import GEXFWriter

    writer = GEXFWriter(graph=held(network, named=True), version="1.2draft")
    for meta in writer.xml.iter("meta"):
        # networkx tells the day, which makes every day's file another one.
        meta.attrib.pop("lastmodifieddate", None)
    writer.indent(writer.xml)
    return written(writer.xml)


def written(document: ElementTree.Element) -> str:
    """An XML document as text; a return of the carriage stays one when it is read again."""
    return DECLARATION + ElementTree.tostring(document, encoding="unicode").replace("\r", "&#13;") + "\n"


def held(network: nx.Graph[str], *, named: bool = False) -> nx.Graph[str]:
    """The network with no more than XML can hold; with `named`, the edges of a multigraph carry their key as `id`."""
    import networkx as nx

    kind: type[nx.Graph[str]] = type(network)
    made = kind()
    made.add_nodes_from((sound(node), attributes(data)) for node, data in network.nodes(data=True))
    if isinstance(network, nx.MultiDiGraph) and isinstance(made, nx.MultiDiGraph):
        for a, b, key, data in network.edges(keys=True, data=True):
            name = sound(str(key))
            made.add_edge(sound(a), sound(b), name, **attributes({**data, "id": name if named else ""}))
    else:
        made.add_edges_from((sound(a), sound(b), attributes(data)) for a, b, data in network.edges(data=True))
    return made


def attributes(data: dict[str, Any]) -> dict[str, Any]:
    """What a node or an edge carries, its texts sound; nothing is written of what is not given."""
    return {name: sound(value) if isinstance(value, str) else value for name, value in data.items() if value != ""}


def sound(text: str) -> str:
    r"""A text that XML can hold.

    >>> sound("a\x00b\ufffec\nd")
    'a\ufffdb\ufffdc\nd'
    """
    return UNHELD.sub(REPLACEMENT, text)


WRITERS = {"graphml": graphml, "gexf": gexf}
