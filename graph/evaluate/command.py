"""`wupian evaluate`: scores extraction against folders or files of gold annotations and words the result."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from graph.errors import InputError
from graph.evaluate import comparison
from graph.evaluate.counting import leave_one_out
from graph.evaluate.document import document, earlier
from graph.evaluate.samples import Sample, Scored, samples, score
from graph.evaluate.table import table
from graph.facts.extractor import RuleExtractor
from graph.vocabulary import Vocabulary


@dataclass(frozen=True, slots=True)
class Options:
    """What is asked for: where articles lie, how confidences are counted, what to compare with, and the form."""

    text: Path | None = None
    encoding: str = "utf-8"
    leave_one_out: bool = False
    compare: Path | None = None
    misses: bool = False
    as_json: bool = False


def run(gold: Iterable[Path], vocabulary: Vocabulary, lang: str, options: Options) -> str:
    """The scores of all gold files together, as text or JSON; a gold file without its text is an InputError."""
    before = earlier(options.compare) if options.compare else None
    held = samples(gold, options.text, vocabulary, options.encoding)
    scored = outcomes(held, vocabulary, options.leave_one_out)
    changes = comparison.compare(before, scored) if before is not None else None
    if options.as_json:
        more = {"comparison": comparison.document(changes)} if changes else {}
        return json.dumps(document(scored) | more, ensure_ascii=False, indent=1) + "\n"
    text = table(scored, lang, misses=options.misses)
    return text if changes is None else f"{text}\n{comparison.words(changes, lang)}"


def outcomes(held: Sequence[Sample], vocabulary: Vocabulary, leaving_out: bool) -> list[Scored]:
    """The outcome of each article, with the ontology's confidences or those that the other articles give."""
    if leaving_out:
        if len(held) < 2:
            raise InputError("Leaving one article out needs the gold of at least two articles.")
        return leave_one_out(held, vocabulary)
    extractor = RuleExtractor(vocabulary)
    return [score(sample, extractor.extract(sample.text)) for sample in held]
