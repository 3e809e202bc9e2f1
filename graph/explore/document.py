"""The page's data as plain JSON: the view, with positions in its lists instead of IRIs, and the pyvis network."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from graph.explore.repairs import repairs
from graph.explore.tables import table
from graph.explore.texts import woven
from graph.explore.view import BASE, Article, Claim, Edge, Figure, Moment, Node, Passage, Term, View
from graph.messages import table as messages
from graph.rdf.known import themes
from graph.rdf.names import LEXICON, claim_name
from graph.resources import asset

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from graph.explore.layout import Place
    from graph.explore.mentions import Mention
    from graph.explore.network import Explorer

Order = dict[str, int]
Texts = dict[str, tuple[int, str]]
ARTICLE = BASE + "article/"


def document(
    view: View, places: tuple[Place, ...], explorer: Explorer, named: Iterable[Mention], *, lean: bool = False
) -> dict[str, Any]:
    """The object that the page's scripts read; what is missing in it means false, empty or unknown.

    `places` are those of `view.nodes`; `named` says where the articles name which entities. In a `lean` one claims
    whose IRI follows from what they state have none.
    """
    nodes = _order(view.nodes)
    passages = _order(view.passages)
    articles = {article.iri: (number, article.text) for number, article in enumerate(view.articles)}
    edges = zip(view.edges, explorer.bends, strict=True)
    return {
        "base": BASE,
        "nodes": table(_node(node, place) for node, place in zip(view.nodes, places, strict=True)),
        "edges": table(_edge(edge, bend, nodes) for edge, bend in edges),
        "claims": table(_claims(view, nodes, passages, lean)),
        "figures": table(_figure(figure, nodes, passages) for figure in view.figures if figure.subject in nodes),
        "passages": table(_passages(view.passages, articles)),
        "articles": _articles(view, nodes, named),
        "themes": themes(),
        "terms": _terms(view),
        "palette": json.loads(asset("explore", "assets", "palette.json").read_text(encoding="utf-8")),
        "words": messages()["explore"],
        "network": {"nodes": explorer.nodes, "edges": explorer.edges, "options": explorer.options},
    }


def _order(items: Iterable[Node | Passage]) -> Order:
    """The position of each item by its IRI."""
    return {item.iri: number for number, item in enumerate(items)}


def _one_or_more(numbers: list[int]) -> int | list[int] | None:
    """A list of numbers, a single one for itself."""
    return numbers[0] if len(numbers) == 1 else numbers or None


def _kept(**values: object) -> dict[str, object]:
    """The values that say something."""
    return {key: value for key, value in values.items() if value is not None and value is not False and value != ""}


def _node(node: Node, place: Place) -> dict[str, object]:
    return _kept(
        iri=node.iri,
        name=node.name,
        en=node.english,
        type=node.type,
        aliases=list(node.aliases) or None,
        ids=[list(pair) for pair in node.identifiers] or None,
        issued=node.issued,
        collective=node.collective,
        x=place.x,
        y=place.y,
        size=place.size,
        group=place.community,
        change=node.change,
    )


def _edge(edge: Edge, bend: float, nodes: Order) -> dict[str, object]:
    """An edge; its claims are as many of the table of claims as it has, which follow those of the edges before it."""
    return _kept(
        **{"from": nodes[edge.subject]},
        to=nodes[edge.object],
        predicate=edge.predicate,
        bend=bend or None,
        change=edge.change,
        claims=len(edge.claims),
    )


def _claims(view: View, nodes: Order, passages: Order, lean: bool) -> Iterator[dict[str, object]]:
    """The claims of all edges, one after another."""
    for edge in view.edges:
        for claim in edge.claims:
            told = _claim(claim, nodes, passages)
            if lean and claim.passages and claim.iri == _minted(edge, claim):
                del told["iri"]
            yield told


def _minted(edge: Edge, claim: Claim) -> str:
    """The IRI that follows from what a claim states and where."""
    article, _, place = claim.passages[0].partition("#char=")
    ends = edge.subject, edge.predicate, edge.object
    return claim_name(article.removeprefix(ARTICLE), ends, claim.modality, claim.negative, place)


def _claim(claim: Claim, nodes: Order, passages: Order) -> dict[str, object]:
    return _kept(
        iri=claim.iri,
        passages=_one_or_more([passages[iri] for iri in claim.passages if iri in passages]),
        confidence=float(claim.confidence),
        explicit=claim.explicit,
        derived=claim.derived,
        modality=claim.modality,
        negative=claim.negative,
        rejected=claim.rejected,
        voice=nodes.get(claim.voice),
        sense=claim.sense.removeprefix(LEXICON),
        rule=claim.rule,
        reviewer=claim.reviewer,
        role=claim.role,
        asOf=_moment(claim.as_of),
    )


def _figure(figure: Figure, nodes: Order, passages: Order) -> dict[str, object]:
    return _kept(
        iri=figure.iri,
        node=nodes[figure.subject],
        indicator=figure.indicator,
        value=format(figure.value, "f"),
        upper=format(figure.upper, "f") if figure.upper is not None else None,
        comparator=figure.comparator,
        unit=figure.unit,
        text=figure.text,
        base=figure.base,
        confidence=float(figure.confidence),
        asOf=_moment(figure.as_of),
        passages=_one_or_more([passages[iri] for iri in figure.passages if iri in passages]),
        change=figure.change,
    )


def _passages(passages: Iterable[Passage], articles: Texts) -> Iterator[dict[str, object]]:
    """Passages with the gap that each leaves to the one before it in its article."""
    before, end = "", 0
    for passage in passages:
        end = end if passage.article == before else 0
        yield _passage(passage, articles, passage.start - end)
        before, end = passage.article, passage.end


def _passage(passage: Passage, articles: Texts, gap: int) -> dict[str, object]:
    """A passage; its quote stands in it only where its article's text does not hold it."""
    number, text = articles.get(passage.article, (None, ""))
    plain = number is not None and passage.iri == f"{passage.article}#char={passage.start},{passage.end}"
    return _kept(
        iri=None if plain else passage.iri,
        article=number,
        gap=gap,
        length=passage.end - passage.start,
        clean=passage.clean if passage.clean != passage.quote else None,
        quote=passage.quote if text[passage.start : passage.end] != passage.quote else None,
    )


