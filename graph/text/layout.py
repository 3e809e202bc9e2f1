"""Cuts a clean text into blocks, and tells headings, bylines, captions and boilerplate from paragraphs."""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import TYPE_CHECKING

from graph.model import Block
from graph.text.cues import layout_cues

if TYPE_CHECKING:
    from collections.abc import Iterator

LINES = ("author", "boilerplate", "byline", "caption")
LONGEST_HEADING = 40
LONGEST_WITH_COMMA = 32
LONGEST_NAME = 4
ENDS = "。！？!?；;：:，,、…”」』)）.·》"
BODY = re.compile(r"[。！？；，,;]")
STOPS = re.compile(r"[。！？；;]")
LINE_END = re.compile(r"[\n\r]+")


def blocks(clean: str) -> tuple[Block, ...]:
    """The non-empty lines of a text as blocks, each under the heading that governs it and in its story."""
    ends = [m.end() for m in layout_cues()["story-end"].finditer(clean)]
    lines = list(pieces(clean, ends))
    wide = 2 * sum(b - a > LONGEST_HEADING for a, b in lines) >= len(lines)
    kinds = [line_kind(clean[a:b], len(lines), wide) for a, b in lines]
    kinds = author_boxes(kinds, [clean[a:b].strip() for a, b in lines])
    kinds = [k if k != "heading" or heads(kinds, i) else "paragraph" for i, k in enumerate(kinds)]
    found: list[Block] = []
    heading = None
    for (start, end), kind in zip(lines, kinds, strict=True):
        story = bisect_right(ends, start)
        if heading is not None and found[heading].story != story:
            heading = None
        found.append(Block(start, end, kind, None if kind == "heading" else heading, story))
        if kind == "heading":
            heading = len(found) - 1
    return tuple(found)


def pieces(clean: str, ends: list[int]) -> Iterator[tuple[int, int]]:
    """The ranges that hold text: lines, cut once more where a story ends and where a wide gap stands for a new line."""
    gaps = (layout_cues()["gap"], LINE_END)
    cuts = sorted({m.end() for gap in gaps for m in gap.finditer(clean)} | set(ends) | {len(clean)})
    start = 0
    for end in cuts:
        if clean[start:end].strip():
            yield start, start + len(clean[start:end].rstrip("\n\r"))
        start = end


def line_kind(line: str, lines: int, wide: bool) -> str:
    """What a line is by itself; the only line of a text is a paragraph unless it is a short notice.

    A heading may hold a comma where paragraphs are `wide`, not lines broken at a margin.
    """
    cues = layout_cues()
    for kind in LINES if lines > 1 or len(line) <= LONGEST_HEADING else ():
        if kind in cues and cues[kind].match(line):
            return kind
    text = line.strip()
    plain = not BODY.search(text) or (wide and len(text) <= LONGEST_WITH_COMMA and not STOPS.search(text))
    short = len(text) <= LONGEST_HEADING and text[-1] not in ENDS and plain
    return "heading" if short and lines > 1 else "paragraph"


def author_boxes(kinds: list[str], lines: list[str]) -> list[str]:
    """The kinds with author boxes, and the name above each, made boilerplate."""
    made = list(kinds)
    for i, kind in enumerate(kinds):
        if kind == "author":
            made[i] = "boilerplate"
            if i and len(lines[i - 1]) <= LONGEST_NAME:
                made[i - 1] = "boilerplate"
    return made


def heads(kinds: list[str], at: int) -> bool:
    """Whether a paragraph follows a heading before anything else but headings."""
    rest = next((k for k in kinds[at + 1 :] if k not in ("heading", "caption")), None)
    return rest == "paragraph"
