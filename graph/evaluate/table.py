"""The scores in words: aligned tables in Chinese and English, and what was missed and is wrong with its sentence."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from graph.evaluate.calibration import bins, error
from graph.evaluate.grid import grid
from graph.evaluate.marks import Mark
from graph.evaluate.measures import MEASURES, SHARES, Count, count, interval, kinds
from graph.evaluate.samples import Scored
from graph.messages import say
from graph.rdf.known import core, subject
from graph.store.columns import visible
from graph.vocabulary import LABEL, WP

SCORES = ("precision", "recall", "f1", "right", "spurious", "missed")


def table(scored: Sequence[Scored], lang: str, *, misses: bool = False) -> str:
    """All scores of some articles, ending with a newline."""
    parts = [
        overview(scored, lang),
        by_kind(scored, "entities", lang),
        by_kind(scored, "relations", lang),
        details(scored, lang),
        soundness(scored, lang),
        reliability(scored, lang),
    ]
    if len(scored) > 1:
        parts.append(by_article(scored, lang))
    if misses:
        parts += listings(scored, lang)
    return "\n\n".join("\n".join(part) for part in parts) + "\n"


def marks_of(scored: Iterable[Scored]) -> list[Mark]:
    """The marks of all articles together."""
    return [mark for each in scored for mark in each.marks]


def word(name: str, lang: str) -> str:
    """The name of a measure, score or outcome in a language."""
    return say(f"evaluate.{name}", lang)


def heading(lang: str) -> list[str]:
    """The column names of a table of scores."""
    return ["", *(word(name, lang) for name in SCORES)]


def row(name: str, counted: Count) -> list[str]:
    """A line of a table of scores."""
    shares = (counted.precision, counted.recall, counted.f1)
    return [name, *(f"{share:.3f}" for share in shares), str(counted.right), str(counted.spurious), str(counted.missed)]


def overview(scored: Sequence[Scored], lang: str) -> list[str]:
    """The measures over all articles, each F1 with its 95 % interval."""
    marks = marks_of(scored)
    rows = [[*heading(lang), word("interval", lang)]]
    for measure in MEASURES:
        low, high = interval([each.marks for each in scored], measure)
        rows.append([*row(word(measure, lang), count(marks, measure)), f"{low:.2f}–{high:.2f}"])
    return [say("evaluate.title", lang, count=len(scored)), *grid(rows)]


def by_kind(scored: Sequence[Scored], measure: str, lang: str) -> list[str]:
    """Entities by class, or relations by predicate."""
    marks, names = marks_of(scored), labels(lang)
    rows = [row(term(kind, names, lang), count(marks, measure, kind)) for kind in kinds(marks, measure)]
    return [word(measure, lang).capitalize(), *grid([heading(lang), *rows])]


def labels(lang: str) -> dict[str, str]:
    """The label of every class and relation in a language, by its local name."""
    return {
        subject(t).removeprefix(WP): getattr(t.object, "value", "")
        for t in core()
        if t.predicate.value == LABEL and getattr(t.object, "language", "") == lang
    }


def term(name: str, names: dict[str, str], lang: str) -> str:
    """A term of the ontology, in Chinese behind its label."""
    return f"{names[name]} {name}" if lang == "zh" and name in names else name


def details(scored: Sequence[Scored], lang: str) -> list[str]:
    """How often the modality, qualifier and date of what was found are right, by what they should be."""
    marks = marks_of(scored)
    rows = [["", *(word(name, lang) for name in ("right", "wrong", "share"))]]
    for measure in SHARES:
        rows.append(share_row(word(measure, lang), count(marks, measure)))
        rows += [
            share_row(f"  {kind_word(measure, kind, lang)}", count(marks, measure, kind))
            for kind in kinds(marks, measure)
        ]
    return [word("details", lang), *grid(rows)]


def share_row(name: str, counted: Count) -> list[str]:
    """How many are right, how many are not, and the share that is."""
    return [name, str(counted.right), str(counted.missed), f"{counted.recall:.3f}"]


def kind_word(measure: str, kind: str, lang: str) -> str:
    """A modality, qualifier or kind of date in words."""
    if measure == "modality":
        return term(kind, labels(lang), lang)
    return word(kind, lang) if measure == "asOf" else kind


def soundness(scored: Sequence[Scored], lang: str) -> list[str]:
    """Split and merged entities, and wrong spans."""
    entities, spans = sum(each.entities for each in scored), sum(each.spans for each in scored)
    held = {
        "split": (sum(len(each.split) for each in scored), entities),
        "merged": (sum(len(each.merged) for each in scored), entities),
        "wrong-spans": (sum(each.wrong for each in scored), spans),
    }
    rows = [["", *(word(name, lang) for name in ("number", "of", "share"))]]
    for name, (number, whole) in held.items():
        rows.append([word(name, lang), str(number), str(whole), f"{number / whole if whole else 0:.3f}"])
    return [word("soundness", lang), *grid(rows)]


def reliability(scored: Sequence[Scored], lang: str) -> list[str]:
    """For each band of confidence the number of statements and figures and the share that is right."""
    judged = [each for article in scored for each in article.judged]
    rows = [[word(name, lang) for name in ("band", "number", "confidence", "share")]]
    rows += [[f"{b.low}–{b.high}", str(b.number), f"{b.confidence:.3f}", f"{b.share:.3f}"] for b in bins(judged)]
    return [say("evaluate.reliability", lang, error=f"{error(judged):.3f}"), *grid(rows)]


def by_article(scored: Sequence[Scored], lang: str) -> list[str]:
    """F1 of each article."""
    names = ["", *(word(measure, lang) for measure in MEASURES)]
    rows = [[each.article, *(f"{count(each.marks, m).f1:.3f}" for m in MEASURES)] for each in scored]
    return [word("articles", lang), *grid([names, *rows])]


def listings(scored: Sequence[Scored], lang: str) -> Iterator[list[str]]:
    """What was missed and what is wrong, article by article, each with its sentence; then split and merged entities."""
    for measure in ("entities", "relations", "figures", *SHARES):
        for outcome in ("missed", "spurious"):
            found = [
                (each.article, mark)
                for each in scored
                for mark in sorted(each.marks, key=lambda m: (m.kind, m.label, m.sentence))
                if mark.measures[0] == measure and mark.outcome == outcome
            ]
            if found:
                title = word("wrong" if measure in SHARES else outcome, lang)
                yield [
                    f"{word(measure, lang).capitalize()}: {title}",
                    *(line for item in found for line in listed(*item)),
                ]
    for name in ("split", "merged"):
        named = [f"  {each.article}: {visible(entity)}" for each in scored for entity in getattr(each, name)]
        if named:
            yield [word(name, lang), *named]


def listed(article: str, mark: Mark) -> Iterator[str]:
    """An item with its article, and its sentence below it."""
    yield visible(f"  {article}: {mark.kind} {mark.label}")
    if mark.sentence:
        yield visible(f"    «{mark.sentence}»")
