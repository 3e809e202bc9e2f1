"""The command line: the verbs of the pipeline, results on stdout, progress and errors on stderr.

Every command imports what it needs when it runs, so that `--help` answers at once.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import click

from graph import __version__
from graph.errors import InputError, WupianError
from graph.options import (
    asked,
    assignment,
    confidence_option,
    earlier,
    encoding_option,
    files,
    format_option,
    lang_option,
    ontology_option,
    opened,
    parameter_option,
    store_option,
)
from graph.terminal import columns, complain, emit, language, prepare, progress, settled

FINDINGS, WRONG, INTERRUPTED = 1, 2, 130
QUERY_FORMATS = ("table", "json", "csv", "tsv", "ttl", "nt", "jsonld")


def main(args: list[str] | None = None) -> None:
    """Run the command line and exit: 0 done, 1 findings that fail the command, 2 wrong use or unreadable input."""
    prepare()
    try:
        sys.exit(commands.main(args, prog_name="wupian", standalone_mode=False) or 0)
    except WupianError as error:
        complain(str(error))
        sys.exit(WRONG)
    except click.UsageError as error:
        error.show()
        sys.exit(WRONG)
    except click.ClickException as error:
        complain(error.format_message())
        sys.exit(WRONG)
    except (KeyboardInterrupt, click.Abort):
        complain("Interrupted; nothing was changed.")
        os._exit(INTERRUPTED)  # `python -m` ends by the signal when Ctrl-C came amid an exec, as in a dataclass


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="wupian", message="%(prog)s %(version)s")
def commands() -> None:
    """Knowledge graphs from Chinese financial-policy news, every statement with the sentence that proves it.

    \b
    wupian build                      the graph of the seed article, in out/
    wupian query products             what each institution offers, with the sentences
    wupian analyse                    who acts on which of the five themes, and where the gaps are
    wupian explore --out graph.html   the graph as one interactive page that works offline
    """


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
@store_option
@lang_option
def check(store: str, lang: str | None) -> int:
    """Check a store: quotes, the ontology's rules, SHACL shapes.

    Every quote is compared with its article, every rule of the ontology is asked as a query, and the graph is
    validated against the SHACL shapes. Exit code 1: something is wrong.

    \b
    Examples:
      wupian check
      wupian check --store graph-of-july/store --lang zh
    """
    from graph import check as checks

    found = checks.check(opened(store))
    code = 0 if found.passed else FINDINGS
    emit(checks.words(found, language(lang)), code)
    return code


@commands.command()
@click.argument("question", metavar="[NAME_OR_SPARQL]", required=False)
@store_option
@click.option("--format", "form", type=click.Choice(QUERY_FORMATS), help="Default: table, or ttl for triples.")
@parameter_option
@lang_option
def query(question: str | None, store: str, form: str | None, param: tuple[str, ...], lang: str | None) -> int:
    """Ask the graph: a named query, or SPARQL.

    `-` reads SPARQL from stdin; without a question, the names are listed with their questions. The project's prefixes
    (wp: skos: theme: authority: …) need no declaration.

    \b
    Examples:
      wupian query
      wupian query products -p name=建信消费金融
      wupian query policy-paths --format csv > paths.csv
      wupian query 'SELECT ?name { ?x a wp:Policy ; skos:prefLabel ?name }'
    """
    from graph.query import catalogue, run
    from graph.query import format as results

    parameters = [assignment(text) for text in param]
    if question is None:
        emit(catalogue.listing(language(lang)))
        return 0
    found = run.run(opened(store), asked(question), parameters)
    emit(results.format(found, form or results.default(found), language(lang), columns()))
    return 0


@commands.command()
@store_option
@format_option("table", "html")
@confidence_option(0.5, "Claims that are less sure do not count.")
@lang_option
def analyse(store: str, form: str, min_confidence: float, lang: str | None) -> int:
    """Print the institution × theme matrix, measures and findings.

    With --format html, the whole report as one page in Chinese and English that prints on A4.

    \b
    Examples:
      wupian analyse --lang zh
      wupian analyse --format html > report.html
    """
    from graph import pipeline
    from graph.analyse import analysis, table

    held = opened(store)
    if form == "html":
        emit(pipeline.report(held, min_confidence=min_confidence))
    else:
        emit(table.table(analysis.analyse(held, min_confidence=min_confidence), language(lang)))
    return 0


@commands.command()
@store_option
@click.option("--out", default="explorer.html", show_default=True, help="File to write, - for stdout.")
@click.option("--query", "question", metavar="NAME_OR_SPARQL", help="Show only what this query answers with.")
@parameter_option
@click.option("--diff", metavar="OLD", help="Show what came, went and changed since this store or build.")
@lang_option
def explore(
    store: str, out: str, question: str | None, param: tuple[str, ...], diff: str | None, lang: str | None
) -> int:
    """Write the interactive graph as one HTML page.

    The page needs no network, and carries the graph as data. With --query it shows and carries the entities, claims,
    figures or articles that a named query or SPARQL (SELECT, CONSTRUCT, DESCRIBE; - reads it from stdin) answers with:
    by their IRIs or preferred labels, and the relations among them. With --diff it shows two graphs in one, and
    carries the one of --store.

    \b
    Examples:
      wupian explore
      wupian explore --store graph-of-july/store --out july.html
      wupian explore --query products -p name=建信消费金融 --out products.html
      wupian explore --query 'DESCRIBE authority:haier' --out haier.html
      wupian explore --store graph-of-july/store --diff graph-of-june --out news.html
    """
    from graph import pipeline
    from graph.explore import difference, page
    from graph.messages import say

    if question is not None and diff is not None:
        raise click.UsageError("--query and --diff do not go together; choose one.")
    if param and question is None:
        raise click.UsageError("A parameter goes with --query and the name of a query.")
    parameters = [assignment(text) for text in param]
    text = None if question is None else asked(question)
    old = None if diff is None else earlier(diff)
    view, lines = pipeline.shown(opened(store), query=text, parameters=parameters, diff=old)
    html = page.page(view, lines)
    if out == "-":
        emit(html)
    else:
        pipeline.written(html, out)
        click.echo(say("explore.written", language(lang), out=out), err=True)
    if old is not None:
        click.echo(difference.summary(view, language(lang)), err=True, nl=False)
    return 0


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
