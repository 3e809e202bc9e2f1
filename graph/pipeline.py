"""The whole way: article → text → mentions → facts → rdf → store → pages, and what a build leaves in its folder."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from graph import __version__
from graph.errors import InputError, OutputError, QueryError, ReviewError
from graph.files import filling, is_ours, write
from graph.model import Extraction
from graph.resources import folder

if TYPE_CHECKING:
    import pyoxigraph as ox

    from graph.analyse.report.blocks import Report
    from graph.check import Check
    from graph.explore.portion import Answer
    from graph.explore.view import View
    from graph.facts.extractor import Extractor
    from graph.store.store import Store

MARKER = "wupian-build.json"
STORE = "store"
REPORTS = (("report.html", "html", "zh"), ("report.zh.md", "md", "zh"), ("report.en.md", "md", "en"))
PAGES = ("explorer.html", *(name for name, _, _ in REPORTS))
FILES = ("graph.ttl", "graph.nq", "graph.jsonld", *PAGES, "candidates.jsonl", MARKER, STORE)
DEFAULT_OUT = Path("out")
Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class Refusal:
    """An article file that could not be read, and why."""

    path: Path
    reason: str


@dataclass(frozen=True, slots=True)
class Build:
    """What a build read, wrote and found; `seconds` is wall time, `lost` counts review decisions without evidence."""

    out: Path
    extractions: tuple[Extraction, ...]
    refusals: tuple[Refusal, ...]
    triples: int
    check: Check
    lost: int
    idle: int
    seconds: float

    @property
    def passed(self) -> bool:
        """Whether every article was read, every decision applied, and every check held."""
        return not self.refusals and not self.lost and self.check.passed


def extract(path: Path | str, *, encoding: str = "utf-8", extractor: Extractor | None = None) -> Extraction:
    """What extraction alone reads in an article file, without reviewers' decisions."""
    from graph.text.clean import clean
    from graph.text.reader import read

    return (extractor or rules()).extract(clean(read(Path(path), encoding)))


def rules(ontology: Path | str | None = None) -> Extractor:
    """The extractor that works by the rules of an ontology's folder, by default the packaged one."""
    from graph.facts.extractor import RuleExtractor
    from graph.vocabulary import load

    return RuleExtractor(load(Path(ontology) if ontology else None))


def build(
    paths: Sequence[Path | str] = (),
    out: Path | str = DEFAULT_OUT,
    *,
    encoding: str = "utf-8",
    ontology: Path | str | None = None,
    progress: Progress | None = None,
) -> Build:
    """Make the graph of some articles, files or folders of files, in the folder `out`; no paths mean the seeds.

    Raises InputError when no article can be read, OutputError when `out` cannot be written or holds other things,
    OntologyError and ReviewError for broken files of those kinds. `out` changes as a whole or not at all.
    """
    started = time.perf_counter()
    target, root = Path(out), Path(ontology) if ontology else None
    claim(target)
    files = discovered(paths)
    read, refusals, idle = read_all(files, encoding, rules(root), progress)
    if not read:
        raise InputError(" ".join(refusal.reason for refusal in refusals))
    triples = statements(read, root)
    with filling(target) as aside:
        try:
            found = put(aside, read, triples, root, progress)
        except OutputError as error:
            raise OutputError(str(error).replace(str(aside), str(target))) from error
    seconds = time.perf_counter() - started
    return Build(target, tuple(read), tuple(refusals), len(triples), found, lost(read), idle, seconds)


def explorer(
    store: Store,
    out: Path | str | None = None,
    *,
    query: str | Answer | None = None,
    parameters: Sequence[tuple[str, str]] = (),
    diff: Store | None = None,
) -> str:
    """The explorer page of a store as HTML, with the graph in it; also written to the file `out`.

    It shows and carries the part that a query names, or shows the difference from an earlier store: see `shown`.
    """
    from graph.explore import page

    return written(page.page(*shown(store, query=query, parameters=parameters, diff=diff)), out)


