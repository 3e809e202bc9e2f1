"""A build in words: what was read, what was found in it, and whether it holds."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from graph.check import words
from graph.messages import say
from graph.rdf.known import core, subject
from graph.store.columns import pad, visible, width
from graph.vocabulary import LABEL, WP

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from graph.model import Extraction, Finding
    from graph.pipeline import Build

SHOWN = 5


def summary(build: Build, lang: str) -> str:
    """The summary of a build, ending with a newline."""
    parts = [
        articles(build, lang),
        entities(build, lang),
        relations(build, lang),
        "\n".join(end(build, lang)) + "\n",
    ]
    return "\n".join(parts)


def articles(build: Build, lang: str) -> str:
    """How many articles were read and repaired, and the lines on each."""
    repairs = count(x.text.repairs for x in build.extractions)
    head = say("build.articles", lang, articles=len(build.extractions), repairs=repairs)
    lines = [f"  {line}" for x in build.extractions for line in article(x, lang)]
    return "\n".join([head, *lines]) + "\n"


def article(extraction: Extraction, lang: str) -> list[str]:
    """The lines on one article: what was repaired and what a reader should know."""
    held = extraction.article
    head = say(
        "build.article",
        lang,
        name=visible(held.title or held.id),
        chars=len(held.raw),
        repairs=len(extraction.text.repairs),
    )
    lines = [head]
    findings = [f for f in extraction.findings if f.kind != "decision-idle"]
    lines += [f"  {finding(f, extraction, lang)}" for f in findings[:SHOWN]]
    if len(findings) > SHOWN:
        lines.append("  " + say("build.more", lang, count=len(findings) - SHOWN))
    return lines


def finding(held: Finding, extraction: Extraction, lang: str) -> str:
    """A finding with the end of the words it is about."""
    message = say(f"finding.{held.kind}", lang, **dict(held.data))
    quoted = extraction.article.raw[held.span.start : held.span.end].strip()
    if not quoted:
        return visible(message)
    shown = quoted if len(quoted) <= 40 else "…" + quoted[-36:]
    return visible(say("build.finding", lang, message=message, start=held.span.start, end=held.span.end, quote=shown))


def entities(build: Build, lang: str) -> str:
    """How many different entities each class has."""
    held = {e.id: e.type for x in build.extractions for e in x.entities}
    return table(say("build.entities", lang, count=len(held)), Counter(held.values()), lang)


def relations(build: Build, lang: str) -> str:
    """How many statements each relation has, those a reviewer rejected and what is denied left out."""
    facts = [f for x in build.extractions for f in x.facts if not f.rejected and not f.negative]
    counts = Counter(f.predicate for f in facts)
    asserted = Counter(f.predicate for f in facts if f.asserted)
    extra = {
        name: say("build.asserted", lang, count=asserted[name]) for name in counts if asserted[name] < counts[name]
    }
    return table(say("build.relations", lang, count=counts.total()), counts, lang, extra)


def table(title: str, counts: Counter[str], lang: str, extra: dict[str, str] | None = None) -> str:
    """A title, and under it terms of the vocabulary with their counts, the most frequent first."""
    names = labels(lang)
    rows = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
    called = [(f"{names.get(name, name)} {name}" if lang == "zh" else name) for name, _ in rows]
    wide = max(map(width, called), default=0)
    lines = [title]
    for label, (name, count) in zip(called, rows, strict=True):
        lines.append(f"  {pad(label, wide)} {count:>6,}  {(extra or {}).get(name, '')}".rstrip())
    return "\n".join(lines) + "\n"


def labels(lang: str) -> dict[str, str]:
    """The label of every term of the core vocabulary in a language, by its local name."""
    return {
        subject(t).removeprefix(WP): getattr(t.object, "value", "")
        for t in core()
        if t.predicate.value == LABEL and getattr(t.object, "language", "") == lang
    }


def end(build: Build, lang: str) -> Iterator[str]:
    """The last lines: figures, review, checks, files and time."""
    yield say("build.figures", lang, count=sum(not f.rejected for x in build.extractions for f in x.figures))
    yield say("build.claims", lang, count=build.check.claims)
    facts = [f.rejected for x in build.extractions for f in x.facts if f.reviewer is not None]
    figures = [f.rejected for x in build.extractions for f in x.figures if f.reviewer is not None]
    decided = facts + figures
    if decided:
        rejected = sum(decided)
        yield say("build.reviewed", lang, confirmed=len(decided) - rejected, rejected=rejected)
    if build.lost:
        yield say("review.lost", lang, count=build.lost)
    if build.idle:
        yield say("build.idle", lang, count=build.idle)
    yield words(build.check, lang).rstrip("\n")
    for refusal in build.refusals:
        yield say("build.refused", lang, reason=visible(refusal.reason))
    yield say("build.out", lang, out=build.out, triples=build.triples, seconds=f"{build.seconds:.2f}")


def count(groups: Iterable[tuple[object, ...]]) -> int:
    """How many members some groups have."""
    return sum(map(len, groups))
