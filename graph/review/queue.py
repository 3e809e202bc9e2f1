"""What awaits a person's decision, and a draft of the file in which to decide it."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from graph.messages import LANGUAGES, say
from graph.rdf.export import PREFIXES, compact
from graph.rdf.names import BASE, WP, article_iri, claim_iri, entity_iri
from graph.review.entities import occurrences

if TYPE_CHECKING:
    from collections.abc import Iterator

    from graph.model import Entity, Extraction, Fact, Span

DOUBTFUL = Decimal("0.5")
USED = ("authority", "claim", "dcterms", "function", "id", "segment", "skos", "technology", "theme", "wp", "xsd")


def queue(extraction: Extraction, below: Decimal = DOUBTFUL) -> tuple[Fact, ...]:
    """The facts that no reviewer has decided and whose confidence is below a limit, the most doubtful first."""
    open_ = [f for f in extraction.facts if f.reviewer is None and f.confidence < below]
    return tuple(sorted(open_, key=lambda f: (f.confidence, f.evidence, f.subject, f.predicate, f.object, f.modality)))


def draft(extraction: Extraction, below: Decimal = DOUBTFUL, reviewer: str = "", created: str = "") -> str:
    """A file of decisions, yet to be taken, about the facts of the queue; `created` is an ISO date."""
    facts = queue(extraction, below)
    entities = {e.id: e for e in extraction.entities}
    article = extraction.article
    prefixes = {**{p: PREFIXES[p] for p in USED}, "my": f"{BASE}review/{article.id}#"}
    spans = sorted({span for fact in facts for span in fact.evidence})
    used = sorted({e for f in facts for e in (f.subject, f.object)})
    blocks = [
        "".join(f"@prefix {prefix}: <{prefixes[prefix]}> .\n" for prefix in sorted(prefixes)),
        "".join(f"# {say('review.draft', lang)}\n" for lang in LANGUAGES),
        header(extraction, reviewer, created),
        *(described(entities[e]) for e in used if not entities[e].known),
        *(passage(article.raw, span) for span in spans),
        *(block for fact in facts for block in undecided(extraction, fact, entities)),
    ]
    return "\n".join(blocks)


def header(extraction: Extraction, reviewer: str, created: str) -> str:
    """The review itself: its article, the article's fingerprint, and who decides when."""
    article = extraction.article
    return block(
        "my:review",
        "a wp:Review",
        f"wp:reviewOf {name(article_iri(article.id))}",
        f"wp:reviewedHash {literal(article.sha256)}",
        f"wp:reviewer {literal(reviewer)}",
        *([f"dcterms:created {literal(created)}^^xsd:date"] if created else []),
    )


def described(entity: Entity) -> str:
    """An entity found in the article, so that a decision about it outlives its IRI."""
    return block(name(entity_iri(entity)), f"a wp:{entity.type}", f"skos:prefLabel {literal(entity.name)}@zh")


def passage(raw: str, span: Span) -> str:
    """The words of a passage, and which of their occurrences it is when there are several."""
    words = raw[span.start : span.end]
    starts = [place.start for place in occurrences(raw, words)]
    nth = [f"wp:occurrence {starts.index(span.start) + 1}"] if len(starts) > 1 else []
    return block(label(span), f"wp:quote {literal(words)}", *nth)


def undecided(extraction: Extraction, fact: Fact, entities: dict[str, Entity]) -> Iterator[str]:
    """A decision without an action, and the claim it is about."""
    subject, object_ = entities[fact.subject], entities[fact.object]
    claim = name(claim_iri(extraction.article.id, fact, entity_iri(subject), entity_iri(object_)))
    words = f"{subject.name} — {fact.predicate} — {object_.name} ({fact.confidence}, {fact.modality})"
    passages = ", ".join(label(span) for span in fact.evidence)
    decision = block("[]", "a wp:Decision", f"wp:claim {claim}", f"wp:supportedBy {passages}")
    yield f"# {' '.join(words.split())}\n{decision}"
    yield block(
        claim,
        f"wp:subject {name(entity_iri(subject))}",
        f"wp:predicate {name(WP + fact.predicate)}",
        f"wp:object {name(entity_iri(object_))}",
        f"wp:modality {name(WP + fact.modality)}",
        f"wp:polarity wp:{'Negative' if fact.negative else 'Positive'}",
    )


def label(span: Span) -> str:
    """The name of a passage inside the file."""
    return f"my:s{span.start}-{span.end}"


def block(subject: str, *statements: str) -> str:
    """A subject with its statements, one a line."""
    return f"{subject} " + " ;\n  ".join(statements) + " .\n"


def name(iri: str) -> str:
    """An IRI in the file: prefixed where it can be."""
    short = compact(iri)
    return short if short.partition(":")[0] in USED else f"<{iri}>"


def literal(text: str) -> str:
    """A Turtle string."""
    import pyoxigraph as ox

    return str(ox.Literal(text))
