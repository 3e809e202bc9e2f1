"""Cuts paragraphs into sentences, clauses and quotes."""

from __future__ import annotations

import re
from bisect import bisect_left
from itertools import pairwise

from graph.model import Block, Quote, Sentence
from graph.text.cues import layout_cues

SENTENCE_ENDS = "。！？!?；;"
CLAUSE_ENDS = "，,；;"
OPENING = "《〈（(【"
CLOSING = "》〉）)】"
SPEECH_MARKS = "“「『"
CLOSING_SPEECH = "”」』"
CLOSING_QUOTES = "”」』’"
LONG_QUOTE = 15
LONGEST = 2000
BRACKETS = re.compile(f"[{OPENING}{CLOSING}]")
QUOTATION = re.compile(f"[{SPEECH_MARKS}{CLOSING_SPEECH}]")
BLANK = re.compile(r"\s")
MARKS = re.compile(f"[{SENTENCE_ENDS}{CLAUSE_ENDS}]")
END = re.Match.end
# Marks that end a piece, with what behind them belongs to it.
SENTENCE = re.compile(f"[{SENTENCE_ENDS}][{SENTENCE_ENDS}{CLOSING_QUOTES}]*")
CLAUSE = re.compile(f"[{CLAUSE_ENDS}][{CLAUSE_ENDS}{CLOSING_QUOTES}]*")


def sentences(clean: str, blocks: tuple[Block, ...]) -> tuple[Sentence, ...]:
    """The sentences of all blocks, in order."""
    found = []
    for number, block in enumerate(blocks):
        whole = bracketed(clean, block.start, block.end)
        parts = cut(clean, block.start, block.end, SENTENCE, whole)
        for start, end in with_speakers(clean, parts):
            found.append(Sentence(start, end, number, tuple(cut(clean, start, end, CLAUSE, whole))))
    return tuple(found)


def with_speakers(clean: str, parts: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The sentences with each quotation joined to the words behind it that name its speaker."""
    said = layout_cues()["speaker"]
    joined: list[tuple[int, int]] = []
    for start, end in parts:
        if joined and clean[joined[-1][1] - 1] in CLOSING_SPEECH and said.match(clean, start, end):
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
    return joined


def clauses(clean: str, start: int, end: int) -> list[tuple[int, int]]:
    """The clauses of a sentence: cut at commas outside brackets and short quotes."""
    return cut(clean, start, end, CLAUSE, bracketed(clean, start, end))


def cut(
    clean: str, start: int, end: int, marks: re.Pattern[str], whole: list[tuple[int, int]]
) -> list[tuple[int, int]]:
    """A range cut behind the marks that end a piece, not inside the `whole` brackets; an unclosed one holds nothing.

    A piece of more than `LONGEST` characters, which nobody writes, is cut again, so that no reading takes for ever.
    """
    found = marks.finditer(clean, start, end)
    if whole or clean.find(",", start, end) >= 0:
        ends = [mark.end() for mark in found if cuts(clean, mark.start(), whole)]
    else:
        ends = list(map(END, found))
    if start < end and (not ends or ends[-1] < end):
        ends.append(end)
    if end - start > LONGEST:
        ends = [stop for a, b in pairwise([start, *ends]) for stop in (*range(a + LONGEST, b, LONGEST), b)]
    pieces = list(pairwise([start, *ends]))
    if not BLANK.search(clean, start, end):
        return pieces
    return [(a, b) for a, b in (trim(clean, a, b) for a, b in pieces) if a < b]


def cuts(clean: str, at: int, whole: list[tuple[int, int]]) -> bool:
    """Whether the mark at a position ends a piece: it stands inside no brackets and no number."""
    if clean[at] == "," and between_digits(clean, at):
        return False
    before = bisect_left(whole, (at, at)) - 1
    return before < 0 or at >= whole[before][1]


def bracketed(clean: str, start: int, end: int) -> list[tuple[int, int]]:
    """The positions of the outermost brackets that have their counterparts within a range, and of these, in order,
    where marks stand between them.
    """
    stack: list[int] = []
    whole: list[tuple[int, int]] = []
    for bracket in BRACKETS.finditer(clean, start, end):
        if bracket[0] in OPENING:
            stack.append(bracket.start())
        elif stack:
            opening = stack.pop()
            while whole and whole[-1][0] > opening:
                whole.pop()
            whole.append((opening, bracket.start()))
    return [(a, b) for a, b in whole if MARKS.search(clean, a, b)]


def between_digits(clean: str, at: int) -> bool:
    """Whether a comma stands inside a number."""
    return 0 < at < len(clean) - 1 and clean[at - 1].isdigit() and clean[at + 1].isdigit()


def trim(clean: str, start: int, end: int) -> tuple[int, int]:
    """A range without the blanks at its ends."""
    piece = clean[start:end].rstrip()
    return start + len(piece) - len(piece.lstrip()), start + len(piece)


def quotes(clean: str, blocks: tuple[Block, ...]) -> tuple[Quote, ...]:
    """What stands between quotation marks, without the marks."""
    found = []
    for block in blocks:
        stack: list[int] = []
        for mark in QUOTATION.finditer(clean, block.start, block.end):
            if mark[0] in SPEECH_MARKS:
                stack.append(mark.end())
            elif stack:
                start, end = stack.pop(), mark.start()
                said = clean[start:end]
                speech = said[-1:] in SENTENCE_ENDS or (len(said) > LONG_QUOTE and any(c in said for c in CLAUSE_ENDS))
                found.append(Quote(start, end, speech))
    return tuple(sorted(found, key=lambda q: (q.start, q.end)))
