"""Tells whether a statement is done, planned, announced, proposed, hearsay or ended, and whether it is denied."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graph.mentions.gazetteer import occurrences

if TYPE_CHECKING:
    from graph.facts.reading import Hit, Line, Reading
    from graph.facts.subjects import Scene


def modality(reading: Reading, line: Line, scene: Scene, hit: Hit) -> str:
    """The modality of what a trigger word says: the last cue before it in its clause, else one for the sentence."""
    cues = reading.vocabulary.cues.get("modality", {})
    near = [
        (b, cues[w])
        for _, b, w in occurrences(cues, reading.between(scene.start, hit.start))
        if not inside_mention(line, scene.start + b)
    ]
    if near:
        return near[-1][1]
    far = reading.vocabulary.cues.get("sentence-modality", {})
    before = occurrences(far, reading.between(line.sentence.start, hit.start))
    if before:
        return far[before[-1][2]]
    return "Planned" if spoken_intent(reading, scene, hit) else "Done"


def spoken_intent(reading: Reading, scene: Scene, hit: Hit) -> bool:
    """Whether somebody says that a thing is to be done: a verb without a subject in speech, no word that it is done."""
    if scene.voice is None or hit.start < scene.voice_start or scene.subject.how == "named":
        return False
    clause = reading.between(max(scene.start, scene.voice_start), min(scene.end, hit.end + 1))
    return not any(word in clause for word in reading.vocabulary.words("done"))


def inside_mention(line: Line, position: int) -> bool:
    """Whether a position lies inside a name."""
    return any(m.start < position < m.end or m.start < position == m.end for m in line.mentions)


def negated(reading: Reading, scene: Scene, hit: Hit) -> bool:
    """Whether a word of denial stands directly before a trigger word."""
    return reading.precedes(hit.start, reading.vocabulary.words("negation")) is not None
