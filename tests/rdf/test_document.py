"""The JSON document of an article."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from graph.model import Extraction, Finding
from graph.rdf.document import document, dumps
from tests.rdf.sample import RAW, extraction, span


def pieces(node: Any) -> Iterator[dict[str, Any]]:
    """All objects with a text and offsets, wherever they are."""
    if isinstance(node, dict):
        if {"start", "end", "text"} <= node.keys():
            yield node
        for value in node.values():
            yield from pieces(value)
    elif isinstance(node, list):
        for value in node:
            yield from pieces(value)


def test_every_span_slices_the_raw_file() -> None:
    found = list(pieces(document(extraction())))
    assert len(found) > 10
    assert all(piece["text"] == RAW[piece["start"] : piece["end"]] for piece in found)


def test_the_article_is_described_with_its_length_and_repairs() -> None:
    article = document(extraction())["article"]
    assert article["id"] == "sample"
    assert article["chars"] == len(RAW)
    assert article["published"] == "2025-07-17"
    assert article["findings"] == []
    assert {"start": span("(jiān)").start, "end": span("(jiān)").end, "kind": "pinyin"} in article["repairs"]


def test_an_unknown_publication_date_is_null() -> None:
    held = extraction()
    bare = replace(held, text=replace(held.text, article=replace(held.article, published=None, title=None)))
    assert document(bare)["article"]["published"] is None
    assert document(bare)["article"]["title"] is None


def test_a_relation_tells_all_that_is_known_of_it() -> None:
    relations = {(r["predicate"], r["object"]): r for r in document(extraction())["relations"]}
    partners = relations["partnersWith", "authority/boc"]
    assert partners["confidence"] == 0.93
    assert partners["explicit"] is True
    assert partners["derived"] is False
    assert partners["sense"] == "https://w3id.org/wupian/lexicon/合作-partnersWith"
    assert (partners["asOf"], partners["asOfBasis"], partners["asOfPrecision"]) == (
        "2025-03-31",
        "FromPublication",
        "month",
    )
    plan = relations["offers", "product/松针助手"]
    assert (plan["modality"], plan["voice"], plan["via"], plan["role"], plan["sense"]) == (
        "Planned",
        "authority/boc",
        "organization/各机构",
        "司长",
        None,
    )


def test_plans_and_doubtful_facts_are_relations_and_denials_stand_apart() -> None:
    made = document(extraction())
    assert {r["modality"] for r in made["relations"]} == {"Done", "Planned"}
    assert min(r["confidence"] for r in made["relations"]) == 0.4
    assert [(r["predicate"], r["object"]) for r in made["denied"]] == [("serves", "segment/new-citizens")]


def test_what_a_reviewer_rejected_is_left_out() -> None:
    held = extraction()
    rejected = replace(held, figures=tuple(replace(f, rejected=True) for f in held.figures))
    assert all("reviewer" not in r for r in document(held)["relations"])
    assert document(rejected)["figures"] == []


def test_figures_have_json_numbers_and_a_range_is_its_lower_bound_with_a_maximum() -> None:
    users, rate = document(extraction())["figures"]
    assert (users["value"], users["qualifier"], users["max"], users["asOf"]) == (3000000, ">=", 5000000, "2024-12-31")
    assert type(users["value"]) is int
    assert (rate["value"], rate["unit"], rate["qualifier"], rate["baseText"]) == (1.25, "%", "<", "贷款余额")
    assert "max" not in rate


def test_the_order_of_facts_does_not_matter() -> None:
    held = extraction()
    turned = Extraction(held.text, held.entities, held.facts[::-1], held.figures[::-1])
    assert dumps(document(turned)) == dumps(document(held))


def test_documents_are_readable_json_on_many_lines_or_one() -> None:
    made = document(extraction())
    assert json.loads(dumps(made)) == made
    assert "云杉" in dumps(made)
    assert "\n" not in dumps(made, indent=None)


def test_findings_carry_their_message() -> None:
    lost = Finding("decision-lost", span("今年"), (("quote", "不在文中"), ("reviewer", "林木")))
    made = document(replace(extraction(), findings=(lost,)))
    assert "不在文中" in made["article"]["findings"][0]["message"]
