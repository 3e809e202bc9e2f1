"""Facts as RDF: names, triples and claims, validation, exports, and the generated parts of the ontology."""
