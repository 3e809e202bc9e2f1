"""The IRIs that the code names, and their local names."""

from __future__ import annotations

BASE = "https://w3id.org/wupian/"
WP = BASE + "ns#"
SKOS = "http://www.w3.org/2004/02/skos/core#"
RDF_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
SUBCLASS = "http://www.w3.org/2000/01/rdf-schema#subClassOf"
LABEL = "http://www.w3.org/2000/01/rdf-schema#label"
SCHEMA = "https://schema.org/"
ONTOLEX = "http://www.w3.org/ns/lemon/ontolex#"


def local(iri: str) -> str:
    """The local name of a term of the vocabulary, or an IRI below the base without it.

    >>> local("https://w3id.org/wupian/ns#offers"), local("https://w3id.org/wupian/theme/green-finance")
    ('offers', 'theme/green-finance')
    """
    return iri.removeprefix(WP) if iri.startswith(WP) else iri.removeprefix(BASE)
