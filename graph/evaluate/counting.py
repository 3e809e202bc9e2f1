"""Counts how often each rule is right on gold articles, and writes the counts as the ontology's `precision.ttl`.

`python -m graph.evaluate.counting tests/gold` makes the file anew. Confidence is read from it, never set by hand.
"""

from __future__ import annotations

import sys
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path

from graph.evaluate.command import gold_files, text_of
from graph.evaluate.gold import Gold, load
from graph.evaluate.pairing import pair
from graph.evaluate.score import meets, same_figure
from graph.facts.extractor import RuleExtractor
from graph.model import Extraction
from graph.resources import folder
from graph.text.clean import clean, plain
from graph.text.reader import read
from graph.vocabulary import load as load_vocabulary

Counts = dict[str, tuple[int, int]]


def tally(gold: Gold, answer: Extraction, plain: Callable[[str], str]) -> Counts:
    """For each rule the right and all answers in one article; answers about optional items are not counted."""
    pairs = pair(gold, answer.entities, answer.article.raw, plain)
    counts: dict[str, list[int]] = defaultdict(lambda: [0, 0])

    def add(names: tuple[str, ...], right: bool) -> None:
        for name in names:
            counts[name][0] += right
            counts[name][1] += 1

    for fact in answer.facts:
        if not fact.negative:
            right = any(meets(fact, g, pairs) for g in gold.relations)
            add(("all", fact.predicate, f"{fact.predicate}/{fact.how}", fact.sense or fact.rule or ""), right)
    for figure in answer.figures:
        right = any(same_figure(figure, g, pairs, plain) for g in gold.figures)
        add(("all", "figure", figure.rule or ""), right)
    return {name: (right, counted) for name, (right, counted) in counts.items()}


def add_up(many: list[Counts]) -> Counts:
    """The sums of several counts."""
    sums: dict[str, tuple[int, int]] = {}
    for counts in many:
        for name, (right, counted) in counts.items():
            held = sums.get(name, (0, 0))
            sums[name] = (held[0] + right, held[1] + counted)
    return sums


def turtle(counts: Counts, articles: int) -> str:
    """The counts as Turtle, sorted."""
    lines = [
        "@prefix lex: <https://w3id.org/wupian/lexicon/> .",
        "@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .",
        "@prefix wp: <https://w3id.org/wupian/ns#> .",
        "",
        f"# Counted on {articles} gold articles by `python -m graph.evaluate.counting`; not edited by hand.",
    ]
    for number, (name, (right, counted)) in enumerate(sorted(counts.items())):
        lines += [
            "",
            f"lex:precision-{number:03} a wp:Precision ;",
            f'  wp:ofRule "{name}" ;',
            f"  wp:right {right} ;",
            f"  wp:counted {counted} .",
        ]
    return "\n".join(lines) + "\n"


def main(arguments: list[str]) -> None:
    """Counts over the gold files named and writes the ontology's file."""
    extractor = RuleExtractor(load_vocabulary())
    many = []
    for path in gold_files(map(Path, arguments or ["tests/gold"])):
        article = read(text_of(path, None))
        many.append(tally(load(path, article.raw), extractor.extract(clean(article)), plain))
    target = folder("ontology") / "precision.ttl"
    target.write_text(turtle(add_up(many), len(many)), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main(sys.argv[1:])
