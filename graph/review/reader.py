"""Reads files of reviewers' decisions; `graph.review.decisions` describes their format."""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING

import pyoxigraph as ox

from graph.errors import ReviewError
from graph.mentions.resolve import kind_of, normal
from graph.model import Entity, Moment
from graph.rdf.names import BASE, WP, entity_iri
from graph.rdf.write import COMPARATORS, DCTERMS
from graph.review.decisions import ACTIONS, Decision, Decisions, Named, Number, Quoted, Statement
from graph.text.reader import is_date
from graph.vocabulary import LABEL, RDF_TYPE, SKOS, Vocabulary, load, local

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

SUFFIX = ".review.ttl"
KINDS = ("claim", "figure", "entity")
QUALIFIERS = {name: sign for sign, name in COMPARATORS.items()}
COMMENT = LABEL.replace("#label", "#comment")
BASES = frozenset({"Stated", "YearInferred", "FromPublication"})
PRECISIONS = frozenset({"day", "month", "quarter", "half", "year"})
MODALITIES = frozenset({"Done", "Planned", "Announced", "Proposed", "Reported", "Ended"})


def beside(article: Path) -> Path:
    """The place of the decisions about an article.

    >>> from pathlib import Path
    >>> beside(Path("news/a.txt")).as_posix()
    'news/a.review.ttl'
    """
    return article.with_name(article.name.removesuffix(".txt") + SUFFIX)


def read(file: Path, vocabulary: Vocabulary | None = None) -> Decisions:
    """The decisions in a file, sorted; a broken one is a ReviewError with file and line."""
    try:
        text = file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise ReviewError(f"The review {file} cannot be read: {error}.") from error
    return parse(text, str(file), vocabulary or load())


def parse(text: str, name: str, vocabulary: Vocabulary) -> Decisions:
    """The decisions in a file's text; `name` is what messages call the file."""
    try:
        quads = list(ox.parse(input=text, format=ox.RdfFormat.TURTLE))
    except SyntaxError as error:
        raise ReviewError(f"The review {name}, line {error.lineno}, is not Turtle: {error.msg}.") from error
    return Reader(text, name, [q.triple for q in quads], vocabulary).decisions()


