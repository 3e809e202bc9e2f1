"""From a matplotlib figure to inline SVG that fits the page: its colours, its two languages, its policy.

matplotlib is given short keys instead of words, so that it measures no Chinese font and reads no foreign text (`$` in
a name would be mathematics to it); the words are put in their places afterwards, in both languages. Every colour of the
palette becomes a class, so that the page's style decides what it looks like on light, on dark and on paper.
"""

from __future__ import annotations

import io
import os
import re
import sys
from contextlib import contextmanager
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree

from graph.analyse.report.html import NOTHING, Markup, element, text
from graph.analyse.report.wording import Words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

WIDTH = 7.2  # inches, the measure of the page's column
INCH = 72  # points
# The colours by name; the page's style gives each its value, these only tell them apart.
PALETTE = {
    "ink": "#000001",
    "soft": "#000002",
    "rule": "#000003",
    "paper": "#000004",
    "own": "#000005",
    "through": "#000006",
    "open": "#000007",
    "regulator": "#000008",
    "institution": "#000009",
    "policy": "#00000a",
    "product": "#00000b",
    "initiative": "#00000c",
    "theme": "#00000d",
    "other": "#00000e",
}
NAMES = {value: name for name, value in PALETTE.items()}
SETTINGS = {
    "svg.fonttype": "none",
    "svg.hashsalt": "wupian",
    "text.parse_math": False,
    "font.size": 9.5,
    "text.color": PALETTE["ink"],
    "axes.edgecolor": PALETTE["rule"],
    "axes.labelcolor": PALETTE["soft"],
    "xtick.color": PALETTE["rule"],
    "ytick.color": PALETTE["rule"],
    "xtick.labelcolor": PALETTE["soft"],
    "ytick.labelcolor": PALETTE["ink"],
    "axes.linewidth": 0.8,
}
PLACE = "MPLCONFIGDIR"
SVG = "{http://www.w3.org/2000/svg}"
LINK = "{http://www.w3.org/1999/xlink}href"
NUMBER = re.compile(r"-?\d+\.\d+(?:e-?\d+)?")
DROPPED = ("font-family", "font", "stroke-miterlimit")
KEPT = frozenset(("d", "x", "y", "width", "height", "cx", "cy", "r", "transform", "points"))


class Drawing:
    """A figure with one pair of axes, and the words that stand in it."""

    def __init__(self, height: float, box: tuple[float, float, float, float]) -> None:
        """`height` is in inches, `box` the place of the axes as shares of the figure: left, bottom, width, height."""
        from matplotlib.figure import Figure

        self.words: list[Words] = []
        self.figure: Figure = Figure(figsize=(WIDTH, height))
        self.figure.patch.set_visible(False)
        self.axes: Axes = self.figure.add_axes(box)
        self.axes.patch.set_visible(False)
        self.axes.spines[["top", "right"]].set_visible(False)

    def key(self, words: Words) -> str:
        """The key that stands for words until the picture is done."""
        self.words.append(words)
        return f"k{len(self.words) - 1}"

    def svg(self, name: str) -> Markup:
        """The picture as an element; `name` begins every id in it."""
        from matplotlib.backends.backend_svg import FigureCanvasSVG

        held = io.StringIO()
        canvas: Any = FigureCanvasSVG(self.figure)
        canvas.print_svg(held, metadata=dict.fromkeys(("Creator", "Date", "Format", "Type")))
        root = ElementTree.fromstring(held.getvalue())
        inner = [_drawn(part, self.words, name) for part in root]
        width, height = (size * INCH for size in self.figure.get_size_inches())
        box = {"viewBox": f"0 0 {width:g} {height:g}", "class_": "picture", "aria_hidden": "true"}
        return element("svg", *inner, **box)


@contextmanager
def styled() -> Iterator[None]:
    """Where pictures are drawn alike, whatever the user's settings of matplotlib are; it leaves no file behind."""
    with quietly():
        import matplotlib
        import matplotlib.font_manager
    ours: dict[Any, Any] = {**matplotlib.rcParamsDefault, **SETTINGS}
    with matplotlib.rc_context(ours):
        yield


@contextmanager
def quietly() -> Iterator[None]:
    """Where matplotlib may be imported: what it notes of the machine's fonts goes to a folder that goes again, unless
    the user has named one.
    """
    if PLACE in os.environ or "matplotlib.font_manager" in sys.modules:
        yield
        return
    with TemporaryDirectory() as folder:
        os.environ[PLACE] = folder
        try:
            yield
        finally:
            del os.environ[PLACE]


def _drawn(node: ElementTree.Element, words: list[Words], name: str) -> Markup:
    """An element of matplotlib's with all in it; groups that say nothing are left out."""
    tag = node.tag.removeprefix(SVG)
    if tag in ("style", "metadata"):
        return NOTHING
    attributes = dict(_attributes(node, name))
    if tag == "text":
        return _text(node, words, attributes)
    inner = [_drawn(part, words, name) for part in node]
    if tag == "g" and not attributes:
        return Markup("".join(inner))
    return element(tag, *inner, **attributes)


def _text(node: ElementTree.Element, words: list[Words], attributes: dict[str, str]) -> Markup:
    """The words for a key, in both languages where they differ; a number as it is."""
    held = "".join(node.itertext())
    if not re.fullmatch(r"k\d+", held):
        return element("text", text(held.replace("\u2212", "-")), **attributes)
    found = words[int(held[1:])]
    if found.zh == found.en:
        return element("text", text(found.zh), **attributes, lang="zh")
    look = attributes.pop("class_", "")
    return Markup(
        "".join(
            element("text", text(held), class_=f"{lang} {look}".strip(), lang=lang, **attributes)
            for lang, held in found._asdict().items()
        )
    )


def _attributes(node: ElementTree.Element, name: str) -> Iterator[tuple[str, str]]:
    """The attributes as the page may have them: colours as classes, other style as attributes, ids of this picture."""
    style = dict(re.findall(r"([\w-]+)\s*:\s*([^;]+)", node.get("style", "")))
    classes = [f"{part}-{NAMES[style.pop(part)]}" for part in ("fill", "stroke") if style.get(part) in NAMES]
    if classes:
        yield "class_", " ".join(classes)
    for key, value in style.items():
        if key not in DROPPED:
            yield key.replace("-", "_"), _rounded(value.removesuffix("px").strip())
    for key, value in node.attrib.items():
        if key == "id" and node.tag in (f"{SVG}path", f"{SVG}clipPath"):
            yield "id", f"{name}-{value}"
        elif key == LINK:
            yield "href", f"#{name}-{value[1:]}"
        elif key == "clip-path":
            yield "clip_path", value.replace("#", f"#{name}-")
        elif key in KEPT and not (key == "transform" and value.startswith("rotate(-0")):
            yield key, _rounded(" ".join(value.split()))


def _rounded(value: str) -> str:
    """A value with its numbers to a tenth of a point."""
    return NUMBER.sub(lambda match: f"{float(match[0]):.1f}".removesuffix(".0"), value)
