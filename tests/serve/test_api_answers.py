"""What the API answers of the seed and the fixture: the same as the functions and commands beside it."""

from __future__ import annotations

import json
from collections import Counter
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.analyse.gaps.matrix import matrix as whole_matrix
from graph.analyse.reader import read
from graph.explore.view import asserted
from graph.query.catalogue import catalogue
from graph.query.evidence import evidence
from graph.query.format import bindings
from graph.query.run import run
from graph.serve.api.acts import corpus
from graph.serve.api.operations import OPERATIONS
from graph.store.store import Store
from tests.query.graphs import store as fixture
from tests.serve.asked import ARTICLE, ask, get, pages, seed

STORES = pytest.mark.parametrize("store", [seed, fixture], ids=["seed", "fixture"])
RAW = ARTICLE.read_bytes().decode("utf-8")
FILTERS = (
    *("", "asserted=true", "asserted=false", "explicit=true", "explicit=false", "modality=Planned", "predicate=offers"),
    *("min_confidence=0.8", "since=2025-06-01", "until=2025-06-01", "about=authority:haier", "article=one"),
)


def claims(store: Store, query: str) -> list[dict[str, Any]]:
    """All claims that fit a query string."""
    return pages(store, f"/api/claims?limit=1000&{query}", "claims")


@STORES
def test_the_claims_are_those_of_the_graph_with_everything_that_tells_how_far_they_hold(store: Any) -> None:
    held = {claim.iri: claim for claim in read(store()).claims}
    found = claims(store(), "")
    assert [claim["iri"] for claim in found] == sorted(held)
    for claim in found:
        one = held[claim["iri"]]
        ends = (claim["subject"]["iri"], claim["predicate"], claim["object"]["iri"])
        assert ends == (one.subject, one.predicate, one.object)
        assert Decimal(str(claim["confidence"])) == one.confidence
        marks = (claim["modality"], claim["negative"], claim["rejected"], claim["explicit"], claim["derived"])
        assert marks == (one.modality, one.negative, one.rejected, one.explicit, one.derived)
        assert claim["asserted"] == asserted(one.confidence, one.modality, one.negative or one.rejected)
        assert (claim["asOf"] or "", claim["asOfBasis"] or "") == (one.as_of, one.basis)
        assert (claim["role"] or "", (claim["voice"] or {"iri": ""})["iri"]) == (one.role, one.voice)


def fits(claim: dict[str, Any], query: str, published: dict[str, str]) -> bool:
    """Whether a claim fits a filter, by what its own JSON says."""
    name, _, value = query.partition("=")
    date = claim["asOf"] or max((published[one["article"]] for one in claim["evidence"]), default="")
    match name:
        case "asserted" | "explicit":
            return bool(claim[name]) == (value == "true")
        case "modality" | "predicate":
            return bool(claim[name] == value)
        case "min_confidence":
            return bool(claim["confidence"] >= float(value))
        case "since" | "until":
            return bool(date and (date >= value if name == "since" else date <= value))
        case "about":
            return any(claim[end]["iri"].endswith("/haier") for end in ("subject", "object"))
        case "article":
            return any(one["article"] == value for one in claim["evidence"])
    return True


@STORES
@pytest.mark.parametrize("second", FILTERS)
def test_filters_keep_exactly_the_claims_that_fit_alone_and_together(store: Any, second: str) -> None:
    firsts = FILTERS if store is fixture else ("",)
    published = {one["id"]: one["published"] or "" for one in get(store(), "/api/articles")["articles"]}
    everything = claims(store(), "")
    for first in firsts:
        if first.partition("=")[0] == second.partition("=")[0] and first:
            continue
        found = [claim["iri"] for claim in claims(store(), f"{first}&{second}")]
        assert found == [c["iri"] for c in everything if fits(c, first, published) and fits(c, second, published)]


def test_every_quote_slices_its_article() -> None:
    held = claims(seed(), "") + pages(seed(), "/api/figures", "figures")
    sentences = [one for item in held for one in item["evidence"]]
    assert len(sentences) > 200
    assert all(RAW[one["start"] : one["end"]] == one["quote"] for one in sentences)
    assert all(item["evidence"] for item in held)
    assert get(seed(), f"/api/article?id={ARTICLE.stem}&text=true")["text"] == RAW


