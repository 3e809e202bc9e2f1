"""Cuts paragraphs into sentences, clauses and quotes."""

from __future__ import annotations

from graph.model import Block, Quote, Sentence
from graph.text.cues import layout_cues

SENTENCE_ENDS = "。！？!?；;"
CLAUSE_ENDS = "，,；;"
OPENING = "“「『《〈（(【‘"
CLOSING = "”」』》〉）)】’"
SPEECH_MARKS = "“「『"
CLOSING_SPEECH = "”」』"
LONG_QUOTE = 15


def sentences(clean: str, blocks: tuple[Block, ...]) -> tuple[Sentence, ...]:
    """The sentences of all blocks, in order."""
    found = []
    for number, block in enumerate(blocks):
        parts = cut(clean, block.start, block.end, SENTENCE_ENDS, "《〈（(【", "》〉）)】")
        for start, end in with_speakers(clean, parts):
            found.append(Sentence(start, end, number, tuple(clauses(clean, start, end))))
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
    return cut(clean, start, end, CLAUSE_ENDS, "《〈（(【", "》〉）)】")


def cut(clean: str, start: int, end: int, ends: str, opening: str, closing: str) -> list[tuple[int, int]]:
    """A range cut behind the characters that end a piece, brackets kept whole (an unclosed one holds nothing)."""
    pieces, begin, depth = [], start, 0
    whole = balanced(clean, start, end, opening, closing)
    at = start
    while at < end:
        char = clean[at]
        depth += (char in opening and at in whole) - (char in closing and at in whole)
        at += 1
        if char in ends and depth == 0 and not between_digits(clean, at - 1):
            while at < end and (clean[at] in "”」』’" or clean[at] in ends):
                at += 1
            pieces.append((begin, at))
            begin = at
    if begin < end:
        pieces.append((begin, end))
    trimmed = [trim(clean, a, b) for a, b in pieces]
    return [(a, b) for a, b in trimmed if a < b]


def balanced(clean: str, start: int, end: int, opening: str, closing: str) -> set[int]:
    """The positions of brackets that have their counterpart within a range."""
    stack: list[int] = []
    whole: set[int] = set()
    for i in range(start, end):
        if clean[i] in opening:
            stack.append(i)
        elif clean[i] in closing and stack:
            whole.update((stack.pop(), i))
    return whole


def between_digits(clean: str, at: int) -> bool:
    """Whether a comma stands inside a number."""
    return clean[at] == "," and 0 < at < len(clean) - 1 and clean[at - 1].isdigit() and clean[at + 1].isdigit()


def trim(clean: str, start: int, end: int) -> tuple[int, int]:
    """A range without the blanks at its ends."""
    while start < end and clean[start].isspace():
        start += 1
    while end > start and clean[end - 1].isspace():
        end -= 1
    return start, end


def quotes(clean: str, blocks: tuple[Block, ...]) -> tuple[Quote, ...]:
    """What stands between quotation marks, without the marks."""
    found = []
    for block in blocks:
        stack: list[int] = []
        for i in range(block.start, block.end):
            if clean[i] in SPEECH_MARKS:
                stack.append(i)
            elif clean[i] in "”」』" and stack:
                start = stack.pop() + 1
                said = clean[start:i]
                speech = said[-1:] in SENTENCE_ENDS or (len(said) > LONG_QUOTE and any(c in said for c in CLAUSE_ENDS))
                found.append(Quote(start, i, speech))
    return tuple(sorted(found, key=lambda q: (q.start, q.end)))
