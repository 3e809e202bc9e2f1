"""The whole way from an article to readable text."""

from __future__ import annotations

from graph.model import Article, Block, Finding, Repair, Runs, Text, to_raw
from graph.text.artefacts import FEW, Change, apart, changes, lost
from graph.text.layout import blocks
from graph.text.offsets import kept
from graph.text.script import fold, script
from graph.text.segment import quotes, sentences


def clean(article: Article) -> Text:
    """The article repaired, in Simplified characters, with its blocks, sentences, quotes and findings."""
    repairs, written, text, runs = legible(article.raw)
    parts = blocks(text)
    return Text(
        article=article,
        clean=text,
        runs=runs,
        script=written,
        repairs=repairs,
        findings=findings(text, parts, runs),
        blocks=parts,
        sentences=sentences(text, parts),
        quotes=quotes(text, parts),
    )


def plain(text: str) -> str:
    """A short text without damage and in Simplified characters, for comparing names.

    >>> plain("銀保監(jiān)會")
    '银保监会'
    """
    return fold(repair(text)[1])


def legible(raw: str) -> tuple[tuple[Repair, ...], str, str, Runs]:
    """The repairs of a raw text, the script it is in, its readable text in Simplified characters, the offset map."""
    repairs, text, runs = repair(raw)
    written = script(text)
    return repairs, written, fold(text) if written == "Hant" else text, runs


def repair(raw: str) -> tuple[tuple[Repair, ...], str, Runs]:
    """The repairs of a raw text, what is left of it, and the offset map.

    Repairs are made until none is needed any more, for one can lay bare another (a tag between a character and its
    pinyin). What stands in the place of a damaged range lies on its first code points.
    """
    found: list[Change] = []
    letters: dict[int, str] = {}
    text, runs = raw, kept(len(raw), [])
    while more := changes(text, sum(c.kind == "pinyin" for c in found) >= FEW):
        for change in more:
            span = to_raw(runs, *change.span)
            letters.update(enumerate(change.text, span.start))
            found.append(Change(change.kind, span, change.text))
        runs = kept(len(raw), [(c.span.start + len(c.text), c.span.end) for c in apart(found)])
        text = "".join(put_in(raw, start, start + length, letters) for _, start, length in runs)
    return tuple(Repair(c.kind, c.span) for c in apart(found)), text, runs


def put_in(raw: str, start: int, end: int, letters: dict[int, str]) -> str:
    """A range of the raw text with the letters that stand in some places instead."""
    if not letters:
        return raw[start:end]
    return "".join(letters.get(i, raw[i]) for i in range(start, end))


def findings(text: str, parts: tuple[Block, ...], runs: Runs) -> tuple[Finding, ...]:
    """Damage that cannot be repaired, and paragraphs that break off."""
    found = [Finding("damage", to_raw(runs, *span)) for span in lost(text)]
    for block in parts:
        if block.kind == "paragraph" and len(parts) > 1 and breaks_off(text[block.start : block.end]):
            begin = max(block.start, text.rfind("。", block.start, block.end) + 1)
            found.append(Finding("truncated", to_raw(runs, begin, block.end)))
    return tuple(sorted(found, key=lambda f: (f.span, f.kind)))


def breaks_off(line: str) -> bool:
    """Whether a long paragraph ends without any mark although it holds whole sentences."""
    line = line.rstrip()
    return len(line) > LONG and line[-1].isalnum() and any(c in line for c in FULL_STOPS)


LONG = 40
FULL_STOPS = "。！？"