def test_every_end_has_its_names_and_class() -> None:
    ends = [claim[end] for claim in claims(seed(), "") for end in ("subject", "object")]
    assert all(end["zh"] and end["type"] for end in ends)
    assert {"海尔消费金融有限公司", "普惠金融"} <= {end["zh"] for end in ends}
    assert "Haier Consumer Finance" in {end["en"] for end in ends}


@STORES
def test_the_figures_are_those_that_no_reviewer_rejected_with_exact_numbers(store: Any) -> None:
    held = {figure.iri: figure for figure in read(store()).figures if not figure.rejected}
    found = pages(store(), "/api/figures?limit=2", "figures")
    assert [figure["iri"] for figure in found] == sorted(held)
    signs = {"=": "Exactly", ">": "GreaterThan", ">=": "AtLeast", "<": "LessThan", "<=": "AtMost"} | {
        "~": "Approximately"
    }
    for figure in found:
        one = held[figure["iri"]]
        assert Decimal(figure["exact"]) == one.value == Decimal(str(figure["value"]))
        assert (Decimal(figure["maxExact"]) if figure["maxExact"] else None) == one.upper
        words = (signs[figure["qualifier"]], figure["indicator"], figure["unit"], figure["text"])
        assert words == (one.comparator, one.indicator, one.unit, one.text)
        assert (figure["asOf"] or "", figure["asOfBasis"] or "") == (one.as_of, one.basis)
        assert (figure["baseText"] or "", figure["subject"]["iri"]) == (one.base, one.subject)


def test_figures_are_found_by_words_unit_entity_and_date() -> None:
    everything = pages(seed(), "/api/figures", "figures")
    about = get(seed(), "/api/figures?about=authority:mashang")["figures"]
    assert about == [one for one in everything if one["subject"]["iri"].endswith("/mashang")] != []
    users = get(seed(), "/api/figures?indicator=用户")["figures"]
    assert users == [one for one in everything if "用户" in one["indicator"]] != []
    people = get(seed(), "/api/figures?unit=人")["figures"]
    assert people == [one for one in everything if one["unit"] == "人"] != []
    late = get(seed(), "/api/figures?since=2025-07-01")["figures"]
    assert [one["iri"] for one in late] == [
        one["iri"] for one in everything if (one["asOf"] or "2025-07-17") >= "2025-07-01"
    ]


@STORES
def test_evidence_is_that_of_the_function(store: Any) -> None:
    for entity in get(store(), "/api/entities?limit=30")["entities"]:
        found = pages(store(), f"/api/evidence?limit=3&about={entity['prefixed']}", "evidence")
        held = evidence(store(), entity["iri"])
        assert [(one["statement"], one["start"], one["quote"]) for one in found] == [
            (one.statement, one.start, one.quote) for one in held
        ]


@STORES
@pytest.mark.parametrize("least", ["0", "0.5", "0.9"])
def test_the_matrix_is_that_of_the_function(store: Any, least: str) -> None:
    held = whole_matrix(store(), min_confidence=float(least))
    found = get(store(), f"/api/matrix?limit=1000&min_confidence={least}")
    assert [theme["iri"] for theme in found["themes"]] == [theme.iri for theme in held.themes]
    assert found["blanks"] == held.blanks == sum(cell["blank"] for row in found["rows"] for cell in row["cells"])
    assert [one["iri"] for one in found["silent"]] == [one.iri for one in held.silent]
    assert [row["institution"]["zh"] for row in found["rows"]] == [row.institution.zh for row in held.rows]
    for row, other in zip(found["rows"], held.rows, strict=True):
        assert (row["claims"], row["covered"]) == (len(other), other.covered)
        for cell, one in zip(row["cells"], other.cells, strict=True):
            listed = [iri for part in ("direct", "via") for iris in cell[part].values() for iri in iris]
            assert listed == [claim.iri for claim in one.claims]
            assert cell["open"] == [claim.iri for claim in one.open]
            assert (cell["claims"], cell["blank"], cell["theme"]) == (len(one), one.blank, one.theme)
    assert corpus(store()) is corpus(store())


@STORES
def test_an_entity_counts_its_claims_by_relation(store: Any) -> None:
    held = [claim for claim in read(store()).claims if not claim.rejected]
    for entity in get(store(), "/api/entities?limit=1000")["entities"]:
        found = get(store(), f"/api/entity?iri={entity['prefixed']}")
        assert found.items() >= entity.items()
        assert found["claims"] == {
            "asSubject": Counter(claim.predicate for claim in held if claim.subject == entity["iri"]),
            "asObject": Counter(claim.predicate for claim in held if claim.object == entity["iri"]),
        }
        assert get(store(), found["links"]["figures"])["total"] == found["figures"]


