"""Wupian: knowledge graphs from Chinese financial-policy news, every statement with the sentence that proves it.

The functions here are the public interface of the package; each imports what it needs when it is called. What they
raise is a `graph.errors.WupianError` that says what to do next.

>>> import graph
>>> out = getfixture("tmp_path") / "out"
>>> graph.build(out=out).passed
True
>>> store = graph.open_store(out / "store")
>>> policy = graph.select(store, "SELECT ?policy { ?policy a wp:Policy }").rows[0][0]
>>> raw = graph.extract("seeds/000_39a2c90d8ccbd885.txt").article.raw
>>> all(raw[found.start : found.end] == found.quote for found in graph.evidence(store, policy.value))
True
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from pathlib import Path

    import networkx
    import rdflib

    from graph.analyse.analysis import Analysis
    from graph.analyse.change import Change
    from graph.analyse.gaps.gaps import Gaps
    from graph.analyse.gaps.matrix import Matrix
    from graph.analyse.networks.arrays import Arrays
    from graph.analyse.paths.paths import Paths
    from graph.explore.notebook import Page
    from graph.explore.portion import Answer
    from graph.model import Extraction
    from graph.pipeline import Build, Progress
    from graph.query.evidence import Evidence
    from graph.store.store import Hit, Rows, Store

__version__ = "0.1.0"
__all__ = [
    "analysis",
    "build",
    "compare",
    "evidence",
    "extract",
    "gaps",
    "matrix",
    "open_store",
    "paths",
    "read_page",
    "report",
    "search",
    "select",
    "show",
    "to_arrays",
    "to_networkx",
]


def build(
    paths: Sequence[Path | str] = (),
    out: Path | str = "out",
    *,
    encoding: str = "utf-8",
    ontology: Path | str | None = None,
    progress: Progress | None = None,
) -> Build:
    """Make the graph of some articles in the folder `out`, as `wupian build` does, and say what was found.

    `paths` are `.txt` files and folders of them; none mean the seed article. `ontology` is a folder in place of the
    packaged one. `progress` is called with a name, how many things are done, and how many there are.

    Raises InputError when no article can be read, OutputError when `out` cannot be written or holds other things,
    OntologyError and ReviewError for broken files of those kinds. `out` changes as a whole or not at all.
    """
    from graph import pipeline

    return pipeline.build(paths, out, encoding=encoding, ontology=ontology, progress=progress)


def extract(path: Path | str, *, encoding: str = "utf-8", ontology: Path | str | None = None) -> Extraction:
    """What extraction alone reads in an article file: its entities, facts and figures, without reviewers' decisions.

    Raises InputError for a file that cannot be read, OntologyError for a broken ontology.

    >>> found = extract("seeds/000_39a2c90d8ccbd885.txt")
    >>> found.article.published, len(found.facts) > 90
    ('2025-07-17', True)
    """
    from graph import pipeline

    return pipeline.extract(path, encoding=encoding, extractor=pipeline.rules(ontology))


def open_store(place: Path | str = "out/store", *, token: str | None = None) -> Store:
    """The store in a folder that a build made, or at the address of a SPARQL endpoint, for reading.

    Raises StoreError when a folder holds none. An endpoint is asked by the first query only; the parameters of its
    address go with every query (`http://host/sparql?default-graph-uri=…`), a user and password in it as Basic
    authentication, a `token` as a bearer.
    """
    from graph.store import opening

    return opening.open_store(place, token=token)


def select(store: Store, question: str, /, **parameters: str) -> Rows:
    """The rows that answer a named query, or SPARQL of the form SELECT: `variables`, and a tuple of terms for each row.

    Parameters are those of the named query (`select(store, "products", name="建信消费金融")`); the project's prefixes
    need no declaration. Raises QueryError for an unknown name or parameter, broken SPARQL, and every other form.
    """
    from graph.errors import QueryError
    from graph.query.run import run
    from graph.store.store import Rows

    found = run(store, question, list(parameters.items()))
    if found.form != "SELECT":
        raise QueryError(f"The query is not a SELECT but of the form {found.form}; ask the store itself for that.")
    return Rows(found.variables, list(found.rows))


def search(
    store: Store, words: str, *, limit: int = 20, kinds: Collection[str] = ("entity", "article", "passage")
) -> list[Hit]:
    """The entities, articles and passages whose names, titles or sentences hold all words, the best first.

    Spaces part words, quotation marks hold them together, and everything else is data. Each hit has its `kind`, `iri`,
    the `text` that holds the words and the `marks` where they stand in it. Raises QueryError for an unknown kind and
    for more than 20 words or 500 characters.

    >>> out = getfixture("tmp_path") / "out"
    >>> _ = build(out=out)
    >>> hit = search(open_store(out / "store"), "百行")[0]
    >>> hit.type, hit.text, hit.marks
    ('CreditBureau', '百行征信有限公司', ((0, 2),))
    """
    return store.search(words, limit, kinds)


def evidence(store: Store, about: str) -> tuple[Evidence, ...]:
    """The sentences that prove a claim, a figure, or all that is claimed of an entity, by article and place.

    `about` is an IRI or a prefixed name such as `authority:haier`; anything else is a QueryError. `start` and `end` of
    the results slice the raw article, and `quote` is what stands there. What the store does not know has no evidence.
    """
    from graph.query import evidence as reader

    return reader.evidence(store, about)


def analysis(store: Store, *, min_confidence: float = 0.5) -> Analysis:
    """The whole analysis: the corpus, the claims that count, the matrix, the measures, the findings.

    It is what the report is drawn from; each number of the report is one line of Python on it, which the report prints.

    >>> out = getfixture("tmp_path") / "out"
    >>> _ = build(out=out)
    >>> a = analysis(open_store(out / "store"))
    >>> len(a.matrix.themes), a.matrix.blanks
    (5, 37)
    """
    from graph.analyse import analysis as reader

    return reader.analyse(store, min_confidence=min_confidence)


def matrix(store: Store, *, min_confidence: float = 0.5) -> Matrix:
    """The institution × theme matrix: `themes`, and `rows` with a cell of claims for each theme.

    Claims below `min_confidence` do not count. A blank says that the articles hold no evidence, never that the
    institution does nothing.
    """
    from graph.analyse.gaps import matrix as reader

    return reader.matrix(store, min_confidence=min_confidence)


def gaps(store: Store, *, min_confidence: float = 0.5) -> Gaps:
    """Where the graph holds nothing, little, or two things at once.

    `grid` is the matrix apart by own claims, policies, products, initiatives and figures; `policies` says how far each
    policy is answered, `segments` who serves whom and which segments nobody serves, `sources` which statements rest on
    one article, `disagreements` which figures contradict each other. Claims and figures below `min_confidence` do not
    count. A blank says that the articles hold no evidence, never that somebody does nothing.
    """
    from graph.analyse.gaps import gaps as reader

    return reader.gaps(store, min_confidence=min_confidence)


def paths(store: Store, *, through: Collection[str] = (), limit: int = 20, min_confidence: float = 0.5) -> Paths:
    """The response paths regulator → policy → theme → institution → product or initiative → segment, the best first.

    Each policy and institution have one path, with a claim for each hop; `total` counts them, `limit` of them are
    given. Entities of `through` (IRIs or prefixed names such as `theme:pension-finance`) lie on every path. Claims
    below `min_confidence` do not count. Raises QueryError for an entity that the store does not know.

    >>> out = getfixture("tmp_path") / "out"
    >>> _ = build(out=out)
    >>> found = paths(open_store(out / "store"), through=["theme:pension-finance"], limit=1).paths[0]
    >>> found.regulator.zh, found.theme.zh, found.institution.zh
    ('国务院办公厅', '养老金融', '厦门金美信消费金融有限责任公司')
    """
    from graph.analyse.paths import paths as reader

    return reader.response_paths(store, through=through, limit=limit, min_confidence=min_confidence)


def compare(store: Store, earlier: Store, *, min_confidence: float = 0.5) -> Change:
    """What changed in the analysis of a store since an `earlier` one: totals, cells of the matrix, places, entities.

    >>> out = getfixture("tmp_path") / "out"
    >>> _ = build(out=out)
    >>> store = open_store(out / "store")
    >>> compare(store, store).none
    True
    """
    from graph.analyse import change

    return change.compare(store, earlier, min_confidence=min_confidence)


def to_networkx(
    store: Store,
    shape: str = "claims",
    *,
    min_confidence: float = 0.5,
    modality: Collection[str] = ("Done",),
    negative: bool = False,
    since: str = "",
    until: str = "",
    articles: Collection[str] = (),
) -> networkx.Graph[str]:
    """The graph as networkx has it: a node for each entity, an edge keyed by its IRI for each claim that counts.

    A claim counts when its confidence reaches `min_confidence`, its modality is one of `modality` (Done, Planned,
    Announced, Proposed, Reported, Ended) and no reviewer rejected it; denials count only with `negative`. Nodes have
    `label`, `label_en` and `type`; edges have `predicate`, `confidence`, `evidence` (the sentences, one a line),
    `article` and more. `since` and `until` (ISO dates, both included: what a claim is as of, else when its first
    article was published) and `articles` (ids) keep only such claims and the entities that these join.

    The shape `claims` is a MultiDiGraph. `institution-theme`, `institution-segment` and `institution-product` are
    two-mode Graphs whose `weight` counts the claims that show an edge, of an institution and of what it offers,
    develops or runs. `institutions-by-theme`, `institutions-by-segment`, `institutions-by-product`,
    `themes-by-institution` and `segments-by-institution` are one-mode Graphs; `weight` counts what two nodes share.

    >>> out = getfixture("tmp_path") / "out"
    >>> _ = build(out=out)
    >>> store = open_store(out / "store")
    >>> to_networkx(store).is_multigraph(), to_networkx(store, "institution-theme").is_multigraph()
    (True, False)

    Raises QueryError for an unknown shape, modality or article, a confidence outside 0 to 1, and dates that are none.
    """
    from graph.analyse.networks import shapes

    return shapes.to_networkx(
        store,
        shape,
        min_confidence=min_confidence,
        modality=modality,
        negative=negative,
        since=since,
        until=until,
        articles=articles,
    )


def to_arrays(
    store: Store, *, min_confidence: float = 0.5, modality: Collection[str] = ("Done",), negative: bool = False
) -> Arrays:
    """The same claims as arrays of integers: `nodes` (IRIs, sorted), and `sources`, `targets` and `weights` of numpy.

    Edge number i leads from `nodes[sources[i]]` to `nodes[targets[i]]` and stands for `weights[i]` claims; each ordered
    pair occurs once. Read in a fraction of the time of `to_networkx`; the rest is as there.

    >>> out = getfixture("tmp_path") / "out"
    >>> _ = build(out=out)
    >>> store = open_store(out / "store")
    >>> int(to_arrays(store).weights.sum()) == to_networkx(store).number_of_edges()
    True
    """
    from graph.analyse.networks import arrays

    return arrays.to_arrays(store, min_confidence=min_confidence, modality=modality, negative=negative)


def show(
    store: Store,
    out: Path | str | None = None,
    *,
    query: str | Answer | None = None,
    parameters: Mapping[str, str] | None = None,
    diff: Store | None = None,
) -> Page:
    """The interactive graph of a store as one HTML page that works offline; also written to the file `out`.

    The page is a `str` that Jupyter shows in a frame. It carries the graph as JSON-LD, so that `read_page` gives it
    back. With `query` it shows and carries only the entities, claims, figures or articles that an answer names, and
    the relations among them: the answer of a named query (with its `parameters`) or of SPARQL (SELECT, CONSTRUCT,
    DESCRIBE), or one at hand: rows of `select`, triples, an `rdflib.Graph`. With `diff`, an open store of an earlier
    build, it shows what came, went and changed since then.

    >>> out = getfixture("tmp_path") / "out"
    >>> _ = build(out=out)
    >>> store = open_store(out / "store")
    >>> page = show(store, query="models")
    >>> page.startswith("<!DOCTYPE html>"), len(page) < len(show(store))
    (True, True)
    >>> page == show(store, query=select(store, "models"))
    True

    Raises QueryError for a query that fails or names nothing of the graph, and for `query` and `diff` at once,
    OutputError when `out` cannot be written.
    """
    from graph import pipeline
    from graph.explore.notebook import Page

    given = list((parameters or {}).items())
    return Page(pipeline.explorer(store, out, query=query, parameters=given, diff=diff))


def read_page(path: Path | str) -> rdflib.Graph:
    """The graph that an explorer page carries; an InputError when the file is no such page."""
    from graph.explore import reading

    return reading.read_page(path)


def report(store: Store, out: Path | str | None = None, *, form: str = "html", lang: str = "zh") -> str:
    """The report on a store: findings, matrix, paths, network, figures, quality, method, citations.

    As one HTML page in both languages that prints, or as Markdown (`form="md"`) in the language `lang`; also written to
    the file `out`. Raises QueryError for another form or language, OutputError when `out` cannot be written.
    """
    from graph import pipeline
    from graph.errors import QueryError
    from graph.messages import LANGUAGES

    if form not in ("html", "md") or lang not in LANGUAGES:
        raise QueryError(f"There is no report of the form {form} in {lang}; choose html or md, and zh or en.")
    return pipeline.report(store, out, form=form, lang=lang)