def _articles(view: View, nodes: Order, named: Iterable[Mention]) -> list[dict[str, object]]:
    """The articles, their texts woven with the entities that they name."""
    names = [(node.name, node.english, *node.aliases) for node in view.nodes]
    mentions: dict[str, list[tuple[int, int, int]]] = {}
    for mention in named:
        mentions.setdefault(mention.article, []).append((mention.start, mention.end, nodes[mention.entity]))
    return [_article(article, woven(article.text, mentions.get(article.iri, ()), names)) for article in view.articles]


def _article(article: Article, text: list[str | int]) -> dict[str, object]:
    return _kept(
        iri=article.iri,
        text=text,
        repairs=repairs(article.text) or None,
        title=article.title,
        publisher=article.publisher,
        author=article.author,
        published=article.published,
        url=article.url,
        rights=article.rights,
    )


def _moment(moment: Moment | None) -> list[str] | None:
    return [moment.date, moment.text, moment.basis] if moment else None


def _terms(view: View) -> dict[str, object]:
    """The labels of the terms that the view uses, with their superclasses, colours and shapes where they have them."""
    used = {node.type for node in view.nodes} | {edge.predicate for edge in view.edges}
    used |= {term for node in view.nodes for term, _ in node.identifiers}
    claims = [claim for edge in view.edges for claim in edge.claims]
    used |= {claim.modality for claim in claims}
    moments = [claim.as_of for claim in claims] + [figure.as_of for figure in view.figures]
    used |= {moment.basis for moment in moments if moment}
    terms = {term.name: term for term in view.terms}
    used |= {name for each in used for name in lineage(each, terms)}
    return {
        term.name: _kept(zh=term.zh, en=term.en, color=term.color, shape=term.shape, up=list(term.parents) or None)
        for term in view.terms
        if term.name in used
    }


def lineage(name: str, terms: dict[str, Term]) -> set[str]:
    """A class with all classes above it."""
    found: set[str] = set()
    todo = [name]
    while todo:
        if (one := todo.pop()) not in found:
            found.add(one)
            todo += terms[one].parents if one in terms else ()
    return found