def test_entities_are_found_by_names_in_both_languages_class_and_theme() -> None:
    def names(query: str) -> set[str]:
        return {entity["zh"] for entity in pages(fixture(), f"/api/entities?{query}", "entities")}

    assert names("q=云岭消金") == names("q=雲嶺") == names("q=yunling consumer") == {"云岭消费金融有限公司"}
    assert names("class=Product") == {
        "春耕贷",
        "云岭生活",
        "云岭大模型2.0",
        "云岭大模型1.0",
        "江湾智审",
        "晨星信用平台",
    }
    assert names("class=Bank") == {"江湾银行"}
    assert "春耕贷" in names("theme=theme:inclusive-finance")
    assert names("q=银行&class=Institution") == {"江湾银行"}
    assert names("q=nothing") == names("theme=theme:nothing") == set()


@pytest.mark.parametrize("query", catalogue(), ids=lambda query: query.name)
def test_a_named_query_answers_as_on_the_command_line(query: Any) -> None:
    held = run(fixture(), query.name)
    assert held.form == "SELECT"
    terms = pages(fixture(), f"/api/queries/{query.name}?terms=true&limit=7", "rows")
    assert terms == bindings(held)
    rows = pages(fixture(), f"/api/queries/{query.name}?limit=1000", "rows")
    assert [list(row) for row in rows] == [list(held.variables)] * len(terms)
    for row, other in zip(rows, terms, strict=True):
        assert {name: json.dumps(v) if isinstance(v, int) else v for name, v in row.items() if v is not None} == {
            name: term["value"] for name, term in other.items()
        }


def test_no_named_query_has_a_parameter_of_the_operation_itself() -> None:
    (operation,) = (one for one in OPERATIONS if one.free)
    own = {parameter.name for parameter in operation.parameters}
    assert own & {parameter.name for query in catalogue() for parameter in query.parameters} == set()
    assert get(fixture(), "/api/queries/products?name=云岭消费金融有限公司")["total"] > 0


def test_completion_offers_what_begins_with_the_letters_first() -> None:
    def offered(letters: str) -> list[tuple[str, str]]:
        return [(term["prefixed"], term["kind"]) for term in get(fixture(), f"/api/terms?q={letters}")["terms"]]

    assert offered("普惠金融")[0] == ("theme:inclusive-finance", "entity")
    assert ("id:policy-yijian", "entity") in offered("普惠金融")
    assert offered("offers")[0] == ("wp:offers", "relation")
    assert offered("消费金融公司")[0] == ("wp:ConsumerFinanceCompany", "class")
    assert offered("wp:quo") == [("wp:quote", "property")]
    assert offered("authority:yun") == [("authority:yunling", "entity")]
    assert offered("云岭")[0] == ("authority:yunling", "entity")
    assert offered("雲嶺") == [("authority:yunling", "entity")]
    assert len(get(fixture(), "/api/terms?limit=5")["terms"]) == 5


@settings(max_examples=30, deadline=None)
@given(key=st.sampled_from(["entities", "claims", "figures", "queries", "articles"]), limit=st.integers(4, 60))
def test_pages_hold_every_item_once(key: str, limit: int) -> None:
    found = pages(seed(), f"/api/{key}?limit={limit}", key)
    names = [item.get("iri") or item["name"] for item in found]
    whole = get(seed(), f"/api/{key}?limit=1000")
    assert names == [item.get("iri") or item["name"] for item in whole[key]]
    assert len(set(names)) == len(names) == whole["total"]


def test_a_page_beyond_the_end_is_empty_and_still_tells_the_total() -> None:
    found = get(seed(), "/api/claims?offset=500")
    assert (found["claims"], found["total"], found["next"]) == ([], 143, None)


def test_the_next_page_stands_in_the_link_header_and_keeps_the_filters() -> None:
    found = ask(seed(), "/api/claims?predicate=serves&limit=10&lang=en")
    behind = json.loads(found.body)["next"]
    assert behind == "/api/claims?predicate=serves&limit=10&lang=en&offset=10"
    assert dict(found.headers)["Link"] == f'<{behind}>; rel="next"'
