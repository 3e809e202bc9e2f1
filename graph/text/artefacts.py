"""Finds what a damaging conversion left in Chinese text: pinyin behind characters, markup, shifted bytes."""

from __future__ import annotations

import html
import re
import unicodedata
from typing import NamedTuple

from graph.model import Span
from graph.text.shift import HAN, SYLLABLE, Shift, shifts

# What stands before is looked at behind the first character, since `re` is quick to find one of few characters.
PINYIN = re.compile(rf"[(（](?<=[{HAN}][(（]){SYLLABLE}(?:[(（]{SYLLABLE}[)）])?[)）]")
# Neutral syllables bear no mark; they are damage only where the article is known to be damaged.
NEUTRAL = re.compile(rf"[(（](?<=[{HAN}][(（])(?:de|le|zhe|ma|ne|ba|me|men|zi|lü|er|ge|shi|ji|ju|su|shu|guan)[)）]")
# What a shift of bytes leaves of a syllable when its beginning is out of reach.
SHIFTED = re.compile(rf"\?(?<=[{HAN}]\?){SYLLABLE}[)）]")
MARKUP = re.compile(
    r"<!--.*?-->|<(?:script|style)\b[^>]*>.*?</(?:script|style)\s*>|</?[A-Za-z][A-Za-z0-9]*(?:\s[^<>\n]{0,400})?/?>",
    re.S | re.I,
)
REFERENCE = re.compile(r"&(?:[a-z]{2,8}|#\d{2,6}|#x[0-9a-f]{2,5});", re.I)
INVISIBLE = re.compile("[\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\u00ad]")
LOST = re.compile(r"[\ufffd?](?:(?<=\ufffd)\ufffd*|\?{2,})")
FEW = 3


class Change(NamedTuple):
    """A damaged range of a text and what takes its place, which is shorter than the range."""

    kind: str
    span: Span
    text: str = ""


def changes(text: str, damaged: bool = False) -> tuple[Change, ...]:
    """What one pass repairs in a text, in order and apart; `damaged` when an earlier pass found much pinyin.

    >>> [text[slice(*c.span)] for text in ["監(jiān)管總局(NFRA)"] for c in changes(text)]
    ['(jiān)']
    """
    found = cut("pinyin", PINYIN, text)
    if damaged or len(found) >= FEW:
        found += cut("pinyin", NEUTRAL, text)
    if "?" in text:
        found += [gbk(shift) for shift in shifts(text)] + cut("gbk", SHIFTED, text)
    if "<" in text:
        found += cut("markup", MARKUP, text)
    if "&" in text:
        found += references(text)
    return apart(found + cut("invisible", INVISIBLE, text))


def cut(kind: str, pattern: re.Pattern[str], text: str) -> list[Change]:
    """The matches of a pattern, to be taken out."""
    return [Change(kind, Span(*m.span())) for m in pattern.finditer(text)]


def gbk(shift: Shift) -> Change:
    """The change that puts shifted bytes right."""
    return Change("gbk", shift.span, shift.text)


def references(text: str) -> list[Change]:
    """Character references of HTML, each with the single character that it stands for."""
    found = []
    for match in REFERENCE.finditer(text):
        char = html.unescape(match[0])
        if len(char) == 1 and unicodedata.category(char)[0] != "C":
            found.append(Change("markup", Span(*match.span()), char))
    return found


def apart(found: list[Change]) -> tuple[Change, ...]:
    """Changes in order, those that lie inside or overlap an earlier one left out."""
    kept: list[Change] = []
    for change in sorted(found, key=lambda c: (c.span.start, -c.span.end)):
        if not kept or change.span.start >= kept[-1].span.end:
            kept.append(change)
    return tuple(kept)


def lost(text: str) -> list[Span]:
    """Where characters are lost for good: replacement characters and rows of question marks."""
    return [Span(*m.span()) for m in LOST.finditer(text)]
