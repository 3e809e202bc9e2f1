"""The answers to the named queries, which were read against the fixture by a person, and equal rows in two engines."""

from __future__ import annotations

import csv
from collections import Counter

import pytest
import rdflib
from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from graph.query.catalogue import catalogue, named
from graph.query.format import format as written
from graph.query.run import run, values
from graph.rdf.names import WP
from graph.rdf.validate import validate
from graph.store.embedded import in_memory
from graph.store.prefixes import PREFIXES
from graph.store.sparql import fill
from graph.store.store import Term
from tests.query.graphs import ANSWERS, graph, store, triples

NAMES = [query.name for query in catalogue()]
RULES = [query.name for query in catalogue() if query.violation]
QUESTIONS = [name for name in NAMES if name not in RULES]


def test_every_query_has_an_answer_read_by_a_person() -> None:
    assert sorted(file.stem for file in ANSWERS.glob("*.csv")) == NAMES
    assert len(QUESTIONS) >= 24


@pytest.mark.parametrize("name", NAMES)
def test_a_query_answers_exactly_the_rows_that_the_fixture_holds(name: str) -> None:
    assert written(run(store(name in RULES), name), "csv") == (ANSWERS / f"{name}.csv").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", NAMES)
def test_every_answer_has_rows(name: str) -> None:
    with (ANSWERS / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        assert list(csv.DictReader(file))


@pytest.mark.parametrize("name", RULES)
def test_no_rule_is_broken_in_the_conforming_fixture(name: str) -> None:
    assert run(store(), name).rows == ()


def comparable(term: Term | rdflib.term.Node | None) -> object:
    """A term in a form that is equal for equal values, whichever engine it comes from."""
    match term:
        case None:
            return None
        case NamedNode():
            return term.value
        case Literal():
            kind = None if term.language else rdflib.URIRef(term.datatype.value)
            return comparable(rdflib.Literal(term.value, lang=term.language, datatype=kind))
        case BlankNode() | Triple():
            raise AssertionError(f"{term} has no name")
        case rdflib.Literal():
            return term.value, term.language
    return str(term)


@pytest.mark.parametrize("name", NAMES)
def test_rdflib_answers_the_same_rows(name: str) -> None:
    sparql = fill(named(name).sparql, values(named(name), ()))
    ours = store(name in RULES).select(sparql)
    theirs = graph(name in RULES).query(sparql, initNs=PREFIXES)
    assert [str(v) for v in theirs.vars or ()] == list(ours.variables)
    assert Counter(tuple(map(comparable, tuple(row))) for row in theirs) == Counter(  # type: ignore[arg-type]  # rows
        tuple(map(comparable, row)) for row in ours.rows
    )


def test_the_shapes_find_the_claims_and_figures_that_the_rules_find() -> None:
    rules = ("unsupported", "groundless", "incomplete-claim", "figure")
    by_rules = {str(comparable(row[0])) for rule in rules for row in run(store(True), f"{rule}-violation").rows}
    assert {violation.focus for violation in validate(triples(broken=True))} == by_rules
    assert validate(triples()) == ()


@pytest.mark.parametrize(("rule", "end"), [("domain", "subject"), ("range", "object")])
def test_the_shapes_and_the_rules_agree_on_the_ends_of_a_triple(rule: str, end: str) -> None:
    claim, theme = (NamedNode("https://w3id.org/wupian/" + name) for name in ("claim/c16", "theme/green-finance"))
    old = next(t for t in triples() if t.subject == claim and t.predicate.value == WP + end)
    bank, company = (NamedNode(f"https://w3id.org/wupian/authority/{name}") for name in ("jiangwan", "yunling"))
    ends = (theme, bank) if end == "subject" else (company, theme)
    plain = Triple(ends[0], NamedNode(WP + "partnersWith"), ends[1])
    changed = [t for t in triples() if t != old] + [Triple(claim, old.predicate, theme), plain]
    assert [comparable(row[0]) for row in run(in_memory(changed), f"{rule}-violation").rows] == [claim.value]
    assert {violation.focus for violation in validate(changed)} == {theme.value}


def test_every_class_and_property_of_the_core_is_used_by_a_query_or_shape() -> None:
    from graph.resources import folder
    from graph.store.sparql import tokens

    shapes = rdflib.Graph().parse(folder("ontology") / "shapes" / "data.ttl")
    core = rdflib.Graph().parse(folder("ontology") / "wupian.ttl")
    words = [t.text for query in catalogue() for t in tokens(query.sparql) if t.kind == "PNAME"]
    used = {str(term) for triple in shapes for term in triple} | {w.replace("wp:", WP) for w in words}
    used |= {str(kind) for one in list(used) for kind in core.objects(rdflib.URIRef(one), rdflib.RDF.type)}
    kinds = (rdflib.OWL.Class, rdflib.OWL.ObjectProperty, rdflib.OWL.DatatypeProperty)
    terms = {str(term) for kind in kinds for term in core.subjects(rdflib.RDF.type, kind) if str(term).startswith(WP)}
    assert len(terms) > 90
    assert sorted(terms - used) == []


def answer(name: str, *parameters: tuple[str, str]) -> list[dict[str, str]]:
    """The rows of a query with some parameters, as text by column."""
    lines = written(run(store(), name, parameters), "csv").splitlines()
    return list(csv.DictReader(lines))


@pytest.mark.parametrize("name", ["云岭消费金融有限公司", "云岭消金", "云岭小贷有限公司", "Yunling Consumer Finance"])
def test_an_institution_is_found_by_any_of_its_names(name: str) -> None:
    assert {row["institution"] for row in answer("products", ("name", name))} == {"云岭消费金融有限公司"}
    assert len(answer("institution-figures", ("name", name))) == 4
    assert len(answer("mentions", ("ofName", name))) == 2


@pytest.mark.parametrize("name", ["云岭", "雲嶺消費金融", "云岭消费金融有限公司 ", '" || true || "'])
def test_what_is_no_name_of_it_finds_nothing(name: str) -> None:
    assert answer("products", ("name", name)) == []


def test_parameters_narrow_an_answer() -> None:
    assert [r["indicator"] for r in answer("figures", ("word", "用户"))] == ["累计服务用户"] * 2
    assert [r["name"] for r in answer("entities", ("ofClass", "Policy"))] == ["普惠金融服务提升意见"]
    assert len(answer("relations", ("ofPredicate", "runs"))) == 2
    assert [r["confidence"] for r in answer("low-confidence", ("below", "0.5"))] == ["0.4"]
    found = answer("evidence", ("ofSubject", "江湾银行"), ("ofPredicate", "offers"), ("ofObject", "晨星信用平台"))
    assert [(r["start"], r["end"], r["evidence"]) for r in found] == [
        ("494", "511", "江湾银行通过晨星信用平台开放数据。")
    ]
    assert {r["theme"] for r in answer("theme-advances", ("name", "普惠金融"))} == {"普惠金融"}
    assert len(answer("response-paths", ("ofTheme", "普惠金融"), ("ofInstitution", "云岭消金"))) == 1
    assert (
        answer("response-paths", ("ofTheme", "绿色金融"))
        == answer("response-paths", ("ofInstitution", "江湾银行"))
        == []
    )
    assert {r["voice"] for r in answer("statements", ("name", "沈知微"))} == {"沈知微"}


def test_a_date_is_taken_from_the_claim_when_the_thing_itself_has_none() -> None:
    dates = {WP + "asOf", WP + "issuedOn", WP + "asOfBasis"}
    things = {"https://w3id.org/wupian/id/initiative-talk", "https://w3id.org/wupian/id/policy-yijian"}
    bare = in_memory(
        t for t in triples() if not (t.predicate.value in dates and str(getattr(t.subject, "value", "")) in things)
    )
    for name in ("initiatives", "policies"):
        held = (ANSWERS / f"{name}.csv").read_text(encoding="utf-8")
        assert written(run(bare, name), "csv") == held


def test_a_rejected_claim_proves_nothing() -> None:
    rejected = "https://w3id.org/wupian/claim/c32"
    for name in QUESTIONS:
        if name not in ("reviewed", "senses", "relation-counts"):
            assert rejected not in (ANSWERS / f"{name}.csv").read_text(encoding="utf-8"), name
    assert {r["object"] for r in answer("evidence", ("ofPredicate", "drawsDataFrom"))} == {"澄明征信有限公司"}


def test_plans_and_facts_never_meet_in_one_answer() -> None:
    told = {name: {(r["subject"], r["predicate"], r["object"]) for r in answer(name)} for name in MODAL}
    for name, statements in told.items():
        assert statements
        assert all(not statements & others for other, others in told.items() if other != name), name
    facts = {(r["subject"], r["predicate"], r["object"]) for r in answer("relations")}
    assert facts & {each for name in MODAL if name != "done" for each in told[name]} == set()


MODAL = ("done", "planned", "announced", "ended", "denied", "unconfirmed")
