"""Finds what a damaging conversion left in Chinese text: pinyin behind characters, markup, lost brackets."""

from __future__ import annotations

import html
import re
import unicodedata

from graph.model import Repair, Span

HAN = "\u3400-\u9fff\uf900-\ufaff"
TONED = "āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜńňǹḿêếề"
PLAIN = "a-zü"
# A syllable of pinyin with a tone mark; the mark tells it from an English word in brackets.
SYLLABLE = rf"(?=[{PLAIN}]*[{TONED}])[{PLAIN}{TONED}]{{1,6}}"
PINYIN = re.compile(rf"(?<=[{HAN}])[(（]({SYLLABLE})[)）]")
# Neutral syllables bear no mark; they are damage only where the article is known to be damaged.
NEUTRAL = re.compile(rf"(?<=[{HAN}])[(（](?:de|le|zhe|ma|ne|ba|me|men|zi|lü|er|ge|shi|ji|ju|su|shu|guan)[)）]")
# The same damage after a shift of bytes: the opening bracket and the character's second half became "?".
SHIFTED = re.compile(rf"(?<=[{HAN}])\?({SYLLABLE})[)）]")
MARKUP = re.compile(
    r"<!--.*?-->|<(?:script|style)\b[^>]*>.*?</(?:script|style)\s*>|</?[A-Za-z][A-Za-z0-9]*(?:\s[^<>\n]{0,400})?/?>",
    re.S | re.I,
)
INVISIBLE = re.compile("[\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\u00ad]")
LOST = re.compile("\ufffd+|[?]{3,}")
FEW = 3


def artefacts(raw: str) -> tuple[Repair, ...]:
    """The pieces of a raw text to take out, in order and apart; brackets within brackets count as one piece.

    >>> [raw[slice(*r.span)] for raw in ["監(jiān)管總局(NFRA)"] for r in artefacts(raw)]
    ['(jiān)']
    """
    found = [Repair("pinyin", Span(*m.span())) for m in PINYIN.finditer(raw)]
    if len(found) >= FEW:
        found += [Repair("pinyin", Span(*m.span())) for m in NEUTRAL.finditer(raw)]
    found += [Repair("gbk", Span(*m.span())) for m in SHIFTED.finditer(raw)]
    if "<" in raw:
        found += [Repair("markup", Span(*m.span())) for m in MARKUP.finditer(raw)]
    found += [Repair("invisible", Span(*m.span())) for m in INVISIBLE.finditer(raw)]
    return apart(found)


def apart(found: list[Repair]) -> tuple[Repair, ...]:
    """Repairs in order, those that lie inside or overlap an earlier one left out."""
    kept: list[Repair] = []
    for repair in sorted(found, key=lambda r: (r.span.start, -r.span.end)):
        if not kept or repair.span.start >= kept[-1].span.end:
            kept.append(repair)
    return tuple(kept)


def entities(raw: str) -> list[tuple[Span, str]]:
    """Character references of HTML with the single character each one stands for."""
    found = []
    for match in re.finditer(r"&(?:[a-z]{2,8}|#\d{2,6}|#x[0-9a-f]{2,5});", raw, re.I):
        text = html.unescape(match[0])
        if len(text) == 1 and unicodedata.category(text)[0] != "C":
            found.append((Span(*match.span()), text))
    return found


def lost(raw: str) -> list[Span]:
    """Where characters are lost for good: replacement characters and rows of question marks."""
    return [Span(*m.span()) for m in LOST.finditer(raw)]
