"""The command line: the verbs of the pipeline, results on stdout, progress and errors on stderr.

Every command imports what it needs when it runs, so that `--help` answers at once.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from graph.errors import InputError, OutputError, WupianError

if TYPE_CHECKING:
    from graph.store.store import Store

Command = TypeVar("Command", bound=Callable[..., Any])
STORE = "out/store"
FINDINGS, WRONG, INTERRUPTED = 1, 2, 130
QUERY_FORMATS = ("table", "json", "csv", "tsv", "ttl", "nt", "jsonld")


def main(args: list[str] | None = None) -> None:
    """Run the command line and exit: 0 done, 1 findings that fail the command, 2 wrong use or unreadable input."""
    try:
        sys.exit(commands.main(args, prog_name="wupian", standalone_mode=False) or 0)
    except WupianError as error:
        fail(str(error), WRONG)
    except click.UsageError as error:
        error.show()
        sys.exit(WRONG)
    except click.ClickException as error:
        fail(error.format_message(), WRONG)
    except (KeyboardInterrupt, click.Abort):
        fail("Interrupted; nothing was changed.", INTERRUPTED)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)


def fail(sentence: str, code: int) -> None:
    """Say on stderr why the program stops, and stop."""
    click.echo(f"wupian: {sentence}", err=True)
    sys.exit(code)


def emit(text: str) -> None:
    """Write data to stdout as UTF-8 with `\\n`, whatever the locale."""
    stream = click.get_binary_stream("stdout")
    stream.write(text.encode("utf-8", "replace"))
    stream.flush()


def language(chosen: str | None) -> str:
    """The language of words for people: the chosen one, else the locale's when that is Chinese, else English."""
    held = next((os.environ[name] for name in ("LC_ALL", "LC_MESSAGES", "LANG") if os.environ.get(name)), "")
    return chosen or ("zh" if held.lower().startswith("zh") else "en")


def progress(name: str, done: int, total: int) -> None:
    """Show on a terminal's stderr how far a long piece of work is."""
    if sys.stderr.isatty():
        click.echo(f"\r\x1b[K[{done + 1}/{total}] {name}", err=True, nl=False)


def settled() -> None:
    """Clear the line of progress."""
    if sys.stderr.isatty():
        click.echo("\r\x1b[K", err=True, nl=False)


def lang_option(command: Command) -> Command:
    """The option that chooses the language."""
    return click.option("--lang", type=click.Choice(["zh", "en"]), help="Language of words for people.")(command)


def encoding_option(command: Command) -> Command:
    """The option that names the encoding of the articles."""
    return click.option("--encoding", default="utf-8", show_default=True, help="Encoding of the articles.")(command)


def store_option(command: Command) -> Command:
    """The option that names the store."""
    return click.option("--store", default=STORE, show_default=True, help="Store that `wupian build` made.")(command)


def ontology_option(command: Command) -> Command:
    """The option that names another ontology."""
    kind = click.Path(file_okay=False, path_type=Path)
    return click.option("--ontology", type=kind, help="Ontology folder in place of the one that is shipped.")(command)


def files(required: bool) -> Callable[[Command], Command]:
    """The argument that names articles."""
    return click.argument("paths", nargs=-1, required=required, type=click.Path(path_type=Path))


def opened(store: str) -> Store:
    """The store of a `--store` option."""
    from graph.store.embedded import open_store

    return open_store(store)


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option("0.1.0", prog_name="wupian", message="%(prog)s %(version)s")
def commands() -> None:
    """Knowledge graphs from Chinese financial-policy news, every statement with the sentence that proves it.

    \b
    wupian build                        the graph of the seed article, in out/
    wupian query products               what each institution offers, with the sentences
    wupian analyse                      who acts on which of the five themes, and where the gaps are
    wupian explore --out graph.html     the graph as one interactive page that works offline
    """


