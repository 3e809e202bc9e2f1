"""The parameters of the API as data (their kinds, bounds, choices and defaults), and how their values are read."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from graph.serve.api.problems import AskError

if TYPE_CHECKING:
    from pyoxigraph import NamedNode

    from graph.store.store import Term

    Value = str | int | bool | Decimal | date | NamedNode

LETTERS = r"A-Za-z0-9._~!$&'()*+,;=:@?\u00a0-\ud7ff\uf900-\ufdcf\ufdf0-\uffef"
FIRST = rf"(?:[{LETTERS}-]|%[0-9A-Fa-f]{{2}})"
LATER = rf"(?:[{LETTERS}/-]|%[0-9A-Fa-f]{{2}})"
HOST = rf"//[A-Za-z0-9][A-Za-z0-9.-]*(?::[0-9]{{1,5}})?(?:[/?]{LATER}*)?"
IRI = rf"^[A-Za-z][A-Za-z0-9+.-]*:(?:{HOST}|(?:/?{FIRST}{LATER}*)?)(?:#{LATER}*)?$"
INTEGER = re.compile(r"-?[0-9]{1,18}", re.ASCII)
NUMBER = re.compile(r"-?(?:[0-9]{1,20}(?:\.[0-9]{0,40})?|\.[0-9]{1,40})(?:[eE][+-]?[0-9]{1,3})?", re.ASCII)
DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII)
TRUTH = {"true": True, "false": False}
STEP = Decimal("0.000001")
SHOWN = 60  # characters of a wrong value that its error repeats


@dataclass(frozen=True, slots=True)
class Parameter:
    """A parameter of the query string.

    `kind` is text, iri, integer, number, boolean, date or choice. `least` and `most` bound numbers, and `most` the
    length of a text or IRI; `choices` gives the values of a choice. A default is a value as it is read.
    """

    name: str
    kind: str
    default: Value | None = None
    least: int = 0
    most: int = 200
    choices: Callable[[], Sequence[str]] = tuple
    required: bool = False


@dataclass(frozen=True, slots=True)
class Given:
    """The values of a request by name, defaults included; `rest` are the pairs that no parameter declares."""

    values: Mapping[str, Value]
    rest: tuple[tuple[str, str], ...] = ()

    def __contains__(self, name: str) -> bool:
        return name in self.values

    def text(self, name: str) -> str:
        """A value as text, empty where it is not given."""
        found = self.values.get(name, "")
        return getattr(found, "value", None) or str(found)

    def count(self, name: str) -> int:
        """A whole number."""
        found = self.values[name]
        assert isinstance(found, int)
        return found

    def number(self, name: str) -> Decimal:
        """A decimal number."""
        return Decimal(str(self.values[name]))

    def flag(self, name: str) -> bool:
        """Whether a boolean is given and true."""
        return self.values.get(name) is True

    def terms(self, *names: str) -> dict[str, Term]:
        """The RDF terms of the given ones among some parameters, to be put into a query."""
        return {name: term(self.values[name]) for name in names if name in self.values}


def read(declared: Sequence[Parameter], params: Sequence[tuple[str, str]], *, rest: bool = False) -> Given:
    """The values of the pairs of a query string; with `rest`, pairs that are not declared are kept for the caller."""
    known = {parameter.name: parameter for parameter in declared}
    values = {parameter.name: parameter.default for parameter in declared}
    seen: set[str] = set()
    for name, text in params:
        whole(name, text)
        if name in seen:
            raise AskError("repeated", 400, f"Give the parameter {name} once.", parameter=name)
        if name in known:
            values[name] = value(known[name], text)
        elif not rest:
            has = ", ".join(known)
            raise AskError(
                "unknown-parameter", 400, f"Leave out {cut(name)}; the parameters are {has}.", parameter=name
            )
        seen.add(name)
    for parameter in declared:
        if parameter.required and values[parameter.name] is None:
            raise AskError("missing", 400, f"Give the parameter {parameter.name}.", parameter=parameter.name)
    further = tuple((name, text) for name, text in params if name not in known)
    return Given({name: found for name, found in values.items() if found is not None}, further)


def whole(name: str, text: str) -> None:
    """Refuses halves of characters, which is what bytes become that are no UTF-8."""
    if any("\ud800" <= character <= "\udfff" for character in name + text):
        shown = name.encode("utf-8", "replace").decode("utf-8")
        raise AskError("bad-value", 400, "Write the parameters in UTF-8, percent-encoded.", parameter=shown)


def value(parameter: Parameter, text: str) -> Value:
    """The value of a parameter's text."""
    found = READERS[parameter.kind](parameter, text)
    if found is None:
        detail = f'"{cut(text)}" is not.'
        title = f"The parameter {parameter.name} must be {wanted(parameter)}."
        raise AskError("bad-value", 400, title, detail, parameter.name)
    return found


def wanted(parameter: Parameter) -> str:
    """What a parameter takes, in words."""
    match parameter.kind:
        case "choice":
            return "one of " + ", ".join(parameter.choices())
        case "integer":
            return f"a whole number from {parameter.least} to {parameter.most}"
        case "number":
            return f"a number from {parameter.least} to {parameter.most}"
        case "iri":
            return "an IRI or a prefixed name such as authority:haier"
        case "text":
            return f"a text of at most {parameter.most} characters"
    return {"boolean": "true or false", "date": "a date such as 2025-07-17"}[parameter.kind]


def cut(text: str) -> str:
    """A text that is long shown in part."""
    return text if len(text) <= SHOWN else text[: SHOWN - 1] + "…"


def as_integer(parameter: Parameter, text: str) -> int | None:
    """A whole number within bounds."""
    return int(text) if INTEGER.fullmatch(text) and parameter.least <= int(text) <= parameter.most else None


def as_number(parameter: Parameter, text: str) -> Decimal | None:
    """A number within bounds, to six places."""
    if not NUMBER.fullmatch(text) or not parameter.least <= Decimal(text) <= parameter.most:
        return None
    return Decimal(text).quantize(STEP)


def as_date(_: Parameter, text: str) -> date | None:
    """A day of the calendar."""
    try:
        return date.fromisoformat(text) if DAY.fullmatch(text) else None
    except ValueError:
        return None


def as_iri(parameter: Parameter, text: str) -> NamedNode | None:
    """An IRI, given whole or as a prefixed name."""
    from graph.errors import QueryError
    from graph.query.run import iri

    if len(text) > parameter.most or not re.fullmatch(IRI, text) or text.endswith("\n"):
        return None
    try:
        return iri(parameter.name, text)
    except QueryError:
        return None


READERS: dict[str, Callable[[Parameter, str], Value | None]] = {
    "text": lambda parameter, text: text if len(text) <= parameter.most else None,
    "integer": as_integer,
    "number": as_number,
    "boolean": lambda _, text: TRUTH.get(text),
    "date": as_date,
    "choice": lambda parameter, text: text if text in parameter.choices() else None,
    "iri": as_iri,
}


def term(found: Value) -> Term:
    """The RDF term of a value."""
    from pyoxigraph import Literal, NamedNode

    from graph.query.run import XSD

    match found:
        case NamedNode() | bool() | int():
            return found if isinstance(found, NamedNode) else Literal(found)
        case Decimal():
            return Literal(format(found, "f"), datatype=NamedNode(XSD + "decimal"))
        case date():
            return Literal(found.isoformat(), datatype=NamedNode(XSD + "date"))
    return Literal(found)
