"""The commands that read articles: build, read, extract, evaluate, annotate."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import click

from graph.cli.group import FINDINGS, WRONG, commands
from graph.errors import InputError
from graph.options import confidence_option, encoding_option, files, format_option, lang_option, ontology_option
from graph.terminal import complain, emit, language, progress, settled


@commands.command()
@files(required=False)
@click.option("--out", default="out", show_default=True, type=click.Path(path_type=Path), help="Folder to write.")
@encoding_option
@ontology_option
@lang_option
def build(paths: tuple[Path, ...], out: Path, encoding: str, ontology: Path | None, lang: str | None) -> int:
    """Make the graph of articles: store, data files and pages.

    PATHS are .txt files and folders of them; without any, the seed article is built. Writes graph.ttl, graph.nq,
    graph.jsonld, store/, explorer.html, report.html and candidates.jsonl (statements too doubtful to be asserted), and
    prints what was found. Metadata stands in NAME.meta.json beside NAME.txt, reviewers' decisions in NAME.review.ttl.
    Exit code 1: an article could not be read, or a check failed.

    \b
    Examples:
      wupian build
      wupian build news/ --out graph-of-july
      wupian build a.txt b.txt --encoding gb18030 --lang zh
    """
    from graph import pipeline, summary

    try:
        found = pipeline.build(paths, out, encoding=encoding, ontology=ontology, progress=progress)
    finally:
        settled()
    code = 0 if found.passed else FINDINGS
    emit(summary.summary(found, language(lang)), code)
    return code


@commands.command()
@files(required=True)
@format_option("text", "json")
@encoding_option
@lang_option
def read(paths: tuple[Path, ...], form: str, encoding: str, lang: str | None) -> int:
    """Print articles as they are read: repaired, Simplified.

    Findings go to stderr. With --format json, each article is one line with its blocks and sentences, and every
    sentence has its place in the raw file.

    \b
    Examples:
      wupian read news/a.txt
      wupian read news/ --format json > read.jsonl
    """
    from graph.text import document
    from graph.text.clean import clean
    from graph.text.reader import discover
    from graph.text.reader import read as read_file

    def show(file: Path) -> None:
        text = clean(read_file(file, encoding))
        emit(document.document(text) if form == "json" else text.clean.rstrip("\n") + "\n")
        click.echo(document.remarks(text, language(lang)), err=True, nl=False)

    return each(discover(paths), show)


@commands.command()
@files(required=True)
@click.option("--format", type=click.Choice(["json"]), default="json", expose_value=False, help="Form of the answer.")
@confidence_option(0.0, "Leave out what is less sure.")
@encoding_option
@ontology_option
@lang_option
def extract(
    paths: tuple[Path, ...], min_confidence: float, encoding: str, ontology: Path | None, lang: str | None
) -> int:
    """Print what extraction alone reads in articles, as JSON.

    One object, or JSON Lines for several articles. Reviewers' decisions are not applied; `wupian build` applies them.
    Offsets count code points of the raw file. The bytes are the same in every locale; findings are in English, or as
    --lang says.

    \b
    Examples:
      wupian extract news/a.txt
      wupian extract news/ --min-confidence 0.5 > facts.jsonl
    """
    from graph import pipeline
    from graph.rdf.document import document, dumps
    from graph.text.reader import discover

    extractor = pipeline.rules(ontology)
    articles = discover(paths)
    indent = 1 if len(articles) == 1 else None

    def show(file: Path) -> None:
        found = pipeline.extract(file, encoding=encoding, extractor=extractor)
        emit(dumps(document(pipeline.confident(found, min_confidence), lang or "en"), indent) + "\n")

    return each(articles, show)


def each(articles: Sequence[Path], show: Callable[[Path], None]) -> int:
    """Show every article; those that cannot be read are named, the others are shown."""
    bad = []
    for number, file in enumerate(articles):
        progress(file.name, number, len(articles))
        try:
            show(file)
        except InputError as error:
            bad.append(str(error))
        finally:
            settled()
    for sentence in bad:
        complain(sentence)
    return 0 if not bad else WRONG if len(bad) == len(articles) else FINDINGS


@commands.command()
@click.argument("gold", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--text", type=click.Path(path_type=Path), help="Folder of the articles; default: beside the gold.")
@click.option("--misses", is_flag=True, help="List what was missed and what is wrong.")
@click.option("--leave-one-out", is_flag=True, help="Count each article's confidences on the others.")
@click.option("--compare", type=click.Path(path_type=Path), help="An earlier result in JSON: show what changed.")
@format_option("table", "json")
@encoding_option
@ontology_option
@lang_option
def evaluate(gold: tuple[Path, ...], form: str, ontology: Path | None, lang: str | None, **options: Any) -> None:
    """Score extraction against gold annotations.

    GOLD are files NAME.gold.json and folders of them; each belongs to the article NAME.txt. Prints precision, recall
    and F1 with 95 % intervals, the details of what was found, and how well confidences fit.

    \b
    Examples:
      wupian evaluate tests/gold --leave-one-out
      wupian evaluate my-gold/ --text my-articles/ --misses
      wupian evaluate tests/gold --format json > before.json
      wupian evaluate tests/gold --compare before.json
    """
    from graph.evaluate import command
    from graph.vocabulary import load

    emit(command.run(gold, load(ontology), language(lang), command.Options(as_json=form == "json", **options)))


@commands.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--out", type=click.Path(path_type=Path), help="File to write, - for stdout; default: NAME.gold.json.")
@click.option("--force", is_flag=True, help="Replace a file that is there.")
@encoding_option
@ontology_option
@lang_option
def annotate(file: Path, out: Path | None, force: bool, encoding: str, ontology: Path | None, lang: str | None) -> None:
    """Draft a gold annotation of an article, for a person to correct.

    FILE is an article NAME.txt; the draft is NAME.gold.json beside it, in the format that `wupian evaluate` reads.

    \b
    Examples:
      wupian annotate news/a.txt
      wupian annotate news/a.txt --out - > draft.json
    """
    from graph import pipeline
    from graph.evaluate import annotate as drafts

    target = drafts.place(file, out, force)
    draft = drafts.text(pipeline.extract(file, encoding=encoding, extractor=pipeline.rules(ontology)))
    emit(draft) if target is None else click.echo(drafts.save(target, draft, language(lang)), err=True)
