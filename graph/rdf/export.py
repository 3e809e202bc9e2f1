"""The same triples in three files: `graph.nq`, `graph.ttl` and `graph.jsonld`, byte for byte the same at every build.

The triples come in the fixed order of `graph.rdf.write` and hold no blank nodes; the files are written in that order,
aside first and then renamed, so that no reader ever sees half a file.
"""

from __future__ import annotations

import json
import os
import re
from itertools import groupby
from operator import attrgetter
from typing import TYPE_CHECKING, Any

import pyoxigraph as ox

from graph.errors import OutputError
from graph.vocabulary import BASE, RDF_TYPE, WP

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

XSD = "http://www.w3.org/2001/XMLSchema#"
PREFIXES = {
    "article": BASE + "article/",
    "authority": BASE + "authority/",
    "claim": BASE + "claim/",
    "dcterms": "http://purl.org/dc/terms/",
    "figure": BASE + "figure/",
    "function": BASE + "function/",
    "id": BASE + "id/",
    "lex": BASE + "lexicon/",
    "org": "http://www.w3.org/ns/org#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "run": BASE + "run/",
    "schema": "https://schema.org/",
    "segment": BASE + "segment/",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "technology": BASE + "technology/",
    "theme": BASE + "theme/",
    "vann": "http://purl.org/vocab/vann/",
    "wp": WP,
    "xsd": XSD,
}
SPACES = {space: prefix for prefix, space in PREFIXES.items()}
NAMED = "A-Za-z0-9\u3400-\u4dbf\u4e00-\u9fff"  # a part of what Turtle allows
LOCAL = re.compile(f"[{NAMED}][{NAMED}_-]*")
BARE = {XSD + "boolean": re.compile(r"true|false"), XSD + "decimal": re.compile(r"[+-]?\d*\.\d+")}
FILES = ("graph.nq", "graph.ttl", "graph.jsonld")


def export(triples: Sequence[ox.Triple], out: Path) -> tuple[Path, ...]:
    """Write the three files into the folder `out` and give their paths; a place that cannot be written is an
    OutputError.
    """
    writers = (nquads, turtle, jsonld)
    try:
        out.mkdir(parents=True, exist_ok=True)
        for name, write in zip(FILES, writers, strict=True):
            aside = out / f".{name}.tmp"
            aside.write_text(write(triples), encoding="utf-8", newline="")
            os.replace(aside, out / name)
    except OSError as error:
        raise OutputError(f"The folder {out} cannot be written: {error.strerror or error}.") from error
    return tuple(out / name for name in FILES)


def nquads(triples: Sequence[ox.Triple]) -> str:
    """The triples as N-Quads in the default graph, a line each."""
    return "".join(f"{triple} .\n" for triple in triples)


def turtle(triples: Sequence[ox.Triple]) -> str:
    """The triples as Turtle: prefixes sorted, a blank line between subjects, a statement a line, `a` first."""
    name = shortener()
    blocks = []
    for _, group in groupby(triples, attrgetter("subject")):
        held = list(group)
        lines = " ;\n  ".join(f"{verb(t.predicate, name)} {value(t.object, name)}" for t in held)
        blocks.append(f"\n{name(subject(held[0]).value)} {lines} .\n")
    header = "".join(f"@prefix {prefix}: <{PREFIXES[prefix]}> .\n" for prefix in sorted(PREFIXES))
    return header + "".join(blocks)


def subject(triple: ox.Triple) -> ox.NamedNode:
    """The subject of a triple, which is never a blank node here."""
    if not isinstance(triple.subject, ox.NamedNode):
        raise AssertionError(f"{triple} does not begin with an IRI")
    return triple.subject


def shortener() -> Callable[[str], str]:
    """A function that gives an IRI as a prefixed name where Turtle allows it; it remembers what it has seen."""
    seen: dict[str, str] = {}

    def name(iri: str) -> str:
        if iri not in seen:
            short = compact(iri)
            seen[iri] = short if short != iri else f"<{iri}>"
        return seen[iri]

    return name


def compact(iri: str) -> str:
    """An IRI as a prefixed name, or as it is when no prefix fits or the rest is no plain name.

    >>> compact("https://w3id.org/wupian/ns#offers"), compact("https://w3id.org/wupian/lexicon/印发-issues")
    ('wp:offers', 'lex:印发-issues')
    >>> compact("https://w3id.org/wupian/article/a#char=1,2")
    'https://w3id.org/wupian/article/a#char=1,2'
    """
    cut = max(iri.rfind("#"), iri.rfind("/")) + 1
    prefix = SPACES.get(iri[:cut])
    return f"{prefix}:{iri[cut:]}" if prefix and LOCAL.fullmatch(iri, cut) else iri


def verb(predicate: ox.NamedNode, name: Callable[[str], str]) -> str:
    """A property in Turtle."""
    return "a" if predicate.value == RDF_TYPE else name(predicate.value)


def value(term: object, name: Callable[[str], str]) -> str:
    """An object in Turtle: booleans and decimals bare, datatypes as prefixed names."""
    if isinstance(term, ox.NamedNode):
        return name(term.value)
    if not isinstance(term, ox.Literal):
        raise AssertionError(f"{term} is neither an IRI nor a literal")
    datatype = term.datatype.value
    bare = BARE.get(datatype)
    if bare and bare.fullmatch(term.value):
        return term.value
    if term.language is not None or datatype == XSD + "string":
        return str(term)
    return f"{str(term).rpartition('^^')[0]}^^{name(datatype)}"


def jsonld(triples: Sequence[ox.Triple]) -> str:
    """The triples as flattened JSON-LD 1.1 with a context of prefixes, a node a line."""
    nodes = [json.dumps(node, ensure_ascii=False, separators=(",", ":")) for node in described(triples)]
    context = json.dumps({"@version": 1.1, **PREFIXES}, ensure_ascii=False, separators=(",", ":"))
    return '{"@context":' + context + ',\n"@graph":[\n' + ",\n".join(nodes) + "\n]}\n"


def described(triples: Sequence[ox.Triple]) -> Iterator[dict[str, Any]]:
    """One JSON-LD node object for each subject."""
    for node, group in groupby(triples, attrgetter("subject")):
        held: dict[str, Any] = {"@id": compact(node.value)}
        for predicate, same in groupby(group, attrgetter("predicate")):
            objects = [t.object for t in same]
            if predicate.value == RDF_TYPE:
                held["@type"] = [compact(o.value) for o in objects if isinstance(o, ox.NamedNode)]
            else:
                held[compact(predicate.value)] = [json_value(o) for o in objects]
        yield held


def json_value(term: Any) -> Any:
    """An object in JSON-LD; strings and booleans are JSON's own."""
    if isinstance(term, ox.NamedNode):
        return {"@id": compact(term.value)}
    if term.language is not None:
        return {"@value": term.value, "@language": term.language}
    datatype = term.datatype.value
    if datatype == XSD + "string":
        return term.value
    if datatype == XSD + "boolean" and term.value in ("true", "false"):
        return term.value == "true"
    return {"@value": term.value, "@type": compact(datatype)}