class Reader:
    """Reads the graph of one file; knows its text for the line numbers of messages."""

    def __init__(self, text: str, name: str, triples: Sequence[ox.Triple], vocabulary: Vocabulary) -> None:
        self.text = text
        self.name = name
        self.vocabulary = vocabulary
        self.held: dict[object, dict[str, list[ox.NamedNode | ox.BlankNode | ox.Literal]]] = defaultdict(
            lambda: defaultdict(list)
        )
        for triple in triples:
            if not isinstance(triple.object, ox.Triple):
                self.held[triple.subject][triple.predicate.value].append(triple.object)

    def decisions(self) -> Decisions:
        """All decisions, with the review's reviewer and date where they name none."""
        reviews = [node for node in self.held if "Review" in self.types(node)]
        if len(reviews) != 1:
            raise ReviewError(f"The review {self.name} needs one wp:Review with wp:reviewOf, it has {len(reviews)}.")
        review = reviews[0]
        article = self.one(review, WP + "reviewOf")
        if article is None:
            raise self.error(review, "the review does not say by wp:reviewOf which article it is about")
        nodes = [(node, action) for node in self.held for action in ACTIONS if action in self.types(node)]
        items = [self.decision(node, action, review) for node, action in nodes]
        return Decisions(article, self.one(review, WP + "reviewedHash"), tuple(sorted(items, key=lambda d: d.order)))

    def decision(self, node: object, action: str, review: object) -> Decision:
        """One decision, checked for what its action needs."""
        said = {kind: self.held[node].get(WP + kind, []) for kind in KINDS}
        kinds = [kind for kind in KINDS if said[kind]]
        if len(kinds) != 1:
            raise self.error(node, f"the {action} must be about one claim, figure or entity")
        kind = kinds[0]
        targets = tuple(sorted((self.target(kind, each) for each in said[kind]), key=repr))
        further = self.held[node].get(WP + ("into" if action == "Merge" else "replacement"), [])
        replacement = self.target(kind, further[0]) if further else None
        self.check(node, action, kind, targets, replacement)
        evidence = self.quotes(node)
        if kind != "entity" and not evidence:
            raise self.error(node, f"the {action} has no wp:supportedBy [ wp:quote … ]")
        reviewer = self.one(node, WP + "reviewer") or self.one(review, WP + "reviewer")
        created = self.one(node, DCTERMS + "created") or self.one(review, DCTERMS + "created")
        if not reviewer or not created:
            raise self.error(node, f"the {action} has no wp:reviewer or no dcterms:created")
        comments = self.held[node].get(COMMENT, [])
        rationale = tuple(sorted((c.language or "", c.value) for c in comments if isinstance(c, ox.Literal)))
        return Decision(action, targets, replacement, evidence, reviewer, created, rationale)

    def check(
        self,
        node: object,
        action: str,
        kind: str,
        targets: tuple[Statement | Number | Named, ...],
        replacement: Statement | Number | Named | None,
    ) -> None:
        """Refuse a decision that lacks what its action needs."""
        if action in ("Merge", "Correction") and replacement is None:
            raise self.error(
                node, f"the {action} does not say {'wp:into' if action == 'Merge' else 'wp:replacement'} what"
            )
        if action in ("Merge", "Separation") and kind != "entity":
            raise self.error(node, f"the {action} must be about entities")
        if action == "Acceptance" and kind == "entity":
            raise self.error(node, "an Acceptance is about a claim or figure; accept an entity by an Addition")
        if action not in ("Merge", "Separation") and len(targets) > 1:
            raise self.error(node, f"the {action} must be about one {kind}")
        for target in targets:
            if action == "Addition" and not (target.whole if not isinstance(target, Named) else target.entity):
                raise self.error(node, f"the Addition does not describe its {kind} fully")
            if not isinstance(target, Named) and not target.iri and not target.whole:
                raise self.error(node, f"the {action} names its {kind} neither by IRI nor fully")

    def target(self, kind: str, node: ox.NamedNode | ox.BlankNode | ox.Literal) -> Statement | Number | Named:
        """What a decision is about."""
        if kind == "claim":
            return self.statement(node)
        return self.number(node) if kind == "figure" else self.named(node)

    def statement(self, node: object) -> Statement:
        """A claim from its description."""
        modality, predicate = self.term(node, "modality"), self.term(node, "predicate")
        if modality is not None and modality not in MODALITIES:
            raise self.error(node, f"{modality} is no modality")
        if predicate is not None and predicate not in self.vocabulary.relations:
            raise self.error(node, f"{predicate} is no relation of the ontology")
        polarity = self.term(node, "polarity")
        return Statement(
            iri=node.value if isinstance(node, ox.NamedNode) else "",
            subject=self.end(node, "subject"),
            predicate=predicate,
            object=self.end(node, "object"),
            modality=modality,
            negative=None if polarity is None else polarity == "Negative",
            explicit=self.flag(node, "explicit"),
            derived=self.flag(node, "derived"),
            role=self.one(node, WP + "roleTitle"),
            voice=self.end(node, "voice"),
            via=self.end(node, "via"),
            as_of=self.moment(node),
        )

    def number(self, node: object) -> Number:
        """A figure from its description."""
        comparator = self.term(node, "comparator")
        if comparator is not None and comparator not in QUALIFIERS:
            raise self.error(node, f"{comparator} is no comparator")
        return Number(
            iri=node.value if isinstance(node, ox.NamedNode) else "",
            subject=self.end(node, "figureOf"),
            indicator=self.one(node, WP + "indicator"),
            value=self.decimal(node, "value"),
            maximum=self.decimal(node, "upperBound"),
            unit=self.one(node, WP + "unitText"),
            qualifier=QUALIFIERS[comparator] if comparator else None,
            text=self.one(node, WP + "valueText"),
            base=self.one(node, WP + "baseText"),
            as_of=self.moment(node),
        )

    def named(self, node: ox.NamedNode | ox.BlankNode | ox.Literal) -> Named:
        """An entity: one of the ontology, one that the file describes, or one that only the extraction knows."""
        iri = node.value if isinstance(node, ox.NamedNode) else ""
        forms = tuple(sorted({f.value for f in self.held[node].get(WP + "form", []) if isinstance(f, ox.Literal)}))
        known = self.vocabulary.known.get(local(iri)) if iri.startswith(BASE) else None
        if known:
            entity = Entity(known.id, known.type, known.name, known=True)
            names = {n.text for n in self.vocabulary.names if n.id == known.id and not n.contextual}
            return Named((iri,), entity, forms or tuple(sorted({known.name, *names})), bool(forms))
        name = self.chinese(node)
        types = [t for t in self.types(node) if t in self.vocabulary.parents]
        if name and types:
            key = f"{kind_of(types[0], self.vocabulary)}/{normal(name)}"
            collective = bool(self.flag(node, "collective"))
            entity = Entity(key, types[0], normal(name), collective=collective, issued=self.moment(node, "issuedOn"))
            iris = tuple(dict.fromkeys(i for i in (iri, entity_iri(entity)) if i))
            return Named(iris, entity, forms or (name,), bool(forms))
        if iri.startswith(BASE + "id/"):
            return Named((iri,), forms=forms, stated=bool(forms))
        raise self.error(node, f"{iri or 'an entity'} is not in the ontology and has no class and skos:prefLabel here")

    def end(self, node: object, name: str) -> Named | None:
        """An entity that a property leads to."""
        found = self.held[node].get(WP + name, []) if node in self.held else []
        return self.named(found[0]) if found else None

    def moment(self, node: object, name: str = "asOf") -> Moment | None:
        """The date of a claim, figure or entity; its basis is Stated and its precision day unless they are given."""
        date = self.one(node, WP + name)
        if date is None:
            return None
        words = self.one(node, WP + "asOfText") or date
        precision, basis = (self.term(node, "precision") or "Day").lower(), self.term(node, "asOfBasis") or "Stated"
        if not is_date(date) or precision not in PRECISIONS or basis not in BASES:
            raise self.error(node, f"{date} ({basis}, {precision}) is no date of a known basis and precision")
        return Moment(date, words, basis, precision)

    def quotes(self, node: object) -> tuple[Quoted, ...]:
        """The passages of a decision, by their words."""
        found = []
        for passage in self.held[node].get(WP + "supportedBy", []):
            quote, occurrence = self.one(passage, WP + "quote"), self.decimal(passage, "occurrence")
            if not quote:
                raise self.error(node, "a passage has no wp:quote")
            if occurrence is not None and occurrence != int(occurrence):
                raise self.error(node, f"wp:occurrence {occurrence} is no ordinal number")
            found.append(Quoted(quote, None if occurrence is None else int(occurrence)))
        return tuple(sorted(found, key=lambda q: (q.quote, q.occurrence or 0)))

    def types(self, node: object) -> list[str]:
        """The local names of a node's types, sorted."""
        found = self.held[node].get(RDF_TYPE, []) if node in self.held else []
        return sorted(local(t.value) for t in found if isinstance(t, ox.NamedNode))

    def one(self, node: object, predicate: str) -> str | None:
        """The value of a property, the first in order when there are several."""
        found = self.held[node].get(predicate, []) if node in self.held else []
        return min((t.value for t in found), default=None)

    def term(self, node: object, name: str) -> str | None:
        """The local name of a property's value."""
        found = self.one(node, WP + name)
        return None if found is None else local(found)

    def flag(self, node: object, name: str) -> bool | None:
        """A truth value, None when it is left open."""
        found = self.one(node, WP + name)
        return None if found is None else found in ("true", "1")

    def decimal(self, node: object, name: str) -> Decimal | None:
        """A number, None when it is left open."""
        found = self.one(node, WP + name)
        try:
            number = None if found is None else Decimal(found)
        except InvalidOperation as error:
            raise self.error(node, f"{found} is no number") from error
        if number is not None and not number.is_finite():
            raise self.error(node, f"{found} is no number")
        return number

    def chinese(self, node: object) -> str | None:
        """The Chinese or untagged name of a node."""
        found = self.held[node].get(SKOS + "prefLabel", []) if node in self.held else []
        names = [t.value for t in found if isinstance(t, ox.Literal) and t.language in (None, "zh")]
        return min(names, default=None)

    def error(self, node: object, reason: str) -> ReviewError:
        """An error that names the file, the line where the node's words or name first stand, and the reason."""
        hints = [node.value] if isinstance(node, ox.NamedNode) else []
        hints += [f":{hint.rpartition('#')[2].rpartition('/')[2]}" for hint in hints]
        hints += [v.value for values in self.held.get(node, {}).values() for v in values if isinstance(v, ox.Literal)]
        places = [self.text.find(hint) for hint in hints if hint]
        place = min((p for p in places if p >= 0), default=-1)
        line = f", line {self.text.count(chr(10), 0, place) + 1}" if place >= 0 else ""
        return ReviewError(f"The review {self.name}{line}, is broken: {reason}.")
