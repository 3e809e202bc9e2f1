"""The group that all commands belong to, and its exit codes."""

from __future__ import annotations

import click

from graph import __version__

FINDINGS, WRONG, INTERRUPTED = 1, 2, 130


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="wupian", message="%(prog)s %(version)s")
def commands() -> None:
    """Knowledge graphs from Chinese financial-policy news, every statement with the sentence that proves it.

    \b
    wupian build                      the graph of the seed article, in out/
    wupian query products             what each institution offers, with the sentences
    wupian analyse                    who acts on which of the five themes, and where the gaps are
    wupian explore --out graph.html   the graph as one interactive page that works offline
    wupian serve                      the graph on the web: pages, queries, search, an API
    """
