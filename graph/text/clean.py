"""The whole way from an article to readable text."""

from __future__ import annotations

from graph.model import Article, Block, Finding, Repair, Span, Text
from graph.text.artefacts import artefacts, entities, lost
from graph.text.layout import blocks
from graph.text.offsets import kept, to_raw
from graph.text.script import fold, script
from graph.text.segment import quotes, sentences


def clean(article: Article) -> Text:
    """The article repaired, in Simplified characters, with its blocks, sentences, quotes and findings."""
    raw = article.raw
    repairs, stripped, runs = repair(raw)
    written = script(stripped)
    text = fold(stripped) if written == "Hant" else stripped
    parts = blocks(text)
    return Text(
        article=article,
        clean=text,
        runs=runs,
        script=written,
        repairs=repairs,
        findings=findings(raw, text, parts, runs),
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


def repair(raw: str) -> tuple[tuple[Repair, ...], str, tuple[tuple[int, int, int], ...]]:
    """The repairs of a raw text, what is left of it, and the offset map; character references become one character."""
    cuts = list(artefacts(raw))
    letters = {}
    for span, char in entities(raw):
        letters[span.start] = char
        cuts.append(Repair("markup", Span(span.start + 1, span.end)))
    cuts.sort(key=lambda r: r.span)
    runs = kept(len(raw), [r.span for r in cuts])
    pieces = "".join(raw[start : start + length] for _, start, length in runs)
    if letters:
        pieces = "".join(letters.get(start + i, raw[start + i]) for _, start, length in runs for i in range(length))
    return tuple(cuts), pieces, runs


def findings(
    raw: str, text: str, parts: tuple[Block, ...], runs: tuple[tuple[int, int, int], ...]
) -> tuple[Finding, ...]:
    """Damage that cannot be repaired, and paragraphs that break off."""
    found = [Finding("damage", span) for span in lost(raw)]
    for number, block in enumerate(parts):
        if block.kind == "paragraph" and breaks_off(text[block.start : block.end], parts, number):
            begin = max(block.start, text.rfind("。", block.start, block.end) + 1)
            found.append(Finding("truncated", to_raw(runs, begin, block.end)))
    return tuple(sorted(found, key=lambda f: (f.span, f.kind)))


def breaks_off(line: str, parts: tuple[Block, ...], number: int) -> bool:
    """Whether a long paragraph ends without any mark although others end with one."""
    line = line.rstrip()
    return len(line) > LONG and (line[-1].isalnum()) and len(parts) > 1 and any(c in line for c in FULL_STOPS)


LONG = 40
FULL_STOPS = "。！？"
