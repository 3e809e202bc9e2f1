"""The query page: an editor for SPARQL with the questions of the ontology beside it and the answer below it."""

from __future__ import annotations

import json
import re
from functools import cache
from typing import TYPE_CHECKING, Any

from graph.messages import table
from graph.query.catalogue import NAME, NamedQuery, catalogue
from graph.query.format import shown
from graph.query.run import values
from graph.rdf.known import core
from graph.resources import asset
from graph.serve.pages import page
from graph.store.embedded import in_memory
from graph.store.grammar import Expression, rules
from graph.store.grammar import words as listed
from graph.store.prefixes import PREFIXES
from graph.store.sparql import fill, tokens
from graph.vocabulary import BASE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from graph.serve.exchange import Ask, Reply
    from graph.store.store import Store

MESSAGES = "query_"
HEADER = re.compile(r"\A(?:#[^\n]*\n)+\s*")
OWN_SYNTAX = ("COUNT", "GROUP_CONCAT", "EXISTS")  # functions that the grammar writes out


def respond(store: Store, ask: Ask) -> Reply:  # noqa: ARG001  # the page asks the store by itself
    """The page at `/query`, its editor filled with `?query=` (SPARQL or the name of a question); 404 below it."""
    given = ask.get("query")
    status = 200 if ask.path in ("/query", "/query/") else 404
    query = text(given, ask.lang) if given else asset("serve", "assets", "first.rq").read_text(encoding="utf-8")
    return page(ask, "query.html", status, query=query, island=island(ask.lang))


def text(given: str, lang: str) -> str:
    """The SPARQL text of the question of a name with its defaults; any other text as it is."""
    known = {query.name: query for query in catalogue()} if NAME.fullmatch(given) else {}
    return fill(plain(known[given], lang), values(known[given], ())) if given in known else given


def plain(query: NamedQuery, lang: str) -> str:
    """The text of a named query, with its question in place of the lines for machines."""
    return f"# {query.question(lang)}\n{HEADER.sub('', query.sparql)}"


@cache
def island(lang: str) -> Any:
    """What the scripts of the page know, as JSON that cannot end its element."""
    from markupsafe import Markup

    held = {
        "lang": lang,
        "base": BASE,
        "words": {key: entry[lang] for key, entry in table()["serve"].items() if key.startswith(MESSAGES)},
        "prefixes": PREFIXES,
        "keywords": keywords(),
        "functions": functions(),
        "terms": [*terms(), *foreign()],
        "queries": [described(query, lang) for query in catalogue()],
    }
    return Markup(json.dumps(held, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c"))


def keywords() -> list[str]:
    """The keywords of SPARQL that are not functions, as the grammar writes them."""
    return sorted({word for rule in rules().values() for word in literals(rule)} - set(functions()))


def functions() -> list[str]:
    """The functions of SPARQL."""
    return sorted({*listed("FUNCTION"), *OWN_SYNTAX})


def literals(expression: Expression) -> Iterator[str]:
    """The keywords in an expression of the grammar."""
    if expression.of == "word" and expression.text.isupper():
        yield expression.text
    for part in expression.parts:
        yield from literals(part)


@cache
def terms() -> tuple[dict[str, str], ...]:
    """The classes, relations, properties and values of the vocabulary: name, IRI, kind and labels."""
    found = in_memory(core()).select(asset("serve", "assets", "terms.rq").read_text(encoding="utf-8"))
    keys = ("iri", "kind", "zh", "en")
    rows = [dict(zip(keys, (str(getattr(cell, "value", "")) for cell in row), strict=True)) for row in found]
    return tuple({"name": shown(row[0]), **held} for row, held in zip(found, rows, strict=True))


def foreign() -> list[dict[str, str]]:
    """The terms of other vocabularies that the named queries use and ours does not describe."""
    named = {token.text for query in catalogue() for token in tokens(query.sparql) if token.kind == "PNAME"}
    pairs = sorted((name, *name.split(":", 1)) for name in named - {term["name"] for term in terms()})
    whole = [(name, PREFIXES[prefix] + local) for name, prefix, local in pairs if local and prefix in PREFIXES]
    return [{"name": name, "iri": iri, "kind": "property", "zh": "", "en": ""} for name, iri in whole]


def described(query: NamedQuery, lang: str) -> dict[str, Any]:
    """A named query as the page holds it."""
    return {
        "name": query.name,
        "group": query.group,
        "question": {"zh": query.question_zh, "en": query.question_en},
        "parameters": [{"name": p.name, "type": p.type, "default": p.default} for p in query.parameters],
        "sparql": plain(query, lang),
    }
