"""Counts how often each rule is right on gold articles, and writes the counts as the ontology's `precision.ttl`.

`python -m graph.evaluate.counting` makes the file anew from `tests/gold`, or from other gold files and folders that
are named; with `--check` it compares and ends with 1 when the file is out of date. The counts do not depend on the
earlier file, for they are taken with every rule as likely wrong as right. The command also says how well the
confidences that follow from the other articles fit each article.
"""

from __future__ import annotations

import sys
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

from graph.evaluate.pairing import pair
from graph.evaluate.samples import Sample, Scored, judge, samples, score
from graph.evaluate.table import reliability
from graph.facts.confidence import levels
from graph.facts.extractor import RuleExtractor
from graph.files import write
from graph.model import Fact, Figure
from graph.rdf.authority import literal
from graph.resources import folder
from graph.text.clean import plain
from graph.vocabulary import Vocabulary
from graph.vocabulary import load as load_vocabulary

Counts = dict[str, tuple[int, int]]
HEAD = """\
@prefix wp: <https://w3id.org/wupian/ns#> .

# Counted on {articles} gold articles by `python -m graph.evaluate.counting`; not edited by hand.
"""


def tally(sample: Sample, vocabulary: Vocabulary) -> Counts:
    """How many statements of one article are right, and how many there are, on every level of confidence."""
    answer = RuleExtractor(replace(vocabulary, precision={})).extract(sample.text)
    pairs = pair(sample.gold, answer.entities, answer.article.raw, plain)
    counts: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    for item, right in judge(sample.gold, answer, pairs):
        for level in levels(vocabulary, *basis(item)):
            counts[level][0] += right
            counts[level][1] += 1
    return {level: (right, counted) for level, (right, counted) in counts.items()}


def basis(item: Fact | Figure) -> tuple[str, str, str]:
    """The rule, the relation and the kind of subject that a statement's confidence comes from."""
    if isinstance(item, Fact):
        return item.sense or item.rule or "", item.predicate, item.how
    rule = item.rule or ""
    return rule, "figure", rule.partition("/")[2]


def add_up(many: Iterable[Counts]) -> Counts:
    """The sums of several counts.

    >>> add_up([{"all": (1, 2)}, {"all": (3, 3)}])
    {'all': (4, 5)}
    """
    sums: Counts = {}
    for counts in many:
        for level, (right, counted) in counts.items():
            held = sums.get(level, (0, 0))
            sums[level] = (held[0] + right, held[1] + counted)
    return sums


def leave_one_out(held: Sequence[Sample], vocabulary: Vocabulary) -> list[Scored]:
    """The outcome of every article with the confidences that the other articles give."""
    counts = [tally(sample, vocabulary) for sample in held]
    outcomes = []
    for place, sample in enumerate(held):
        others = add_up(counts[:place] + counts[place + 1 :])
        outcomes.append(score(sample, RuleExtractor(replace(vocabulary, precision=others)).extract(sample.text)))
    return outcomes


def turtle(counts: Counts, articles: int) -> str:
    """The counts as Turtle, sorted by what they are of."""
    return HEAD.format(articles=articles) + "".join(block(level, *counts[level]) for level in sorted(counts))


def block(level: str, right: int, counted: int) -> str:
    """The counts of one level."""
    return f"""
<https://w3id.org/wupian/precision/{level}> a wp:Precision ;
  wp:ofRule {literal(level)} ;
  wp:right {right} ;
  wp:counted {counted} .
"""


def made(held: Sequence[Sample], vocabulary: Vocabulary) -> str:
    """The file that the counts of some articles make."""
    return turtle(add_up(tally(sample, vocabulary) for sample in held), len(held))


def main(arguments: Sequence[str]) -> int:
    """Writes the file, or with `--check` compares it; 1 when it is out of date."""
    paths = [Path(argument) for argument in arguments if argument != "--check"] or [Path("tests/gold")]
    vocabulary = load_vocabulary()
    held = samples(paths, None, vocabulary, "utf-8")
    target, text = folder("ontology") / "precision.ttl", made(held, vocabulary)
    if "--check" in arguments:
        return 0 if target.is_file() and target.read_text(encoding="utf-8") == text else 1
    write(target, text)
    print("\n".join(reliability(leave_one_out(held, vocabulary), "en")))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
