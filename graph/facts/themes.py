"""Derives themes from section headings: who a section speaks of advances what its heading names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graph.facts.frames import lift

if TYPE_CHECKING:
    from collections.abc import Iterator

    from graph.facts.reading import Reading
    from graph.facts.subjects import Scene
    from graph.model import Mention

THEMES = frozenset({"Theme"})
INSTITUTIONS = frozenset({"Institution"})


def section_themes(reading: Reading, scenes: list[Scene]) -> Iterator[tuple[Mention, Mention, int]]:
    """(institution, theme, number of the first line about it) for each section.

    Where a heading names several themes, the last paragraph whose first sentence names one of them tells which.
    """
    seen: set[tuple[int, str, str]] = set()
    narrowed: dict[int, frozenset[str]] = {}
    for scene in scenes:
        line = reading.lines[scene.line]
        heading = reading.text.blocks[line.sentence.block].heading
        if heading is None:
            continue
        themes = heading_themes(reading, heading)
        named = frozenset(reading.entity(m).id for m in line.mentions if reading.is_a(m, THEMES))
        chosen = named & frozenset(themes)
        if chosen and line.sentence.start == reading.text.blocks[line.sentence.block].start:
            narrowed[heading] = chosen
        if scene.subject.how != "named" or scene.subject.line != scene.line:
            continue
        for part in scene.subject.mentions:
            agent = lift(reading, part, "advances")[0]
            if not reading.is_a(agent, INSTITUTIONS):
                continue
            for theme in sorted(narrowed.get(heading, frozenset(themes))):
                key = (heading, reading.entity(agent).id, theme)
                if key not in seen:
                    seen.add(key)
                    yield agent, themes[theme], scene.line


def heading_themes(reading: Reading, heading: int) -> dict[str, Mention]:
    """The themes that a heading names."""
    block = reading.text.blocks[heading]
    inside = [m for m in reading.resolved.mentions if block.start <= m.start and m.end <= block.end]
    return {reading.entity(m).id: m for m in inside if reading.is_a(m, THEMES)}
