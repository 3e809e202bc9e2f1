"""Puts right a stretch of text whose GBK bytes were paired one byte too late.

A full stop lost its first byte, which became `?`; from there every character was made of the second byte of one and
the first byte of the next, up to a character whose second byte is an ASCII letter, or to a bracket whose byte was
swallowed. Such an end is always followed by a syllable of pinyin, for only characters that the same conversion
made bear one; without it nothing is taken for damage.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from graph.model import Span

HAN = "\u3400-\u9fff\uf900-\ufaff"
# Tone marks, those that stand behind their letter last.
TONED = "āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜńňǹḿêếề\u0300\u0301\u0304\u030c"
PLAIN = "a-zü\u0308"
# A syllable of pinyin with a tone mark; the mark tells it from an English word in brackets.
SYLLABLE = rf"(?=[{PLAIN}]*[{TONED}])[{PLAIN}{TONED}]{{1,8}}"
CODEC = "gb18030"
FIRST_BYTE = b"\xa1"
FULL_STOP = "。"
LOST = "\ufffd"
# Full-width signs, many of which another conversion has made half-width.
SIGNS = "!-~"
WIDE = {code: code + 0xFEE0 for code in range(0x21, 0x7F)}
RUN = rf"\?(?P<shifted>[\uff01-\uff5e{SIGNS}][^\x00-\x7f]{{0,60}}?)"
# The last character's second byte stands as an ASCII letter, its pinyin follows whole.
CLEAR_END = re.compile(rf"{RUN}(?P<end>[@-~])(?=[(（]{SYLLABLE}[)）])")
# The last character's second byte was swallowed with the bracket behind it.
LOST_END = re.compile(rf"{RUN}(?P<end>\?{SYLLABLE}[)）])")


@dataclass(frozen=True, slots=True)
class Shift:
    """A shifted range of a text and what stood there; a character that cannot be had again is U+FFFD."""

    span: Span
    text: str


def shifts(text: str) -> list[Shift]:
    """The shifted ranges of a text.

    >>> [shift.text for shift in shifts("要求?，F(xiàn)有")]
    ['。現']
    """
    found = []
    for pattern, tail in ((CLEAR_END, True), (LOST_END, False)):
        for match in pattern.finditer(text):
            whole = FIRST_BYTE + match["shifted"].translate(WIDE).encode(CODEC, "replace")
            put_right = decoded(whole + match["end"].encode() if tail else whole, lost_end=not tail)
            if put_right and len(put_right) < len(match[0]):
                found.append(Shift(Span(*match.span()), put_right))
    return found


def decoded(data: bytes, lost_end: bool) -> str | None:
    """The text of some bytes when it is a full stop and Chinese; the half character at a lost end is U+FFFD."""
    try:
        text = data[: len(data) - lost_end].decode(CODEC) + LOST * lost_end
    except UnicodeDecodeError:
        return None
    return text if re.fullmatch(rf"{FULL_STOP}[{HAN}，、]*{LOST}?", text) else None
