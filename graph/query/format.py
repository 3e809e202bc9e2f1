r"""Answers as text: an aligned table for people, the formats of the W3C for programs.

SELECT and ASK are written as table, json, csv or tsv, CONSTRUCT and DESCRIBE as ttl, nt or jsonld. Lines end with
`\n` in every format (the W3C's CSV leaves the choice to its readers, which take either); data is written as it is, and
only the table shows control characters as pictures. That holds for CSV too, where a text that begins with `=` is left
as the article has it: whoever opens the file in a spreadsheet imports its columns as text.
"""

from __future__ import annotations

import json
import re
from typing import Any

from pyoxigraph import (
    BlankNode,
    CanonicalizationAlgorithm,
    Dataset,
    Literal,
    NamedNode,
    Quad,
    RdfFormat,
    Triple,
    serialize,
)

from graph.errors import QueryError
from graph.messages import say
from graph.query.run import XSD, Result
from graph.store.columns import pad, visible, width
from graph.store.prefixes import PREFIXES
from graph.store.store import Term

TABULAR = ("table", "json", "csv", "tsv")
GRAPHS = {"ttl": RdfFormat.TURTLE, "nt": RdfFormat.N_TRIPLES, "jsonld": RdfFormat.JSON_LD}
FORMATS = (*TABULAR, *GRAPHS)
SPACES = sorted(((space, prefix) for prefix, space in PREFIXES.items()), key=lambda pair: (-len(pair[0]), pair[0]))
NAMED = "A-Za-z0-9_\u3400-\u4dbf\u4e00-\u9fff"  # a part of what SPARQL allows
LOCAL = re.compile(f"[{NAMED}](?:[{NAMED}.-]*[{NAMED}-])?|")
NUMERIC = {XSD + name for name in ("integer", "decimal", "double", "nonNegativeInteger")}
BARE = {
    XSD + "integer": re.compile(r"[+-]?[0-9]+"),
    XSD + "decimal": re.compile(r"[+-]?[0-9]*\.[0-9]+"),
    XSD + "double": re.compile(r"[+-]?(?:[0-9]+\.[0-9]*|\.?[0-9]+)[eE][+-]?[0-9]+"),
}
GAP = "  "


def format(result: Result, fmt: str, lang: str = "en", columns: int | None = None) -> str:  # noqa: A001  # the verb
    """The answer in one of `FORMATS`, ending with a newline; `lang` is the language of the table's own words.

    A table wider than `columns` becomes one block for each row, a line for each of its cells. A format that does not
    fit the form of the query is a QueryError.
    """
    tabular = result.form in ("SELECT", "ASK")
    if fmt not in (TABULAR if tabular else GRAPHS):
        fitting = ", ".join(TABULAR if tabular else GRAPHS)
        raise QueryError(f"The answer to a query of the form {result.form} is written as {fitting}, not as {fmt}.")
    if fmt in GRAPHS:
        return graph(result.triples, fmt)
    if result.form == "ASK":
        return truth(result.truth, fmt, lang)
    match fmt:
        case "json":
            return as_json({"vars": list(result.variables)}, {"results": {"bindings": bindings(result)}})
        case "csv":
            rows = [result.variables, *(tuple(map(plain, row)) for row in result.rows)]
            return "".join(",".join(quoted(field, len(row)) for field in row) + "\n" for row in rows)
        case "tsv":
            rows = [tuple("?" + v for v in result.variables), *(tuple(map(exact, row)) for row in result.rows)]
            return "".join("\t".join(row) + "\n" for row in rows)
    return table(result, lang, columns)


def default(result: Result) -> str:
    """The format that an answer takes when none is asked for: table, or ttl for a graph."""
    return "table" if result.form in ("SELECT", "ASK") else "ttl"


def truth(value: bool, fmt: str, lang: str) -> str:
    """The answer to an ASK query."""
    if fmt == "json":
        return as_json({}, {"boolean": value})
    if fmt == "table":
        return say("query.yes" if value else "query.no", lang) + "\n"
    return "true\n" if value else "false\n"


def as_json(head: dict[str, Any], body: dict[str, Any]) -> str:
    """A document of the SPARQL results format in JSON."""
    return json.dumps({"head": head, **body}, ensure_ascii=False, separators=(",", ":")) + "\n"


def bindings(result: Result) -> list[dict[str, Any]]:
    """The rows as JSON objects; an unbound variable has no key."""
    pairs = (zip(result.variables, row, strict=True) for row in result.rows)
    return [{name: node(term) for name, term in row if term is not None} for row in pairs]


