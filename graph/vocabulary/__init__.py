"""The ontology as one immutable value: classes, relations, known names, trigger words, name patterns and cue words.

Everything that extraction knows about Chinese or about finance is read from the Turtle files of `ontology/` here;
the code of the later stages holds only mechanism.
"""

from graph.vocabulary.compile import load
from graph.vocabulary.compiled import Argument, Frame, Known, Name, Pattern, Relation, Sense, Vocabulary
from graph.vocabulary.terms import BASE, LABEL, RDF_TYPE, SKOS, SUBCLASS, WP, local
from graph.vocabulary.triples import Graph, files, parse

__all__ = [
    "BASE",
    "LABEL",
    "RDF_TYPE",
    "SKOS",
    "SUBCLASS",
    "WP",
    "Argument",
    "Frame",
    "Graph",
    "Known",
    "Name",
    "Pattern",
    "Relation",
    "Sense",
    "Vocabulary",
    "files",
    "load",
    "local",
    "parse",
]
