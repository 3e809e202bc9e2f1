"""Checks a store: every quote against its article, the rules of the ontology as queries, and the SHACL shapes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from graph.messages import say
from graph.store.columns import visible

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    import pyoxigraph as ox

    from graph.rdf.validate import Violation
    from graph.store.store import Store

QUOTES = """
SELECT ?claim ?text ?start ?end ?quote WHERE {
  ?claim a wp:Claim .
  OPTIONAL {
    ?claim wp:supportedBy ?passage .
    ?passage wp:start ?start ; wp:end ?end ; wp:quote ?quote ; wp:inArticle/wp:text ?text .
  }
}
"""


@dataclass(frozen=True, slots=True)
class Breach:
    """A rule of the ontology that the store breaks: the rule's query, and how often and first where it is broken."""

    name: str
    question_zh: str
    question_en: str
    rows: int
    first: str

    def question(self, lang: str) -> str:
        """What the rule's query looks for."""
        return self.question_zh if lang == "zh" else self.question_en


@dataclass(frozen=True, slots=True)
class Check:
    """What a check found: `exact` of `claims` claims have quotes that slice their article exactly."""

    claims: int
    exact: int
    violations: tuple[Violation, ...]
    breaches: tuple[Breach, ...]

    @property
    def passed(self) -> bool:
        """Whether nothing was found."""
        return self.exact == self.claims and not self.violations and not self.breaches


def check(store: Store, triples: Iterable[ox.Triple] | None = None, shapes: Path | None = None) -> Check:
    """What is wrong with a store; `triples` are its content where the caller has it at hand."""
    from graph.rdf import ntriples
    from graph.rdf.validate import validate

    claims, exact = quotes(store)
    held = triples if triples is not None else ntriples.triples(store.lines())
    return Check(claims, exact, validate(held, shapes), tuple(breaches(store)))


def quotes(store: Store) -> tuple[int, int]:
    """How many claims there are, and how many have a quote and only quotes that the raw article holds in place."""
    claims: set[str] = set()
    wrong: set[str] = set()
    for claim, text, start, end, quote in store.select(QUOTES).rows:
        name = str(claim)
        claims.add(name)
        if None in (text, start, end, quote) or not slices(*map(value, (text, start, end, quote))):
            wrong.add(name)
    return len(claims), len(claims - wrong)


def slices(text: str, start: str, end: str, quote: str) -> bool:
    """Whether a text has a quote, not blank, between two offsets."""
    return start.isdigit() and end.isdigit() and bool(quote.strip()) and text[int(start) : int(end)] == quote


def breaches(store: Store) -> Iterator[Breach]:
    """The rules that the store breaks, in the order of their names."""
    from graph.query.catalogue import violations
    from graph.query.format import shown

    for rule in violations():
        rows = store.select(rule.sparql).rows
        if rows:
            first = " ".join(shown(term) for term in rows[0])
            yield Breach(rule.name, rule.question_zh, rule.question_en, len(rows), first)


def value(term: object) -> str:
    """The text of a literal."""
    return str(getattr(term, "value", term))


def words(found: Check, lang: str) -> str:
    """A check in words, a line each, ending with a newline."""
    lines = [say("check.quotes", lang, exact=found.exact, claims=found.claims)]
    lines += [
        say("check.breach", lang, name=b.name, question=b.question(lang), count=b.rows, first=visible(b.first))
        for b in found.breaches
    ]
    lines.append(say("violation.count", lang, count=len(found.violations)))
    for each in found.violations:
        message = each.message_zh if lang == "zh" else each.message_en
        lines.append("  " + say("violation.line", lang, focus=visible(each.focus), message=message))
    lines.append(say("check.passed" if found.passed else "check.failed", lang))
    return "\n".join(lines) + "\n"
