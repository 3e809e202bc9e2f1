"""Derives themes from section headings: who a section speaks of advances what its heading names."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from graph.facts.reading import Reading
    from graph.facts.subjects import Scene
    from graph.model import Mention

THEMES = frozenset({"Theme"})
INSTITUTIONS = frozenset({"Institution"})


def section_themes(reading: Reading, scenes: list[Scene]) -> Iterator[tuple[Mention, Mention, int]]:
    """(institution, theme in the heading, number of the first line about it) for each section."""
    seen: set[tuple[int, str, str]] = set()
    for scene in scenes:
        if scene.subject.how != "named" or scene.subject.line != scene.line:
            continue
        block = reading.text.blocks[reading.lines[scene.line].sentence.block]
        if block.heading is None:
            continue
        heading = reading.text.blocks[block.heading]
        themes = [
            m for m in reading.resolved.mentions
            if heading.start <= m.start and m.end <= heading.end and reading.is_a(m, THEMES)
        ]
        for agent in scene.subject.mentions:
            if not reading.is_a(agent, INSTITUTIONS):
                continue
            for theme in themes:
                key = (block.heading, reading.entity(agent).id, reading.entity(theme).id)
                if key not in seen:
                    seen.add(key)
                    yield agent, theme, scene.line