@commands.command()
@files(required=False)
@click.option("--out", default="out", show_default=True, type=click.Path(path_type=Path), help="Folder to write.")
@encoding_option
@ontology_option
@lang_option
def build(paths: tuple[Path, ...], out: Path, encoding: str, ontology: Path | None, lang: str | None) -> int:
    """Make the graph of articles: files, or folders of files; without any, the seed article.

    Writes graph.ttl, graph.nq, graph.jsonld, store/, explorer.html, report.html and candidates.jsonl (statements too
    doubtful to be asserted), and prints what was found. Metadata stands in NAME.meta.json beside NAME.txt, reviewers'
    decisions in NAME.review.ttl. Exit code 1: an article could not be read, or a check failed.

    \b
    wupian build
    wupian build news/ --out graph-of-july
    wupian build a.txt b.txt --encoding gb18030 --lang zh
    """
    from graph import pipeline, summary

    try:
        found = pipeline.build(paths, out, encoding=encoding, ontology=ontology, progress=progress)
    finally:
        settled()
    emit(summary.summary(found, language(lang)))
    return 0 if found.passed else FINDINGS


@commands.command()
@files(required=True)
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
@encoding_option
@lang_option
def read(paths: tuple[Path, ...], form: str, encoding: str, lang: str | None) -> int:
    """Print articles as they are read: repaired, in Simplified characters; findings go to stderr.

    \b
    wupian read news/a.txt
    wupian read news/ --format json > read.jsonl
    """
    from graph.text import document
    from graph.text.clean import clean
    from graph.text.reader import read as read_file

    def show(file: Path) -> None:
        text = clean(read_file(file, encoding))
        emit(document.document(text) if form == "json" else text.clean.rstrip("\n") + "\n")
        click.echo(document.remarks(text, language(lang)), err=True, nl=False)

    return each(paths, show)


@commands.command()
@files(required=True)
@click.option("--format", "form", type=click.Choice(["json"]), default="json", show_default=True)
@click.option("--min-confidence", type=click.FloatRange(0, 1), default=0.0, help="Leave out what is less sure.")
@encoding_option
@ontology_option
@lang_option
def extract(
    paths: tuple[Path, ...], form: str, min_confidence: float, encoding: str, ontology: Path | None, lang: str | None
) -> int:
    """Print what extraction alone reads in articles, as JSON: one object, or JSON Lines for several articles.

    Reviewers' decisions are not applied; `wupian build` applies them. Offsets count code points of the raw file.

    \b
    wupian extract news/a.txt
    wupian extract news/ --min-confidence 0.5 > facts.jsonl
    """
    del form
    from graph import pipeline
    from graph.rdf.document import document, dumps
    from graph.text.reader import discover

    extractor = pipeline.rules(ontology)
    indent = 1 if len(discover(paths)) == 1 else None

    def show(file: Path) -> None:
        found = pipeline.extract(file, encoding=encoding, extractor=extractor)
        emit(dumps(document(pipeline.confident(found, min_confidence), language(lang)), indent) + "\n")

    return each(paths, show)


def each(paths: tuple[Path, ...], show: Callable[[Path], None]) -> int:
    """Show every article of some paths; those that cannot be read are named, the others are shown."""
    from graph.text.reader import discover

    found = discover(paths)
    bad = []
    for number, file in enumerate(found):
        progress(file.name, number, len(found))
        try:
            show(file)
        except InputError as error:
            bad.append(str(error))
        finally:
            settled()
    for sentence in bad:
        click.echo(f"wupian: {sentence}", err=True)
    return 0 if not bad else WRONG if len(bad) == len(found) else FINDINGS


@commands.command()
@store_option
@lang_option
def check(store: str, lang: str | None) -> int:
    """Check a store: every quote against its article, the ontology's rules, and the SHACL shapes.

    Exit code 1: something is wrong.

    \b
    wupian check
    wupian check --store graph-of-july/store --lang zh
    """
    from graph import check as checks

    found = checks.check(opened(store))
    emit(checks.words(found, language(lang)))
    return 0 if found.passed else FINDINGS


