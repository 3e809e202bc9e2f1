"""Texts woven with what they name: a list that alternates plain text, the number of an entity, and how it is named.

How it is named is the position among the entity's names, or the words themselves where none of its names is written
just so (damaged or inflected). A woven text says both what an article reads and where it names whom, in less room.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

Woven = list[str | int]
Names = Sequence[str]


def woven(text: str, mentions: Iterable[tuple[int, int, int]], names: Sequence[Names]) -> Woven:
    """A text with its mentions (start, end, number of the entity), which are in order and apart, and all names of each.

    >>> woven("甲银行与乙公司", [(0, 3, 7), (4, 7, 0)], [["乙公司"], *[[]] * 6, ["甲", "甲银行"]])
    ['', 7, 1, '与', 0, 0, '']
    """
    found: Woven = []
    at = 0
    for start, end, number in mentions:
        words = text[start:end]
        known = names[number]
        found += [text[at:start], number, known.index(words) if words in known else words]
        at = end
    return [*found, text[at:]]


def unwoven(parts: Woven, names: Sequence[Names]) -> str:
    """The text of a woven one.

    >>> unwoven(["", 0, 0, "与", 0, "乙", "。"], [["甲银行"]])
    '甲银行与乙。'
    """
    found = [str(parts[0])]
    for number, how, text in zip(parts[1::3], parts[2::3], parts[3::3], strict=True):
        found += [names[int(number)][how] if isinstance(how, int) else how, str(text)]
    return "".join(found)
