"""The authority list as Turtle: `ontology/authority.csv` is the source, `ontology/authority.ttl` is made from it.

`python -m graph.rdf.authority` writes the file, `python -m graph.rdf.authority --check` compares and ends with 1 when
the two differ. The Turtle is written line by line in a fixed order, so equal rows give equal bytes.
"""

from __future__ import annotations

import csv
import os
import re
import sys
from dataclasses import dataclass
from pathlib import Path

from graph.errors import OntologyError
from graph.resources import folder

AUTHORITY = "https://w3id.org/wupian/authority/"
PREFIXES = {
    "authority": AUTHORITY,
    "dcterms": "http://purl.org/dc/terms/",
    "org": "http://www.w3.org/ns/org#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "schema": "https://schema.org/",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "wp": "https://w3id.org/wupian/ns#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
SUCCESSION = re.compile(r"dissolved (\d{4}-\d\d-\d\d) \((?:replaced by|merged into) (\w+)\)")
SOURCES = ("name_source", "parent_source", "founded_source", "city_source")


@dataclass(frozen=True, slots=True)
class Row:
    """One organisation of the list; every field is the text of its column, lists are cut at `|`."""

    kind: str
    id: str
    name_zh: str
    name_en: str
    aliases_zh: tuple[str, ...]
    contextual_names: tuple[str, ...]
    hidden_labels: tuple[str, ...]
    former_names_zh: tuple[str, ...]
    parent_or_main_shareholder: tuple[str, ...]
    shareholding_detail: str
    founded: str
    founded_meaning: str
    city: str
    nfra_code: str
    lei: str
    status: str
    name_source: str
    parent_source: str
    founded_source: str
    city_source: str
    verification: str


LISTS = ("aliases_zh", "contextual_names", "hidden_labels", "former_names_zh", "parent_or_main_shareholder")


def read(file: Path) -> tuple[Row, ...]:
    """The rows of the list, in the order of the file; a missing file or column is an OntologyError."""
    try:
        with file.open(encoding="utf-8", newline="") as lines:
            return tuple(row(fields) for fields in csv.DictReader(lines))
    except (OSError, UnicodeDecodeError, TypeError, AttributeError) as error:
        raise OntologyError(f"The authority list {file} cannot be read: {error}.") from error


def row(fields: dict[str, str]) -> Row:
    """One row of the list from its columns."""
    cut = {name: tuple(part.strip() for part in fields.pop(name).split("|") if part.strip()) for name in LISTS}
    return Row(**cut, **{name: text.strip() for name, text in fields.items()})  # type: ignore[arg-type]  # text columns


def turtle(rows: tuple[Row, ...]) -> str:
    """The whole file: header, organisations by id, successions."""
    ids = names(rows)
    header = "".join(f"@prefix {prefix}: <{PREFIXES[prefix]}> .\n" for prefix in sorted(PREFIXES))
    note = "# Made from authority.csv by `python -m graph.rdf.authority`; edit the table, then run it again.\n"
    blocks = [organisation(each, ids) for each in sorted(rows, key=lambda r: r.id)]
    return "\n".join([header, note, *blocks, *successions(rows)])


def names(rows: tuple[Row, ...]) -> dict[str, str]:
    """Every name of an organisation and its id, for the shareholders that are in the list themselves."""
    return {
        name: each.id
        for each in rows
        for name in (each.name_zh, *each.aliases_zh, *each.contextual_names, *each.former_names_zh)
    }


def organisation(each: Row, ids: dict[str, str]) -> str:
    """The block of one organisation: structure, names in zh and en, identifiers, notes, sources."""
    known = sorted({ids[parent] for parent in each.parent_or_main_shareholder if parent in ids} - {each.id})
    link = "org:unitOf" if each.kind == "Department" else "org:linkedTo"
    statements = [
        *(f"{link} {iri(parent)}" for parent in known),
        f"skos:prefLabel {literal(each.name_zh, 'zh')}",
        *([f"skos:prefLabel {literal(each.name_en, 'en')}"] if each.name_en else []),
        f"rdfs:label {literal(each.name_zh, 'zh')}",
        *([f"rdfs:label {literal(each.name_en, 'en')}"] if each.name_en else []),
        *(f"skos:altLabel {literal(name, 'zh')}" for name in sorted(each.aliases_zh)),
        *(f"skos:hiddenLabel {literal(name, 'zh')}" for name in sorted(each.hidden_labels)),
        *(f"wp:contextualName {literal(name, 'zh')}" for name in sorted(each.contextual_names)),
        *(f"wp:formerName {literal(name, 'zh')}" for name in sorted(each.former_names_zh)),
        f"dcterms:identifier {literal(each.id)}",
        *([f"wp:nfraCode {literal(each.nfra_code)}"] if each.nfra_code else []),
        *([f"wp:lei {literal(each.lei)}"] if each.lei else []),
        *([f"schema:addressLocality {literal(each.city, 'zh')}"] if each.city else []),
        *([f"schema:foundingDate {literal(each.founded)}"] if each.founded else []),
        f"wp:status {literal(each.status)}",
        *(f"skos:note {literal(note, 'en')}" for note in notes(each)),
        *(f"dcterms:source {literal(source, 'en')}" for source in sources(each)),
        f"wp:verification {literal(each.verification, 'en')}",
    ]
    return f"{iri(each.id)} a wp:{each.kind} ;\n  " + " ;\n  ".join(statements) + " .\n"


def notes(each: Row) -> list[str]:
    """What the list says in free words of shareholders and of the founding date."""
    parents = ", ".join(each.parent_or_main_shareholder)
    heads = ("remark", "remark") if each.kind == "Bank" else ("parent or main shareholder", "shareholding")
    texts = (parents, each.shareholding_detail)
    found = [*zip(heads, texts, strict=True), ("meaning of the founding date", each.founded_meaning)]
    return [f"{head}: {text}" for head, text in found if text]


def sources(each: Row) -> list[str]:
    """Where each part of the entry comes from, as written in the list, unverified parts included."""
    found = [(column.removesuffix("_source"), getattr(each, column)) for column in SOURCES]
    return [f"{part}: {text}" for part, text in found if text]


def successions(rows: tuple[Row, ...]) -> list[str]:
    """One change event for each body that took over others, read from their status."""
    events: dict[tuple[str, str], list[str]] = {}
    for each in rows:
        if match := SUCCESSION.match(each.status):
            events.setdefault((match[2], match[1]), []).append(each.id)
    return [succession(heir, day, sorted(events[heir, day])) for heir, day in sorted(events)]


def succession(heir: str, day: str, before: list[str]) -> str:
    """The block of one change event."""
    statements = [
        *(f"org:originalOrganization {iri(old)}" for old in before),
        f"org:resultingOrganization {iri(heir)}",
        f'dcterms:date "{day}"^^xsd:date',
    ]
    return f"<{AUTHORITY}succession/{heir}> a org:ChangeEvent ;\n  " + " ;\n  ".join(statements) + " .\n"


def iri(name: str) -> str:
    """An organisation's prefixed name.

    >>> iri("haier")
    'authority:haier'
    """
    return f"authority:{name}"


def literal(text: str, language: str = "") -> str:
    r"""A Turtle literal.

    >>> literal('a "b"', "en")
    '"a \\"b\\""@en'
    """
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{escaped}"' + (f"@{language}" if language else "")


def main(arguments: list[str]) -> int:
    """Writes the file, or with `--check` compares it; 1 when it is out of date."""
    root = folder("ontology")
    target, made = root / "authority.ttl", turtle(read(root / "authority.csv"))
    if "--check" in arguments:
        return 0 if target.is_file() and target.read_text(encoding="utf-8") == made else 1
    aside = target.with_name(".authority.ttl.tmp")
    aside.write_text(made, encoding="utf-8", newline="\n")
    os.replace(aside, target)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
