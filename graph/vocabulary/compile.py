"""Compiles the ontology's triples: entities and their names, relations and their words, cue words, name patterns.

That takes about 80 ms, nearly half of it for regular expressions, which a copy kept on disk would need compiled again;
so none is kept.
"""

from __future__ import annotations

import re
from collections import defaultdict
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from graph.errors import OntologyError
from graph.resources import folder
from graph.vocabulary.compiled import Argument, Frame, Known, Name, Pattern, Relation, Sense, Vocabulary
from graph.vocabulary.terms import BASE, ONTOLEX, RDF_TYPE, SCHEMA, SKOS, SUBCLASS, WP, local
from graph.vocabulary.triples import Graph, files

if TYPE_CHECKING:
    from collections.abc import Iterator


@lru_cache(maxsize=4)
def load(root: Path | None = None) -> Vocabulary:
    """The compiled ontology of a folder, by default the one that belongs to this program."""
    graph = Graph(files(root or folder("ontology")))
    parents = class_parents(graph)
    relations = {r.name: r for r in read_relations(graph)}
    known = {k.id: k for k in read_known(graph)}
    senses, cues = read_senses(graph, relations), read_cues(graph)
    return Vocabulary(
        parents=parents,
        relations=relations,
        known=known,
        names=tuple(read_names(graph, known)),
        senses=senses,
        patterns=tuple(sorted(read_patterns(graph, senses, cues), key=lambda p: (p.priority, p.id))),
        cues=cues,
        precision=read_precision(graph),
    )


def class_parents(graph: Graph) -> dict[str, frozenset[str]]:
    """Each class with itself and all classes above it."""
    direct = {
        local(c): {local(p) for p in graph.values(c, SUBCLASS) if p.startswith(WP)}
        for c in graph.of_type("http://www.w3.org/2002/07/owl#Class")
        if c.startswith(WP)
    }

    def above(name: str, seen: frozenset[str]) -> frozenset[str]:
        more = seen | {name}
        for parent in sorted(direct.get(name, set()) - seen):
            more |= above(parent, more)
        return more

    return {name: above(name, frozenset()) for name in direct}


def read_relations(graph: Graph) -> Iterator[Relation]:
    """The relations with their precise ends."""
    for iri in graph.of_type(WP + "Relation"):
        ends = [frozenset(map(local, graph.values(iri, SCHEMA + side))) for side in ("domainIncludes", "rangeIncludes")]
        yield Relation(local(iri), *ends)


TOPICS = ("Theme", "Segment", "Technology", "BusinessFunction")


def read_known(graph: Graph) -> Iterator[Known]:
    """The entities that the authority list and the schemes describe, and named collections of them."""
    described = {iri for iri in graph.by_subject if iri.startswith(BASE + "authority/")}
    for iri in sorted(
        described.union(*(graph.of_type(kind) for kind in (*map(WP.__add__, TOPICS), SKOS + "Collection")))
    ):
        types = [local(t) for t in graph.values(iri, RDF_TYPE)]
        if iri.startswith(BASE + "authority/"):
            kinds = [t for t in types if ":" not in t and "/" not in t]
        else:
            kinds = [t for t in types if t in TOPICS]
        label = next(iter(graph.chinese(iri, SKOS + "prefLabel")), "")
        if kinds and label:
            yield Known(local(iri), kinds[0], label)
        elif SKOS + "Collection" in graph.values(iri, RDF_TYPE) and label:
            yield Known(local(iri), "Collection", label, tuple(map(local, graph.values(iri, SKOS + "member"))))


NAME_PROPERTIES = {
    SKOS + "prefLabel": False,
    SKOS + "altLabel": False,
    SKOS + "hiddenLabel": False,
    WP + "formerName": False,
    WP + "contextualName": True,
}


def read_names(graph: Graph, known: dict[str, Known]) -> Iterator[Name]:
    """All surface forms of the known entities."""
    for entity in known.values():
        for prop, contextual in NAME_PROPERTIES.items():
            for text in graph.chinese(BASE + entity.id, prop):
                yield Name(text, entity.id, contextual)


def read_argument(graph: Graph, frame: str, role: str) -> Argument:
    """Where a frame finds its subject or object."""
    return Argument(
        side=graph.one(frame, WP + role + "Side"),
        near=graph.one(frame, WP + role + "Near") == "true",
        markers=frozenset(graph.chinese(frame, WP + role + "Marker")),
        zero=graph.one(frame, WP + role + "Zero") == "true",
    )


