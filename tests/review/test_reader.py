"""The format of decisions and what is wrong with broken files."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
import rdflib

from graph.errors import ReviewError
from graph.model import Moment
from graph.resources import folder
from graph.review import decisions as format_
from graph.review.decisions import ACTIONS, Named, Number, Quoted, Statement
from graph.review.reader import beside, parse, read
from graph.vocabulary import WP, load
from tests.review.sample import HEADER, PREFIXES, SHA, review


def test_a_file_names_its_article_and_the_content_that_was_reviewed() -> None:
    held = review("")
    assert held.article == "https://w3id.org/wupian/article/sample"
    assert held.sha256 == SHA
    assert held.items == ()


def test_reviewer_and_date_stand_on_the_review_or_on_a_decision() -> None:
    held = review(
        """[] a wp:Rejection ; wp:claim claim:1 ; wp:supportedBy my:s1 .
        [] a wp:Rejection ; wp:claim claim:2 ; wp:supportedBy my:s1 ; wp:reviewer "甲" ;
          dcterms:created "2027-01-01"^^xsd:date ; rdfs:comment "理由"@zh , "reason"@en ."""
    )
    first, second = held.items
    assert (first.reviewer, first.created, first.rationale) == ("林木", "2026-11-24", ())
    assert (second.reviewer, second.created) == ("甲", "2027-01-01")
    assert second.rationale == (("en", "reason"), ("zh", "理由"))


def test_a_claim_is_read_with_all_its_details() -> None:
    (held,) = review(
        """[] a wp:Addition ; wp:supportedBy my:s4 , [ wp:quote "雪松貸面向" ] ; wp:claim [
          wp:subject my:yunshan ; wp:predicate wp:offers ; wp:object my:loan ; wp:modality wp:Planned ;
          wp:polarity wp:Negative ; wp:explicit false ; wp:derived true ; wp:roleTitle "行长" ;
          wp:voice authority:boc ; wp:via my:yunshan ; wp:asOf "2026-06-30"^^xsd:date ; wp:asOfText "上半年" ;
          wp:asOfBasis wp:YearInferred ; wp:precision wp:Month ] ."""
    ).items
    said = held.targets[0]
    assert isinstance(said, Statement)
    assert said.whole
    assert said.subject
    assert said.subject.entity
    assert (said.subject.entity.id, said.subject.forms, said.subject.stated) == (
        "organization/云杉消费金融",
        ("云杉消费金融",),
        False,
    )
    assert (said.predicate, said.modality, said.negative, said.explicit, said.derived, said.role) == (
        "offers",
        "Planned",
        True,
        False,
        True,
        "行长",
    )
    assert said.as_of == Moment("2026-06-30", "上半年", "YearInferred", "month")
    assert said.voice
    assert said.voice.entity
    assert said.voice.entity.known
    assert held.evidence == (Quoted("云杉消費金融與中國銀行合作，推出“雪松貸”。", 2), Quoted("雪松貸面向"))


def test_a_figure_is_read_with_all_its_details() -> None:
    (held,) = review(
        """[] a wp:Addition ; wp:supportedBy my:s3 ; wp:figure [ wp:figureOf authority:boc ; wp:indicator "用户" ;
          wp:value 3000000 ; wp:upperBound 5e6 ; wp:unitText "人" ; wp:comparator wp:AtLeast ;
          wp:valueText "300万至500万人" ;
          wp:baseText "全体" ; wp:asOf "2024-12-31"^^xsd:date ] ."""
    ).items
    said = held.targets[0]
    assert isinstance(said, Number)
    assert said.whole
    assert (said.value, said.maximum, said.unit, said.qualifier) == (Decimal(3000000), Decimal(5000000), "人", ">=")
    assert (said.indicator, said.text, said.base) == ("用户", "300万至500万人", "全体")
    assert said.as_of == Moment("2024-12-31", "2024-12-31", "Stated", "day")


def test_a_known_entity_brings_the_names_of_the_ontology() -> None:
    (held,) = review("[] a wp:Addition ; wp:entity authority:haier .").items
    (named,) = held.targets
    assert isinstance(named, Named)
    assert "海尔消费金融" in named.forms
    assert named.shown == "海尔消费金融有限公司"


def test_a_decision_without_action_is_not_taken_yet() -> None:
    assert review("[] a wp:Decision ; wp:claim claim:1 ; wp:supportedBy my:s1 .").items == ()


CLAIM = "wp:claim [ wp:subject my:yunshan ; wp:predicate wp:offers ; wp:object my:loan ]"


@pytest.mark.parametrize(
    ("decision", "reason"),
    [
        ("[] a wp:Rejection ; wp:supportedBy my:s1 .", "about one claim, figure or entity"),
        (
            f"[] a wp:Rejection ; {CLAIM} ; wp:entity my:loan ; wp:supportedBy my:s1 .",
            "about one claim, figure or entity",
        ),
        ("[] a wp:Rejection ; wp:claim claim:1 .", "wp:quote"),
        ("[] a wp:Rejection ; wp:claim claim:1 ; wp:supportedBy [] .", "no wp:quote"),
        ("[] a wp:Rejection ; wp:claim claim:1, claim:2 ; wp:supportedBy my:s1 .", "about one claim"),
        ("[] a wp:Rejection ; wp:claim [ wp:subject my:loan ] ; wp:supportedBy my:s1 .", "neither by IRI nor fully"),
        ("[] a wp:Addition ; wp:claim claim:1 ; wp:supportedBy my:s1 .", "fully"),
        ("[] a wp:Addition ; wp:entity id:product-1 .", "fully"),
        ("[] a wp:Acceptance ; wp:entity my:loan .", "Addition"),
        ("[] a wp:Correction ; wp:claim claim:1 ; wp:supportedBy my:s1 .", "wp:replacement"),
        ("[] a wp:Merge ; wp:entity my:loan .", "wp:into"),
        ("[] a wp:Merge ; wp:claim claim:1 ; wp:into claim:2 ; wp:supportedBy my:s1 .", "about entities"),
        (f"[] a wp:Addition ; {CLAIM.replace('offers', 'sells')} ; wp:supportedBy my:s1 .", "sells is no relation"),
        (f"[] a wp:Addition ; {CLAIM[:-1]} ; wp:modality wp:Maybe ] ; wp:supportedBy my:s1 .", "Maybe is no modality"),
        (
            f"[] a wp:Addition ; {CLAIM.replace('my:loan', 'my:typo')} ; wp:supportedBy my:s1 .",
            "#typo is not in the ontology",
        ),
        (
            f"[] a wp:Addition ; {CLAIM.replace('my:loan', '[]')} ; wp:supportedBy my:s1 .",
            "an entity is not in the ontology",
        ),
        ('[] a wp:Addition ; wp:supportedBy my:s1 ; wp:figure [ wp:value "x" ] .', "x is no number"),
        ("[] a wp:Addition ; wp:supportedBy my:s1 ; wp:figure [ wp:comparator wp:Near ] .", "Near is no comparator"),
        ('[] a wp:Addition ; wp:supportedBy my:s1 ; wp:figure [ wp:value "NaN" ] .', "NaN is no number"),
        ('[] a wp:Addition ; wp:supportedBy my:s1 ; wp:figure [ wp:value "-Infinity" ] .', "Infinity is no number"),
        (f'[] a wp:Addition ; {CLAIM[:-1]} ; wp:asOf "gestern" ] ; wp:supportedBy my:s1 .', "gestern .* is no date"),
        (
            f'[] a wp:Addition ; {CLAIM[:-1]} ; wp:asOf "2025-01-01" ; wp:asOfBasis wp:Guess ] ;'
            " wp:supportedBy my:s1 .",
            "Guess.* is no date of a known basis",
        ),
        (
            f'[] a wp:Addition ; {CLAIM} ; wp:supportedBy [ wp:quote "公司" ; wp:occurrence 1.5 ] .',
            "1.5 is no ordinal number",
        ),
    ],
)
def test_a_decision_that_lacks_something_is_named_with_its_reason(decision: str, reason: str) -> None:
    with pytest.raises(ReviewError, match=reason) as error:
        review(decision)
    assert "sample.review.ttl" in str(error.value)


def test_a_broken_decision_is_named_with_its_line(tmp_path: Path) -> None:
    file = tmp_path / "sample.review.ttl"
    head = PREFIXES + HEADER
    file.write_text(f"{head}\nmy:d7 a wp:Rejection ; wp:claim claim:1 .\n", encoding="utf-8")
    line = head.count("\n") + 2
    with pytest.raises(ReviewError, match=f"sample.review.ttl, line {line}, is broken"):
        read(file)


def test_a_file_that_is_no_turtle_is_named_with_its_line(tmp_path: Path) -> None:
    file = tmp_path / "sample.review.ttl"
    file.write_text("@prefix a: <https://example.org/> .\n\n[] ;;; .\n", encoding="utf-8")
    with pytest.raises(ReviewError, match="line 3"):
        read(file)


def test_files_that_cannot_be_read_are_named(tmp_path: Path) -> None:
    (tmp_path / "a.review.ttl").write_bytes(b"\xff\xfe")
    for name in ("a", "b"):
        with pytest.raises(ReviewError, match=rf"{name}\.review\.ttl"):
            read(tmp_path / f"{name}.review.ttl")


def test_a_file_without_a_review_or_without_reviewer_is_refused() -> None:
    with pytest.raises(ReviewError, match="one wp:Review"):
        parse(PREFIXES, "x.review.ttl", load())
    with pytest.raises(ReviewError, match="wp:reviewOf"):
        parse(f"{PREFIXES}my:review a wp:Review .", "x.review.ttl", load())
    decision = "[] a wp:Rejection ; wp:entity authority:haier ."
    unsigned = HEADER.replace('wp:reviewer "林木" ;', "")
    with pytest.raises(ReviewError, match="wp:reviewer"):
        parse(PREFIXES + unsigned + decision, "x.review.ttl", load())


def test_decisions_stand_beside_their_article() -> None:
    assert beside(Path("a/b.txt")) == Path("a/b.review.ttl")


def test_the_example_in_the_description_of_the_format_can_be_read() -> None:
    assert format_.__doc__
    example = format_.__doc__.partition("```turtle\n")[2].partition("```")[0]
    held = parse(example, "example", load())
    assert [d.action for d in held.items] == ["Rejection", "Addition"]


def test_every_action_and_property_of_the_format_is_a_term_of_the_ontology() -> None:
    graph = rdflib.Graph().parse(folder("ontology") / "review.ttl").parse(folder("ontology") / "wupian.ttl")
    terms = {str(s).removeprefix(WP) for s in graph.subjects(rdflib.RDF.type, None) if str(s).startswith(WP)}
    used = {"Review", "reviewOf", "reviewedHash", "reviewer", "claim", "figure", "entity", "into", "replacement"}
    assert {*ACTIONS, *used, "form", "occurrence"} <= terms


def test_every_term_of_reviews_has_label_and_definition_in_both_languages() -> None:
    graph = rdflib.Graph().parse(folder("ontology") / "review.ttl")
    for term in {s for s in graph.subjects(rdflib.RDF.type, None) if str(s).startswith(WP)}:
        for prop in (rdflib.RDFS.label, rdflib.SKOS.definition):
            assert sorted(str(getattr(o, "language", "")) for o in graph.objects(term, prop)) == ["en", "zh"]
