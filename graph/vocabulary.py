"""The ontology as one immutable value: classes, relations, known names, trigger words, name patterns and cue words.

Everything that extraction knows about Chinese or about finance is read from the Turtle files of `ontology/` here;
the code of the later stages holds only mechanism.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from graph.errors import OntologyError
from graph.resources import folder

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pyoxigraph

    Term = pyoxigraph.NamedNode | pyoxigraph.BlankNode | pyoxigraph.Literal | pyoxigraph.Triple

BASE = "https://w3id.org/wupian/"
WP = BASE + "ns#"
SKOS = "http://www.w3.org/2004/02/skos/core#"
RDF_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
SUBCLASS = "http://www.w3.org/2000/01/rdf-schema#subClassOf"
LABEL = "http://www.w3.org/2000/01/rdf-schema#label"
SCHEMA = "https://schema.org/"
ONTOLEX = "http://www.w3.org/ns/lemon/ontolex#"


@dataclass(frozen=True, slots=True)
class Relation:
    """One of the relations between entities, with the classes its two ends may have."""

    name: str
    domain: frozenset[str]
    range: frozenset[str]


@dataclass(frozen=True, slots=True)
class Known:
    """An entity of the ontology: an entry of the authority list or a concept of a scheme."""

    id: str
    type: str
    name: str
    members: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Name:
    """A surface form of a known entity; a contextual one counts only after the entity's full name."""

    text: str
    id: str
    contextual: bool = False


@dataclass(frozen=True, slots=True)
class Argument:
    """Where a frame finds one end of a relation, seen from the trigger word.

    `side` is before, after, voice (the speaker), means (the thing named last), topic or itself; `near` asks for the
    next mention without a verb between; `markers` are words of which one must stand directly before the mention;
    `zero` lets the topic stand in.
    """

    side: str
    near: bool = False
    markers: frozenset[str] = frozenset()
    zero: bool = False


@dataclass(frozen=True, slots=True)
class Frame:
    """A construction: where its subject and its object stand."""

    name: str
    subject: Argument
    object: Argument


@dataclass(frozen=True, slots=True)
class Sense:
    """What one word says in one construction: a relation, its frame and narrower classes for its ends."""

    id: str
    relation: str
    frame: Frame
    subjects: frozenset[str]
    objects: frozenset[str]
    modality: str | None = None


@dataclass(frozen=True, slots=True)
class Pattern:
    """A shape of names: `regex` finds the part that tells the class, `stem` says how its beginning is found.

    `stem` is none (the match is the whole name), left (scan to the left from the head), phrase (the noun phrase
    behind a trigger word) or unit (right behind an organisation, of class `owner` where one is given). An
    `elliptic` name is a part of the organisation of class `owner` named last before it. `refuse` is matched against
    the whole name.
    """

    id: str
    type: str
    regex: re.Pattern[str]
    stem: str
    refuse: re.Pattern[str] | None
    collective: bool
    priority: int
    owned: bool
    owner: frozenset[str]
    elliptic: bool


@dataclass(frozen=True, slots=True, eq=False)
class Vocabulary:
    """The compiled ontology; `cues[kind]` maps each cue word of a kind to its value.

    Two of them are equal only when they are one, so that what is derived from one can be cached for it.
    """

    parents: dict[str, frozenset[str]]
    relations: dict[str, Relation]
    known: dict[str, Known]
    names: tuple[Name, ...]
    senses: dict[str, tuple[Sense, ...]]
    patterns: tuple[Pattern, ...]
    cues: dict[str, dict[str, str]]
    precision: dict[str, tuple[int, int]]

    def is_a(self, name: str, classes: frozenset[str]) -> bool:
        """Whether class `name` is one of `classes` or below one of them."""
        return not self.parents.get(name, frozenset((name,))).isdisjoint(classes)

    def words(self, *kinds: str) -> frozenset[str]:
        """The cue words of some kinds, an empty set when the ontology has none."""
        return cue_words(self, kinds)

    def longest_first(self, kind: str) -> tuple[str, ...]:
        """The cue words of a kind, the longest first."""
        return ordered_words(self, kind)

    def at(self, kind: str, text: str, position: int = 0) -> str | None:
        """The longest cue word of a kind that stands at a position of a text."""
        found = cue_regex(self, kind).match(text, position)
        return found[0] if found else None

    def pattern(self, name: str | None) -> Pattern | None:
        """The name pattern with an id."""
        return patterns_by_id(self).get(name or "")


@lru_cache(maxsize=256)
def cue_words(vocabulary: Vocabulary, kinds: tuple[str, ...]) -> frozenset[str]:
    """The cue words of some kinds, made once for a vocabulary."""
    return frozenset(word for kind in kinds for word in vocabulary.cues.get(kind, ()))


