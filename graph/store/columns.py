"""How many columns of a terminal a text takes, and the same text made safe to show in one line."""

from __future__ import annotations

import unicodedata

PICTURES = 0x2400
DELETE = "\x7f"


def width(text: str) -> int:
    """Columns of a text in one line: two for wide East Asian characters, none for combining marks.

    >>> width("智鹿AI")
    6
    """
    if text.isascii():
        return len(text)
    return sum(_columns(character) for character in text)


def pad(text: str, columns: int, *, right: bool = False) -> str:
    """The text filled up with spaces to a number of columns; longer text stays as it is.

    >>> pad("甲", 4) + "|", pad("7", 3, right=True)
    ('甲  |', '  7')
    """
    space = " " * (columns - width(text))
    return space + text if right else text + space


def visible(text: str) -> str:
    r"""The text with control characters shown as pictures and invisible formatting as U+FFFD, so that data can
    neither move the cursor nor reorder a line.

    >>> visible("a\nb\x1b[31m")
    'a␊b␛[31m'
    """
    return text if text.isascii() and text.isprintable() else "".join(map(_shown, text))


def _columns(character: str) -> int:
    """Columns of one character."""
    if unicodedata.category(character) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def _shown(character: str) -> str:
    """A character, or what is shown in its place."""
    if character < " ":
        return chr(PICTURES + ord(character))
    if character == DELETE:
        return chr(PICTURES + 0x21)
    return "�" if unicodedata.category(character) in ("Cc", "Cf", "Cs", "Zl", "Zp") else character
