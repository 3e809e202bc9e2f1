"""Parts of a graph too large to be read whole: some entities with all that an explorer shows of them."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from pyoxigraph import Literal, NamedNode

from graph.resources import asset
from graph.vocabulary import WP

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from pyoxigraph import Triple

    from graph.store.store import Row, Store

CHUNK = 500  # entities that one query asks for
LABELS = 2_000  # texts of an answer that may be names
LANGUAGES = ("zh", "en")


def count(store: Store) -> int:
    """How many claims a store has."""
    return int(text(store.select(query("claims")).rows[0][0]))


def hubs(store: Store) -> list[str]:
    """The entities that most claims are about."""
    return [text(row[0]) for row in store.select(query("hubs"))]


def meant(store: Store, iris: Collection[str], texts: Collection[str]) -> list[str]:
    """The entities that an answer means by its IRIs and by texts that are preferred labels."""
    found = {text(row[0]) for row in asked(store, "meant", "named", [NamedNode(iri) for iri in sorted(iris)])}
    labels = [Literal(label, language=lang) for label in sorted(texts)[:LABELS] for lang in LANGUAGES]
    return sorted(found | {text(row[0]) for row in asked(store, "labelled", "labels", labels)})


def neighbours(store: Store, iris: Collection[str]) -> dict[str, list[str]]:
    """The neighbours of some entities, those with most claims first."""
    found: dict[str, list[str]] = defaultdict(list)
    for entity, other, _ in asked(store, "around", "entities", [NamedNode(iri) for iri in sorted(iris)]):
        found[text(entity)].append(text(other))
    return found


def statements(store: Store, iris: Collection[str]) -> list[Triple]:
    """All that an explorer shows of some entities and of the claims among them, sorted."""
    found = asked(store, "statements", "entities", [NamedNode(iri) for iri in sorted(iris)])
    kept = {text(statement) for statement, other in found if other is None or text(other) in iris}
    triples = {*store.construct(query("vocabulary")), *resources(store, {*iris, *kept})}
    passages = resources(store, objects(triples, "supportedBy"))
    triples |= passages | resources(store, objects(passages, "inArticle"))
    triples |= resources(store, objects(triples, "voice") | objects(triples, "extractedBy"))
    return sorted(triples, key=str)


def resources(store: Store, iris: Collection[str]) -> set[Triple]:
    """Everything said of some resources."""
    names = [str(NamedNode(iri)) for iri in sorted(iris)]
    asking = (query("resources").replace("$resources", " ".join(chunk)) for chunk in chunks(names))
    return {triple for sparql in asking for triple in store.construct(sparql)}


def objects(triples: Iterable[Triple], name: str) -> set[str]:
    """What triples point to by a property of the core vocabulary."""
    return {text(t.object) for t in triples if t.predicate.value == WP + name}


def asked(store: Store, name: str, variable: str, values: Iterable[NamedNode | Literal]) -> Iterable[Row]:
    """The rows of a query of ours about some values, which are asked for in parts."""
    for chunk in chunks([str(value) for value in values]):
        yield from store.select(query(name).replace(f"${variable}", " ".join(chunk)))


def chunks(values: list[str]) -> Iterable[list[str]]:
    """A list in parts that a query can hold."""
    return (values[start : start + CHUNK] for start in range(0, len(values), CHUNK))


def query(name: str) -> str:
    """The text of a query of ours."""
    return asset("serve", "assets", f"{name}.rq").read_text(encoding="utf-8")


def text(term: object) -> str:
    """The text of a term."""
    return str(getattr(term, "value", ""))
