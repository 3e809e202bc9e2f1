"""Tells whether a statement is done, planned, announced, proposed, hearsay or ended, and whether it is denied."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graph.mentions.gazetteer import occurrences

if TYPE_CHECKING:
    from graph.facts.reading import Hit, Line, Reading
    from graph.facts.subjects import Scene

STICKY = frozenset({"Planned", "Announced", "Proposed"})
DECOY = "none"


def modality(reading: Reading, line: Line, scene: Scene, start: int, end: int, named: bool = False) -> str:
    """The modality of a trigger word or name: what its own aspect or clause says, else what still holds from before.

    `named` says that the statement names its subject beside the trigger.
    """
    words = reading.vocabulary
    if words.at("aspect", reading.text.clean, end):
        return "Done"
    near = found(("modality",), reading, line, scene.start, start)
    done = found(("done",), reading, line, scene.start, start) is not None
    if near and not (done and near == "Announced"):
        return near
    if done:
        return "Done"
    earlier = found(("modality", "sentence-modality"), reading, line, reading.period(line.sentence), scene.start)
    if earlier and (earlier in STICKY or scene.subject.how != "named"):
        return earlier
    return "Planned" if not named and spoken_intent(reading, line, scene, start) else "Done"


def found(kinds: tuple[str, ...], reading: Reading, line: Line, start: int, end: int) -> str | None:
    """What the last cue of some kinds in a range signals.

    Cues inside names or longer words do not count, nor one right before a name, which marks that name as an object.
    """
    if not reading.may_hold(start, end, *kinds):
        return None
    words = reading.vocabulary
    for _, stop, word in reversed(occurrences(words.words(*kinds), reading.between(start, end))):
        value = next(words.cues[kind][word] for kind in reversed(kinds) if word in words.words(kind))
        if value != DECOY and not touches_mention(line, start + stop, len(word)):
            return value
    return None


def spoken_intent(reading: Reading, line: Line, scene: Scene, position: int) -> bool:
    """Whether somebody says that a thing is to be done: a verb without a subject in speech, no word that it is done."""
    if scene.voice is None or position < scene.voice_start or scene.subject.how == "named":
        return False
    return found(("done",), reading, line, scene.voice_start, position) is None


def touches_mention(line: Line, end: int, size: int) -> bool:
    """Whether a cue that ends at a position lies inside a name, or is a single character right before one."""
    return any(m.start < end <= m.end or (size == 1 and m.start == end) for m in line.mentions)


def negated(reading: Reading, scene: Scene, hit: Hit) -> bool:
    """Whether a word of denial stands right before a trigger word, or a long one anywhere before it in its clause."""
    words = reading.vocabulary
    if reading.precedes(hit.start, words.words("negation")):
        return True
    if not reading.may_hold(scene.start, hit.start, "negation"):
        return False
    said = reading.between(scene.start, hit.start)
    return any(len(word) > 1 and word in said for word in words.words("negation"))