def node(term: Term) -> dict[str, Any]:
    """A term as the JSON format writes it."""
    match term:
        case NamedNode():
            return {"type": "uri", "value": term.value}
        case BlankNode():
            return {"type": "bnode", "value": term.value}
        case Triple():
            parts = {"subject": term.subject, "predicate": term.predicate, "object": term.object}
            return {"type": "triple", "value": {name: node(part) for name, part in parts.items()}}
    found = {"type": "literal", "value": term.value}
    if term.language:
        return found | {"xml:lang": term.language}
    return found if term.datatype.value == XSD + "string" else found | {"datatype": term.datatype.value}


def plain(term: Term | None) -> str:
    """A term as CSV writes it: its value alone."""
    if term is None:
        return ""
    return str(term) if isinstance(term, BlankNode | Triple) else term.value


def quoted(field: str, fields: int) -> str:
    """A field of CSV; an empty field that stands alone in its row is quoted, so that the row is no empty line."""
    if any(sign in field for sign in ',"\n\r') or (fields == 1 and not field):
        return '"' + field.replace('"', '""') + '"'
    return field


def exact(term: Term | None) -> str:
    """A term as TSV writes it: in the syntax of SPARQL, numbers bare."""
    if term is None:
        return ""
    if isinstance(term, Literal):
        bare = BARE.get(term.datatype.value)
        if bare and bare.fullmatch(term.value):
            return term.value
    return str(term)


def table(result: Result, lang: str, columns: int | None = None) -> str:
    """Aligned columns under the names of the variables, and how many rows there are; nothing is cut or wrapped.

    Rows that take more than `columns` are written as blocks instead.
    """
    if not result.rows:
        return say("query.none", lang) + "\n"
    cells = [tuple(visible(shown(term)) for term in row) for row in result.rows]
    widths = [max(map(width, column)) for column in zip(result.variables, *cells, strict=True)]
    numeric = [all(is_number(row[i]) for row in result.rows) for i in range(len(result.variables))]

    def line(row: tuple[str, ...]) -> str:
        columns = zip(row, widths, numeric, strict=True)
        return GAP.join(pad(cell, columns_, right=right) for cell, columns_, right in columns).rstrip() + "\n"

    rule = GAP.join("─" * columns_ for columns_ in widths) + "\n"
    count = say("query.row" if len(cells) == 1 else "query.rows", lang, count=len(cells))
    if columns is not None and len(rule) > columns + 1:
        return blocks(result.variables, cells) + f"({count})\n"
    return "".join([line(result.variables), rule, *map(line, cells), f"({count})\n"])


def blocks(variables: tuple[str, ...], cells: list[tuple[str, ...]]) -> str:
    """Rows below each other, each a line for every cell that is not empty, behind the name of its variable."""
    wide = max(map(width, variables))
    rows = (zip(variables, row, strict=True) for row in cells)
    return "".join("".join(f"{pad(name, wide)}{GAP}{cell}\n" for name, cell in row if cell) + "\n" for row in rows)


def is_number(term: Term | None) -> bool:
    """Whether a cell is a number or empty, so that its column is set flush right."""
    return term is None or (isinstance(term, Literal) and term.datatype.value in NUMERIC)


def shown(term: Term | None) -> str:
    """A term as the table shows it: a literal's value, an IRI as a prefixed name that queries understand.

    >>> shown(NamedNode("https://w3id.org/wupian/authority/haier"))
    'authority:haier'
    """
    if not isinstance(term, NamedNode):
        return plain(term)
    for space, prefix in SPACES:
        if term.value.startswith(space) and LOCAL.fullmatch(term.value[len(space) :]):
            return f"{prefix}:{term.value[len(space) :]}"
    return f"<{term.value}>"


def graph(triples: tuple[Triple, ...], fmt: str) -> str:
    """Triples as RDF: sorted, each once, blank nodes under canonical names."""
    kept = sorted(canonical(triples), key=lambda t: (str(t.subject), str(t.predicate), str(t.object)))
    prefixes = PREFIXES if fmt == "ttl" else None
    text = (serialize(kept, format=GRAPHS[fmt], prefixes=prefixes) or b"").decode("utf-8")
    return text if text.endswith("\n") else text + "\n"


def canonical(triples: tuple[Triple, ...]) -> set[Triple]:
    """The triples with the blank nodes renamed by RDFC-1.0, which depends on nothing but the graph itself."""
    if not any(isinstance(part, BlankNode | Triple) for t in triples for part in (t.subject, t.object)):
        return set(triples)
    dataset = Dataset(Quad(t.subject, t.predicate, t.object) for t in triples)
    dataset.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)
    return {quad.triple for quad in dataset}
