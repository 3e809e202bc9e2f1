"""A text as JSON, and its findings in words: what `wupian read` prints."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from graph.messages import say

if TYPE_CHECKING:
    from graph.model import Text


def document(text: Text) -> str:
    """One line of JSON: the article, its script, blocks with their kind, sentences with raw spans, and repairs."""
    article = text.article
    held = {
        "article": {"id": article.id, "title": article.title, "published": article.published, "sha256": article.sha256},
        "script": text.script,
        "blocks": [{"kind": b.kind, "text": text.clean[b.start : b.end]} for b in text.blocks],
        "sentences": [
            {"start": span.start, "end": span.end, "text": text.clean[s.start : s.end], "block": s.block}
            for s in text.sentences
            for span in [text.span(s.start, s.end)]
        ],
        "repairs": [{"start": r.span.start, "end": r.span.end, "kind": r.kind} for r in text.repairs],
        "findings": [{"kind": f.kind, "start": f.span.start, "end": f.span.end} for f in text.findings],
    }
    return json.dumps(held, ensure_ascii=False, separators=(",", ":")) + "\n"


def remarks(text: Text, lang: str) -> str:
    """What a reader should know of a text: how much was repaired, and each finding, a line each."""
    article = text.article
    lines = [say("read.repairs", lang, id=article.id, chars=len(article.raw), repairs=len(text.repairs))]
    for found in text.findings:
        message = say(f"finding.{found.kind}", lang, **dict(found.data))
        lines.append(say("read.finding", lang, id=article.id, start=found.span.start, end=found.span.end, text=message))
    return "\n".join(lines) + "\n"
