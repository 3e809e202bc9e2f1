"""The commands that open the graph to others: serve, publish."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from graph.cli.group import FINDINGS, commands
from graph.options import lang_option, opened, sound, store_option
from graph.terminal import emit, language, progress, settled

if TYPE_CHECKING:
    from graph.serve.settings import Settings

PATIENCE = "Seconds that a request may take to come, and to wait for its turn."
MEGABYTE = 1 << 20


@commands.command()
@store_option
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen at.")
@click.option("--port", default=8000, show_default=True, type=click.IntRange(0, 65535), help="0 takes a free one.")
@click.option("--public", is_flag=True, help="For other people: refuses unsafe settings, limits each client.")
@click.option("--name", "names", multiple=True, metavar="HOST", help="A host name that people use; may be repeated.")
@click.option("--workers", type=click.IntRange(1, 64), help="Queries evaluated at once; default: the processors.")
@click.option(
    "--timeout", default=10.0, show_default=True, type=click.FloatRange(0.1, 3600), help="Seconds a query has."
)
@click.option("--limit", default=32, show_default=True, type=click.IntRange(1, 4096), help="Megabytes of an answer.")
@click.option("--memory", default=1024, show_default=True, type=click.IntRange(64), help="Megabytes a query may take.")
@click.option("--rate", type=click.FloatRange(0), help="Requests a second of one client; default: 20 if --public.")
@click.option("--update-port", type=click.IntRange(0, 65535), help="Also take updates, on this port of this machine.")
@click.option("--update-token", envvar="WUPIAN_TOKEN", help="What updates are authorized with; or WUPIAN_TOKEN.")
@click.option("--patience", default=10.0, show_default=True, type=click.FloatRange(0.1), help=PATIENCE)
@click.option("--quiet", is_flag=True, help="Write no line for each request.")
@lang_option
def serve(store: str, lang: str | None, **options: Any) -> int:
    """Serve the graph: SPARQL, a page for every node, search, API.

    The service answers the SPARQL 1.1 Protocol at /sparql, gives every IRI of the graph a page, and has a query page,
    the explorer, full-text search, /api, /health and /metrics. Queries are evaluated by processes that are ended when
    they take too long or too much. When `wupian build` writes the store anew, the new one is served without a break.
    SIGTERM and Ctrl-C let running requests end.

    \b
    Examples:
      wupian serve
      wupian serve --store graph-of-july/store --port 8080
      wupian serve --public --name graph.example.org --timeout 5
      curl 'http://127.0.0.1:8000/sparql?query=ASK+%7B+%3Fs+%3Fp+%3Fo+%7D'
    """
    from graph.messages import say
    from graph.serve import server

    settings = setup(store, **options)
    lang = language(lang)

    def say_so(told: server.Opened) -> None:
        click.echo(say("serving.opened", lang, address=told.address, triples=told.triples, store=store), err=True)
        if told.updates:
            click.echo(say("serving.updates", lang, address=told.updates), err=True)
        if settings.public:
            click.echo(say("serving.proxy", lang), err=True)

    server.run(settings, say_so)
    click.echo(say("serving.closed", lang), err=True)
    return 0


def setup(
    store: str,
    *,
    workers: int | None,
    rate: float | None,
    quiet: bool,
    limit: int,
    memory: int,
    public: bool,
    update_token: str | None,
    **given: Any,
) -> Settings:
    """The settings of a service from the options of the command."""
    from graph.serve.settings import PROCESSORS, PUBLIC_RATE, Settings

    return Settings(
        place=store,
        workers=workers or PROCESSORS,
        rate=rate if rate is not None else PUBLIC_RATE * public,
        limit=limit * MEGABYTE,
        memory=memory * MEGABYTE,
        public=public,
        update_token=update_token or "",
        log=not quiet,
        **given,
    )


@commands.command()
@store_option
@click.option("--to", required=True, metavar="URL", help="Address to write to.")
@click.option("--graph", metavar="IRI", help="Named graph to replace; default: the default graph.")
@click.option(
    "--protocol",
    type=click.Choice(["gsp", "update"]),
    default="gsp",
    show_default=True,
    help="SPARQL 1.1 Graph Store Protocol (PUT), or SPARQL Update.",
)
@click.option("--token", envvar="WUPIAN_TOKEN", help="Bearer token; better given as WUPIAN_TOKEN.")
@click.option("--check", metavar="URL", help="Address to query afterwards: does it count as many statements?")
@lang_option
def publish(
    store: str, to: str, graph: str | None, protocol: str, token: str | None, check: str | None, lang: str | None
) -> int:
    """Put the graph of a store into a SPARQL server.

    It replaces what the graph held there. By gsp it goes in one request, which servers take whole or not at all; by
    update in several, so that a failure leaves a part: publish again. A user and password may stand in the address.
    Virtuoso reads the file graph.nq of a build by its bulk loader too. Exit code 1: --check counts another number of
    statements.

    \b
    Examples:
      wupian publish --to http://localhost:7878/store
      wupian publish --to http://localhost:8890/sparql --protocol update --graph http://example.org/g
      wupian publish --to http://user:password@example.org/store --check http://example.org/sparql
      WUPIAN_TOKEN=secret wupian publish --to https://example.org/store
    """
    from graph.messages import say
    from graph.store import publishing, remote

    lines = opened(store).lines()
    try:
        publishing.publish(lines, sound(to), graph=graph, protocol=protocol, token=token, progress=progress)
    finally:
        settled()
    emit(say("publish.done", language(lang), count=f"{len(lines):,}"))
    if check is None:
        return 0
    held = publishing.count(remote.RemoteStore(sound(check)), graph)
    code = 0 if held == len(lines) else FINDINGS
    key = "publish.same" if held == len(lines) else "publish.other"
    emit(say(key, language(lang), count=f"{held:,}"), code)
    return code
