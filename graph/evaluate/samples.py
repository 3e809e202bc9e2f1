"""Annotated articles, and what becomes of one when it is extracted and scored."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from graph.errors import InputError
from graph.evaluate import soundness
from graph.evaluate.calibration import Judged
from graph.evaluate.checking import load
from graph.evaluate.gold import SUFFIX, Gold
from graph.evaluate.marks import Mark, marks, meets, same_figure
from graph.evaluate.pairing import Pairs, pair
from graph.model import Extraction, Fact, Figure, Text
from graph.resources import folder
from graph.text.clean import clean, plain
from graph.text.reader import read
from graph.vocabulary import Vocabulary


@dataclass(frozen=True, slots=True)
class Sample:
    """An article and its annotation."""

    text: Text
    gold: Gold


@dataclass(frozen=True, slots=True)
class Scored:
    """The outcome of an article: its marks, its statements against their confidence, and what must not be there.

    `entities` counts the annotated entities, optional ones included; `split` and `merged` name entities; `spans` counts
    all spans of the extraction and `wrong` those that do not cut the raw article well.
    """

    article: str
    marks: tuple[Mark, ...]
    judged: tuple[Judged, ...]
    entities: int
    split: tuple[str, ...]
    merged: tuple[str, ...]
    spans: int
    wrong: int


def samples(paths: Iterable[Path], text_dir: Path | None, vocabulary: Vocabulary, encoding: str) -> list[Sample]:
    """The annotated articles of gold files; one without its article, or with a fault, is an InputError."""
    found: dict[str, Sample] = {}
    for path in gold_files(paths):
        article = read(text_of(path, text_dir), encoding)
        if article.id in found:
            raise InputError(f"The article {article.id} is given twice, the second time by {path}.")
        found[article.id] = Sample(clean(article), load(path, article.raw, vocabulary))
    return [found[name] for name in sorted(found)]


def gold_files(paths: Iterable[Path]) -> list[Path]:
    """The gold files among paths and inside folders, sorted; none at all is an InputError."""
    found: list[Path] = []
    for path in paths:
        if path.is_dir():
            found += sorted(path.glob("*" + SUFFIX))
        elif path.is_file():
            found.append(path)
        else:
            raise InputError(f"There is no gold file or folder {path}.")
    if not found:
        raise InputError(f"No file that ends in {SUFFIX} was found; `wupian annotate` drafts one for an article.")
    return found


def text_of(gold: Path, text_dir: Path | None) -> Path:
    """The article of a gold file: in the given folder, beside it, or among the seeds."""
    name = gold.name.removesuffix(SUFFIX) + ".txt"
    places = [text_dir] if text_dir else [gold.parent, folder("seeds")]
    for place in places:
        if (place / name).is_file():
            return place / name
    raise InputError(
        f"The article {name} of {gold} is not in {' or '.join(map(str, places))}; name its folder with --text."
    )


def score(sample: Sample, answer: Extraction) -> Scored:
    """The outcome of an extraction against its annotation."""
    gold = sample.gold
    pairs = pair(gold, answer.entities, answer.article.raw, plain)
    spans = list(soundness.spans(answer))
    return Scored(
        article=answer.article.id,
        marks=tuple(marks(gold, answer, pairs, plain)),
        judged=tuple(Judged(item.confidence, right) for item, right in judge(gold, answer, pairs)),
        entities=len(gold.entities),
        split=soundness.split(gold, pairs),
        merged=soundness.merged(answer, pairs),
        spans=len(spans),
        wrong=sum(soundness.wrong(span, answer) for span in spans),
    )


def judge(gold: Gold, answer: Extraction, pairs: Pairs) -> Iterator[tuple[Fact | Figure, bool]]:
    """Each statement and figure, doubtful ones included, and whether the annotation has it, if only as optional."""
    for fact in answer.facts:
        if not fact.negative and not fact.rejected:
            yield fact, any(meets(fact, g, pairs) for g in gold.relations)
    for figure in answer.figures:
        if not figure.rejected:
            yield figure, any(same_figure(figure, g, pairs, plain) for g in gold.figures)
