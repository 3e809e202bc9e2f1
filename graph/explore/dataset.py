"""The graph that a large page carries: the statements that the page's data implies, and a patch for all others.

Each statement is written as an N-Triples line without its full stop. `patch` says what the data implies wrongly and
what it does not imply; `whole` puts the graph together again, so that a page is the dataset whatever its graph holds.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from graph.explore.tables import records
from graph.explore.texts import unwoven
from graph.explore.view import BASE, DCTERMS, LABEL, PREF, RDF_TYPE, SKOS, WP, asserted
from graph.rdf.names import LEXICON, claim_name, plain

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

Data = dict[str, Any]
XSD = "http://www.w3.org/2001/XMLSchema#"
ARTICLE = BASE + "article/"


def run(graph: Iterable[str]) -> str | None:
    """The IRI of the run that extracted a graph, None where there is none or several."""
    found = [line for line in graph if line.endswith(f"> {_wp('ExtractionRun')}") and f" <{RDF_TYPE}> " in line]
    return found[0].partition("> <")[0][1:] if len(found) == 1 else None


def patch(data: Data, graph: Iterable[str]) -> dict[str, str]:
    """What turns the statements that a page's data implies into those of a graph: `less` of them and `more`, as lines.

    The data names the run that extracted the graph under `run`.
    """
    held, implied = set(graph), set(lines(data))
    return {"less": "\n".join(sorted(implied - held)), "more": "\n".join(sorted(held - implied))}


def whole(data: Data, patched: dict[str, str]) -> list[str]:
    """The lines of the graph that a page carries as its data and a patch, sorted."""
    less, more = (set(filter(None, patched[part].split("\n"))) for part in ("less", "more"))
    return sorted((set(lines(data)) - less) | more)


def lines(data: Data) -> Iterator[str]:
    """The statements that the data of a page implies."""
    tables = {name: records(data[name]) for name in ("nodes", "edges", "claims", "figures", "passages")}
    nodes = [node["iri"] for node in tables["nodes"]]
    names = [(node["name"], node.get("en", ""), *node.get("aliases", ())) for node in tables["nodes"]]
    articles = [{**article, "text": unwoven(article["text"], names)} for article in data["articles"]]
    _place(tables["passages"], articles)
    passages = [passage["iri"] for passage in tables["passages"]]
    for node in tables["nodes"]:
        yield from _node(node)
    yield from _edges(tables["edges"], tables["claims"], nodes, passages, data["run"])
    for figure in tables["figures"]:
        yield from _figure(figure, nodes, passages, data["run"])
    for passage in tables["passages"]:
        yield from _passage(passage, articles)
    for article in articles:
        yield from _article(article)


def _place(passages: list[Data], articles: list[Data]) -> None:
    """Gives passages their start, end and IRI."""
    before, end = None, 0
    for passage in passages:
        number = passage.get("article")
        passage["start"] = passage["gap"] + (end if number == before else 0)
        passage["end"] = end = passage["start"] + passage["length"]
        before = number
        if "iri" not in passage:
            passage["iri"] = f"{articles[passage['article']]['iri']}#char={passage['start']},{end}"


def _statements(subject: str, pairs: Iterable[tuple[str, object]]) -> Iterator[str]:
    """Lines about one subject; pairs whose value is None say nothing."""
    return (f"<{subject}> <{predicate}> {value}" for predicate, value in pairs if value is not None)


def _node(node: Data) -> Iterator[str]:
    name, english = _text(node["name"], "zh"), _text(node.get("en"), "en")
    yield from _statements(
        node["iri"],
        (
            (RDF_TYPE, _wp(node["type"])),
            *((label, text) for label in (LABEL, PREF) for text in (name, english)),
            *((SKOS + "altLabel", _text(alias, "zh")) for alias in node.get("aliases", ())),
            *((WP + term, _text(value)) for term, value in node.get("ids", ())),
            (WP + "issuedOn", _typed(node.get("issued"), "date")),
            (WP + "collective", _typed("true", "boolean") if node.get("collective") else None),
        ),
    )


def _edges(
    edges: list[Data], claims: list[Data], nodes: list[str], passages: list[str], run: str | None
) -> Iterator[str]:
    """The claims of all edges, and the plain statements that they make facts."""
    following = iter(claims)
    for edge in edges:
        ends = f"<{nodes[edge['from']]}>", _wp(edge["predicate"]), f"<{nodes[edge['to']]}>"
        held = [next(following) for _ in range(edge["claims"])]
        if any(_asserted(claim) for claim in held):
            yield " ".join(ends)
        for claim in held:
            if "iri" not in claim:
                claim["iri"] = _minted(claim, nodes[edge["from"]], edge["predicate"], nodes[edge["to"]], passages)
            yield from _claim(claim, ends, nodes)
            yield from _origin(claim, passages, run)


def _minted(claim: Data, subject: str, predicate: str, object_: str, passages: list[str]) -> str:
    """The IRI that follows from what a claim states and where."""
    first = claim["passages"][0] if isinstance(claim["passages"], list) else claim["passages"]
    article, _, place = passages[first].partition("#char=")
    ends = subject, predicate, object_
    return claim_name(article.removeprefix(ARTICLE), ends, claim["modality"], bool(claim.get("negative")), place)


def _asserted(claim: Data) -> bool:
    """Whether a claim makes its relation a fact."""
    denied = bool(claim.get("negative") or claim.get("rejected"))
    return asserted(Decimal(str(claim["confidence"])), claim["modality"], denied)


def _claim(claim: Data, ends: tuple[str, str, str], nodes: list[str]) -> Iterator[str]:
    voice, sense = claim.get("voice"), claim.get("sense")
    yield from _statements(
        claim["iri"],
        (
            (RDF_TYPE, _wp("Claim")),
            *zip((WP + "subject", WP + "predicate", WP + "object"), ends, strict=True),
            (WP + "explicit", _truth(claim.get("explicit"))),
            (WP + "derived", _truth(claim.get("derived"))),
            (WP + "modality", _wp(claim["modality"])),
            (WP + "polarity", _wp("Negative" if claim.get("negative") else "Positive")),
            (WP + "voice", None if voice is None else f"<{nodes[voice]}>"),
            (WP + "firedSense", None if sense is None else f"<{sense if ':' in sense else LEXICON + sense}>"),
            (WP + "roleTitle", _text(claim.get("role"))),
        ),
    )


def _origin(held: Data, passages: list[str], run: str | None) -> Iterator[str]:
    """What claims and figures share: passages, confidence, date, rule, reviewer and run."""
    date, words, basis = held.get("asOf", (None, None, None))
    found = held.get("passages", [])
    proof = [passages[number] for number in (found if isinstance(found, list) else [found])]
    yield from _statements(
        held["iri"],
        (
            *((WP + "supportedBy", f"<{iri}>") for iri in proof),
            (WP + "confidence", _number(held["confidence"])),
            (WP + "asOf", _typed(date, "date")),
            (WP + "asOfText", _text(words)),
            (WP + "asOfBasis", _wp(basis) if basis else None),
            (WP + "rule", _text(held.get("rule"))),
            (WP + "reviewedBy", _text(held.get("reviewer"))),
            (WP + "rejected", _typed("true", "boolean") if held.get("rejected") else None),
            (WP + "extractedBy", f"<{run}>" if run else None),
        ),
    )


def _figure(figure: Data, nodes: list[str], passages: list[str], run: str | None) -> Iterator[str]:
    upper = figure.get("upper")
    yield from _statements(
        figure["iri"],
        (
            (RDF_TYPE, _wp("Figure")),
            (WP + "figureOf", f"<{nodes[figure['node']]}>"),
            (WP + "indicator", _text(figure.get("indicator"))),
            (WP + "value", _number(figure["value"])),
            (WP + "comparator", _wp(figure["comparator"])),
            (WP + "unitText", _text(figure.get("unit", ""))),
            (WP + "valueText", _text(figure.get("text"))),
            (WP + "baseText", _text(figure.get("base"))),
            (WP + "lowerBound", None if upper is None else _number(figure["value"])),
            (WP + "upperBound", None if upper is None else _number(upper)),
        ),
    )
    yield from _origin(figure, passages, run)


def _passage(passage: Data, articles: list[Data]) -> Iterator[str]:
    article = articles[passage["article"]] if "article" in passage else None
    start, end = passage["start"], passage["end"]
    quote = passage.get("quote", (article or {}).get("text", "")[start:end])
    yield from _statements(
        passage["iri"],
        (
            (RDF_TYPE, _wp("Passage")),
            (WP + "inArticle", f"<{article['iri']}>" if article else None),
            (WP + "start", _typed(start, "integer")),
            (WP + "end", _typed(end, "integer")),
            (WP + "quote", _text(quote)),
            (WP + "cleanText", _text(passage.get("clean", quote))),
        ),
    )


def _article(article: Data) -> Iterator[str]:
    url, iri = article.get("url"), article["iri"]
    texts = (("title", "title"), ("publisher", "publisher"), ("creator", "author"), ("rights", "rights"))
    yield from _statements(
        iri,
        (
            (RDF_TYPE, _wp("Article")),
            (WP + "text", _text(article.get("text"))),
            (DCTERMS + "identifier", _text(iri.removeprefix(ARTICLE))),
            *((DCTERMS + term, _text(article.get(key))) for term, key in texts),
            (DCTERMS + "issued", _typed(article.get("published"), "date")),
            (DCTERMS + "source", f"<{url}>" if url else None),
        ),
    )


def _wp(name: str) -> str:
    """A term of the core vocabulary; a foreign one stands with its whole IRI."""
    return f"<{name if ':' in name else WP + name}>"


def _text(text: str | None, language: str = "") -> str | None:
    r"""A text as a literal, of a language where one is named.

    >>> _text('a"b', "zh")
    '"a\\"b"@zh'
    """
    from pyoxigraph import Literal

    return None if text is None else str(Literal(text)) + (f"@{language}" if language else "")


def _typed(value: object, datatype: str) -> str | None:
    return None if value is None else f'"{value}"^^<{XSD}{datatype}>'


def _truth(value: object) -> str | None:
    return _typed("true" if value else "false", "boolean")


def _number(value: object) -> str | None:
    return _typed(plain(Decimal(str(value))), "decimal")
