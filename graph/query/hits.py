"""What a search found, with what a reader wants to know beside it, and the names near one that found nothing."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import pairwise
from typing import TYPE_CHECKING

from pyoxigraph import Literal, NamedNode

from graph.rdf.write import DCTERMS
from graph.resources import asset
from graph.store.sparql import fill
from graph.store.words import IDEOGRAPHS, RUN, fold
from graph.vocabulary import LABEL, SKOS, WP

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from graph.store.store import Hit, Store, Term

PIECES, NEAREST, ALIKE = 8, 3, 0.5
BEFORE = 20  # characters of an excerpt before the first word that was found

Mark = tuple[int, int]
About = dict[str, dict[str, list["Term"]]]


@dataclass(frozen=True, slots=True)
class Found:
    """A hit, and beside it: the preferred name of an entity, the label of its class, the title of an article; for a
    passage the IRI and title of its article and its place there. What is not known is empty.
    """

    hit: Hit
    name: str = ""
    label: str = ""
    article: str = ""
    title: str = ""
    start: int = 0
    end: int = 0


def described(store: Store, hits: Sequence[Hit], lang: str) -> list[Found]:
    """Hits with what a reader wants to know beside them, names and labels in `zh` or `en` where they exist in it."""
    own = about(store, {hit.iri for hit in hits})
    places = (value for held in own.values() for value in held[WP + "inArticle"])
    articles = {value.value for value in places if isinstance(value, NamedNode)}
    other = about(store, articles | {WP + hit.type for hit in hits})
    return [describe(hit, own[hit.iri], other, lang) for hit in hits]


def describe(hit: Hit, own: dict[str, list[Term]], other: About, lang: str) -> Found:
    """One hit."""
    article = worded(own[WP + "inArticle"], lang)
    start, end = worded(own[WP + "start"], lang), worded(own[WP + "end"], lang)
    return Found(
        hit,
        worded(own[SKOS + "prefLabel"], lang),
        worded(other[WP + hit.type][LABEL], lang) or hit.type,
        article,
        worded(other[article][DCTERMS + "title"] if article else own[DCTERMS + "title"], lang),
        int(start) if start.isdecimal() else 0,
        int(end) if end.isdecimal() else 0,
    )


def about(store: Store, things: Iterable[str]) -> About:
    """The values of some properties of things; of what has none, no values."""
    found: About = defaultdict(lambda: defaultdict(list))
    nodes = [NamedNode(iri) for iri in sorted(things)]
    if nodes:
        query = asset("query", "assets", "about.rq").read_text(encoding="utf-8")
        for thing, property_, value in store.select(fill(query, {"things": nodes})):
            if isinstance(thing, NamedNode) and isinstance(property_, NamedNode) and value is not None:
                found[thing.value][property_.value].append(value)
    return found


def worded(values: Sequence[Term], lang: str) -> str:
    """The text of the first value in a language, else of the first one."""
    fitting = [value for value in values if isinstance(value, Literal) and value.language == lang]
    return next((value.value for value in [*fitting, *values] if isinstance(value, Literal | NamedNode)), "")


def near(store: Store, asked: str) -> list[Hit]:
    """The entities whose names hold most of a search, of equal ones those most like it."""
    wanted = fold(asked)
    found: dict[str, Hit] = {}
    for piece in pieces(wanted):
        for hit in store.search(f'"{piece}"' if IDEOGRAPHS.match(piece) else piece, kinds=["entity"]):
            found.setdefault(hit.iri, hit)
    best = sorted((likeness(wanted, hit.text), iri) for iri, hit in found.items())
    return [found[iri] for (less, _), iri in best[:NEAREST] if -less >= ALIKE]


def likeness(wanted: str, name: str) -> tuple[float, float]:
    """What share of a search a name holds in its order, and how like the two are; both negative, to sort by."""
    compared = SequenceMatcher(None, wanted, fold(name), autojunk=False)
    held = sum(block.size for block in compared.get_matching_blocks())
    return -held / len(wanted), -compared.ratio()


def pieces(folded: str) -> list[str]:
    """Pairs of Han characters and the beginnings of other words, some of each word.

    >>> pieces("海儿贷 hiaer")
    ['海儿', '儿贷', 'hia']
    """
    found: list[str] = []
    for run in RUN.findall(folded):
        pairs = [run[i : i + 2] for i in range(max(len(run) - 1, 1))]
        found += pairs if IDEOGRAPHS.match(run) else [run[:3]]
    return list(dict.fromkeys(found))[:PIECES]


def cut(text: str, marks: Sequence[Mark]) -> list[tuple[str, bool]]:
    """A text in pieces, each with whether it is marked.

    >>> cut("金融监管", [(2, 4)])
    [('金融', False), ('监管', True)]
    """
    edges = [0, *(edge for mark in marks for edge in mark), len(text)]
    found = [(text[start:end], bool(i % 2)) for i, (start, end) in enumerate(pairwise(edges))]
    return [piece for piece in found if piece[0]]


def excerpt(text: str, marks: Sequence[Mark], length: int) -> list[tuple[str, bool]]:
    """About `length` characters of a text around its first mark, in pieces as of `cut`; three dots stand for the rest.

    >>> excerpt("一" * 30 + "通知" + "一" * 30, [(30, 32)], 24)
    [('…', False), ('一一一一一一一一一一一一一一一一一一一一', False), ('通知', True), ('一一', False), ('…', False)]
    """
    if len(text) <= length:
        return cut(text, marks)
    first = marks[0][0] if marks else 0
    start = max(0, min(first - BEFORE, len(text) - length))
    end = start + length
    inside = [(max(a, start) - start, min(b, end) - start) for a, b in marks if a < end and b > start]
    shown = cut(text[start:end], inside)
    return [("…", False)] * (start > 0) + shown + [("…", False)] * (end < len(text))
