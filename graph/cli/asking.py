"""The commands that ask a store: check, query, search, explore."""

from __future__ import annotations

import click

from graph.cli.group import FINDINGS, commands
from graph.options import (
    asked,
    assignment,
    earlier,
    format_option,
    lang_option,
    opened,
    parameter_option,
    sound,
    store_option,
)
from graph.terminal import columns, emit, language

KINDS = ("entity", "article", "passage")
QUERY_FORMATS = ("table", "json", "csv", "tsv", "ttl", "nt", "jsonld")


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
    (wp: skos: theme: authority: …) need no declaration. `?x search:matches "words"` finds what `wupian search` finds.

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
@click.argument("words", nargs=-1, required=True)
@store_option
@click.option("--kind", type=click.Choice(KINDS), multiple=True, help="Search only these.")
@click.option("--limit", type=click.IntRange(1, 10_000), default=20, show_default=True, help="The most hits.")
@format_option("table", "json")
@lang_option
def search(words: tuple[str, ...], store: str, kind: tuple[str, ...], limit: int, form: str, lang: str | None) -> int:
    """Search names, titles and sentences, in Chinese and English.

    Every word must occur; quotation marks hold words together. Two characters are enough, Traditional ones find
    Simplified ones, and an English word may be begun. Names come before titles, titles before sentences.

    \b
    Examples:
      wupian search 养老
      wupian search 監管 --kind passage
      wupian search '"科技金融" 银行' --limit 5
      wupian search haier --format json
    """
    from graph.query import hits, results

    asked_, held, chosen = sound(" ".join(words)), opened(store), language(lang)
    best = held.search(asked_, limit + 1, kind or KINDS)
    found = hits.described(held, best[:limit], chosen)
    if form == "json":
        emit(results.as_json(asked_, found))
    elif found:
        emit(results.lines(found, chosen, bold=columns() is not None, more=len(best) > limit))
    else:
        emit(results.nothing(asked_, hits.near(held, asked_), chosen))
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