@commands.command()
@click.argument("question", metavar="[NAME_OR_SPARQL]", required=False)
@store_option
@click.option("--format", "form", type=click.Choice(QUERY_FORMATS), help="Default: table, or ttl for a graph.")
@click.option("--param", "-p", multiple=True, metavar="NAME=VALUE", help="A parameter of a named query.")
@lang_option
def query(question: str | None, store: str, form: str | None, param: tuple[str, ...], lang: str | None) -> int:
    """Ask the graph: a named query, SPARQL, or - for SPARQL on stdin; without a question, the list of names.

    The project's prefixes (wp: skos: theme: authority: …) need no declaration.

    \b
    wupian query
    wupian query products -p name=招联消费金融
    wupian query policy-paths --format csv > paths.csv
    wupian query 'SELECT ?name { ?x a wp:Policy ; skos:prefLabel ?name }'
    """
    from graph.query import catalogue, format as results, run

    if question is None:
        emit(catalogue.listing(language(lang)))
        return 0
    asked = click.get_text_stream("stdin", encoding="utf-8").read() if question == "-" else question
    found = run.run(opened(store), asked, [assignment(text) for text in param])
    emit(results.format(found, form or results.default(found), language(lang)))
    return 0


def assignment(text: str) -> tuple[str, str]:
    """The name and value of a parameter."""
    name, sign, value = text.partition("=")
    if not sign:
        raise click.UsageError(f"A parameter is written NAME=VALUE, not {text}.")
    return name, value


@commands.command()
@store_option
@click.option("--format", "form", type=click.Choice(["table", "html"]), default="table", show_default=True)
@click.option("--min-confidence", type=click.FloatRange(0, 1), default=0.5, show_default=True)
@lang_option
def analyse(store: str, form: str, min_confidence: float, lang: str | None) -> int:
    """Print the institution × theme matrix, the measures of the network and the main findings.

    \b
    wupian analyse --lang zh
    wupian analyse --format html > report.html
    """
    from graph.analyse import analysis, report, table

    found = analysis.analyse(opened(store), min_confidence=min_confidence)
    emit(report.page(found) if form == "html" else table.table(found, language(lang)))
    return 0


@commands.command()
@store_option
@click.option("--out", default="explorer.html", show_default=True, help="File to write, - for stdout.")
@lang_option
def explore(store: str, out: str, lang: str | None) -> int:
    """Write the interactive graph as one HTML page that needs no network.

    \b
    wupian explore
    wupian explore --store graph-of-july/store --out july.html
    """
    from graph.check import EVERYTHING
    from graph.explore import page
    from graph.files import write
    from graph.messages import say
    from graph.rdf.export import jsonld
    from graph.rdf.write import place

    held = opened(store)
    html = page.page(held, jsonld=jsonld(sorted(held.construct(EVERYTHING), key=place)))
    if out == "-":
        emit(html)
        return 0
    if Path(out).is_dir():
        raise OutputError(f"{out} is a folder; name a file with --out.")
    write(Path(out), html)
    click.echo(say("explore.written", language(lang), out=out), err=True)
    return 0


@commands.command()
@click.argument("gold", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--text", type=click.Path(path_type=Path), help="Folder of the articles; default: beside the gold.")
@click.option("--misses", is_flag=True, help="List what was missed and what is wrong.")
@click.option("--format", "form", type=click.Choice(["table", "json"]), default="table", show_default=True)
@encoding_option
@ontology_option
@lang_option
def evaluate(
    gold: tuple[Path, ...],
    text: Path | None,
    misses: bool,
    form: str,
    encoding: str,
    ontology: Path | None,
    lang: str | None,
) -> int:
    """Score extraction against gold annotations: files or folders of NAME.gold.json.

    \b
    wupian evaluate tests/gold
    wupian evaluate my-gold/ --text my-articles/ --misses
    """
    from graph.evaluate import command
    from graph.pipeline import rules

    emit(
        command.run(
            gold,
            text,
            rules(ontology),
            language(lang),
            misses=misses,
            encoding=encoding,
            as_json=form == "json",
        )
    )
    return 0
