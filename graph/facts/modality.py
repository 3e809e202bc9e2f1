"""Tells whether a statement is done, planned, announced, proposed, hearsay or ended, and whether it is denied."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graph.mentions.gazetteer import occurrences

if TYPE_CHECKING:
    from graph.facts.reading import Hit, Line, Reading
    from graph.facts.subjects import Scene


def modality(reading: Reading, line: Line, scene: Scene, position: int) -> str:
    """The modality at a position: the last cue before it in its clause, else one that still holds from before."""
    cues = reading.vocabulary.cues.get("modality", {})
    done = any(word in reading.between(scene.start, position) for word in reading.vocabulary.words("done"))
    near = found(cues, reading, line, scene.start, position)
    if near and not (done and near == "Announced"):
        return near
    if done:
        return "Done"
    far = reading.vocabulary.cues.get("sentence-modality", {})
    earlier = found({**cues, **far}, reading, line, line.sentence.start, scene.start)
    if earlier and (earlier in STICKY or scene.subject.how != "named"):
        return earlier
    return "Planned" if spoken_intent(reading, scene, position) else "Done"


STICKY = frozenset({"Planned", "Announced", "Proposed"})


def found(cues: dict[str, str], reading: Reading, line: Line, start: int, end: int) -> str | None:
    """What the last cue in a range signals, cues inside names left out."""
    hits = [w for _, b, w in occurrences(cues, reading.between(start, end)) if not inside_mention(line, start + b)]
    return cues[hits[-1]] if hits else None


def spoken_intent(reading: Reading, scene: Scene, position: int) -> bool:
    """Whether somebody says that a thing is to be done: a verb without a subject in speech, no word that it is done."""
    return scene.voice is not None and position >= scene.voice_start and scene.subject.how != "named"


def inside_mention(line: Line, position: int) -> bool:
    """Whether a position lies inside a name."""
    return any(m.start < position < m.end or m.start < position == m.end for m in line.mentions)


def negated(reading: Reading, scene: Scene, hit: Hit) -> bool:
    """Whether a word of denial stands directly before a trigger word."""
    return reading.precedes(hit.start, reading.vocabulary.words("negation")) is not None
