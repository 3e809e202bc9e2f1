"""The names of all nodes: every IRI is made here, from what the node is, never from a counter or a run's state.

Kept apart by their paths under one base: `id/` entities found in articles, `claim/`, `figure/`, `article/`, `run/`;
entries of the ontology keep the IRIs they have there.
"""

from __future__ import annotations

from decimal import Decimal
from hashlib import sha256
from typing import TYPE_CHECKING

from graph.vocabulary import BASE, WP

if TYPE_CHECKING:
    from graph.model import Entity, Fact, Figure, Span

__all__ = [
    "BASE",
    "LEXICON",
    "WP",
    "article_iri",
    "claim_iri",
    "claim_name",
    "digest",
    "entity_iri",
    "figure_iri",
    "passage_iri",
    "plain",
    "run_iri",
    "sense_iri",
    "term",
]

LEXICON = BASE + "lexicon/"


def digest(*parts: str) -> str:
    """The first 16 hexadecimal digits of the SHA-256 of the parts, which may hold anything but U+001F.

    >>> digest("a", "b") == digest("ab")
    False
    """
    return sha256("\x1f".join(parts).encode()).hexdigest()[:16]


def term(name: str) -> str:
    """The IRI of a term of the vocabulary.

    >>> term("offers")
    'https://w3id.org/wupian/ns#offers'
    """
    return WP + name


def plain(number: Decimal) -> str:
    """A decimal in its shortest plain form, equal for equal numbers.

    >>> plain(Decimal("0.930")), plain(Decimal("2E+8")), plain(Decimal("-0.0"))
    ('0.93', '200000000', '0')
    """
    text = format(number, "f")
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text in ("", "-", "-0") else text


def entity_iri(entity: Entity) -> str:
    """The IRI of an entity: the ontology's own for a known one, else kind and hash of its id.

    >>> from graph.model import Entity
    >>> entity_iri(Entity("authority/haier", "ConsumerFinanceCompany", "海尔消费金融有限公司", known=True))
    'https://w3id.org/wupian/authority/haier'
    >>> entity_iri(Entity("product/智鹿", "AIModel", "智鹿"))
    'https://w3id.org/wupian/id/product-17a322585f470037'
    """
    if entity.known:
        return BASE + entity.id
    kind = entity.id.partition("/")[0]
    return f"{BASE}id/{kind}-{digest(entity.id)}"


def article_iri(article_id: str) -> str:
    """The IRI of an article."""
    return f"{BASE}article/{article_id}"


def passage_iri(article_id: str, span: Span) -> str:
    """The IRI of a passage: its article's with a text fragment after RFC 5147.

    >>> from graph.model import Span
    >>> passage_iri("sample", Span(3, 12))
    'https://w3id.org/wupian/article/sample#char=3,12'
    """
    return f"{article_iri(article_id)}#char={span.start},{span.end}"


def claim_iri(article_id: str, fact: Fact, subject: str, object: str) -> str:  # noqa: A002  # RDF's own word
    """The IRI of a claim from its article, the IRIs of its ends, relation, modality, polarity and first passage."""
    start, end = fact.evidence[0]
    return claim_name(article_id, (subject, fact.predicate, object), fact.modality, fact.negative, f"{start},{end}")


def claim_name(article_id: str, triple: tuple[str, str, str], modality: str, negative: bool, place: str) -> str:
    """The IRI of a claim from the parts that make it; `place` is its first passage as `start,end`."""
    polarity = "Negative" if negative else "Positive"
    return f"{BASE}claim/{digest(article_id, *triple, modality, polarity, place)}"


def figure_iri(article_id: str, figure: Figure, subject: str) -> str:
    """The IRI of a figure from its article, the IRI of its subject, indicator, number, unit, date and first passage."""
    first = figure.evidence[0]
    number = f"{figure.qualifier}{plain(figure.value)}" + (
        f"..{plain(figure.maximum)}" if figure.maximum is not None else ""
    )
    place = f"{first.start},{first.end}" + (f"@{figure.as_of.date}" if figure.as_of else "")
    return f"{BASE}figure/{digest(article_id, subject, figure.indicator, number, figure.unit, place)}"


def run_iri(program: str, ontology: str) -> str:
    """The IRI of an extraction run from the versions of the program and of the ontology."""
    return f"{BASE}run/{digest(program, ontology)}"


def sense_iri(sense: str) -> str:
    """The IRI of a lexical sense from its local name; a full IRI stays as it is.

    >>> sense_iri("lexicon/印发-issues") == sense_iri("印发-issues")
    True
    """
    if sense.startswith(BASE):
        return sense
    return LEXICON + sense.removeprefix("lexicon/")