def shown(
    store: Store,
    *,
    query: str | Answer | None = None,
    parameters: Sequence[tuple[str, str]] = (),
    diff: Store | None = None,
) -> tuple[View, list[str]]:
    """What an explorer page of a store shows, and the statements that it carries (see `graph.rdf.ntriples`).

    `query` is a named query with its `parameters`, SPARQL, or an answer; then the page shows and carries the part of
    the graph that the answer names. With `diff`, an earlier store, the page shows both graphs and carries the one of
    `store`. Both at once are a QueryError.
    """
    from graph.explore import difference, portion, reader
    from graph.rdf import ntriples

    if query is not None and diff is not None:
        raise QueryError("A query and a difference cannot be shown in one page; choose one.")
    lines = store.lines()
    whole = reader.view(lines)
    if diff is not None:
        return difference.difference(reader.read(diff), whole), lines
    if query is None:
        if parameters:
            raise QueryError("Parameters go with the name of a query; give that too.")
        return whole, lines
    part = portion.portion(whole, answered(store, query, parameters))
    return part, ntriples.lines(portion.dataset(part, ntriples.triples(lines)))


def answered(store: Store, query: str | Answer, parameters: Sequence[tuple[str, str]]) -> Answer:
    """The rows or triples with which a store answers a query, or those given."""
    from graph.query.run import run

    if not isinstance(query, str):
        if parameters:
            raise QueryError("Parameters go with the name of a query, not with an answer.")
        return query
    found = run(store, query, parameters)
    if found.form == "ASK":
        raise QueryError("An ASK is answered with yes or no; ask with SELECT, CONSTRUCT or DESCRIBE for what to show.")
    return found.rows if found.form == "SELECT" else found.triples


def report(
    store: Store,
    out: Path | str | None = None,
    *,
    form: str = "html",
    lang: str = "zh",
    min_confidence: float = 0.5,
) -> str:
    """The report of a store as an HTML page, or as Markdown (`form` is `md`) in a language; also written to `out`."""
    from graph.analyse.analysis import analyse
    from graph.analyse.report.compose import compose

    return written(drawn(compose(analyse(store, min_confidence=min_confidence)), form, lang), out)


def drawn(report: Report, form: str, lang: str) -> str:
    """A report as an HTML page in both languages, or as Markdown in one."""
    from graph.analyse.report import markdown, page

    return markdown.markdown(report, lang) if form == "md" else page.page(report)


def written(html: str, out: Path | str | None) -> str:
    """A page, which is written to a file where one is named; a link is followed, a device never replaced."""
    if out is not None:
        file = Path(out).resolve()
        if file.exists() and not file.is_file():
            raise OutputError(f"{out} is a folder or device; name a file.")
        write(file, html)
    return html


def discovered(paths: Sequence[Path | str]) -> tuple[Path, ...]:
    """The article files to build from."""
    from graph.text.reader import discover

    return discover([Path(p) for p in paths] or [folder("seeds")])


def claim(out: Path) -> None:
    """Refuse a place that holds anything but an earlier build."""
    if not out.exists():
        return
    if not out.is_dir():
        raise OutputError(f"{out} is a file; name a folder with --out.")
    held = sorted(p.name for p in out.iterdir() if not is_ours(p))
    foreign = [name for name in held if name not in FILES]
    if foreign or (held and MARKER not in held):
        first = foreign[0] if foreign else held[0]
        raise OutputError(f"The folder {out} holds other files ({first}); name a new or empty folder with --out.")


def read_all(
    files: Sequence[Path], encoding: str, extractor: Extractor, progress: Progress | None
) -> tuple[list[Extraction], list[Refusal], int]:
    """The reviewed extractions of files by article id, the files that could not be read, and how many decisions had no
    effect.
    """
    read: list[Extraction] = []
    refusals: list[Refusal] = []
    idle = 0
    for number, file in enumerate(files):
        if progress:
            progress(file.name, number, len(files))
        try:
            extraction, unused = reviewed(file, extract(file, encoding=encoding, extractor=extractor))
        except InputError as error:
            refusals.append(Refusal(file, str(error)))
        else:
            read.append(extraction)
            idle += unused
    return sorted(read, key=lambda extraction: extraction.article.id), refusals, idle


