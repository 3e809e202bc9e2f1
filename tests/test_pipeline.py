"""The whole way, on the seed article and on small articles: what a build leaves, and that it holds together."""

from __future__ import annotations

import json
import shutil
from typing import TYPE_CHECKING, Any

import pyoxigraph as ox
import pytest
import rdflib
from rdflib.compare import isomorphic

from graph import pipeline, read_page
from graph.errors import InputError, OutputError
from graph.pipeline import FILES, MARKER, Build, build, extract
from graph.rdf.document import document
from graph.resources import folder
from graph.store.embedded import open_store
from graph.store.store import EVERYTHING
from graph.summary import summary
from tests.contract import check

if TYPE_CHECKING:
    from pathlib import Path

SEED = "000_39a2c90d8ccbd885"
RAW = "云杉消费金融与江苏银行合作，推出“雪松贷”。\n雪松贷面向新市民。\n"
REVIEW = """
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix wp: <https://w3id.org/wupian/ns#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix my: <https://w3id.org/wupian/review/small#> .
[] a wp:Review ; wp:reviewOf <https://w3id.org/wupian/article/small> ;
  wp:reviewer "林木" ; dcterms:created "2026-11-24"^^xsd:date .
my:loan a wp:LoanProduct ; skos:prefLabel "雪松贷"@zh .
"""
REJECTION = """
[] a wp:Rejection ; wp:supportedBy [ wp:quote "雪松贷面向新市民。" ] ;
  wp:claim [ wp:subject my:loan ; wp:predicate wp:serves ; wp:object <https://w3id.org/wupian/segment/new-citizens> ] .
"""
NEVER_RIGHT = """
@prefix wp: <https://w3id.org/wupian/ns#> .
<https://w3id.org/wupian/lexicon/precision-0> a wp:Precision ; wp:ofRule "all" ; wp:right 0 ; wp:counted 99 .
"""
LOST = REJECTION.replace("雪松贷面向新市民。", "雪松贷面向所有人。")


@pytest.fixture(scope="module")
def seed(tmp_path_factory: pytest.TempPathFactory) -> Build:
    """The build of the seed article."""
    return build(out=tmp_path_factory.mktemp("seed") / "out")


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """A small article in a folder of its own."""
    file = tmp_path / "small.txt"
    file.write_text(RAW, encoding="utf-8")
    return file


def literals(out: Path, predicate: str) -> list[str]:
    """The values of a property of the articles in a build's store."""
    query = f"SELECT ?value {{ ?article a wp:Article ; {predicate} ?value }} ORDER BY ?value"
    rows = open_store(out / "store").select(query).rows
    return [str(getattr(row[0], "value", "")) for row in rows]


def test_a_build_without_paths_reads_the_seeds_and_leaves_exactly_its_files(seed: Build) -> None:
    assert [x.article.id for x in seed.extractions] == [SEED]
    assert {p.name for p in seed.out.iterdir()} == set(FILES)
    assert all((seed.out / name).stat().st_size for name in FILES if name != "candidates.jsonl")


def test_the_seed_graph_has_no_violation_and_every_claim_and_passage_slices_the_article(seed: Build) -> None:
    assert seed.passed
    assert seed.check.violations == ()
    assert seed.check.breaches == ()
    assert seed.check.claims == seed.check.exact > 90
    raw = (folder("seeds") / f"{SEED}.txt").read_bytes().decode("utf-8")
    query = "SELECT ?start ?end ?quote { ?p a wp:Passage ; wp:start ?start ; wp:end ?end ; wp:quote ?quote }"
    rows = open_store(seed.out / "store").select(query).rows
    assert len(rows) > 30
    assert all(raw[int(start.value) : int(end.value)] == quote.value for start, end, quote in as_literals(rows))


