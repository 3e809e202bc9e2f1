"""The linked-data site: every IRI of the graph resolves, to a page for people and to data for programs."""

from graph.serve.site.routes import respond

__all__ = ["respond"]