def reviewed(file: Path, extraction: Extraction) -> tuple[Extraction, int]:
    """An extraction as the reviewers' decisions beside its file leave it, and how many of them had no effect."""
    from graph.rdf.names import article_iri
    from graph.review import apply, reader

    place = reader.beside(file)
    if not place.is_file():
        return extraction, 0
    decisions = reader.read(place)
    if decisions.article != article_iri(extraction.article.id):
        raise ReviewError(f"The review {place} is about {decisions.article}, not about the article beside it.")
    return apply.apply(extraction, decisions), len(apply.idle(extraction, decisions))


def statements(read: Sequence[Extraction], ontology: Path | None) -> list[ox.Triple]:
    """The triples of some extractions."""
    from graph.rdf.known import fingerprint
    from graph.rdf.write import Run, triples

    return triples(read, Run(__version__, fingerprint(ontology)), ontology)


def put(
    out: Path,
    read: Sequence[Extraction],
    triples: Sequence[ox.Triple],
    ontology: Path | None,
    progress: Progress | None,
) -> Check:
    """Write everything a build leaves into an empty folder, and check it."""
    from graph.check import check
    from graph.explore import page, reader
    from graph.rdf import ntriples
    from graph.rdf.export import export
    from graph.store.embedded import create
    from graph.store.opening import open_store

    def step(name: str, number: int) -> None:
        if progress:
            progress(name, number, len(FILES))

    step("graph.ttl", 0)
    export(triples, out)
    step(STORE, 3)
    create(out / STORE, triples)
    store = open_store(out / STORE)
    step("explorer.html", 4)
    lines = ntriples.lines(triples)
    write(out / "explorer.html", page.page(reader.view(lines), lines))
    step("report.html", 5)
    reports(store, out)
    write(out / "candidates.jsonl", candidates(read))
    step("check", 6)
    found = check(store, triples, ontology / "shapes" if ontology else None)
    store.close()
    write(out / MARKER, manifest(read))
    return found


def reports(store: Store, out: Path) -> None:
    """Write the report as a page and as Markdown in both languages."""
    from graph.analyse.analysis import analyse
    from graph.analyse.report.compose import compose

    held = compose(analyse(store))
    for name, form, lang in REPORTS:
        write(out / name, drawn(held, form, lang))


def manifest(read: Iterable[Extraction]) -> str:
    """The file that marks a folder as a build: the program and the articles with their fingerprints."""
    articles = {x.article.id: x.article.sha256 for x in read}
    return json.dumps({"program": f"wupian {__version__}", "articles": articles}, ensure_ascii=False, indent=1) + "\n"


def candidates(read: Iterable[Extraction]) -> str:
    """The facts too doubtful to be asserted that nobody has decided yet, one JSON object a line."""
    from graph.rdf.document import dumps, relation
    from graph.review.queue import queue

    lines = []
    for extraction in read:
        names = {e.id: e.name for e in extraction.entities}
        for fact in queue(extraction):
            ends = {"subjectName": names[fact.subject], "objectName": names[fact.object]}
            denied = {"negative": True} if fact.negative else {}
            held = {"article": extraction.article.id, **relation(fact, extraction.article), **denied, **ends}
            lines.append(dumps(held, indent=None) + "\n")
    return "".join(lines)


def lost(read: Iterable[Extraction]) -> int:
    """How many reviewers' decisions could not be applied."""
    from graph.review.apply import FAILING

    return sum(finding.kind in FAILING for extraction in read for finding in extraction.findings)


def confident(extraction: Extraction, least: float) -> Extraction:
    """The extraction without the facts and figures whose confidence is below a limit."""
    return replace(
        extraction,
        facts=tuple(f for f in extraction.facts if f.confidence >= least),
        figures=tuple(f for f in extraction.figures if f.confidence >= least),
    )