@lru_cache(maxsize=256)
def ordered_words(vocabulary: Vocabulary, kind: str) -> tuple[str, ...]:
    """The cue words of a kind, the longest first, made once for a vocabulary."""
    return tuple(sorted(vocabulary.cues.get(kind, ()), key=lambda word: (-len(word), word)))


@lru_cache(maxsize=256)
def cue_regex(vocabulary: Vocabulary, kind: str) -> re.Pattern[str]:
    """The cue words of a kind as a regular expression, the longest first, compiled once for a vocabulary."""
    return re.compile("|".join(map(re.escape, ordered_words(vocabulary, kind))) or "(?!)")


@lru_cache(maxsize=4)
def patterns_by_id(vocabulary: Vocabulary) -> dict[str, Pattern]:
    """The name patterns by their ids, indexed once for a vocabulary."""
    return {pattern.id: pattern for pattern in vocabulary.patterns}


class Graph:
    """The triples of the ontology's files, indexed for reading; only this module uses it."""

    def __init__(self, files: list[Path]) -> None:
        self.by_subject: dict[str, dict[str, list[Term]]] = defaultdict(lambda: defaultdict(list))
        for file in files:
            for triple in parse(file):
                self.by_subject[key(triple.subject)][triple.predicate.value].append(triple.object)

    def of_type(self, type_iri: str) -> Iterator[str]:
        """The subjects that have a type, in the order of their IRIs."""
        for subject in sorted(self.by_subject):
            if type_iri in self.values(subject, RDF_TYPE):
                yield subject

    def values(self, subject: str, predicate: str) -> list[str]:
        """The values of a property, sorted, language tags dropped."""
        return sorted(key(term) for term in self.by_subject.get(subject, {}).get(predicate, ()))

    def one(self, subject: str, predicate: str, default: str = "") -> str:
        """The first value of a property, or the default."""
        return next(iter(self.values(subject, predicate)), default)

    def chinese(self, subject: str, predicate: str) -> list[str]:
        """The Chinese and untagged literals of a property, sorted."""
        terms = self.by_subject.get(subject, {}).get(predicate, ())
        return sorted(key(t) for t in terms if getattr(t, "language", "zh") in (None, "zh"))


def key(term: Term) -> str:
    """A term's IRI, label or text."""
    return str(getattr(term, "value", term))


def parse(file: Path) -> Iterator[pyoxigraph.Triple]:
    """The triples of a Turtle file; a broken one is an OntologyError with its line."""
    import pyoxigraph

    try:
        for quad in pyoxigraph.parse(path=str(file), format=pyoxigraph.RdfFormat.TURTLE):
            yield quad.triple
    except SyntaxError as error:
        line = f", line {error.lineno}" if error.lineno else ""
        raise OntologyError(f"The ontology file {file}{line} is not Turtle: {error.msg}.") from error
    except (OSError, ValueError) as error:
        raise OntologyError(f"The ontology file {file} cannot be read: {error}.") from error


def local(iri: str) -> str:
    """The local name of a term of the vocabulary, or an IRI below the base without it.

    >>> local("https://w3id.org/wupian/ns#offers"), local("https://w3id.org/wupian/theme/green-finance")
    ('offers', 'theme/green-finance')
    """
    return iri.removeprefix(WP) if iri.startswith(WP) else iri.removeprefix(BASE)


def files(root: Path) -> list[Path]:
    """The ontology's files that extraction reads, in a fixed order."""
    wanted = ["wupian.ttl", "authority.ttl", "lexicon.ttl", "precision.ttl"]
    found = [root / name for name in wanted if (root / name).is_file()]
    if root / "wupian.ttl" not in found or root / "lexicon.ttl" not in found:
        raise OntologyError(f"The folder {root} holds no ontology: wupian.ttl and lexicon.ttl are needed.")
    return found + sorted((root / "schemes").glob("*.ttl"))


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
    for iri in sorted(graph.by_subject):
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
    return {word: tuple([*senses[word], *inherited(word, senses)]) for word in sorted(senses)}


def inherited(word: str, senses: dict[str, list[Sense]]) -> Iterator[Sense]:
    """The senses that a word has from the longest shorter word at its end, besides those of its own."""
    ending = next((word[i:] for i in range(1, len(word) - 1) if word[i:] in senses), None)
    own = {(sense.relation, sense.frame.name) for sense in senses[word]}
    for sense in senses[ending] if ending else ():
        if (sense.relation, sense.frame.name) not in own:
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
