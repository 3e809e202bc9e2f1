"""What the commands share of their options and arguments: how these are declared, and what they mean."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from graph.errors import StoreError
from graph.terminal import Share

if TYPE_CHECKING:
    from graph.store.store import Store

Command = TypeVar("Command", bound=Callable[..., Any])
STORE = "out/store"
STORES = "Folder of a store that `wupian build` made, or the address of a SPARQL endpoint."


def lang_option(command: Command) -> Command:
    """The option that chooses the language."""
    return click.option("--lang", type=click.Choice(["zh", "en"]), help="Language of words for people.")(command)


def encoding_option(command: Command) -> Command:
    """The option that names the encoding of the articles."""
    return click.option("--encoding", default="utf-8", show_default=True, help="Encoding of the articles.")(command)


def store_option(command: Command) -> Command:
    """The option that names the store."""
    return click.option("--store", default=STORE, show_default=True, help=STORES)(command)


def parameter_option(command: Command) -> Command:
    """The option that gives parameters to a named query."""
    words = "A parameter of a named query."
    return click.option("--param", "-p", multiple=True, metavar="NAME=VALUE", help=words)(command)


def ontology_option(command: Command) -> Command:
    """The option that names another ontology."""
    kind = click.Path(file_okay=False, path_type=Path)
    return click.option("--ontology", type=kind, help="Ontology folder in place of the one that is shipped.")(command)


def format_option(first: str, *others: str) -> Callable[[Command], Command]:
    """The option that chooses the form of an answer, of which the first is the default."""
    choice = click.Choice([first, *others])
    return click.option("--format", "form", type=choice, default=first, show_default=True, help="Form of the answer.")


def confidence_option(default: float, words: str) -> Callable[[Command], Command]:
    """The option that sets the least confidence."""
    return click.option("--min-confidence", type=Share(), default=default, show_default=True, help=words)


def files(required: bool) -> Callable[[Command], Command]:
    """The argument that names articles."""
    return click.argument("paths", nargs=-1, required=required, type=click.Path(path_type=Path))


def opened(store: str) -> Store:
    """The store of a `--store` option."""
    from graph.store.opening import open_store

    return open_store(store)


def earlier(place: str) -> Store:
    """The store of a `--diff` option: a store in a folder or at an address, or the one in the folder of a build."""
    from graph.store.address import is_address
    from graph.store.embedded import is_store
    from graph.store.opening import open_store

    if is_address(place):
        return open_store(sound(place))
    folder = Path(sound(place))
    held = folder / Path(STORE).name
    if not is_store(folder) and not is_store(held):
        raise StoreError(f"There is no store at {place} or {held}; name an earlier store or build with --diff.")
    return open_store(folder if is_store(folder) else held)


def asked(question: str) -> str:
    """The question itself, which `-` says stands on stdin."""
    if question != "-":
        return sound(question)
    try:
        return sys.stdin.buffer.read().decode("utf-8-sig") if sys.stdin else ""
    except UnicodeDecodeError as error:
        raise click.UsageError(f"The query on stdin is not UTF-8 (byte {error.start}).") from error


def sound(text: str) -> str:
    """An argument that is text; bytes that are none in the terminal's encoding are wrong use."""
    try:
        text.encode("utf-8")
    except UnicodeEncodeError as error:
        raise click.UsageError(f"An argument is no text (character {error.start + 1}).") from error
    return text


def assignment(text: str) -> tuple[str, str]:
    """The name and value of a parameter."""
    name, sign, value = sound(text).partition("=")
    if not sign:
        raise click.UsageError(f"A parameter is written NAME=VALUE, not {text}.")
    return name, value
