"""A gold file is read as it is meant, and every slip of a person gets one sentence that names the item."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from graph.errors import InputError
from graph.evaluate.checking import load
from graph.model import Span
from graph.vocabulary import load as vocabulary
from tests.evaluate.sample import TEXT, drafted, put

Change = Callable[[dict[str, Any]], object]


def entity(gold: dict[str, Any], name: str) -> dict[str, Any]:
    """The entity with a name."""
    return next(e for e in gold["entities"] if e["name"] == name)


def relation(gold: dict[str, Any], predicate: str) -> dict[str, Any]:
    """The first relation with a predicate."""
    return next(r for r in gold["relations"] if r["p"] == predicate)


SLIPS: dict[str, tuple[Change, str]] = {
    "class": (lambda g: entity(g, "雪松贷").update(type="Loan"), r"雪松贷\S* has the type Loan, which is no class"),
    "mention": (lambda g: entity(g, "雪松贷").update(mentions=["雪松貸"]), r"雪松贷\S* has a mention .*: 雪松貸\."),
    "mentions": (lambda g: entity(g, "雪松贷").update(mentions=[1]), r"雪松贷\S* gives mentions that are no list"),
    "no name": (lambda g: entity(g, "雪松贷").update(name=None), r"雪松贷\S* lacks the key name"),
    "twice": (lambda g: g["entities"].append(g["entities"][0]), "two entities have the id"),
    "predicate": (lambda g: relation(g, "serves").update(p="helps"), r"relation R\d+ has the predicate helps"),
    "id": (lambda g: relation(g, "serves").update(o="E99"), r"relation R\d+ names E99, which is the id of no entity"),
    "domain": (lambda g: relation(g, "serves").update(p="runs"), r"R\d+ has .* as s, a LoanProduct; runs wants"),
    "evidence": (
        lambda g: relation(g, "serves").update(evidence="雪松贷面向新居民。", attrs={}),
        r"relation R\d+ has evidence that does not occur in the article: 雪松贷面向新居民。",
    ),
    "span": (lambda g: relation(g, "serves")["attrs"].update(span=[0, 4]), r"relation R\d+ has the span 0 to 4, where"),
    "no span": (lambda g: relation(g, "serves")["attrs"].update(span=[0]), "has a span that is not two whole numbers"),
    "modality": (lambda g: relation(g, "serves")["attrs"].update(modality="soon"), "has the modality soon; there are"),
    "attrs": (lambda g: relation(g, "serves").update(attrs=[1]), r"relation R\d+ and its attrs must be JSON objects"),
    "subject": (lambda g: g["figures"][0].update(subject="E99"), "figure F1 names E99"),
    "value": (lambda g: g["figures"][0].update(value="300万"), "F1 gives value '300万'; it must be a full number"),
    "no value": (lambda g: g["figures"][0].pop("value"), "figure F1 gives value None"),
    "qualifier": (lambda g: g["figures"][0].update(qualifier="≥"), "figure F1 has the qualifier ≥; there are = >"),
    "date": (lambda g: g["figures"][0].update(asOf="2024"), "figure F1 has asOf 2024; a date looks like"),
    "no entities": (lambda g: g.pop("entities"), "it needs the key entities with a list"),
}  # fmt: skip


@pytest.mark.parametrize("slip", SLIPS)
def test_a_slip_is_one_sentence_that_names_the_item(slip: str, tmp_path: Path) -> None:
    change, sentence = SLIPS[slip]
    gold = drafted()
    change(gold)
    file = put(tmp_path, gold)
    with pytest.raises(InputError, match=sentence) as caught:
        load(file, TEXT, vocabulary())
    assert str(caught.value).startswith(f"The gold file {file}: ")
    assert str(caught.value).count("\n") == 0


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        ("[", "line 1 is not JSON"),
        ("[]", "must hold one JSON object"),
        ('{"entities": {}, "relations": []}', "needs the key entities with a list"),
        ('{"entities": [7], "relations": []}', "entity number 1 and its attrs must be JSON objects"),
    ],
)
def test_a_file_of_another_form_is_refused(content: str, sentence: str, tmp_path: Path) -> None:
    with pytest.raises(InputError, match=sentence):
        load(put(tmp_path, content), TEXT, vocabulary())


def test_a_wider_reading_may_have_other_classes_at_its_ends(tmp_path: Path) -> None:
    gold = drafted()
    relation(gold, "serves")["p"] = "runs"
    relation(gold, "runs")["attrs"]["reading"] = "domain: a product read as an organisation"
    assert load(put(tmp_path, gold), TEXT, vocabulary()).relations


def test_what_may_be_left_out_has_a_plain_meaning(tmp_path: Path) -> None:
    gold = {
        "entities": [
            {"id": "E1", "type": "Bank", "name": "江苏银行"},
            {"id": "E2", "type": "LoanProduct", "name": "竹影贷"},
        ],
        "relations": [{"s": "E1", "p": "offers", "o": "E2"}],
    }
    held = load(put(tmp_path, gold), TEXT, vocabulary())
    (offer,) = held.relations
    assert (offer.span, offer.explicit, offer.optional, offer.modality) == (None, False, False, "Done")
    assert held.figures == ()


def test_evidence_without_a_span_stands_where_it_occurs_first(tmp_path: Path) -> None:
    gold = drafted()
    relation(gold, "serves").update(evidence="雪松贷", attrs={})
    (serves,) = (r for r in load(put(tmp_path, gold), TEXT, vocabulary()).relations if r.predicate == "serves")
    assert serves.span == Span(TEXT.index("雪松贷"), TEXT.index("雪松贷") + 3)