def read_senses(graph: Graph, relations: dict[str, Relation]) -> dict[str, tuple[Sense, ...]]:
    """The senses of each trigger word."""
    frames = {
        f: Frame(local(f), read_argument(graph, f, "subject"), read_argument(graph, f, "object"))
        for f in graph.of_type(WP + "Frame")
    }
    senses: dict[str, list[Sense]] = defaultdict(list)
    for entry in graph.of_type(ONTOLEX + "Word"):
        forms = [
            t
            for form in graph.values(entry, ONTOLEX + "canonicalForm")
            for t in graph.chinese(form, ONTOLEX + "writtenRep")
        ]
        for iri in graph.values(entry, ONTOLEX + "sense"):
            relation = relations[local(graph.one(iri, ONTOLEX + "reference"))]
            sense = Sense(
                id=local(iri).removeprefix("lexicon/"),
                relation=relation.name,
                frame=frames[graph.one(iri, WP + "frame")],
                subjects=frozenset(map(local, graph.values(iri, WP + "subjectClass"))) or relation.domain,
                objects=frozenset(map(local, graph.values(iri, WP + "objectClass"))) or relation.range,
                modality=local(graph.one(iri, WP + "modality")) or None,
            )
            for form in forms:
                senses[form].append(sense)
    return {word: (*senses[word], *inherited(word, senses)) for word in sorted(senses)}


def inherited(word: str, senses: dict[str, list[Sense]]) -> Iterator[Sense]:
    """The senses that a word has from the longest shorter word at its end, of relations of which it has none itself."""
    ending = next((word[i:] for i in range(1, len(word) - 1) if word[i:] in senses), None)
    own = {sense.relation for sense in senses[word]}
    for sense in senses[ending] if ending else ():
        if sense.relation not in own:
            yield sense


def expand(pattern: str, senses: dict[str, tuple[Sense, ...]], cues: dict[str, dict[str, str]]) -> str:
    """A pattern with `{cue:kind}` and `{sense:relation}` replaced by the alternatives they stand for."""

    def words(match: re.Match[str]) -> str:
        if match[1] == "cue":
            chosen = set(cues.get(match[2], ()))
        else:
            chosen = {word for word, found in senses.items() if any(s.relation == match[2] for s in found)}
        return "(?:" + "|".join(re.escape(w) for w in sorted(chosen, key=lambda w: (-len(w), w))) + ")"

    return re.sub(r"\{(cue|sense):([\w-]+)\}", words, pattern)


def read_patterns(
    graph: Graph, senses: dict[str, tuple[Sense, ...]], cues: dict[str, dict[str, str]]
) -> Iterator[Pattern]:
    """The shapes of names."""
    for iri in graph.of_type(WP + "NamePattern"):
        refuse = graph.one(iri, WP + "refuse")
        try:
            yield Pattern(
                id=local(iri),
                type=local(graph.one(iri, WP + "namesClass")),
                regex=re.compile(expand(graph.one(iri, WP + "pattern"), senses, cues)),
                stem=graph.one(iri, WP + "stem", "none"),
                refuse=re.compile(expand(refuse, senses, cues)) if refuse else None,
                collective=graph.one(iri, WP + "collective") == "true",
                priority=int(graph.one(iri, WP + "priority", "50")),
                owned=graph.one(iri, WP + "keyedWithOwner") == "true",
                owner=frozenset(map(local, graph.values(iri, WP + "ofClass"))),
                elliptic=graph.one(iri, WP + "houseBefore") == "true",
            )
        except re.error as error:
            raise OntologyError(f"The name pattern {iri} in lexicon.ttl is no regular expression: {error}.") from error


def read_cues(graph: Graph) -> dict[str, dict[str, str]]:
    """Cue words by kind, each with the value its list gives."""
    cues: dict[str, dict[str, str]] = defaultdict(dict)
    for iri in graph.of_type(WP + "CueList"):
        value = local(graph.one(iri, WP + "signals"))
        for word in graph.chinese(iri, WP + "word"):
            cues[graph.one(iri, WP + "cueKind")][word] = value
    return dict(cues)


def read_precision(graph: Graph) -> dict[str, tuple[int, int]]:
    """Counted precision: rule or relation → (right, all)."""
    return {
        graph.one(iri, WP + "ofRule"): (
            int(graph.one(iri, WP + "right", "0")),
            int(graph.one(iri, WP + "counted", "0")),
        )
        for iri in graph.of_type(WP + "Precision")
    }
