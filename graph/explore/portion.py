"""The part of a graph that the answer to a query names, as a view of its own and as the triples its page carries."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, TypeAlias, cast

from graph.errors import QueryError
from graph.explore.view import BASE, RDF_TYPE, RECORDS, WP, Edge, Figure, View

if TYPE_CHECKING:
    import pyoxigraph as ox
    import rdflib

    from graph.store.store import Row

Answer: TypeAlias = "Iterable[Row] | Iterable[ox.Triple] | rdflib.Graph"
Relation: TypeAlias = tuple[str, str, str]

OWL = "http://www.w3.org/2002/07/owl#"
XSD_STRING = "http://www.w3.org/2001/XMLSchema#string"
LANG_STRING = "http://www.w3.org/1999/02/22-rdf-syntax-ns#langString"
WANTED = "IRIs of entities, claims, figures, passages or articles, or preferred labels of entities"


@dataclass(frozen=True, slots=True)
class Named:
    """What an answer names: IRIs, texts, the relations that its triples state; `empty` where it has neither row
    nor triple.
    """

    iris: frozenset[str]
    texts: frozenset[str]
    relations: frozenset[Relation]
    empty: bool


@dataclass(frozen=True, slots=True)
class Chosen:
    """What is kept of a view: entities by IRI, edges, figures, and the passages and articles that the answer names."""

    entities: frozenset[str]
    edges: tuple[Edge, ...]
    figures: tuple[Figure, ...]
    sources: frozenset[str]


def portion(view: View, answer: Answer) -> View:
    """The part of a view that an answer names: the rows of a SELECT, or the triples of a CONSTRUCT or DESCRIBE.

    It holds every entity that the answer names, and

    - where the answer names claims, just these, with both their ends; where its triples state relations of the graph,
      these with all their claims;
    - else all relations among the entities named;
    - where it names figures, just these, with their subjects; else all figures of the entities kept;
    - where it names only articles or passages, all that rests on these;
    - the voices of the claims kept, and the passages and articles that claims and figures rest on.

    A text in a row that is exactly a preferred label, Chinese or English, of exactly one entity names that entity, so
    that named queries, which give labels, can be shown. Labels of several entities and all other literals are ignored.
    Terms may be those of pyoxigraph or rdflib. An answer that names nothing of the view is a QueryError.
    """
    meant = named(answer)
    iris = meant.iris | _labelled(view, meant.texts)
    chosen = _chosen(view, iris, meant.relations)
    part = _view(view, chosen)
    if not (part.nodes or part.passages or part.articles):
        begin = "The answer is empty" if meant.empty else "The answer names nothing of the graph"
        raise QueryError(f"{begin}; let the query return {WANTED}.")
    return part


def dataset(view: View, triples: Iterable[ox.Triple]) -> list[ox.Triple]:
    """Of a graph's triples those that the page of a part carries, in their order.

    These are all triples whose subject is an entity, claim, figure, passage or article of the part, a term of the
    vocabulary, the run that extracted them, or the unit that a claim goes through. The triple of a relation between two
    entities stays only where a claim of the part lets it stand, so that no fact is without its evidence.
    """
    held = list(triples)
    links = [(_iri(t.subject), t.predicate.value, _iri(t.object)) for t in held]
    kept = _subjects(view)
    kept |= _supporting(kept, links)
    entities = _entities(links) | {node.iri for node in view.nodes}
    standing = {
        (edge.subject, WP + edge.predicate, edge.object)
        for edge in view.edges
        if any(claim.asserted for claim in edge.claims)
    }

    def stays(link: Relation) -> bool:
        subject, predicate, end = link
        if subject not in kept and not subject.startswith(WP):
            return False
        linking = end in entities and subject in entities and predicate.startswith(WP)
        return not linking or link in standing

    return [triple for triple, link in zip(held, links, strict=True) if stays(link)]


def named(answer: Answer) -> Named:
    """What an answer names, whatever its form."""
    iris: set[str] = set()
    texts: set[str] = set()
    relations: set[Relation] = set()
    lines = list(_lines(answer))
    for terms, stated in lines:
        words = [_word(term) for term in terms]
        iris |= {iri for iri, _ in words if iri}
        if not stated:
            texts |= {text for _, text in words if text}
        elif words[1][0].startswith(WP):
            relations.add((words[0][0], words[1][0].removeprefix(WP), words[2][0]))
    return Named(frozenset(iris), frozenset(texts), frozenset(relations), not lines)


def _lines(answer: Answer) -> Iterator[tuple[list[Any], bool]]:
    """The terms of each row or triple of an answer, and whether it is a triple."""
    import pyoxigraph as ox

    rdflib = sys.modules.get("rdflib")  # a graph of rdflib exists only where rdflib was imported
    graph = rdflib is not None and isinstance(answer, rdflib.Graph)
    for line in cast("Iterable[Any]", answer):
        if isinstance(line, ox.Triple):
            yield [line.subject, line.predicate, line.object], True
        else:
            yield list(line)[:3] if graph else list(line), graph


def _word(term: object) -> tuple[str, str]:
    """The IRI that a term is, else the text that it is; of pyoxigraph or rdflib, whose terms are strings."""
    import pyoxigraph as ox

    if isinstance(term, ox.NamedNode):
        return term.value, ""
    if isinstance(term, ox.Literal):
        return "", term.value if term.datatype.value in (XSD_STRING, LANG_STRING) else ""
    if isinstance(term, str):
        import rdflib

        if isinstance(term, rdflib.URIRef):
            return str(term), ""
        if isinstance(term, rdflib.Literal):
            return "", str(term) if term.datatype is None or str(term.datatype) == XSD_STRING else ""
    return "", ""


def _labelled(view: View, texts: frozenset[str]) -> frozenset[str]:
    """The entities that texts name, each being the preferred label of that entity alone."""
    labels = [(label, node.iri) for node in view.nodes for label in {node.name, node.english} if label in texts]
    counts = Counter(label for label, _ in labels)
    return frozenset(iri for label, iri in labels if counts[label] == 1)


def _chosen(view: View, iris: frozenset[str], relations: frozenset[Relation]) -> Chosen:
    """What the rules of `portion` keep of a view."""
    entities = iris & {node.iri for node in view.nodes}
    claims = iris & {claim.iri for edge in view.edges for claim in edge.claims}
    figures = iris & {figure.iri for figure in view.figures}
    stated = relations & {_relation(edge) for edge in view.edges}
    sources = iris & ({passage.iri for passage in view.passages} | {article.iri for article in view.articles})
    if sources and not (entities or claims or figures):
        claims, figures = _resting(view, sources)
        edges = _narrowed(view, stated, claims)
        return Chosen(frozenset(), edges, tuple(f for f in view.figures if f.iri in figures), sources)
    if claims or stated:
        edges = _narrowed(view, stated, claims)
    else:
        edges = tuple(edge for edge in view.edges if edge.subject in entities and edge.object in entities)
    if figures:
        numbers = tuple(figure for figure in view.figures if figure.iri in figures)
    else:
        subjects = entities | _ends(edges)
        numbers = tuple(figure for figure in view.figures if figure.subject in subjects)
    return Chosen(entities, edges, numbers, sources)


def _narrowed(view: View, stated: frozenset[Relation], claims: frozenset[str]) -> tuple[Edge, ...]:
    """The edges that are stated, whole, and those that have some of the claims, with these alone."""
    kept = (
        edge
        if _relation(edge) in stated
        else replace(edge, claims=tuple(claim for claim in edge.claims if claim.iri in claims))
        for edge in view.edges
    )
    return tuple(edge for edge in kept if edge.claims)


def _resting(view: View, sources: frozenset[str]) -> tuple[frozenset[str], frozenset[str]]:
    """The claims and the figures that rest on some of the passages, or on passages of some of the articles."""
    passages = {p.iri for p in view.passages if p.iri in sources or p.article in sources}
    claims = (claim for edge in view.edges for claim in edge.claims)
    return (
        frozenset(claim.iri for claim in claims if not passages.isdisjoint(claim.passages)),
        frozenset(figure.iri for figure in view.figures if not passages.isdisjoint(figure.passages)),
    )


def _view(view: View, chosen: Chosen) -> View:
    """A view of what is kept, with what that needs: ends, voices, subjects, passages, articles, and all terms."""
    ends = chosen.entities | _ends(chosen.edges) | {figure.subject for figure in chosen.figures}
    used = {iri for edge in chosen.edges for claim in edge.claims for iri in claim.passages}
    used |= {iri for figure in chosen.figures for iri in figure.passages} | chosen.sources
    passages = tuple(passage for passage in view.passages if passage.iri in used)
    articles = {passage.article for passage in passages} | chosen.sources
    return replace(
        view,
        nodes=tuple(node for node in view.nodes if node.iri in ends),
        edges=chosen.edges,
        figures=chosen.figures,
        passages=passages,
        articles=tuple(article for article in view.articles if article.iri in articles),
    )


def _relation(edge: Edge) -> Relation:
    return edge.subject, edge.predicate, edge.object


def _ends(edges: Iterable[Edge]) -> frozenset[str]:
    """The entities that edges link, and the voices of their claims."""
    return frozenset(
        iri for edge in edges for iri in (edge.subject, edge.object, *(claim.voice for claim in edge.claims))
    )


def _subjects(view: View) -> set[str]:
    """The IRIs of everything in a view but its terms."""
    parts = (view.nodes, view.figures, view.passages, view.articles)
    iris = {item.iri for part in parts for item in cast("tuple[Any, ...]", part)}
    return iris | {claim.iri for edge in view.edges for claim in edge.claims}


def _supporting(kept: set[str], links: Iterable[Relation]) -> set[str]:
    """The subjects that a view does not show and its triples need: the runs that extracted it, the units that claims go
    through, the vocabulary itself and the foreign terms that it declares in OWL.
    """
    needed = {WP + "extractedBy", WP + "via"}
    found = {WP.rstrip("#")}
    for subject, predicate, end in links:
        if predicate in needed and subject in kept:
            found.add(end)
        elif predicate == RDF_TYPE and end.startswith(OWL) and not subject.startswith(BASE):
            found.add(subject)
    return found - {""}


def _entities(links: Iterable[Relation]) -> set[str]:
    """The entities of a graph: what has a class of the vocabulary and is no record, and what claims link."""
    ends = {WP + name for name in ("subject", "object", "figureOf")}
    records = {WP + name for name in RECORDS}
    found = set()
    for subject, predicate, end in links:
        if predicate in ends:
            found.add(end)
        elif predicate == RDF_TYPE and end.startswith(WP) and end not in records and not subject.startswith(WP):
            found.add(subject)
    return found - {""}


def _iri(term: object) -> str:
    """The IRI of a node, the empty text for every other term."""
    import pyoxigraph as ox

    return term.value if isinstance(term, ox.NamedNode) else ""
