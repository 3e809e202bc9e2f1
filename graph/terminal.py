"""How the command line speaks: data on stdout, words for people on stderr, in the language they read."""

from __future__ import annotations

import io
import math
import os
import shutil
import sys
import time
from typing import TYPE_CHECKING, Any

import click

from graph.errors import OutputError
from graph.store.columns import visible

if TYPE_CHECKING:
    from collections.abc import Callable

PATIENCE = 2  # seconds before long work tells how far it is


def prepare() -> None:
    r"""Make stdout UTF-8 with `\n`, whatever the locale."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8", errors="replace", newline="\n")


def complain(sentence: str) -> None:
    """Say on stderr what is wrong."""
    click.echo("wupian: " + "\n".join(map(visible, sentence.split("\n"))), err=True)


def emit(text: str, code: int = 0) -> None:
    """Write data to stdout at once; when nobody reads on, exit quietly with `code`."""
    try:
        print(text, end="", flush=True)
    except BrokenPipeError:
        silence()
        sys.exit(code)
    except OSError as error:
        silence()
        raise OutputError(f"The output cannot be written: {error.strerror}.") from error


def silence() -> None:
    """Let what stdout still holds go nowhere, so that the end of the program does not try to write it again."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def columns() -> int | None:
    """How many columns the terminal has that stdout is, None when it is something else."""
    return shutil.get_terminal_size().columns if sys.stdout is not None and sys.stdout.isatty() else None


def language(chosen: str | None) -> str:
    """The language of words for people: the chosen one, else the locale's when that is Chinese, else English."""
    held = next((os.environ[name] for name in ("LC_ALL", "LC_MESSAGES", "LANG") if os.environ.get(name)), "")
    return chosen or ("zh" if held.lower().startswith("zh") else "en")


class Share(click.FloatRange):
    """A number from 0 to 1."""

    def __init__(self) -> None:
        super().__init__(0, 1)

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """The number; NaN, which is outside every range, is refused like one."""
        number = super().convert(value, param, ctx)
        return self.fail(f"{value} is not in the range 0<=x<=1.", param, ctx) if math.isnan(number) else number


def progress(name: str, done: int, total: int) -> None:
    """Show on a terminal's stderr how far a long piece of work is."""
    if sys.stderr.isatty():
        click.echo(f"\r\x1b[K[{done + 1}/{total}] {visible(name)}", err=True, nl=False)


def patient(words: Callable[[str], str]) -> Callable[[str, int, int], None]:
    """Progress that stays silent for the first seconds; `words` tell what a step's name means."""
    began = time.monotonic()

    def tell(name: str, done: int, total: int) -> None:
        if time.monotonic() - began > PATIENCE:
            progress(words(name), done, total)

    return tell


def settled() -> None:
    """Clear the line of progress."""
    if sys.stderr.isatty():
        click.echo("\r\x1b[K", err=True, nl=False)
