"""The network in a picture: the best connected entities of the largest piece, by kind, with the names of the first."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from graph.analyse.report.kinds import KINDS, kind
from graph.analyse.report.pictures.drawing import INCH, PALETTE, WIDTH, Drawing, styled
from graph.analyse.report.wording import called, words

if TYPE_CHECKING:
    import networkx as nx

    from graph.analyse.analysis import Analysis
    from graph.analyse.report.html import Markup
    from graph.analyse.report.wording import Words

    Places = dict[str, tuple[float, float]]

NODES = 90  # entities in the picture
NAMED = 24  # of them, those that get a name where there is room
HEIGHT = 5.0  # inches
PART = 0.93  # of the height, which the network takes; the key has the rest
MARGIN, RISE = 60.0, 22.0  # points that stay free on both sides, above and below
SURE = 8  # entities that get a name in any case
SEED = 20240501
TURNS = 400  # steps of the forces
LETTER = 9.0  # points of a Chinese character
MARKS = {
    "regulator": "s",
    "institution": "o",
    "policy": "D",
    "product": "^",
    "initiative": "v",
    "theme": "h",
    "other": "o",
}


class Box(NamedTuple):
    """A rectangle in points."""

    left: float
    bottom: float
    right: float
    top: float

    def meets(self, other: Box) -> bool:
        """Whether both share a point."""
        return (
            self.left < other.right and other.left < self.right and self.bottom < other.top and other.bottom < self.top
        )


class Way(NamedTuple):
    """A place for a name: its box, the point that it is aligned to, and how."""

    box: Box
    at: float
    align: str


def chosen(analysis: Analysis) -> nx.Graph[str]:
    """What is drawn: of the largest piece of the network the best connected entities, with what joins them."""
    import networkx as nx

    from graph.analyse.networks.project import project

    network = nx.Graph(project(analysis.corpus, analysis.claims))
    network.remove_edges_from(list(nx.selfloop_edges(network)))
    pieces = sorted(nx.connected_components(network), key=lambda piece: (-len(piece), min(piece)))
    largest = pieces[0] if pieces else set()
    first = sorted(largest, key=lambda iri: (-network.degree(iri), iri))[:NODES]
    drawn: nx.Graph[str] = nx.Graph()
    drawn.add_nodes_from(first)
    drawn.add_edges_from(sorted((min(a, b), max(a, b)) for a, b in network.subgraph(first).edges()))
    return drawn


def network(analysis: Analysis, drawn: nx.Graph[str]) -> Markup:
    """The picture of what was chosen."""
    with styled():
        drawing = Drawing(HEIGHT, (0.0, 0.0, 1.0, PART))
        axes = drawing.axes
        axes.set_axis_off()
        axes.set_xlim(0, WIDTH * INCH)
        axes.set_ylim(0, HEIGHT * INCH * PART)
        places = placed(drawn)
        for a, b in sorted(drawn.edges()):
            (left, low), (right, high) = places[a], places[b]
            axes.plot([left, right], [low, high], color=PALETTE["rule"], linewidth=0.7, zorder=1)
        points(analysis, drawing, drawn, places)
        names(analysis, drawing, drawn, places)
        key(drawing)
        return drawing.svg("network")


def placed(drawn: nx.Graph[str]) -> Places:
    """Where each entity stands, in points."""
    import networkx as nx

    if not drawn:
        return {}
    room = 1.6 / len(drawn) ** 0.5
    found = nx.spring_layout(drawn, k=room, seed=SEED, iterations=TURNS)
    across, up = (spread([float(place[at]) for place in found.values()]) for at in (0, 1))
    width, height = WIDTH * INCH - 2 * MARGIN, HEIGHT * INCH * PART - 2 * RISE
    return {
        iri: (round(MARGIN + width * x, 1), round(RISE + height * y, 1))
        for iri, x, y in zip(found, across, up, strict=True)
    }


def spread(values: list[float]) -> list[float]:
    """Values moved to between 0 and 1, half by size and half by rank, so that where many are they get room.

    >>> spread([0.0, 1.0, 4.0])
    [0.0, 0.375, 1.0]
    """
    least, most = min(values), max(values)
    if most == least:
        return [0.5] * len(values)
    ranks = {at: rank for rank, at in enumerate(sorted(range(len(values)), key=lambda at: (values[at], at)))}
    last = len(values) - 1
    return [(value - least) / (most - least) / 2 + ranks[at] / last / 2 for at, value in enumerate(values)]


def radius(degree: int) -> float:
    """The radius of an entity's mark in points."""
    return float(min(2.5 + 1.1 * degree**0.5, 8))


