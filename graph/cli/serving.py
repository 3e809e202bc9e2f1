"""The commands that bring a graph to others: publish."""

from __future__ import annotations

import click

from graph.cli.group import FINDINGS, commands
from graph.options import lang_option, opened, sound, store_option
from graph.terminal import emit, language, progress, settled


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
