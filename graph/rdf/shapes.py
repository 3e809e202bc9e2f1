"""The SHACL shapes of the relations, made from the precise domains and ranges in `ontology/wupian.ttl`.

They are the last part of `ontology/shapes/data.ttl`, behind the line that begins with `# Relations`; what stands
above that line is written by hand. `python -m graph.rdf.shapes` writes the part, `--check` compares it.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator

from graph.messages import LANGUAGES, say
from graph.resources import folder
from graph.vocabulary import LABEL, WP, Relation, load, parse

MARK = "# Relations"
SIDES = (("subject", "sh:targetSubjectsOf"), ("object", "sh:targetObjectsOf"))


def turtle() -> str:
    """The part of the file that is made: the end classes, then both ends of every relation by name."""
    root = folder("ontology")
    relations = sorted(load(root).relations.values(), key=lambda r: r.name)
    label = labels()
    ends = sorted({name for r in relations for name in r.domain | r.range})
    classes = [f"shape:is-{name} a sh:NodeShape ;\n  sh:class wp:{name} .\n" for name in ends]
    return "\n".join([*classes, *(shape for relation in relations for shape in both(relation, label))])


def labels() -> dict[tuple[str, str], str]:
    """The labels of the vocabulary's terms by local name and language."""
    import pyoxigraph as ox

    found = {}
    for triple in parse(folder("ontology") / "wupian.ttl"):
        term, text = triple.subject, triple.object
        if triple.predicate.value == LABEL and isinstance(term, ox.NamedNode) and isinstance(text, ox.Literal):
            found[term.value.removeprefix(WP), text.language or ""] = text.value
    return found


def both(relation: Relation, label: dict[tuple[str, str], str]) -> Iterator[str]:
    """The two shapes of a relation: what its subjects and what its objects are."""
    for (side, target), classes in zip(SIDES, (relation.domain, relation.range), strict=True):
        names = sorted(classes)
        if len(names) == 1:
            check = f"sh:class wp:{names[0]}"
        else:
            check = "sh:or ( " + " ".join(f"shape:is-{name}" for name in names) + " )"
        messages = [message(side, relation.name, names, label, lang) for lang in LANGUAGES]
        lines = [f"{target} wp:{relation.name}", check, *messages]
        yield f"shape:{relation.name}-{side} a sh:NodeShape ;\n  " + " ;\n  ".join(lines) + " .\n"


def message(side: str, relation: str, names: list[str], label: dict[tuple[str, str], str], lang: str) -> str:
    """The message of a shape in one language."""
    text = say(
        f"shape.{side}",
        lang,
        relation=label[relation, lang],
        classes=say("shape.or", lang).join(label[n, lang] for n in names),
    )
    return f'sh:message "{text}"@{lang}'


def main(arguments: list[str]) -> int:
    """Write the part, or with `--check` compare it; 1 when it is out of date."""
    target = folder("ontology") / "shapes" / "data.ttl"
    text = target.read_text(encoding="utf-8")
    start = text.index(MARK)
    head = text[: text.index("\n", start) + 1]
    made = f"{head}\n{turtle()}"
    if "--check" in arguments:
        return 0 if made == text else 1
    aside = target.with_name(".data.ttl.tmp")
    aside.write_text(made, encoding="utf-8", newline="\n")
    os.replace(aside, target)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