def points(analysis: Analysis, drawing: Drawing, drawn: nx.Graph[str], places: Places) -> None:
    """Draws the entities, the best connected ones last."""
    for iri, degree in sorted(drawn.degree(), key=lambda pair: (pair[1], pair[0])):
        group = kind(analysis.corpus, analysis.corpus.entity(iri))
        drawing.axes.plot(
            *places[iri],
            MARKS[group],
            color=PALETTE[group],
            markeredgecolor=PALETTE["paper"],
            markeredgewidth=0.8,
            markersize=2 * radius(degree),
            zorder=2,
        )


def names(analysis: Analysis, drawing: Drawing, drawn: nx.Graph[str], places: Places) -> None:
    """Writes the names of the best connected entities where they hide no mark and no name of another of them."""
    sizes = {iri: radius(degree) for iri, degree in drawn.degree()}
    first = sorted(drawn, key=lambda iri: (-drawn.degree(iri), iri))[:NAMED]
    taken = [Box(x - sizes[i], y - sizes[i], x + sizes[i], y + sizes[i]) for i in first for x, y in (places[i],)]
    for number, iri in enumerate(first):
        held = called(analysis.corpus.entity(iri))
        ways = [way for way in around(places[iri], sizes[iri], wide(held)) if inside(way.box)]
        free = [way for way in ways if not any(way.box.meets(other) for other in taken)]
        for way in (free or (ways if number < SURE else []))[:1]:
            taken.append(way.box)
            drawing.axes.text(way.at, way.box.bottom + 2, drawing.key(held), ha=way.align, va="baseline", zorder=3)


def inside(box: Box) -> bool:
    """Whether a box lies in the picture."""
    return box.left >= 0 and box.bottom >= 0 and box.right <= WIDTH * INCH and box.top <= HEIGHT * INCH * PART


def around(place: tuple[float, float], size: float, width: float) -> list[Way]:
    """Where a name of a width may stand: above, below, right and left of a mark."""
    (x, y), high = place, LETTER + 2
    left, right = x - size - 2, x + size + 2
    return [
        Way(Box(x - width / 2, y + size + 1, x + width / 2, y + size + 1 + high), x, "center"),
        Way(Box(x - width / 2, y - size - 1 - high, x + width / 2, y - size - 1), x, "center"),
        Way(Box(right, y - high / 2, right + width, y + high / 2), right, "left"),
        Way(Box(left - width, y - high / 2, left, y + high / 2), left, "right"),
    ]


def wide(held: Words) -> float:
    """The width of words in the wider of both languages, in points; Latin letters take a little more than half."""
    return max(sum(LETTER * (1.06 if ord(letter) > 0x2E80 else 0.56) for letter in text) for text in held)


def key(drawing: Drawing) -> None:
    """What the marks mean, in a row above."""
    at = 8.0
    for group in KINDS:
        held = words(f"report.kind_{group}")
        axes = drawing.figure.add_axes((0.0, 0.94, 1.0, 0.06)) if at == 8.0 else drawing.figure.axes[1]
        axes.set_axis_off()
        axes.set_xlim(0, WIDTH * INCH)
        axes.set_ylim(0, 20)
        axes.plot([at], [10], MARKS[group], color=PALETTE[group], markersize=7)
        axes.text(at + 8, 7, drawing.key(held), ha="left", va="baseline", color=PALETTE["soft"])
        at += wide(held) + 26
