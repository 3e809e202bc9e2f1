"""What makes a raw text readable, as a list of repairs that keeps every raw offset.

The list alternates how many code points stay as they are, and what follows: a number of code points that are left out,
or a text that stands for as many code points as it has.
"""

from __future__ import annotations

from graph.text.clean import legible

Repairs = list[int | str]
NEAR = 3  # letters between two changed ones up to which one text holds both


def repairs(raw: str) -> Repairs:
    """The repairs of a raw text: what extraction takes out or puts right, and Traditional characters as Simplified.

    >>> repairs("銀保監(jiān)會與")
    [0, '银保监', 0, 6, 0, '会与']
    """
    _, _, clean, runs = legible(raw)
    found: Repairs = []
    at = 0
    for begin, start, length in runs:
        if start > at:
            found += [0, start - at]
        found += changed(raw[start : start + length], clean[begin : begin + length])
        at = start + length
    if at < len(raw):
        found += [0, len(raw) - at]
    return joined(found) if any(what for what in found[1::2]) else []


def changed(raw: str, clean: str) -> Repairs:
    """The letters that differ between two texts of one length; the last pair holds what stays at the end.

    >>> changed("一二三四五六七", "一Ⅱ三Ⅳ五六七")
    [1, 'Ⅱ三Ⅳ', 3, '']
    """
    found: Repairs = []
    at = end = 0
    for number, (old, new) in enumerate(zip(raw, clean, strict=True)):
        if old == new:
            continue
        if found and number - end <= NEAR:
            found[-1] = clean[at - len(str(found[-1])) : number + 1]
        else:
            found += [number - at, new]
        at = end = number + 1
    return [*found, len(raw) - at, ""]


def joined(found: Repairs) -> Repairs:
    """Pairs without those that change nothing: what they let stay stays with the next pair."""
    kept: Repairs = []
    stay = 0
    for steps, what in zip(found[::2], found[1::2], strict=True):
        stay += int(steps)
        if what:
            kept += [stay, what]
            stay = 0
    return kept


def repaired(raw: str, found: Repairs) -> str:
    """The readable text that repairs make of a raw one.

    >>> repaired("銀保監(jiān)會與", [0, "银保监", 0, 6, 0, "会与"])
    '银保监会与'
    """
    parts = []
    at = 0
    for stay, what in zip(found[::2], found[1::2], strict=True):
        parts.append(raw[at : at + int(stay)])
        at += int(stay) + (what if isinstance(what, int) else len(what))
        parts.append(what if isinstance(what, str) else "")
    return "".join([*parts, raw[at:]])