def as_literals(rows: list[Any]) -> list[tuple[ox.Literal, ...]]:
    """Rows that hold nothing but literals."""
    assert all(isinstance(term, ox.Literal) for row in rows for term in row)
    return rows


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")  # raised within rdflib
def test_the_three_files_and_the_page_hold_the_graph_of_the_store(seed: Build) -> None:
    lines = ox.serialize(open_store(seed.out / "store").construct(EVERYTHING), format=ox.RdfFormat.N_TRIPLES)
    stored = rdflib.Graph().parse(data=lines, format="nt")
    assert len(stored) == seed.triples
    for name, form in (("graph.ttl", "turtle"), ("graph.jsonld", "json-ld")):
        assert isomorphic(rdflib.Graph().parse(seed.out / name, format=form), stored)
    assert isomorphic(read_page(seed.out / "explorer.html"), stored)
    quads = list(ox.parse(path=str(seed.out / "graph.nq"), format=ox.RdfFormat.N_QUADS))
    assert {q.graph_name for q in quads} == {ox.DefaultGraph()}
    assert {str(q.triple) for q in quads} == {str(t) for t in open_store(seed.out / "store").construct(EVERYTHING)}


def test_every_relation_of_the_seed_has_a_claim_and_every_asserted_claim_its_triple(seed: Build) -> None:
    store = open_store(seed.out / "store")
    facts = {f for x in seed.extractions for f in x.facts}
    assert seed.check.claims == len(facts)
    for asked in (
        "ASK { ?r a wp:Relation . ?s ?r ?o FILTER NOT EXISTS { ?c wp:subject ?s ; wp:predicate ?r ; wp:object ?o } }",
        "ASK { ?c wp:subject ?s ; wp:predicate ?r ; wp:object ?o ; wp:confidence ?f ; wp:modality wp:Done ;"
        " wp:polarity wp:Positive FILTER(?f >= 0.5) FILTER NOT EXISTS { ?c wp:rejected true }"
        " FILTER NOT EXISTS { ?s ?r ?o } }",
    ):
        assert not store.ask(asked)


def test_the_metadata_beside_the_seed_are_in_the_graph(seed: Build) -> None:
    assert literals(seed.out, "dcterms:title") == ["数字化转型进行时：消费金融机构如何用AI重构普惠金融服务？"]
    assert literals(seed.out, "dcterms:issued") == ["2025-07-17"]
    assert seed.extractions[0].article.author == "胡群"


def test_the_marker_names_the_program_and_the_articles_with_their_hashes(seed: Build) -> None:
    held = json.loads((seed.out / MARKER).read_text(encoding="utf-8"))
    assert held["articles"] == {SEED: seed.extractions[0].article.sha256}
    assert held["program"].startswith("wupian ")


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_summary_counts_what_the_build_holds(seed: Build, lang: str) -> None:
    words = summary(seed, lang)
    facts = [f for f in seed.extractions[0].facts if not f.rejected and not f.negative]
    for number in (len(seed.extractions[0].entities), len(facts), seed.check.claims, seed.triples):
        assert f"{number:,}" in words
    assert words.endswith("\n")


def test_extraction_of_the_seed_keeps_the_contract() -> None:
    found = extract(folder("seeds") / f"{SEED}.txt")
    check(json.loads(json.dumps(document(found))), found.article.raw)
    assert len(found.facts) > 90


@pytest.mark.parametrize(
    "raw", [RAW, RAW.replace("\n", "\r\n"), "\ufeff" + RAW, RAW.rstrip(), "只有一句话。", "🂡" + RAW]
)
def test_extraction_of_odd_texts_keeps_the_contract(raw: str, tmp_path: Path) -> None:
    file = tmp_path / "odd.txt"
    file.write_text(raw, encoding="utf-8", newline="")
    check(json.loads(json.dumps(document(extract(file)))), raw)


def test_doubtful_facts_are_candidates_and_never_plain_triples(small: Path, tmp_path: Path) -> None:
    shutil.copytree(folder("ontology"), tmp_path / "ontology")
    (tmp_path / "ontology" / "precision.ttl").write_text(NEVER_RIGHT, encoding="utf-8")
    made = build([small], tmp_path / "out", ontology=tmp_path / "ontology")
    doubtful = [f for f in made.extractions[0].facts if f.confidence < 0.5]
    held = [json.loads(line) for line in (made.out / "candidates.jsonl").read_text(encoding="utf-8").splitlines()]
    assert len(held) == len(doubtful) > 0
    assert {(c["subject"], c["predicate"], c["object"]) for c in held} == {
        (f.subject, f.predicate, f.object) for f in doubtful
    }
    assert all(c["article"] == "small" and c["subjectName"] and c["objectName"] for c in held)
    assert not open_store(made.out / "store").ask("ASK { ?r a wp:Relation . ?s ?r ?o }")


