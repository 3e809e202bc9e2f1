"""What a page says of its thing in the words of schema.org."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from graph.serve.site import addresses
from graph.serve.site.records import DCTERMS
from graph.serve.site.terms import schema
from graph.vocabulary import SKOS, WP

if TYPE_CHECKING:
    from graph.serve.site.description import Description

PUBLISHED = {"title": "headline", "publisher": "publisher", "issued": "datePublished"}


def island(found: Description) -> dict[str, Any]:
    """The thing of a description as schema.org has it: names, identifiers, and for an article its publication."""
    record = found.records.get(found.iri)
    thing = record.thing
    names = [{"@language": lang, "@value": text} for lang, text in (("zh", thing.zh), ("en", thing.en)) if text]
    aliases = sorted({*record.all(SKOS + "altLabel"), *record.all(WP + "formerName")})
    told: dict[str, Any] = {
        "@id": found.iri,
        "@type": schema().get(thing.type, "Thing"),
        "name": names or addresses.short(found.iri),
        "alternateName": aliases,
        "leiCode": record.own("lei"),
        "taxID": record.own("uscc"),
    }
    told |= {word: record.one(DCTERMS + name) for name, word in PUBLISHED.items()}
    if thing.type == "Article":
        told["url"] = addresses.outside(record.one(DCTERMS + "source"))
    if thing.type == "Claim":
        told["text"] = [
            text for iri in record.all(WP + "supportedBy") for text in found.records.get(iri).all(WP + "quote")
        ]
    return {name: value for name, value in told.items() if value}
