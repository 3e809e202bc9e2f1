"""The kinds of entities that the report tells apart by colour and mark."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from graph.analyse.corpus import Corpus, Entity

# Each kind with the class that it and those below it belong to, in the order of a response path.
CLASSES = {
    "regulator": "Authority",
    "policy": "Policy",
    "theme": "Theme",
    "institution": "Institution",
    "product": "Product",
    "initiative": "Initiative",
}
KINDS = (*CLASSES, "other")


def kind(corpus: Corpus, entity: Entity) -> str:
    """The kind of an entity."""
    above = corpus.lineage(entity.type)
    return next((name for name, class_ in CLASSES.items() if class_ in above), "other")