def test_metadata_give_the_article_its_title_and_date(small: Path, tmp_path: Path) -> None:
    facts = {"title": "雪松", "publisher": "林报", "published": "2024-02-03", "url": "https://example.org/a b"}
    small.with_name("small.meta.json").write_text(json.dumps(facts), encoding="utf-8")
    made = build([small], tmp_path / "out")
    assert literals(made.out, "dcterms:title") == ["雪松"]
    assert literals(made.out, "dcterms:issued") == ["2024-02-03"]
    assert "雪松: " in summary(made, "en")


def test_a_rejection_beside_the_article_takes_the_plain_triple_away(small: Path, tmp_path: Path) -> None:
    served = "ASK { ?x skos:prefLabel '雪松贷'@zh ; wp:serves segment:new-citizens }"
    before = build([small], tmp_path / "before")
    assert open_store(before.out / "store").ask(served)
    small.with_name("small.review.ttl").write_text(REVIEW + REJECTION, encoding="utf-8")
    after = build([small], tmp_path / "after")
    assert not open_store(after.out / "store").ask(served)
    assert open_store(after.out / "store").ask("ASK { ?claim wp:rejected true ; wp:predicate wp:serves }")
    assert after.passed
    assert "1 rejected" in summary(after, "en")


def test_a_decision_whose_sentence_is_gone_fails_the_build_that_is_written_all_the_same(
    small: Path, tmp_path: Path
) -> None:
    small.with_name("small.review.ttl").write_text(REVIEW + LOST, encoding="utf-8")
    made = build([small], tmp_path / "out")
    assert (made.lost, made.passed) == (1, False)
    assert (made.out / "graph.ttl").is_file()


def test_two_articles_support_one_statement_each_with_its_own_claim(small: Path, tmp_path: Path) -> None:
    small.with_name("other.txt").write_text(RAW, encoding="utf-8")
    made = build([tmp_path], tmp_path / "out")
    claims = "SELECT ?claim { ?claim wp:predicate wp:serves }"
    plain = "SELECT ?x { ?x wp:serves segment:new-citizens }"
    store = open_store(made.out / "store")
    assert (len(store.select(claims)), len(store.select(plain))) == (2, 1)


def test_progress_tells_of_every_article_and_of_the_files(small: Path, tmp_path: Path) -> None:
    told: list[tuple[str, int, int]] = []
    build([small], tmp_path / "out", progress=lambda *what: told.append(what))
    assert told[0] == ("small.txt", 0, 1)
    assert "explorer.html" in [name for name, _, _ in told]
    assert all(0 <= done < total for _, done, total in told)


def test_a_build_of_nothing_readable_names_every_file(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"no file .*a\.txt.* no file .*b\.txt"):
        build([tmp_path / "a.txt", tmp_path / "b.txt"], tmp_path / "out")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", ["explorer", "report"])
def test_a_page_is_returned_and_written_where_a_file_is_named(name: str, seed: Build, tmp_path: Path) -> None:
    make = getattr(pipeline, name)
    store = open_store(seed.out / "store")
    html = make(store, tmp_path / "page.html")
    assert (tmp_path / "page.html").read_text(encoding="utf-8") == html == make(store)
    assert html == (seed.out / f"{name}.html").read_text(encoding="utf-8")
    with pytest.raises(OutputError, match="name a file"):
        make(store, tmp_path)


def test_an_article_with_an_odd_name_gives_turtle_that_others_can_read(tmp_path: Path) -> None:
    (tmp_path / "通知①②.txt").write_text(RAW, encoding="utf-8")
    built = build([tmp_path / "通知①②.txt"], tmp_path / "out")
    assert built.passed
    turtle = ox.parse(path=built.out / "graph.ttl", format=ox.RdfFormat.TURTLE)
    quads = ox.parse(path=built.out / "graph.nq", format=ox.RdfFormat.N_QUADS)
    assert {q.triple for q in turtle} == {q.triple for q in quads}
