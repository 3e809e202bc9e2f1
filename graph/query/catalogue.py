"""The named queries: every `ontology/queries/NAME.rq` with its question in Chinese and English.

A file begins with comment lines of the form `# key: value`:

    # question-zh: 某机构提供哪些产品？
    # question-en: Which products does an institution offer?
    # group: institutions
    # reads: triples
    # param: institution "" string

`reads` says whether the answer comes from plain triples (facts only), claims, figures or several of these. A parameter
is a variable of the query with its default and its type: string, integer, decimal, date or iri.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache
from pathlib import Path

from graph.errors import OntologyError, QueryError
from graph.resources import folder

NAME = re.compile(r"[a-z0-9-]+")
HEADER = re.compile(r"# ?([a-z-]+): *(.+?) *$")
PARAMETER = re.compile(r"(\w+) +(\"[^\"]*\"|\S+) +(string|integer|decimal|date|iri)")
VIOLATION = "-violation"


@dataclass(frozen=True, slots=True)
class Parameter:
    """A variable of a named query that the asker may set: its default as text, and its type."""

    name: str
    default: str
    type: str


@dataclass(frozen=True, slots=True)
class NamedQuery:
    """A query of the ontology: its name, its question in two languages, and its SPARQL text."""

    name: str
    question_zh: str
    question_en: str
    group: str
    reads: str
    parameters: tuple[Parameter, ...]
    sparql: str

    @property
    def violation(self) -> bool:
        """Whether it looks for breaches of a rule, so that no row is the good answer."""
        return self.name.endswith(VIOLATION)

    def question(self, lang: str) -> str:
        """The question in `zh` or `en`."""
        return self.question_zh if lang == "zh" else self.question_en


def catalogue() -> tuple[NamedQuery, ...]:
    """All named queries of the ontology by name; a broken file is an OntologyError."""
    return load(folder("ontology") / "queries")


@cache
def load(root: Path) -> tuple[NamedQuery, ...]:
    """The named queries of a folder by name."""
    return tuple(read(file) for file in sorted(root.glob("*.rq")))


def violations() -> tuple[NamedQuery, ...]:
    """The named queries that look for breaches of a rule."""
    return tuple(query for query in catalogue() if query.violation)


def named(name: str) -> NamedQuery:
    """The query of a name; an unknown name is a QueryError that offers the nearest ones."""
    queries = {query.name: query for query in catalogue()}
    if name in queries:
        return queries[name]
    near = get_close_matches(name, list(queries), n=3, cutoff=0.5) or [n for n in queries if name in n][:3]
    hint = f"did you mean {' or '.join(near)}?" if near else f"the names are: {', '.join(queries)}."
    raise QueryError(f"No query is named {name}; {hint}")


def read(file: Path) -> NamedQuery:
    """The query of one file."""
    try:
        sparql = file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise OntologyError(f"The query {file} cannot be read: {error}.") from error
    lines = [HEADER.fullmatch(line) for line in sparql.splitlines() if line.startswith("#")]
    pairs = [(line[1], line[2]) for line in lines if line]
    header = dict(pairs)
    missing = [key for key in ("question-zh", "question-en", "group", "reads") if key not in header]
    if missing or not NAME.fullmatch(file.stem):
        raise OntologyError(f"The query {file} has no `# {missing[0] if missing else 'name of a-z, 0-9 and -'}:` line.")
    parameters = tuple(parameter(value, file) for key, value in pairs if key == "param")
    return NamedQuery(
        file.stem,
        header["question-zh"],
        header["question-en"],
        header["group"],
        header["reads"],
        parameters,
        sparql,
    )


def parameter(text: str, file: Path) -> Parameter:
    """A parameter from its header line."""
    found = PARAMETER.fullmatch(text)
    if not found:
        raise OntologyError(f"The query {file} has a parameter that is not `name default type`: {text}.")
    name, default, kind = found.groups()
    return Parameter(name, default.strip('"'), kind)


def listing(lang: str) -> str:
    """The names of the queries with their questions, by group, and the parameters each takes."""
    lines: list[str] = []
    queries = [query for query in catalogue() if not query.violation]
    for group in sorted({query.group for query in queries}):
        lines += ["", group] if lines else [group]
        for query in (q for q in queries if q.group == group):
            takes = " ".join(f"-p {parameter.name}=" for parameter in query.parameters)
            lines.append(f"  {query.name:<28} {query.question(lang)} {takes}".rstrip())
    return "\n".join(lines) + "\n"
