"""Derives themes from where a statement stands: under a heading, or in a sentence that sets its theme."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING, NamedTuple

from graph.facts.referents import lift

if TYPE_CHECKING:
    from collections.abc import Iterator

    from graph.facts.reading import Line, Reading
    from graph.facts.subjects import Scene
    from graph.model import Mention

THEMES = frozenset({"Theme"})
INSTITUTIONS = frozenset({"Institution"})
LONGEST_SETTING = 40
THINGS = frozenset({"LoanProduct", "System", "AIModel"})


class Derived(NamedTuple):
    """Who advances which theme, the number of the line that speaks of them, and how the theme is given.

    `how` is heading or setting; `source` is the number of the line that names a pronoun's antecedent, or -1.
    """

    agent: Mention
    theme: Mention
    line: int
    how: str
    source: int = -1


def themes(reading: Reading, scenes: list[Scene]) -> Iterator[Derived]:
    """The themes that settings and headings give, each once for a section."""
    seen: set[tuple[object, ...]] = set()
    for found in (*setting_themes(reading, scenes), *section_themes(reading, scenes)):
        key = (reading.entity(found.agent).id, reading.entity(found.theme).id, found.how, found.line)
        if key not in seen:
            seen.add(key)
            yield found


def setting_themes(reading: Reading, scenes: list[Scene]) -> Iterator[Derived]:
    """Those whom a sentence speaks of after it has set a theme: in green finance, A offers P."""
    settings = [setting(reading, line) for line in reading.lines]
    for scene in scenes:
        line, theme = reading.lines[scene.line], settings[scene.line]
        if theme is None or scene.end <= theme.end or scene.subject.how not in ("named", "pronoun"):
            continue
        if scene.subject.how == "named" and scene.subject.line != scene.line:
            continue
        source = scene.subject.line if scene.subject.line != scene.line else -1
        agents = [lift(reading, part, "advances")[0] for part in scene.subject.mentions]
        for agent in agents:
            if reading.is_a(agent, INSTITUTIONS):
                yield Derived(agent, theme, scene.line, "setting", source)
        if any(reading.is_a(agent, INSTITUTIONS) for agent in agents):
            for thing in line.of(THINGS):
                if max(scene.start, theme.end) <= thing.start and thing.end <= scene.end:
                    yield Derived(thing, theme, scene.line, "setting")


def setting(reading: Reading, line: Line) -> Mention | None:
    """The theme that a sentence begins with as a setting, None when it begins otherwise."""
    if THEMES.isdisjoint(line.kinds):
        return None
    first = next(iter(line.of(THEMES)), None)
    if first is None:
        return None
    before = reading.between(line.sentence.start, first.start)
    words = reading.vocabulary
    opens = before == "" or before in words.words("setting")
    return first if opens and words.at("setting-end", reading.text.clean, first.end) else None


def section_themes(reading: Reading, scenes: list[Scene]) -> Iterator[Derived]:
    """The institutions that a section under a heading with a theme speaks of, each at its first line.

    Where a heading names several themes, the last paragraph that sets its own theme tells which: one of them, or none.
    """
    seen: set[tuple[int, str, str]] = set()
    named: dict[int, dict[str, Mention]] = {}
    narrowed: dict[int, frozenset[str]] = {}
    for scene in scenes:
        line = reading.lines[scene.line]
        heading = reading.text.blocks[line.sentence.block].heading
        if heading is None:
            continue
        if heading not in named:
            named[heading] = heading_themes(reading, heading)
        held = named[heading]
        if not held:
            continue
        chosen = narrow(reading, line, held)
        if chosen is not None:
            narrowed[heading] = chosen
        if scene.subject.how != "named" or scene.subject.line != scene.line:
            continue
        for part in scene.subject.mentions:
            agent = lift(reading, part, "advances")[0]
            for theme in sorted(narrowed.get(heading, frozenset(held))) if reading.is_a(agent, INSTITUTIONS) else ():
                key = (heading, reading.entity(agent).id, theme)
                if key not in seen:
                    seen.add(key)
                    yield Derived(agent, held[theme], scene.line, "heading")


def narrow(reading: Reading, line: Line, held: dict[str, Mention]) -> frozenset[str] | None:
    """Which themes of a heading a paragraph's first sentence narrows to; None when it does not narrow them."""
    if line.sentence.start != reading.text.blocks[line.sentence.block].start:
        return None
    named = frozenset(reading.entity(m).id for m in line.of(THEMES)) & frozenset(held)
    if named:
        return named
    return frozenset() if len(held) > 1 and sets_out(reading, line) else None


def sets_out(reading: Reading, line: Line) -> bool:
    """Whether a sentence begins with a setting of its own: in supporting the countryside, …"""
    words = reading.vocabulary
    said = reading.between(line.sentence.start, min(line.sentence.end, line.sentence.start + LONGEST_SETTING))
    ends = (w for w in words.words("setting-end") if len(w) > 1)
    return words.at("setting", said) is not None and any(w in said for w in ends)


def heading_themes(reading: Reading, heading: int) -> dict[str, Mention]:
    """The themes that a heading names."""
    block = reading.text.blocks[heading]
    mentions = reading.resolved.mentions
    low, high = (bisect_left(mentions, place, key=lambda m: m.start) for place in (block.start, block.end))
    inside = [m for m in mentions[low:high] if m.end <= block.end]
    return {reading.entity(m).id: m for m in inside if reading.is_a(m, THEMES)}
