"""Compares scores with earlier ones: the change of every measure, and which items became right or wrong."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from graph.errors import InputError
from graph.evaluate.calibration import error
from graph.evaluate.grid import grid
from graph.evaluate.marks import Mark
from graph.evaluate.measures import MEASURES, SHARES, count
from graph.evaluate.samples import Scored
from graph.evaluate.table import listed, marks_of, word
from graph.messages import say

Item = tuple[str, str, str, str, str]
TURNS = ("became-right", "became-missed", "new-wrong", "gone-wrong")


@dataclass(frozen=True, slots=True)
class Comparison:
    """Earlier and present values by measure, and by turn the articles and items that took it."""

    articles: tuple[str, ...]
    measures: dict[str, tuple[float, float]]
    turns: dict[str, list[tuple[str, Mark]]]


def compare(before: Sequence[Scored], now: Sequence[Scored]) -> Comparison:
    """What changed in the articles that both results hold; none at all is an InputError."""
    common = {each.article for each in before} & {each.article for each in now}
    if not common:
        raise InputError("The earlier result holds none of these articles; compare results of the same gold files.")
    old, new = ([each for each in side if each.article in common] for side in (before, now))
    return Comparison(
        tuple(sorted(common)), {name: (get(old), get(new)) for name, get in VALUES.items()}, turns(old, new)
    )


def f1(measure: str) -> Callable[[Sequence[Scored]], float]:
    """The F1 of a measure, as a function of scores."""
    return lambda scored: count(marks_of(scored), measure).f1


def share(measure: str) -> Callable[[Sequence[Scored]], float]:
    """The share of a detail that is right, as a function of scores."""
    return lambda scored: count(marks_of(scored), measure).recall


VALUES: dict[str, Callable[[Sequence[Scored]], float]] = {
    **{measure: f1(measure) for measure in MEASURES},
    **{measure: share(measure) for measure in SHARES},
    "calibration": lambda scored: error([each for article in scored for each in article.judged]),
    "split": lambda scored: sum(len(each.split) for each in scored),
    "merged": lambda scored: sum(len(each.merged) for each in scored),
    "wrong-spans": lambda scored: sum(each.wrong for each in scored),
}


def turns(old: Sequence[Scored], new: Sequence[Scored]) -> dict[str, list[tuple[str, Mark]]]:
    """The items that turned: annotated ones found or lost, and wrong answers that came or went."""
    before, after = outcomes(old), outcomes(new)
    held: dict[str, list[tuple[str, Mark]]] = {name: [] for name in TURNS}
    for outcome, more, fewer in (("right", "became-right", "became-missed"), ("spurious", "new-wrong", "gone-wrong")):
        for item in sorted((after[outcome] - before[outcome]).elements()):
            held[more].append(told(item, outcome))
        for item in sorted((before[outcome] - after[outcome]).elements()):
            held[fewer].append(told(item, outcome))
    return held


def outcomes(scored: Sequence[Scored]) -> dict[str, Counter[Item]]:
    """The items of all articles by outcome; what is organised under two measures is listed once."""
    held: dict[str, Counter[Item]] = {"right": Counter(), "spurious": Counter(), "missed": Counter()}
    for each in scored:
        for m in each.marks:
            if m.measures[0] != "organisations":
                held[m.outcome][each.article, m.measures[0], m.kind, m.label, m.sentence] += 1
    return held


def told(item: Item, outcome: str) -> tuple[str, Mark]:
    """The article of an item and its mark."""
    article, measure, kind, label, sentence = item
    return article, Mark((measure,), outcome, kind, label, sentence)


def words(found: Comparison, lang: str) -> str:
    """A comparison for people, ending with a newline."""
    parts = [changes(found, lang), *(turned(name, items, lang) for name, items in found.turns.items() if items)]
    return "\n\n".join("\n".join(part) for part in parts) + "\n"


def changes(found: Comparison, lang: str) -> list[str]:
    """The table of measures."""
    rows = [["", *(word(name, lang) for name in ("before", "now", "change"))]]
    for name, (old, new) in found.measures.items():
        form = ".0f" if name in ("split", "merged", "wrong-spans") else ".3f"
        moved = f"{new - old:+{form}}" if format(old, form) != format(new, form) else ""
        rows.append([word(name, lang), format(old, form), format(new, form), moved])
    return [say("evaluate.comparison", lang, count=len(found.articles)), *grid(rows)]


def turned(name: str, items: Sequence[tuple[str, Mark]], lang: str) -> list[str]:
    """The items that took a turn, each with its measure and sentence."""

    def lines() -> Iterator[str]:
        for article, mark in items:
            yield from listed(f"{article}, {word(mark.measures[0], lang)}", mark)

    return [f"{word(name, lang)} ({len(items)})", *lines()]


def document(found: Comparison) -> dict[str, Any]:
    """A comparison as JSON."""
    return {
        "articles": list(found.articles),
        "measures": {
            name: {"before": round(old, 4), "now": round(new, 4), "change": round(new - old, 4)}
            for name, (old, new) in found.measures.items()
        },
        **{
            name: [
                {"article": article, "measure": m.measures[0], "kind": m.kind, "label": m.label, "sentence": m.sentence}
                for article, m in items
            ]
            for name, items in found.turns.items()
        },
    }
