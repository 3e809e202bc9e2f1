"""Questions to the graph: the named queries of the ontology, queries of one's own, and the answers as text."""
