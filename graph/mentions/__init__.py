"""Names in the text: found by the ontology's names and name patterns, then resolved to entities."""
