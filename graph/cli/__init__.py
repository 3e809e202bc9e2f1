"""The command line: the verbs of the pipeline, results on stdout, progress and errors on stderr.

Every command imports what it needs when it runs, so that `--help` answers at once.
"""

from __future__ import annotations

import os
import sys

import click

from graph.cli import analysing, asking, making, serving
from graph.cli.group import INTERRUPTED, WRONG, commands
from graph.errors import WupianError
from graph.terminal import complain, prepare

__all__ = ["analysing", "asking", "commands", "main", "making", "serving"]


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
