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
        drawing = Drawing(HEIGHT, (0.0, 0.0, 1.0, 0.93))
        axes = drawing.axes
        axes.set_axis_off()
        axes.set_xlim(0, WIDTH * INCH)
        axes.set_ylim(0, HEIGHT * INCH * 0.93)
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
    across, up = ([float(place[at]) for place in found.values()] for at in (0, 1))
    return {
        iri: (
            scaled(float(place[0]), across, 60, WIDTH * INCH - 60),
            scaled(float(place[1]), up, 22, HEIGHT * INCH * 0.93 - 22),
        )
        for iri, place in found.items()
    }


def scaled(value: float, values: list[float], low: float, high: float) -> float:
    """A value moved from the range of all values into another range."""
    least, most = min(values), max(values)
    return round(low + (high - low) * (value - least) / (most - least), 1) if most > least else (low + high) / 2


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
    for iri in first:
        held = called(analysis.corpus.entity(iri))
        for side, box in around(places[iri], sizes[iri], wide(held)):
            inside = box.left >= 0 and box.right <= WIDTH * INCH and box.bottom >= 0 and box.top <= HEIGHT * INCH * 0.93
            if inside and not any(box.meets(other) for other in taken):
                taken.append(box)
                where = {"left": box.right, "right": box.left}.get(side, (box.left + box.right) / 2)
                align = {"left": "right", "right": "left"}.get(side, "center")
                drawing.axes.text(where, box.bottom + 2, drawing.key(held), ha=align, va="baseline", zorder=3)
                break


def around(place: tuple[float, float], size: float, width: float) -> list[tuple[str, Box]]:
    """The boxes a name of a width may stand in: above, below, right and left of a mark."""
    (x, y), high = place, LETTER + 2
    return [
        ("above", Box(x - width / 2, y + size + 1, x + width / 2, y + size + 1 + high)),
        ("below", Box(x - width / 2, y - size - 1 - high, x + width / 2, y - size - 1)),
        ("right", Box(x + size + 2, y - high / 2, x + size + 2 + width, y + high / 2)),
        ("left", Box(x - size - 2 - width, y - high / 2, x - size - 2, y + high / 2)),
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
